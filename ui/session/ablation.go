package session

import (
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// ablation is what becomes of a network's answer to a picture when a part of the
// network is taken out. It is of the network as it is: the reader's edits change
// nothing about it, so that it is asked once a picture, and stays on the page
// while edits are tried.
type ablation struct {
	picture  int                      // Picture.identity
	withoutH map[arch.Place][]float32 // the answer, with H off at that block alone
	effects  map[arch.Kind][]protocol.StageEffects
}

func newAblation(p *Picture) *ablation {
	return &ablation{p.identity(), map[arch.Place][]float32{}, map[arch.Kind][]protocol.StageEffects{}}
}

// knows reports whether the effects of a kind of map are known for a run.
func (d *Slot) knows(run int, kind arch.Kind) bool {
	seen := d.seen(run)
	return seen != nil && seen.ablation != nil && seen.ablation.effects[kind] != nil
}

// ablate asks for what is not known of it yet, in the background: when both
// networks have answered and nothing more urgent waits, for pictures that rest. On
// two cores everything of the pair that the page opens with, 461 runs, was there
// 2.5 s after the answer (wasm/browsertest, TestTiles).
// A new picture, or a change of the edits, ends the question; what had come by
// then is kept for the latter.
func (d *Slot) ablate() {
	s := d.session
	if s.Moving() || d.ablation == nil {
		return
	}
	for _, other := range s.Slots {
		if other.Busy() && other.Phase != Broken {
			return
		}
	}
	m := &protocol.Ablate{}
	for _, at := range d.withH() {
		if _, known := d.ablation.withoutH[at]; !known {
			m.Blocks = append(m.Blocks, at)
		}
	}
	for _, kind := range []arch.Kind{arch.KindO, arch.KindI, arch.KindH} { // as the reader looks at them
		if shown := slices.ContainsFunc(s.allRows(), func(r Row) bool { return r.Slot == d && r.Kind == kind }); shown && !d.knows(d.Run, kind) {
			m.Kinds = append(m.Kinds, kind)
		}
	}
	if len(m.Blocks)+len(m.Kinds) == 0 {
		return
	}
	d.ask(key{topic: toAblate}, d.Run, m, func(m protocol.Message, err error) {
		if err == nil { // without it the page is as useful
			d.keep(m)
		}
	})
}

// Effect is what the probability of the slot's answer to the picture on the page
// loses when one map is zero in all blocks of a stage: a channel, from 0, of a
// kind of map. Below zero the answer gains by it. It is that of the network as it
// is, whatever edits are on. False where it is not known: in the background, H off
// comes first, and of stages with very many maps only those that vary most are
// tried. Part of [Ablated].
func (d *Slot) Effect(kind arch.Kind, stage, channel int) (drop float32, ok bool) {
	if d.Result == nil || d.ablation == nil || stage < 1 || stage > len(d.ablation.effects[kind]) {
		return 0, false
	}
	known := d.ablation.effects[kind][stage-1]
	at := slices.Index(known.Channels, channel)
	if at < 0 {
		return 0, false
	}
	return known.Drops[at], true
}

// withH are the blocks of the slot's network that have an H.
func (d *Slot) withH() []arch.Place {
	var out []arch.Place
	for _, at := range d.session.Columns() {
		if _, ok := d.TapAt(at, arch.KindH); ok {
			out = append(out, at)
		}
	}
	return out
}

// WithoutH is the slot's answer to the picture on the page with H off at one
// block alone: the probabilities of the model's classes, in their order. It is
// that of the network as it is, whatever edits are on, to be read beside AsItIs.
// False where the block has no H, and while it is not known yet: the blocks come
// one by one after the answer. Part of [Ablated].
func (d *Slot) WithoutH(at arch.Place) (probabilities []float32, ok bool) {
	if d.Result == nil || d.ablation == nil {
		return nil, false
	}
	probabilities, ok = d.ablation.withoutH[at]
	return probabilities, ok
}

// AsItIs is the slot's answer to the picture on the page without any edits, as
// WithoutH gives it; false before there is one.
func (d *Slot) AsItIs() (probabilities []float32, ok bool) {
	switch {
	case d.Result == nil:
		return nil, false
	case d.Result.Unedited != nil:
		return d.Result.Unedited, true
	}
	return d.Result.Probabilities, true
}

// TopWithoutH is the number of the likeliest class with H off at a block alone,
// and whether it is another than that of AsItIs; false where one of both is not
// known, or is no number.
func (d *Slot) TopWithoutH(at arch.Place) (class int, changed, ok bool) {
	without, known := d.WithoutH(at)
	whole, answered := d.AsItIs()
	if !known || !answered {
		return 0, false, false
	}
	class, ok = likeliest(without)
	was, okWas := likeliest(whole)
	return class, class != was, ok && okWas
}

// CountWithoutH counts the blocks that have an H, those of them whose answer
// without it is known, and those that change the answer when it is off there
// alone. The sum is complete when known is blocks.
func (d *Slot) CountWithoutH() (changed, known, blocks int) {
	for _, at := range d.withH() {
		blocks++
		if _, other, ok := d.TopWithoutH(at); ok {
			known++
			if other {
				changed++
			}
		}
	}
	return changed, known, blocks
}
