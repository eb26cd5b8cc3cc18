package worker

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"strings"
	"testing"

	"regnetlens/wasm/protocol"
)

// The pixels of a picture get the answer that its file gets.
func TestPixels(t *testing.T) {
	e := loaded(t, "resnet-20")
	want := run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "frog.jpg")}})
	img, err := jpeg.Decode(bytes.NewReader(file(t, "frog.jpg")))
	if err != nil {
		t.Fatal(err)
	}
	rgba := image.NewRGBA(img.Bounds())
	draw.Draw(rgba, rgba.Rect, img, img.Bounds().Min, draw.Src)
	got := run(t, e, &protocol.Show{Run: 2, Picture: protocol.Picture{Width: rgba.Rect.Dx(), Height: rgba.Rect.Dy(), Bytes: rgba.Pix}})
	if !bytes.Equal(got.View, want.View) || got.Probabilities[6] != want.Probabilities[6] {
		t.Errorf("pixels give %v, the file %v", got.Probabilities, want.Probabilities)
	}
	for _, m := range []protocol.Picture{
		{Width: 2, Height: 2, Bytes: make([]byte, 15)}, {Width: -1, Height: -1, Bytes: make([]byte, 4)},
		{Width: 1 << 30, Height: 1 << 30}, {Height: 2},
	} {
		r, err := e.show(&protocol.Show{Run: 3, Picture: m})
		if err == nil || !strings.Contains(err.Error(), "no picture") {
			t.Errorf("%d × %d with %d bytes gave %#v, %v", m.Width, m.Height, len(m.Bytes), r, err)
		}
	}
}

// A picture that is evaluated is answered as ever, and the one before stays the one
// that is looked into, taps and all.
func TestEvaluate(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	look := &protocol.GetChannel{Tap: "stage2.block1.h", Channel: 2}
	run(t, e, &protocol.Show{Run: 1, Taps: []string{"stage1.block1.o"}, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	before, _, err := e.channelMap(look)
	if err != nil {
		t.Fatal(err)
	}
	first := evaluate(t, e, &protocol.Evaluate{Run: -9, Picture: protocol.Picture{Bytes: file(t, "frog.jpg")}}, nil)
	if first.Run != -9 || len(first.View) != 4*first.Size*first.Size || first.Size != 32 || first.Probabilities[6] < 0.5 {
		t.Errorf("evaluated: run %d, %d bytes of a picture, %v", first.Run, len(first.View), first.Probabilities)
	}
	evaluate(t, e, &protocol.Evaluate{Run: -10, Taps: []string{"stage3.block3.o"}, Picture: protocol.Picture{Bytes: file(t, "horse.jpg")}}, nil)
	if e.evaluation.Taps["stage3.block3.o"] == nil {
		t.Error("the tap asked for is not there")
	}
	after, _, err := e.channelMap(look)
	if err != nil || after.Run != 1 || !bytes.Equal(after.Values, before.Values) {
		t.Errorf("after it, run %d is looked into, %v", after.Run, err)
	}
	again := run(t, e, &protocol.Show{Run: 2, Picture: protocol.Picture{Bytes: file(t, "frog.jpg")}})
	if again.Probabilities[6] != first.Probabilities[6] {
		t.Error("the picture has another answer when it is evaluated")
	}
}
