//go:build !js

package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A link whose edits make a network overflow, and weights that do: the page
// says so and goes on.
func TestOverflow(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	var edits []string
	for stage := 1; stage <= 3; stage++ {
		for block := 1; block <= 3; block++ {
			edits = append(edits, fmt.Sprintf("a-scale-%d.%d-o-1-1000", stage, block))
			for _, kind := range []string{"i", "h", "c", "mix", "o"} {
				edits = append(edits, fmt.Sprintf("b-scale-%d.%d-%s-9-1000", stage, block, kind))
			}
		}
	}
	v.do(chromedp.Navigate("about:blank"), chromedp.Navigate(v.url+"#if="+strings.Join(edits, ",")))
	v.answered("A ship")
	v.until(`document.querySelectorAll("#edits li").length == 54 && document.querySelector("#pale").checkVisibility()`)
	v.answered("A ship")
	for _, side := range []string{"A", "B"} {
		if odd, said := v.text("#answer-"+side) == "not a number", v.text("#overflow-"+side); odd != strings.Contains(said, "overflow") {
			t.Errorf("%s answers %q, and says %q of it", side, v.text("#answer-"+side), said)
		}
		t.Log(v.text("#answer-"+side), v.text("#overflow-"+side))
	}
	v.click("#edit-clear")
	v.until(`document.querySelectorAll("#edits li").length == 0`)
	v.answered("A ship")
	v.agrees(sample(t, "ship.jpg"))

	v.send("drop", "huge.safetensors", strangeTimes(t, 3e38))
	v.until(`document.querySelector("#answer-B").textContent == "not a number"`)
	v.answered("A ship")
	if said := v.text("#overflow-B"); !strings.Contains(said, "behind the last block") {
		t.Errorf("of its overflow B says %q", said)
	}
	v.agreesA(sample(t, "ship.jpg"))
	for _, do := range []string{"#inspect-why", "#why-occlusion", "#why-map", "#view-diff", "#view-overlay", "#view-maps", "#over-picture"} {
		v.eval(fmt.Sprintf(`document.querySelector(%q).click()`, do), nil)
		v.answered("A ship")
	}
	v.choose("#backend", "gonum")
	v.until(`document.querySelector("#computes-B").textContent.includes("reference")`)
	v.answered("A ship")
	v.until(`document.querySelector("#apart-B").textContent`)
	if said := v.text("#apart-B"); len(said) > 200 {
		t.Errorf("of the backends the page says %q", said)
	}
	v.until(`document.querySelector("#answer-B").textContent == "not a number" && document.querySelector("#notice").classList.contains("hidden")`)
	v.screenshot("overflow")
	v.click("#language")
	v.until(`document.querySelector("#answer-B").textContent == "수가 아님"`)
}
