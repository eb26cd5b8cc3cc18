//go:build !js

package browsertest

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Buttons stay where they are when they are pressed.
func TestButtonsStay(t *testing.T) {
	for _, width := range []int64{1440, 1100} {
		v := open(t, options{width: width, height: 900})
		v.answered("A ship")
		for _, id := range []string{"view-diff", "view-overlay", "tiles-four", "view-maps", "scale-own", "scale-same", "tiles-all", "inspect-all", "inspect-why", "why-occlusion", "why-map", "inspect-look", "cost-time", "cost-muladds", "by-cosine", "by-cka"} {
			// Of the row that the button is in.
			places := fmt.Sprintf(`(row => [...row.querySelectorAll("button")].map(b => [b.id, ...["left", "top", "width"].map(k =>
				Math.round((b.getBoundingClientRect()[k] - (k == "top" ? row.getBoundingClientRect().top : 0)) * 4))].join(" ")).join())(document.querySelector(%q).closest(".row, [role=tablist]"))`, "#"+id)
			var before string
			v.eval(places, &before)
			v.eval(fmt.Sprintf(`document.querySelector(%q).click()`, "#"+id), nil)
			v.until(fmt.Sprintf(`["ariaPressed", "ariaSelected"].some(k => document.querySelector(%q)[k] == "true")`, "#"+id))
			var after string
			v.eval(places, &after)
			if after != before {
				t.Errorf("%d pixels wide: %s moves the buttons:\n%s\n%s", width, id, before, after)
			}
		}
	}
}

// Each class of the networks can be asked about.
func TestAnyClass(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.inspect("why")
	var classes []string
	v.eval(`[...document.querySelector("#why-class").options].map(o => o.value)`, &classes)
	if len(classes) != 11 || classes[0] != "" {
		t.Errorf("can be asked about: %q", classes)
	}
	for _, class := range classes[1:] {
		v.choose("#why-class", class)
		v.until(fmt.Sprintf(`document.querySelector("#why-title").textContent.includes(%q)`, class))
		v.until(`document.querySelectorAll(".why-panel .share").length == 2 && [...document.querySelectorAll(".why-panel .share")].every(s => s.textContent.endsWith("%"))`)
	}
	v.choose("#why-class", "")
	v.until(`document.querySelector("#why-title").textContent.includes("ship")`)
	v.painted("#why-map-A", "#why-map-B")
}

// A button that has nothing more to do keeps the focus.
func TestFocusStays(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.click("#edit-off-B-2-2")
	v.until(`document.querySelectorAll("#edits li").length == 1`)
	v.do(chromedp.Focus("#edit-undo", chromedp.ByQuery), chromedp.KeyEvent("\r"))
	v.until(`document.querySelectorAll("#edits li").length == 0 && document.querySelector("#edit-undo").ariaDisabled == "true"`)
	v.until(`document.activeElement.id == "edit-undo"`)
	v.do(chromedp.Focus("#channel-up", chromedp.ByQuery))
	for range 31 {
		v.do(chromedp.KeyEvent("\r"))
	}
	v.until(`document.querySelector("#lens-channel").textContent == "32 of 32" && document.activeElement.id == "channel-up"`)
}

// A picture that is dropped together with a network is shown with it.
func TestPictureWithNetwork(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	file := func(name string, data []byte) string {
		return fmt.Sprintf(`transfer.items.add(new File([Uint8Array.from(atob(%q), c => c.charCodeAt(0))], %q));`, base64.StdEncoding.EncodeToString(data), name)
	}
	v.eval(`(() => { const transfer = new DataTransfer();`+file("frog.jpg", sample(t, "frog.jpg"))+file("my network.safetensors", strange(t))+`
		document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true})); })()`, nil)
	v.until(`document.querySelector("#model-b").selectedOptions[0].textContent == "my network"`)
	v.answered("frog.jpg")
	v.agreesA(sample(t, "frog.jpg"))
}

// Times stand under the name of what took them, while another backend begins.
func TestBackendOfTimes(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.eval(`window.chips = new Set(), new MutationObserver(() => chips.add(document.querySelector("#chip").textContent)).observe(document.querySelector("#chip"), {subtree: true, childList: true, characterData: true})`, nil)
	simd := v.text("#chip")
	v.choose("#backend", "gonum")
	v.until(`document.querySelector("#computes-B").textContent.includes("reference") && document.querySelector("#chip").textContent.startsWith("reference · A ")`)
	v.answered("A ship")
	var chips []string
	v.eval(`[...chips]`, &chips)
	times := strings.Split(simd, " · ")
	for _, chip := range chips {
		for _, time := range times[1:] { // such as "A 8.1 ms"
			if strings.HasPrefix(chip, "reference") && strings.Contains(chip, time) {
				t.Errorf("%q has a time of SIMD (%q)", chip, simd)
			}
		}
	}
}

// Forced colours leave the legends theirs.
func TestForcedColours(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	of := `[getComputedStyle(document.querySelector(".pick.b b")).backgroundColor, getComputedStyle(document.querySelector(".bar.B .value")).fill].join()`
	var plain, forced string
	v.eval(of, &plain)
	v.painted("#cell-0-1-1", "#cell-3-3-3", "#lens-A")
	v.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}, {Name: "forced-colors", Value: "active"}}))
	v.until(`matchMedia("(forced-colors: active)").matches`)
	v.eval(of, &forced)
	if forced != plain {
		t.Errorf("legends are %s, with forced colours %s", plain, forced)
	}
	v.painted("#cell-0-1-1", "#cell-3-3-3", "#lens-A")
	v.screenshot("forced-colours")
}
