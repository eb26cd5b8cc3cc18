//go:build js

package webgpu

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"syscall/js"
	"testing"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/fallback"
	"regnetlens/infer/internal/conform"
	"regnetlens/infer/webgpu/gpu"
)

// buffers counts the device's living buffers by their labels until the test's
// end.
type buffers struct {
	living map[string]int
	last   string // label of the one made last
}

func watchBuffers(t *testing.T) *buffers {
	b := &buffers{living: map[string]int{}}
	patch(t, "GPUDevice", "createBuffer", func(original js.Value, args []js.Value) any {
		made := original.Invoke(args[0])
		b.last = args[0].Get("label").String()
		made.Set("regnetLabel", b.last)
		b.living[b.last]++
		return made
	})
	prototype := js.Global().Get("GPUBuffer").Get("prototype")
	destroy := prototype.Get("destroy")
	counted := js.FuncOf(func(this js.Value, _ []js.Value) any {
		if label := this.Get("regnetLabel"); label.Type() == js.TypeString {
			b.living[label.String()]--
			this.Set("regnetLabel", js.Undefined())
		}
		return destroy.Call("call", this)
	})
	prototype.Set("destroy", counted)
	t.Cleanup(func() { prototype.Set("destroy", destroy); counted.Release() })
	return b
}

// refuse makes every buffer of a label fail for want of memory.
func (b *buffers) refuse(t *testing.T, label string) {
	patch(t, "GPUDevice", "popErrorScope", func(original js.Value, _ []js.Value) any {
		popped := original.Invoke()
		if b.last != label {
			return popped
		}
		return promise("resolve", js.Global().Get("GPUOutOfMemoryError").New("no room"))
	})
}

// However many sets of taps a network is asked for, it keeps a few plans; and
// what it forgot it can do again.
func TestPlansAreForgotten(t *testing.T) {
	e := open(t, Options{})
	b := watchBuffers(t)
	n := newNetwork(t, e, twin[1], 2)
	taps := n.Graph().Taps()
	var want []float32
	for round := range 2 {
		for i := range 3 * maxPlans {
			r := newRequest(t, n, 1)
			r.Taps = map[string][]float32{}
			for k, tap := range taps {
				if (i+1)>>(k%5)&1 != 0 && k < 5 {
					r.Taps[tap.Name] = make([]float32, tap.Shape.Len())
				}
			}
			if err := n.Run(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = slices.Clone(r.Logits)
			}
			if !slices.Equal(r.Logits, want) {
				t.Fatalf("round %d, set %d: logits %v, before %v", round, i, r.Logits, want)
			}
		}
	}
	if len(n.plans) > maxPlans || b.living["parameters"] > maxPlans {
		t.Errorf("%d plans and %d buffers of parameters are kept", len(n.plans), b.living["parameters"])
	}
	if n.latest == nil || n.plans[planKey(n.latest.batch, n.latest.keep, nil)] != n.latest {
		t.Error("the last run's plan was forgotten")
	}
}

// Of two buffers the first is given back when there is no room for the second.
func TestSecondBufferFails(t *testing.T) {
	for second, first := range map[string]string{"tuning activations": "tuning weights", "activations": "weights", "scales": "paintings"} {
		t.Run(second, func(t *testing.T) {
			e := open(t, Options{})
			b := watchBuffers(t)
			var err error
			if second == "scales" {
				n := newNetwork(t, e, twin[1], 1)
				b.refuse(t, second)
				err = e.Run(t.Context(), Job{Network: n, Request: newRequest(t, n, 1), Paint: []Painting{painted(t, n, "stage2.block1.h", Scale{})}})
				if e.session.painter.params != nil {
					t.Error("the painter believes that it has room")
				}
			} else {
				b.refuse(t, second)
				g := build(t, twin[0])
				var n *Network
				if n, err = e.NewNetwork(t.Context(), g, conform.Random(g, 5), infer.Options{}); err == nil {
					err = n.Run(t.Context(), newRequest(t, n, 1))
					n.Close()
				}
			}
			wantFault(t, err, fallback.NoMemory)
			if b.living[first] != 0 {
				t.Errorf("%d buffers of %s are left", b.living[first], first)
			}
		})
	}
}

// When one shader of many does not compile, nobody waits for the others for
// ever.
func TestCompileFailsEarly(t *testing.T) {
	e := open(t, Options{})
	var labels []string
	patch(t, "GPUDevice", "createShaderModule", func(original js.Value, args []js.Value) any {
		label := args[0].Get("label").String()
		if !slices.Contains(labels, label) {
			labels = append(labels, label)
		}
		if slices.Index(labels, label) == 2 { // two are being made into pipelines by then
			args[0].Set("code", "fn main( {")
		}
		return original.Invoke(args[0])
	})
	before := runtime.NumGoroutine()
	for range 5 {
		wantFault(t, newNetworkError(t, e), fallback.BadShader)
		clear(e.session.pipelines) // so that they are made again
	}
	for range 100 {
		if time.Sleep(50 * time.Millisecond); runtime.NumGoroutine() <= before {
			return
		}
	}
	t.Errorf("%d goroutines, before %d", runtime.NumGoroutine(), before)
}

// After a run that failed nothing of the one before is given out as its values.
func TestFailedRunKeepsNothing(t *testing.T) {
	e := open(t, Options{})
	n := newNetwork(t, e, twin[1], 1)
	const tap = "stage2.block1.h"
	r := newRequest(t, n, 1)
	kept, _ := n.Graph().Tap(tap)
	values := make([]float32, kept.Shape.Len())
	r.Taps = map[string][]float32{tap: values}
	if err := n.Run(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if ok, err := n.Resident(t.Context(), tap, values); !ok || err != nil {
		t.Fatalf("of a good run: %v, %v", ok, err)
	}
	t.Run("fails", func(t *testing.T) {
		patch(t, "GPUBuffer", "mapAsync", func(js.Value, []js.Value) any {
			return promise("reject", js.Global().Get("Error").New("cannot be mapped"))
		})
		wantFault(t, n.Run(t.Context(), r), fallback.OtherError)
	})
	if ok, err := n.Resident(t.Context(), tap, values); ok || err != nil {
		t.Errorf("of a failed run: %v, %v", ok, err)
	}
}

// Kinds of failures are types: words in a driver's text mean nothing.
func TestFaultKinds(t *testing.T) {
	for _, test := range []struct {
		err  error
		want fallback.Reason
	}{
		{errors.New("gpu: memory of conv.wgsl while opening it"), fallback.OtherError},
		{gpu.ErrMemory, fallback.NoMemory},
		{&gpu.ShaderError{Shader: "conv", Err: errors.New("x")}, fallback.BadShader},
		{&gpu.ShaderError{Shader: "conv", Err: gpu.ErrMemory}, fallback.NoMemory},
		{&gpu.ShaderError{Shader: "conv", Err: &gpu.LostError{}}, fallback.Lost},
		{&gpu.OpenError{Err: errors.New("out of memory")}, fallback.Lacking},
		{errDeadline, fallback.Late},
	} {
		var f *Fault
		if err := fault(test.err); !errors.As(err, &f) || f.Reason != test.want || !strings.Contains(f.Error(), test.err.Error()) {
			t.Errorf("%v: %v, want the reason %q", test.err, err, test.want)
		}
	}
}
