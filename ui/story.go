package ui

import (
	"fmt"
	"strings"

	"regnetlens/ui/session"
)

// StoryPlaces are the elements that the story marks, as selectors. The style
// sheet has each of them below the class of its mark; the page scrolls to them.
var StoryPlaces = map[session.Mark]string{
	session.MarkPlainRow:  "#grid .plain.row-o",
	session.MarkMemoryRow: "#grid .row-h",
	session.MarkDrawing:   ".block-panel",
	session.MarkInspector: "#inspector",
	session.MarkAlike:     "#chart-alike",
	session.MarkEarly:     "#chart-answer",
	session.MarkOff:       "#chart-off",
	session.MarkWhatIf:    ".what-if",
	session.MarkAnswers:   ".answer-panel",
	session.MarkPicture:   "#picture-part",
}

// pageClass marks the parts of the page that the story speaks of, and dims the
// others.
func (c *Root) pageClass() string {
	step := c.S.Story.Step
	if step == session.NoStep {
		return "page"
	}
	class := on("page story-on", c.S.InStory(), "telling")
	for _, m := range session.StorySteps[step-1].Marks {
		class += " mark-" + string(m)
	}
	return class
}

// step is the present one, from 0; -1 while no story is told.
func (c *Story) step() int { return c.S.Story.Step - 1 }

// where is how far the story is.
func (c *Story) where() string {
	return c.S.Text.Fill(c.S.Text.Story.Where, c.step()+1, len(session.StorySteps))
}

func (c *Story) title() string {
	if c.step() < 0 {
		return ""
	}
	return c.S.Text.Story.Titles[c.step()]
}

// say is what the present step says of the networks on the page.
func (c *Story) say() string {
	plain, regulated, ok := c.S.StoryPair()
	if c.step() < 0 || !ok {
		return ""
	}
	shown, off := c.S.StoryPlaces()
	return strings.NewReplacer("{plain}", plain.Name(), "{regulated}", regulated.Name(),
		"{block}", shown.String(), "{stage}", fmt.Sprint(shown.Stage), "{off}", off.String()).Replace(c.S.Text.Story.Says[c.step()])
}

// dot names the button of a step.
func (c *Story) dot(i int) string {
	return c.S.Text.Fill(c.S.Text.Story.Dot, i+1, c.S.Text.Story.Titles[i])
}

// current is the value of aria-current of a step's button.
func (c *Story) current(i int) string {
	if i == c.step() {
		return "step"
	}
	return "false"
}

// next is the word for what comes next.
func (c *Story) next() string {
	if c.S.Story.Step == len(session.StorySteps) {
		return c.S.Text.Story.Done
	}
	return c.S.Text.Story.Next
}

// storyStart is the button's word that begins the story.
func storyStart(s *session.Session) string {
	return s.Text.Fill(s.Text.Story.Start, len(session.StorySteps))
}
