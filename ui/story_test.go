package ui

import (
	"os"
	"strings"
	"testing"

	"regnetlens/ui/session"
	"regnetlens/ui/text"
	"regnetlens/weights"
)

// What the page scrolls to for a mark is what the style sheet draws a line round.
func TestStoryMarksHaveTheirPlaces(t *testing.T) {
	css, err := os.ReadFile("style/story.css")
	if err != nil {
		t.Fatal(err)
	}
	lit, line, ok := strings.Cut(string(css), "opacity: 1 !important; }")
	if !ok {
		t.Fatal("what is marked is dimmed, too")
	}
	for i, step := range session.StorySteps {
		for _, m := range step.Marks {
			place := StoryPlaces[m]
			for _, rules := range []string{lit, line} { // not dimmed, and framed
				if rule := "\n.mark-" + string(m) + " " + place; !strings.Contains(rules, rule+",\n") && !strings.Contains(rules, rule+" {") || place == "" {
					t.Errorf("step %d: %s at %q is not in the style sheet", i+1, m, place)
				}
			}
		}
	}
}

// The page says of its networks and places by what they are called on it.
func TestStorySays(t *testing.T) {
	models, err := weights.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.New(session.PageData{}, models)
	if err != nil {
		t.Fatal(err)
	}
	c := &Story{S: s}
	if c.say() != "" || c.title() != "" || (&Root{S: s}).pageClass() != "page" {
		t.Errorf("before the story: %q", c.say())
	}
	for _, table := range []*text.Table{&text.English, &text.Korean} {
		s.Text = table
		for i := range session.StorySteps {
			s.Story.Step = i + 1
			if said := c.say(); said == "" || strings.ContainsAny(said, "{}%") {
				t.Errorf("%s, step %d: %q", table.Code, i+1, said)
			}
		}
		s.Story.Step = 6
		if said := c.say(); !strings.Contains(said, "1.2") || !strings.Contains(said, "B") {
			t.Errorf("%s: %q names neither the block nor the network", table.Code, said)
		}
	}
	if got, want := (&Root{S: s}).pageClass(), "page story-on telling mark-what-if mark-answers mark-off"; got != want {
		t.Errorf("class %q, want %q", got, want)
	}
	s.Story.Offered = true
	if got := (&Root{S: s}).pageClass(); strings.Contains(got, "telling") {
		t.Errorf("what is only offered dims the page: %q", got)
	}
}
