//go:build !js

package browsertest

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// What if the regulator is switched off, a channel zeroed, the state frozen:
// the answer and the maps follow, the answer without it stays beside.
func TestWhatIf(t *testing.T) {
	v := open(t, options{link: "#ch=1"})
	v.answered("A ship")
	v.shows("2.2, 1 of 32,O · 1,H · 1")
	v.click("#scale-own")
	shares := `[...document.querySelectorAll(".bar-row")].map(e => e.textContent).join()`
	ghosts := `[...document.querySelectorAll(".bar.B .ghost")].filter(e => e.getAttribute("width") != "0").length`
	var before string
	v.eval(shares, &before)
	click := func(id string) { v.do(chromedp.Click("#"+id, chromedp.ByQuery)) }

	click("edit-off-B-2-2")
	v.until(shares + ` != ` + "`" + before + "`" + ` && ` + ghosts + ` >= 5`)
	v.until(`document.querySelector("#edits").textContent.includes("B 2.2: regulator off")`)
	// The map of the lens is the edited run's: all zero.
	v.until(`document.querySelector(".map.B .ends").textContent == "0.000.00"`)
	v.screenshot("what-if")
	click("edit-undo")
	v.until(shares + ` == ` + "`" + before + "`" + ` && ` + ghosts + ` == 0 && document.querySelector("#edits").textContent.trim() == ""`)
	v.until(`document.querySelector(".map.B .ends").textContent != "0.000.00"`)
	click("edit-redo")
	v.until(ghosts + ` >= 5`)
	click("edit-freeze-B")
	click("edit-zero-A")
	v.until(`document.querySelectorAll("#edits .edit").length == 3 && document.querySelector("#edit-zero-A").getAttribute("aria-pressed") == "true"`)
	click("edit-half-A") // in place of the first
	v.until(`document.querySelectorAll("#edits .edit").length == 3 && document.querySelector("#edits").textContent.includes("A 2.2: O·1 × 0.5")`)
	v.do(chromedp.Click("#edits .edit.B", chromedp.ByQuery)) // a chip takes its own edit back
	v.until(`document.querySelectorAll("#edits .edit").length == 2`)
	// Edits hold for the next picture.
	v.do(chromedp.Click(".sample:nth-child(2)", chromedp.ByQuery))
	v.answered("A horse")
	v.until(ghosts + ` >= 5`)
	click("edit-clear")
	v.until(`document.querySelectorAll("#edits .edit").length == 0 && ` + ghosts + ` == 0`)
	// Gates exist within the cell only.
	v.do(chromedp.Click("#kind-gate_f", chromedp.ByQuery))
	v.until(`document.querySelector("#edit-zero-B").disabled && !document.querySelector("#edit-zero-A").disabled`)
}

// What if stands in the address: it goes with the browser's way back, and comes
// with a link, as what computes does.
func TestWhatIfAddress(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	ghosts := `[...document.querySelectorAll(".bar.B .ghost")].filter(e => e.getAttribute("width") != "0").length`
	v.until(`location.hash == ""`)
	v.do(chromedp.Click("#edit-off-B-2-2", chromedp.ByQuery))
	v.until(ghosts + ` >= 5 && location.hash.endsWith("&if=b-off-2.2")`)
	v.do(chromedp.NavigateBack())
	v.until(ghosts + ` == 0 && location.hash == "" && document.querySelector("#edit-undo").ariaDisabled == "true" && document.querySelector("#edit-redo").ariaDisabled == "false"`)
	v.do(chromedp.NavigateForward())
	v.until(ghosts + ` >= 5 && document.querySelector("#edit-undo").ariaDisabled == "false"`)

	v.do(chromedp.Navigate("about:blank"), chromedp.Navigate(v.url+"#pic=frog&by=gonum&if=b-off-2.0,a-scale-2.2-o-1-0.5"))
	v.answered("A frog")
	v.until(ghosts + ` >= 5 && document.querySelectorAll("#edits .edit").length == 2`)
	v.until(`document.querySelector("#edits").textContent.includes("A 2.2: O·1 × 0.5") && document.querySelector("#backend").value == "gonum"`)
}

func TestWhatIfNarrow(t *testing.T) {
	v := open(t, options{width: 375, height: 667, touch: true})
	v.answered("A ship")
	v.do(chromedp.Click("#edit-off-B-2-2", chromedp.ByQuery))
	v.until(`document.querySelectorAll("#edits .edit").length == 1`)
	var wide int
	v.eval(`document.documentElement.scrollWidth`, &wide)
	if wide > 375 {
		t.Errorf("the page is %d pixels wide", wide)
	}
	var low []string
	v.eval(`[...document.querySelectorAll(".what-if button")].filter(b => b.getBoundingClientRect().height < 40).map(b => b.id)`, &low)
	if len(low) > 0 {
		t.Errorf("too low for a finger: %q", low)
	}
	v.screenshot("what-if-narrow")
}
