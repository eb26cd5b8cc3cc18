package worker

import (
	"context"
	"fmt"
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// names are those of taps.
func names(taps []arch.Tap) []string {
	var out []string
	for _, t := range taps {
		out = append(out, t.Name)
	}
	return out
}

// union is a list with what it lacks of another.
func union(list, other []string) []string {
	out := slices.Clone(list)
	for _, name := range other {
		if !slices.Contains(list, name) {
			out = append(out, name)
		}
	}
	return out
}

// unload lets go of the picture shown last: from here on nothing of it may be
// given out, least of all under the number of the next, whose run may fail.
func (e *engine) unload() {
	e.run, e.request.Taps, e.rows, e.variance, e.ends.said = 0, nil, nil, nil, nil
}

// forward runs the network on the input it has, looking at the taps. If that
// fails, values that are half of one run are of none.
func (e *engine) forward(taps []string) error {
	err := e.requestTaps(taps)
	if err == nil {
		err = e.net.Run(context.Background(), &e.request)
	}
	if err != nil {
		e.request.Taps = nil
	}
	return err
}

// requestTaps makes the taps those whose values the next run gives.
func (e *engine) requestTaps(taps []string) error {
	e.rows, e.variance = nil, nil
	e.request.Taps = make(map[string][]float32, len(taps))
	for _, name := range taps {
		values, err := e.memory(name)
		if err != nil {
			return err
		}
		e.request.Taps[name] = values
	}
	return nil
}

// memory is where a tap's values go.
func (e *engine) memory(name string) ([]float32, error) {
	tap, ok := e.net.Graph().Tap(name)
	if !ok {
		return nil, fmt.Errorf("network %s has no tap %q", e.model.ID, name)
	}
	if e.resident[name] == nil {
		e.resident[name] = make([]float32, tap.Shape.Len())
	}
	return e.resident[name], nil
}

// at returns the activation at a tap for the last picture. A tap that was not
// asked for then is computed now.
func (e *engine) at(name string) (arch.Tap, []float32, error) {
	if e.net == nil {
		return arch.Tap{}, nil, errNoNetwork
	}
	if e.run == 0 {
		return arch.Tap{}, nil, errNoPicture
	}
	if e.request.Taps[name] == nil {
		kept, err := e.kept(name)
		if err != nil {
			return arch.Tap{}, nil, err
		}
		if !kept {
			requested := make([]string, 0, len(e.request.Taps)+1)
			for tap := range e.request.Taps {
				requested = append(requested, tap)
			}
			if err := e.forward(append(requested, name)); err != nil {
				return arch.Tap{}, nil, err
			}
		}
	}
	tap, _ := e.net.Graph().Tap(name)
	return tap, e.resident[name], nil
}

// tapValues is everything at a tap of the last picture.
func (e *engine) tapValues(m *protocol.GetTap) (*protocol.TapValues, error) {
	tap, values, err := e.at(m.Tap)
	if err != nil {
		return nil, err
	}
	return &protocol.TapValues{
		Run: e.run, Tap: m.Tap,
		Channels: tap.Shape.C, Height: tap.Shape.H, Width: tap.Shape.W,
		Values: protocol.PutFloats(values),
	}, nil
}
