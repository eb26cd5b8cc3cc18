package session

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/picture"
	"regnetlens/ui/text"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

func TestFirstPicture(t *testing.T) {
	s, p := begin(t)
	if s.Slots[0].Regulated() || !s.Slots[1].Regulated() {
		t.Error("the plain network should be A, the regulated one B")
	}
	p.fetches["1.jpg"](InMemory([]byte("jpeg")), nil)
	p.expect(t, "A show 1", "B show 1")
	answer(s, 0, 1)
	if s.Shown == nil || s.Shown.Title != "one" || s.Slots[0].Top() != "cat" || s.Slots[1].Top() != "" {
		t.Errorf("shown %v, A says %q, B %q", s.Shown, s.Slots[0].Top(), s.Slots[1].Top())
	}
	p.expect(t, "A channel stage2.block2.o -1")
	answer(s, 1, 1)
	p.expect(t, "B channel stage2.block2.h -1")
	bars := s.Bars()
	if len(bars) != 10 || bars[3].Class != "cat" || bars[3].P != [2]float32{0.7, 0} || bars[4].P != [2]float32{0, 0.7} || bars[3].Known != [2]bool{true, true} {
		t.Errorf("bars %v", bars)
	}
}

// Pictures chosen while a network is busy wait; only the last one is run.
func TestImpatience(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	p.fetches["1.jpg"](InMemory([]byte("late")), nil) // the sample comes after a later choice
	s.Choose("y", InMemory([]byte("y")))
	s.Choose("z", InMemory([]byte("z")))
	p.expect(t, "A show 2", "B show 2")
	answer(s, 0, 2)
	p.expect(t, "A show 4")
	if s.Shown != nil {
		t.Errorf("%q is shown, but it is not what was chosen last", s.Shown.Title)
	}
	answer(s, 0, 4)
	if s.Shown == nil || s.Shown.Title != "z" {
		t.Errorf("shown %v, want z", s.Shown)
	}
}

func TestRefusedPicture(t *testing.T) {
	s, p := begin(t)
	s.Choose("good", InMemory([]byte("x")))
	read(s, 2)
	s.Choose("bad", InMemory([]byte("y")))
	p.posts()
	say(s, 0, &protocol.Failed{Message: "no picture", Picture: &picture.Fault{Kind: picture.Broken, Format: "JPEG"}})
	say(s, 1, &protocol.Failed{Message: "no picture", Picture: &picture.Fault{Kind: picture.Broken, Format: "JPEG"}})
	if notice(s) != "bad cannot be shown, the JPEG picture is broken or cut short." {
		t.Errorf("notice %q", notice(s))
	}
	if s.Shown.Title != "good" || s.Slots[1].Top() != "deer" {
		t.Error("what was on the page is gone")
	}
	for _, m := range p.posts() {
		if strings.Contains(m, "show") {
			t.Errorf("posted %q after a refusal", m)
		}
	}
	s.Choose("better", InMemory([]byte("z")))
	p.expect(t, "A show 4", "B show 4")
	read(s, 4)
	if notice(s) != "" {
		t.Errorf("the notice %q outlived the picture", notice(s))
	}
}

func TestWorkerDies(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	answer(s, 0, 2)
	answer(s, 1, 2)
	say(s, 1, &protocol.ChannelMap{Run: 2, Tap: "stage2.block2.h"})
	p.posts()
	s.Ended(1, 1, "crash")
	if p.started[len(p.started)-1] != "B2" || s.Slots[1].Top() != "deer" || notice(s) == "" {
		t.Errorf("started %q, B says %q, notice %q", p.started, s.Slots[1].Top(), notice(s))
	}
	s.Ended(1, 1, "crash") // heard of twice
	say(s, 1, &protocol.Loaded{})
	p.expect(t)
	load(s, 1)
	p.expect(t, "B load b.weights", "B show 2")
	answer(s, 1, 2)
	p.expect(t, "B channel stage2.block2.h -1") // on the new worker's canvas
	for range maxCrashes {
		s.Ended(1, s.Slots[1].Generation, "crash")
	}
	if s.Slots[1].Phase != Broken || s.Notice.Retry != s.Slots[1] {
		t.Fatalf("after %d deaths: phase %d", maxCrashes, s.Slots[1].Phase)
	}
	generation := s.Slots[1].Generation
	s.Notice.Retry.Retry()
	if s.Slots[1].Generation != generation+1 || s.Notice != nil {
		t.Error("trying again does nothing")
	}
}

