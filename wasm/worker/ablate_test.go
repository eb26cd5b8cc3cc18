package worker

import (
	"context"
	"slices"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// The answer with H off at one block is that of a picture shown with that edit,
// whatever edits the picture on the page is shown with; and what is shown stays.
func TestWithoutH(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	blocks := []arch.Place{{Stage: 1, Block: 1}, {Stage: 2, Block: 3}, {Stage: 3, Block: 3}}
	if _, err := e.ablate(1, &protocol.Ablate{Blocks: blocks}); err == nil {
		t.Error("an ablation of no picture")
	}
	ship := file(t, "ship.jpg")
	off := func(at arch.Place) []infer.Edit {
		tap, _ := e.net.Graph().TapAt(at, arch.KindH)
		return []infer.Edit{{Tap: tap.Name, Channel: infer.AllChannels, Op: infer.Scale}}
	}
	var want [][]float32
	for i, at := range blocks {
		want = append(want, run(t, e, &protocol.Show{Run: i + 1, Edits: off(at), Picture: protocol.Picture{Bytes: ship}}).Probabilities)
	}
	run(t, e, &protocol.Show{Run: 9, Edits: off(blocks[1]), Taps: []string{"stage3.block3.o"}, Picture: protocol.Picture{Bytes: ship}})
	_, values, _ := e.at("stage3.block3.o")
	before := slices.Clone(values)

	a, err := e.ablate(7, &protocol.Ablate{Blocks: blocks})
	if err != nil {
		t.Fatal(err)
	}
	interrupted, stop := context.WithCancel(t.Context())
	stop()
	if _, err := a.take(interrupted); err != context.Canceled || a.left() == 0 {
		t.Errorf("interrupted: %v", err)
	}
	for i, at := range blocks {
		m, err := a.take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		r := m.(*protocol.WithoutH)
		if r.Run != 9 || r.Stage != at.Stage || r.Block != at.Block || r.Left != len(blocks)-1-i || !slices.Equal(r.Probabilities, want[i]) {
			t.Errorf("%v: %+v, want %v", at, r, want[i])
		}
	}
	if a.left() != 0 {
		t.Error("it does not end")
	}
	if _, values, _ = e.at("stage3.block3.o"); !slices.Equal(values, before) {
		t.Error("the maps that are shown have changed")
	}
}
