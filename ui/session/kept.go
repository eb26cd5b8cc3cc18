package session

import (
	"slices"
	"strings"

	"regnetlens/ui/text"
)

// What a link cannot hold, pictures and networks of the reader's own, the
// browser keeps over a reload.

// Kept is a file of the reader's own that the browser keeps.
type Kept struct {
	ID   string // of the picture in an address, or of the model
	Name string // of the file
	File File
}

// Keeper keeps files; Devices may be one.
type Keeper interface {
	// KeepFile keeps a file, in place of one of the same id; of more than a few
	// the oldest goes.
	KeepFile(f Kept)
}

// mostKept is the longest file that is kept, in bytes.
const mostKept = 64 << 20

func (s *Session) keepFile(id, name string, f File) {
	if k, ok := s.Input.devices.(Keeper); ok && f.Size <= mostKept {
		k.KeepFile(Kept{id, name, f})
	}
}

// Regain takes in the files that were kept, and brings what the page's address
// names of them.
func (s *Session) Regain(files []Kept, named State) {
	for _, f := range files {
		if strings.HasPrefix(f.ID, ownPrefix) {
			p := &Picture{Title: f.Name, Sample: NoSample, own: f.ID, file: f.File}
			s.keep(p, nil)
			continue
		}
		for slot, id := range []string{named.A, named.B} {
			if id == f.ID && s.Slots[slot].Model.ID != id {
				s.OpenWeights(slot, f.Name, f.File)
			}
		}
	}
	s.regainPicture(named)
}

// regainPicture shows the picture that an address names, once it is here.
func (s *Session) regainPicture(named State) {
	if named.Picture != "" && (s.chosen == nil || s.pictureID(s.chosen) != named.Picture) {
		s.choosePicture(named.Picture)
	}
}

// NameUnmet says what an address asks for and the page could not bring.
func (s *Session) NameUnmet(address string) {
	now := s.State()
	var unmet []string
	for _, said := range strings.Split(strings.TrimPrefix(address, "#"), "&") {
		key, value, _ := strings.Cut(said, "=")
		met := said == "" || key == "lang" || s.InStory() && slices.Contains(setByStory, key)
		for _, p := range parts {
			met = met || p.key == key && p.write(now) == value
		}
		if !met {
			unmet = append(unmet, said)
		}
	}
	if len(unmet) > 0 {
		what := strings.Join(unmet, ", ")
		s.Notice = &Notice{Say: func(t *text.Table) string { return t.Fill(t.Views.Unmet, what) }, During: s.number}
	}
}

// LinkLacks names what is on the page and not in a link to it.
func (s *Session) LinkLacks() []string {
	var names []string
	if p := s.Shown; p != nil && p.Sample == NoSample {
		names = append(names, s.ShownTitle())
	}
	for _, d := range s.Slots {
		if s.hasFile(d.Model.ID) {
			names = append(names, d.Model.Title)
		}
	}
	return names
}

// LinkCopiedNow says that the link was copied, and what it does not hold.
func (s *Session) LinkCopiedNow() {
	s.LinkCopied = true
	if names := s.LinkLacks(); len(names) > 0 {
		what := strings.Join(names, ", ")
		s.Notice = &Notice{Say: func(t *text.Table) string { return t.Fill(t.Views.LinkLacks, what) }}
	}
}
