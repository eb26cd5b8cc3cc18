package session

import (
	"testing"

	"regnetlens/wasm/protocol"
)

// What a turn concerns is what it changed, or sets to work.
func TestTurn(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", []byte("x"))
	answer(s, 0, 2)
	answer(s, 1, 2)
	channel := func() { s.Receive(0, 1, &protocol.Channel{Run: 2, Tap: "stage2.block2.o"}) }
	for _, turn := range []struct {
		name                         string
		do                           func()
		rest, selected, viewed, pair int
	}{
		{"A's map comes: why it answers so is asked", channel, 1, 2, 1, 1},
		{"it comes again: nothing to be asked", channel, 0, 1, 0, 0},
		{"the next channel", func() { s.MoveChannel(1, 0) }, 0, 1, 0, 0},
		{"the pointer", func() { s.Point(&Pointer{0.5, 0.5}) }, 0, 1, 0, 0},
		{"another view", func() { s.Show(View{Mode: ModeDiff}) }, 0, 1, 1, 0},
		{"another pair", func() { s.MovePair(0, 1) }, 0, 0, 0, 1},
		{"another language", func() { s.SetLanguage("ko") }, 1, 1, 1, 1},
		{"two things", func() { s.MoveChannel(1, 0); s.Choose("y", []byte("y")) }, 1, 2, 1, 1},
		{"nothing that says what it is", func() {}, 1, 1, 1, 1},
	} {
		before := [...]int{s.Version(), s.Version(Selected), s.Version(Viewed), s.Version(Paired)}
		s.Turn(turn.do)
		got := [...]int{s.Version() - before[0], s.Version(Selected) - before[1], s.Version(Viewed) - before[2], s.Version(Paired) - before[3]}
		if want := [...]int{turn.rest, turn.selected, turn.viewed, turn.pair}; got != want {
			t.Errorf("%s: versions moved by %v, want %v", turn.name, got, want)
		}
	}
	p.posts()
}
