package session

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"regnetlens/wasm/protocol"
)

// evaluate plays a network's answer to a row of the first batch.
func evaluate(s *Session, slot, row, class int) {
	p := make([]float32, 10)
	p[class] = 0.75
	say(s, slot, &protocol.Result{Run: -(row + 1), Probabilities: p, PrepareMS: 1, RunMS: 2})
}

func TestBatch(t *testing.T) {
	s, p, d := equipped(t)
	var seen []string
	s.Watchers = append(s.Watchers, func(b *Batch, row int, results [2]*protocol.Result) {
		seen = append(seen, fmt.Sprint(row, " ", b.Items[row].Label, " ", results[0] != nil, " ", results[1] != nil))
	})
	files := []string{"all/CAT/=1.jpg", "all/Dog/2, or so.jpg", "all/frog/3.jpg", "all/4.jpg", "all/cat/5.jpg", "all/cat/6.jpg"}
	s.StartBatch(files, 3)
	if len(d.files) != readAhead {
		t.Errorf("%d files are read ahead, want %d", len(d.files), readAhead)
	}
	p.expect(t)
	for i := range 4 {
		if i == 2 {
			d.files[i](File{}, errors.New("gone"))
		} else {
			d.files[i](InMemory([]byte{1}), nil)
		}
	}
	if len(d.files) != readAhead+1 { // the one that could not be read made room
		t.Errorf("%d files were asked for", len(d.files))
	}
	p.expect(t, "A evaluate -1, send")
	evaluate(s, 0, 0, 3) // cat
	p.expect(t, "A evaluate -2, send", "B evaluate -1, receive")
	evaluate(s, 1, 0, 5)
	p.expect(t) // B comes after A
	fail(s, 0, toEvaluate, &protocol.Failed{Message: "no memory"})
	p.expect(t, "A evaluate -4, send", "B evaluate -2") // of which A has sent nothing
	evaluate(s, 1, 1, 5)                                // dog
	s.Choose("shown meanwhile", InMemory([]byte("y")))
	// The picture chosen waits for no more than the row that is under way.
	p.expect(t, "B show 3")
	evaluate(s, 0, 3, 1)
	p.expect(t, "A show 3")
	answer(s, 0, 3)
	answer(s, 1, 3)
	evaluate(s, 1, 3, 1)
	d.files[4](InMemory([]byte{1}), nil)
	d.files[5](InMemory([]byte{1}), nil)
	for _, slot := range []int{0, 1} {
		evaluate(s, slot, 4, 3)
	}
	evaluate(s, 0, 5, 5)
	s.Ended(1, 1, "crash") // at the last row
	b := s.Batch
	if b.Running || b.Done != 6 || len(b.Listed()) != 6 {
		t.Fatalf("running %v, %d done, %d listed", b.Running, b.Done, len(b.Listed()))
	}
	if want := []string{"2 frog false false", "0 cat true true", "1 dog false true", "3  true true", "4 cat true true", "5 cat true false"}; !slices.Equal(seen, want) {
		t.Errorf("watched %q, want %q", seen, want)
	}
	if a, c := b.Scores[0], b.Scores[1]; a.Known != 3 || a.Right != 2 || c.Known != 3 || c.Right != 2 || a.Answered != 4 || a.MS != 12 {
		t.Errorf("scores %+v, %+v", a, c)
	}
	if b.Scores[1].Confusion[[2]string{"cat", "dog"}] != 1 || !slices.Equal(b.Classes(), []string{"cat", "dog"}) {
		t.Errorf("confusion %v, classes %q", b.Scores[1].Confusion, b.Classes())
	}
	if want := (Both{Agree: 2, Differ: 1, Right: 1, OnlyRight: [2]int{1, 0}, Unread: 1, Unlabeled: 1}); b.Both != want {
		t.Errorf("both %+v, want %+v", b.Both, want)
	}
	for filter, want := range map[string][]int{
		"all": {0, 1, 2, 3, 4, 5}, "differ": {0}, "wrong": {0, 5}, "onlyA": {0}, "onlyB": nil, "neither": nil, "unread": {1, 2, 5},
	} {
		b.Show(func(l *List) { l.Filter = filter })
		if got := b.Visible(); !slices.Equal(got, want) {
			t.Errorf("%s shows %v, want %v", filter, got, want)
		}
	}
	b.Show(func(l *List) { l.Filter, l.Cell = "all", &ConfusedAs{1, "cat", "dog"} })
	if got := b.Visible(); !slices.Equal(got, []int{0}) {
		t.Errorf("the cell shows %v", got)
	}
	b.Show(func(l *List) { l.Cell, l.Search = nil, "OR SO" })
	if got := b.Visible(); !slices.Equal(got, []int{1}) {
		t.Errorf("the search shows %v", got)
	}
	b.Show(func(l *List) { l.Search, l.Table = "", true })
	b.SortBy("PB")
	if got := b.Visible(); b.Items[got[5]].Answers[1].P != 0 || b.Items[got[0]].Answers[1].P != 0.75 {
		t.Errorf("the likeliest first: %v", got)
	}
	b.SortBy("PB")
	b.SortBy("PB")
	b.SortBy("file")
	b.SortBy("file")
	if got := b.Visible(); !slices.Equal(got, []int{2, 5, 4, 1, 0, 3}) {
		t.Errorf("by file, backwards: %v", got)
	}
	s.SaveCSV()
	table, err := csv.NewReader(strings.NewReader(string(p.file))).ReadAll()
	if err != nil || len(table) != 7 || table[4][0] != "all/Dog/2, or so.jpg" || table[1][9] != "gone" || table[5][2] != "cat" || table[5][3] != "0.750000" {
		t.Errorf("CSV: %v\n%s", err, p.file)
	}
	s.ShowRow(0)
	d.files[0](InMemory([]byte("jpeg")), nil)
	if s.wanted.Title != files[0] || s.wanted.Label != "cat" {
		t.Errorf("the row shows %+v", s.wanted)
	}
}

