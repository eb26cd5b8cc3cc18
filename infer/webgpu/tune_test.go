//go:build js

package webgpu

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/gonum"
	"regnetlens/infer/internal/conform"
	"regnetlens/infer/webgpu/kernels"
)

// Networks of every cell are tuned, and a table kept from before is used as it
// is, whatever it says.
func TestTune(t *testing.T) {
	for _, kind := range []arch.Regulator{arch.RegulatorNone, arch.RegulatorRNN, arch.RegulatorGRU, arch.RegulatorLSTM} {
		t.Run(string(kind), func(t *testing.T) {
			r := twin[0]
			r.Regulator = kind
			g := build(t, r)
			table := Table{}
			e := open(t, Options{Table: table})
			e.tuningTime = time.Minute // a busy machine measures little in 200 ms
			tuned := func(e *Engine) map[string]string {
				n, err := e.NewNetwork(t.Context(), g, conform.Random(g, 1), infer.Options{})
				if err != nil {
					t.Fatal(err)
				}
				defer n.Close()
				chosen := map[string]string{}
				for _, l := range n.layers {
					if l, ok := l.(tunable); ok {
						chosen[l.signature()] = l.kernels()[0].Name
					}
				}
				return chosen
			}
			first := tuned(e)
			measured := table[e.Adapter().String()]
			if len(measured) == 0 {
				t.Fatal("nothing was measured")
			}
			for sig, name := range measured {
				if first[sig] != name {
					t.Errorf("%s: %s was faster, %s is used", sig, name, first[sig])
				}
			}
			b, err := json.Marshal(table)
			if err != nil {
				t.Fatal(err)
			}
			var kept Table
			if err := json.Unmarshal(b, &kept); err != nil {
				t.Fatal(err)
			}
			for sig := range kept[e.Adapter().String()] {
				kept[e.Adapter().String()][sig] = "conv_direct"
				break
			}
			again := open(t, Options{Table: kept})
			for sig, name := range tuned(again) {
				if want := kept[e.Adapter().String()][sig]; want == "conv_direct" && sig[:4] == "conv" && name != want {
					t.Errorf("%s: the table says %s, %s is used", sig, want, name)
				}
			}
		})
	}
}

// Kernels that lose bits give way when a network's numbers suffer: here one
// computes wrong numbers for certain.
func TestRoughKernelsGiveWay(t *testing.T) {
	wrong := kernels.Convs[slices.IndexFunc(kernels.Convs, func(k *kernels.Kernel) bool { return k.Rough() && k.Filter != nil })]
	right := wrong.Filter
	wrong.Filter = slices.Clone(right)
	wrong.Filter[1] = [3]float64{1, 0, 0}
	t.Cleanup(func() { wrong.Filter = right })

	g := build(t, twin[0])
	src := conform.Random(g, 1)
	layers, err := newLayers(g, src)
	if err != nil {
		t.Fatal(err)
	}
	e := open(t, Options{Reference: gonum.Backend{}, Table: Table{}})
	chosen := map[string]string{}
	e.o.Table[e.Adapter().String()] = chosen
	for _, l := range layers {
		if c, ok := l.(*conv); ok && slices.Contains(c.candidates(), plain(wrong)) {
			chosen[c.signature()] = wrong.Name
		}
	}
	if len(chosen) == 0 {
		t.Fatal("no layer has a rough kernel")
	}
	n, err := e.NewNetwork(t.Context(), g, src, infer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	for _, l := range n.layers {
		if c, ok := l.(*conv); ok && c.kernel.Rough() {
			t.Errorf("%s still uses %s", c.signature(), c.kernel.Name)
		}
	}
	for sig, name := range chosen {
		if name == wrong.Name {
			t.Errorf("the table still has %s for %s", name, sig)
		}
	}
}
