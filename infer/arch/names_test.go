package arch

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"
)

// What stands on disk and in addresses stays what it is.
func TestKindNames(t *testing.T) {
	for _, c := range []struct {
		kind         Kind
		name, letter string
		act          Act
		gate, state  bool
	}{
		{KindStem, "stem", "stem", ReLU, false, false},
		{KindPool, "pool", "pool", ReLU, false, false},
		{KindI, "i", "i", ReLU, false, false},
		{KindH, "h", "h", ReLU, false, true},
		{KindC, "c", "c", Linear, false, true},
		{KindMix, "mix", "mix", ReLU, false, false},
		{KindResidual, "residual", "residual", Linear, false, false},
		{KindO, "o", "o", ReLU, false, false},
		{KindGateI, "gate_i", "i", Sigmoid, true, false},
		{KindGateF, "gate_f", "f", Sigmoid, true, false},
		{KindGateO, "gate_o", "o", Sigmoid, true, false},
		{KindGateG, "gate_g", "g", Tanh, true, false},
		{KindGateZ, "gate_z", "z", Sigmoid, true, false},
		{KindGateR, "gate_r", "r", Sigmoid, true, false},
		{KindGateH, "gate_h", "h", Tanh, true, false},
		{KindGAP, "gap", "gap", ReLU, false, false},
	} {
		if c.kind.String() != c.name || c.kind.Letter() != c.letter {
			t.Errorf("%d is called %s, %s", c.kind, c.kind, c.kind.Letter())
		}
		if got, err := ParseKind(c.name); err != nil || got != c.kind {
			t.Errorf("%s read as %s, %v", c.name, got, err)
		}
		if c.kind.Act() != c.act || c.kind.Gate() != c.gate || c.kind.State() != c.state {
			t.Errorf("%s: %d, %v, %v", c.name, c.kind.Act(), c.kind.Gate(), c.kind.State())
		}
		if in := slices.Contains(GateKinds, c.kind); in != c.gate {
			t.Errorf("%s is listed as a gate: %v", c.name, in)
		}
	}
	for _, bad := range []string{"I", "gate_", "gate_c", "gates", "h ", "stem2"} {
		if k, err := ParseKind(bad); err == nil {
			t.Errorf("%q read as %s", bad, k)
		}
	}
	b, err := json.Marshal(map[string]Kind{"kind": KindGateF})
	if want := `{"kind":"gate_f"}`; err != nil || string(b) != want {
		t.Errorf("%s, %v, want %s", b, err, want)
	}
	var back map[string]Kind
	if err := json.Unmarshal(b, &back); err != nil || back["kind"] != KindGateF {
		t.Errorf("%v, %v", back, err)
	}
}

