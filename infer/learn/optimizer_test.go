package learn

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
)

// one is a parameter of a single weight.
func one(name string, dims int, value, gradient float32) Tensor {
	p := arch.Param{Name: name, Shape: slices.Repeat([]int{1}, dims)}
	return Tensor{Param: p, Value: []float32{value}, Gradient: []float32{gradient}, Velocity: []float32{0}, Average: []float32{value}}
}

func near(t *testing.T, what string, got float32, want float64) {
	t.Helper()
	if math.Abs(float64(got)-want) > 1e-6*(1+math.Abs(want)) {
		t.Errorf("%s is %g, want %g", what, got, want)
	}
}

// Two steps on a weight of 2 with a gradient of 0.5 at a rate of 0.01, by hand
// from the rule in PyTorch's documentation of torch.optim.SGD.
func TestSGD(t *testing.T) {
	for _, c := range []struct {
		name             string
		o                Optimizer
		dims             int
		weight, velocity float64
	}{
		{"plain", Optimizer{}, 2, 2 - 0.005 - 0.005, 0.5},
		{"momentum", Optimizer{Momentum: 0.9}, 2, 2 - 0.005 - 0.0095, 0.95},
		{"nesterov", Optimizer{Momentum: 0.9, Nesterov: true}, 2, 2 - 0.0095 - 0.01355, 0.95},
		{"decay", Optimizer{Momentum: 0.9, Decay: 0.1}, 2, 1.979707, 1.3293},
		{"decay and nesterov", Optimizer{Momentum: 0.9, Nesterov: true, Decay: 0.1}, 2, 1.96775527, 1.32867},
		{"no decay of a bias", Optimizer{Momentum: 0.9, Decay: 0.1}, 1, 2 - 0.005 - 0.0095, 0.95},
		{"decay of everything", Optimizer{Momentum: 0.9, Decay: 0.1, DecayAll: true}, 1, 1.979707, 1.3293},
		{"clipped", Optimizer{Momentum: 0.9, Clip: 0.25}, 2, 2 - 0.0025 - 0.00475, 0.475},
		{"within the clip", Optimizer{Momentum: 0.9, Clip: 0.75}, 2, 2 - 0.005 - 0.0095, 0.95},
	} {
		w := []Tensor{one("w", c.dims, 2, 0.5)}
		for n := 1; n <= 2; n++ {
			if norm, err := c.o.Update(w, 0.01, n, 1); err != nil || norm != 0.5 {
				t.Errorf("%s: norm %g, %v", c.name, norm, err)
			}
		}
		near(t, c.name+": the weight", w[0].Value[0], c.weight)
		near(t, c.name+": the velocity", w[0].Velocity[0], c.velocity)
		if w[0].Gradient[0] != 0.5 {
			t.Errorf("%s: the gradient became %g", c.name, w[0].Gradient[0])
		}
	}
}

// The norm is that of all gradients together, over passes their mean's.
func TestNorm(t *testing.T) {
	w := []Tensor{one("a", 2, 0, 6), {Param: arch.Param{Name: "mean", Role: arch.NormMean}, Value: []float32{9}}, one("b", 1, 0, 8)}
	norm, err := Optimizer{Clip: 1}.Update(w, 1, 1, 2)
	if err != nil || norm != 5 {
		t.Fatalf("norm %g, %v", norm, err)
	}
	near(t, "a", w[0].Value[0], -0.6)
	near(t, "b", w[2].Value[0], -0.8)
	if w[0].Gradient[0] != 3 || w[2].Gradient[0] != 4 {
		t.Errorf("the means are %g and %g", w[0].Gradient[0], w[2].Gradient[0])
	}
	long := Tensor{Param: arch.Param{Name: "c", Shape: []int{7}}, Value: make([]float32, 7), Velocity: make([]float32, 7),
		Gradient: []float32{1, 2, 3, 4, 5, 6, 7}}
	if norm, _ := (Optimizer{}).Update([]Tensor{long}, 1, 1, 1); math.Abs(norm-math.Sqrt(140)) > 1e-12 {
		t.Errorf("norm %g, want √140", norm)
	}
}

