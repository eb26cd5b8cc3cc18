package session_test

import (
	"fmt"
	"time"

	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// browser is a [session.Port] of which only the workers matter.
type browser struct{ last protocol.Header }

func (b *browser) Start(int, int) {}
func (b *browser) Post(slot int, h protocol.Header, m protocol.Message) {
	fmt.Printf("%c is sent call %d: %T\n", 'A'+slot, h.Call, m)
	b.last = h
}
func (b *browser) Fetch(string, func(session.File, error)) {}
func (b *browser) Language(string)                         {}
func (b *browser) After(time.Duration, func())             {}
func (b *browser) Keep(string, string)                     {}
func (b *browser) Download(string, string, []byte)         {}
func (b *browser) DownloadFile(string, session.File)       {}
func (b *browser) Picture(string, int, string)             {}
func (b *browser) SVG(string, string)                      {}

// A session is driven by what the reader does and by what the workers say.
func Example() {
	models, err := weights.Catalogue()
	if err != nil {
		panic(err)
	}
	s, err := session.New(session.PageData{}, models)
	if err != nil {
		panic(err)
	}
	b := &browser{}
	s.Begin(b)
	s.Choose("ship.jpg", session.InMemory([]byte("the file")))

	// A's worker has started; it loads the weights, and then it is shown the
	// picture.
	s.Receive(0, 1, protocol.Header{}, &protocol.Ready{})
	s.Receive(0, 1, b.last, &protocol.Loaded{Backend: protocol.SIMD})
	p := make([]float32, 10)
	p[8] = 1
	s.Receive(0, 1, b.last, &protocol.Result{Run: 1, Probabilities: p})
	fmt.Println("A says", s.Slots[0].Top())
	// Output:
	// A is sent call 1: *protocol.Load
	// A is sent call 2: *protocol.Show
	// A is sent call 3: *protocol.GetChannel
	// A says ship
}
