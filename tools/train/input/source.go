package input

// Source is where a training's pictures come from.
type Source interface {
	// About tells what they are.
	About() Header
	// At returns what d draws for a step, counted from 0, and the set whose
	// pictures the draws choose: always the same one, or the step's own. Both
	// are good until the next call.
	At(d *Drawer, step int) (draws []int32, from *Set, err error)
	// Plain returns some of the pictures, unchanged but for their size.
	Plain(images []int32) (*Set, error)
	// Close gives back what it holds.
	Close() error
}

// About implements [Source].
func (h Header) About() Header { return h }

// At implements [Source].
func (s *Set) At(d *Drawer, step int) ([]int32, *Set, error) {
	if d.draws == nil {
		d.draws = make([]int32, d.Batch*DrawWidth)
	}
	d.Draw(d.draws, step)
	return d.draws, s, nil
}

// Plain implements [Source].
func (s *Set) Plain(images []int32) (*Set, error) {
	out := &Set{Header: s.Header}
	out.Images = len(images)
	per := s.Size * s.Size * 3
	for _, i := range images {
		out.Labels = append(out.Labels, s.Labels[i])
		out.Pixels = append(out.Pixels, s.Pixels[int(i)*per:][:per]...)
	}
	return out, nil
}
