package sentence

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/format"
	"regnetlens/ui/text"
)

// Significance is the probability below which a difference is called more than
// chance: the customary one. Where several blocks are looked at, each gets its
// part of it (Bonferroni), so that chance alone finds one no more often.
const Significance = 0.05

// Batch is how two networks came out on many pictures.
type Batch struct {
	Networks  [2]Network
	Done      int // pictures read
	Judged    int // of them those whose class is known, to both networks
	Own       int // of Judged, by the reader's own label
	Right     [2]int
	OnlyRight [2]int // of Right: that the other gets wrong
	Agree     int    // the same answer, whether right or not
	Compared  int    // with an answer of both
	Chance    float64
	Early     []BatchEarly // in the order of depth, the last block included
	Alike     [2]float64   // mean CKA of neighbouring blocks within stages; NaN where it is not known
}

// BatchEarly is how the answers read off a block came out.
type BatchEarly struct {
	Place  arch.Place
	Judged int
	Right  [2]int
	Chance float64 // as Batch.Chance
}

// FindBatch is the finding of a batch: how many each has right, whether that is
// more than chance (McNemar's exact test), and whether the regulated one knows
// earlier.
func FindBatch(t *text.Table, b *Batch) Sentence {
	w := &t.Sentences
	if b.Judged == 0 {
		if b.Compared == 0 {
			return nil
		}
		return fill(w.BatchAgree, "n", strconv.Itoa(b.Compared), "m", strconv.Itoa(b.Agree))
	}
	of := fill(w.BatchOf, "n", strconv.Itoa(b.Judged))
	if b.Own > 0 {
		of = fill(w.BatchOfOwn, "n", strconv.Itoa(b.Judged), "own", strconv.Itoa(b.Own))
	}
	out := join(of, fill(w.BatchRight, "a", letters[0], "x", strconv.Itoa(b.Right[0]), "b", letters[1], "y", strconv.Itoa(b.Right[1])))
	chance := b.Chance >= Significance
	if chance {
		out = join(out, fill(w.WithinChance))
	} else {
		out = join(out, fill(w.MoreThanChance))
	}
	slot, ok := regulatedOne(b.Networks)
	e, seen := b.earlier(slot)
	if !ok || !seen {
		return out
	}
	phrase := w.ButEarlier
	if !chance && b.Right[slot] > b.Right[1-slot] {
		phrase = w.AlsoEarlier
	}
	return join(out, fill(phrase, "net", letters[slot], "block", e.Place.String(), "p", e.share(slot), "other", letters[1-slot], "q", e.share(1-slot)))
}

// share is how many per cent a slot has right at a block.
func (e *BatchEarly) share(slot int) string {
	return whole(float32(e.Right[slot]) / float32(e.Judged))
}

// earlier is the early block at which a slot is ahead with the least probability
// of chance, and whether that is little enough; of blocks at which it is not
// ahead, whichever is. There is none where the networks are not equally deep.
func (b *Batch) earlier(slot int) (at BatchEarly, seen bool) {
	if !slices.Equal(b.Networks[0].Arch.Blocks, b.Networks[1].Arch.Blocks) {
		return at, false
	}
	places := make([]arch.Place, len(b.Early))
	for i, e := range b.Early {
		places[i] = e.Place
	}
	judged := early(places)
	for _, c := range judged {
		for _, e := range b.Early {
			if e.Place != c || e.Judged == 0 {
				continue
			}
			leads := e.Right[slot] > e.Right[1-slot]
			if at.Judged == 0 || leads && (at.Right[slot] <= at.Right[1-slot] || e.Chance < at.Chance) {
				at = e
			}
		}
	}
	return at, at.Judged > 0 && at.Right[slot] > at.Right[1-slot] && at.Chance < Significance/float64(len(judged))
}

// BatchClaims judges the paper's claims over a batch.
func BatchClaims(t *text.Table, b *Batch) Sentence {
	slot, ok := regulatedOne(b.Networks)
	if !ok {
		return nil
	}
	var v verdicts
	v.less(t, slot, b.Alike)
	if e, seen := b.earlier(slot); e.Judged > 0 {
		v.add(seen, fill(t.Sentences.EarlierOverBatch, "net", letters[slot], "block", e.Place.String(), "p", e.share(slot), "q", e.share(1-slot), "chance", Chance(e.Chance)))
	}
	return v.said(t, b.Networks, slot)
}

// BatchCaution gives the numbers behind the finding of a batch, and says what
// they do not tell. Nil where nothing could be judged.
func BatchCaution(t *text.Table, b *Batch) Sentence {
	if b.Judged == 0 {
		return nil
	}
	w := &t.Sentences
	neither := b.Judged - b.Right[0] - b.OnlyRight[1]
	return join(fill(w.BatchParts, "a", letters[0], "x", strconv.Itoa(b.OnlyRight[0]), "b", letters[1], "y", strconv.Itoa(b.OnlyRight[1]), "n", strconv.Itoa(neither)),
		fill(w.BatchTest, "chance", Chance(b.Chance)))
}

// Chance writes a probability of McNemar's test, "p = 0.041": two digits that count, more
// where two would read like the threshold.
func Chance(p float64) string {
	if p < 0.001 {
		return "p < 0.001"
	}
	decimals := 2
	for p < 0.1 && decimals < 5 && math.Round(p*math.Pow10(decimals)) < 10 {
		decimals++
	}
	for decimals < 5 && p < Significance && format.Fixed(p, decimals) >= format.Fixed(Significance, decimals) {
		decimals++
	}
	s := format.Fixed(p, decimals)
	if p >= 0.995 {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return "p = " + s
}