func TestBatchCancelled(t *testing.T) {
	s, p, d := equipped(t)
	s.Batch.Cancel() // there is none
	var files []string
	for i := range 5000 {
		files = append(files, fmt.Sprint("cat/", i, ".jpg"))
	}
	s.StartBatch(files, 0)
	for i := range 40 {
		d.files[i](InMemory([]byte{1}), nil)
		evaluate(s, 0, i, 3)
		evaluate(s, 1, i, 3)
		if len(d.files) > i+1+readAhead {
			t.Fatalf("after %d rows %d files were read", i+1, len(d.files))
		}
	}
	d.files[40](InMemory([]byte{1}), nil)
	s.Batch.Cancel()
	p.posts()
	evaluate(s, 0, 40, 3)
	d.files[41](InMemory([]byte{1}), nil)
	p.expect(t)
	s.Batch.Show(func(l *List) { l.Table = true })
	if len(s.Batch.Listed()) != 40 || s.Batch.Pages() != 2 || len(s.Batch.Visible()) != PageRows {
		t.Errorf("%d rows are left on %d pages", len(s.Batch.Listed()), s.Batch.Pages())
	}
	s.Batch.Turn(9)
	if got := s.Batch.Visible(); got[0] != 20 {
		t.Errorf("the last page begins with %d", got[0])
	}
	// The next batch does not mistake late answers for its own.
	s.StartBatch(files[:1], 0)
	d.files[0](InMemory([]byte{1}), nil)
	p.expect(t, "A evaluate -5001, send")
	evaluate(s, 1, 0, 3)
	if s.Batch.Done != 0 {
		t.Error("an answer to the batch before was taken")
	}
	s.SelectModel(0, "regnet-20-lstm")
	if s.Batch.Running {
		t.Error("the batch goes on with another network")
	}
}

