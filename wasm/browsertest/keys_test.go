//go:build !js

package browsertest

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"regnetlens/ui/session"
)

// The list of keys opens over the page, keeps the focus and gives it back.
func TestListOfKeys(t *testing.T) {
	v := open(t, options{link: "#ch=1"})
	v.answered("")
	v.do(chromedp.Focus("#model-b", chromedp.ByQuery), chromedp.KeyEvent("?")) // typed into a list of models: not ours
	v.do(chromedp.Focus("#channel-up", chromedp.ByQuery), chromedp.KeyEvent("?"))
	v.until(`document.querySelector("#help").open && document.querySelector("#help").matches(":modal")`)
	v.screenshot("keys")
	var rows int
	v.eval(`document.querySelectorAll("#help dl > div").length`, &rows)
	if rows != len(session.Keys) {
		t.Errorf("%d rows for %d keys", rows, len(session.Keys))
	}
	for range 5 {
		v.do(chromedp.KeyEvent(kb.Tab))
		var inside bool
		v.eval(`document.activeElement == document.body || !!document.activeElement.closest("#help")`, &inside)
		if !inside {
			t.Error("the focus left the dialog")
		}
	}
	v.do(chromedp.KeyEvent("]")) // no letters behind a dialog
	v.do(chromedp.KeyEvent(kb.Escape))
	v.until(`!document.querySelector("#help").open`)
	v.shows("2.2, 1 of 32,O · 1,H · 1")
	v.until(`document.activeElement.id == "channel-up"`)
	// The button opens it, too, and a click beside it closes it; and again.
	for range 2 {
		v.do(chromedp.Click("#open-help", chromedp.ByQuery))
		v.until(`document.querySelector("#help").open`)
		v.do(chromedp.MouseClickXY(20, 900))
		v.until(`!document.querySelector("#help").open`)
	}
}

func TestCharacterKeys(t *testing.T) {
	v := open(t, options{link: "#ch=1"})
	v.answered("A ship")
	for _, press := range []struct{ key, want string }{
		{"]", "2.2, 2 of 32,O · 2,H · 2"},
		{".", "2.3, 2 of 32,O · 2,H · 2"},
		{"c", "2.3, 2 of 32,O · 2,C · 2"},
		{"g", "2.3, 2 of 32,O · 2,i · 2"},
		{"[", "2.3, 1 of 32,O · 1,i · 1"},
	} {
		v.do(chromedp.KeyEvent(press.key))
		v.shows(press.want)
	}
	v.do(chromedp.KeyEvent("n"))
	v.answered("A horse")
	// Whoever speaks to the computer can switch them off, for good.
	v.do(chromedp.KeyEvent("?"))
	v.until(`document.querySelector("#help").open`)
	v.do(chromedp.Click("#letters", chromedp.ByQuery), chromedp.KeyEvent(kb.Escape))
	v.until(`!document.querySelector("#help").open && localStorage.letters == "no"`)
	v.do(chromedp.Reload())
	v.answered("A horse")
	v.do(chromedp.KeyEvent("]"), chromedp.KeyEvent("?"))
	v.shows("2.3, 1 of 32,O · 1,i · 1")
	var opened bool
	v.eval(`document.querySelector("#help").open`, &opened)
	if opened {
		t.Error("the key works though it is switched off")
	}
}
