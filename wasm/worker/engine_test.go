package worker

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"strings"
	"testing"

	"regnetlens/ui/samples"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// loaded is an engine with a shipped model.
func loaded(t testing.TB, id string) *engine {
	t.Helper()
	e := new(engine)
	loadInto(t, e, id)
	return e
}

// loadInto gives an engine a shipped model.
func loadInto(t testing.TB, e *engine, id string) {
	t.Helper()
	b, err := os.ReadFile("../../weights/models/" + id + ".safetensors")
	if err != nil {
		t.Fatal(err)
	}
	w, err := weights.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.load(w); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.net.Close() })
}

func file(t *testing.T, name string) []byte {
	t.Helper()
	b, err := samples.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func run(t *testing.T, e *engine, m *protocol.Show) *protocol.Result {
	t.Helper()
	r, err := e.show(m)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func evaluate(t *testing.T, e *engine, m *protocol.Evaluate, others *protocol.BlockOutputs) *protocol.Result {
	t.Helper()
	r, err := e.evaluate(m, others)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestShow(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	r := run(t, e, &protocol.Show{Run: 5, Taps: []string{"stage2.block1.h"}, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	sum, top := 0.0, 0
	for i, p := range r.Probabilities {
		sum += float64(p)
		if p > r.Probabilities[top] {
			top = i
		}
	}
	if math.Abs(sum-1) > 1e-5 || e.model.Classes[top] != "ship" {
		t.Errorf("the ship is a %s; probabilities add up to %v", e.model.Classes[top], sum)
	}
	if r.Run != 5 || r.Size != 32 || len(r.View) != 4*32*32 {
		t.Errorf("run %d, size %d, %d bytes of picture", r.Run, r.Size, len(r.View))
	}
}

// A tap asked for afterwards has the values it would have had at once.
func TestLateTap(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	run(t, e, &protocol.Show{Run: 1, Taps: []string{"stage1.block1.o"}, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	look := &protocol.GetChannel{Tap: "stage2.block2.gate_f", Channel: 3}
	late, _, err := e.channelMap(look)
	if err != nil {
		t.Fatal(err)
	}
	if e.request.Taps["stage1.block1.o"] == nil {
		t.Error("looking later forgot what was seen before")
	}
	run(t, e, &protocol.Show{Run: 2, Taps: []string{look.Tap}, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	early, _, err := e.channelMap(look)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(late.Values, early.Values) {
		t.Error("the values differ")
	}
}

func TestChannelMap(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	c, pixels, err := e.channelMap(&protocol.GetChannel{Tap: "stage2.block2.c", Channel: 7})
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, n := range c.Bins {
		total += n
	}
	if c.Of != 32 || c.Height != 16 || c.Width != 16 || total != 256 || len(pixels) != 4*256 || !c.Signed || c.Low != -c.High {
		t.Errorf("%d channels of %d × %d, %d values in bins, %d bytes of pixels, scale %v … %v",
			c.Of, c.Height, c.Width, total, len(pixels), c.Low, c.High)
	}
	if v, ok := c.At(15, 15); !ok || v != e.resident["stage2.block2.c"][8*256-1] {
		t.Errorf("the last value is %v, %v", v, ok)
	}
}

// All values of a tap are those of its channels, one after the other.
func TestTapValues(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	if v, err := e.tapValues(&protocol.GetTap{Tap: "stage2.block2.c"}); err == nil {
		t.Errorf("before any picture: %#v", v)
	}
	run(t, e, &protocol.Show{Run: 4, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	v, err := e.tapValues(&protocol.GetTap{Tap: "stage2.block2.c"})
	if err != nil || v.Run != 4 || v.Tap != "stage2.block2.c" || v.Channels != 32 || v.Height != 16 || v.Width != 16 || len(v.Values) != 4*32*16*16 {
		t.Fatalf("got %+v", v)
	}
	c, _, err := e.channelMap(&protocol.GetChannel{Tap: "stage2.block2.c", Channel: 7})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(c.Values, v.Values[7*4*256:][:4*256]) {
		t.Error("channel 8 has other values alone than among the others")
	}
	if v, err := e.tapValues(&protocol.GetTap{Tap: "stage9.block1.o"}); err == nil || !strings.Contains(err.Error(), "no tap") {
		t.Errorf("a tap that is none gave %#v, %v", v, err)
	}
}

func TestAtlas(t *testing.T) {
	e := loaded(t, "resnet-20")
	run(t, e, &protocol.Show{Run: 1, Taps: []string{"stage3.block1.o"}, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	pixels, width, height, err := e.mapOf("stage3.block1.o")
	if err != nil || width != 71 || height != 71 || len(pixels) != 4*71*71 {
		t.Errorf("atlas of %d × %d, %d bytes, %v", width, height, len(pixels), err)
	}
}

// Whatever is asked wrongly gets a sentence, and the last picture stays.
func TestRefusals(t *testing.T) {
	empty := new(engine)
	if _, err := empty.show(&protocol.Show{Run: 1}); err == nil {
		t.Error("classified without a network")
	}
	e := loaded(t, "resnet-20")
	if _, _, err := e.channelMap(&protocol.GetChannel{Tap: "stage1.block1.o"}); err == nil || !strings.Contains(err.Error(), "no picture") {
		t.Errorf("looked at no picture: %v", err)
	}
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	for _, m := range []*protocol.GetChannel{{Tap: "stage1.block1.h"}, {Tap: "stage1.block1.o", Channel: 16}, {Tap: "stage1.block1.o", Channel: -2}} {
		if _, _, err := e.channelMap(m); err == nil {
			t.Errorf("looked at %+v", m)
		}
	}
	r, err := e.show(&protocol.Show{Run: 2, Picture: protocol.Picture{Bytes: []byte("a letter")}})
	var f *protocol.Failed
	if !errors.As(err, &f) || f.Picture == nil || !strings.Contains(f.Message, "not a JPEG") {
		t.Errorf("a letter gave %#v, %v", r, err)
	}
	if e.run != 1 {
		t.Error("the last picture is gone")
	}
}

// The engine gives what the picture shows, upright or not: a red square is red.
func TestView(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 100, 60))
	for i := range img.Pix {
		img.Pix[i] = []uint8{200, 10, 20, 255}[i%4]
	}
	img.Set(0, 0, color.White) // cut away with the sides
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	r := run(t, loaded(t, "resnet-20"), &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: b.Bytes()}})
	for i := 0; i < len(r.View); i += 4 {
		if r.View[i] != 200 || r.View[i+1] != 10 || r.View[i+2] != 20 || r.View[i+3] != 255 {
			t.Fatalf("pixel %d is %v", i/4, r.View[i:i+4])
		}
	}
}
