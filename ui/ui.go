// Package ui is the page: Vugu components over package session, one a story.
// A component X is written in x.vugu; x_gen.go is generated from it.
package ui

//go:generate go tool vugugen -skip-go-mod -skip-main .
//go:generate go fmt .

import (
	"github.com/vugu/vugu"
	"github.com/vugu/vugu/js"

	"regnetlens/ui/part"
	"regnetlens/ui/session"
)

// Browser is what the components ask of the browser besides what the session
// does. Canvases are pixels, which Vugu knows nothing of: it is given empty
// elements, "islands", and the browser puts the canvases in and looks after
// them.
type Browser interface {
	// Island is called with its element whenever a component with a canvas was
	// rendered, the first time and later.
	Island(element js.Value, c Canvas)
	// ChosenFile reads the files of an input element's change event and gives
	// them to the session: one as the picture, several as a batch.
	ChosenFile(event vugu.DOMEvent)
	// CopyLink copies the address of what is shown.
	CopyLink()
	// Copy copies a command, and says so in Session.Copied for a moment.
	Copy(command string)
}

// Canvas says which canvas an island holds.
type Canvas struct {
	Subject    string // protocol.Canvas's, or View
	Slot       int
	Network    string // id of the model whose worker paints
	Generation int    // of that worker
	Run        int    // number of the picture that may be seen: one of another is taken off; 0 for none
	Width      int
	Height     int
	Signed     bool
	Label      string // what it shows, for those who do not see it
}

// What the page itself puts into islands.
const (
	View  = "view"  // the picture as the networks read it
	Video = "video" // what the camera sees
	Paper = "paper" // what the reader draws on
	Thumb = "thumb" // a picture of the batch of the number Canvas.Generation, its row Canvas.Run
)

// Ramp is a bar of the colours of the maps, from low to high. The page paints
// it from the table that the maps are painted with; Canvas.Label is the name of
// the colours, Canvas.Signed chooses those for values with a sign.
const Ramp = "ramp"

// Difference is the lens's difference of both networks, which the page paints itself;
// Canvas.Label is the name of the colours.
const Difference = "less"

// painted is a canvas that a slot's worker paints of the picture on the page.
func painted(d *session.Slot, subject string, width, height int) Canvas {
	if d.Graph == nil {
		return Canvas{}
	}
	c := Canvas{Subject: subject, Slot: d.Index, Network: d.Model.ID, Generation: d.Generation, Width: width, Height: height}
	if d.Result != nil {
		c.Run = d.Run
	}
	return c
}

// Setup makes the root component. browser may be nil where there is none.
func Setup(s *session.Session, browser Browser) *Root {
	return &Root{S: s, Browser: browser, parts: part.Parts{}, described: described{}}
}

// place gives an island to the browser, if there is one.
func place(b Browser, element js.Value, c Canvas) {
	if b != nil {
		b.Island(element, c)
	}
}

// on is a class with another where a condition holds.
func on(class string, condition bool, more string) string {
	if condition {
		return class + " " + more
	}
	return class
}
