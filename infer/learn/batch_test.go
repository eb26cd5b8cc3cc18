package learn

import (
	"slices"
	"strings"
	"testing"
)

func TestPasses(t *testing.T) {
	g := small(t)
	batch := func(n int) Batch { return Batch{Pictures: make([]float32, n*3*8*8), Labels: make([]int32, n)} }
	for n, want := range map[int]int{1: 1, 5: 1, 6: 1, 12: 2, 18: 3} {
		if got, err := batch(n).Passes(g, 6); err != nil || got != want {
			t.Errorf("%d pictures: %d passes, want %d, %v", n, got, want, err)
		}
	}
	short, wrong, negative := batch(6), batch(6), batch(6)
	short.Pictures = short.Pictures[1:]
	wrong.Labels[2], negative.Labels[5] = 3, -1
	for want, b := range map[string]Batch{
		"without pictures": batch(0), "7 pictures are not": batch(7), "13 pictures are not a multiple": batch(13),
		"1151 values": short, "label 3 of picture 2": wrong, "label -1 of picture 5": negative,
	} {
		if _, err := b.Passes(g, 6); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestPart(t *testing.T) {
	b := Batch{Pictures: []float32{1, 2, 3, 4, 5, 6, 7, 8}, Labels: []int32{1, 2, 3, 4}}
	for i, want := range [][]float32{{1, 2, 3, 4}, {5, 6, 7, 8}} {
		got := b.Part(i, 2)
		if !slices.Equal(got.Pictures, want) || !slices.Equal(got.Labels, b.Labels[2*i:2*i+2]) {
			t.Errorf("part %d: %v", i, got)
		}
	}
}
