package worker

import (
	"bytes"
	"fmt"
	"testing"

	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// One channel of a map alone has the colours of its values.
func TestOneChannel(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	for _, channel := range []int{1, 7, 32, 99} {
		e.style = protocol.Paint{Colormap: "grey", Channel: channel}
		pixels, width, height, err := e.mapOf(protocol.One("stage2.block1.h"))
		if err != nil || width != 16 || height != 16 {
			t.Fatalf("%d × %d, %v", width, height, err)
		}
		_, want, err := e.channelMap(&protocol.GetChannel{Tap: "stage2.block1.h", Channel: min(channel, 32) - 1})
		if err != nil || !bytes.Equal(pixels, want) {
			t.Errorf("channel %d looks otherwise than in the lens, %v", channel, err)
		}
	}
}

// The channel picked of a stage has the greatest variance, by the definition.
func TestHighestVariance(t *testing.T) {
	e := loaded(t, "resnet-20")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	picked, err := e.highestVariance()
	if err != nil || len(picked) != 3 {
		t.Fatal(picked, err)
	}
	for stage, channel := range picked {
		sums := make([]float64, 16<<stage)
		for block := range 3 {
			tap, values, err := e.at(fmt.Sprintf("stage%d.block%d.o", stage+1, block+1))
			if err != nil {
				t.Fatal(err)
			}
			plane := tap.Shape.H * tap.Shape.W
			for c := range sums {
				mean, sum := 0.0, 0.0
				for _, v := range values[c*plane:][:plane] {
					mean += float64(v) / float64(plane)
				}
				for _, v := range values[c*plane:][:plane] {
					sum += (float64(v) - mean) * (float64(v) - mean) / float64(plane)
				}
				sums[c] += sum
			}
		}
		for c, s := range sums {
			if s > sums[channel]*(1+1e-6) {
				t.Errorf("stage %d: channel %d varies by %v, %d was picked with %v", stage+1, c, s, channel, sums[channel])
			}
		}
	}
	run(t, e, &protocol.Show{Run: 2, Picture: protocol.Picture{Bytes: file(t, "frog.jpg")}})
	if e.highest != nil {
		t.Error("the picks of one picture are kept for the next")
	}
}

func TestOverlay(t *testing.T) {
	e := loaded(t, "resnet-20")
	r := run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	e.style = protocol.Paint{Colormap: string(atlas.Viridis), Channel: protocol.PickHighestVariance, Opacity: 50}
	pixels, width, height, err := e.mapOf(protocol.One("stage3.block1.o"))
	if err != nil || width != 64 || height != 64 || len(pixels) != 4*64*64 {
		t.Fatalf("%d × %d, %v", width, height, err)
	}
	for i := 0; i < len(pixels); i += 4 { // half of each pixel is the picture's
		x, y := i/4%64, i/4/64
		under := r.View[4*(y/2*32+x/2):]
		for c := range 3 {
			if d := 2*int(pixels[i+c]) - int(under[c]); d < -1 || d > 257 {
				t.Fatalf("pixel %d, %d is %v over %v", x, y, pixels[i:i+4], under[:4])
			}
		}
	}
}
