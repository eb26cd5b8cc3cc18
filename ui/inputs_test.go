package ui

import (
	"strings"
	"testing"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
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
