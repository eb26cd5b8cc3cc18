package session

import (
	"slices"

	"regnetlens/infer/measure"
)

// Score is how one network did on the rows of a batch whose class is known.
type Score struct {
	Known, Right int
	Answered     int               // rows it answered to, known or not
	MS           float64           // for all of them together, in milliseconds
	Confusion    map[[2]string]int // rows by class and answer
}

// Both counts rows that both networks could be judged on.
type Both struct {
	Agree, Differ     int // answers, whether the class is known or not
	Right, Wrong      int // both of them
	OnlyRight         [2]int
	Unread, Unlabeled int
}

// RightAt reports whether a slot's answer is the row's class; known is false
// without an answer, or where nobody knows the class or the network has none
// such.
func (b *Batch) RightAt(r *BatchItem, slot int) (right, known bool) {
	a := r.Answers[slot]
	if r.Label == "" || a.Class == "" || !slices.Contains(b.classes[slot], r.Label) {
		return false, false
	}
	return a.Class == r.Label, true
}

// count takes a finished row into the scores.
func (b *Batch) count(r *BatchItem) {
	var right, known [2]bool
	for k := range r.Answers {
		a, score := r.Answers[k], &b.Scores[k]
		if a.Class == "" {
			continue
		}
		score.Answered++
		score.MS += a.MS
		right[k], known[k] = b.RightAt(r, k)
		if known[k] {
			score.Known++
			score.Confusion[[2]string{r.Label, a.Class}]++
		}
		if right[k] {
			score.Right++
		}
	}
	if r.Error != "" {
		b.Both.Unread++
	} else if r.Label == "" {
		b.Both.Unlabeled++
	}
	if r.Answers[0].Class != "" && r.Answers[1].Class != "" {
		if r.Answers[0].Class == r.Answers[1].Class {
			b.Both.Agree++
		} else {
			b.Both.Differ++
		}
	}
	if !known[0] || !known[1] {
		return
	}
	switch {
	case right[0] && right[1]:
		b.Both.Right++
	case right[0]:
		b.Both.OnlyRight[0]++
	case right[1]:
		b.Both.OnlyRight[1]++
	default:
		b.Both.Wrong++
	}
}

// Accuracy is the share of known rows that were right, and the ends of its 95 %
// interval ([measure.Wilson]). ok is false without a known row.
func (s *Score) Accuracy() (share, low, high float64, ok bool) {
	if s.Known == 0 {
		return 0, 0, 0, false
	}
	low, high = measure.Wilson(s.Right, s.Known)
	return float64(s.Right) / float64(s.Known), low, high, true
}

// Chance is McNemar's test ([measure.McNemar]) of the two networks. ok is false
// where there is no picture that only one of them gets right.
func (b *Both) Chance() (p float64, ok bool) {
	if b.OnlyRight == [2]int{} {
		return 0, false
	}
	return measure.McNemar(b.OnlyRight[0], b.OnlyRight[1]), true
}

// mostClasses is the largest confusion matrix.
const mostClasses = 24

// Classes are those that occur among the classes and answers of both networks,
// in the order of the models; nil where they are too many for a matrix.
func (b *Batch) Classes() []string {
	seen := map[string]bool{}
	for k := range b.Scores {
		for pair := range b.Scores[k].Confusion {
			seen[pair[0]], seen[pair[1]] = true, true
		}
	}
	var out []string
	for _, classes := range b.classes {
		for _, class := range classes {
			if seen[class] && !slices.Contains(out, class) {
				out = append(out, class)
			}
		}
	}
	if len(out) > mostClasses {
		return nil
	}
	return out
}
