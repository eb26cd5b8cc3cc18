//go:build js

// Package app is the program of the page: it shows the components of package
// ui and looks after everything of the browser that they do not see: workers,
// canvases, files, the keyboard. It never computes.
package app

import (
	"encoding/json"
	"runtime/debug"
	"sync/atomic"
	"syscall/js"
	"time"

	"github.com/vugu/vugu"

	"regnetlens/ui"
	"regnetlens/ui/dom"
	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// app is the page's program. It is the session's port and the components'
// browser.
type app struct {
	session    *session.Session
	workers    [2]*worker           // of A and B
	early      chan struct{}        // closed when there is something to render for; nil afterwards
	turns      chan func()          // what changes the session, one after another
	env        vugu.EventEnv        // whose lock guards the session
	expecting  atomic.Bool          // workers are about to say what the selection shows
	focus      string               // selector of what takes the focus after the next render; "" for nothing
	difference *protocol.ChannelMap // the difference that the lens shows
	kept       js.Value             // what the reader did before the first render; undefined when all of it is done
	offline    bool                 // the page is being kept for when there is no server
	address    address              // what the page's address says
	screens    screens              // where on each view the reader was
	said       string               // what was last said to those who listen
	telling    telling              // the story, as it was last followed

	closing    int  // dialogs that the program has closed and the browser has not told of
	quiet      bool // the turn under way changes nothing that a render shows
	camera     camera
	paper      paper
	shrunk     js.Value   // context of the canvas that frames are shrunk on
	files      []js.Value // of the batch
	preparing  preparations
	openers    [2]*worker // that parse weight files for A and B; nil for none
	others     int        // workers that were started without a network
	batchShown time.Time  // when the batch was last rendered
}

// What a session may ask of it besides.
var (
	_ session.Port    = (*app)(nil)
	_ session.Devices = (*app)(nil)
	_ session.Decoder = (*app)(nil)
	_ session.Opener  = (*app)(nil)
	_ session.Keeper  = (*app)(nil)
)

// gcPercent lets the heap grow to several times what is in use, a few
// megabytes, before it is collected: a render leaves half a megabyte behind, and
// collecting it takes the main thread's time.
const gcPercent = 800

// Main runs the program for as long as the page is open.
func Main() {
	debug.SetGCPercent(gcPercent)
	var data session.PageData
	if err := json.Unmarshal([]byte(browser.Element("page-data").Get("textContent").String()), &data); err != nil {
		panic(err) // the build wrote it
	}
	models, err := weights.Catalogue()
	if err != nil {
		panic(err) // it is part of the program
	}
	s, err := session.New(data, models)
	if err != nil {
		panic(err) // the catalogue is tested
	}
	r, err := dom.New("#mount")
	if err != nil {
		panic(err)
	}
	build, err := vugu.NewBuildEnv(r.EventEnv())
	if err != nil {
		panic(err)
	}
	r.Handle = s.Turn
	a := &app{session: s, turns: make(chan func(), 4096), early: make(chan struct{}), env: r.EventEnv()}
	root := ui.Setup(s, a)
	s.Equip(a)
	s.Begin(a)
	s.SetLanguage(language())
	s.Restore(browser.Text)
	a.lockBuild()
	a.openAddress()
	keepPlaces()
	if hash() == "" {
		a.fetchOwnSamples(func() {})
	}
	wait := onceAFrame(r.EventWait, a.expecting.Load)
	go a.takeTurns()
	a.kept = browser.Get("regnetKept")
	a.awaitAnswers()
	if err := r.Render(build.RunBuild(root)); err != nil {
		panic(err)
	}
	a.listen() // from here on what the reader does is not kept any more
	a.listenToDialogs()
	a.listenToPaper()
	for {
		a.afterRender()
		a.replay()
		if !wait() {
			return
		}
		a.screens.beforeRender(s.Screen)
		if err := r.Render(build.RunBuild(root)); err != nil {
			panic(err)
		}
	}
}

// takeTurns runs what the browser's callbacks asked for, in their order, and
// has the page rendered.
func (a *app) takeTurns() {
	for turn := range a.turns {
		a.env.Lock()
		a.quiet = false
		a.session.Turn(turn)
		a.showAnswers()
		a.expecting.Store(a.session.Expecting())
		if a.quiet {
			a.env.UnlockOnly()
		} else {
			a.env.UnlockRender()
		}
	}
}
