package worker

import (
	"context"

	"regnetlens/infer"
)

// painting is a network that draws its maps itself, from where they are
// computed; their values stay there until someone asks.
type painting interface {
	infer.Network
	// Show is Run, which also draws the maps of taps on their canvases.
	Show(ctx context.Context, r *infer.Request, taps []string) error
	// Resident copies a tap's values of the last Show; false if they are gone.
	Resident(ctx context.Context, tap string, dst []float32) (bool, error)
}

// paints reports whether the network draws its maps itself.
func (e *engine) paints() bool {
	_, ok := e.net.(painting)
	return ok
}

// forwardPainting runs the network on the input it has, for the maps of painted.
// A network that paints them itself gives the values of needed alone at once,
// others those of both.
func (e *engine) forwardPainting(painted, needed []string) error {
	p, ok := e.net.(painting)
	if !ok {
		return e.forward(union(painted, needed))
	}
	for _, name := range painted {
		if _, err := e.memory(name); err != nil {
			return err
		}
	}
	if err := e.requestTaps(needed); err != nil {
		return err
	}
	e.painted = append(e.painted[:0], painted...)
	err := p.Show(context.Background(), &e.request, e.painted)
	if err != nil {
		e.request.Taps = nil
	}
	return err
}

// kept fetches a tap's values from where they were computed, if they are
// there.
func (e *engine) kept(name string) (bool, error) {
	p, ok := e.net.(painting)
	if !ok {
		return false, nil
	}
	values, err := e.memory(name)
	if err != nil {
		return false, err
	}
	ok, err = p.Resident(context.Background(), name, values)
	if ok {
		e.request.Taps[name] = values
	}
	return ok, err
}
