package session

import (
	"encoding/json"
	"slices"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

func lastRun(p *port, slot int) *protocol.Show {
	for i := len(p.shows) - 1; i >= 0; i-- {
		if p.shows[i].slot == slot {
			return p.shows[i].show
		}
	}
	return nil
}

func TestEdits(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	p.posts()

	stage := Edit{Slot: 1, Do: RegulatorOff, Stage: 2}
	s.ToggleEdit(stage)
	if !s.HasEdit(stage) || !s.CanUndo() || s.CanRedo() {
		t.Fatalf("edits %v", s.Edits)
	}
	a, b := lastRun(p, 0), lastRun(p, 1)
	if len(a.Edits) != 0 || len(b.Edits) != 3 || string(b.File.([]byte)) != "x" || b.Run != 3 {
		t.Fatalf("A %+v, B %+v", a, b)
	}
	for i, e := range b.Edits {
		if want := "stage2.block" + string(rune('1'+i)) + ".h"; e != (infer.Edit{Tap: want, Channel: infer.AllChannels, Op: infer.Scale}) {
			t.Errorf("%+v", e)
		}
	}
	read(s, 3)

	// Another factor takes the place of the first, the same one takes it back.
	half := Edit{Slot: 0, Do: Scaled, Stage: 1, Block: 2, Kind: arch.KindO, Channel: 7, Factor: 0.5}
	zero := half
	zero.Factor = 0
	s.ToggleEdit(half)
	s.ToggleEdit(zero)
	if !slices.Equal(s.Edits, []Edit{stage, zero}) {
		t.Errorf("edits %v", s.Edits)
	}
	s.ToggleEdit(zero)
	s.UndoEdit()
	s.UndoEdit()
	if !slices.Equal(s.Edits, []Edit{stage, half}) || !s.CanRedo() {
		t.Errorf("after undo: %v", s.Edits)
	}
	s.RedoEdit()
	if !slices.Equal(s.Edits, []Edit{stage, zero}) {
		t.Errorf("after redo: %v", s.Edits)
	}
	s.RemoveEdit(0)
	if !slices.Equal(s.Edits, []Edit{zero}) || s.CanRedo() {
		t.Errorf("after removal: %v", s.Edits)
	}
	freeze := Edit{Slot: 1, Do: StateFrozen, Stage: 3, Block: 2}
	for _, never := range []Edit{
		{Slot: 0, Do: RegulatorOff, Stage: 1, Block: 1}, {Slot: 1, Do: Scaled, Stage: 1, Block: 1, Kind: arch.KindGateF},
		{Slot: 1, Do: Scaled, Stage: 1, Block: 1, Kind: arch.KindO, Channel: 16}, {Slot: 5, Do: RegulatorOff, Stage: 1}, {Do: "x"},
	} {
		if s.CanEdit(never) {
			t.Errorf("%+v can be done", never)
		}
	}
	s.SetEdits([]Edit{freeze, {Slot: 0, Do: RegulatorOff, Stage: 1}})
	if !slices.Equal(s.Edits, []Edit{freeze}) {
		t.Errorf("edits %v", s.Edits)
	}
	if got := s.Slots[1].edits(); len(got) != 2 || got[1].Tap != "stage3.block2.c" || got[1].Op != infer.Freeze {
		t.Errorf("frozen by %+v", got)
	}
	// They are plain data.
	kept, err := json.Marshal([]Edit{freeze, half})
	if err != nil {
		t.Fatal(err)
	}
	var back []Edit
	if err := json.Unmarshal(kept, &back); err != nil || !slices.Equal(back, []Edit{freeze, half}) {
		t.Errorf("%s came back as %v, %v", kept, back, err)
	}
	// A network without a regulator has none to freeze.
	s.SelectModel(1, "resnet-20")
	if len(s.Edits) != 0 {
		t.Errorf("edits %v of a network that is gone", s.Edits)
	}
}

// An edit does not lose a sample that is still on its way.
func TestEditMeetsSample(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	s.ChooseSample(1)
	s.ToggleEdit(Edit{Slot: 1, Do: RegulatorOff, Stage: 1, Block: 1})
	p.fetches["2.jpg"](InMemory([]byte("two")), nil)
	if r := lastRun(p, 1); string(r.File.([]byte)) != "two" || len(r.Edits) != 1 {
		t.Errorf("run %+v", r)
	}
}

func TestUneditedBars(t *testing.T) {
	s, _ := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	answer(s, 0, 2)
	p, before := make([]float32, 10), make([]float32, 10)
	p[4], before[8] = 1, 1
	say(s, 1, &protocol.Result{Run: 2, Probabilities: p, Unedited: before, Size: 32})
	for _, b := range s.Bars() {
		if b.Edited[0] || !b.Edited[1] || b.Unedited[1] != before[slices.Index(s.Slots[1].Model.Classes, b.Class)] {
			t.Errorf("bar %+v", b)
		}
	}
}

// An edit, and taking it back, is the same worker's next run, whatever computes.
func TestEditsKeepTheWorker(t *testing.T) {
	s, p := begin(t)
	s.Slots[1].Computes = protocol.WebGPU
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	started, loads := len(p.started), len(p.loads)
	off := Edit{Slot: 1, Do: RegulatorOff, Stage: 2, Block: 1}
	for _, edits := range []int{1, 0} {
		s.ToggleEdit(off)
		if r := lastRun(p, 1); len(r.Edits) != edits {
			t.Errorf("run %+v, want %d edits", r, edits)
		}
		answer(s, 1, s.number)
	}
	if len(p.started) != started || len(p.loads) != loads {
		t.Errorf("started %q, loads %+v", p.started, p.loads)
	}
}
