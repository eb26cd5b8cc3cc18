//go:build !js

package browsertest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/color"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// Charts, matrices and the drawing of a block as SVG files, and the PNG files
// that are painted from those: on a light ground also where the page is dark, and
// in the colours of the networks.
func TestSaveSVG(t *testing.T) {
	v := open(t, options{dark: true})
	v.answered("A ship")
	v.compared()
	v.until(`document.querySelectorAll("#chart-off .ring").length == 9`)
	v.told() // the last that a picture leads to
	saved := v.saving()
	v.do(chromedp.KeyEvent("s"))
	v.until(`document.querySelector("#save").open`)
	for _, view := range []string{"curves", "chart-alike", "chart-answer", "chart-off", "chart-across", "chart-cost", "alike", "block"} {
		name := "a-ship-at-sea_resnet-20_regnet-20-lstm_block-2.2_" + view
		var svg struct {
			XMLName xml.Name
			Width   string `xml:"width,attr"`
			Height  string `xml:"height,attr"`
		}
		if err := xml.Unmarshal(saved("#save-"+view+"-svg", name+".svg"), &svg); err != nil || svg.XMLName.Local != "svg" {
			t.Fatalf("%s: %v, %v", view, svg.XMLName, err)
		}
		for times := 1; times <= 2; times++ {
			file := fmt.Sprintf("%s_%dx.png", name, times)
			img := decoded(t, file, saved(fmt.Sprintf("#save-%s-%d", view, times), file))
			width, _ := strconv.Atoi(svg.Width)
			if got := img.Bounds().Dx(); got != times*width {
				t.Errorf("%s: %d pixels wide, the drawing has %d", file, got, width)
			}
			if img.RGBAAt(3, 3) != (color.RGBA{0xff, 0xff, 0xff, 0xff}) {
				t.Errorf("%s: on %v", file, img.RGBAAt(3, 3))
			}
			for _, ink := range []color.RGBA{{0x00, 0x72, 0xb2, 0xff}, {0xc6, 0x53, 0x00, 0xff}} {
				if n := count(img, ink); n < 20*times && view != "chart-across" && view != "chart-off" {
					t.Errorf("%s: %d pixels of %v", file, n, ink)
				}
			}
		}
	}
	if bytes.Contains(saved("#save-chart-off-svg", "a-ship-at-sea_resnet-20_regnet-20-lstm_block-2.2_chart-off.svg"), []byte("var(")) {
		t.Error("the file needs the page's style sheet")
	}
}

// The figures under Results, which a key opens, as files.
func TestSaveResults(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.do(chromedp.KeyEvent("4"))
	v.until(`document.querySelector("#results-table") && document.querySelector("#to-results").ariaCurrent == "page"`)
	saved := v.saving()
	v.do(chromedp.KeyEvent("s"))
	v.until(`document.querySelector("#save").open`)
	for view, name := range map[string]string{"results-size": "cifar-10_results-size", "results-early": "cifar-10_resnet-20_regnet-20-lstm_results-early"} {
		if svg := saved("#save-"+view+"-svg", name+".svg"); xml.Unmarshal(svg, new(struct{ XMLName xml.Name })) != nil {
			t.Errorf("%s: %.80q", view, svg)
		}
		img := decoded(t, name+"_1x.png", saved("#save-"+view+"-1", name+"_1x.png"))
		for _, ink := range []color.RGBA{{0x00, 0x72, 0xb2, 0xff}, {0xc6, 0x53, 0x00, 0xff}} {
			if n := count(img, ink); n < 100 {
				t.Errorf("%s: %d pixels of %v", name, n, ink)
			}
		}
	}
}

// Parts of the drawing of a block and columns of the chart of H off are buttons:
// by the mouse, and by the keys; a part that is hovered lights its row up.
func TestShapesThatArePressed(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.click("#part-B-o")
	v.until(`document.querySelector("#part-B-o.on") && document.querySelector(".say-o.on") && document.querySelector("#kind-o.on")`)
	v.do(chromedp.Focus("#part-B-h", chromedp.ByQuery), chromedp.KeyEvent("\r"))
	v.until(`document.querySelector("#part-B-h.on") && document.querySelector("#kind-h.on")`)
	lit := `getComputedStyle(document.querySelector(".laneB.row-i .cell")).boxShadow != "none" && getComputedStyle(document.querySelector(".say-i")).visibility == "visible"`
	v.until("!(" + lit + ")")
	v.point("#part-B-i", 0.5, 0.5)
	v.until(lit)
	v.until(`document.querySelector("#chart-off-1-2")`)
	v.do(chromedp.Focus("#chart-off-1-2", chromedp.ByQuery), chromedp.KeyEvent(" "))
	v.until(`document.querySelector("#chart-off-1-2").ariaPressed == "true" && document.querySelector("#edit-off-B-1-2.on, #edit-off-B-1-2[aria-pressed=true]")`)
	v.answered("A ship") // with the change: the mouse goes to where the column is then
	v.told()
	v.click("#chart-off-1-2")
	v.until(`document.querySelector("#chart-off-1-2").ariaPressed == "false"`)
}

// Of two networks with a memory each has its ring in a column, and a press on it
// switches its own H off.
func TestHOffOfBoth(t *testing.T) {
	v := open(t, options{link: "#a=regnet-20-lstm&b=regnet-20-lstm"})
	v.until(`document.querySelectorAll("#chart-off .ring.A").length == 9 && document.querySelectorAll("#chart-off .ring.B").length == 9`)
	v.click("#chart-off-a-1-2")
	v.until(`document.querySelector("#chart-off-a-1-2").ariaPressed == "true" && document.querySelector("#chart-off-1-2").ariaPressed == "false" && location.hash.includes("if=a-off-1.2")`)
	v.until(`document.querySelectorAll("#chart-off .dot.A").length == 1 && /A was 0\.\d\d \(CKA\)/.test(document.querySelector("#chart-alike .sum").textContent) && /was 1\.00 \(CKA\)/.test(document.querySelector("#chart-across .sum").textContent)`)
	v.click("#chart-off-1-2")
	v.until(`document.querySelector("#chart-off-1-2").ariaPressed == "true" && location.hash.includes("b-off-1.2")`)
}
