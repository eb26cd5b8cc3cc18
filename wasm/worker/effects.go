package worker

import (
	"context"
	"math"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// The bounds of the search for the maps with the largest effect, in each kind of
// map: so many maps of a stage, those that vary most over the picture, and so
// long, in runs alone. Networks for CIFAR have no more maps a stage than that,
// and so all are tried: the 112 of a kind of RegNet-20 (LSTM) take 0.46 s in
// Chromium and 0.11 s natively (BenchmarkEffects). Networks for ImageNet have up to 2,048, and take longer for
// each: of them every stage has as many tried as the time allows.
const (
	maxMaps    = 64
	maxEffects = 4 * time.Second
)

// effects is the search for the effects of the maps of one kind.
type effects struct {
	kind  arch.Kind
	class int         // the answer
	whole float32     // its probability
	tries [][]int     // by stage: channels, those first that vary most
	drops [][]float32 // by stage, as far as they are known
	spent time.Duration
}

// beginEffects runs the network as it is, to learn its answer and which maps
// vary.
func (a *ablation) beginEffects(ctx context.Context, kind arch.Kind) (*effects, error) {
	g := a.net.Graph()
	var taps []string
	for _, t := range g.Taps() {
		if t.Kind == kind && t.Place.Inside() {
			taps = append(taps, t.Name)
		}
	}
	r, err := infer.NewRequest(g, 1, taps...)
	if err != nil {
		return nil, err
	}
	r.Input = a.request.Input
	if err := a.net.Run(ctx, r); err != nil {
		return nil, err
	}
	f := &effects{kind: kind}
	p := make([]float32, len(r.Logits))
	infer.Softmax(p, r.Logits)
	for c, v := range p {
		if v > p[f.class] {
			f.class = c
		}
	}
	f.whole = p[f.class]
	sums := make([][]float64, len(g.Record.Blocks))
	for _, name := range taps {
		t, _ := g.Tap(name)
		sums[t.Place.Stage-1] = addVariances(sums[t.Place.Stage-1], t, r.Taps[name])
	}
	f.drops = make([][]float32, len(sums))
	for _, s := range sums {
		order := descending(s)
		if nonFinite(f.whole) {
			order = nil
		}
		f.tries = append(f.tries, order[:min(len(order), maxMaps)])
	}
	return f, nil
}

// next is the stage whose next map is tried: all stages have the same number
// tried, as far as they have so many.
func (f *effects) next() (stage int, ok bool) {
	for s := range f.tries {
		if len(f.drops[s]) < len(f.tries[s]) && (!ok || len(f.drops[s]) < len(f.drops[stage])) {
			stage, ok = s, true
		}
	}
	return stage, ok && f.spent < maxEffects
}

// try takes out the next map of a stage.
func (f *effects) try(ctx context.Context, a *ablation, stage int) error {
	start := time.Now()
	g, channel := a.net.Graph(), f.tries[stage][len(f.drops[stage])]
	a.request.Edits = a.request.Edits[:0]
	for block := 1; block <= g.Record.Blocks[stage]; block++ {
		if t, ok := g.TapAt(arch.Place{Stage: stage + 1, Block: block}, f.kind); ok {
			a.request.Edits = append(a.request.Edits, infer.Edit{Tap: t.Name, Channel: channel, Op: infer.Scale})
		}
	}
	p, err := a.answer(ctx)
	if err != nil {
		return err
	}
	f.drops[stage] = append(f.drops[stage], f.whole-p[f.class])
	f.spent += time.Since(start)
	return nil
}

// stages are the effects that are known, the largest of each stage first.
func (f *effects) stages() []protocol.StageEffects {
	out := make([]protocol.StageEffects, len(f.drops))
	for s, drops := range f.drops {
		sizes := make([]float64, len(drops))
		for i, d := range drops {
			sizes[i] = math.Abs(float64(d)) // NaN comes last
		}
		for _, i := range descending(sizes) {
			out[s].Channels = append(out[s].Channels, f.tries[s][i])
			out[s].Drops = append(out[s].Drops, drops[i])
		}
	}
	return out
}
