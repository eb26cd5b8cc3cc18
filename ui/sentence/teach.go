package sentence

import (
	"math"
	"strconv"

	"regnetlens/ui/format"
	"regnetlens/ui/text"
)

// lossApart is by what part of the greater one two losses differ before one is
// called lower: a tenth, as of the probabilities.
const lossApart = 0.1

// fewestApart is how many pictures at least only one of two networks has to get
// right before McNemar's test can tell them apart: of five, all for the same one,
// chance finds as many with probability 2/32.
const fewestApart = 6

// Teach is how two networks came out that were just trained on the reader's own
// pictures.
type Teach struct {
	Loss      [2]float64 // of the last epoch; NaN before the first
	Tested    int        // pictures kept for the test
	Right     [2]int     // of them
	OnlyRight [2]int     // of Right: that the other gets wrong
	Chance    float64    // as Batch.Chance
}

// FindTeach is the finding of a training: whose loss is lower, and whether the
// test pictures can tell the two apart. Nil before the first epoch.
func FindTeach(t *text.Table, f *Teach) Sentence {
	w := &t.Sentences
	if !known(f.Loss[0]) || !known(f.Loss[1]) {
		return nil
	}
	a, b := format.Decimals(f.Loss[0], 3), format.Decimals(f.Loss[1], 3)
	loss := fill(w.LossesClose, "a", letters[0], "x", a, "b", letters[1], "y", b)
	for i := range f.Loss {
		// In thousandths, as they are written.
		if mine, other := math.Round(1000*f.Loss[i]), math.Round(1000*f.Loss[1-i]); mine < other && other-mine >= lossApart*other {
			loss = fill(w.LossLower, "net", letters[i], "x", format.Decimals(f.Loss[i], 3), "y", format.Decimals(f.Loss[1-i], 3))
		}
	}
	if math.IsInf(f.Loss[0], 0) || math.IsInf(f.Loss[1], 0) {
		loss = nil
	}
	n := strconv.Itoa(f.Tested)
	if f.Tested == 0 {
		return join(loss, fill(w.NothingTested))
	}
	right := fill(w.TestRight, "n", n, "a", letters[0], "x", strconv.Itoa(f.Right[0]), "b", letters[1], "y", strconv.Itoa(f.Right[1]))
	if f.Right == [2]int{f.Tested, f.Tested} {
		right = fill(w.TestAllRight, "n", n)
	}
	switch apart := f.OnlyRight[0] + f.OnlyRight[1]; {
	case f.Chance < Significance:
		return join(loss, right, fill(w.MoreThanChance))
	case apart < fewestApart && f.Right == [2]int{f.Tested, f.Tested}:
		return join(loss, right, fill(w.AddHarder, "n", n))
	case apart < fewestApart:
		return join(loss, right, fill(w.AddMore, "n", n))
	}
	return join(loss, right, fill(w.WithinChance))
}