func TestActs(t *testing.T) {
	for act, c := range map[Act]struct {
		low, high, of float64 // of: at x = −0.5
		signed        bool
	}{
		Linear:  {math.Inf(-1), math.Inf(1), -0.5, true},
		ReLU:    {0, math.Inf(1), 0, false},
		Sigmoid: {0, 1, 0.3775406687981454, false},
		Tanh:    {-1, 1, -0.46211715726000973, true},
	} {
		if low, high := act.Range(); low != c.low || high != c.high || act.Signed() != c.signed {
			t.Errorf("%d is within %g to %g, signed %v", act, low, high, act.Signed())
		}
		if got := act.Of(-0.5); math.Abs(got-c.of) > 1e-15 {
			t.Errorf("%d of −0.5 is %g, want %g", act, got, c.of)
		}
		for _, x := range []float64{-2, -0.5, 0.25, 3} { // against a difference quotient
			const h = 1e-6
			if d := (act.Of(x+h) - act.Of(x-h)) / (2 * h); math.Abs(act.Slope(act.Of(x))-d) > 1e-8 {
				t.Errorf("the slope of %d at %g is %g, want %g", act, x, act.Slope(act.Of(x)), d)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	for text, want := range map[string]Place{"1.1": {1, 1}, "12.34": {12, 34}, "2.0": {Stage: 2}} {
		if p, err := ParsePlace(text); err != nil || p != want || p.String() != text {
			t.Errorf("%s read as %v, %v", text, p, err)
		}
	}
	for _, bad := range []string{"", "2", "2.", ".1", "0.1", "-1.2", "1.-2", "1.2.3", "01.2", "+1.2", "a.b", "99999999999999999999.1"} {
		if p, err := ParsePlace(bad); err == nil {
			t.Errorf("%q read as %v", bad, p)
		}
	}
	order := []Place{{}, {1, 1}, {1, 2}, {1, 10}, {2, 1}}
	shuffled := []Place{order[3], order[1], order[4], order[0], order[2]}
	if slices.SortFunc(shuffled, Place.Compare); !slices.Equal(shuffled, order) {
		t.Errorf("order %v, want %v", shuffled, order)
	}
	if order[0].Inside() || !order[1].Inside() {
		t.Error("what is inside the stages is told wrongly")
	}
}

func TestRegulatorNames(t *testing.T) {
	for r, want := range map[Regulator]string{RegulatorNone: "none", RegulatorRNN: "rnn", RegulatorGRU: "gru", RegulatorLSTM: "lstm"} {
		if got, err := ParseRegulator(want); err != nil || got != r || r.String() != want {
			t.Errorf("%s read as %s, %v", want, got, err)
		}
	}
	_, err := Parse([]byte(`{"stem":"cifar","stem_width":8,"block":"basic","widths":[8],"blocks":[1],"classes":3,"regulator":"transformer"}`))
	var fe *FieldError
	if !errors.As(err, &fe) || fe.Field != "regulator" {
		t.Errorf("an unknown regulator: %v", err)
	}
}

// A tap's name is made of its place and kind, and stands for no other.
func TestTapNames(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range []Record{cifar(2, RegulatorLSTM), imageNet50(RegulatorGRU), imageNet50(RegulatorNone)} {
		g, err := r.Build(32, 32)
		if err != nil {
			t.Fatal(err)
		}
		clear(seen)
		for _, tap := range g.Taps() {
			if tap.Name != tapName(tap.Place, tap.Kind) || seen[tap.Name] {
				t.Errorf("%s is the tap of %v, %s", tap.Name, tap.Place, tap.Kind)
			}
			seen[tap.Name] = true
			if got, ok := g.TapAt(tap.Place, tap.Kind); !ok || got != tap {
				t.Errorf("at %v, %s there is %v", tap.Place, tap.Kind, got)
			}
			if tap.Name == "stage2.block2.h" && Peers(g.Ops[g.Values[tap.Value].First]) != "stage2 cell" || tap.Kind == KindStem && Peers(g.Ops[0]) != "conv0" {
				t.Errorf("%s is made by one of %s", tap.Name, Peers(g.Ops[g.Values[tap.Value].First]))
			}
			if op := g.Ops[g.Values[tap.Value].First]; op.At() != tap.Place {
				t.Errorf("%s is made by %s at %v", tap.Name, op.Name(), op.At())
			}
		}
	}
}

// The roles of a network with everything, by its parameters' names.
func TestRoles(t *testing.T) {
	g, err := with(cifar(2, RegulatorLSTM), func(r *Record) { r.SE = 4 }).Build(32, 32)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Role{
		"conv0.weight": ConvWeight, "bn0.weight": NormWeight, "bn0.bias": NormBias,
		"bn0.running_mean": NormMean, "bn0.running_var": NormVar,
		"stage1.cell.gates.i.fuse.weight": GateFuse, "stage1.cell.gates.i.conv.weight": GateWeight, "stage1.cell.gates.i.conv.bias": GateBias,
		"stage2.block1.proj.weight": ConvWeight, "stage2.block1.bn_h.weight": NormWeight,
		"stage1.block1.se.fc1.weight": SEWeight, "stage1.block1.se.fc2.bias": SEBias,
		"fc.weight": DenseWeight, "fc.bias": DenseBias,
	}
	for _, p := range g.Params() {
		if role, ok := want[p.Name]; ok && p.Role != role {
			t.Errorf("%s has role %d, want %d", p.Name, p.Role, role)
		} else if p.Role == 0 {
			t.Errorf("%s has no role", p.Name)
		}
		delete(want, p.Name)
		if p.Role.Trained() == (p.Role == NormMean || p.Role == NormVar) || p.Role.Classifier() != (p.Role >= DenseWeight) {
			t.Errorf("%s: trained %v, classifier %v", p.Name, p.Role.Trained(), p.Role.Classifier())
		}
	}
	if len(want) > 0 {
		t.Errorf("there is no %v", want)
	}
}
