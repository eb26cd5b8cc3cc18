package session

import (
	"maps"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// lastEnds is what a slot's worker was told last of the ends of its colours; nil
// for nothing since the last look.
func (p *port) lastEnds(slot int) *protocol.Ends {
	var last *protocol.Ends
	for _, e := range p.ends {
		if e.slot == slot {
			last = e.ends
		}
	}
	p.ends = nil
	return last
}

// Both networks' maps have colours that end at one value, by default; or each
// has its own.
func TestEndsOfBoth(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	a, b := s.Slots[0], s.Slots[1]
	far := tilesOf(2, 1)
	for i := range far.Rows {
		spread := atlas.SpreadOf([]float32{10 * float32(far.Rows[i].Stage)})
		far.Rows[i].Spread = spread.At
	}
	near := tilesOf(2, 1)
	near.Rows = near.Rows[6:] // of O
	say(s, 0, near)
	say(s, 1, far)
	answer(s, 0, 2)
	answer(s, 1, 2)
	say(s, 0, &protocol.ChannelMap{Run: 2, Tap: "stage2.block2.o", High: 3})
	say(s, 1, &protocol.ChannelMap{Run: 2, Tap: "stage2.block2.h", High: 9}) // of another kind
	say(s, 0, &protocol.Attribution{Run: 2, Method: protocol.ByClassMap, Class: 3, Done: 1, Total: 1, Most: 4})
	say(s, 1, &protocol.Attribution{Run: 2, Method: protocol.ByClassMap, Class: 3, Done: 1, Total: 1, Most: 2})
	settle(s)
	got := p.lastEnds(0)
	if got == nil || got.Run != 2 || len(got.Highs) != 4 || got.Highs["o/1"] < 9.8 || got.Highs["o/1"] > 10.2 || got.Highs[protocol.SubjectAttribution] != 4 {
		t.Fatalf("A was told %+v", got)
	}
	if high, shared, ok := a.TileEnd(arch.KindO, 1); !ok || !shared || high != got.Highs["o/1"] {
		t.Errorf("A's O ends at %g, %v, %v", high, shared, ok)
	}
	if high, shared, ok := b.TileEnd(arch.KindH, 2); !ok || shared || high < 19.8 || high > 20.2 {
		t.Errorf("B's H ends at %g, %v, %v", high, shared, ok)
	}
	if _, _, ok := a.TileEnd(arch.KindH, 2); ok {
		t.Error("A's H ends somewhere")
	}
	if high, shared, _ := a.LensEnd(); high != 3 || shared {
		t.Errorf("A's lens ends at %g, %v", high, shared)
	}
	if high, shared, _ := b.AttributionEnd(); high != 4 || !shared {
		t.Errorf("B's class map ends at %g, %v", high, shared)
	}
	s.SelectKind(arch.KindO)
	say(s, 0, &protocol.ChannelMap{Run: 2, Tap: "stage2.block2.o", High: 3})
	say(s, 1, &protocol.ChannelMap{Run: 2, Tap: "stage2.block2.o", High: 9})
	if high, shared, _ := a.LensEnd(); high != 9 || !shared {
		t.Errorf("A's lens ends at %g, %v", high, shared)
	}
	p.ends = nil
	version := s.Version()
	s.Turn(func() { s.Receive(0, a.Generation, protocol.Header{}, &protocol.Painted{Run: 2}) })
	if len(p.ends) != 0 || s.Version() != version {
		t.Error("what is known is told again")
	}

	v := s.View
	v.OwnScale = true
	s.Show(v)
	if got := p.lastEnds(1); got == nil || len(got.Highs) != 0 {
		t.Errorf("each by its own: B was told %+v", got)
	}
	if high, shared, _ := a.TileEnd(arch.KindO, 1); shared || high > 1.1 {
		t.Errorf("A's O ends at %g, %v", high, shared)
	}
	v.OwnScale = false
	s.Show(v)
	one := p.lastEnds(1)

	// The next picture's ends are of both networks, again; a new worker hears all.
	s.Choose("y", InMemory([]byte("y")))
	say(s, 0, tilesOf(3, 1))
	say(s, 1, tilesOf(3, 1))
	answer(s, 0, 3)
	if got := p.lastEnds(0); got != nil {
		t.Errorf("told %+v of a picture that is not on the page", got)
	}
	answer(s, 1, 3)
	if got := p.lastEnds(1); got == nil || got.Run != 3 || maps.Equal(got.Highs, one.Highs) {
		t.Errorf("B was told %+v", got)
	}
	settle(s)
	s.Ended(1, 1, "gone")
	load(s, 1)
	answer(s, 1, 3)
	if got := p.lastEnds(1); got == nil || got.Run != 3 {
		t.Errorf("B's new worker was told %+v", got)
	}
}

func TestSheet(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	p.posts()
	s.SheetOrder = protocol.ByStrength
	s.Inspect(InspectAll)
	p.expect(t, "A sheet stage2.block2.o strength", "B sheet stage2.block2.h strength")
	order := []int{5, 3}
	for c := range 32 {
		if c != 5 && c != 3 {
			order = append(order, c)
		}
	}
	b := s.Slots[1]
	say(s, 1, &protocol.Sheet{Run: 2, GetSheet: protocol.GetSheet{Tap: "stage2.block2.h", Order: protocol.ByStrength}, Channels: order, High: 7})
	if l, ok := b.SheetLayout(); !ok || l.Columns != 8 || l.Rows != 4 {
		t.Errorf("%+v", l)
	}
	if high, shared, ok := b.SheetEnd(); high != 7 || shared || !ok {
		t.Errorf("it ends at %g", high)
	}
	b.PickFromSheet(0.01, 0.01)
	if _, c, _ := b.Selected(); c != 5 || !s.View.Follow {
		t.Errorf("channel %d", c)
	}
	settle(s)
	p.posts()
	s.SortSheet(protocol.ByEffect)
	settle(s)
	p.posts()
	say(s, 0, &protocol.Effects{Run: 2, Kind: arch.KindO, Stages: []protocol.StageEffects{}})
	p.expect(t, "A sheet stage2.block2.o effect") // whose order has changed
	settle(s)

	// It comes with the next picture, and goes when it is closed.
	s.Choose("y", InMemory([]byte("y")))
	p.posts()
	say(s, 1, &protocol.Sheet{Run: 3, GetSheet: protocol.GetSheet{Tap: "stage2.block2.h", Order: protocol.ByEffect}, Channels: order})
	answer(s, 1, 3)
	answer(s, 0, 3)
	if b.Sheet == nil || b.Sheet.Run != 3 || s.Slots[0].Sheet != nil {
		t.Errorf("sheets %+v, %+v", s.Slots[0].Sheet, b.Sheet)
	}
	settle(s)
	p.posts()
	s.Inspect(InspectLook)
	p.expect(t, "A sheet  ", "B sheet  ")
	if b.Sheet != nil {
		t.Error("it stays")
	}
	s.goOn()
	p.expect(t)
}
