//go:build !js

package browsertest

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"regnetlens/server"
)

// A picture and a network of the reader's own are there after a reload; whoever
// else opens the link is told what is not.
func TestReload(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.send("drop", "mine.safetensors", strange(t))
	v.until(`document.querySelector("#model-b").selectedOptions[0].textContent == "mine"`)
	v.send("drop", "my frog.jpg", sample(t, "frog.jpg"))
	v.answered("my frog.jpg")
	v.until(`location.hash.includes("pic=own-") && location.hash.includes("b=strange")`)
	want := v.text("#answer-B")
	v.do(chromedp.Reload())
	v.until(`document.querySelector("#model-b")?.selectedOptions[0].textContent == "mine"`)
	v.answered("my frog.jpg")
	v.agreesA(sample(t, "frog.jpg"))
	if got := v.text("#answer-B"); got != want {
		t.Errorf("after a reload B says %q, before it said %q", got, want)
	}
	if said := strings.TrimSpace(v.text("#notice .say")); said != "" {
		t.Errorf("after a reload the page says %q", said)
	}
	v.excuse("denied")
	v.eval(`navigator.clipboard.writeText = async () => {}; document.querySelector("#link").click()`, nil)
	v.until(`document.querySelector("#notice .say").textContent.includes("without what stays on this computer: my frog.jpg, mine")`)
	v.screenshot("link-lacks")

	var hash string
	v.eval(`location.hash`, &hash)
	other := open(t, options{}) // of another origin, as for another reader
	other.answered("A ship")
	other.do(chromedp.Navigate("about:blank"), chromedp.Navigate(other.url+hash))
	other.answered("A ship")
	other.until(`(s => s.includes("asks for what is not here") && s.includes("b=strange") && s.includes("pic=own-"))(document.querySelector("#notice .say").textContent)`)
}

// What an address asks for that the page does not know is named; the server's
// own pictures are known as soon as their list has come.
func TestAddressOfTheUnknown(t *testing.T) {
	v := open(t, options{wrap: func(http.Handler) http.Handler {
		own, err := server.Load(os.DirFS(filepath.Join(root, "build", "page-tested")))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := own.AddPictures(fstest.MapFS{"my own horse.jpg": {Data: sample(t, "horse.jpg")}}); err != nil {
			t.Fatal(err)
		}
		return own
	}})
	v.answered("A ship")
	v.do(chromedp.Click(`.gallery button[title^="my own horse"]`, chromedp.ByQuery))
	v.answered("my own horse")
	var hash string
	v.until(`location.hash.includes("pic=")`)
	v.eval(`location.hash`, &hash)
	v.do(chromedp.Navigate("about:blank"), chromedp.Navigate(v.url+hash))
	v.answered("my own horse")
	v.do(chromedp.Navigate("about:blank"), chromedp.Navigate(v.url+"#a=resnet-20&pic=cat&at=9.9&kind=zz&fine=1&view=overlay"))
	v.answered("A cat")
	v.until(`document.querySelector("#notice .say").textContent.includes("not here: at=9.9, kind=zz, fine=1.")`)
	v.until(`document.querySelector("#view-overlay").getAttribute("aria-pressed") == "true"`)
}
