package session

import (
	"regnetlens/infer/arch"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/picture"
	"regnetlens/ui/text"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

var (
	plainState = State{A: "resnet-20", B: "regnet-20-lstm", Picture: "ship", Place: arch.Place{Stage: 2, Block: 2}, Kind: arch.KindH, View: firstView, Backend: protocol.Automatic, Language: "en"}
	fullState  = State{A: "x", B: "y", Picture: "own-3", Place: arch.Place{Stage: 3, Block: 1}, Kind: arch.KindGateI, Channel: 6, Language: "ko", Backend: protocol.Reference, Edits: "b-off-2.0,b-freeze-3.1,a-scale-1.2-gate_i-8-0.5",
		View: View{Mode: ModeOverlay, Tile: TileFour, OwnScale: true, Follow: true, Colormap: atlas.Cividis, Opacity: 35}}
)

func TestStateComesBack(t *testing.T) {
	for _, test := range []struct {
		state State
		want  string
	}{
		{plainState, "a=resnet-20&b=regnet-20-lstm&pic=ship&at=2.2&kind=h&ch=1"},
		{fullState, "a=x&b=y&pic=own-3&at=3.1&kind=gate_i&ch=7&view=overlay&tiles=4&scale=own&follow=1&map=cividis&cover=35&by=" + protocol.Reference + "&if=b-off-2.0,b-freeze-3.1,a-scale-1.2-gate_i-8-0.5&lang=ko"},
	} {
		got := test.state.Encode(plainState)
		if got != test.want {
			t.Errorf("written %s, want %s", got, test.want)
		}
		if back := ParseState("#"+got, plainState); back != test.state {
			t.Errorf("%s came back as %+v", got, back)
		}
	}
}

// What makes no sense is as if it were not there; the rest counts.
func TestStateIgnores(t *testing.T) {
	for _, address := range []string{"", "#", "#&&=&", "#a=&at=2&at=0.1&at=2.x&at=02.1&ch=0&ch=-3&ch=99999&ch=1e1", "#view=inside&map=jet&one=yes&tiles=5&tiles=&scale=mine&ch=tiles&cover=9&cover=101",
		"#kind=%3Cscript%3E&pic=" + strings.Repeat("x", 65), "#unknown=1",
		"#by=cuda&if=c-off-1.1&if=b-off&if=b-off-0.1&if=b-burn-1.1&if=b-off-1.1-o-1-2&if=a-scale-1.1-o-0-1&if=a-scale-1.1-o-1-x&if=a-scale-1.1-o-1-NaN&if=b-off-1.1,"} {
		if got := ParseState(address, plainState); got != plainState {
			t.Errorf("%s gave %+v", address, got)
		}
	}
	if got := ParseState("#ch=7&at=oops&map=grey", plainState); got.Channel != 6 || got.Place.Stage != 2 || got.View.Colormap != atlas.Grey {
		t.Errorf("the good parts gave %+v", got)
	}
}

func TestSteps(t *testing.T) {
	next := plainState
	next.Place.Block, next.Channel, next.Kind = 3, 9, arch.KindO
	if !next.Steps(plainState) || fullState.Steps(plainState) {
		t.Error("a step is what moves the eye only")
	}
}

// A session takes over what there is of a state, and says the same again.
func TestApply(t *testing.T) {
	s, p := begin(t)
	s.Data.Samples[0].ID, s.Data.Samples[1].ID = "one", "two"
	base := s.State()
	s.Apply(ParseState("#pic=two&at=3.1&kind=gate_f&ch=8&map=grey&one=0&lang=ko&b=no-such", base))
	p.fetches["2.jpg"](InMemory([]byte("two")), nil)
	p.posts()
	got := s.State()
	if want := "a=resnet-20&b=regnet-20-lstm&pic=two&at=3.1&kind=gate_f&ch=8&tiles=all&map=grey&lang=ko"; got.Encode(base) != want {
		t.Errorf("the session is at %s, want %s", got.Encode(base), want)
	}
	if s.Text != &text.Korean || s.Settled() {
		t.Error("the language is another, or the picture counts before it is there")
	}
	s.Apply(ParseState("#at=9.9&kind=h&ch=500", base)) // no such block: the start
	if s.Select != s.start() || s.View != firstView || s.Text != &text.English {
		t.Errorf("at %+v, %+v", s.Select, s.View)
	}
	s.Apply(ParseState("#at=1.1&kind=h&ch=500", base))
	if s.Select.Channel != 15 {
		t.Errorf("channel %d of 16", s.Select.Channel)
	}
}

// A picture of the reader's own is found again, a bad one never counted.
func TestApplyOwnPicture(t *testing.T) {
	s, p := begin(t)
	s.Data.Samples[0].ID, s.Data.Samples[1].ID = "one", "two"
	s.Choose("mine.jpg", InMemory([]byte("mine")))
	read(s, s.number)
	mine := s.State()
	if !s.Settled() || !strings.HasPrefix(mine.Picture, "own-") {
		t.Fatalf("the picture is called %q", mine.Picture)
	}
	s.ChooseSample(1)
	p.fetches["2.jpg"](InMemory([]byte("two")), nil)
	read(s, s.number)
	if s.State().Picture != "two" {
		t.Fatalf("at %q", s.State().Picture)
	}
	s.Apply(mine)
	read(s, s.number)
	if got := s.State(); s.Shown.Title != "mine.jpg" || !s.Settled() || got != mine {
		t.Errorf("%q came back as %q, called %q", mine.Picture, s.Shown.Title, got.Picture)
	}
	s.Choose("bad.jpg", InMemory([]byte("no picture")))
	say(s, 0, &protocol.Failed{Message: "no", Picture: &picture.Fault{Kind: picture.Broken}})
	if !s.Settled() || s.State() != mine {
		t.Errorf("after a bad picture at %q", s.State().Picture)
	}
}

// What if comes with the address, as far as the networks have what it
// changes, and goes with the way back as by undo.
func TestApplyEdits(t *testing.T) {
	s, p := begin(t)
	base := s.State()
	s.Choose("x", InMemory([]byte("x")))
	read(s, s.number)
	s.Apply(ParseState("#if=a-off-1.1,b-off-2.1,b-scale-9.1-o-1-0", base))
	if want := []Edit{{Slot: 1, Do: RegulatorOff, Stage: 2, Block: 1}}; !slices.Equal(s.Edits, want) || len(lastRun(p, 1).Edits) == 0 {
		t.Fatalf("edits %v, run %+v", s.Edits, lastRun(p, 1))
	}
	read(s, s.number)
	with := s.State()
	s.Apply(base)
	if len(s.Edits) != 0 || s.CanUndo() || !s.CanRedo() {
		t.Errorf("back: %v", s.Edits)
	}
	s.Apply(with)
	if s.State().Edits != "b-off-2.1" || !s.CanUndo() || s.CanRedo() {
		t.Errorf("forward: %v", s.Edits)
	}
}

// The backend comes with the address too.
func TestApplyBackend(t *testing.T) {
	s, _ := begin(t)
	s.Apply(ParseState("#by="+protocol.Reference, s.State()))
	if s.BackendChoice != protocol.Reference || !strings.Contains(s.State().Encode(plainState), "by="+protocol.Reference) {
		t.Errorf("computing by %s", s.BackendChoice)
	}
}

// The workers are told how to paint when that changes, and after a restart.
func TestStyle(t *testing.T) {
	s, p := begin(t)
	s.Slots[0].restyle()
	p.expect(t)
	v := s.View
	v.Mode, v.Colormap = ModeOverlay, atlas.Grey
	s.Show(v)
	want := protocol.Paint{Colormap: "grey", Channel: protocol.PickTelling, Opacity: 60}
	if s.Slots[0].style != want || s.Slots[1].style != want {
		t.Errorf("told %+v, want %+v", s.Slots[0].style, want)
	}
	p.expect(t, "A paint grey -1 0 60", "B paint grey -1 0 60")
	s.Ended(1, 1, "gone")
	load(s, 1)
	if got := p.posts(); got[1] != "B paint grey -1 0 60" {
		t.Errorf("the new worker was told %q", got)
	}
	if _, _, ok := s.Slots[0].Shows(arch.KindO, 2); ok {
		t.Error("a channel is shown that nobody picked")
	}
	s.Slots[0].Run = 1
	say(s, 0, tilesOf(1, 4))
	if c, _, ok := s.Slots[0].Shows(arch.KindO, 2); !ok || c[0] != 4 {
		t.Errorf("stage 2 shows %d, %v", c, ok)
	}
	v.Follow = true
	s.Show(v)
	p.posts()
	s.MoveChannel(1, 0)
	p.expect(t, "A paint grey 2 0 60", "B paint grey 2 0 60")
}

func FuzzParseState(f *testing.F) {
	f.Add("#" + fullState.Encode(plainState))
	f.Add("#a=%&at=..&&ch")
	f.Fuzz(func(t *testing.T, address string) {
		s := ParseState(address, plainState)
		if again := ParseState(s.Encode(plainState), plainState); again != s {
			t.Errorf("%q gave %+v, then %+v", address, s, again)
		}
	})
}

// Links that were made before a tile could show four maps mean what they meant.
func TestOlderLinks(t *testing.T) {
	four := plainState
	four.View.Tile, four.Telling = TileFour, true
	for address, want := range map[string]Tile{"one=1": TileOne, "one=0": TileAll, "one=1&follow=1": TileOne, "ch=3": TileFour, "one=2": TileFour} {
		if got := ParseState("#"+address, four); got.View.Tile != want {
			t.Errorf("%s shows %q a tile", address, got.View.Tile)
		}
	}
	if got := ParseState("#ch=3", four); got.Telling || got.Channel != 2 {
		t.Errorf("channel 3 gave %+v", got)
	}
	if got := ParseState("#ch=tile", plainState); !got.Telling || got.Encode(plainState) != strings.Replace(plainState.Encode(plainState), "ch=1", "ch=tile", 1) {
		t.Errorf("a tile's channel gave %+v", got)
	}
}
