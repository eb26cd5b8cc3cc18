package worker

import (
	"slices"
	"testing"

	"regnetlens/infer"
	"regnetlens/wasm/protocol"
)

// With edits the maps and the answer are those of the edited run, beside the
// answer without; the next picture without edits is as if there had been none.
func TestEditedRun(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	ship := file(t, "ship.jpg")
	plain := run(t, e, &protocol.Show{Run: 1, Taps: []string{"stage2.block3.o"}, Picture: protocol.Picture{Bytes: ship}})
	if plain.Unedited != nil {
		t.Error("nothing is edited, and yet there is an answer without edits")
	}
	off := []infer.Edit{{Tap: "stage2.block2.h", Channel: infer.AllChannels, Op: infer.Scale}}
	edited := run(t, e, &protocol.Show{Run: 2, Taps: []string{"stage2.block3.o", "stage2.block2.h"}, Edits: off, Picture: protocol.Picture{Bytes: ship}})
	if !slices.Equal(edited.Unedited, plain.Probabilities) || slices.Equal(edited.Probabilities, plain.Probabilities) {
		t.Errorf("without edits %v, with them %v; the plain run says %v", edited.Unedited, edited.Probabilities, plain.Probabilities)
	}
	for _, tap := range []string{"stage2.block2.h", "stage2.block2.mix"} { // asked for with the run, and later
		_, values, err := e.at(tap)
		if err != nil {
			t.Fatal(err)
		}
		if zero := slices.Max(values) == 0; zero != (tap == "stage2.block2.h") {
			t.Errorf("%s: all zero is %v", tap, zero)
		}
	}
	again := run(t, e, &protocol.Show{Run: 3, Picture: protocol.Picture{Bytes: ship}})
	if !slices.Equal(again.Probabilities, plain.Probabilities) || !slices.Equal(again.View, plain.View) {
		t.Error("the edits, or the kept picture, outlived their run")
	}
	if _, err := e.show(&protocol.Show{Run: 4, Edits: []infer.Edit{{Tap: "none", Op: infer.Scale}}, Picture: protocol.Picture{Bytes: ship}}); err == nil {
		t.Error("an edit of nothing passed")
	}
}
