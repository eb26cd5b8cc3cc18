//go:build js

package app

import (
	"syscall/js"
	"time"

	"regnetlens/ui"
	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// telling is where the page was led for the story.
type telling struct {
	step   int       // the last that was followed
	since  time.Time // when it was told
	before js.Value  // what had the focus before the story
}

// followStory gives the focus to the story when a step is told, and brings what
// the step speaks of on the screen, clear of the story. A step that is only
// offered takes nothing.
func (a *app) followStory() {
	step := session.NoStep
	if a.session.InStory() {
		step = a.session.Story.Step
	}
	t := &a.telling
	if step == t.step {
		if step != session.NoStep && time.Since(t.since) < settling {
			bring(step)
		}
		return
	}
	active := browser.Document().Get("activeElement")
	story := browser.Query("#tour")
	inside := active.Truthy() && story.Call("contains", active).Bool()
	if t.step == session.NoStep {
		t.before = js.Null()
		if !inside {
			t.before = active
		}
	}
	t.step, t.since = step, time.Now()
	if step == session.NoStep {
		if t.before.Truthy() && t.before.Get("isConnected").Bool() {
			t.before.Call("focus", map[string]any{"preventScroll": true})
		}
		return
	}
	if !inside { // a button of it keeps the focus; the step is read out as what has changed
		story.Call("focus", map[string]any{"preventScroll": true})
	}
	bring(step)
}

// settling is how long after a step has begun its place is followed: what the
// workers say of the new selection changes the heights of a narrow page.
const settling = time.Second

// bring scrolls to what a step speaks of.
func bring(step int) {
	free := freeOf(browser.Query("#tour"))
	if by := free.scroll(session.StorySteps[step-1].Marks); by != 0 {
		browser.Call("scrollBy", map[string]any{"top": by, "behavior": "instant"})
	}
}

// span is a part of the window's height, in pixels from its top.
type span struct{ top, bottom float64 }

func spanOf(e js.Value) span {
	box := e.Call("getBoundingClientRect")
	return span{box.Get("top").Float(), box.Get("bottom").Float()}
}

func (s span) height() float64 { return s.bottom - s.top }

// freeOf is what of the window neither the story nor the header covers.
func freeOf(story js.Value) span {
	const gap = 8
	free := span{0, browser.Get("innerHeight").Float()}
	if header := spanOf(browser.Query("header")); header.bottom > 0 {
		free.top = header.bottom
	}
	if s := spanOf(story); s.top > free.height()/2 {
		free.bottom = s.top
	} else {
		free.top = max(free.top, s.bottom)
	}
	return span{free.top + gap, free.bottom - gap}
}

// scroll is how far the page has to be scrolled so that the marked places lie in
// the span: all of them if they fit, else the first, else its top.
func (free span) scroll(marks []session.Mark) float64 {
	var first, all span
	for i, m := range marks {
		e := browser.Query(ui.StoryPlaces[m])
		if !e.Truthy() {
			continue
		}
		at := spanOf(e)
		if i == 0 || first == (span{}) {
			first, all = at, at
		}
		all = span{min(all.top, at.top), max(all.bottom, at.bottom)}
	}
	if all.height() > free.height() {
		all = first
	}
	switch {
	case all.top < free.top || all.height() > free.height():
		return all.top - free.top
	case all.bottom > free.bottom:
		return all.bottom - free.bottom
	}
	return 0
}
