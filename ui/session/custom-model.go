package session

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"regnetlens/ui/text"
	"regnetlens/weights"
)

// What the page can show of a network that is not of the catalogue. More
// columns, bars or pixels than these would hold the page up, whoever made them.
const (
	maxCustomBlocks  = 256
	maxCustomClasses = 2000
	maxCustomInput   = 1024
	maxCustom        = 4  // weight files that are kept, the oldest give way
	maxCustomTitle   = 60 // characters of a title, the rest is cut
)

var errLarge = errors.New("the network is larger than the page shows")

// IsWeights reports whether a file of this name is taken for weights, not for a
// picture.
func IsWeights(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".safetensors") }

// OpenWeights puts a network of the reader's own on a slot. From then on it can
// be chosen like those of the catalogue, until the page is left. A file that
// cannot be shown is refused, and the page stays as it is.
func (s *Session) OpenWeights(slot int, name string, file File) {
	if s.selectKnown(slot, file) {
		return
	}
	opened := func(m weights.Model, err error) { s.opened(slot, name, file, m, err) }
	if opener, ok := s.Input.devices.(Opener); ok {
		opener.OpenWeights(slot, file, opened)
		return
	}
	content, _ := file.Content.([]byte)
	w, err := weights.Parse(content)
	if err != nil {
		opened(weights.Model{}, err)
		return
	}
	opened(w.Model, nil)
}

// Opener is what a session asks of the browser for weight files. Devices may be
// one.
type Opener interface {
	// OpenWeights parses a weight file off the page's thread. done is called
	// later, once, with what the file says of its network; not at all when
	// another file is opened for the slot before. If done gives the slot that
	// network, the worker that is started for it then need not parse the file
	// again.
	OpenWeights(slot int, file File, done func(weights.Model, error))
}

// opened takes in what a weight file says of itself.
func (s *Session) opened(slot int, name string, file File, m weights.Model, err error) {
	if err == nil {
		m, err = s.showable(name, m)
	}
	if err != nil {
		s.Notice = &Notice{Detail: err.Error(), Say: func(t *text.Table) string {
			if errors.Is(err, errLarge) {
				return t.Fill(t.Inputs.WeightsLarge, name, maxCustomBlocks, maxCustomClasses, maxCustomInput)
			}
			return t.Fill(t.Inputs.WeightsRefused, name)
		}}
		return
	}
	if s.selectKnown(slot, file) { // the other slot has just taken it
		return
	}
	m.File, m.Bytes, m.Wire = name, file.Size, weights.Wire{Bytes: file.Size} // it has no other form
	if s.files == nil {
		s.files = map[string]File{}
	}
	s.files[m.ID] = file
	s.keepFile(m.ID, name, file)
	s.Models = append(slices.Clone(s.Models), m)
	s.SelectModel(slot, m.ID)
	s.unloadOldest()
}

// selectKnown puts the network of a file on a slot, if the page has it already.
func (s *Session) selectKnown(slot int, file File) bool {
	for id, old := range s.files {
		if old.digest() == file.digest() {
			s.SelectModel(slot, id)
			return true
		}
	}
	return false
}

// showable is a network of the reader's own under a title and an id that are
// free; an error for what the page cannot show.
func (s *Session) showable(name string, m weights.Model) (weights.Model, error) {
	if err := m.Complete(); err != nil {
		return m, err
	}
	blocks := 0
	for _, n := range m.Arch.Blocks {
		blocks += n
	}
	for _, limit := range []struct {
		has, most int
		what      string
	}{{blocks, maxCustomBlocks, "blocks"}, {m.Arch.Classes, maxCustomClasses, "classes"}, {m.Input, maxCustomInput, "rows of input"}} {
		if limit.has > limit.most {
			return m, fmt.Errorf("%w: %d %s, at most %d", errLarge, limit.has, limit.what, limit.most)
		}
	}
	m.Title = strings.TrimSuffix(name, path.Ext(name)) // what it calls itself may be anything
	if title := []rune(m.Title); len(title) > maxCustomTitle {
		m.Title = string(title[:maxCustomTitle]) + "…"
	}
	for i := 2; s.hasTitle(m.Title); i++ {
		m.Title = strings.TrimSuffix(m.Title, fmt.Sprintf(" (%d)", i-1)) + fmt.Sprintf(" (%d)", i)
	}
	m.ID = s.freeID(m.ID)
	return m, nil
}

// hasFile reports whether a model is of a file of the reader's own.
func (s *Session) hasFile(id string) bool {
	_, ok := s.files[id]
	return ok
}

func (s *Session) hasTitle(title string) bool {
	return slices.ContainsFunc(s.Models, func(m weights.Model) bool { return m.Title == title })
}

// freeID is an id, with a number behind it if another model has it.
func (s *Session) freeID(id string) string {
	free := id
	for i := 2; slices.ContainsFunc(s.Models, func(m weights.Model) bool { return m.ID == free }); i++ {
		free = id + "." + strconv.Itoa(i)
	}
	return free
}

// unloadOldest makes room: of many files of the reader's own, those that are
// on no slot go, the oldest first.
func (s *Session) unloadOldest() {
	for _, m := range s.Models {
		if len(s.files) <= maxCustom {
			return
		}
		if s.hasFile(m.ID) && m.ID != s.Slots[0].Model.ID && m.ID != s.Slots[1].Model.ID {
			s.unload(m.ID)
		}
	}
}

func (s *Session) unload(id string) {
	delete(s.files, id)
	s.Models = slices.DeleteFunc(slices.Clone(s.Models), func(m weights.Model) bool { return m.ID == id })
}

// revertToShipped takes a network of the reader's own off a slot where it does not
// work, and puts the one before back. It is false where there is none to put
// back.
func (d *Slot) revertToShipped() bool {
	s, bad := d.session, d.Model.ID
	if !s.hasFile(bad) || d.shipped == "" {
		return false
	}
	s.SelectModel(d.Index, d.shipped)
	if s.Slots[1-d.Index].Model.ID != bad {
		s.unload(bad)
	}
	return true
}
