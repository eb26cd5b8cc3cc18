package session

import (
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// lastAblate is what a slot's worker was asked last, and how often it was asked.
func (p *port) lastAblate(slot int) (last *protocol.Ablate, n int) {
	for _, a := range p.ablates {
		if a.slot == slot {
			last, n = a.ablate, n+1
		}
	}
	return last, n
}

// without plays the answer with H off at a block: class is the likeliest.
func without(s *Session, run int, at arch.Place, class, left int) {
	p := make([]float32, 10)
	p[class], p[0] = 0.75, 0.25
	say(s, 1, &protocol.WithoutH{Run: run, Reading: protocol.Reading{Stage: at.Stage, Block: at.Block, Probabilities: p}, Left: left})
}

func TestWithoutH(t *testing.T) {
	s, p := begin(t)
	b := s.Slots[1]
	s.Choose("x", InMemory([]byte("x")))
	answer(s, 1, 2) // deer, number 4
	for playQuestion(s, 1) {
	}
	if _, n := p.lastAblate(1); n != 0 {
		t.Fatal("asked while the other network reads")
	}
	answer(s, 0, 2)
	settle(s)
	m, n := p.lastAblate(1)
	if plain, _ := p.lastAblate(0); n != 1 || len(m.Blocks) != 9 || !slices.Equal(m.Kinds, []arch.Kind{arch.KindO, arch.KindI, arch.KindH}) || len(plain.Blocks) != 0 || !slices.Equal(plain.Kinds, []arch.Kind{arch.KindO}) {
		t.Fatalf("asked %d times, %+v; the plain network %+v", n, m, plain)
	}
	if _, known, blocks := b.CountWithoutH(); known != 0 || blocks != 9 {
		t.Errorf("%d of %d blocks are known too early", known, blocks)
	}
	at := func(stage, block int) arch.Place { return arch.Place{Stage: stage, Block: block} }
	version := s.Version()
	s.Turn(func() { without(s, 2, at(1, 1), 4, 8) })
	if s.Version() != version || s.Version(Ablated) == version {
		t.Error("a block builds the whole page, or nothing")
	}
	without(s, 2, at(1, 2), 5, 7)
	if v, ok := b.WithoutH(at(1, 2)); !ok || v[5] != 0.75 {
		t.Errorf("1.2 gives %v, %v", v, ok)
	}
	if _, ok := b.WithoutH(at(1, 3)); ok {
		t.Error("1.3 is known too early")
	}
	if class, changed, ok := b.TopWithoutH(at(1, 2)); class != 5 || !changed || !ok {
		t.Errorf("1.2 says %d, %v, %v", class, changed, ok)
	}
	if changed, known, _ := b.CountWithoutH(); changed != 1 || known != 2 {
		t.Errorf("%d of %d change the answer", changed, known)
	}

	// An edit ends the question; what is known stays, and the rest is asked for.
	s.ToggleEdit(Edit{Slot: 1, Do: RegulatorOff, Stage: 1, Block: 2})
	if _, ok := b.WithoutH(at(1, 2)); !ok {
		t.Error("an edit takes away what is known")
	}
	answer(s, 0, 3)
	whole := make([]float32, 10)
	whole[4], whole[1] = 0.75, 0.25
	edited := make([]float32, 10)
	edited[5], edited[1] = 0.75, 0.25
	say(s, 1, &protocol.Result{Run: 3, Probabilities: edited, Unedited: whole, Size: 32})
	settle(s)
	m, n = p.lastAblate(1)
	if n != 2 || len(m.Blocks) != 7 || m.Blocks[0] != at(1, 3) || len(m.Kinds) != 3 {
		t.Errorf("asked %d times, %+v", n, m)
	}
	if changed, known, _ := b.CountWithoutH(); changed != 1 || known != 2 {
		t.Errorf("edited: %d of %d change the answer as it is", changed, known)
	}
	without(s, 2, at(1, 3), 5, 6) // of the run before
	if _, ok := b.WithoutH(at(1, 3)); ok {
		t.Error("what came too late counts")
	}
	for i, place := range m.Blocks {
		without(s, 3, place, 4, len(m.Blocks)+len(m.Kinds)-1-i)
	}
	if _, ok := b.Effect(arch.KindH, 2, 30); ok {
		t.Error("an effect is known too early")
	}
	for i, kind := range m.Kinds {
		say(s, 1, &protocol.Effects{Run: 3, Kind: kind, Stages: []protocol.StageEffects{{}, {Channels: []int{30, 2}, Drops: []float32{-0.5, 0.25}}, {}}, Left: 2 - i})
	}
	if drop, ok := b.Effect(arch.KindH, 2, 2); !ok || drop != 0.25 {
		t.Errorf("the effect is %g, %v", drop, ok)
	}
	for _, place := range [][2]int{{2, 3}, {1, 30}, {0, 30}, {4, 30}} {
		if _, ok := b.Effect(arch.KindH, place[0], place[1]); ok {
			t.Errorf("the effect of a map that was not tried, %v", place)
		}
	}
	if changed, known, blocks := b.CountWithoutH(); changed != 1 || known != 9 || blocks != 9 || len(b.background) != 0 {
		t.Errorf("in the end %d, %d, %d", changed, known, blocks)
	}
	s.Edits = nil
	s.again()
	read(s, 4)
	if _, n := p.lastAblate(1); n != 2 {
		t.Error("what is known is asked again")
	}

	// Another picture begins with nothing, and does not wait for the question.
	s.Choose("y", InMemory([]byte("y")))
	read(s, 5)
	if m, n := p.lastAblate(1); n != 3 || len(m.Blocks) != 9 {
		t.Errorf("asked %d times, %+v", n, m)
	}
	if _, known, _ := b.CountWithoutH(); known != 0 {
		t.Error("the picture before is still known")
	}
	p.posts()
	s.Choose("z", InMemory([]byte("z")))
	p.expect(t, "A show 6", "B show 6")
	if len(b.background) != 0 {
		t.Error("the question before goes on")
	}
}

// What is asked beside is not asked of a worker that replaces one which it may
// have killed.
func TestAblationThatKills(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	s.Ended(1, 1, "memory")
	load(s, 1)
	answer(s, 1, 2)
	settle(s)
	if _, n := p.lastAblate(1); n != 1 {
		t.Errorf("asked %d times", n)
	}
	s.Choose("y", InMemory([]byte("y")))
	read(s, 3)
	if _, n := p.lastAblate(1); n != 2 {
		t.Errorf("asked %d times with the next picture", n)
	}
}

// An occlusion map and an ablation go on beside each other; a class map ends the
// former only.
func TestBesideEachOther(t *testing.T) {
	s, _ := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	b := s.Slots[1]
	s.AskBy(protocol.ByOcclusion)
	if len(b.background) != 2 || b.flight != nil {
		t.Fatalf("%d calls beside", len(b.background))
	}
	say(s, 1, &protocol.Attribution{Run: 2, Method: protocol.ByOcclusion, Done: 8, Total: 64})
	s.AskBy(protocol.ByClassMap)
	if len(b.background) != 1 || b.background[0].topic != toAblate || b.flight == nil {
		t.Errorf("%d calls beside", len(b.background))
	}
}
