package session

import (
	"slices"

	"regnetlens/infer/picture"

	"regnetlens/wasm/protocol"
)

// Prepared is a picture file as networks read it, made once for both of them.
type Prepared struct {
	Inputs map[int][]byte // RGBA pixels by their number of rows, which is that of columns
	MS     float64        // that it took, in milliseconds
}

// Decoder is what a session asks of the browser for picture files that are too
// large, or of too rare a format, for the networks' own workers. Devices may be
// one.
type Decoder interface {
	// Prepare makes inputs of these sizes of a file. told is called with the
	// part that is done, below 1, as it goes on; done once, at the end: with
	// nil where the networks' workers should read the file themselves. A new
	// picture ends the preparation of the one before, whose functions are not
	// called any more; batch items are prepared one after another.
	Prepare(file File, sizes []int, batchItem bool, told func(part float64), done func(*Prepared, error))
}

// Preparing says which file is being prepared for the networks.
type Preparing struct {
	Name string
	Part float64 // that is done, from 0 to 1
}

// prepare has a picture file prepared and runs it, unless another picture was
// chosen meanwhile.
func (s *Session) prepare(p *Picture) {
	s.Preparing = nil
	decoder, ok := s.Input.devices.(Decoder)
	if !ok || p.size != 0 || len(s.inputs()) == 0 {
		s.run(p)
		return
	}
	s.coming, s.chosen = p.number, p
	reading := &Preparing{Name: p.Title}
	told := func(part float64) {
		reading.Part = part
		s.markDirty(Arriving)
	}
	finished := false
	decoder.Prepare(p.file, s.inputs(), false, told, func(made *Prepared, err error) {
		finished = true
		if s.Preparing == reading {
			s.Preparing = nil
		}
		if p.number != s.number {
			return
		}
		s.coming = 0
		if err != nil {
			s.chosen = s.Shown
			s.refusePicture(p.Title, picture.FaultOf(err))
			return
		}
		p.prepared = made
		s.run(p)
	})
	if !finished {
		s.Preparing = reading
	}
}

// prepareBatchItem is prepare for a file of a batch: done is called with what its
// networks' workers are to be sent.
func (s *Session) prepareBatchItem(file File, done func(*Prepared, error)) {
	if decoder, ok := s.Input.devices.(Decoder); ok {
		decoder.Prepare(file, s.inputs(), true, func(float64) {}, done)
		return
	}
	done(nil, nil)
}

// inputs are the sizes of the networks' inputs, each once.
func (s *Session) inputs() []int {
	var sizes []int
	for _, d := range s.Slots {
		if d.Graph != nil {
			sizes = append(sizes, d.Model.Input)
		}
	}
	slices.Sort(sizes)
	return slices.Compact(sizes)
}

// fill makes a picture one for the slot's worker: as it was prepared,
// or its file. It is false for a picture that was prepared for networks of
// other sizes, which is prepared again.
func (d *Slot) fill(m *protocol.Picture, p *Picture) bool {
	m.Width, m.Height, m.Bytes, m.File = p.size, p.size, p.pixels, p.file.Content
	if p.prepared == nil {
		return true
	}
	square, ok := p.prepared.Inputs[d.Model.Input]
	if !ok {
		if s := d.session; s.coming != p.number {
			s.prepare(p)
		}
		return false
	}
	m.File = nil
	m.Width, m.Height, m.Bytes, m.PreparedMS = d.Model.Input, d.Model.Input, square, p.prepared.MS
	return true
}
