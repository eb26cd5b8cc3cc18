package session

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// judge plays the answers of both networks to a row of the first batch, and what
// is read off blocks 3.1 and 3.2 of them: A's early answers are those given, B's
// are all right.
func judge(s *Session, row int, classes [2]int, p float32, early int) {
	for slot, class := range classes {
		answer, read, right := make([]float32, 10), make([]float32, 10), make([]float32, 10)
		answer[class], answer[9], right[3] = p, 1-p, 1
		read[early] = 1
		if slot == 1 {
			read = right
		}
		say(s, slot, &protocol.Result{Run: -(row + 1), Probabilities: answer, View: make([]byte, 4*4*4),
			Readout: []protocol.Reading{{Stage: 3, Block: 1, Probabilities: read}, {Stage: 3, Block: 2, Probabilities: right}}})
	}
}

// As pictures, those come first that the networks disagree on: while they are
// read as they come, so that none moves, and in the end the surest before the
// others. The table and its file stay in the order of the files.
func TestPicturesDisagreementsFirst(t *testing.T) {
	s, _, d := equipped(t)
	s.StartBatch([]string{"cat/0.jpg", "cat/1.jpg", "cat/2.jpg", "cat/3.jpg", "cat/4.jpg"}, 0)
	b := s.Batch
	shown := func(want ...int) {
		t.Helper()
		if got := b.Visible(); !slices.Equal(got, want) {
			t.Errorf("%d read: shown %v, want %v", b.Done, got, want)
		}
	}
	for row, test := range []struct {
		classes [2]int
		p       float32
		shown   []int
	}{
		{[2]int{3, 3}, 0.9, []int{0}}, {[2]int{3, 5}, 0.6, []int{1, 0}}, {[2]int{4, 3}, 0.8, []int{1, 2, 0}}, {[2]int{3, 3}, 0.9, []int{1, 2, 0, 3}}, {[2]int{5, 3}, 0.7, []int{2, 4, 1, 0, 3}},
	} {
		d.files[row](InMemory([]byte{1}), nil)
		judge(s, row, test.classes, test.p, 4)
		shown(test.shown...)
	}
	for filter, want := range map[string]int{"all": 5, "differ": 3, "wrong": 3, "onlyA": 1, "onlyB": 2, "neither": 0, "unread": 0} {
		if got := b.Passing(filter); got != want {
			t.Errorf("%d pass %q, want %d", got, filter, want)
		}
		b.Show(func(l *List) { l.Filter = filter })
		if got := len(b.Listed()); got != want {
			t.Errorf("%d of %q are listed, want %d", got, filter, want)
		}
	}
	b.Show(func(l *List) { l.Filter, l.Cell = "all", &ConfusedAs{0, "cat", "deer"} })
	shown(2)
	b.Show(func(l *List) { l.Cell, l.Table = nil, true })
	shown(0, 1, 2, 3, 4)
	b.Show(func(l *List) { l.Table = false })
	if csv := string(b.CSV()); csv[:5] != "file," || len(csv) < 100 || csv[slices.Index([]byte(csv), '\n')+1:][:9] != "cat/0.jpg" {
		t.Errorf("the file begins %.90q", csv)
	}
	// A's early answers after 3.1 were all wrong, B's all right: of 5 pictures,
	// by R's binom.test(0, 5), p = 0.0625; after 3.2 nothing tells them apart.
	if len(b.Early) != 2 || b.Early[0].Place != (arch.Place{Stage: 3, Block: 1}) || b.Early[0].Right != [2]int{0, 5} || b.Early[0].Both != 5 || b.Early[0].OnlyRight != [2]int{0, 5} {
		t.Fatalf("early: %+v", b.Early)
	}
	if p, ok := b.Early[0].Chance(); !ok || math.Abs(p-0.0625) > 1e-9 {
		t.Errorf("after 3.1 p is %v", p)
	}
	if _, ok := b.Early[1].Chance(); ok || b.Early[1].Right != [2]int{5, 5} {
		t.Errorf("after 3.2: %+v", b.Early[1])
	}
	// What the batch found stays with it when a network is changed.
	s.SelectModel(0, "regnet-20-lstm")
	if len(b.Early) != 2 || b.Titles[0] != "ResNet-20" || b.Same() {
		t.Errorf("another network: %+v of %q", b.Early, b.Titles)
	}
}

// Pages of pictures and of the table differ in length, and a page that is no
// more is left for the last one.
func TestListPages(t *testing.T) {
	s, _, d := equipped(t)
	var files []string
	for i := range 100 {
		files = append(files, fmt.Sprintf("cat/%d.jpg", i))
	}
	s.StartBatch(files, 0)
	for i := range files {
		d.files[i](InMemory([]byte{1}), nil)
		judge(s, i, [2]int{3, 3}, 0.9, 3)
	}
	b := s.Batch
	if b.Listed(); b.Pages() != 3 || len(b.Visible()) != PagePictures {
		t.Errorf("%d pages, %d pictures on the first", b.Pages(), len(b.Visible()))
	}
	b.Turn(2)
	if got := b.Visible(); len(got) != 4 || got[0] != 96 {
		t.Errorf("the last page has %v", got)
	}
	b.Show(func(l *List) { l.Table = true })
	if b.Listed(); b.Pages() != 5 || b.List.Page != 0 {
		t.Errorf("the table has %d pages, and page %d is open", b.Pages(), b.List.Page)
	}
}
