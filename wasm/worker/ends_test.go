package worker

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

func TestEnds(t *testing.T) {
	var e ends
	if got := e.end("o/1", 4); got != 4 {
		t.Errorf("before a word of the page: %g", got)
	}
	e.end("h/1", 1)
	if news := e.say(map[string]float32{"o/1": 6, "h/1": 1, "o/2": 9}); !maps.Equal(news, map[string]bool{"o/1": true}) {
		t.Errorf("news %v", news)
	}
	if got := e.end("o/1", 4); got != 6 {
		t.Errorf("as said: %g", got)
	}
	e.said = nil // the next picture
	if got := e.end("o/1", 2); got != 3 {
		t.Errorf("of the next picture, expected: %g", got)
	}
	if news := e.say(map[string]float32{"o/1": 3, "h/1": 1}); len(news) != 0 {
		t.Errorf("what was expected is news: %v", news)
	}
	e.forget("o/1")
	if got := e.end("o/1", 2); got != 2 {
		t.Errorf("of other maps: %g", got)
	}
	e.say(map[string]float32{"o/1": 5})
	if news := e.say(nil); !maps.Equal(news, map[string]bool{"o/1": true}) || e.end("o/1", 2) != 2 {
		t.Errorf("each on its own: news %v, %g", news, e.end("o/1", 2))
	}
	e.said = nil
	if got := e.end("o/1", 7); got != 7 {
		t.Errorf("each on its own, the next picture: %g", got)
	}
}

// What the page says of the ends is what is painted, of every subject that has
// one; a gate's scale is its own.
func TestPaintedEnds(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	e.style = protocol.Paint{Colormap: "grey", Channel: protocol.PickTelling}
	tile := protocol.One("stage1.block1.o")
	paintings := func() map[string][]byte {
		out := map[string][]byte{}
		var err error
		if out[tile], _, _, err = e.mapOf(tile); err != nil {
			t.Fatal(err)
		}
		if _, out[protocol.SubjectLens], err = e.channelMap(&protocol.GetChannel{Tap: "stage1.block1.o", Channel: 3}); err != nil {
			t.Fatal(err)
		}
		if _, out[protocol.SubjectSheet], _, _, err = e.sheet(&protocol.GetSheet{Tap: "stage1.block1.o", Order: protocol.ByNumber}); err != nil {
			t.Fatal(err)
		}
		a, err := e.classMap(0)
		if err != nil {
			t.Fatal(err)
		}
		out[protocol.SubjectAttribution], _ = e.paintAttribution(a)
		return out
	}
	before := paintings()
	for subject := range before {
		name := e.nameOf(subject)
		own := e.ends.own[name]
		if own <= 0 {
			t.Fatalf("%s has no end %q", subject, name)
		}
		news := e.ends.say(map[string]float32{name: 2 * own})
		if !news[name] {
			t.Errorf("%s: no news", subject)
		}
		for other, pixels := range paintings() {
			if same := bytes.Equal(pixels, before[other]); same == (other == subject) {
				t.Errorf("%s on another scale: %s is the same %v", subject, other, same)
			}
		}
		e.ends.say(nil)
	}
	_, gate, _ := e.channelMap(&protocol.GetChannel{Tap: "stage1.block1.gate_i", Channel: 3})
	e.ends.say(map[string]float32{protocol.SubjectLens: 100})
	if _, after, _ := e.channelMap(&protocol.GetChannel{Tap: "stage1.block1.gate_i", Channel: 3}); !bytes.Equal(gate, after) {
		t.Error("a gate is on another scale than 0 … 1")
	}
	if e.nameOf("stage1.block1.o") != "" || e.nameOf(protocol.SubjectSource) != "" {
		t.Error("an atlas has an end")
	}
}

// Values beyond the end take the last colour.
func TestRowScale(t *testing.T) {
	e := loaded(t, "resnet-20")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	e.style = protocol.Paint{Channel: protocol.PickTelling}
	for stage, share := range map[int]float64{1: 0.99, 3: 0.975} {
		r, err := e.row(rowKey{arch.KindO, stage})
		if err != nil {
			t.Fatal(err)
		}
		var shown []float32
		for block := 1; block <= 3; block++ {
			at, _ := e.net.Graph().TapAt(arch.Place{Stage: stage, Block: block}, arch.KindO)
			tap, values, _ := e.at(at.Name)
			plane := tap.Shape.H * tap.Shape.W
			shown = append(shown, values[r.Channels[0]*plane:][:plane]...)
		}
		slices.Sort(shown)
		want := shown[int(share*float64(len(shown)))]
		if got := e.scale(r); got.High < 0.97*want || got.High > 1.03*want || got.Low != 0 {
			t.Errorf("stage %d: %+v, want 0 … %g", stage, got, want)
		}
	}
}

func TestSheet(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	const name = "stage2.block2.o"
	_, values, _ := e.at(name)
	strength := strengths(256, values)
	sum := float32(0)
	for _, v := range values[5*256:][:256] {
		sum += v / 256
	}
	if d := strength[5] - float64(sum); d < -1e-4 || d > 1e-4 {
		t.Errorf("strength %g, want %g", strength[5], sum)
	}
	byStrength := descending(strength)
	var byNumber []int
	for c := range 32 {
		byNumber = append(byNumber, c)
	}
	for order, want := range map[protocol.Order][]int{protocol.ByNumber: byNumber, protocol.ByStrength: byStrength, protocol.ByEffect: byStrength} {
		r, pixels, width, height, err := e.sheet(&protocol.GetSheet{Tap: name, Order: order})
		if err != nil || width != 8*17-1 || height != 4*17-1 || len(pixels) != 4*width*height || !slices.Equal(r.Channels, want) {
			t.Errorf("%s: %d × %d, %v, %v", order, width, height, r, err)
		}
		one := make([]byte, 4*256)
		atlas.PaintChannel(one, 16, values[want[9]*256:][:256], 16, atlas.Scale{High: r.High}, e.colormap())
		if at := 4 * (17*width + 17); !bytes.Equal(pixels[at:][:64], one[:64]) {
			t.Errorf("%s: the map in row 2, column 2 is another", order)
		}
	}
	e.learn(&protocol.Effects{Kind: arch.KindO, Stages: []protocol.StageEffects{{}, {Channels: []int{30, 2}, Drops: []float32{-0.5, 0.1}}, {}}})
	r, _, _, _, err := e.sheet(&protocol.GetSheet{Tap: name, Order: protocol.ByEffect})
	if err != nil || len(r.Channels) != 32 || r.Channels[0] != 30 || r.Channels[1] != 2 || !slices.Equal(slices.Sorted(slices.Values(r.Channels)), byNumber) {
		t.Errorf("by effect: %v, %v", r, err)
	}
	if r, _, _, _, err := e.sheet(&protocol.GetSheet{Tap: "stage2.block2.gate_i", Order: protocol.ByNumber}); err != nil || r.High != 1 || r.Spread != nil {
		t.Errorf("gates: %+v, %v", r, err)
	}
	if r, _, _, _, err := e.sheet(&protocol.GetSheet{Tap: "stem", Order: protocol.ByEffect}); err != nil || len(r.Channels) != 16 {
		t.Errorf("the stem: %+v, %v", r, err)
	}
}
