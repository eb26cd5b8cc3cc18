//go:build !js

package browsertest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// sameRamp compares the colour scale below the lens's first map, on a saved
// picture, with that on the page, in a few places.
func (v *visit) sameRamp(img image.Image, times int) {
	v.Helper()
	for _, at := range []float64{0.01, 0.3, 0.5, 0.8, 0.99} {
		var want []uint32
		v.eval(fmt.Sprintf(`(c => [...c.getContext("2d").getImageData(Math.floor(%g * c.width), 0, 1, 1).data].slice(0, 3))(document.querySelector(".map.A .ramp canvas"))`, at), &want)
		// The map's left edge is at 20, its scale begins at 404 and is 8 high.
		r, g, b, _ := img.At(times*20+int(at*320*float64(times)), times*408).RGBA()
		for i, got := range []uint32{r >> 8, g >> 8, b >> 8} {
			if max(got, want[i])-min(got, want[i]) > 8 {
				v.Errorf("the saved colour scale is %v at %g, the page's %v", []uint32{r >> 8, g >> 8, b >> 8}, at, want)
				break
			}
		}
	}
}

// saving gives what presses a button and waits for the file it saves.
func (v *visit) saving() (saved func(button, name string) []byte) {
	dir := v.TempDir()
	v.do(browser.SetDownloadBehavior(browser.SetDownloadBehaviorBehaviorAllow).WithDownloadPath(dir))
	return func(button, name string) []byte {
		v.Helper()
		file := filepath.Join(dir, name)
		os.Remove(file) // of the same name, from before
		v.do(chromedp.Click(button, chromedp.ByQuery))
		for start := time.Now(); time.Since(start) < 20*time.Second; time.Sleep(50 * time.Millisecond) {
			if b, err := os.ReadFile(file); err == nil && len(b) > 0 {
				return b
			}
		}
		v.Fatalf("%s gave no file %s; notice %q", button, name, v.text("#notice"))
		return nil
	}
}

// Whatever can be saved arrives as a file.
func TestSave(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.painted("#lens-A", "#lens-B", "#cell-0-1-1")
	saved := v.saving()
	v.do(chromedp.KeyEvent("s"))
	v.until(`document.querySelector("#save").open`)
	v.screenshot("save")
	width := 0
	for _, p := range []struct {
		button, name string
		times        int
	}{{"#save-lens-1", "a-ship-at-sea_resnet-20_regnet-20-lstm_block-2.2_lens_1x.png", 1}, {"#save-lens-2", "a-ship-at-sea_resnet-20_regnet-20-lstm_block-2.2_lens_2x.png", 2}, {"#save-blocks-1", "a-ship-at-sea_resnet-20_regnet-20-lstm_block-2.2_blocks_1x.png", 1}, {"#save-blocks-2", "a-ship-at-sea_resnet-20_regnet-20-lstm_block-2.2_blocks_2x.png", 2}} {
		b := saved(p.button, p.name)
		os.WriteFile(filepath.Join(root, "build", "screenshots", p.name), b, 0o644)
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		colours := map[[3]uint32]bool{}
		for x := range img.Bounds().Dx() {
			r, g, b, _ := img.At(x, img.Bounds().Dy()/2).RGBA()
			colours[[3]uint32{r, g, b}] = true
		}
		if len(colours) < 8 {
			t.Errorf("%s: nothing is painted on it", p.name)
		}
		if strings.Contains(p.name, "_lens_") {
			v.sameRamp(img, p.times)
		}
		if p.times == 1 {
			width = img.Bounds().Dx()
		} else if img.Bounds().Dx() != 2*width {
			t.Errorf("%s is %d wide, plain %d", p.name, img.Bounds().Dx(), width)
		}
	}
	// The selection is H of stage 2, block 2, where A has its output only.
	if b := saved("#save-npy-B", "a-ship-at-sea_regnet-20-lstm_stage2.block2.h.npy"); !bytes.Contains(b[:128], []byte("'shape': (32, 16, 16)")) || len(b) != 128+4*32*16*16 {
		t.Errorf("NPY of %d bytes", len(b))
	}
	if b := string(saved("#save-csv-A", "a-ship-at-sea_resnet-20_stage2.block2.o.csv")); strings.Count(b, "\n") != 1+32*16*16 || !strings.HasPrefix(b, "channel,row,column,value\r\n1,1,1,") {
		t.Errorf("CSV %.60q of %d lines", b, strings.Count(b, "\n"))
	}
	// The page runs a shorter form of the weights; what is saved is the file.
	for side, id := range sides {
		want, err := os.ReadFile(filepath.Join(root, "weights/models", id+".safetensors"))
		if err != nil {
			t.Fatal(err)
		}
		if b := saved("#save-weights-"+side, id+".safetensors"); !bytes.Equal(b, want) {
			t.Errorf("the weights of %s: %d bytes, not the file of %d", side, len(b), len(want))
		}
	}
	var result struct {
		Picture, Version string
		Networks         []struct {
			Model, Answer string
			Probabilities map[string]float64
			RunMS         float64 `json:"run_ms"`
		}
	}
	if err := json.Unmarshal(saved("#save-json", "a-ship-at-sea_resnet-20_regnet-20-lstm_result.json"), &result); err != nil {
		t.Fatal(err)
	}
	if len(result.Networks) != 2 || result.Networks[1].Answer != "ship" || len(result.Networks[0].Probabilities) != 10 || len(result.Version) != 12 ||
		result.Networks[0].RunMS <= 0 || !strings.HasPrefix(result.Picture, "A ship") {
		t.Errorf("%+v", result)
	}
	// With the difference on the page there are three maps.
	v.do(chromedp.KeyEvent(kb.Escape))
	v.until(`!document.querySelector("#save").open`)
	v.click("#view-diff")
	v.until(`document.querySelector("#grid .lane b").textContent == "A − B · O"`)
	v.do(chromedp.Click("#cell-0-2-2", chromedp.ByQuery))
	v.until(`document.querySelector("#lens-less canvas") && document.querySelector(".map.less .ramp canvas")`)
	v.do(chromedp.KeyEvent("s"))
	v.until(`document.querySelector("#save").open`)
	three := saved("#save-lens-1", "a-ship-at-sea_resnet-20_regnet-20-lstm_block-2.2_lens_1x.png")
	os.WriteFile(filepath.Join(root, "build", "screenshots", "regnet-lens-difference.png"), three, 0o644)
	if img, err := png.Decode(bytes.NewReader(three)); err != nil || img.Bounds().Dx() != 20+3*340 {
		t.Errorf("the picture of three maps: %v", err)
	} else {
		v.sameRamp(img, 1)
	}
}
