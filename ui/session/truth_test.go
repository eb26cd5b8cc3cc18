package session

import (
	"math"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/ui/sentence"
	"regnetlens/wasm/protocol"
)

// What the reader says of a picture is kept for when it comes again.
func TestSay(t *testing.T) {
	s, p := begin(t)
	s.Say(Truth{Class: "cat"})
	if s.CanSay() || s.Truth() != (Truth{}) {
		t.Error("something is said of no picture")
	}
	verdicts := func(right, known bool) {
		t.Helper()
		for _, d := range s.Slots[:1] { // A says cat
			if r, k := d.Right(); r != right || k != known {
				t.Errorf("right %v, known %v, want %v, %v", r, k, right, known)
			}
		}
	}
	s.Data.Samples[0].Label = "frog"
	s.ChooseSample(0)
	p.fetches["1.jpg"](InMemory([]byte("jpeg")), nil)
	read(s, s.number)
	s.Say(Truth{Class: "cat"}) // of a sample somebody has said it
	if s.CanSay() || s.Truth() != (Truth{Class: "frog"}) {
		t.Errorf("of a labelled sample %+v is said", s.Truth())
	}
	verdicts(false, true)
	show := func(content string) {
		s.Choose(content, InMemory([]byte(content)))
		read(s, s.number)
	}
	show("mine")
	if !s.CanSay() || s.Truth() != (Truth{}) {
		t.Error("of a file nothing can be said")
	}
	verdicts(false, false)
	s.Say(Truth{Class: "cat"})
	verdicts(true, true)
	s.ToggleEdit(Edit{Slot: 1, Do: RegulatorOff, Stage: 1, Block: 1}) // runs it again
	read(s, s.number)
	verdicts(true, true)
	show("another")
	verdicts(false, false)
	s.Say(Truth{None: true})
	verdicts(false, true)
	show("mine")
	verdicts(true, true)
	s.Say(Truth{})
	verdicts(false, false)
	show("another")
	verdicts(false, true)
	s.Slots[0].Model.Classes = []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}
	s.Say(Truth{Class: "cat"}) // which it does not know
	verdicts(false, false)
	s.ChooseSample(1) // which has no label
	p.fetches["2.jpg"](InMemory([]byte("two")), nil)
	read(s, s.number)
	s.Say(Truth{Class: "deer"})
	s.ChooseSample(0)
	p.fetches["1.jpg"](InMemory([]byte("jpeg")), nil)
	read(s, s.number)
	s.ChooseSample(1)
	p.fetches["2.jpg"](InMemory([]byte("two")), nil)
	read(s, s.number)
	if s.Truth() != (Truth{Class: "deer"}) {
		t.Errorf("of the sample %+v is known", s.Truth())
	}
}

// batchOf plays a batch of files: A's answers after 3.1, 3.2 and 3.3, and B's.
func batchOf(t *testing.T, s *Session, d *devices, files []string, a, b [][3]int) {
	t.Helper()
	s.StartBatch(files, 0)
	for i := range files {
		d.files[i](InMemory([]byte{byte(i)}), nil)
		evaluateRow(s, i, -s.Batch.base-i-1, a[i], b[i])
	}
	if s.Batch.Running {
		t.Fatalf("%d of %d read", s.Batch.Done, len(files))
	}
}

func evaluateRow(s *Session, row, run int, a, b [3]int) {
	for slot, tops := range [][3]int{a, b} {
		r := &protocol.Result{Run: run}
		maps := make([]measure.Map, 9)
		for i := range maps {
			maps[i] = measure.Map{Shape: arch.Shape{C: 1, H: 1, W: 4}, Values: []float32{1, 2, float32(i%2 + row + slot), 7}}
		}
		table := measure.Compare(maps, maps)
		r.Own = table.Pack()
		for i, top := range tops {
			p := make([]float32, 10)
			p[top] = 1
			r.Probabilities = p
			r.Readout = append(r.Readout, protocol.Reading{Stage: 3, Block: i + 1, Probabilities: p})
		}
		say(s, slot, r)
	}
}

