package run

import (
	"fmt"

	"regnetlens/tools/evaluate"
	"regnetlens/tools/train/step"
)

// heldOut measures a run on the training pictures that were kept apart.
type heldOut struct {
	*step.Evaluator
	run    *run
	labels []int32
}

func (r *run) openHeldOut(images []int32) (*heldOut, error) {
	set, err := r.Train.Plain(images)
	if err != nil {
		return nil, fmt.Errorf("run: %w", err)
	}
	e, err := step.NewEvaluator(r.Device.Backend, r.config, 500, set)
	if err != nil {
		return nil, err
	}
	return &heldOut{Evaluator: e, run: r, labels: set.Labels}, nil
}

// accuracy is the share of them that a state's weights name rightly.
func (h *heldOut) accuracy(s step.State) (float64, error) {
	tally := evaluate.NewTally(h.run.Arch.Classes)
	err := h.Logits(parameters(h.run.config.Graph, h.run.Recipe, s), func(image int, logits []float32) error {
		return tally.Add(int(h.labels[image]), logits)
	})
	return float64(tally.Top1) / float64(len(h.labels)), err
}

// Best is the index of the best epoch: of the highest accuracy on pictures that
// were held out, or else of the lowest loss. Of equals it is the first; -1
// without epochs.
func Best(epochs []Epoch) int {
	best := -1
	for i, e := range epochs {
		if best < 0 || e.HeldOut > epochs[best].HeldOut || e.HeldOut == 0 && epochs[best].HeldOut == 0 && e.Loss < epochs[best].Loss {
			best = i
		}
	}
	return best
}
