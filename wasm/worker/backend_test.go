package worker

import (
	"context"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/gonum"
	"regnetlens/wasm/protocol"
)

// Both backends on the processor time every operation once.
func TestTime(t *testing.T) {
	for _, word := range []string{protocol.SIMD, protocol.Reference} {
		e := &engine{backend: processor(word)}
		loadInto(t, e, "regnet-20-lstm")
		run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
		r, err := e.time()
		if err != nil {
			t.Fatal(err)
		}
		if r.Backend != word || len(r.Operations) != len(e.net.Graph().Ops) {
			t.Errorf("%s: %d operations timed of %d, on %s", word, len(r.Operations), len(e.net.Graph().Ops), r.Backend)
		}
		for name, ms := range r.Operations {
			if ms < 0 {
				t.Errorf("%s: %s takes %v ms", word, name, ms)
			}
		}
		if r.Operations["stage1.block1.conv1"] <= 0 {
			t.Errorf("%s: a convolution takes no time", word)
		}
	}
}

// wrong is the reference with its first logit and a tap off by one.
type wrong struct{ infer.Backend }

type wrongNetwork struct{ infer.Network }

func (w wrong) New(g *arch.Graph, src infer.Source, o infer.Options) (infer.Network, error) {
	n, err := w.Backend.New(g, src, o)
	return wrongNetwork{n}, err
}

func (n wrongNetwork) Run(ctx context.Context, r *infer.Request) error {
	err := n.Network.Run(ctx, r)
	r.Logits[0]++
	r.Taps["stage2.block2.h"][5] += 1
	return err
}

func TestVerify(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	taps := []string{"stage1.block1.o", "stage2.block2.h"}
	if _, err := e.verify(gonum.Backend{}, taps); err == nil {
		t.Error("verified without a picture")
	}
	run(t, e, &protocol.Show{Run: 4, Taps: taps, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	m, err := e.verify(gonum.Backend{}, taps)
	if err != nil {
		t.Fatal(err)
	}
	if m.Run != 4 || m.Backend != protocol.SIMD || m.With != protocol.Reference || m.Logits > m.Tolerance || m.Taps > m.Tolerance || m.Taps == 0 {
		t.Errorf("%+v", m)
	}
	m, err = e.verify(wrong{gonum.Backend{}}, taps)
	if err != nil {
		t.Fatal(err)
	}
	if m.Logits < m.Tolerance || m.Taps < m.Tolerance || m.Worst != "stage2.block2.h" {
		t.Errorf("wrong numbers pass: %+v", m)
	}
}

var _ painting = (*painter)(nil)

// painter is a network that draws its maps itself.
type painter struct {
	infer.Network
	painted, asked []string
	has            map[string][]float32
}

func (p *painter) Show(ctx context.Context, r *infer.Request, taps []string) error {
	p.painted = taps
	all, err := infer.NewRequest(p.Graph(), 1, taps...)
	if err != nil {
		return err
	}
	copy(all.Input, r.Input)
	if err := p.Network.Run(ctx, all); err != nil {
		return err
	}
	p.has = all.Taps
	return p.Network.Run(ctx, r)
}

func (p *painter) Resident(_ context.Context, tap string, dst []float32) (bool, error) {
	p.asked = append(p.asked, tap)
	return copy(dst, p.has[tap]) > 0, nil
}

// What a network has painted is fetched from it once; what it has not is
// computed.
func TestPaintingNetwork(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	p := &painter{Network: e.net}
	e.net = p
	taps := []string{"stage1.block1.o", "stage2.block2.h"}
	r := run(t, e, &protocol.Show{Run: 1, Taps: taps, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	if len(p.painted) != 2 || len(r.Readout) == 0 {
		t.Errorf("%d maps painted, %d readings", len(p.painted), len(r.Readout))
	}
	want := loaded(t, "regnet-20-lstm")
	run(t, want, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	for range 2 {
		for _, name := range append(taps, "stage1.block2.gate_f") {
			_, got, err := e.at(name)
			if err != nil {
				t.Fatal(err)
			}
			_, all, err := want.at(name)
			if err != nil {
				t.Fatal(err)
			}
			if d := maxRelativeError(got, all); d != 0 {
				t.Errorf("%s is off by %v", name, d)
			}
		}
	}
	if len(p.asked) != 3 {
		t.Errorf("asked for what is resident: %q", p.asked)
	}
}
