package results

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
)

// sample is a small report, as the build may write it.
func sample() Report {
	at := func(block int) arch.Place { return arch.Place{Stage: 3, Block: block} }
	return Report{
		Tables: []Table{{Number: "III", Networks: []Network{
			{ID: "resnet-20", Title: "ResNet-20", Depth: 20, Whole: true, Parameters: 272474, Paper: [2]float64{91.62, 68.28}, Sweep: [2]string{"table3-cifar10", "table3-cifar100"}},
			{ID: "regnet-20-gru", Title: "RegNet-20 (GRU)", Regulator: "gru", Depth: 20, Whole: true, Plain: "resnet-20", Parameters: 310106, Paper: [2]float64{92.58, 0}},
		}}},
		Early: []Early{{Network: "resnet-20", Title: "ResNet-20", Points: []Point{{at(1), 55.6}, {at(2), 67.9}}}},
		Runs: []Run{
			{Network: "resnet-20", Title: "ResNet-20", Sweep: "short", Data: "CIFAR-10", Seed: 2, Epochs: 10, Parameters: 272474, Pictures: 200, Right: 160, Early: []Point{{at(1), 40}, {at(2), 80}}},
			{Network: "resnet-20", Title: "ResNet-20", Sweep: "short", Data: "CIFAR-10", Seed: 1, Epochs: 10, Parameters: 272474, Pictures: 200, Right: 164, Early: []Point{{at(1), 50}, {at(2), 82}}},
			{Network: "resnet-20", Title: "ResNet-20", Sweep: "long", Data: "CIFAR-10", Seed: 1, Epochs: 164, Parameters: 272474, Pictures: 263, Right: 81},
			{Network: "resnet-20", Title: "ResNet-20", Sweep: "long", Data: "CIFAR-100", Seed: 1, Epochs: 164, Parameters: 272474, Pictures: 100, Right: 70},
		},
		Comparisons: []Comparison{{Sweep: "short", Data: "CIFAR-10", Network: "RegNet-20 (GRU)", Plain: "ResNet-20", Seeds: 1, Epochs: 10, Gain: -0.75, Low: -1.26, High: -0.24, P: 0.005}},
	}
}

func TestRead(t *testing.T) {
	want := sample()
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(b)
	if err != nil || len(got.Runs) != 4 || got.Tables[0].Networks[1].Plain != "resnet-20" || got.Early[0].Points[1].Place != (arch.Place{Stage: 3, Block: 2}) {
		t.Fatalf("%+v, %v", got, err)
	}
}

// Whatever is not as the build writes it is refused, and the reason names it.
func TestReadRefuses(t *testing.T) {
	for reason, spoil := range map[string]func(*Report){
		"no tables":                              func(r *Report) { r.Tables = nil },
		`table "" has 2`:                         func(r *Report) { r.Tables[0].Number = "" },
		`table "III" has 0`:                      func(r *Report) { r.Tables[0].Networks = nil },
		"resnet-20 stands there twice":           func(r *Report) { r.Tables[0].Networks[1].ID = "resnet-20" },
		"row 2: it has no name":                  func(r *Report) { r.Tables[0].Networks[1].Title = "" },
		`no regulator "mlp"`:                     func(r *Report) { r.Tables[0].Networks[1].Regulator = "mlp" },
		"20 layers, 0 parameters":                func(r *Report) { r.Tables[0].Networks[0].Parameters = 0 },
		"0 layers":                               func(r *Report) { r.Tables[0].Networks[0].Depth = 0 },
		"the paper has 101 %":                    func(r *Report) { r.Tables[0].Networks[0].Paper[1] = 101 },
		`early answers 1: of "" there`:           func(r *Report) { r.Early[0].Title = "" },
		`of "ResNet-20" there are 0`:             func(r *Report) { r.Early[0].Points = nil },
		"block 3.1 stands behind 3.2":            func(r *Report) { slices.Reverse(r.Early[0].Points) },
		"block 0.1":                              func(r *Report) { r.Early[0].Points[0].Place = arch.Place{Block: 1} },
		"-1 % right after block 3.1":             func(r *Report) { r.Early[0].Points[0].Right = -1 },
		"run 1: it has no network":               func(r *Report) { r.Runs[0].Network = "" },
		`run 2: there is no data set "x"`:        func(r *Report) { r.Runs[1].Data = "x" },
		"seed -1, 10 epochs":                     func(r *Report) { r.Runs[0].Seed = -1 },
		"seed 2, 0 epochs":                       func(r *Report) { r.Runs[0].Epochs = 0 },
		"201 of 200 pictures right":              func(r *Report) { r.Runs[0].Right = 201 },
		"160 of 0 pictures":                      func(r *Report) { r.Runs[0].Pictures = 0 },
		"run 1: 120 % right":                     func(r *Report) { r.Runs[0].Early[0].Right = 120 },
		`comparison 1: "" beside`:                func(r *Report) { r.Comparisons[0].Network = "" },
		"0 seeds":                                func(r *Report) { r.Comparisons[0].Seeds = 0 },
		`comparison 1: there is no data`:         func(r *Report) { r.Comparisons[0].Data = "" },
		"a gain of -2 between -1.26":             func(r *Report) { r.Comparisons[0].Gain = -2 },
		"a gain of -0.75 between -1.26 and -0.8": func(r *Report) { r.Comparisons[0].High = -0.8 },
		"a probability of 1.5":                   func(r *Report) { r.Comparisons[0].P = 1.5 },
	} {
		r := sample()
		spoil(&r)
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(b); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%v, want %q", err, reason)
		}
	}
	for text, reason := range map[string]string{
		"": "not the JSON", "[]": "not the JSON", `{"tables":[],"more":1}`: "unknown field", `{"tables":[]}{}`: "followed by", `{"tables":[]} x`: "followed by", `{"runs":[{"right":1.5}]}`: "not the JSON",
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%q: %v, want %q", text, err, reason)
		}
	}
}

