package page

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
)

// The service worker knows every file but the list that only a server has and
// what is fetched on demand, by the hash of its content.
func TestServiceWorker(t *testing.T) {
	w, err := serviceWorker([]byte("const build = {{.}};"), "v1", []file{
		{name: "index.html", content: []byte("abc")}, {name: "samples/own.json", content: []byte("[]")},
		{name: "models/full", content: []byte("abc"), onDemand: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := string(w.content)
	// SHA-256 of "abc", as FIPS 180 has it.
	want := `"index.html":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"`
	if w.name != "service-worker.js" || !strings.Contains(got, want) || !strings.Contains(got, `"version":"v1"`) || strings.Count(got, "own.json") != 1 || strings.Contains(got, "models/full") {
		t.Errorf("%s: %s", w.name, got)
	}
}

// Whatever changes in a build changes its version.
func TestVersion(t *testing.T) {
	build := func(name, content string) string {
		return assets{"a": {content: []byte("1")}, name: {content: []byte(content)}}.version()
	}
	version, again := build("b", "1"), build("b", "1")
	if again != version || build("b", "2") == version || build("c", "1") == version {
		t.Error("the version does not follow the content")
	}
}

func TestIcon(t *testing.T) {
	b, err := icon(192)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil || img.Bounds().Dx() != 192 {
		t.Fatalf("%v, %v", img.Bounds(), err)
	}
	for x, want := range map[int][3]uint32{70: {0x00, 0x72, 0xb2}, 120: {0xc6, 0x53, 0x00}, 2: {0xfa, 0xf9, 0xf6}} {
		if r, g, b, _ := img.At(x, 96).RGBA(); [3]uint32{r >> 8, g >> 8, b >> 8} != want {
			t.Errorf("at %d the icon is %x %x %x", x, r>>8, g>>8, b>>8)
		}
	}
}
