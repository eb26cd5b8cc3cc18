package ui

import (
	"regexp"
	"strings"
	"testing"

	"regnetlens/ui/session"
)

var hiddenView = regexp.MustCompile(`<main[^>]* hidden=`)

// The navigation opens the four views, says which is open, and tells of a batch
// that is read.
func TestViews(t *testing.T) {
	p := newPage(t)
	p.s.Equip(&devices{read: map[int]func(session.File, error){}})
	p.wants(p.html(), `aria-current="page" href="#v=one" id="to-one"`, `aria-current="false" href="#v=many" id="to-many"`)
	for _, screen := range []session.Screen{session.Results, session.Teach, session.ManyPictures, session.OnePicture} {
		p.fire(p.find("id", screenID(screen)), "click", map[string]any{})
		if p.s.Screen != screen {
			t.Errorf("%s opened %q", screenID(screen), p.s.Screen)
		}
		html := p.html()
		if n := strings.Count(html, "<main"); n != len(session.Screens) || len(hiddenView.FindAllString(html, -1)) != n-1 {
			t.Errorf("%s: of %d views %q are hidden", screen, n, hiddenView.FindAllString(html, -1))
		}
		p.wants(html, `aria-current="page" href="#v=`+string(screen)+`" id="`+screenID(screen)+`"`)
	}
	// To be opened in a tab of its own.
	p.fire(p.find("id", "to-teach"), "click", map[string]any{"ctrlKey": true})
	if p.s.Screen != session.OnePicture {
		t.Errorf("with Ctrl, %q is open here", p.s.Screen)
	}
	p.s.StartBatch([]string{"frog/1.jpg", "frog/2.jpg"}, 0)
	p.wants(p.html(), ">Many pictures<", "> 0 of 2<")
	p.s.Batch.Cancel()
	if strings.Contains(p.html(), "> 0 of 2<") {
		t.Error("the tab tells of a batch that does not run")
	}
}

// A view is built when it is opened, is left alone while another is, and is up
// to date when it comes back.
func TestViewsAreBuiltWhenOpened(t *testing.T) {
	p := newPage(t)
	p.s.Apply(session.ParseState("#v=results", p.s.State()))
	if html := p.html(); strings.Contains(html, `id="grid"`) || strings.Contains(html, `id="teach"`) || !strings.Contains(html, `id="results"`) {
		t.Error("another view than that of the address was built")
	}
	p.s.OpenScreen(session.OnePicture)
	p.wants(p.html(), `id="grid"`, "Block 2.2")
	p.s.OpenScreen(session.Teach)
	p.html()
	p.s.MoveBlock(1)
	p.wants(p.html(), `id="grid"`, "Block 2.2")
	p.s.OpenScreen(session.OnePicture)
	p.wants(p.html(), "Block 2.3")
}
