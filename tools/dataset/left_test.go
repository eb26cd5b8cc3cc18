package dataset

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/klauspost/compress/zstd"
)

func zstdOf(t testing.TB, data []byte) []byte {
	return compressed(t, data, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) })
}

// bzipped is a .tar.bz2 of test/cat/1.png of level 7 (the library for Go only
// reads).
func bzipped(t testing.TB) []byte {
	b, err := base64.StdEncoding.DecodeString("QlpoOTFBWSZTWYSOpHMAAJJ//93TABBAAe2ANuFUAWqBfkAQJAAUEAEABCAAABAQAAgMIACSipqeiYEwACYAAAaNGoEok1HqMmjRoGjQaHqAAANPjmPkZ+YoIHSiGPy4ERCJSbjNaILcdVOagIPa0gFWuzZHgv6HEiz2DFCI1RCViFQnbEuSXK6BtHp79bFDQg1ZbwkdXaTI3CARHha7Zoa7DjEMHll4So99lf8L7/BAYYAp/i7kinChIQkdSOY=")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func zipOf(t testing.TB, entries []entry) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.path)
		if err == nil {
			_, err = f.Write(e.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func put(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestArchiveForms(t *testing.T) {
	entries := []entry{{"test/cat/1.png", pixel(t, 7)}}
	for name, data := range map[string][]byte{
		"x.zip": zipOf(t, entries), "x.tar.zst": zstdOf(t, tarOf(t, entries)), "x.tar.bz2": bzipped(t), "nameless": zipOf(t, entries),
		"windows.zip": zipOf(t, []entry{{`test\cat\1.png`, pixel(t, 7)}}),
	} {
		got, _, err := read(t, put(t, name, data), Options{Size: 4})
		if err != nil || !slices.Equal(got, []string{"cat 7"}) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	whole := zipOf(t, entries)
	for want, data := range map[string][]byte{
		"damaged or cut short": whole[:len(whole)-30],
		"it is a Git LFS":      []byte("version https://git-lfs.github.com/spec/v1\n"),
		"it is an HTML page":   []byte("<!DOCTYPE html>"),
		"it is a RAR archive":  []byte("Rar!\x1a\x07\x01\x00"),
		"cut short":            zstdOf(t, tarOf(t, entries))[:60],
		"it is empty":          nil,
	} {
		if _, err := Open(put(t, "x", data), Options{Size: 4}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q: %v", want, err)
		}
	}
}

func TestZipLimits(t *testing.T) {
	zeros := zipOf(t, []entry{{"a/1.png", make([]byte, 2<<20)}, {"a/2.png", make([]byte, 2<<20)}})
	open := func(l limits) error { _, err := readZip(bytes.NewReader(zeros), int64(len(zeros)), l); return err }
	if err := open(limits{total: 3 << 20, file: 3 << 20, entries: 9}); err == nil || !strings.Contains(err.Error(), "over 3 MB") {
		t.Errorf("all together: %v", err)
	}
	if err := open(limits{total: 9 << 20, file: 1 << 20, entries: 9}); err == nil || !strings.Contains(err.Error(), "larger than is read") {
		t.Errorf("one file: %v", err)
	}
	if err := open(limits{total: 9 << 20, file: 9 << 20, entries: 1}); err == nil || !strings.Contains(err.Error(), "over 1 entries") {
		t.Errorf("entries: %v", err)
	}
}

// Links to folders are followed, once around.
func TestLinksToFolders(t *testing.T) {
	root, elsewhere := t.TempDir(), t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.MkdirAll(filepath.Join(root, "test", "dog"), 0o755))
	must(os.WriteFile(filepath.Join(root, "test", "dog", "1.png"), pixel(t, 1), 0o644))
	must(os.WriteFile(filepath.Join(elsewhere, "2.png"), pixel(t, 2), 0o644))
	must(os.Symlink(elsewhere, filepath.Join(root, "test", "cat")))
	must(os.Symlink(filepath.Join(root, "test"), filepath.Join(root, "test", "dog", "again")))
	must(os.Symlink("nowhere", filepath.Join(root, "test", "dog", "broken.png")))
	if err := syscall.Mkfifo(filepath.Join(root, "test", "dog", "pipe.png"), 0o600); err != nil {
		t.Skip(err)
	}
	link := filepath.Join(t.TempDir(), "data")
	must(os.Symlink(root, link))
	for _, path := range []string{root, link} {
		got, d, err := read(t, path, Options{Size: 4})
		if err != nil || !slices.Equal(got, []string{"cat 2", "dog 1"}) {
			t.Errorf("%q, %v", got, err)
			continue
		}
		want := fmt.Sprint([]LeftOut{{leftCircle, 1, "test/dog/again"}, {leftBroken, 1, "test/dog/broken.png"}, {leftSpecial, 1, "test/dog/pipe.png"}})
		if fmt.Sprint(d.Left) != want {
			t.Errorf("left out %v, want %v", d.Left, want)
		}
	}
}

// Every file that is no part of the data is counted, in a folder as in an
// archive.
func TestLeftOut(t *testing.T) {
	p := pixel(t, 1)
	for _, c := range []struct {
		name    string
		entries []entry
		split   string
		want    []LeftOut
	}{
		{"pictures", []entry{{"test/cat/1.png", p}, {"test/cat/2.heic", p}, {"test/cat/3.HEIC", p}, {"test/cat/notes.txt", p}, {"test/cat/.4.png", p},
			{"loose.png", p}, {"cat/5.png", p}, {"train/cat/6.png", p}, {"README", p}}, "test", []LeftOut{
			{".heic files", 2, "test/cat/2.heic"}, {".txt files", 1, "test/cat/notes.txt"}, {"files without an extension", 1, "README"},
			{"hidden files", 1, "test/cat/.4.png"}, {"pictures outside of the splits", 1, "cat/5.png"}, {leftLoose, 1, "loose.png"}}},
		{"all splits", []entry{{"test/cat/1.png", p}, {"train/cat/6.png", p}}, AllSplits, nil},
		{"CIFAR", []entry{{"batches.meta.txt", []byte("a\nb")}, {"readme.html", p}, {"test_batch.bin", record(1, 0)}, {"more.bin", p}}, "test",
			[]LeftOut{{".bin files", 1, "more.bin"}}},
	} {
		for form, path := range writeForms(t, c.entries) {
			d, err := Open(path, Options{Split: c.split, Size: 4})
			if err != nil || fmt.Sprint(d.Left) != fmt.Sprint(c.want) {
				t.Errorf("%s, %s: %v, left out %v, want %v", c.name, form, err, d.Left, c.want)
			}
		}
	}
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	w.WriteHeader(&tar.Header{Name: "cat/1.png", Size: int64(len(p)), Mode: 0o644})
	w.Write(p)
	w.WriteHeader(&tar.Header{Name: "cat/2.png", Typeflag: tar.TypeSymlink, Linkname: "1.png"})
	w.Close()
	d, err := Open(put(t, "x.tar", b.Bytes()), Options{Size: 4})
	if err != nil || fmt.Sprint(d.Left) != fmt.Sprint([]LeftOut{{leftLinks, 1, "cat/2.png"}}) {
		t.Errorf("links: %v, %v", d, err)
	}
	if _, err := Open(writeFolder(t, []entry{{"a/1.heic", p}, {"a/2.heic", p}}), Options{Size: 4}); err == nil || !strings.Contains(err.Error(), "there are 2 .heic files") {
		t.Errorf("only others: %v", err)
	}
}

// Data without splits says so, and does not take any word for one.
func TestSplits(t *testing.T) {
	undivided := writeFolder(t, []entry{{"cat/1.png", pixel(t, 1)}, {"dog/2.png", pixel(t, 2)}})
	divided := writeFolder(t, []entry{{"train/cat/1.png", pixel(t, 1)}, {"test/cat/2.png", pixel(t, 2)}})
	for split, pictures := range map[string]int{"": 2, "test": 2, "train": 2, AllSplits: 2} {
		d, err := Open(undivided, Options{Split: split, Size: 4})
		if err != nil || d.Len() != pictures || !d.Undivided {
			t.Errorf("%q of undivided data: %v", split, err)
		}
	}
	for split, pictures := range map[string]int{"": 1, "test": 1, "train": 1, AllSplits: 2} {
		d, err := Open(divided, Options{Split: split, Size: 4})
		if err != nil || d.Len() != pictures || d.Undivided {
			t.Errorf("%q of divided data: %v", split, err)
		}
	}
	for _, path := range []string{undivided, divided, writeFolder(t, []entry{{"test_batch.bin", record(1, 0)}})} {
		if _, err := Open(path, Options{Split: "nosuch", Size: 4}); err == nil || !strings.Contains(err.Error(), `no split "nosuch"`) {
			t.Errorf("a split that there is not: %v", err)
		}
	}
}

// The binary versions are known without their files of class names.
func TestCIFARWithoutNames(t *testing.T) {
	for want, files := range map[string][]entry{
		"ship 9":  {{"x/test_batch.bin", record(9, 8)}},
		"worm 9":  {{"test.bin", record(9, 3, 99)}},
		"apple 9": {{"test.bin", record(9, 4, 0)}},
	} {
		got, _, err := read(t, writeFolder(t, files), Options{Size: 4})
		if err != nil || !slices.Equal(got, []string{want}) {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
}

func TestCIFARPython(t *testing.T) {
	batch := []byte("\x80\x02}q\x01(U\x0bbatch_labelq\x02U\x15training batch 1 of 5")
	for _, name := range []string{"cifar-10-batches-py/data_batch_1", "train"} {
		for form, path := range writeForms(t, []entry{{name, batch}}) {
			if _, err := Open(path, Options{Size: 4}); err == nil || !strings.Contains(err.Error(), "CIFAR's Python version") {
				t.Errorf("%s, %s: %v", name, form, err)
			}
		}
	}
}

func TestLimit(t *testing.T) {
	var entries []entry
	for i := range 10 {
		entries = append(entries, entry{fmt.Sprintf("%c/%d.png", 'a'+i/5, i), pixel(t, uint8(i))})
	}
	for n, want := range map[int]string{1: "[0]", 2: "[0 5]", 4: "[0 2 5 7]", 10: "[0 1 2 3 4 5 6 7 8 9]", 99: "[0 1 2 3 4 5 6 7 8 9]"} {
		d, err := Open(writeFolder(t, entries), Options{Size: 4})
		if err != nil {
			t.Fatal(err)
		}
		d.Limit(n)
		var levels []uint8
		for s, err := range d.Samples(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			levels = append(levels, s.Pixels.RGBAAt(0, 0).R)
		}
		if fmt.Sprint(levels) != want {
			t.Errorf("%d of 10: %v, want %s", n, levels, want)
		}
	}
}

func TestPictureFiles(t *testing.T) {
	root := writeFolder(t, []entry{{"b/2.JPG", nil}, {"a.png", nil}, {".c.png", nil}, {"b/note.txt", nil}})
	got, err := PictureFiles(root)
	if err != nil || !slices.Equal(got, []string{"a.png", "b/2.JPG"}) {
		t.Errorf("%q, %v", got, err)
	}
}

// A picture that is a pointer to one is called that.
func TestPointerAmongPictures(t *testing.T) {
	root := writeFolder(t, []entry{{"cat/1.png", []byte("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n")}})
	if _, _, err := read(t, root, Options{Size: 4}); err == nil || !strings.Contains(err.Error(), "Git LFS pointer") {
		t.Errorf("%v", err)
	}
}

// FuzzZip holds that no bytes make the reader of zip archives panic or keep
// more than the limit.
func FuzzZip(f *testing.F) {
	f.Add(zipOf(f, []entry{{"test/a/1.png", pixel(f, 1)}, {`b\2.png`, nil}, {"../c/3.png", nil}}))
	l := limits{total: 1 << 20, file: 1 << 16, entries: 50}
	f.Fuzz(func(t *testing.T, data []byte) {
		files, err := readZip(bytes.NewReader(data), int64(len(data)), l)
		if err != nil {
			return
		}
		total := 0
		for _, file := range files {
			if strings.HasPrefix(file.path, "/") || strings.HasPrefix(file.path, "../") {
				t.Fatalf("%q", file.path)
			}
			if file.left == "" {
				b, err := file.read()
				if err != nil || len(b) > int(l.file) {
					t.Fatalf("%q: %d bytes, %v", file.path, len(b), err)
				}
				total += len(b)
			}
		}
		if total > int(l.total) {
			t.Fatalf("%d bytes", total)
		}
	})
}