// With several seeds the line is the sample deviation, 1.414 for 80 and 82 %;
// with one it is Wilson's interval, 25.53 to 36.62 % for 81 of 263 (Newcombe
// 1998, table I).
func TestGroups(t *testing.T) {
	r := sample()
	groups := r.Groups("resnet-20", "CIFAR-10")
	if len(groups) != 2 || groups[0].Epochs != 164 || groups[1].Runs[0].Seed != 1 {
		t.Fatalf("%+v", groups)
	}
	near := func(what string, got, want float64) {
		if math.Abs(got-want) > 0.006 {
			t.Errorf("%s is %v, want %v", what, got, want)
		}
	}
	low, high := groups[0].Line()
	near("the low end", low, 25.53)
	near("the high end", high, 36.62)
	low, high = groups[1].Line()
	near("the mean", groups[1].Mean(), 81)
	near("mean less deviation", low, 81-1.414)
	near("mean plus deviation", high, 81+1.414)
	early := groups[1].Early()
	near("after 3.1", early[0].Right, 45)
	near("after 3.2", early[1].Right, 81)
	if got := r.Groups("regnet-20-gru", "CIFAR-10"); got != nil {
		t.Errorf("of what was not run: %+v", got)
	}
}

// Axes follow the values, begin and end at a tick, and leave them room.
func TestAround(t *testing.T) {
	for _, test := range []struct {
		steps     int
		values    []float64
		low, high float64
		decimals  int
	}{
		{2, []float64{84.3, 85.7}, 84, 86, 0}, {4, []float64{91.62, 93.61}, 91, 94, 0}, {4, []float64{0.272, 0.962}, 0.2, 1, 1},
		{3, []float64{40, 88}, 20, 100, 0}, {3, []float64{90.7}, 89, 92, 0}, {3, nil, 0, 1, 0},
	} {
		a := Around(test.steps, test.values...)
		ticks := a.Ticks()
		if math.Abs(a.Low-test.low) > 1e-9 || math.Abs(a.High-test.high) > 1e-9 || a.Decimals() != test.decimals || len(ticks) < 2 || math.Abs(ticks[len(ticks)-1]-a.High) > 1e-9 {
			t.Errorf("around %v: %+v with %d decimals, ticks %v", test.values, a, a.Decimals(), ticks)
		}
		for _, v := range test.values {
			if x := a.At(v); x <= 0 || x >= 1 {
				t.Errorf("%v lies at %v of %+v", v, x, a)
			}
		}
	}
	if ticks := (Axis{}).Ticks(); ticks != nil {
		t.Errorf("an axis of nothing has the ticks %v", ticks)
	}
	if a := Around(4, 99, 100).Within(0, 100); a.High != 100 || a.At(100) != 1 {
		t.Errorf("beyond all: %+v", a)
	}
}

func FuzzRead(f *testing.F) {
	b, err := json.Marshal(sample())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"tables":[{"number":"I","networks":[{"id":"a"}]}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Read(b)
		if err != nil {
			return
		}
		for _, n := range r.Tables[0].Networks {
			for _, data := range Data {
				for _, g := range r.Groups(n.ID, data) {
					if low, high := g.Line(); !(low <= g.Mean() && g.Mean() <= high) {
						t.Errorf("%v is not between %v and %v", g.Mean(), low, high)
					}
					g.Early()
				}
			}
		}
		again, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(again); err != nil {
			t.Errorf("what was read is not read again: %v", err)
		}
	})
}
