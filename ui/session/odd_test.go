package session

import (
	"math"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/ui/sentence"
	"regnetlens/wasm/protocol"
)

// An answer that is no number is none, and no other stands in its place.
func TestAnswerThatIsNoNumber(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	nan := make([]float32, 10)
	for i := range nan {
		nan[i] = float32(math.NaN())
	}
	say(s, 0, &protocol.Result{Run: 2, Probabilities: nan, Readout: []protocol.Reading{{Stage: 3, Block: 1, Probabilities: nan}}, Overflow: &protocol.Overflow{Stage: 2, Block: 1, Kind: arch.KindO}})
	answer(s, 1, 2)
	a := s.Slots[0]
	if a.Top() != "" || s.Slots[1].Top() != "deer" || notice(s) != "" || a.Phase != Ready {
		t.Errorf("A says %q, B %q, notice %q", a.Top(), s.Slots[1].Top(), notice(s))
	}
	if _, ok := a.TopClass(); ok || len(a.Contenders(3)) != 0 {
		t.Error("a class is likeliest")
	}
	if _, ok := a.ReadAt(arch.Place{Stage: 3, Block: 1}, 0); ok {
		t.Error("something is read off a block")
	}
	if class := s.likeliest(); class != "deer" {
		t.Errorf("the likeliest of both is %q", class)
	}
	if f := s.Facts(); f.Slots[0].State != sentence.Overflow || f.Slots[0].Probabilities != nil || len(f.Slots[0].Early) != 0 {
		t.Errorf("the facts of it are %+v", f.Slots[0])
	}
	if _, known := a.Right(); known {
		t.Error("right or wrong is known")
	}
	s.SaveResult()
	if file := string(p.file); !strings.Contains(file, `"frog": null`) || notice(s) != "" {
		t.Errorf("saved %s, notice %q", file, notice(s))
	}
	var depth DepthAccuracy
	depth.Add(a.Result, 0)
	if v, ok := depth.At(arch.Place{Stage: 3, Block: 1}); !ok || v != 0 {
		t.Errorf("read off right: %v", v)
	}
}
