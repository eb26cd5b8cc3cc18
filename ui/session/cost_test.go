package session

import (
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// The blocks' costs are those of the network, without what is before and
// behind them.
func TestCost(t *testing.T) {
	s, _ := begin(t)
	for _, d := range s.Slots {
		want := d.Graph.Cost()
		for m, whole := range map[Measure]float64{MulAdds: float64(want.MulAdds), Params: float64(want.Params)} {
			blocks, got, ok := d.Cost(m)
			if !ok || got != whole || len(blocks) != len(s.Columns()) {
				t.Errorf("%s %s: %v of %d blocks, want %v", d.Name(), m, got, len(blocks), whole)
			}
			sum := 0.0
			for _, c := range s.Columns() {
				if blocks[c] <= 0 {
					t.Errorf("%s %s: block %v costs %v", d.Name(), m, c, blocks[c])
				}
				sum += blocks[c]
			}
			if sum >= got || sum < 0.9*got {
				t.Errorf("%s %s: the blocks cost %v of %v", d.Name(), m, sum, got)
			}
		}
	}
	// The first block of ResNet-20 writes two maps of 16 × 32 × 32.
	if blocks, _, _ := s.Slots[0].Cost(Memory); blocks[arch.Place{Stage: 1, Block: 1}] != 2*4*16*32*32 {
		t.Errorf("the first block writes %v bytes", blocks[arch.Place{Stage: 1, Block: 1}])
	}
}

// Times are asked for when they are to be seen, once for each worker.
func TestTimes(t *testing.T) {
	s, p := begin(t)
	p.fetches["1.jpg"](InMemory([]byte("jpeg")), nil)
	read(s, 1)
	p.posts()
	if _, _, ok := s.Slots[0].Cost(Time); ok {
		t.Error("times without a measurement")
	}
	asked := func() (n int) {
		for _, post := range p.posts() {
			if post == "A time" || post == "B time" {
				n++
			}
		}
		return n
	}
	s.SelectMeasure(Time)
	if n := asked(); n != 2 {
		t.Errorf("%d asked for times", n)
	}
	s.SelectMeasure(MulAdds)
	s.SelectMeasure(Time)
	if n := asked(); n != 0 {
		t.Errorf("%d asked again", n)
	}
	say(s, 0, &protocol.Timed{Backend: "simd", Operations: map[string]float64{"conv0": 1, "stage1.block1.conv1": 2, "stage1.block1.conv2": 3}})
	blocks, whole, ok := s.Slots[0].Cost(Time)
	if !ok || whole != 6 || blocks[arch.Place{Stage: 1, Block: 1}] != 5 {
		t.Errorf("times %v, whole %v", blocks, whole)
	}
}
