package session

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// toldOf is a session with a picture that both networks have read.
func toldOf(t *testing.T) (*Session, *port) {
	t.Helper()
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	read(s, s.number)
	return s, p
}

// A first visit is offered the story with its first result, and nothing is set;
// one who has seen it is not, but can ask for it.
func TestStoryIsOffered(t *testing.T) {
	for kept, want := range map[string]int{"": 1, "seen": NoStep} {
		s, p := begin(t)
		s.Restore(func(name string) string { return map[string]string{KeptStory: kept}[name] })
		base := s.State()
		p.fetches["1.jpg"](InMemory([]byte("file")), nil)
		if s.Story.Step != NoStep {
			t.Error("the story begins before there is anything to see")
		}
		read(s, 1)
		if s.Story.Step != want || s.InStory() || s.State() != base {
			t.Errorf("kept %q: step %d, told %v, at %s", kept, s.Story.Step, s.InStory(), s.State().Encode(base))
		}
		if kept == "" {
			s.Leave()
			if s.Story.Step != NoStep || !slices.Contains(p.kept, KeptStory+"=seen") {
				t.Errorf("Escape: step %d, kept %q", s.Story.Step, p.kept)
			}
			s.Choose("y", InMemory([]byte("y")))
			read(s, s.number)
			if s.Story.Step != NoStep {
				t.Error("the next picture offers it again")
			}
		}
		s.Dialog = DialogAbout
		s.TellStory(1)
		if !s.InStory() || s.Dialog != "" {
			t.Errorf("asked for: step %d, dialog %q", s.Story.Step, s.Dialog)
		}
	}
}

// A link shows what it says, on a first visit, too.
func TestStoryIsNotOfferedOnALink(t *testing.T) {
	s, p := begin(t)
	s.Restore(func(string) string { return "" })
	s.Apply(ParseState("#at=1.1", s.State()))
	p.fetches["1.jpg"](InMemory([]byte("file")), nil)
	read(s, 1)
	if s.Story.Step != NoStep {
		t.Error("the story covers a link's place")
	}
}

// Every step sets what the page's design says of it, and leaving gives back what
// was there.
func TestStorySteps(t *testing.T) {
	off := Edit{Slot: 1, Do: RegulatorOff, Stage: 1, Block: 2}
	mine := Edit{Slot: 0, Do: Scaled, Stage: 1, Block: 1, Kind: arch.KindO, Channel: 3, Factor: 2}
	s, p := toldOf(t)
	s.Show(View{Mode: ModeOverlay, Colormap: "grey", Opacity: 50})
	s.Inspect(InspectWhy)
	s.SelectKind(arch.KindI)
	s.Pick(0, arch.Place{Stage: 3, Block: 3}, 0.9, 0.9)
	s.SetEdits([]Edit{off})
	s.SetEdits([]Edit{mine})
	s.UndoEdit()
	read(s, s.number)
	before, undo, redo := s.State(), s.CanUndo(), s.CanRedo()
	for i, want := range []struct {
		kind  arch.Kind
		place arch.Place
		row   Row
		edits []Edit
		marks []Mark
	}{
		{arch.KindO, storyBlock, Row{s.Slots[0], arch.KindO}, nil, []Mark{MarkPlainRow}},
		{arch.KindO, storyBlock, Row{s.Slots[0], arch.KindO}, nil, []Mark{MarkDrawing}},
		{arch.KindH, storyBlock, Row{s.Slots[1], arch.KindH}, nil, []Mark{MarkMemoryRow, MarkInspector}},
		{arch.KindO, storyBlock, Row{s.Slots[0], arch.KindO}, nil, []Mark{MarkAlike}},
		{arch.KindO, storyBlock, Row{s.Slots[0], arch.KindO}, nil, []Mark{MarkEarly}},
		{arch.KindO, storyBlock, Row{s.Slots[0], arch.KindO}, []Edit{off}, []Mark{MarkWhatIf, MarkAnswers, MarkOff}},
		{arch.KindO, storyBlock, Row{s.Slots[0], arch.KindO}, nil, []Mark{MarkPicture}},
	} {
		s.TellStory(i + 1)
		read(s, s.number)
		if s.Story.Step != i+1 || !slices.Equal(StorySteps[i].Marks, want.marks) {
			t.Errorf("step %d marks %q", s.Story.Step, StorySteps[i].Marks)
		}
		if s.Select.Place != want.place || s.Select.Kind != want.kind || s.Rows()[s.Select.Row] != want.row {
			t.Errorf("step %d selects %+v", i+1, s.Select)
		}
		if !slices.Equal(s.Edits, want.edits) || s.View.Mode != ModeMaps || s.View.Colormap != "grey" || s.Inspector != InspectLook {
			t.Errorf("step %d: edits %v, view %+v, inspector %q", i+1, s.Edits, s.View, s.Inspector)
		}
	}
	s.TellStory(0)
	if s.Story.Step != len(StorySteps) {
		t.Errorf("there is a step before the first: %d", s.Story.Step)
	}
	s.TellStory(len(StorySteps) + 1)
	read(s, s.number)
	if s.InStory() || s.State() != before || s.CanUndo() != undo || s.CanRedo() != redo || !slices.Contains(p.kept, KeptStory+"=seen") {
		t.Errorf("left at %s, undo %v, redo %v, kept %q", s.State().Encode(before), s.CanUndo(), s.CanRedo(), p.kept)
	}
	if s.RedoEdit(); !slices.Equal(s.Edits, []Edit{mine}) {
		t.Errorf("what had been undone before is %v", s.Edits)
	}
}

