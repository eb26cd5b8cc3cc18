package ui

import (
	"strings"
	"testing"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// devices are none: the page only asks.
type devices struct {
	read map[int]func(session.File, error)
}

func (d *devices) OpenCamera(done func(session.CameraError))     { done(session.CameraAbsent) }
func (d *devices) PauseCamera(bool)                              {}
func (d *devices) CloseCamera()                                  {}
func (d *devices) Frame(session.Tab, func([]byte, int))          {}
func (d *devices) Read(file int, done func(session.File, error)) { d.read[file] = done }

func TestTabs(t *testing.T) {
	p := newPage(t)
	p.s.Equip(&devices{})
	p.fire(p.find("id", "tab-2"), "click", nil)
	p.fire(p.find("id", "camera-button"), "click", nil)
	p.wants(p.html(), "No camera was found.")
	for i, want := range []string{"closed", "closed", "", "closed"} {
		for _, a := range p.find("id", format.ID("panel-", i)).Attr {
			if a.Key == "class" && a.Val != strings.TrimSpace("tab-panel stack "+want) {
				t.Errorf("panel %d is %q", i, a.Val)
			}
		}
	}
	p.fire(p.find("id", "tab-3"), "click", nil)
	p.fire(p.find("id", "colour-4"), "click", nil)
	p.fire(p.find("id", "draw-fill"), "click", nil)
	if d := p.s.Input.Drawing; len(d.Steps) != 1 || d.Steps[0].Colour != session.Colours[4] {
		t.Errorf("drawn %+v", d)
	}
	p.fire(p.find("id", "language"), "click", nil)
	p.s.Dialog = session.DialogHelp
	p.wants(p.html(), "그림판에서", "하늘색")
}

func TestBatchPanel(t *testing.T) {
	p := newPage(t)
	d := &devices{read: map[int]func(session.File, error){}}
	p.s.Equip(d)
	p.s.Choose("x.jpg", session.InMemory([]byte("jpeg")))
	p.answer(0, 0.75)
	p.answer(1, 0.75)
	p.s.StartBatch([]string{"frog/1.jpg", "frog/<b>2.jpg"}, 1)
	d.read[0](session.InMemory([]byte("x")), nil)
	d.read[1](session.InMemory([]byte("y")), nil)
	for row := range 2 {
		p.say(0, &protocol.Result{Run: -1 - row, Probabilities: []float32{0, 0, 0, 0, 0, 0, 0.9, 0, 0, 0}, RunMS: 2})
		p.say(1, &protocol.Result{Run: -1 - row, Probabilities: []float32{0, 0, 0, 0.6, 0, 0, 0, 0, 0, 0}, RunMS: 2})
	}
	p.wants(p.html(), "2 of 2 pictures", "1 other files left out", "Accuracy 100.0 % (2 of 2)", "Accuracy 0.0 % (0 of 2)", "2.0 ms a picture",
		"same answer to 0 of 2", "A on 2, B on 0", "✓ frog", "✗ cat", "90.0 %", "frog/&lt;b&gt;2.jpg", "page 1 of 1, 2 rows")
	p.fire(p.find("aria-label", "frog taken for cat: 2"), "click", nil)
	p.wants(p.html(), "× B: frog taken for cat: 2")
	p.fire(p.find("id", "batch-filter"), "change", map[string]any{"target": map[string]any{"value": "onlyB"}})
	p.wants(p.html(), "0 rows")
}