// The facts of a batch, and what a label does to them that the reader gives to a
// row.
func TestBatchFacts(t *testing.T) {
	s, _, d := equipped(t)
	cat, dog, frog := 3, 5, 6
	files := []string{"cat/1.png", "cat/2.png", "dog/3.png", "4.png", "5.png"}
	batchOf(t, s, d, files,
		[][3]int{{dog, dog, cat}, {cat, cat, cat}, {cat, cat, cat}, {frog, frog, dog}, {dog, dog, frog}},
		[][3]int{{cat, cat, cat}, {cat, cat, dog}, {dog, dog, dog}, {frog, frog, frog}, {frog, frog, frog}})
	f := s.Batch.Facts()
	if f.Done != 5 || f.Judged != 3 || f.Own != 0 || f.Right != [2]int{2, 2} || f.OnlyRight != [2]int{1, 1} || f.Agree != 2 || f.Compared != 5 || f.Chance != 1 {
		t.Errorf("facts %+v", f)
	}
	third := []sentence.BatchEarly{
		{Place: arch.Place{Stage: 3, Block: 1}, Judged: 3, Right: [2]int{1, 3}, Chance: measure.McNemar(0, 2)},
		{Place: arch.Place{Stage: 3, Block: 2}, Judged: 3, Right: [2]int{1, 3}, Chance: measure.McNemar(0, 2)},
		{Place: arch.Place{Stage: 3, Block: 3}, Judged: 3, Right: [2]int{2, 2}, Chance: 1},
	}
	if len(f.Early) != 3 || f.Early[0] != third[0] || f.Early[1] != third[1] || f.Early[2] != third[2] {
		t.Errorf("read early %+v, want %+v", f.Early, third)
	}
	if f.Networks[1].Title != "RegNet-20 (LSTM)" || f.Networks[1].Epochs != 10 || math.IsNaN(f.Alike[0]) || math.IsNaN(f.Alike[1]) {
		t.Errorf("networks %+v, alike by %v", f.Networks, f.Alike)
	}
	if got := sentence.FindBatch(s.Text, &f).String(); got != "Of these 3, A has 2 right and B 2. That is within chance." {
		t.Errorf("it says %q", got)
	}
	// The reader opens row 4 and says what it is.
	label := func(row int, truth Truth) {
		t.Helper()
		s.ShowRow(row)
		d.files[row](InMemory([]byte{byte(row)}), nil)
		read(s, s.number)
		s.Say(truth)
	}
	label(3, Truth{Class: "frog"})
	f = s.Batch.Facts()
	if f.Judged != 4 || f.Own != 1 || f.Right != [2]int{2, 3} || f.OnlyRight != [2]int{1, 2} || f.Early[0].Judged != 4 || f.Early[0].Right != [2]int{2, 4} {
		t.Errorf("with a label of the reader's %+v", f)
	}
	if got := sentence.FindBatch(s.Text, &f).String(); got != "Of these 4 (1 by your own label), A has 2 right and B 3. That is within chance." {
		t.Errorf("it says %q", got)
	}
	if right, ok := s.depths[1].Right.At(arch.Place{Stage: 3, Block: 1}); !ok || right != 1 || s.depths[1].Right.Pictures != 4 {
		t.Errorf("the charts have %v right of %d", right, s.depths[1].Right.Pictures)
	}
	if b := s.Batch; b.Both.Unlabeled != 1 || b.Scores[0].Confusion[[2]string{"frog", "dog"}] != 1 || b.Scores[0].Answered != 5 {
		t.Errorf("scores %+v, %+v", b.Both, b.Scores)
	}
	// Another label, none, and none of the classes.
	s.Say(Truth{Class: "dog"})
	if f := s.Batch.Facts(); f.Judged != 4 || f.Right != [2]int{3, 2} {
		t.Errorf("as a dog %+v", f)
	}
	s.Say(Truth{None: true})
	if f := s.Batch.Facts(); f.Judged != 3 || f.Own != 0 || f.Right != [2]int{2, 2} {
		t.Errorf("as none of them %+v", f)
	}
	s.Say(Truth{Class: "frog"})
	// Opened again it has the label, and can be given another; a folder's cannot.
	label(0, Truth{Class: "dog"})
	if s.CanSay() || s.Batch.Items[0].Label != "cat" {
		t.Error("a folder's label was changed")
	}
	s.ShowRow(3)
	d.files[3](InMemory([]byte{3}), nil)
	read(s, s.number)
	if s.Truth() != (Truth{Class: "frog"}) || !s.CanSay() {
		t.Errorf("of row 4 %+v is known", s.Truth())
	}
	// Another network reads the batch anew: the label stays.
	s.SelectModel(0, "regnet-20-lstm")
	load(s, 0)
	s.GoOn()
	if r := s.Batch.Items[3]; r.Label != "frog" || r.Truth != (Truth{Class: "frog"}) || s.Batch.Done != 0 {
		t.Errorf("row 4 of the new batch is %+v", r)
	}
}

// A picture that was labelled before it was part of a batch counts there once it
// is opened.
func TestLabelledBefore(t *testing.T) {
	s, _, d := equipped(t)
	s.Choose("x", InMemory([]byte{0}))
	read(s, s.number)
	s.Say(Truth{Class: "cat"})
	batchOf(t, s, d, []string{"1.png", "2.png"}, [][3]int{{3, 3, 3}, {3, 3, 3}}, [][3]int{{3, 3, 3}, {3, 3, 3}})
	if f := s.Batch.Facts(); f.Judged != 0 {
		t.Errorf("before it is opened %+v", f)
	}
	s.ShowRow(0)
	d.files[0](InMemory([]byte{0}), nil)
	if f := s.Batch.Facts(); f.Judged != 1 || f.Own != 1 || f.Right != [2]int{1, 1} {
		t.Errorf("once it is opened %+v", f)
	}
}
