//go:build !js

package browsertest

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"regnetlens/infer"
	"regnetlens/infer/backends"
	"regnetlens/infer/measure"
	"regnetlens/infer/picture"
	"regnetlens/server"
	"regnetlens/ui/samples"
	"regnetlens/weights"
	"regnetlens/weights/sharedtest"
)

// sides are the models that the page begins with.
var sides = map[string]string{"A": "resnet-20", "B": "regnet-20-lstm"}

// native is the class that the reference backend gives a picture file.
func native(t testing.TB, model string, file []byte) string {
	t.Helper()
	w, r := reference(t, model, file, false)
	top := 0
	for i, v := range r.Logits {
		if v > r.Logits[top] {
			top = i
		}
	}
	return w.Classes[top]
}

// reference is what the reference backend makes of a picture file with the
// weights that the page has, with the outputs of all blocks if wanted.
func reference(t testing.TB, model string, file []byte, outputs bool) (*weights.Weights, *infer.Request) {
	t.Helper()
	w, err := weights.LoadAsPage(model)
	if err != nil {
		t.Fatal(err)
	}
	g, err := w.Arch.Build(w.Input, w.Input)
	if err != nil {
		t.Fatal(err)
	}
	b, err := backends.ByName("gonum")
	if err != nil {
		t.Fatal(err)
	}
	net, err := b.New(g, w, infer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	var taps []string
	for _, tap := range measure.Outputs(g) {
		if outputs {
			taps = append(taps, tap.Name)
		}
	}
	r, err := infer.NewRequest(g, 1, taps...)
	if err != nil {
		t.Fatal(err)
	}
	img, err := picture.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	picture.Normalise(r.Input, picture.Square(img, w.Input), w.Mean, w.Std)
	if err := net.Run(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	return w, r
}

// agrees compares the answers on the page with the native backend's.
func (v *visit) agrees(file []byte) {
	v.Helper()
	for side, model := range sides {
		if got, want := v.text("#answer-"+side), native(v.TB, model, file); got != want {
			v.Errorf("%s says %q, the native backend %q", side, got, want)
		}
	}
}

// sample is a picture of the gallery.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := samples.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// send hands a file to the page as an event does: "drop" or "paste".
func (v *visit) send(event, name string, file []byte) {
	v.Helper()
	v.eval(fmt.Sprintf(`(() => {
		const transfer = new DataTransfer();
		transfer.items.add(new File([Uint8Array.from(atob(%q), c => c.charCodeAt(0))], %q));
		document.body.dispatchEvent(%s);
	})()`, base64.StdEncoding.EncodeToString(file), name, map[string]string{
		"drop":  `new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true})`,
		"paste": `new ClipboardEvent("paste", {clipboardData: transfer, bubbles: true, cancelable: true})`,
	}[event]), nil)
}

func TestFirstVisitShowsAResult(t *testing.T) {
	v := open(t, options{})
	gallery, err := samples.List()
	if err != nil {
		t.Fatal(err)
	}
	v.answered(gallery[0].Title)
	v.agrees(sample(t, gallery[0].File))
	v.painted("#view", "#lens-A", "#lens-B")
	for _, cell := range []string{"0-1-1", "0-3-3", "1-1-1", "1-2-2", "2-1-3", "2-3-1", "3-1-1", "3-3-3"} {
		v.painted("#cell-" + cell)
	}
}

// painted waits until there is a picture on the canvas in each element.
func (v *visit) painted(selectors ...string) {
	v.Helper()
	for _, selector := range selectors {
		v.until(fmt.Sprintf(`(() => {
			const canvas = document.querySelector(%q).lastElementChild;
			if (!canvas || canvas.width < 8) return false;
			const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
			copy.drawImage(canvas, 0, 0);
			return new Set(new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size > 8;
		})()`, selector))
	}
}

// The answers stand there before the page is one that hears of clicks; a click
// in between is not lost.
func TestEarlyClick(t *testing.T) {
	v := open(t, options{before: `new MutationObserver((_, watcher) => {
		if (!document.querySelector("#answer-B") || document.querySelector(".answer.none")) return;
		watcher.disconnect();
		window.early = !!document.querySelector("#mount");
		document.querySelector("#language").click();
	}).observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ["class"]})`})
	v.until(`document.documentElement.lang == "ko" && document.querySelector("#answer-A").textContent == "배" && !document.querySelector("#mount")`)
	var early bool
	v.eval("early", &early)
	t.Logf("clicked before the first render: %v", early)
}

// The user's own folder is part of the gallery.
func TestOwnPictures(t *testing.T) {
	v := open(t, options{wrap: func(http.Handler) http.Handler {
		own, err := server.Load(os.DirFS(filepath.Join(root, "build", "page-tested")))
		if err != nil {
			t.Fatal(err)
		}
		n, err := own.AddPictures(fstest.MapFS{"my own horse.jpg": {Data: sample(t, "horse.jpg")}, "notes.txt": {}})
		if err != nil || n != 1 {
			t.Fatalf("%d pictures, %v", n, err)
		}
		return own
	}})
	v.answered("A ship")
	v.do(chromedp.Click(`.gallery button[title^="my own horse"]`, chromedp.ByQuery))
	v.answered("my own horse")
	v.agrees(sample(t, "horse.jpg"))
}

func TestEverySample(t *testing.T) {
	v := open(t, options{})
	gallery, err := samples.List()
	if err != nil {
		t.Fatal(err)
	}
	v.answered(gallery[0].Title)
	for i, s := range gallery {
		v.do(chromedp.Click(fmt.Sprintf(".gallery button:nth-of-type(%d)", i+1), chromedp.ByQuery))
		v.answered(s.Title)
		v.agrees(sample(t, s.File))
	}
}

func TestUpload(t *testing.T) {
	v := open(t, options{})
	v.answered("")
	name := filepath.Join(t.TempDir(), "my frog.jpg")
	if err := os.WriteFile(name, sample(t, "frog.jpg"), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the same file a second time, too
		v.do(chromedp.SetUploadFiles("#file", []string{name}, chromedp.ByQuery))
		v.answered("my frog.jpg")
		v.agrees(sample(t, "frog.jpg"))
		v.do(chromedp.Click(".gallery button:nth-of-type(2)", chromedp.ByQuery))
		v.answered("A horse")
	}
}

func TestDropAndPaste(t *testing.T) {
	v := open(t, options{})
	v.answered("")
	v.send("drop", "dropped.jpg", sample(t, "truck.jpg"))
	v.answered("dropped.jpg")
	v.agrees(sample(t, "truck.jpg"))
	v.send("paste", "pasted.jpg", sample(t, "bird.jpg"))
	v.answered("pasted.jpg")
	v.agrees(sample(t, "bird.jpg"))
}

// A photograph held sideways is read upright.
func TestSidewaysPhotograph(t *testing.T) {
	img, err := jpeg.Decode(bytes.NewReader(sample(t, "horse.jpg")))
	if err != nil {
		t.Fatal(err)
	}
	b := img.Bounds()
	turned := image.NewRGBA(image.Rect(0, 0, b.Dy(), b.Dx()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			turned.Set(y, b.Dx()-1-x, img.At(b.Min.X+x, b.Min.Y+y)) // a quarter to the left
		}
	}
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, turned, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	// An EXIF segment whose only entry is the orientation, 6: turn to the right.
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	file := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	file = append(file, plain.Bytes()[2:]...)
	v := open(t, options{})
	v.answered("")
	v.send("drop", "sideways.jpg", file)
	v.answered("sideways.jpg")
	v.agrees(file)
	if got := v.text("#answer-A"); got != "horse" {
		t.Errorf("lying on its side the horse is a %s", got)
	}
}

// Photographs as cameras make them, of many megapixels.
func TestPhotographs(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sharedtest.Path(t, "pictures"), "*.jpg"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pictures: %v", err)
	}
	v := open(t, options{})
	v.answered("")
	for _, name := range files {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		v.do(chromedp.SetUploadFiles("#file", []string{name}, chromedp.ByQuery))
		v.answered(filepath.Base(name))
		v.agrees(file)
	}
}

// A file that is no picture gets a sentence, and what was on the page stays.
func TestRefusedFiles(t *testing.T) {
	huge := pngHeader(10_000, 10_000)
	half := sample(t, "cat.jpg")
	half = half[:len(half)/2]
	v := open(t, options{})
	v.answered("A ship")
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"letter.txt": {[]byte("Dear reader"), "is not a picture that this page reads"},
		"huge.png":   {huge, "the limit is 64."},
		"half.jpg":   {half, "the JPEG picture is broken or cut short"},
		"empty.jpg":  {nil, "is not a picture that this page reads"},
	} {
		v.send("drop", name, test.file)
		v.until(fmt.Sprintf(`document.querySelector("#notice .say").textContent.includes(%q)`, test.want))
		v.answered("A ship")
		if got := v.text("#answer-A"); got != "ship" {
			t.Errorf("after %s the page says %q", name, got)
		}
		v.do(chromedp.Click("#dismiss", chromedp.ByQuery))
		v.until(`getComputedStyle(document.querySelector("#notice")).display == "none"`)
	}
	v.screenshotOf("refused", "letter.txt", []byte("Dear reader"))
	v.send("drop", "frog.jpg", sample(t, "frog.jpg")) // and the next one works
	v.answered("frog.jpg")
	v.agrees(sample(t, "frog.jpg"))
	if said := v.text("#notice .say"); strings.TrimSpace(said) != "" {
		t.Errorf("the notice %q outlived its cause", said)
	}
}

func (v *visit) screenshotOf(name, file string, content []byte) {
	v.send("drop", file, content)
	v.until(`document.querySelector("#notice .say").textContent`)
	v.screenshot(name)
}

// pngHeader is a PNG file that claims a size and ends.
func pngHeader(width, height uint32) []byte {
	chunk := append([]byte("IHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)...)
	chunk = append(chunk, 8, 2, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), chunk...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(chunk))
}
