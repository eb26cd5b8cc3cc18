package learn

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
)

// small has every kind of parameter.
func small(t *testing.T) *arch.Graph {
	t.Helper()
	g, err := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4, 8}, Blocks: []int{1, 2},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorGRU, SE: 4, Classes: 3,
	}.Build(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// A seed gives the weights that it gave the runs of earlier versions.
func TestInit(t *testing.T) {
	g := small(t)
	s := Init(g, 7)
	for name, want := range map[string][2]float32{
		"conv0.weight":                      {0.335088, 0.090755306},
		"stage1.cell.gates.z.fuse.weight":   {-0.4744852, 0.2709699},
		"stage2.cell.gates.h.conv.weight":   {0.1270508, -0.23842074},
		"stage2.block1.se.fc1.weight":       {0.38389176, 0.023791311},
		"stage2.block1.proj.weight":         {-0.087773785, 0.82088304},
		"fc.weight":                         {0.35590217, -0.22895323},
		"fc.bias":                           {0, 0},
		"stage1.cell.gates.r.conv.bias":     {0, 0},
		"stage2.block1.bn_mix.weight":       {1, 1},
		"stage2.block1.bn_h.bias":           {0, 0},
		"stage2.block2.bn2.running_var":     {1, 1},
		"stage1.block1.bn_mix.running_mean": {0, 0},
	} {
		if got := [2]float32{s[name][0], s[name][len(s[name])-1]}; got != want {
			t.Errorf("%s begins and ends with %v, want %v", name, got, want)
		}
	}
	if len(s) != len(g.Params()) || CheckState(g, s) != nil {
		t.Errorf("%d tensors for %d parameters, %v", len(s), len(g.Params()), CheckState(g, s))
	}
	if !maps.EqualFunc(s, Init(g, 7), slices.Equal[[]float32]) {
		t.Error("the same seed gives other weights")
	}
	if slices.Equal(s["conv0.weight"], Init(g, 8)["conv0.weight"]) {
		t.Error("another seed gives the same weights")
	}
}

func TestCheckState(t *testing.T) {
	g := small(t)
	for want, change := range map[string]func(State){
		"no fc.weight":                  func(s State) { delete(s, "fc.weight") },
		"conv0.weight has 3 values":     func(s State) { s["conv0.weight"] = make([]float32, 3) },
		"bn0.bias holds":                func(s State) { s["bn0.bias"][1] = float32(math.NaN()) },
		"momentum/fc.bias has 4 values": func(s State) { s[PrefixMomentum+"fc.bias"] = make([]float32, 4) },
		"ema/fc.bias holds a value that is no": func(s State) {
			s[PrefixEMA+"fc.bias"] = []float32{0, 0, float32(math.Inf(-1))}
		},
	} {
		s := Init(g, 1)
		change(s)
		if err := CheckState(g, s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	s := Init(g, 1)
	s[PrefixMomentum+"fc.bias"], s["meters"] = make([]float32, 3), nil
	if err := CheckState(g, s); err != nil {
		t.Error(err)
	}
}

// A state is a source of weights: its own or, where there is one, the average.
func TestSource(t *testing.T) {
	g := small(t)
	s := Init(g, 1)
	s[PrefixEMA+"fc.bias"] = []float32{1, 2, 3}
	for average, want := range map[bool]float32{false: 0, true: 2} {
		src := Source(g, s, average)
		data, shape, err := src.Float32("fc.bias")
		if err != nil || data[1] != want || !slices.Equal(shape, []int{3}) {
			t.Errorf("average %v: %v, %v, %v", average, data, shape, err)
		}
		for _, op := range g.Ops {
			for _, p := range op.Params() {
				if _, shape, err := src.Float32(p.Name); err != nil || !slices.Equal(shape, p.Shape) {
					t.Error(p.Name, shape, err)
				}
			}
		}
		if _, _, err := src.Float32("fc.bise"); err == nil {
			t.Error("a name that there is not has no error")
		}
	}
	if p := Parameters(g, s); len(p) != len(g.Params()) || p["fc.bias"][0] != 1 || p["conv0.weight"][0] != s["conv0.weight"][0] {
		t.Errorf("the parameters to be used are %v", p["fc.bias"])
	}
}
