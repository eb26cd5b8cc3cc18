package session

import (
	"slices"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/text"
)

// Place is where on the page a key works.
type Place int

// The places. A character of Anywhere works wherever no text is typed and no
// dialog is open, unless the reader has switched those off.
const (
	Anywhere Place = iota
	OnGrid
	OnLens
	OnMatrix
	OnTabs
	OnInspector
	OnPaper
	OnStory
)

// Key is a key, or a few that belong together, and what it does. The list of
// keys on the page and their handling are both made of [Keys], so that the one
// cannot say what the other does not do.
type Key struct {
	Names   []string // as KeyboardEvent.key has them
	Shift   bool     // with Shift held; for characters the name says it all
	Place   Place
	Picture bool   // it moves what only One picture shows
	Label   string // as the list shows them
	Say     func(text.Keys) string
	Do      func(s *Session, name string)
}

// Keys are all keys of the page. Of those that fit, the first counts.
var Keys = []Key{
	{Names: arrows, Place: OnGrid, Label: "← → ↑ ↓", Say: func(t text.Keys) string { return t.Grid }, Do: func(s *Session, name string) {
		if right, down := step(name); right != 0 {
			s.MoveBlock(right)
		} else {
			s.MoveRow(down)
		}
	}},
	{Names: arrows, Shift: true, Place: OnGrid, Label: "Shift + ← → ↑ ↓", Say: func(t text.Keys) string { return t.GridChannel }, Do: func(s *Session, name string) {
		s.MoveChannel(step(name))
	}},
	{Names: arrows, Place: OnLens, Label: "← → ↑ ↓", Say: func(t text.Keys) string { return t.Lens }, Do: func(s *Session, name string) {
		s.MovePointer(step(name))
	}},
	{Names: arrows, Place: OnMatrix, Label: "← → ↑ ↓", Say: func(t text.Keys) string { return t.Matrix }, Do: func(s *Session, name string) {
		right, down := step(name)
		s.MovePair(down, right)
	}},
	{Names: arrows, Place: OnTabs, Label: "← →", Say: func(t text.Keys) string { return t.Tabs }, Do: func(s *Session, name string) {
		right, down := step(name)
		s.MoveTab(right + down)
	}},
	{Names: arrows, Place: OnInspector, Label: "← →", Say: func(t text.Keys) string { return t.Inspector }, Do: func(s *Session, name string) {
		right, down := step(name)
		s.MoveInspector(right + down)
	}},
	{Names: arrows, Place: OnPaper, Label: "← → ↑ ↓", Say: func(t text.Keys) string { return t.Pen }, Do: func(s *Session, name string) {
		s.movePen(name, 1)
	}},
	{Names: arrows, Shift: true, Place: OnPaper, Label: "Shift + ← → ↑ ↓", Say: func(t text.Keys) string { return t.PenFar }, Do: func(s *Session, name string) {
		s.movePen(name, 10)
	}},
	{Names: []string{" "}, Place: OnPaper, Label: "␣", Say: func(t text.Keys) string { return t.PenDown }, Do: func(s *Session, _ string) {
		s.Draw((*Drawing).Toggle)
	}},
	{Names: arrows[:2], Place: OnStory, Label: "← →", Say: func(t text.Keys) string { return t.Story }, Do: func(s *Session, name string) {
		by, _ := step(name)
		if to := s.Story.Step + by; to <= len(StorySteps) {
			s.TellStory(to)
		}
	}},
	{Names: screenKeys, Label: strings.Join(screenKeys, " "), Say: func(t text.Keys) string { return t.Screen }, Do: func(s *Session, name string) {
		s.OpenScreen(Screens[slices.Index(screenKeys, name)])
	}},
	{Names: []string{"[", "]"}, Picture: true, Label: "[ ]", Say: func(t text.Keys) string { return t.Channel }, Do: func(s *Session, name string) {
		s.MoveChannel(map[string]int{"[": -1, "]": 1}[name], 0)
	}},
	{Names: []string{",", "."}, Picture: true, Label: ", .", Say: func(t text.Keys) string { return t.Block }, Do: func(s *Session, name string) {
		s.MoveBlock(map[string]int{",": -1, ".": 1}[name])
	}},
	{Names: []string{"i", "h", "c", "m", "r", "o"}, Picture: true, Label: "i h c m r o", Say: func(t text.Keys) string { return t.Kind }, Do: func(s *Session, name string) {
		kinds, _ := s.Kinds()
		if at := slices.IndexFunc(kinds, func(kind arch.Kind) bool { return kind.String()[:1] == name }); at >= 0 {
			s.SelectKind(kinds[at])
		}
	}},
	{Names: []string{"g"}, Picture: true, Label: "g", Say: func(t text.Keys) string { return t.Gate }, Do: func(s *Session, _ string) {
		if _, gates := s.Kinds(); len(gates) > 0 {
			s.SelectKind(gates[(slices.Index(gates, s.Select.Kind)+1)%len(gates)])
		}
	}},
	{Names: []string{"n", "p"}, Picture: true, Label: "n p", Say: func(t text.Keys) string { return t.Sample }, Do: func(s *Session, name string) {
		s.MoveSample(map[string]int{"n": 1, "p": -1}[name])
	}},
	{Names: []string{"l"}, Label: "l", Say: func(t text.Keys) string { return t.Language }, Do: func(s *Session, _ string) {
		s.SetLanguage(s.Text.Swap)
	}},
	{Names: []string{"s"}, Label: "s", Say: func(t text.Keys) string { return t.Save }, Do: func(s *Session, _ string) {
		s.Dialog = DialogSave
	}},
	{Names: []string{"?"}, Label: "?", Say: func(t text.Keys) string { return t.Help }, Do: func(s *Session, _ string) {
		s.Dialog = DialogHelp
	}},
	{Names: []string{"Escape"}, Label: "Esc", Say: func(t text.Keys) string { return t.Escape }, Do: func(s *Session, _ string) {
		s.Leave()
	}},
}

// KeyFor is the key of a name at a place; nil where that does nothing.
func KeyFor(name string, shift bool, place Place) *Key {
	for i := range Keys {
		k := &Keys[i]
		character := len([]rune(name)) == 1
		if slices.Contains(k.Names, name) && (character || k.Shift == shift) && (k.Place == place || k.Place == Anywhere) {
			return k
		}
	}
	return nil
}

// Takes reports whether a key works on the view that is open.
func (s *Session) Takes(k *Key) bool { return !k.Picture || s.Screen == OnePicture }

// screenKeys open the views, in the order of [Screens].
var screenKeys = []string{"1", "2", "3", "4"}

// arrows are the arrow keys.
var arrows = []string{"ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"}

// step is an arrow key as a step right and down.
func step(name string) (right, down int) {
	switch name {
	case "ArrowLeft":
		return -1, 0
	case "ArrowRight":
		return 1, 0
	case "ArrowUp":
		return 0, -1
	case "ArrowDown":
		return 0, 1
	}
	return 0, 0
}
