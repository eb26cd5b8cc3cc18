package sentence

import (
	"math"
	"strconv"

	"regnetlens/infer/arch"
	"regnetlens/ui/format"
	"regnetlens/ui/text"
)

// The thresholds of the paper's two claims.
const (
	// lessAlike is how much lower the mean CKA of neighbouring blocks has to be.
	// It is written with two decimals, of which a single hundredth may be rounding.
	lessAlike = 0.02
	// ahead is how much likelier the final class has to be at every early block:
	// half of what makes a network surer, since it has to hold each time.
	ahead = surerBy / 2
	// paperEpochs is how long the paper's networks learnt CIFAR.
	paperEpochs = 164
)

// known reports whether a value is there.
func known(v float64) bool { return !math.IsNaN(v) }

// hundredths writes a likeness: "0.89".
func hundredths(v float64) string { return format.Decimals(v, 2) }

// Claims judges the paper's claims on the picture: that the regulated network
// repeats itself less, and that it knows earlier. Nil where neither or both are
// regulated, and before the blocks have been compared.
func Claims(t *text.Table, f *Facts) Sentence {
	nets := [2]Network{f.Slots[0].Network, f.Slots[1].Network}
	slot, ok := regulatedOne(nets)
	if !ok || f.Comparing {
		return nil
	}
	var v verdicts
	v.less(t, slot, [2]float64{f.Slots[0].Alike, f.Slots[1].Alike})
	v.earlier(t, slot, f)
	return v.said(t, nets, slot)
}

// verdicts are the claims that show and those that do not.
type verdicts struct{ seen, missing Sentence }

func (v *verdicts) add(seen bool, claim Sentence) {
	if seen {
		v.seen = joinBy("; ", v.seen, claim)
	} else {
		v.missing = joinBy("; ", v.missing, claim)
	}
}

// less judges "repeats itself less".
func (v *verdicts) less(t *text.Table, slot int, alike [2]float64) {
	mine, others := alike[slot], alike[1-slot]
	if !known(mine) || !known(others) {
		return
	}
	// In thousandths: 0.87 against 0.89 is 0.02 less, whatever a float64 makes of it.
	seen := math.Round(1000*others)-math.Round(1000*mine) >= 1000*lessAlike
	v.add(seen, fill(t.Sentences.RepeatsLess, "net", letters[slot], "v", hundredths(mine), "w", hundredths(others)))
}

// earlier judges "knows earlier".
func (v *verdicts) earlier(t *text.Table, slot int, f *Facts) {
	w, mine, other := &t.Sentences, &f.Slots[slot], &f.Slots[1-slot]
	places := early(f.meeting())
	if len(places) == 0 {
		return
	}
	class := mine.answer().class
	if class != other.answer().class {
		v.add(false, fill(w.KnowsEarlierNot, "net", letters[slot]))
		return
	}
	lead := func(c arch.Place) (p, q float32, by share) {
		x, _ := mine.at(c)
		y, _ := other.at(c)
		p, q = mine.of(x, class), other.of(y, class)
		return p, q, shareOf(p) - shareOf(q)
	}
	at := places[len(places)-1] // the block that is named: the last, or the one that does not show it
	for _, c := range places {
		if _, _, by := lead(c); by < ahead {
			at = c
		}
	}
	p, q, by := lead(at)
	v.add(by >= ahead, fill(w.KnowsEarlier, "net", letters[slot], "block", at.String(), "class", t.Class(class), "p", whole(p), "q", whole(q)))
}

// early are the blocks at which "earlier" is judged: of those that can be read
// the ones a third and two thirds of the way, never the last, which gives the
// answer. With more than two of them a lead at one is easier to come by, and a
// lead at all of them harder.
func early(places []arch.Place) []arch.Place {
	switch n := len(places); n {
	case 0, 1:
		return nil
	case 2:
		return places[:1]
	default:
		return []arch.Place{places[n/3-1], places[2*n/3-1]}
	}
}

// said puts the verdicts into one line, with a reason to doubt it where a claim
// does not show.
func (v *verdicts) said(t *text.Table, nets [2]Network, slot int) Sentence {
	w := &t.Sentences
	switch {
	case v.seen == nil && v.missing == nil:
		return nil
	case v.missing == nil:
		return fill(w.ClaimsSeen, "claims", v.seen)
	case v.seen == nil:
		return join(fill(w.ClaimsMissing, "claims", v.missing), learnt(t, nets, slot))
	}
	return join(fill(w.ClaimsSeen, "claims", v.seen), fill(w.AlsoMissing, "claims", v.missing), learnt(t, nets, slot))
}

// learnt says how long these networks learnt, and the paper's, where that is
// known and less; and where the results of training runs stand.
func learnt(t *text.Table, nets [2]Network, slot int) Sentence {
	w := &t.Sentences
	mine, other := nets[slot].Epochs, nets[1-slot].Epochs
	paper := strconv.Itoa(paperEpochs)
	link := fill(w.Results)
	switch cifar := nets[0].Arch.Stem == arch.StemCIFAR && nets[1].Arch.Stem == arch.StemCIFAR; {
	case !cifar || mine == 0 || other == 0 || max(mine, other) >= paperEpochs:
		return link
	case mine == other:
		return join(fill(w.Learnt, "n", strconv.Itoa(mine), "paper", paper), link)
	}
	return join(fill(w.LearntEach, "a", letters[0], "n", strconv.Itoa(nets[0].Epochs), "b", letters[1], "m", strconv.Itoa(nets[1].Epochs), "paper", paper), link)
}
