// Package evaluate measures how often a network is right.
package evaluate

import (
	"fmt"
	"math"
)

// Tally counts a network's answers to labelled pictures.
type Tally struct {
	Images int
	Top1   int // the label had the largest logit
	Top5   int // the label was among the five largest
	// Confusion[label][answer] counts the pictures of a class by the class
	// that the network gave them.
	Confusion [][]int
}

// NewTally makes an empty tally for a number of classes.
func NewTally(classes int) *Tally {
	t := &Tally{Confusion: make([][]int, classes)}
	for i := range t.Confusion {
		t.Confusion[i] = make([]int, classes)
	}
	return t
}

// Add counts one picture: its label and the network's logits, one a class. Of
// equal logits the first class's counts as larger. Logits that are no numbers
// are an error: they would compare as wrong answers and hide a fault.
func (t *Tally) Add(label int, logits []float32) error {
	if len(logits) != len(t.Confusion) || label < 0 || label >= len(logits) {
		return fmt.Errorf("evaluate: label %d and %d logits do not fit %d classes", label, len(logits), len(t.Confusion))
	}
	answer, larger := 0, 0
	for i, v := range logits {
		if math.IsNaN(float64(v)) {
			return fmt.Errorf("evaluate: the network's answer for class %d is not a number", i)
		}
		if v > logits[answer] {
			answer = i
		}
		if v > logits[label] || v == logits[label] && i < label {
			larger++
		}
	}
	t.Images++
	t.Confusion[label][answer]++
	if larger < 1 {
		t.Top1++
	}
	if larger < 5 {
		t.Top5++
	}
	return nil
}

// Class returns how many pictures of a class there were, and how many of them
// the network named rightly.
func (t *Tally) Class(label int) (images, right int) {
	for _, n := range t.Confusion[label] {
		images += n
	}
	return images, t.Confusion[label][label]
}

// Top returns the classes with the n largest logits or probabilities, the
// largest first; of equal ones the first class comes first.
func Top(values []float32, n int) []int {
	top := make([]int, 0, n+1)
	for i := range values {
		at := len(top)
		for at > 0 && values[i] > values[top[at-1]] {
			at--
		}
		if at == n {
			continue
		}
		top = append(top, 0)
		copy(top[at+1:], top[at:])
		top[at] = i
		top = top[:min(len(top), n)]
	}
	return top
}
