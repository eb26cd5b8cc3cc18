package worker

import (
	"context"
	"fmt"
	"time"

	"regnetlens/infer"
	"regnetlens/wasm/protocol"
)

// timed is a network whose device times its operations itself.
type timed interface {
	// Times gives milliseconds by operation; nil where the device has no clock.
	Times(ctx context.Context) (map[string]float64, error)
}

// laps of the network that are timed: browsers' clocks are coarse, the mean of
// many is not.
const laps = 20

// time measures the network's operations.
func (e *engine) time() (*protocol.Timed, error) {
	if e.net == nil {
		return nil, errNoNetwork
	}
	report := &protocol.Timed{Backend: e.backend.Name()}
	var err error
	if t, ok := e.net.(timed); ok {
		report.Operations, err = t.Times(context.Background())
	} else {
		report.Operations, err = e.lap()
	}
	return report, err
}

// lap takes the present picture through a network on the processor, with a
// stopwatch.
func (e *engine) lap() (map[string]float64, error) {
	r := infer.Request{Batch: 1, Input: e.request.Input, Logits: make([]float32, len(e.request.Logits))}
	ops := e.net.Graph().Ops
	times := map[string]float64{}
	for range laps {
		w := &stopwatch{Context: context.Background()}
		if err := e.net.Run(w, &r); err != nil {
			return nil, err
		}
		if len(w.at) != len(ops)+1 {
			return nil, fmt.Errorf("%d operations were timed, the network has %d", len(w.at)-1, len(ops))
		}
		for i, op := range ops {
			times[op.Name()] += milliseconds(w.at[i+1].Sub(w.at[i])) / laps
		}
	}
	return times, nil
}

// stopwatch is a context that notes when it is looked at: a network does so
// before each operation, and at the end.
type stopwatch struct {
	context.Context
	at []time.Time
}

// Err implements context.Context.
func (w *stopwatch) Err() error {
	w.at = append(w.at, time.Now())
	return nil
}
