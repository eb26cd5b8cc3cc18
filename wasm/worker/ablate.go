package worker

import (
	"context"
	"slices"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/cpu"
	"regnetlens/wasm/protocol"
)

// ablation is an Ablate that is being worked at: one run of the network for each
// part that is taken out.
type ablation struct {
	call    int // that it answers
	run     int
	blocks  []arch.Place // whose H is still to be switched off
	kinds   []arch.Kind  // whose maps are still to be taken out
	effects *effects     // of the first of kinds; nil before it is begun
	net     infer.Network
	request *infer.Request
}

// ablate begins to work at an Ablate.
func (e *engine) ablate(call int, m *protocol.Ablate) (*ablation, error) {
	switch {
	case e.net == nil:
		return nil, errNoNetwork
	case e.run == 0:
		return nil, errNoPicture
	}
	net, err := e.beside()
	if err != nil {
		return nil, err
	}
	r, err := infer.NewRequest(net.Graph(), 1)
	if err != nil {
		return nil, err
	}
	r.Input = e.request.Input
	return &ablation{call: call, run: e.run, blocks: slices.Clone(m.Blocks), kinds: slices.Clone(m.Kinds), net: net, request: r}, nil
}

// beside is a network for many runs that leave what is shown as it is: the one
// that gives the answers where that is SIMD's. Otherwise it is a second one:
// a graphics device keeps values and plans, which runs with edits would push out
// there, and the reference is slow. Their answers are the same within
// [infer.ToleranceGPU].
func (e *engine) beside() (infer.Network, error) {
	if _, simd := e.backend.(cpu.Backend); simd || e.backend == nil {
		return e.net, nil
	}
	if e.second == nil {
		net, err := cpu.Backend{}.New(e.net.Graph(), e.weights, infer.Options{Threads: 1})
		if err != nil {
			return nil, err
		}
		e.second = net
	}
	return e.second, nil
}

// left is how many reports are still to come.
func (a *ablation) left() int { return len(a.blocks) + len(a.kinds) }

// take works at an ablation for one run and reports what that has shown; nil for
// nothing yet. What ctx has interrupted is done by the next call.
func (a *ablation) take(ctx context.Context) (protocol.Message, error) {
	switch {
	case len(a.blocks) > 0:
		return a.takeBlock(ctx)
	case a.effects == nil:
		var err error
		a.effects, err = a.beginEffects(ctx, a.kinds[0])
		return nil, err
	}
	if stage, ok := a.effects.next(); ok {
		return nil, a.effects.try(ctx, a, stage)
	}
	a.kinds = a.kinds[1:]
	m := &protocol.Effects{Run: a.run, Kind: a.effects.kind, Stages: a.effects.stages(), Left: a.left()}
	a.effects = nil
	return m, nil
}

// takeBlock switches the H of the next block off.
func (a *ablation) takeBlock(ctx context.Context) (protocol.Message, error) {
	at := a.blocks[0]
	a.request.Edits = a.request.Edits[:0]
	if t, ok := a.net.Graph().TapAt(at, arch.KindH); ok {
		a.request.Edits = append(a.request.Edits, infer.Edit{Tap: t.Name, Channel: infer.AllChannels, Op: infer.Scale})
	}
	p, err := a.answer(ctx)
	if err != nil {
		return nil, err
	}
	a.blocks = a.blocks[1:]
	return &protocol.WithoutH{Run: a.run, Reading: protocol.Reading{Stage: at.Stage, Block: at.Block, Probabilities: p}, Left: a.left()}, nil
}

// answer runs the network with the edits of the request.
func (a *ablation) answer(ctx context.Context) ([]float32, error) {
	if err := a.net.Run(ctx, a.request); err != nil {
		return nil, err
	}
	p := make([]float32, len(a.request.Logits))
	infer.Softmax(p, a.request.Logits)
	return p, nil
}

// learn takes in the effects of a kind of map: from here on its tiles show the
// maps with the largest. It reports whether that is news to them.
func (e *engine) learn(m *protocol.Effects) bool {
	if e.effects == nil {
		e.effects = map[arch.Kind][]protocol.StageEffects{}
	}
	e.effects[m.Kind] = m.Stages
	if e.style.Channel != protocol.PickTelling {
		return false
	}
	for stage := range m.Stages {
		k := rowKey{m.Kind, stage + 1}
		before := e.rows[k]
		delete(e.rows, k)
		if r, err := e.row(k); err == nil && before != nil && !slices.Equal(r.Channels, before.Channels) {
			e.ends.forget(protocol.EndOf(m.Kind, k.stage))
		}
	}
	return true
}