// A weight file that does not come keeps its notice while the other slot
// works, and the next picture is another try.
func TestWeightsFail(t *testing.T) {
	s, p := begin(t)
	s.Slots[1].restart()
	say(s, 1, &protocol.Ready{})
	say(s, 1, &protocol.Failed{Message: "checksum"})
	s.Choose("x", InMemory([]byte("x")))
	if p.started[len(p.started)-1] != "B3" {
		t.Errorf("started %q", p.started)
	}
	say(s, 1, &protocol.Ready{})
	say(s, 1, &protocol.Failed{Message: "checksum"})
	answer(s, 0, 2)
	if !strings.Contains(notice(s), "RegNet-20") || s.Shown == nil {
		t.Errorf("notice %q", notice(s))
	}
	s.Notice.Retry.Retry()
	load(s, 1)
	answer(s, 1, 2)
	if notice(s) != "" || s.Slots[1].Top() != "deer" {
		t.Errorf("in the end: notice %q, B says %q", notice(s), s.Slots[1].Top())
	}
}

func TestMoves(t *testing.T) {
	s, p := begin(t)
	if got, want := s.Select, (Selection{Place: arch.Place{Stage: 2, Block: 2}, Kind: arch.KindH, Row: 2, Telling: true}); got != want {
		t.Fatalf("starts at %v, want %v", got, want)
	}
	v := s.View
	v.Tile = TileAll
	s.Show(v)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	p.posts()
	for _, step := range []struct {
		do   func()
		want Selection
	}{
		{func() { s.Pick(1, arch.Place{Stage: 1, Block: 3}, 0.3, 0.3) }, Selection{arch.Place{Stage: 1, Block: 3}, arch.KindI, 5, 1, false}},
		{func() { s.Pick(1, arch.Place{Stage: 1, Block: 3}, -1, -1) }, Selection{arch.Place{Stage: 1, Block: 3}, arch.KindI, 5, 1, false}},
		{func() { s.MoveBlock(1) }, Selection{arch.Place{Stage: 2, Block: 1}, arch.KindI, 5, 1, false}},
		{func() { s.MoveRow(1) }, Selection{arch.Place{Stage: 2, Block: 1}, arch.KindH, 5, 2, false}},
		{func() { s.MoveRow(9) }, Selection{arch.Place{Stage: 2, Block: 1}, arch.KindH, 5, 2, false}},
		{func() { s.MoveChannel(0, 1) }, Selection{arch.Place{Stage: 2, Block: 1}, arch.KindH, 11, 2, false}},
		{func() { s.MoveChannel(0, 9) }, Selection{arch.Place{Stage: 2, Block: 1}, arch.KindH, 11, 2, false}},
		{func() { s.SelectKind(arch.KindGateF) }, Selection{arch.Place{Stage: 2, Block: 1}, arch.KindGateF, 11, 2, false}},
		{func() { s.SelectKind(arch.KindO) }, Selection{arch.Place{Stage: 2, Block: 1}, arch.KindO, 11, 3, false}},
		{func() { s.MoveBlock(-99) }, Selection{arch.Place{Stage: 2, Block: 1}, arch.KindO, 11, 3, false}},
		{func() { s.Pick(0, arch.Place{Stage: 3, Block: 3}, 0.99, 0.99) }, Selection{arch.Place{Stage: 3, Block: 3}, arch.KindO, 63, 0, false}},
		{func() { s.Pick(0, arch.Place{Stage: 1, Block: 1}, -1, -1) }, Selection{arch.Place{Stage: 1, Block: 1}, arch.KindO, 15, 0, false}}, // fewer channels there
	} {
		step.do()
		if s.Select != step.want {
			t.Errorf("selected %v, want %v", s.Select, step.want)
		}
	}
	if got := p.posts(); len(got) != 2 || got[0] != "A channel stage1.block3.i 5" || got[1] != "B channel stage1.block3.i 5" {
		t.Errorf("posted %q: one look at a time", got)
	}
	say(s, 0, &protocol.ChannelMap{Run: 2, Tap: "stage1.block3.i", Channel: 5})
	p.expect(t, "A channel stage1.block1.o 15") // and then what is wanted now
}

