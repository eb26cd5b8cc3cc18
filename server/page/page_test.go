package page

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"regnetlens/ui/samples"
	"regnetlens/weights"
)

func TestLink(t *testing.T) {
	files, err := assets{
		"index.html": {content: []byte("<script src=asset:js/a.js> asset:b.wasm"), fixed: true, text: true, part: partPage},
		"js/a.js":    {content: []byte(`fetch("asset:b.wasm")`), text: true},
		"b.wasm":     {content: []byte("asset:is not text")},
	}.link()
	if err != nil {
		t.Fatal(err)
	}
	byStem := map[string]file{}
	for _, f := range files {
		byStem[strings.SplitN(f.name, ".", 2)[0]] = f
	}
	b, a, index := byStem["b"], byStem["js/a"], byStem["index"]
	if string(b.content) != "asset:is not text" || string(a.content) != `fetch("`+b.name+`")` ||
		index.name != "index.html" || string(index.content) != "<script src="+a.name+"> "+b.name {
		t.Errorf("linked %+v", files)
	}
}

// A change in one file changes the name of every file that leads to it.
func TestNamesFollowContent(t *testing.T) {
	names := func(wasm string) string {
		files, err := assets{"a.js": {content: []byte("asset:b.wasm"), text: true}, "b.wasm": {content: []byte(wasm)}}.link()
		if err != nil {
			t.Fatal(err)
		}
		return files[0].name
	}
	if name, again := names("1"), names("1"); again != name || names("2") == name {
		t.Error("names do not follow the content")
	}
}

func TestLinkRefuses(t *testing.T) {
	for want, a := range map[string]assets{
		`no asset "b.js"`: {"a.js": {content: []byte("asset:b.js"), text: true}},
		"refers to itself": {
			"a.js": {content: []byte("asset:b.js"), text: true}, "b.js": {content: []byte("asset:a.js"), text: true},
		},
	} {
		if _, err := a.link(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want an error with %q", err, want)
		}
	}
}

// What is written comes back, in each coding; what gains nothing is left plain.
func TestCompress(t *testing.T) {
	c := compressor{t.TempDir()}
	content := bytes.Repeat([]byte("regulated networks "), 1000)
	for range 2 { // made, then kept
		for _, k := range []coding{brotliCoding, gzipCoding} {
			small, err := c.compress(k, content)
			if err != nil || len(small) > len(content)/10 {
				t.Fatalf("%s: %d bytes, %v", k.suffix, len(small), err)
			}
			var r io.Reader = brotli.NewReader(bytes.NewReader(small))
			if k.suffix == ".gz" {
				if r, err = gzip.NewReader(bytes.NewReader(small)); err != nil {
					t.Fatal(err)
				}
			}
			if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, content) {
				t.Errorf("%s: %d bytes came back, %v", k.suffix, len(back), err)
			}
		}
	}
	noise, err := samples.Files.ReadFile("cat.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if small, err := c.compress(brotliCoding, noise); err != nil || small != nil {
		t.Errorf("a picture was compressed to %d of %d bytes, %v", len(small), len(noise), err)
	}
}

func TestIndex(t *testing.T) {
	text, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := weights.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	b, err := index(text, []byte("keep()"), "0123456789ab", catalogue, []samples.Sample{{Title: "</script><script>alert(1)</script>", File: "x.jpg"}})
	if err != nil {
		t.Fatal(err)
	}
	html := string(b)
	for _, want := range []string{"<script>keep()</script>", `"asset:page.js"`, `"asset:models/resnet-20.i8.safetensors"`, `"asset:models/resnet-20.safetensors"`, "asset:samples/x.jpg", "· 64 × 8²", `id="said"`} {
		if !strings.Contains(html, want) {
			t.Errorf("index.html lacks %s", want)
		}
	}
	if strings.Contains(html, "alert(1)</script>") {
		t.Error("a title became a script")
	}
	if strings.Contains(html, "style=") || strings.Contains(html, "onclick=") {
		t.Error("index.html has what the page's policy forbids")
	}
}

func TestReport(t *testing.T) {
	r := Report{{"a.wasm", partProgram, 300, 100}, {"index.html", partPage, 50, 20}, {"cat.jpg", "", 70, 70}}
	if r.Wire() != 120 || !strings.Contains(r.String(), "full weight files: 70") {
		t.Errorf("%d bytes on the wire:\n%s", r.Wire(), r)
	}
}
