package session

import (
	"math"
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/ui/sentence"
	"regnetlens/wasm/protocol"
)

// say3 plays a network's answer with what was read off the last stage: the
// shares of cat after its three blocks, the rest dog's; unedited is nil where
// nothing was changed.
func say3(s *Session, slot, run int, cat [3]float32, unedited []float32) {
	r := &protocol.Result{Run: run, Size: 32, Unedited: unedited}
	for i, v := range cat {
		p := make([]float32, 10)
		p[3], p[5] = v, 1-v
		r.Probabilities = p
		r.Readout = append(r.Readout, protocol.Reading{Stage: 3, Block: i + 1, Probabilities: p})
	}
	say(s, slot, r)
}

// compareAs plays the comparison of a slot's blocks, each of which is as like the
// one before as the others.
func compareAs(t *testing.T, s *Session, slot int, second []float32) float64 {
	t.Helper()
	reach(s, slot, toCompare)
	d := s.Slots[slot]
	x := measure.Map{Shape: arch.Shape{C: 1, H: 1, W: 4}, Values: []float32{1, 2, 3, 4}}
	y := measure.Map{Shape: x.Shape, Values: second}
	var maps []measure.Map
	for i := range d.blocks() {
		maps = append(maps, []measure.Map{x, y}[i%2])
	}
	own := measure.Compare(maps, maps)
	none := measure.Compare(nil, maps)
	say(s, slot, &protocol.Similarity{Run: d.Run, Blocks: d.blocks(), Own: own.Pack(), Cross: none.Pack()})
	if d.Similar == nil {
		t.Fatalf("%s was not compared", d.Name())
	}
	return own.At(1, 0).CKA()
}

func finding(s *Session) (headline, line string) {
	f := s.Facts()
	found := sentence.Find(s.Text, &f)
	return found.Headline.String(), found.Line.String()
}

