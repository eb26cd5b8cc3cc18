package worker

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/ui/samples"
	"regnetlens/wasm/protocol"
)

// effectsOf plays an ablation of kinds to its end.
func effectsOf(t *testing.T, e *engine, kinds ...arch.Kind) []*protocol.Effects {
	t.Helper()
	a, err := e.ablate(1, &protocol.Ablate{Kinds: kinds})
	if err != nil {
		t.Fatal(err)
	}
	var out []*protocol.Effects
	for a.left() > 0 {
		if a.effects != nil {
			a.effects.spent = 0 // however slow the machine is, under the race detector for one
		}
		m, err := a.take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if m != nil {
			out = append(out, m.(*protocol.Effects))
		}
	}
	return out
}

// edited is what the network gives a class when a picture is shown with a map
// taken out of all blocks of its stage.
func edited(t *testing.T, e *engine, picture []byte, k rowKey, channel, class int) float32 {
	t.Helper()
	var edits []infer.Edit
	for block := 1; block <= 3; block++ {
		edits = append(edits, infer.Edit{Tap: fmt.Sprintf("stage%d.block%d.%s", k.stage, block, k.kind), Channel: channel, Op: infer.Scale})
	}
	return run(t, e, &protocol.Show{Run: 99, Edits: edits, Picture: protocol.Picture{Bytes: picture}}).Probabilities[class]
}

// The effect of a map is what the answer loses without it, by the definition;
// from then on tiles show the maps with the largest, also with edits, until
// there is another picture.
func TestEffects(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of runs on one thread: over a minute under the race detector")
	}
	e, other := loaded(t, "regnet-20-lstm"), loaded(t, "regnet-20-lstm")
	ship := file(t, "ship.jpg")
	whole := run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: ship}}).Probabilities
	class := slices.Index(whole, slices.Max(whole))
	off := []infer.Edit{{Tap: "stage2.block2.h", Channel: infer.AllChannels, Op: infer.Scale}}
	run(t, e, &protocol.Show{Run: 2, Edits: off, Picture: protocol.Picture{Bytes: ship}})
	e.style = protocol.Paint{Channel: protocol.PickTelling}
	o, h := rowKey{arch.KindO, 2}, rowKey{arch.KindH, 2}
	if r, err := e.row(o); err != nil || r.Telling {
		t.Errorf("before: %+v, %v", r, err)
	}
	reports := effectsOf(t, e, arch.KindO, arch.KindH)
	if len(reports) != 2 || reports[0].Left != 1 || reports[1].Left != 0 {
		t.Fatalf("%d reports", len(reports))
	}
	for i, k := range []rowKey{o, h} {
		r := reports[i]
		if r.Run != 2 || r.Kind != k.kind || len(r.Stages) != 3 {
			t.Fatalf("%+v", r)
		}
		for s, stage := range r.Stages {
			if len(stage.Channels) != 16<<s || len(stage.Drops) != 16<<s {
				t.Errorf("stage %d: %d maps were tried", s+1, len(stage.Channels))
			}
			for j := range stage.Drops[1:] {
				if math.Abs(float64(stage.Drops[j+1])) > math.Abs(float64(stage.Drops[j])) {
					t.Errorf("stage %d: %g after %g", s+1, stage.Drops[j+1], stage.Drops[j])
				}
			}
		}
		for _, j := range []int{0, 5, 31} {
			channel, drop := r.Stages[1].Channels[j], r.Stages[1].Drops[j]
			if want := whole[class] - edited(t, other, ship, k, channel, class); drop != want {
				t.Errorf("%v, channel %d: %g, want %g", k, channel, drop, want)
			}
		}
		if !e.learn(r) {
			t.Error("what is learnt is no news")
		}
		row, err := e.row(k)
		if err != nil || !row.Telling || row.Channels[0] != r.Stages[1].Channels[0] {
			t.Errorf("after: %+v, %v", row, err)
		}
	}
	if r, _ := e.row(rowKey{arch.KindI, 2}); r.Telling {
		t.Error("I tells what was learnt of O")
	}
	e.style.Maps, e.rows = 4, nil
	if r, _ := e.row(o); !slices.Equal(r.Channels, reports[0].Stages[1].Channels[:4]) {
		t.Errorf("four: %+v", r)
	}
	run(t, e, &protocol.Show{Run: 3, Picture: protocol.Picture{Bytes: ship}})
	if r, _ := e.row(o); !r.Telling {
		t.Error("an edit less, and what was learnt is lost")
	}
	run(t, e, &protocol.Show{Run: 4, Picture: protocol.Picture{Bytes: file(t, "frog.jpg")}})
	if r, _ := e.row(o); r.Telling {
		t.Error("what was learnt of one picture is told of the next")
	}
}

// A search that has used its time up gives what it has, of every stage as much.
func TestEffectsOfLargeNetworks(t *testing.T) {
	e := loaded(t, "resnet-20")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	a, err := e.ablate(1, &protocol.Ablate{Kinds: []arch.Kind{arch.KindO}})
	if err != nil {
		t.Fatal(err)
	}
	for range 1 + 3*5 + 1 { // the whole network, five maps of each stage, and one more
		if _, err := a.take(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	a.effects.spent = maxEffects + time.Second
	m, err := a.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for s, stage := range m.(*protocol.Effects).Stages {
		varied, _ := e.varied(rowKey{arch.KindO, s + 1})
		n := len(stage.Channels)
		tried := slices.Sorted(slices.Values(stage.Channels))
		if want := slices.Sorted(slices.Values(varied[:n])); n != 5 && (s > 0 || n != 6) || !slices.Equal(tried, want) {
			t.Errorf("stage %d: tried %v, the most varied are %v", s+1, tried, want)
		}
	}
	// Of four maps with one known effect, the others are the most varied.
	e.style = protocol.Paint{Channel: protocol.PickTelling, Maps: 4}
	varied, _ := e.varied(rowKey{arch.KindO, 1})
	last := varied[len(varied)-1]
	e.learn(&protocol.Effects{Kind: arch.KindO, Stages: []protocol.StageEffects{{Channels: []int{last}, Drops: []float32{1}}, {}, {}}})
	if r, _ := e.row(rowKey{arch.KindO, 1}); !slices.Equal(r.Channels, append([]int{last}, varied[:3]...)) || !r.Telling {
		t.Errorf("%+v", r)
	}
	if r, _ := e.row(rowKey{arch.KindO, 2}); r.Telling {
		t.Error("a stage of which nothing is known tells")
	}
}

// A network whose answer is no number has no maps that tell.
func TestEffectsOfNoNumber(t *testing.T) {
	e := loaded(t, "resnet-20")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	e.request.Input[0] = float32(math.NaN())
	for _, r := range effectsOf(t, e, arch.KindO) {
		for s, stage := range r.Stages {
			if len(stage.Channels) != 0 {
				t.Errorf("stage %d: %+v", s+1, stage)
			}
		}
	}
}

func BenchmarkEffects(b *testing.B) {
	e := loaded(b, "regnet-20-lstm")
	picture, err := samples.Files.ReadFile("ship.jpg")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := e.show(&protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: picture}}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		a, err := e.ablate(1, &protocol.Ablate{Kinds: []arch.Kind{arch.KindO}})
		for err == nil && a.left() > 0 {
			_, err = a.take(b.Context())
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
