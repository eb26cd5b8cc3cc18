//go:build js

package webgpu

import (
	"bytes"
	"math"
	"strings"
	"syscall/js"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
)

// grey is a palette whose colours tell their step.
var grey = func() *Palette {
	var p Palette
	for i := range p {
		p[i] = [3]uint8{uint8(i), uint8(255 - i), 7}
	}
	return &p
}()

// painted is a painting on memory in the layout of the page's atlases.
func painted(t *testing.T, n *Network, tap string, s Scale) Painting {
	t.Helper()
	at, ok := n.graph.Tap(tap)
	if !ok {
		t.Fatalf("no tap %s", tap)
	}
	l := atlas.Of(at.Shape)
	return Painting{
		Canvas: NewPixels(l.Width(), l.Height()), Tap: tap, Columns: l.Columns, Gap: 1, Scale: s, Palette: grey,
	}
}

// drawn paints values by the definition, on the scale given.
func drawn(s arch.Shape, values []float32, low, high float64) []byte {
	l := atlas.Of(s)
	out := make([]byte, 4*l.Width()*l.Height())
	for i, v := range values {
		x, y := l.Corner(i / (s.H * s.W))
		x, y = x+i%s.W, y+i/s.W%s.H
		step := uint8(math.Floor(min(255, max(0, 255*(float64(v)-low)/(high-low))) + 0.5))
		copy(out[4*(y*l.Width()+x):], []byte{step, 255 - step, 7, 255})
	}
	return out
}

// same fails unless the pixels agree: all but one in a hundred exactly, and
// those within one step, where rounding on the device went the other way.
func same(t *testing.T, what string, got, want []byte) {
	t.Helper()
	off := 0
	for i := range want {
		d := int(got[i]) - int(want[i])
		if d < -1 || d > 1 {
			t.Errorf("%s: byte %d is %d, want %d", what, i, got[i], want[i])
			return
		}
		if d != 0 {
			off++
		}
	}
	if off > len(want)/100 {
		t.Errorf("%s: %d of %d bytes are off by one", what, off, len(want))
	}
}

func TestPaint(t *testing.T) {
	e := open(t, Options{})
	a, b := newNetwork(t, e, twin[0], 2), newNetwork(t, e, twin[1], 2)
	const last = 1 // picture that is painted
	taps := []string{"stage2.block1.o", "stage2.block2.c", "stage2.block2.gate_f"}
	ra, rb := newRequest(t, a, 2, taps[:1]...), newRequest(t, b, 2, taps...)
	ra.Input[3*16*16+5], rb.Input[3*16*16+9] = 4, -3
	plain := painted(t, b, taps[0], Scale{})
	state := painted(t, b, taps[1], Scale{Signed: true})
	gate := painted(t, b, taps[2], Scale{Low: 0, High: 1})
	difference := painted(t, a, taps[0], Scale{Signed: true})
	difference.Minus, difference.MinusOf = taps[0], b
	jobs := []Job{
		{Network: a, Request: ra, Paint: []Painting{difference}},
		{Network: b, Request: rb, Paint: []Painting{plain, state, gate}},
	}
	values := func(n *Network, r map[string][]float32, tap string) (arch.Shape, []float32) {
		at, _ := n.graph.Tap(tap)
		return at.Shape, r[tap][last*at.Shape.Len():]
	}
	for range 2 { // the second time from the commands kept
		if err := e.Run(t.Context(), jobs...); err != nil {
			t.Fatal(err)
		}
		for _, q := range []Painting{plain, state, gate} {
			s, v := values(b, rb.Taps, q.Tap)
			low, high := float64(q.Scale.Low), float64(q.Scale.High)
			if q.Scale.measured() {
				// The page's own rule for the same scale.
				clipped := atlas.Scale{High: most(v), Signed: q.Scale.Signed}.Clipped(v)
				low, high = float64(clipped.Low), float64(clipped.High)
			}
			same(t, q.Tap, read(t, e, q.Canvas), drawn(s, v, low, high))
		}
		s, v := values(a, ra.Taps, taps[0])
		_, w := values(b, rb.Taps, taps[0])
		diff := make([]float32, len(v))
		for i := range v {
			diff[i] = v[i] - w[i]
		}
		clipped := atlas.Scale{High: most(diff), Signed: true}.Clipped(diff)
		same(t, "difference", read(t, e, difference.Canvas), drawn(s, diff, float64(clipped.Low), float64(clipped.High)))
	}
}

func most(v []float32) float32 {
	var top float32
	for _, x := range v {
		top = max(top, x, -x)
	}
	return top
}

func read(t *testing.T, e *Engine, c *Canvas) []byte {
	t.Helper()
	pixels, err := e.Read(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Count(pixels, []byte{0}) == len(pixels) {
		t.Fatal("nothing was painted")
	}
	return pixels
}

// A canvas shows what a texture holds. Node has none.
func TestPaintOnCanvas(t *testing.T) {
	offscreen := js.Global().Get("OffscreenCanvas")
	if offscreen.IsUndefined() {
		t.Skip("there are no canvases here")
	}
	e := open(t, Options{})
	n := newNetwork(t, e, twin[0], 1)
	texture := painted(t, n, "stem", Scale{})
	canvas, plain := texture, offscreen.New(texture.Canvas.width, texture.Canvas.height)
	canvas.Canvas = NewCanvas(plain)
	job := Job{Network: n, Request: newRequest(t, n, 1), Paint: []Painting{texture, canvas}}
	for round := range 2 { // the second time on a new device
		if err := e.Run(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		want := read(t, e, texture.Canvas)
		flat := offscreen.New(canvas.Canvas.width, canvas.Canvas.height).Call("getContext", "2d")
		flat.Call("drawImage", plain, 0, 0)
		data := flat.Call("getImageData", 0, 0, canvas.Canvas.width, canvas.Canvas.height).Get("data")
		got := make([]byte, len(want))
		js.CopyBytesToGo(got, data)
		same(t, "canvas", got, want)
		if round == 0 {
			e.session.device.Destroy()
		}
	}
	taken := offscreen.New(4, 4)
	taken.Call("getContext", "2d")
	job.Paint[1].Canvas = NewCanvas(taken)
	if err := e.Run(t.Context(), job); err == nil || !strings.Contains(err.Error(), "context of another kind") {
		t.Errorf("error %v for a canvas in other use", err)
	}
}