// The average's memory grows over the first steps, and running statistics are
// averaged too.
func TestMovingAverage(t *testing.T) {
	mean := Tensor{Param: arch.Param{Name: "bn0.running_mean", Role: arch.NormMean, Shape: []int{1}}, Value: []float32{4}, Average: []float32{3}}
	w := []Tensor{one("w", 2, 2, 0.5), mean}
	o := Optimizer{EMA: 0.5}
	if _, err := o.Update(w, 1, 1, 1); err != nil {
		t.Fatal(err)
	}
	near(t, "the average after step 1", w[0].Average[0], 1.5+2.0/11*0.5)
	near(t, "the statistic's average", w[1].Average[0], 4-2.0/11)
	w[0].Average[0] = 3
	if _, err := o.Update(w, 1, 1000, 1); err != nil {
		t.Fatal(err)
	}
	near(t, "the average after step 1000", w[0].Average[0], (1+3)/2.0)
	if w[1].Value[0] != 4 {
		t.Errorf("a running statistic became %g", w[1].Value[0])
	}
}

// A gradient that is no number stops the step, is named, and moves nothing.
func TestUpdateFaults(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for want, gradients := range map[string][]float32{
		"the gradient of a": {nan, 1, 1}, "the gradient of b": {nan, inf, 1}, "the gradient of c": {1, 1, -inf},
	} {
		var w []Tensor
		for i, d := range gradients {
			w = append(w, one(string(rune('a'+i)), 2, 2, d))
		}
		_, err := Optimizer{Momentum: 0.9, Clip: 1, EMA: 0.9}.Update(w, 0.1, 17, 1)
		var fault *NonFiniteError
		if !errors.As(err, &fault) || fault.Step != 17 || fault.What != want {
			t.Errorf("error %v, want step 17 and %q", err, want)
		}
		for _, p := range w {
			if p.Value[0] != 2 || p.Velocity[0] != 0 || p.Average[0] != 2 {
				t.Errorf("%s moved: %+v", p.Name, p)
			}
		}
	}
	w := []Tensor{one("w", 2, 2, 0.5)}
	if _, err := (Optimizer{}).Update(w, math.Inf(1), 3, 1); err == nil || !strings.Contains(err.Error(), "rate") || w[0].Value[0] != 2 {
		t.Errorf("an infinite rate: %v, weight %g", err, w[0].Value[0])
	}
}

func TestUpdateAllocatesNothing(t *testing.T) {
	w := []Tensor{one("a", 2, 2, 0.5), one("b", 1, 2, 0.5)}
	o := Optimizer{Momentum: 0.9, Nesterov: true, Decay: 0.1, Clip: 1, EMA: 0.9}
	if n := testing.AllocsPerRun(10, func() { o.Update(w, 0.1, 1, 2) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

func TestOptions(t *testing.T) {
	nan := math.NaN()
	ok := Options{Batch: 8, Smoothing: 0.1, Optimizer: Optimizer{Momentum: 0.9, Decay: 1e-4, Clip: 1, EMA: 0.99}}
	if err := ok.Validate(); err != nil || ok.Workers() < 1 {
		t.Errorf("%v, %d threads", err, ok.Workers())
	}
	for want, change := range map[string]func(*Options){
		"batch of 0":               func(o *Options) { o.Batch = 0 },
		"-1 threads":               func(o *Options) { o.Threads = -1 },
		"smoothing of 1":           func(o *Options) { o.Smoothing = 1 },
		"smoothing of NaN":         func(o *Options) { o.Smoothing = nan },
		"momentum of 1":            func(o *Options) { o.Optimizer.Momentum = 1 },
		"decay of -1":              func(o *Options) { o.Optimizer.Decay = -1 },
		"norm of NaN":              func(o *Options) { o.Optimizer.Clip = nan },
		"average's decay of -0.25": func(o *Options) { o.Optimizer.EMA = -0.25 },
	} {
		o := ok
		change(&o)
		if err := o.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
