package evaluate

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestTally(t *testing.T) {
	tally := NewTally(7)
	for _, add := range []struct {
		label  int
		logits []float32
	}{
		{0, []float32{9, 1, 2, 3, 4, 5, 6}},        // right
		{0, []float32{5, 9, 8, 7, 6, 1, 0}},        // fifth: in the top 5
		{0, []float32{4, 9, 8, 7, 6, 5, 0}},        // sixth: out
		{3, []float32{2, 2, 2, 2, 2, 2, 2}},        // equal: fourth, the answer is 0
		{6, []float32{2, 2, 2, 2, 2, 2, 2}},        // equal: seventh
		{2, []float32{-3, -2, -1, -9, -9, -9, -9}}, // right, all negative
	} {
		if err := tally.Add(add.label, add.logits); err != nil {
			t.Fatal(err)
		}
	}
	if tally.Images != 6 || tally.Top1 != 2 || tally.Top5 != 4 {
		t.Errorf("images %d, top-1 %d, top-5 %d; want 6, 2, 4", tally.Images, tally.Top1, tally.Top5)
	}
	if n, right := tally.Class(0); n != 3 || right != 1 {
		t.Errorf("class 0: %d of %d", right, n)
	}
	if !slices.Equal(tally.Confusion[0], []int{1, 2, 0, 0, 0, 0, 0}) || tally.Confusion[3][0] != 1 || tally.Confusion[6][0] != 1 {
		t.Errorf("confusion %v", tally.Confusion)
	}
}

func TestTallyErrors(t *testing.T) {
	nan := float32(math.NaN())
	tally := NewTally(2)
	for _, test := range []struct {
		label  int
		logits []float32
	}{{2, []float32{1, 2}}, {-1, []float32{1, 2}}, {0, []float32{1}}, {0, []float32{1, nan}}, {0, []float32{nan, 1}}} {
		if err := tally.Add(test.label, test.logits); err == nil {
			t.Errorf("label %d, logits %v: no error", test.label, test.logits)
		}
	}
	if tally.Images != 0 {
		t.Errorf("%d images were counted", tally.Images)
	}
}

func TestTop(t *testing.T) {
	tests := []struct {
		values []float32
		n      int
		want   []int
	}{
		{[]float32{0.1, 0.5, 0.4}, 2, []int{1, 2}},
		{[]float32{0.1, 0.5, 0.4}, 5, []int{1, 2, 0}},
		{[]float32{1, 1, 1, 1}, 3, []int{0, 1, 2}},
		{[]float32{1, 2, 3, 4, 5, 6}, 3, []int{5, 4, 3}},
		{nil, 3, nil},
	}
	for _, test := range tests {
		if got := Top(test.values, test.n); !slices.Equal(got, test.want) {
			t.Errorf("Top(%v, %d) = %v, want %v", test.values, test.n, got, test.want)
		}
	}
}

func TestMatchClasses(t *testing.T) {
	network := []string{"cat", "dog", "ant"}
	tests := []struct {
		data []string
		want []int
		err  string
	}{
		{[]string{"ant", "cat", "dog"}, []int{2, 0, 1}, ""},
		{[]string{"dog"}, []int{1}, ""},
		{[]string{"n01", "n02", "n03"}, []int{0, 1, 2}, ""},
		{[]string{"n01", "n02"}, nil, "2 classes, the network 3"},
		{[]string{"ant", "cat", "cow"}, nil, `"cow"`},
	}
	for _, test := range tests {
		got, err := MatchClasses(test.data, network)
		if test.err == "" && (err != nil || !slices.Equal(got, test.want)) {
			t.Errorf("%q: %v, %v; want %v", test.data, got, err, test.want)
		}
		if test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)) {
			t.Errorf("%q: %v, %v; want an error with %s", test.data, got, err, test.err)
		}
	}
}
