package session

import (
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// Mark is a part of the page that a step of the story speaks of. The step draws
// a line round it and dims what is not marked; package ui knows its element.
type Mark string

// The marks.
const (
	MarkPlainRow  Mark = "plain-row"  // outputs of the network without a regulator
	MarkMemoryRow Mark = "memory-row" // hidden states of the one that has it
	MarkDrawing   Mark = "drawing"    // what a block is made of
	MarkInspector Mark = "inspector"
	MarkAlike     Mark = "alike" // chart: likeness to the block before
	MarkEarly     Mark = "early" // chart: the answer, read off each block
	MarkOff       Mark = "off"   // chart: the answer without H, block by block
	MarkWhatIf    Mark = "what-if"
	MarkAnswers   Mark = "answers"
	MarkPicture   Mark = "picture"
)

// StoryStep is what a step of the story sets, and what it speaks of.
type StoryStep struct {
	Kind  arch.Kind // of map
	Point bool      // the pointer lies on the most active place of the regulated network's map
	Off   bool      // H is off at one block; without, nothing is changed
	Marks []Mark    // the first is the one that has to be on the screen
}

// StorySteps are the steps of the story in their order.
var StorySteps = [...]StoryStep{
	{Kind: arch.KindO, Marks: []Mark{MarkPlainRow}},
	{Kind: arch.KindO, Marks: []Mark{MarkDrawing}},
	{Kind: arch.KindH, Point: true, Marks: []Mark{MarkMemoryRow, MarkInspector}},
	{Kind: arch.KindO, Marks: []Mark{MarkAlike}},
	{Kind: arch.KindO, Marks: []Mark{MarkEarly}},
	{Kind: arch.KindO, Off: true, Marks: []Mark{MarkWhatIf, MarkAnswers, MarkOff}},
	{Kind: arch.KindO, Marks: []Mark{MarkPicture}},
}

// NoStep is the step while no story is told; the first is 1.
const NoStep = 0

// Story is how far the story is told.
type Story struct {
	Step int // from 1, or NoStep
	// Offered says that the first step has come by itself on a first visit: it sets
	// nothing and dims nothing before the reader goes on.
	Offered bool
	// Rest is where the pointer lies while the reader points at nothing; nil for
	// nowhere.
	Rest *Pointer

	before *beforeStory         // nil while nothing has been set
	rested *protocol.ChannelMap // the map that Rest is of
}

// beforeStory is what the reader had before the story changed it.
type beforeStory struct {
	screen     Screen
	selection  Selection
	mode       string
	inspector  Inspector
	edits      []Edit
	undo, redo [][]Edit
	own, put   [2]string // ids of the networks: the reader's, and those that the story speaks of
}

// setByStory are the keys of the address that a step decides.
var setByStory = []string{"at", "kind", "ch", "view", "see", "if"}

// Where the story looks, in networks that have these blocks.
var (
	storyBlock = arch.Place{Stage: 2, Block: 2}
	storyOff   = arch.Place{Stage: 1, Block: 2}
)

// StoryPair are the networks that the story speaks of: one without a regulator
// and one with; false where the page has not one of each.
func (s *Session) StoryPair() (plain, regulated *Slot, ok bool) {
	for _, d := range s.Slots {
		switch {
		case d.Graph == nil:
		case d.Regulated():
			regulated = d
		default:
			plain = d
		}
	}
	return plain, regulated, plain != nil && regulated != nil
}

// StoryPlaces are the block whose maps the story shows and the one whose H it
// switches off: of a network that lacks the usual ones, the first with a
// regulator.
func (s *Session) StoryPlaces() (shown, off arch.Place) {
	_, d, ok := s.StoryPair()
	if !ok {
		return storyBlock, storyOff
	}
	at := func(usual arch.Place) arch.Place {
		if _, ok := d.TapAt(usual, arch.KindH); ok {
			return usual
		}
		for _, c := range s.Columns() {
			if _, ok := d.TapAt(c, arch.KindH); ok {
				return c
			}
		}
		return usual
	}
	return at(storyBlock), at(storyOff)
}

// InStory reports whether the story is told in earnest, not only offered.
func (s *Session) InStory() bool { return s.Story.Step != NoStep && !s.Story.Offered }

// storyStep is the step as the page's address has it.
func (s *Session) storyStep() int {
	if s.InStory() {
		return s.Story.Step
	}
	return NoStep
}

// TellStory goes to a step and sets what it shows; before the first there is
// none, behind the last is the end.
// Where the networks on the page are not one with a regulator and one without,
// those come that the page opens with.
func (s *Session) TellStory(step int) {
	switch {
	case step < 1:
		return
	case step > len(StorySteps):
		s.LeaveStory()
		return
	}
	before := s.Story.before
	if before == nil {
		before = s.remember()
	}
	if _, _, ok := s.StoryPair(); !ok && !s.bringStoryPair(before) {
		return
	}
	s.markDirty(everything)
	s.Dialog, s.storyDue = "", false
	s.Story = Story{Step: step, before: before}
	s.OpenScreen(OnePicture)
	s.Inspect(InspectLook)
	s.setMode(ModeMaps)
	s.SetEdits(s.storyEdits())
	s.choose(s.storySelection())
	s.Point(nil)
	s.restPointer()
}

// LeaveStory ends the story and gives back what the reader had before it. The
// next visit begins without.
func (s *Session) LeaveStory() {
	if s.Story.Step == NoStep {
		return
	}
	if before := s.Story.before; before != nil {
		for i, d := range s.Slots {
			if d.Model.ID == before.put[i] { // the reader has not chosen another since
				s.assignModel(i, before.own[i])
			}
		}
	}
	s.endStory()
}

// fitStory ends a story that does not speak of the networks on the page.
func (s *Session) fitStory() {
	if _, _, ok := s.StoryPair(); !ok && s.Story.Step != NoStep {
		s.endStory()
	}
}

// endStory ends the story on the networks that are on the page.
func (s *Session) endStory() {
	s.markDirty(everything)
	before := s.Story.before
	s.Story = Story{}
	s.port.Keep(KeptStory, "seen")
	if before == nil {
		return
	}
	s.OpenScreen(before.screen)
	s.Inspect(before.inspector)
	s.setMode(before.mode)
	s.SetEdits(before.edits)
	s.editsBefore, s.editsAfter = before.undo, before.redo
	s.choose(before.selection)
	s.Point(nil)
}

// offerStory shows the first step on a first visit, once there is something to
// see.
func (s *Session) offerStory() {
	if _, _, ok := s.StoryPair(); ok && s.storyDue && s.Dialog == "" && s.Screen == OnePicture {
		s.storyDue = false
		s.Story = Story{Step: 1, Offered: true}
	}
}

// remember is what the reader has.
func (s *Session) remember() *beforeStory {
	b := &beforeStory{screen: s.Screen, selection: s.Select, mode: s.View.Mode, inspector: s.Inspector, edits: s.Edits, undo: slices.Clone(s.editsBefore), redo: slices.Clone(s.editsAfter)}
	for i, d := range s.Slots {
		b.own[i], b.put[i] = d.Model.ID, d.Model.ID
	}
	return b
}

// bringStoryPair puts the networks on the page that it opens with; false where
// even these are not what the story speaks of.
func (s *Session) bringStoryPair(before *beforeStory) bool {
	if len(s.Models) == 0 {
		return false
	}
	for i, m := range opening(s.Models) {
		s.assignModel(i, m.ID)
		before.put[i] = m.ID
	}
	_, _, ok := s.StoryPair()
	return ok
}

func (s *Session) storyEdits() []Edit {
	if !StorySteps[s.Story.Step-1].Off {
		return nil
	}
	_, d, _ := s.StoryPair()
	_, at := s.StoryPlaces()
	return []Edit{{Slot: d.Index, Do: RegulatorOff, Stage: at.Stage, Block: at.Block}}
}

// storySelection is the block and the kind of map of the step, in the row that it
// speaks of.
func (s *Session) storySelection() Selection {
	plain, regulated, _ := s.StoryPair()
	at, _ := s.StoryPlaces()
	sel := s.Select
	sel.Place, sel.Kind, sel.Telling = at, StorySteps[s.Story.Step-1].Kind, true
	of := plain
	if sel.Kind == arch.KindH {
		of = regulated
	}
	if row := slices.Index(s.Rows(), Row{of, sel.Kind}); row >= 0 {
		sel.Row = row
	}
	return sel
}

// setMode changes how the maps are shown, and nothing else of the view.
func (s *Session) setMode(mode string) {
	v := s.View
	v.Mode = mode
	s.Show(v)
}

// restPointer lays the pointer on the most active place of the map that a step
// shows, as soon as that has come, unless the reader points elsewhere.
func (s *Session) restPointer() {
	st := &s.Story
	if st.Step == NoStep || !StorySteps[st.Step-1].Point || st.before == nil {
		return
	}
	_, d, ok := s.StoryPair()
	if !ok || d.Channel == nil || d.Channel == st.rested {
		return
	}
	tap, channel, _ := d.Selected()
	if d.Channel.Tap != tap.Name || d.Channel.Channel != channel {
		return // the one of the selection is still to come
	}
	was := st.Rest
	st.rested, st.Rest = d.Channel, mostActive(d.Channel)
	if s.Pointer == was {
		s.markDirty(everything) // it may come in a turn that has marked nothing else
		s.Point(nil)
	}
}

// mostActive is the middle of a map's highest value; nil where no value is a
// number.
func mostActive(m *protocol.ChannelMap) *Pointer {
	var at *Pointer
	var high float32
	for y := range m.Height {
		for x := range m.Width {
			v, ok := m.At(y, x)
			if ok && protocol.Finite(v) && (at == nil || v > high) {
				high, at = v, &Pointer{(float64(x) + 0.5) / float64(m.Width), (float64(y) + 0.5) / float64(m.Height)}
			}
		}
	}
	return at
}