// From the first visit on: what the page says at each moment.
func TestFinding(t *testing.T) {
	s, p := begin(t)
	says := func(when, want string) {
		t.Helper()
		if got, _ := finding(s); got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	says("before the first sample is here", "Both are reading one.")
	p.fetches["1.jpg"](InMemory([]byte("jpeg")), nil)
	says("before an answer", "Both are reading one.")
	say3(s, 0, 1, [3]float32{0.4, 0.6, 0.81}, nil)
	says("after A's", "A says cat (81 %). B is still reading one.")
	say3(s, 1, 1, [3]float32{0.2, 0.9, 0.62}, nil)
	says("after both", "Both say cat. A is surer: 81 % against 62 %. B wavers to dog (38 %). From block 3.1 on they agree.")
	if _, line := finding(s); line != "" {
		t.Errorf("before the blocks were compared it says %q", line)
	}
	a := compareAs(t, s, 0, []float32{1, 2, 2, 4})
	b := compareAs(t, s, 1, []float32{4, 1, 3, 1})
	f := s.Facts()
	if f.Comparing || math.Abs(f.Slots[0].Alike-a) > 1e-9 || math.Abs(f.Slots[1].Alike-b) > 1e-9 || a-b < 0.02 {
		t.Fatalf("alike by %v and %v, want %v and %v", f.Slots[0].Alike, f.Slots[1].Alike, a, b)
	}
	if _, line := finding(s); line != "Of the paper's two claims, seen here: B repeats itself less (0.36 against 0.85). Not seen: B knows earlier (after 3.1 cat 20 % against 40 %). Ours learnt for 10 epochs, the paper's for 164. Results" {
		t.Errorf("afterwards %q", line)
	}
	// A change of B. Until its answer is there, the page says what is still on it.
	off := Edit{Slot: 1, Do: RegulatorOff, Stage: 2, Block: 3}
	before := s.Slots[1].Result.Probabilities
	s.ToggleEdit(off)
	says("before the answer under the change", "Both say cat. A is surer: 81 % against 62 %. B wavers to dog (38 %). From block 3.1 on they agree.")
	say3(s, 0, s.number, [3]float32{0.4, 0.6, 0.81}, nil)
	say3(s, 1, s.number, [3]float32{0.2, 0.2, 0.3}, before)
	says("under the change", "With H off at block 2.3, B says dog (70 %) instead of cat (30 %). A stays with cat.")
	compareAs(t, s, 0, []float32{1, 2, 2, 4})
	now := compareAs(t, s, 1, []float32{1, 2, 2, 4})
	f = s.Facts()
	if b := &f.Slots[1]; b.Edited != (arch.Place{Stage: 2, Block: 3}) || b.AlikeUnedited == b.Alike || math.Abs(b.Alike-now) > 1e-9 {
		t.Errorf("B is edited at %v, alike by %v, unedited by %v", b.Edited, b.Alike, b.AlikeUnedited)
	}
	if want := []sentence.Change{{Slot: 1, Kind: sentence.MemoryOff, Place: arch.Place{Stage: 2, Block: 3}}}; !slices.Equal(f.Changes, want) {
		t.Errorf("changes %+v, want %+v", f.Changes, want)
	}
	// Taken back: what is on the page is still that under the change, and is called so.
	s.UndoEdit()
	says("before the answer without it", "With H off at block 2.3, B says dog (70 %) instead of cat (30 %). A stays with cat.")
	say3(s, 0, s.number, [3]float32{0.4, 0.6, 0.81}, nil)
	say3(s, 1, s.number, [3]float32{0.2, 0.9, 0.62}, nil)
	says("without it", "Both say cat. A is surer: 81 % against 62 %. B wavers to dog (38 %). From block 3.1 on they agree.")
	// Another picture, of which B is late: nothing of the one before.
	s.Choose("deer.jpg", InMemory([]byte("deer")))
	says("while neither has read the next", "Both say cat. A is surer: 81 % against 62 %. B wavers to dog (38 %). From block 3.1 on they agree.")
	say3(s, 0, s.number, [3]float32{0.4, 0.6, 0.9}, nil)
	p.later()
	says("when B is late", "A says cat (90 %). B is still reading deer.jpg.")
	if f := s.Facts(); f.Slots[1].Probabilities != nil || f.Slots[1].Unedited != nil || f.Slots[1].Early != nil || !math.IsNaN(f.Slots[1].Alike) || !math.IsNaN(f.Slots[1].AlikeUnedited) {
		t.Errorf("of the late network there is %+v", f.Slots[1])
	}
	// Another network in its place.
	s.SelectModel(1, "resnet-20")
	says("with another network", "A says cat (90 %). B is still reading deer.jpg.")
	load(s, 1)
	say3(s, 1, s.number, [3]float32{0.4, 0.6, 0.9}, nil)
	says("when it has answered", "Both say cat. Equally sure: 90 %. From block 3.1 on they agree.")
	if _, line := finding(s); line != "" {
		t.Errorf("of two plain networks it says %q", line)
	}
	if got := sentence.Thesis(s.Text, s.Networks()).String(); got != "A is ResNet-20, B is ResNet-20; both read the same picture." {
		t.Errorf("the thesis is %q", got)
	}
}

// A network that could not run, or has none to run in, says nothing and is not
// waited for.
func TestFindingWithoutNetwork(t *testing.T) {
	s, _ := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	say3(s, 0, 2, [3]float32{0.4, 0.6, 0.9}, nil)
	fail(s, 1, toShow, &protocol.Failed{Message: "no memory"})
	if got, _ := finding(s); got != "A says cat (90 %)." {
		t.Errorf("it says %q", got)
	}
	for range maxCrashes {
		s.Ended(1, s.Slots[1].Generation, "crash")
	}
	if got, _ := finding(s); got != "A says cat (90 %)." {
		t.Errorf("of a dead one it says %q", got)
	}
}