// hMap is B's map of the selected H, with one place more active than the others.
func hMap(s *Session, y, x int) *protocol.ChannelMap {
	d := s.Slots[1]
	tap, channel, _ := d.Selected()
	m := &protocol.ChannelMap{Run: d.Run, Tap: tap.Name, Channel: channel, Height: 16, Width: 16, Values: make([]byte, 4*16*16)}
	put := func(i int, v float32) { binary.LittleEndian.PutUint32(m.Values[4*i:], math.Float32bits(v)) }
	put(0, float32(math.NaN()))
	put(16*y+x, 3)
	return m
}

// The third step points at the most active place of H as soon as that is here;
// the reader's own pointing comes first, and leaving ends it.
func TestStoryPointsAtTheMostActivePlace(t *testing.T) {
	s, p := toldOf(t)
	s.TellStory(1)
	settle(s)
	s.TellStory(3)
	if s.Pointer != nil {
		t.Errorf("points at %v before the map has come", *s.Pointer)
	}
	p.posts()
	s.Receive(1, s.Slots[1].Generation, header(&s.Slots[1].worker, &protocol.ChannelMap{}), hMap(s, 5, 12))
	if y, x, ok := s.Slots[1].PointedAt(); !ok || y != 5 || x != 12 {
		t.Fatalf("points at row %d, column %d", y, x)
	}
	if !slices.Contains(p.posts(), "B activation stage2.block2.h 0 5 12") {
		t.Error("nobody asks how that value came about")
	}
	s.Point(&Pointer{0.1, 0.1})
	s.Point(nil) // the mouse leaves the map
	if y, x, _ := s.Slots[1].PointedAt(); y != 5 || x != 12 {
		t.Errorf("afterwards at row %d, column %d", y, x)
	}
	// Another block of the row: its own brightest place.
	s.Receive(1, s.Slots[1].Generation, protocol.Header{Call: lateCall}, &protocol.Activation{})
	settle(s)
	s.MoveBlock(1)
	s.Receive(1, s.Slots[1].Generation, header(&s.Slots[1].worker, &protocol.ChannelMap{}), hMap(s, 2, 3))
	if y, x, ok := s.Slots[1].PointedAt(); !ok || y != 2 || x != 3 {
		t.Errorf("at the next block row %d, column %d", y, x)
	}
	s.TellStory(4)
	if s.Pointer != nil {
		t.Error("the next step still points")
	}
	s.LeaveStory()
	if s.Pointer != nil || s.Story.Rest != nil {
		t.Error("it still points when it is left")
	}
}

