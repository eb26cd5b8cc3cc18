//go:build js

package gpu

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"syscall/js"
	"testing"
)

// open returns a device, closed at the test's end. Without an adapter the test
// is skipped, or fails where GPU_REQUIRED=1 says that there has to be one.
func open(t *testing.T, features ...string) *Device {
	t.Helper()
	a, err := RequestAdapter(t.Context())
	if err != nil {
		if os.Getenv("GPU_REQUIRED") == "1" {
			t.Fatal(err)
		}
		t.Skipf("not run: %v", err)
	}
	d, err := a.Open(t.Context(), features...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Destroy)
	return d
}

const scale = `
struct Params { factor: f32, first: u32 }
@group(0) @binding(0) var<uniform> p: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
override STEP: f32 = 0.0;
@compute @workgroup_size(4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  y[p.first + id.x] = x[id.x] * p.factor + STEP;
}`

func TestAdapter(t *testing.T) {
	d := open(t)
	a, err := RequestAdapter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := a.Info()
	t.Logf("%s, software %v, %+v, %v", i, i.Software, i.Limits, i.Features)
	if l := d.Limits(); l.StorageBindingSize < 128<<20 || l.WorkgroupsPerDim < 65535 || l.Invocations < 256 {
		t.Errorf("limits below WebGPU's least: %+v", l)
	}
	if strings.Contains(strings.ToLower(i.String()), "swiftshader") && !i.Software {
		t.Error("SwiftShader is not known as software")
	}
}

func TestDispatch(t *testing.T) {
	d := open(t, FeatureTimestamps)
	ctx := t.Context()
	m, err := d.Compile(ctx, "scale", scale)
	if err != nil {
		t.Fatal(err)
	}
	l := d.NewLayout(false, ReadOnly, ReadWrite)
	p, err := d.NewPipeline(ctx, l, m, map[string]float64{"STEP": 0.5})
	if err != nil {
		t.Fatal(err)
	}
	buffer := func(size int, u Usage) *Buffer {
		b, err := d.NewBuffer(ctx, "test", size, u)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	params, x := buffer(512, Uniform|CopyDst), buffer(32, Storage|CopyDst)
	y, back := buffer(64, Storage|CopySrc), buffer(64, MapRead|CopyDst)
	Write(d, params, 0, []float32{2})
	Write(d, params, 256, []float32{10})
	Write(d, params, 260, []uint32{8})
	Write(d, x, 0, []float32{1, 2, 3, 4, 5, 6, 7, 8})
	g, err := d.NewGroup(ctx, l, params, 16, x, y)
	if err != nil {
		t.Fatal(err)
	}
	c := d.NewCommands()
	c.Dispatch(p, g, 0, 2, 1, 1)
	c.Dispatch(p, g, 256, 2, 1, 1)
	c.Copy(y, 0, back, 0, 64)
	for range 2 { // recorded once, submitted twice
		if err := d.Submit(c); err != nil {
			t.Fatal(err)
		}
		got := make([]float32, 16)
		if err := d.Map(ctx, back, 64, func(m Mapped) { m.Floats(got, 0) }); err != nil {
			t.Fatal(err)
		}
		want := []float32{2.5, 4.5, 6.5, 8.5, 10.5, 12.5, 14.5, 16.5, 10.5, 20.5, 30.5, 40.5, 50.5, 60.5, 70.5, 80.5}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestMistakes(t *testing.T) {
	d := open(t)
	ctx := t.Context()
	if _, err := d.Compile(ctx, "broken", "fn main() {\n  let x = y;\n}"); err == nil || !strings.Contains(err.Error(), "broken:2:11: ") {
		t.Errorf("error %v, want one at broken:2:11", err)
	}
	m, err := d.Compile(ctx, "scale", scale)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.NewPipeline(ctx, d.NewLayout(false, ReadOnly), m, nil); err == nil || !strings.Contains(err.Error(), "scale: ") {
		t.Errorf("error %v for a layout that doesn't fit", err)
	}
	if _, err := d.NewBuffer(ctx, "too much", d.Limits().BufferSize+4, Storage); err == nil || !strings.Contains(err.Error(), "too much") {
		t.Errorf("error %v for a buffer over the limit", err)
	}
	if err := d.Err(); err != nil {
		t.Errorf("an error leaked out of its scope: %v", err)
	}
}

func TestLost(t *testing.T) {
	d := open(t)
	b, err := d.NewBuffer(t.Context(), "back", 16, MapRead|CopyDst)
	if err != nil {
		t.Fatal(err)
	}
	d.Destroy()
	<-d.Lost()
	var lost *LostError
	if err := d.Submit(d.NewCommands()); !errors.As(err, &lost) {
		t.Errorf("submitting to a lost device: %v", err)
	}
	if err := d.Map(t.Context(), b, 16, func(Mapped) {}); !errors.As(err, &lost) {
		t.Errorf("reading from a lost device: %v", err)
	}
	if err := d.Err(); !errors.As(err, &lost) {
		t.Errorf("error %v", err)
	}
	throw := js.Global().Get("Function").New("throw new Error('gone')")
	if err := d.Guard(func() error { throw.Invoke(); return nil }); !errors.As(err, &lost) {
		t.Errorf("an exception on a lost device became %v", err)
	}
}

func TestGuard(t *testing.T) {
	d := open(t)
	throw := js.Global().Get("Function").New("throw new Error('nonsense')")
	if err := d.Guard(func() error { throw.Invoke(); return nil }); err == nil || !strings.Contains(err.Error(), "nonsense") {
		t.Errorf("an exception became %v", err)
	}
	own := errors.New("own")
	if err := d.Guard(func() error { return own }); err != own {
		t.Errorf("an error became %v", err)
	}
}

// A promise that never settles ends with its context.
func TestAwaitDeadline(t *testing.T) {
	nothing := js.FuncOf(func(js.Value, []js.Value) any { return nil })
	defer nothing.Release()
	ctx, cancel := context.WithCancelCause(t.Context())
	reason := errors.New("too late")
	cancel(reason)
	if _, err := await(ctx, js.Global().Get("Promise").New(nothing)); !errors.Is(err, reason) {
		t.Errorf("error %v", err)
	}
}

func TestNoAdapter(t *testing.T) {
	open(t) // skips where there is none anyway
	navigator := js.Global().Get("navigator")
	gpu := navigator.Get("gpu")
	defer object.Call("defineProperty", navigator, "gpu", map[string]any{"value": gpu, "configurable": true})
	nothing := js.FuncOf(func(js.Value, []js.Value) any { return js.Global().Get("Promise").Call("resolve", nil) })
	defer nothing.Release()
	for want, fake := range map[error]any{
		ErrNoWebGPU:  nil,
		ErrNoAdapter: map[string]any{"requestAdapter": nothing},
	} {
		object.Call("defineProperty", navigator, "gpu", map[string]any{"value": fake, "configurable": true})
		if _, err := RequestAdapter(t.Context()); !errors.Is(err, want) {
			t.Errorf("error %v, want %v", err, want)
		}
	}
}