func TestSelectedLane(t *testing.T) {
	s, _ := begin(t)
	for kind, want := range map[arch.Kind]string{
		arch.KindH: "A·o! B·h!", arch.KindC: "A·o! B·h!", arch.KindGateI: "A·o! B·h!", arch.KindI: "A·o B·i!",
		arch.KindO: "A·o! B·o!", arch.KindMix: "A·o! B·o", arch.KindResidual: "A·o B·o",
	} {
		s.SelectKind(kind)
		var got []string
		for _, l := range s.Rows() {
			if selected, channel := s.SelectedRow(l, arch.Place{Stage: 2, Block: 2}); selected {
				mark := ""
				if channel {
					mark = "!"
				}
				got = append(got, l.Slot.Name()+"·"+l.Kind.String()+mark)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s is outlined in %q, want %q", kind, got, want)
		}
	}
}

// Networks of other depths and with a regulator in one stage only.
func TestUnequalNetworks(t *testing.T) {
	s, _ := begin(t)
	m := s.Models[0]
	m.ID = "deep"
	m.Arch = arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 16, Block: arch.BlockBasic, Widths: []int{16, 32}, Blocks: []int{2, 5},
		Shortcut: arch.ShortcutPad, Regulator: arch.RegulatorGRU, RegulatedStages: []int{2}, Classes: 10,
	}
	s.Models = append(s.Models, m)
	s.SelectModel(0, "deep")
	if got := len(s.Columns()); got != 3+5+3 {
		t.Errorf("%d columns, want 11", got)
	}
	a := s.Slots[0]
	if _, ok := a.TapAt(arch.Place{Stage: 1, Block: 1}, arch.KindH); ok {
		t.Error("the first stage has no regulator")
	}
	for _, name := range a.atlases() {
		if _, ok := a.Graph.Tap(name); !ok {
			t.Errorf("no tap %s", name)
		}
	}
	a.Channel = &protocol.ChannelMap{}
	s.Pick(0, arch.Place{Stage: 3, Block: 1}, -1, -1)
	if _, _, ok := a.Selected(); ok {
		t.Error("A has no third stage to select")
	}
	if a.getChannel(); a.Channel != nil {
		t.Error("A shows a map of the block before")
	}
	a.Run, a.Channel = 1, nil
	if a.keep(&protocol.ChannelMap{Run: 1}); a.Channel != nil {
		t.Error("A shows a map that comes too late")
	}
	kinds, gates := s.Kinds()
	if fmt.Sprint(kinds) != "[i h c mix residual o]" || fmt.Sprint(gates) != "[gate_i gate_f gate_o gate_g gate_z gate_r gate_h]" {
		t.Errorf("kinds %q, gates %q", kinds, gates)
	}
}

func TestSamples(t *testing.T) {
	s, p := begin(t)
	s.ChooseSample(1)
	p.fetches["2.jpg"](File{}, errors.New("offline"))
	if !strings.Contains(notice(s), "could not be fetched") {
		t.Errorf("notice %q", notice(s))
	}
	if err := s.AddSamples([]byte(`[{"title":"mine","url":"samples/own/mine.jpg"}]`)); err != nil || s.SampleTitle(2) != "mine" {
		t.Errorf("own samples: %v", err)
	}
	if err := s.AddSamples([]byte("<html>")); err == nil {
		t.Error("a page passed for a list")
	}
	s.SetLanguage("ko-KR")
	if p.lang != "ko" || s.SampleTitle(0) != "하나" || s.SampleTitle(1) != "two" {
		t.Errorf("in %s: %q, %q", p.lang, s.SampleTitle(0), s.SampleTitle(1))
	}
}

func TestNoModels(t *testing.T) {
	s, err := New(PageData{}, nil)
	if err != nil || notice(s) != text.English.NoModels {
		t.Fatalf("notice %q, %v", notice(s), err)
	}
	s.Begin(&port{})
	s.Choose("x", InMemory([]byte("x")))
	s.MoveBlock(1)
	s.MoveChannel(1, 0)
	s.MoveRow(1)
}

// The page opens with the pair that is named for it, wherever it stands in the
// catalogue; without it, with the first plain and the first regulated network.
func TestOpening(t *testing.T) {
	models, err := weights.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]weights.Model{}
	for _, m := range models {
		byID[m.ID] = m
	}
	plain, regulated := byID[weights.Opening[0]], byID[weights.Opening[1]]
	if plain.ID == "" || regulated.ID == "" || plain.Arch.Regulator != arch.RegulatorNone || regulated.Arch.Regulator == arch.RegulatorNone {
		t.Fatalf("the catalogue has no opening pair %q of a plain and a regulated network", weights.Opening)
	}
	other, another := plain, regulated
	other.ID, another.ID = "a-plain", "a-regulated"
	for want, list := range map[[2]string][]weights.Model{
		weights.Opening:            {another, other, regulated, plain, another},
		{"a-plain", "a-regulated"}: {another, other},
		{"a-plain", regulated.ID}:  {other, another, regulated},
		{another.ID, another.ID}:   {another},
	} {
		s, err := New(PageData{}, list)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]string{s.Slots[0].Model.ID, s.Slots[1].Model.ID}; got != want {
			t.Errorf("opens with %q, want %q", got, want)
		}
	}
}
