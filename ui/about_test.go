package ui

import (
	"strings"
	"testing"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// The page's version is that of its build, its classes and networks are those on
// the page; nothing of it is built before somebody reads it.
func TestAbout(t *testing.T) {
	p := newPage(t)
	const paper = "Jing Xu, Yu Pan, Xinglin Pan, Steven Hoi, Zhang Yi and Zenglin Xu"
	if strings.Contains(p.html(), paper) {
		t.Error("the text is built while the dialog is closed")
	}
	p.fire(p.find("id", "open-about"), "click", nil)
	html := p.html()
	p.wants(html, paper, "RegNetX and RegNetY", "airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck", "10 classes",
		format.Count(272474)+" parameters", format.Count(311450)+" parameters", "Apache License 2.0", "Alex Krizhevsky", "Development version.")
	p.s.Data.Version = "1a2b"
	p.s.Turn(func() {})
	p.wants(p.html(), "Version 1a2b.")
	p.fire(p.find("id", "about-how"), "click", nil)
	if p.s.Dialog != session.DialogHow {
		t.Errorf("%q is open", p.s.Dialog)
	}
}

// The article has both blocks drawn, as they are on the page, and nothing to press
// in them.
func TestHow(t *testing.T) {
	p := newPage(t)
	closed := strings.Count(p.html(), `class="block-drawing"`)
	p.fire(p.find("id", "open-how"), "click", nil)
	html := p.html()
	p.wants(html, "O = ReLU(X + R)", "C = f∘C₋ + i∘g", "McNemar", "one seed")
	if got := strings.Count(html, `class="block-drawing"`); got != closed+1 {
		t.Fatalf("%d drawings, %d before", got, closed)
	}
	_, article, _ := strings.Cut(html, `id="how"`)
	article, _, _ = strings.Cut(article, "</dialog>")
	_, drawing, _ := strings.Cut(article, "<svg")
	drawing, _, _ = strings.Cut(drawing, "</svg>")
	for _, part := range []string{"X", "I", "H", "C", "mix", "R", "O"} {
		if !strings.Contains(drawing, ">"+part+"</text>") {
			t.Errorf("%s is not drawn", part)
		}
	}
	if strings.Contains(drawing, "button") || strings.Contains(drawing, " id=") {
		t.Error("the article's drawing has parts that are pressed, or named twice")
	}
	p.fire(p.find("id", "how-story"), "click", nil)
	if p.s.Story.Step != 1 || p.s.Dialog != "" {
		t.Errorf("step %d, dialog %q", p.s.Story.Step, p.s.Dialog)
	}
}
