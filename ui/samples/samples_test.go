package samples

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/picture"
)

var cifar10 = strings.Fields("airplane automobile bird cat deer dog frog horse ship truck")

func list(t *testing.T) []Sample {
	t.Helper()
	l, err := List()
	if err != nil {
		t.Fatal(err)
	}
	if len(l) < 8 {
		t.Fatalf("%d samples, want 8 or more", len(l))
	}
	return l
}

func TestList(t *testing.T) {
	id := regexp.MustCompile(`^[a-z]+$`)
	seen := map[string]bool{}
	for _, s := range list(t) {
		if !id.MatchString(s.ID) || seen[s.ID] {
			t.Errorf("id %q: not lower-case letters, or twice", s.ID)
		}
		seen[s.ID] = true
		if s.Title == "" || s.Origin == "" || s.Licence == "" {
			t.Errorf("%s: title %q, origin %q, licence %q: one is empty", s.ID, s.Title, s.Origin, s.Licence)
		}
		if !regexp.MustCompile(`\p{Hangul}`).MatchString(s.TitleKo) {
			t.Errorf("%s: title_ko %q is not Korean", s.ID, s.TitleKo)
		}
		if !slices.Contains(cifar10, s.Label) {
			t.Errorf("%s: label %q is no class of CIFAR-10", s.ID, s.Label)
		}
	}
}

func TestPictures(t *testing.T) {
	const most = 16 << 10 // bytes: ten of them come with the first page
	for _, s := range list(t) {
		data, err := Files.ReadFile(s.File)
		if err != nil {
			t.Errorf("%s: %v", s.ID, err)
			continue
		}
		if len(data) > most {
			t.Errorf("%s: %d bytes, want %d or fewer", s.File, len(data), most)
		}
		img, err := picture.Decode(data)
		if err != nil {
			t.Errorf("%s: %v", s.File, err)
			continue
		}
		if b := img.Bounds(); b.Dx() != b.Dy() || b.Dx() < 132 {
			t.Errorf("%s: %d × %d pixels, want a square of 132 or more, the button on a screen of three dots a pixel", s.File, b.Dx(), b.Dy())
		}
	}
}

// Every file of the folder is listed, and the README names every picture.
func TestNothingUnlisted(t *testing.T) {
	l := list(t)
	for pattern, file := range map[string]func(Sample) string{
		"*.jpg": func(s Sample) string { return s.File },
		"*.svg": func(s Sample) string { return s.Source },
	} {
		var want []string
		for _, s := range l {
			if f := file(s); f != "" {
				want = append(want, f)
			}
		}
		slices.Sort(want)
		got, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s in the folder: %v; in samples.json: %v", pattern, got, want)
		}
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range l {
		if !bytes.Contains(readme, []byte("`"+s.File+"`")) {
			t.Errorf("README.md does not name %s", s.File)
		}
	}
}

// Drawings are well-formed, of the size the renderer expects, and take nothing
// from outside.
func TestDrawings(t *testing.T) {
	for _, s := range list(t) {
		if s.Source == "" {
			continue
		}
		f, err := os.Open(s.Source)
		if err != nil {
			t.Error(err)
			continue
		}
		defer f.Close()
		root := true
		for d := xml.NewDecoder(f); ; {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("%s: %v", s.Source, err)
				break
			}
			e, ok := tok.(xml.StartElement)
			if !ok {
				continue
			}
			if e.Name.Local == "image" || e.Name.Local == "script" {
				t.Errorf("%s: has <%s>", s.Source, e.Name.Local)
			}
			for _, a := range e.Attr {
				if a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") {
					t.Errorf("%s: refers to %s", s.Source, a.Value)
				}
				if root && a.Name.Local == "viewBox" && a.Value != "0 0 512 512" {
					t.Errorf("%s: viewBox %s", s.Source, a.Value)
				}
			}
			root = false
		}
	}
}
