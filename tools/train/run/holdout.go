package run

import (
	"fmt"

	"regnetlens/infer/learn"
	"regnetlens/tools/evaluate"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
)

// validation measures a run, between its epochs, on pictures that it does not
// learn from.
type validation struct {
	device.Evaluator
	run    *run
	labels []int // the network's
}

// openHeldOut makes the measurement on training pictures that were kept apart.
func (r *run) openHeldOut(images []int32) (*validation, error) {
	set, err := r.Train.Plain(images)
	if err != nil {
		return nil, fmt.Errorf("run: %w", err)
	}
	return r.openValidation(set, nil)
}

// openValidation makes the measurement on a set. classes are the network's for
// those of the set; nil: the same.
func (r *run) openValidation(set *input.Set, classes []int) (*validation, error) {
	v := &validation{run: r, labels: make([]int, set.Images)}
	for i, label := range set.Labels {
		v.labels[i] = int(label)
		if classes != nil {
			v.labels[i] = classes[label]
		}
	}
	var err error
	v.Evaluator, err = r.Device.NewEvaluator(r.config, 500, set)
	return v, err
}

// accuracy is the share of them that a state's weights name rightly.
func (v *validation) accuracy(s learn.State) (float64, error) {
	tally := evaluate.NewTally(v.run.Arch.Classes)
	err := v.Logits(learn.Parameters(v.run.config.Graph, s), func(image int, logits []float32) error {
		return tally.Add(v.labels[image], logits)
	})
	return float64(tally.Top1) / float64(len(v.labels)), err
}

// Best is the index of the best epoch: of the highest accuracy on pictures that
// were held out, or else of the lowest loss. Of equals it is the first; -1
// without epochs. The accuracy on test pictures has no say.
func Best(epochs []Epoch) int {
	best := -1
	for i, e := range epochs {
		if best < 0 || e.HeldOut > epochs[best].HeldOut || e.HeldOut == 0 && epochs[best].HeldOut == 0 && e.Loss < epochs[best].Loss {
			best = i
		}
	}
	return best
}
