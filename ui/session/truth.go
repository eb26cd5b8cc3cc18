package session

import "strconv"

// Truth is what a picture really shows, as far as anybody has said so.
type Truth struct {
	Class string // "" for nothing said, and with None
	None  bool   // none of the networks' classes
}

// Truth is what the picture on the page really shows: the class of a sample or a
// folder, or what the reader said.
func (s *Session) Truth() Truth {
	switch p := s.Shown; {
	case p == nil:
		return Truth{}
	case p.Label != "":
		return Truth{Class: p.Label}
	default:
		return s.truths[p.key()]
	}
}

// CanSay reports whether the reader may say what the picture on the page shows:
// nobody else has, and it does not move on by itself.
func (s *Session) CanSay() bool {
	return s.Shown != nil && s.Shown.Label == "" && !(s.Shown.From == TabCamera && s.Input.Camera == CameraLive)
}

// Say takes in what the picture on the page really shows; the zero Truth takes
// it back. It is kept for when the picture comes again, and counts in the batch
// that the picture was opened from.
func (s *Session) Say(t Truth) {
	if !s.CanSay() {
		return
	}
	if s.truths == nil {
		s.truths = map[string]Truth{}
	}
	p := s.Shown
	s.truths[p.key()] = t
	if p.batch != nil && p.batch == s.Batch {
		p.batch.Say(p.row, t)
	}
}

// key names a picture for as long as the page is open: a sample, a file by what
// is in it, a frame of the camera or a drawing by its number.
func (p *Picture) key() string {
	switch {
	case p.own != "":
		return p.own
	case p.Sample != NoSample:
		return "sample " + strconv.Itoa(p.Sample)
	}
	return "run " + strconv.Itoa(p.identity())
}

// Say takes in what the reader says a row of a batch shows, where its folder
// does not say it: it counts as any other class does. A row that shows none of
// the classes counts nowhere.
func (b *Batch) Say(row int, t Truth) {
	r := &b.Items[row]
	if r.Label != "" && r.Truth.Class == "" || r.Truth == t {
		return
	}
	r.Truth, r.Label = t, t.Class
	b.recount()
}

// takeTruths takes over what the reader said of the same files in a batch before.
func (b *Batch) takeTruths(before *Batch) {
	for i := range min(len(b.Items), len(before.Items)) {
		if t := before.Items[i].Truth; t != (Truth{}) {
			b.Say(i, t)
		}
	}
}

// openRow makes the file of a row the picture on the page.
func (s *Session) openRow(b *Batch, row int, file File) {
	r := &b.Items[row]
	label := r.Label
	if r.Truth.Class != "" {
		label = "" // which the reader may say otherwise
	}
	p := s.chooseKnown(r.File, file, label)
	p.batch, p.row = b, row
	if t := s.truths[p.key()]; t != (Truth{}) { // said before it was part of a batch
		b.Say(row, t)
	}
}
