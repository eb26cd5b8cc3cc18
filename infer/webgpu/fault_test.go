//go:build js

package webgpu

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"syscall/js"
	"testing"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/fallback"
	"regnetlens/infer/gonum"
	"regnetlens/infer/internal/conform"
)

// A device that is really lost, again and again and in the middle of a run, is
// replaced: the same logits, the same pixels, a note each time.
func TestLostDevice(t *testing.T) {
	var notes []string
	e := open(t, Options{
		Reference: gonum.Backend{}, Notice: func(s string) { notes = append(notes, s) },
		Deadline: 10 * time.Minute, // a busy machine's software adapter needs one
	})
	n := newNetwork(t, e, twin[1], 1)
	q := painted(t, n, "stage2.block1.h", Scale{})
	job := Job{Network: n, Request: newRequest(t, n, 1), Paint: []Painting{q}}
	run := func() ([]float32, []byte) {
		t.Helper()
		clear(job.Request.Logits)
		if err := e.Run(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		return slices.Clone(job.Request.Logits), read(t, e, q.Canvas)
	}
	logits, pixels := run()
	const rounds = 20
	for round := range rounds {
		before := e.session
		if round%4 < 2 {
			e.session.device.Destroy()
		} else {
			go e.session.device.Destroy() // when Run first waits
		}
		again, repainted := run()
		if e.session == before {
			t.Fatal("the device was not replaced")
		}
		if !slices.Equal(again, logits) {
			t.Errorf("round %d: logits %v, before %v", round, again, logits)
		}
		if !bytes.Equal(repainted, pixels) {
			t.Errorf("round %d: the map has changed", round)
		}
	}
	if len(notes) != rounds || !strings.Contains(notes[0], "device was lost") {
		t.Errorf("notes %q", notes)
	}
}

// patch replaces a method of a prototype until the test's end. The
// replacement gets the original, bound.
func patch(t *testing.T, class, method string, f func(original js.Value, args []js.Value) any) {
	t.Helper()
	prototype := js.Global().Get(class).Get("prototype")
	original := prototype.Get(method)
	replaced := js.FuncOf(func(this js.Value, args []js.Value) any { return f(original.Call("bind", this), args) })
	prototype.Set(method, replaced)
	t.Cleanup(func() {
		prototype.Set(method, original)
		replaced.Release()
	})
}

// wantFault checks for a fault of a reason.
func wantFault(t *testing.T, err error, reason fallback.Reason) {
	t.Helper()
	var f *Fault
	if !errors.As(err, &f) || f.Reason != reason {
		t.Errorf("error %v, want a fault of the reason %q", err, reason)
	}
}

func newNetworkError(t *testing.T, e *Engine) error {
	t.Helper()
	g := build(t, twin[0])
	_, err := e.NewNetwork(t.Context(), g, conform.Random(g, 5), infer.Options{})
	return err
}

func promise(method string, value any) js.Value {
	return js.Global().Get("Promise").Call(method, value)
}

func TestNoAdapter(t *testing.T) {
	open(t, Options{}) // skips where there is none anyway
	none := js.FuncOf(func(js.Value, []js.Value) any { return promise("resolve", nil) })
	defer none.Release()
	navigator := js.Global().Get("navigator")
	gpu := navigator.Get("gpu")
	define := func(v any) {
		js.Global().Get("Object").Call("defineProperty", navigator, "gpu", map[string]any{"value": v, "configurable": true})
	}
	defer define(gpu)
	define(nil)
	_, err := Open(t.Context(), Options{})
	wantFault(t, err, fallback.NoWebGPU)
	define(map[string]any{"requestAdapter": none})
	_, err = Open(t.Context(), Options{})
	wantFault(t, err, fallback.NoAdapter)
}

func TestAdapterRefuses(t *testing.T) {
	open(t, Options{})
	patch(t, "GPUAdapter", "requestDevice", func(js.Value, []js.Value) any {
		return promise("reject", js.Global().Get("Error").New("limits not met"))
	})
	_, err := Open(t.Context(), Options{})
	wantFault(t, err, fallback.Lacking)
}

func TestTooLarge(t *testing.T) {
	e := open(t, Options{})
	r := twin[0]
	r.StemWidth = 60
	g, err := r.Build(2048, 2048)
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.NewNetwork(t.Context(), g, conform.Random(g, 1), infer.Options{MaxBatch: 4})
	wantFault(t, err, fallback.TooLarge)
}

func TestOutOfMemory(t *testing.T) {
	e := open(t, Options{})
	patch(t, "GPUDevice", "popErrorScope", func(original js.Value, _ []js.Value) any {
		original.Invoke()
		return promise("resolve", js.Global().Get("GPUOutOfMemoryError").New("out of memory"))
	})
	wantFault(t, newNetworkError(t, e), fallback.NoMemory)
}

func TestShaderFails(t *testing.T) {
	e := open(t, Options{})
	patch(t, "GPUDevice", "createShaderModule", func(original js.Value, args []js.Value) any {
		args[0].Set("code", "fn main( {")
		return original.Invoke(args[0])
	})
	wantFault(t, newNetworkError(t, e), fallback.BadShader)
}

func TestMapNeverSettles(t *testing.T) {
	e := open(t, Options{})
	n := newNetwork(t, e, twin[0], 1)
	r := newRequest(t, n, 1)
	if err := n.Run(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	t.Run("deadline", func(t *testing.T) {
		patch(t, "GPUBuffer", "mapAsync", func(js.Value, []js.Value) any {
			never := js.FuncOf(func(js.Value, []js.Value) any { return nil })
			defer never.Release()
			return js.Global().Get("Promise").New(never)
		})
		e.o.Deadline = 50 * time.Millisecond
		start := time.Now()
		wantFault(t, n.Run(t.Context(), r), fallback.Late)
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("the run gave up after %v", d)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if err := n.Run(ctx, r); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the caller's own deadline ended the run with %v", err)
		}
	})
	e.o.Deadline = time.Minute
	if err := n.Run(t.Context(), r); err != nil {
		t.Errorf("the run after a failed one: %v", err)
	}
}

// liar is a reference whose logits are 1 off: to it, every device is wrong.
type liar struct{ infer.Backend }

type lyingNetwork struct{ infer.Network }

func (l liar) New(g *arch.Graph, src infer.Source, o infer.Options) (infer.Network, error) {
	n, err := l.Backend.New(g, src, o)
	return lyingNetwork{n}, err
}

func (n lyingNetwork) Run(ctx context.Context, r *infer.Request) error {
	err := n.Network.Run(ctx, r)
	r.Logits[0]++
	return err
}

func TestWrongNumbers(t *testing.T) {
	wantFault(t, newNetworkError(t, open(t, Options{Reference: liar{gonum.Backend{}}})), fallback.WrongNumbers)
}
