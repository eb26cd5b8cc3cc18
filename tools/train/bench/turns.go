// Package bench measures how fast training is: ours beside PyTorch, in turns,
// and each part of a step beside what the machine can do at most.
package bench

import (
	"context"
	"fmt"
	"math"
	"time"
)

// Subject is a training that can be timed.
type Subject interface {
	// Round takes so many steps and returns how many seconds they took.
	Round(ctx context.Context, steps int) (float64, error)
	Close() error
}

// Plan says how long is measured.
type Plan struct {
	Rounds int
	Steps  int           // of each subject in a round
	Pause  time.Duration // between turns: threads of the one before go to sleep
}

// Turns times subjects in turns, so that what else the machine does meets all
// alike, and returns the seconds that a step took each of them in its best
// round. Other work only ever adds time.
func (p Plan) Turns(ctx context.Context, subjects []Subject) ([]float64, error) {
	best := make([]float64, len(subjects))
	for i := range best {
		best[i] = math.Inf(1)
	}
	for range p.Rounds {
		for i, s := range subjects {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			time.Sleep(p.Pause)
			seconds, err := s.Round(ctx, p.Steps)
			if err != nil {
				return nil, err
			}
			if !(seconds > 0) {
				return nil, fmt.Errorf("bench: %d steps in %g seconds", p.Steps, seconds)
			}
			best[i] = min(best[i], seconds/float64(p.Steps))
		}
	}
	return best, nil
}
