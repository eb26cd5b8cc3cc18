package worker

import (
	"bytes"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// A tile of one channel has the colours of its values, on the scale of its row;
// a channel that the network lacks is its last.
func TestTileOfOneMap(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	for _, channel := range []int{1, 7, 32, 99} {
		e.style, e.rows = protocol.Paint{Colormap: "grey", Channel: channel}, nil
		pixels, width, height, err := e.mapOf(protocol.One("stage2.block1.h"))
		if err != nil || width != 16 || height != 16 {
			t.Fatalf("%d × %d, %v", width, height, err)
		}
		r := e.rows[rowKey{arch.KindH, 2}]
		if len(r.Channels) != 1 || r.Channels[0] != min(channel, 32)-1 || r.Telling {
			t.Errorf("channel %d: %+v", channel, r)
		}
		_, values, _ := e.at("stage2.block1.h")
		want := make([]byte, 4*256)
		atlas.PaintChannel(want, 16, values[r.Channels[0]*256:][:256], 16, atlas.Scale{High: atlas.End(0.99, atlas.Spread{Count: r.Count, At: r.Spread})}, atlas.Grey)
		if !bytes.Equal(pixels, want) {
			t.Errorf("channel %d has other colours", channel)
		}
	}
	if _, _, _, err := e.mapOf(protocol.One("stem")); err == nil {
		t.Error("a tile outside the stages")
	}
}

// Four maps stand two by two, each as it would stand alone on the same scale.
func TestTileOfFourMaps(t *testing.T) {
	e := loaded(t, "resnet-20")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	e.style = protocol.Paint{Colormap: "grey", Channel: protocol.PickTelling, Maps: 4}
	pixels, width, height, err := e.mapOf(protocol.One("stage3.block2.o"))
	if err != nil || width != 17 || height != 17 {
		t.Fatalf("%d × %d, %v", width, height, err)
	}
	r := e.rows[rowKey{arch.KindO, 3}]
	if len(r.Channels) != 4 || r.Count != 4*3*64 {
		t.Fatalf("%+v", r)
	}
	_, values, _ := e.at("stage3.block2.o")
	for i, c := range r.Channels {
		one := make([]byte, 4*64)
		atlas.PaintChannel(one, 8, values[c*64:][:64], 8, e.scale(r), atlas.Grey)
		for y := range 8 {
			at := 4 * ((i/2*9+y)*17 + i%2*9)
			if !bytes.Equal(pixels[at:][:32], one[32*y:][:32]) {
				t.Errorf("row %d of map %d is %v, want %v", y, i, pixels[at:][:32], one[32*y:][:32])
			}
		}
	}
}

// The channels picked first have the greatest variance, by the definition, in
// each kind of map for itself.
func TestMostVaried(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	for _, k := range []rowKey{{arch.KindO, 1}, {arch.KindI, 2}, {arch.KindH, 3}} {
		order, err := e.varied(k)
		if err != nil || len(order) != 8<<k.stage {
			t.Fatal(order, err)
		}
		sums := make([]float64, len(order))
		for block := range 3 {
			at, _ := e.net.Graph().TapAt(arch.Place{Stage: k.stage, Block: block + 1}, k.kind)
			tap, values, err := e.at(at.Name)
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
		for i, c := range order[1:] {
			if sums[c] > sums[order[i]]*(1+1e-6) {
				t.Errorf("%v: channel %d varies by %v, more than %d before it with %v", k, c, sums[c], order[i], sums[order[i]])
			}
		}
	}
	run(t, e, &protocol.Show{Run: 2, Picture: protocol.Picture{Bytes: file(t, "frog.jpg")}})
	if e.variance != nil || e.rows != nil {
		t.Error("the picks of one picture are kept for the next")
	}
}

func TestOverlay(t *testing.T) {
	e := loaded(t, "resnet-20")
	r := run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	e.style = protocol.Paint{Colormap: string(atlas.Viridis), Channel: protocol.PickTelling, Opacity: 50}
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

// Where frame follows frame, tiles show the channels of the frame before; a file
// begins anew.
func TestTilesOfFrames(t *testing.T) {
	e := loaded(t, "resnet-20")
	e.style = protocol.FirstPaint
	k := rowKey{arch.KindO, 1}
	frame := func(run int, grey byte) *protocol.Show {
		pixels := bytes.Repeat([]byte{grey, 30, 60, 255}, 32*32)
		for i := range 32 * 8 {
			pixels[4*i+int(grey)%3] = 255
		}
		return &protocol.Show{Run: run, Picture: protocol.Picture{Width: 32, Height: 32, Bytes: pixels}}
	}
	first := func() int {
		r, err := e.row(k)
		if err != nil {
			t.Fatal(err)
		}
		return r.Channels[0]
	}
	run(t, e, frame(1, 10))
	varied, _ := e.varied(k)
	e.learn(&protocol.Effects{Kind: arch.KindO, Stages: []protocol.StageEffects{{Channels: varied[5:6], Drops: []float32{1}}, {}, {}}})
	shown := first()
	run(t, e, frame(2, 200))
	if r, _ := e.row(k); first() != shown || shown != varied[5] || r.Telling {
		t.Errorf("the next frame shows %+v, after channel %d", r, shown)
	}
	run(t, e, &protocol.Show{Run: 3, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	if varied, _ := e.varied(k); first() != varied[0] {
		t.Errorf("a file shows channel %d, %d varies most", first(), varied[0])
	}
	prepared := frame(4, 10)
	prepared.PreparedMS = 1
	run(t, e, prepared)
	if varied, _ := e.varied(k); first() != varied[0] {
		t.Errorf("a file that was prepared shows channel %d, %d varies most", first(), varied[0])
	}
}