// A step is in the address; going to it sets it, going back from it gives back,
// and within it the address says what is selected.
func TestStoryInTheAddress(t *testing.T) {
	s, _ := toldOf(t)
	base := s.State()
	s.TellStory(6)
	read(s, s.number)
	six := s.State()
	if !strings.HasSuffix(six.Encode(base), "&if=b-off-1.2&step=6") || six.Steps(base) {
		t.Errorf("step 6 is at %s", six.Encode(base))
	}
	s.TellStory(7)
	seven := s.State()
	s.Apply(six) // Back
	if s.State() != six {
		t.Errorf("back from step 7: %s", s.State().Encode(base))
	}
	s.MoveBlock(1)
	elsewhere := s.State()
	s.Apply(six)
	s.Apply(elsewhere)
	if s.State() != elsewhere {
		t.Errorf("within the step: %s, want %s", s.State().Encode(base), elsewhere.Encode(base))
	}
	s.Apply(base)
	if s.InStory() || s.State() != base {
		t.Errorf("back to before the story: %s", s.State().Encode(base))
	}
	s.Apply(seven) // Forward
	if s.State() != seven {
		t.Errorf("forward: %s", s.State().Encode(base))
	}
	// A link by hand says the step only, one of an earlier page what the step decides, too.
	other, _ := toldOf(t)
	for _, link := range []string{"#step=3", "#at=1.1&kind=i&ch=5&if=b-off-3.1&step=3"} {
		other.Apply(ParseState(link, base))
		if other.Story.Step != 3 || other.Select.Kind != arch.KindH || other.Select.Place != storyBlock || len(other.Edits) != 0 {
			t.Errorf("%s: step %d, %+v, %v", link, other.Story.Step, other.Select, other.Edits)
		}
		if other.NameUnmet(link); notice(other) != "" {
			t.Errorf("%s: %q", link, notice(other))
		}
		other.LeaveStory()
	}
	for _, bad := range []string{"#step=0", "#step=8", "#step=03", "#step=x"} {
		if got := ParseState(bad, base); got != base {
			t.Errorf("%s gave %+v", bad, got)
		}
	}
}

// The story speaks of one network with a regulator and one without: it brings
// them, gives back the reader's, and ends where the reader chooses otherwise.
func TestStoryOfOtherNetworks(t *testing.T) {
	s, _ := toldOf(t)
	s.SelectModel(0, "regnet-20-lstm")
	both := s.State()
	s.TellStory(2)
	if plain, regulated, ok := s.StoryPair(); !ok || plain.Index != 0 || regulated.Index != 1 {
		t.Fatalf("told of %s and %s", s.Slots[0].Model.ID, s.Slots[1].Model.ID)
	}
	s.LeaveStory()
	if s.State() != both {
		t.Errorf("afterwards %s", s.State().Encode(both))
	}

	// The other way round.
	s.SelectModel(1, "resnet-20")
	s.TellStory(6)
	if want := (Edit{Slot: 0, Do: RegulatorOff, Stage: 1, Block: 2}); !slices.Equal(s.Edits, []Edit{want}) {
		t.Errorf("edits %v", s.Edits)
	}
	s.SelectModel(1, "regnet-20-lstm")
	if s.InStory() || s.Slots[1].Model.ID != "regnet-20-lstm" || len(s.Edits) != 0 {
		t.Errorf("step %d of %s and %s, edits %v", s.Story.Step, s.Slots[0].Model.ID, s.Slots[1].Model.ID, s.Edits)
	}
}

// A picture that the reader chooses during the story stays.
func TestStoryLeavesThePicture(t *testing.T) {
	s, _ := toldOf(t)
	s.TellStory(7)
	s.Choose("mine", InMemory([]byte("mine")))
	read(s, s.number)
	s.SetLanguage("ko")
	s.LeaveStory()
	if s.Shown.Title != "mine" || s.Text.Code != "ko" {
		t.Errorf("%q in %q is on the page", s.Shown.Title, s.Text.Code)
	}
}

// A step concerns the whole page, whatever else its turn marks.
func TestStoryTurn(t *testing.T) {
	s, _ := toldOf(t)
	for step := 1; step <= len(StorySteps)+1; step++ {
		before := s.versions[everything]
		if s.Turn(func() { s.TellStory(step) }); s.versions[everything] == before {
			t.Errorf("step %d is not shown", step)
		}
	}
}

// Arrow keys go from step to step, and not past the last.
func TestStoryKeys(t *testing.T) {
	s, _ := toldOf(t)
	s.TellStory(1)
	for _, press := range []struct {
		key  string
		want int
	}{{"ArrowLeft", 1}, {"ArrowRight", 2}, {"ArrowRight", 3}, {"ArrowLeft", 2}} {
		KeyFor(press.key, false, OnStory).Do(s, press.key)
		if s.Story.Step != press.want {
			t.Errorf("%s leads to step %d, want %d", press.key, s.Story.Step, press.want)
		}
	}
	s.TellStory(7)
	KeyFor("ArrowRight", false, OnStory).Do(s, "ArrowRight")
	if s.Story.Step != 7 {
		t.Errorf("past the last step is %d", s.Story.Step)
	}
}
