package session

import (
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// With each network's own map in the tiles, a tile shows that of its network, and
// the lens that of each; a step from there is one of both.
func TestTellingMaps(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	for slot := range s.Slots {
		say(s, slot, tilesOf(2, 4+slot, 9, 11, 13))
	}
	read(s, 2)
	a, b := s.Slots[0], s.Slots[1]
	channels := func() [2]int {
		_, x, _ := a.Selected()
		_, y, _ := b.Selected()
		return [2]int{x, y}
	}
	place := arch.Place{Stage: 3, Block: 2}
	s.Pick(3, place, 0.9, 0.9)
	if s.Select.Place != place || s.Select.Kind != arch.KindO || channels() != [2]int{4, 5} {
		t.Errorf("a tile selects %+v, channels %v", s.Select, channels())
	}
	if a.Telling() {
		t.Error("maps that vary most are said to be telling")
	}
	s.SelectKind(arch.KindH) // A has none, and shows its output
	if channels() != [2]int{4, 5} {
		t.Errorf("of H channels %v", channels())
	}
	s.SelectKind(arch.KindMix) // of which the workers say what they show
	settle(s)
	p.posts()
	say(s, 1, tilesOf(2, 6))
	if channels() != [2]int{4, 0} {
		t.Errorf("of the mix channels %v", channels())
	}
	s.SelectKind(arch.KindO)
	settle(s)
	p.posts()
	s.MoveChannel(1, 0)
	if channels() != [2]int{7, 7} || s.Select.Telling {
		t.Errorf("one further channels %v", channels())
	}
	p.expect(t, "A channel stage3.block2.o 7", "B channel stage3.block2.o 7")

	v := s.View
	v.Tile = TileFour
	s.Show(v)
	p.posts()
	if _, _, ok := b.Shows(arch.KindO, 3); ok {
		t.Error("what tiles show is known before it was said")
	}
	s.Pick(3, place, 0.9, 0.9)
	say(s, 1, tilesOf(2, 5, 9, 11, 13))
	for at, want := range map[[2]float64]int{{0.1, 0.1}: 5, {0.9, 0.1}: 9, {0.1, 0.9}: 11, {0.9, 0.9}: 13, {-1, -1}: 13} {
		if at[0] < 0 {
			s.Select.Channel = 13
		}
		if s.Pick(3, place, at[0], at[1]); s.Select.Channel != want || s.Select.Telling {
			t.Errorf("at %v a tile of four selects %d, want %d", at, s.Select.Channel, want)
		}
	}
	s.SelectChannel(8)
	if channels() != [2]int{8, 8} || s.Tile() != TileOne || !s.View.Follow {
		t.Errorf("channels %v, %+v", channels(), s.View)
	}
}

// A network that has found which maps tell most is asked for them anew.
func TestTellingMapsComeLater(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	p.posts()
	told := func(run, left int) {
		for i, kind := range []arch.Kind{arch.KindO, arch.KindI, arch.KindH} {
			say(s, 1, &protocol.Effects{Run: run, Kind: kind, Stages: []protocol.StageEffects{}, Left: left - i})
		}
	}
	told(2, 2)
	p.expect(t, "B channel stage2.block2.h -1")
	settle(s)
	p.posts()
	s.ToggleEdit(Edit{Slot: 1, Do: RegulatorOff, Stage: 1, Block: 2})
	p.posts()
	say(s, 1, &protocol.ChannelMap{Run: 3, Tap: "stage2.block2.h", Channel: 7, Telling: true})
	read(s, 3)
	for _, got := range p.posts() {
		if got == "B channel stage2.block2.h -1" {
			t.Error("what came with the answer is asked for again")
		}
	}
	// A worker that takes the place of another has to find it anew.
	s.Ended(1, 1, "gone")
	if _, ok := s.Slots[1].Effect(arch.KindH, 1, 0); ok || s.Slots[1].knows(3, arch.KindH) {
		t.Error("the next worker is believed to know what the other has found")
	}
}
