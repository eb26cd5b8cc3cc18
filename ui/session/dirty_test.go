package session

import (
	"testing"

	"regnetlens/wasm/protocol"
)

// What a turn concerns is what it changed, or sets to work.
func TestTurn(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	answer(s, 0, 2)
	answer(s, 1, 2)
	channel := func() { say(s, 0, &protocol.ChannelMap{Run: 2, Tap: "stage2.block2.o", Height: 16, Width: 16}) }
	for _, turn := range []struct {
		name string
		do   func()
		want [dirtyFlags]bool
	}{
		{"A's map comes: why it answers so is asked", channel, [dirtyFlags]bool{Looked: true, everything: true}},
		{"the next channel", func() { settle(s); s.MoveChannel(1, 0) }, [dirtyFlags]bool{Selected: true, Looked: true, everything: true}},
		{"it comes: nothing else to be asked", func() { playQuestion(s, 0) }, [dirtyFlags]bool{Looked: true}},
		{"the one after it", func() { s.MoveChannel(1, 0) }, [dirtyFlags]bool{Selected: true}},
		{"the pointer", func() { s.Point(&Pointer{0.5, 0.5}) }, [dirtyFlags]bool{Looked: true}},
		{"another view", func() { s.Show(View{Mode: ModeDiff}) }, [dirtyFlags]bool{Selected: true, Viewed: true, Coloured: true}},
		{"other colours", func() { s.Show(View{Mode: ModeDiff, Colormap: "grey"}) }, [dirtyFlags]bool{Coloured: true}},
		{"another pair", func() { s.MovePair(0, 1) }, [dirtyFlags]bool{Paired: true, PairMarked: true}},
		{"another language", func() { s.SetLanguage("ko") }, [dirtyFlags]bool{everything: true}},
		{"two things", func() { s.MoveChannel(1, 0); s.Choose("y", InMemory([]byte("y"))) }, [dirtyFlags]bool{Selected: true, everything: true}},
		{"nothing that says what it is", func() {}, [dirtyFlags]bool{everything: true}},
	} {
		before := s.versions
		s.Turn(turn.do)
		for a, want := range turn.want {
			if got := s.versions[a] > before[a]; got != want {
				t.Errorf("%s: flag %d set: %v", turn.name, a, got)
			}
		}
	}
	if one, whole := s.Version(Viewed), s.Version(); one <= whole {
		t.Errorf("version %d of a flag, %d of what belongs to none", one, whole)
	}
	p.posts()
}
