package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"regnetlens/ui/session"
)

// pngOf is a PNG of a size and colour.
func pngOf(t *testing.T, w, h int, c color.Color) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func ownList(t *testing.T, s *Site) (list []session.Sample) {
	t.Helper()
	if err := json.NewDecoder(get(s, "GET", "/"+session.OwnSamples).Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	return list
}

// Pictures come from the disk as they are when they are asked for.
func TestOwnPicturesFromDisk(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a b.png")
	first, second := pngOf(t, 300, 200, color.RGBA{255, 0, 0, 255}), pngOf(t, 200, 300, color.RGBA{0, 0, 255, 255})
	if err := os.WriteFile(name, first, 0o644); err != nil {
		t.Fatal(err)
	}
	s := testSite(t)
	if n, err := s.AddPictures(os.DirFS(dir)); err != nil || n != 1 {
		t.Fatalf("%d, %v", n, err)
	}
	sample := ownList(t, s)[0]
	fetch := func(at string) ([]byte, *http.Response) {
		r := get(s, "GET", "/"+at)
		b, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != 200 || r.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: status %d, %v", at, r.StatusCode, err)
		}
		return b, r
	}
	etags := map[string]bool{}
	for i, want := range [][]byte{first, second} {
		if i == 1 {
			if err := os.WriteFile(name, second, 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(name, time.Time{}, time.Unix(1_000_000_000, 0)); err != nil {
				t.Fatal(err)
			}
		}
		got, r := fetch(sample.URL)
		if !bytes.Equal(got, want) || r.Header.Get("Content-Type") != "image/png" {
			t.Errorf("state %d: %d bytes of type %s", i, len(got), r.Header.Get("Content-Type"))
		}
		etags[r.Header.Get("ETag")] = true
		small, r := fetch(sample.Thumbnail)
		img, err := jpeg.Decode(bytes.NewReader(small))
		if err != nil || img.Bounds() != image.Rect(0, 0, thumbnailSize, thumbnailSize) || r.Header.Get("Content-Type") != "image/jpeg" {
			t.Fatalf("state %d: thumbnail %v of type %s", i, err, r.Header.Get("Content-Type"))
		}
		red, _, blue, _ := img.At(80, 80).RGBA()
		if (red > blue) != (i == 0) {
			t.Errorf("state %d: a thumbnail of %v", i, img.At(80, 80))
		}
		etags[r.Header.Get("ETag")] = true
		if again := get(s, "GET", "/"+sample.Thumbnail, "If-None-Match", r.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("the same again: status %d", again.StatusCode)
		}
	}
	if len(etags) != 4 {
		t.Errorf("etags %v", etags)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if r := get(s, "GET", "/"+sample.URL); r.StatusCode != 404 {
		t.Errorf("a removed picture: status %d", r.StatusCode)
	}
}

// Nothing else of the folder is served, and nothing outside.
func TestOwnPicturesOnly(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.png", "secret.txt", ".hidden.png", "sub/b.png"} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte("x"), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	s := testSite(t)
	if n, err := s.AddPictures(os.DirFS(dir)); err != nil || n != 1 {
		t.Fatalf("%d, %v", n, err)
	}
	for path, want := range map[string]int{
		"a.png": 200, "secret.txt": 404, ".hidden.png": 404, "sub/b.png": 404, "": 404, "%2e%2e/a.png": 404, "none.png": 404,
	} {
		if got := get(s, "GET", "/"+ownFolder+path).StatusCode; got != want {
			t.Errorf("%q: status %d, want %d", path, got, want)
		}
	}
	// A picture of which no thumbnail can be made is shown itself.
	r := get(s, "GET", "/"+ownFolder+"a.png?"+thumbnailQuery)
	if b, _ := io.ReadAll(r.Body); string(b) != "x" || r.Header.Get("Content-Type") != "image/png" {
		t.Errorf("%q of type %s", b, r.Header.Get("Content-Type"))
	}
}

// counting counts how often files are opened.
type counting struct {
	fs.FS
	opened *int
}

func (c counting) Open(name string) (fs.File, error) {
	if name != "." {
		*c.opened++
	}
	return c.FS.Open(name)
}

// A folder of many pictures is not read when it is added, and no more than the
// limit are offered.
func TestManyOwnPictures(t *testing.T) {
	files := fstest.MapFS{}
	for i := range MaxPictures + 7 {
		files[fmt.Sprintf("%05d.jpg", i)] = &fstest.MapFile{Data: []byte("jpeg")}
	}
	opened := 0
	s := testSite(t)
	n, err := s.AddPictures(counting{files, &opened})
	if err != nil || n != MaxPictures || opened != 0 {
		t.Errorf("%d pictures, %d files opened, %v", n, opened, err)
	}
	if found, err := CountPictures(files); err != nil || found != MaxPictures+7 {
		t.Errorf("%d found, %v", found, err)
	}
	list := ownList(t, s)
	if len(list) != MaxPictures || list[0].Title != "00000" || list[MaxPictures-1].Title != fmt.Sprintf("%05d", MaxPictures-1) {
		t.Errorf("%d in the list", len(list))
	}
	if r := get(s, "GET", fmt.Sprintf("/%s%05d.jpg", ownFolder, MaxPictures)); r.StatusCode != 404 {
		t.Errorf("beyond the limit: status %d", r.StatusCode)
	}
}
