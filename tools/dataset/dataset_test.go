package dataset

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"
)

// pixel is a PNG of one grey level, 4 × 4 pixels.
func pixel(t testing.TB, level uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 4, 4))
	for i := range img.Pix {
		img.Pix[i] = level
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// entry is a file to be laid out in a folder or an archive.
type entry struct {
	path string
	data []byte
}

func writeFolder(t testing.TB, entries []entry) string {
	t.Helper()
	root := t.TempDir()
	for _, e := range entries {
		path := filepath.Join(root, filepath.FromSlash(e.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, e.data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func tarOf(t testing.TB, entries []entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		if err := w.WriteHeader(&tar.Header{Name: e.path, Mode: 0o644, Size: int64(len(e.data))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func compressed(t testing.TB, data []byte, writer func(io.Writer) (io.WriteCloser, error)) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := writer(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(t testing.TB, data []byte) []byte {
	return compressed(t, data, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil })
}

func xzipped(t testing.TB, data []byte) []byte {
	return compressed(t, data, func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) })
}

// writeForms writes the entries as a folder and as archives of every kind.
func writeForms(t testing.TB, entries []entry) map[string]string {
	t.Helper()
	forms := map[string]string{"folder": writeFolder(t, entries)}
	plain := tarOf(t, entries)
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"plain.tar":  plain,
		"data.tgz":   gzipped(t, plain),
		"data.txz":   xzipped(t, plain),
		"nameless":   xzipped(t, plain), // told by its content
		"wrong.tar":  gzipped(t, plain),
		"archive.xz": plain,
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		forms[name] = path
	}
	return forms
}

// read opens a dataset and returns "class level" for every sample, in order.
func read(t testing.TB, path string, o Options) ([]string, *Dataset, error) {
	t.Helper()
	d, err := Open(path, o)
	if err != nil {
		return nil, nil, err
	}
	var got []string
	for s, err := range d.Samples(context.Background()) {
		if err != nil {
			return got, d, err
		}
		if b := s.Pixels.Bounds(); b != image.Rect(0, 0, o.Size, o.Size) {
			t.Errorf("%s: bounds %v", s.Name, b)
		}
		got = append(got, fmt.Sprintf("%s %d", d.Classes[s.Label], s.Pixels.RGBAAt(1, 1).R))
	}
	if len(got) != d.Len() {
		t.Errorf("%d samples, Len is %d", len(got), d.Len())
	}
	return got, d, nil
}

func TestPictureFolders(t *testing.T) {
	tests := []struct {
		name    string
		files   []string // the nth has level n
		split   string
		classes []string
		want    []string
	}{
		{"classes", []string{"dog/1.png", "cat/1.png", "cat/0.png", "README.md", "cat/notes.txt"}, "",
			[]string{"cat", "dog"}, []string{"cat 2", "cat 1", "dog 0"}},
		{"splits", []string{"train/dog/1.png", "test/cat/1.PNG", "test/dog/1.png", "train/ant/1.png"}, "",
			[]string{"ant", "cat", "dog"}, []string{"cat 1", "dog 2"}},
		{"another split", []string{"train/dog/1.png", "test/cat/1.png"}, "train",
			[]string{"cat", "dog"}, []string{"dog 0"}},
		{"a folder around classes", []string{"pictures/dog/1.png", "pictures/cat/1.png"}, "",
			[]string{"cat", "dog"}, []string{"cat 1", "dog 0"}},
		{"a folder around splits", []string{"x/test/dog/1.png", "x/train/cat/1.png"}, "",
			[]string{"cat", "dog"}, []string{"dog 0"}},
		{"hidden files", []string{"cat/1.png", "cat/._1.png", ".trash/2.png", "loose.png"}, "",
			[]string{"cat"}, []string{"cat 0"}},
	}
	for _, test := range tests {
		var entries []entry
		for i, path := range test.files {
			entries = append(entries, entry{path, pixel(t, uint8(i))})
		}
		for form, path := range writeForms(t, entries) {
			got, d, err := read(t, path, Options{Split: test.split, Size: 4})
			if err != nil {
				t.Errorf("%s, %s: %v", test.name, form, err)
				continue
			}
			if !slices.Equal(d.Classes, test.classes) || !slices.Equal(got, test.want) {
				t.Errorf("%s, %s: classes %q, samples %q; want %q, %q", test.name, form, d.Classes, got, test.classes, test.want)
			}
		}
	}
}

func TestSamplesKeepOrder(t *testing.T) {
	var entries []entry
	var want []string
	for i := range 1000 {
		entries = append(entries, entry{fmt.Sprintf("c/%04d.png", i), pixel(t, uint8(i))})
		want = append(want, fmt.Sprintf("c %d", uint8(i)))
	}
	d, err := fromFiles(mustRead(t, tarOf(t, entries)), Options{Split: "test", Size: 4})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for s, err := range d.Samples(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("c %d", s.Pixels.RGBAAt(0, 0).R))
	}
	if !slices.Equal(got, want) {
		t.Error("the samples are out of order")
	}
	for range d.Samples(context.Background()) {
		break // leaving early must not hang or leak: the race detector watches
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	var last error
	for _, err := range d.Samples(ctx) {
		if n++; n == 3 {
			cancel()
		}
		last = err
	}
	if last != context.Canceled || n == 1000 {
		t.Errorf("after cancelling: %d samples, %v", n, last)
	}
}

func TestBrokenPicture(t *testing.T) {
	root := writeFolder(t, []entry{{"a/0.png", pixel(t, 0)}, {"a/1.png", pixel(t, 1)[:40]}, {"a/2.png", pixel(t, 2)}})
	got, _, err := read(t, root, Options{Size: 4})
	if len(got) != 1 || err == nil || !strings.Contains(err.Error(), "a/1.png: this PNG picture") {
		t.Errorf("%q, %v", got, err)
	}
}

func TestOpenErrors(t *testing.T) {
	png := pixel(t, 9)
	tests := []struct {
		name    string
		entries []entry
		o       Options
		want    string
	}{
		{"empty", nil, Options{Size: 4}, "no pictures"},
		{"no pictures", []entry{{"a/readme.txt", []byte("x")}}, Options{Size: 4}, "no pictures"},
		{"only loose pictures", []entry{{"a.png", png}}, Options{Size: 4}, "no pictures"},
		{"no such split", []entry{{"train/a/1.png", png}, {"val/a/1.png", png}}, Options{Size: 4}, `no split "test", only ["train" "val"]`},
		{"only another split", []entry{{"train/a/1.png", png}}, Options{Size: 4}, `no split "test", only ["train"]`},
		{"no size", []entry{{"a/1.png", png}}, Options{}, "0 × 0"},
	}
	for _, test := range tests {
		_, err := Open(writeFolder(t, test.entries), test.o)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want %q", test.name, err, test.want)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "nowhere"), Options{Size: 4}); err == nil {
		t.Error("a path that does not exist: no error")
	}
}

// TestCIFARImage: the planes are red, green, blue, row by row.
func TestCIFARImage(t *testing.T) {
	planes := make([]byte, cifarPlanes)
	planes[33], planes[1024+33], planes[2048+33] = 1, 2, 3
	if got := cifarImage(planes).RGBAAt(1, 1); got != (color.RGBA{1, 2, 3, 255}) {
		t.Errorf("pixel (1, 1) is %v", got)
	}
}