func TestStatistics(t *testing.T) {
	// Wilson's interval for 81 of 263, from Newcombe (1998), table I; and for
	// none of 20.
	for _, test := range []struct {
		right, known int
		low, high    float64
	}{{81, 263, 0.2553, 0.3662}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		s := Score{Right: test.right, Known: test.known}
		_, low, high, ok := s.Accuracy()
		if !ok || math.Abs(low-test.low) > 1e-4 || math.Abs(high-test.high) > 1e-4 {
			t.Errorf("%d of %d: %.4f to %.4f", test.right, test.known, low, high)
		}
	}
	// McNemar's exact test is the sign test: R's binom.test(few, few+many).
	for _, test := range []struct {
		a, b int
		want float64
	}{{1, 9, 0.021484375}, {9, 1, 0.021484375}, {0, 5, 0.0625}, {4, 4, 1}, {5, 15, 0.04138947}, {7, 8, 1}} {
		b := Both{OnlyRight: [2]int{test.a, test.b}}
		if p, ok := b.Chance(); !ok || math.Abs(p-test.want) > 1e-7 {
			t.Errorf("%d against %d: %v, want %v", test.a, test.b, p, test.want)
		}
	}
	if _, ok := new(Both).Chance(); ok {
		t.Error("a probability without a picture")
	}
}

func TestFileNames(t *testing.T) {
	for name, want := range map[string]bool{"a.JPG": true, "b/c.webp": true, "x.txt": false, "jpg": false, "x.safetensors": false} {
		if IsPicture(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
	for name, want := range map[string]bool{"a/.DS_Store": true, ".git/x.png": true, "./a.png": false, "__MACOSX/a.png": true, "a.b/c.png": false} {
		if IsHidden(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
	for cell, want := range map[string]string{"=1": "'=1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "x=1": "x=1", "": ""} {
		if got := harmless(cell); got != want {
			t.Errorf("%q becomes %q", cell, got)
		}
	}
}

// A batch that was stopped says so and goes on where it was; one that another
// network interrupted begins anew with that one.
func TestBatchGoesOn(t *testing.T) {
	s, p, d := equipped(t)
	s.StartBatch([]string{"cat/0.jpg", "cat/1.jpg", "cat/2.jpg"}, 2)
	d.files[0](InMemory([]byte{1}), nil)
	evaluate(s, 0, 0, 3)
	evaluate(s, 1, 0, 3)
	d.files[1](InMemory([]byte{1}), nil)
	evaluate(s, 0, 1, 3) // B has not answered yet
	late := d.files[2]
	b := s.Batch
	b.Cancel()
	if b.Running || b.Ended != Stopped || b.Done != 1 || len(b.Items) != 3 || len(b.Listed()) != 1 || !b.CanGoOn() || b.Items[1].Answers[0].Class != "" {
		t.Errorf("stopped: %v, %d of %d, listed %v, A says %q of a row that B did not read", b.Ended, b.Done, len(b.Items), b.Listed(), b.Items[1].Answers[0].Class)
	}
	p.posts()
	s.GoOn()
	late(InMemory([]byte{1}), nil) // what was read for the time before
	p.expect(t)
	d.files[1](InMemory([]byte{1}), nil)
	p.expect(t, "A evaluate -5, send") // numbers of its own
	evaluate(s, 1, 1, 3)               // late
	for row := 4; row < 6; row++ {
		if row == 5 {
			d.files[2](InMemory([]byte{1}), nil)
		}
		evaluate(s, 0, row, 3)
		evaluate(s, 1, row, 3)
	}
	if s.Batch != b || b.Running || b.Ended != Complete || b.Done != 3 || b.Scores[1].Known != 3 || b.CanGoOn() || !b.Same() {
		t.Errorf("%d of %d, %v, scores %+v", b.Done, len(b.Items), b.Ended, b.Scores[1])
	}
	s.SelectModel(1, "resnet-20")
	if b.Ended != Complete || b.Same() || !b.CanGoOn() || b.Titles[1] == s.Slots[1].Model.Title {
		t.Error("the batch is taken for one of another network")
	}
	s.GoOn()
	if s.Batch == b || s.Batch.Done != 0 || len(s.Batch.Items) != 3 || s.Batch.Left != 2 || !s.Batch.Running {
		t.Errorf("anew: %+v", s.Batch)
	}
	s.SelectModel(1, "regnet-20-lstm")
	if s.Batch.Ended != Interrupted || s.Batch.Running {
		t.Errorf("the batch goes on with another network: %v", s.Batch.Ended)
	}
	s.RemoveBatch()
	if s.Batch != nil || s.HasBatch() {
		t.Error("the batch is still there")
	}
	s.GoOn()
}
