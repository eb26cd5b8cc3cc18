package recipe

import (
	"fmt"
	"math"
)

// Schedule is the learning rate over a training.
type Schedule struct {
	Kind string  `toml:"kind"` // "step", "one-cycle" or "cosine"
	Peak float64 `toml:"peak"`
	// Warmup is the share of all steps in which the rate rises in a straight
	// line from Start to Peak.
	Warmup float64 `toml:"warmup"`
	Start  float64 `toml:"start"`
	// End is what cosine and one-cycle fall to: along half a cosine, and in a
	// straight line.
	End float64 `toml:"end"`
	// At and Factor are step's: after each of these shares of all steps the
	// rate is multiplied by the factor.
	At     []float64 `toml:"at"`
	Factor float64   `toml:"factor"`
}

func (s Schedule) validate() error {
	switch {
	case s.Kind != "step" && s.Kind != "one-cycle" && s.Kind != "cosine":
		return fmt.Errorf("schedule.kind: %q is none of step, one-cycle and cosine", s.Kind)
	case !(s.Peak > 0):
		return fmt.Errorf("schedule.peak: %g is not positive", s.Peak)
	case s.Warmup < 0 || s.Warmup >= 1:
		return fmt.Errorf("schedule.warmup: %g is not within 0 to 1", s.Warmup)
	case s.Kind == "step" && len(s.At) > 0 && !(s.Factor > 0):
		return fmt.Errorf("schedule.factor: %g is not positive", s.Factor)
	case s.Start < 0 || s.End < 0:
		return fmt.Errorf("schedule: a negative start or end")
	}
	return nil
}

// Rate is the learning rate of a step, counted from 0, of total.
func (s Schedule) Rate(step, total int) float64 {
	at := float64(step)
	rise := s.Warmup * float64(total)
	if at < rise {
		return s.Start + (s.Peak-s.Start)*(at+1)/math.Ceil(rise)
	}
	left := (at - rise) / math.Max(1, float64(total)-rise) // 0 to 1
	switch s.Kind {
	case "cosine":
		return s.End + (s.Peak-s.End)*(1+math.Cos(math.Pi*left))/2
	case "one-cycle":
		return s.Peak + (s.End-s.Peak)*left
	}
	rate := s.Peak
	for _, share := range s.At {
		if at >= math.Round(share*float64(total)) {
			rate *= s.Factor
		}
	}
	return rate
}
