package session

import (
	"cmp"
	"encoding/json"
	"slices"

	"regnetlens/infer/picture"
	"regnetlens/ui/text"
)

// Picture is a picture that was chosen.
type Picture struct {
	Title  string // of a file
	Sample int    // its place in the gallery; -1 for one that came otherwise
	From   Tab    // TabCamera or TabDraw for what came from there
	Label  string // the class it is known to show; "" where nobody knows

	number int    // counts choices
	on     Screen // where a file was chosen; "" for what an address asks for, which names the screen, too
	first  int    // number that it was run with first; 0 for number
	own    string // its name in an address, if it is a file of the reader's own; "" otherwise
	file   File   // of no content while it is on its way, and for pixels
	pixels []byte // of a frame or a drawing: size × size, RGBA; nil for a file
	size   int    // rows and columns of pixels; 0 for a file

	prepared *Prepared // of a file; nil where the workers read it

	batch *Batch // that it was opened from; nil for none
	row   int    // of it
}

// identity tells pictures apart, and is the same for all runs of one with
// different edits.
func (p *Picture) identity() int { return cmp.Or(p.first, p.number) }

// NoSample stands for a picture that is not of the gallery.
const NoSample = -1

// Choose runs a picture file through both networks.
func (s *Session) Choose(title string, file File) { s.chooseKnown(title, file, "") }

// chooseKnown runs a picture file whose class is known.
func (s *Session) chooseKnown(title string, file File, label string) *Picture {
	s.stopFrames()
	s.number++
	p := &Picture{Title: title, Sample: NoSample, Label: label, number: s.number, on: s.Screen, own: ownID(file), file: file}
	s.keepFile(p.own, title, file)
	s.keep(p, nil)
	s.prepare(p)
	return p
}

// ChooseSample runs a picture of the gallery.
func (s *Session) ChooseSample(i int) {
	s.stopFrames()
	s.number++
	p := &Picture{Title: s.SampleTitle(i), Sample: i, Label: s.Data.Samples[i].Label, number: s.number}
	s.coming = s.number
	s.chosen = p
	s.port.Fetch(s.Data.Samples[i].URL, func(file File, err error) {
		if p.number != s.number {
			return // another one was chosen meanwhile
		}
		s.coming = 0
		if err != nil {
			s.chosen = s.Shown
			s.Notice = &Notice{Say: func(t *text.Table) string { return t.Fill(t.SampleFailed, p.Title) }, Detail: err.Error()}
			return
		}
		p.file = file
		s.prepare(p)
	})
}

// MoveSample runs the picture so many further in the gallery, round and round.
func (s *Session) MoveSample(by int) {
	n := len(s.Data.Samples)
	if n == 0 {
		return
	}
	at := NoSample
	if s.chosen != nil { // it may still be on its way
		at = s.chosen.Sample
	}
	if at == NoSample && by < 0 {
		at = 0
	}
	s.ChooseSample((at + by + n) % n)
}

// keep remembers a picture of the reader's own, in the place of another or as
// the latest of a few.
func (s *Session) keep(p, old *Picture) {
	const most = 8
	if i := slices.Index(s.own, old); i >= 0 {
		s.own[i] = p
		return
	}
	s.own = append(s.own, p)
	s.own = s.own[max(0, len(s.own)-most):]
}

func (s *Session) run(p *Picture) {
	s.markDirty(everything)
	s.wanted, s.chosen = p, p
	for _, d := range s.Slots {
		if d.Phase == Broken {
			d.Retry()
		}
		d.show()
	}
}

// refuse tells that a picture could not be read and goes back to the one
// before, which is still on the page.
func (s *Session) refuse(number int, why *picture.Fault) {
	if s.wanted == nil || s.wanted.number != number {
		return // said already, or no longer of interest
	}
	s.refusePicture(s.wanted.Title, why)
	s.goBack()
}

// ServiceWorker is the script that keeps the page for when there is no server,
// below the page.
const ServiceWorker = "service-worker.js"

// OwnSamples is where the server lists the user's own pictures, below the page.
const OwnSamples = "samples/own.json"

// AddSamples adds the user's own pictures to the gallery: JSON as package
// server lists them.
func (s *Session) AddSamples(list []byte) error {
	var own []Sample
	if err := json.Unmarshal(list, &own); err != nil {
		return err
	}
	s.Data.Samples = append(s.Data.Samples, own...)
	return nil
}

// SampleTitle is the title of a picture of the gallery in the page's language.
func (s *Session) SampleTitle(i int) string {
	if p := s.Data.Samples[i]; s.Text == &text.Korean && p.TitleKo != "" {
		return p.TitleKo
	}
	return s.Data.Samples[i].Title
}

// ShownTitle is the title of the picture on the page in its language; "" before
// there is one.
func (s *Session) ShownTitle() string { return s.titleOf(s.Shown) }

func (s *Session) titleOf(p *Picture) string {
	switch {
	case p == nil:
		return ""
	case p.Sample >= 0:
		return s.SampleTitle(p.Sample)
	case p.From == TabCamera:
		return s.Text.Inputs.CameraFrame
	case p.From == TabDraw:
		return s.Text.Inputs.YourDrawing
	default:
		return p.Title
	}
}

// Right reports whether the slot's answer is the class the picture is known to
// show; known is false where nobody knows, where the network has no such class,
// and before it has answered.
func (d *Slot) Right() (right, known bool) {
	p, truth := d.session.Shown, d.session.Truth()
	switch {
	case p == nil || d.Result == nil || d.Result.Run != p.number || d.Top() == "":
		return false, false
	case truth.None:
		return false, true
	}
	return d.Top() == truth.Class, slices.Contains(d.Model.Classes, truth.Class)
}
