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
	return &ablation{call: call, run: e.run, blocks: slices.Clone(m.Blocks), net: net, request: r}, nil
}

// beside is a network for runs that leave what is shown as it is: the one that
// gives the answers, unless that keeps values and plans on a graphics device,
// which many runs with edits would push out there. Then a second one on the
// processor, which gives the same within [infer.ToleranceGPU].
func (e *engine) beside() (infer.Network, error) {
	if !e.paints() {
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

// done reports whether everything asked for was answered.
func (a *ablation) done() bool { return len(a.blocks) == 0 }

// take works at an ablation for one run and reports what that has shown; nil for
// nothing yet. What ctx has interrupted is done by the next call.
func (a *ablation) take(ctx context.Context) (protocol.Message, error) {
	at := a.blocks[0]
	p, err := a.without(ctx, at, arch.KindH, infer.AllChannels)
	if err != nil {
		return nil, err
	}
	a.blocks = a.blocks[1:]
	return &protocol.WithoutH{Run: a.run, Reading: protocol.Reading{Stage: at.Stage, Block: at.Block, Probabilities: p}, Left: len(a.blocks)}, nil
}

// without is the answer without a channel of the map of a kind at a block.
func (a *ablation) without(ctx context.Context, at arch.Place, kind arch.Kind, channel int) ([]float32, error) {
	g := a.net.Graph()
	a.request.Edits = a.request.Edits[:0]
	if t, ok := g.TapAt(at, kind); ok {
		a.request.Edits = append(a.request.Edits, infer.Edit{Tap: t.Name, Channel: channel, Op: infer.Scale})
	}
	if err := a.net.Run(ctx, a.request); err != nil {
		return nil, err
	}
	p := make([]float32, len(a.request.Logits))
	infer.Softmax(p, a.request.Logits)
	return p, nil
}
