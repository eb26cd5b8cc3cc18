package dataset

import (
	"archive/tar"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func mustRead(t testing.TB, archive []byte) []file {
	t.Helper()
	files, err := readArchive(bytes.NewReader(archive), archiveLimits)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// sparse is an archive of a few kB with a PAX sparse file that says it unpacks
// to size bytes of zeros.
func sparse(t testing.TB, size string) []byte {
	t.Helper()
	pax := ""
	for _, kv := range []string{"GNU.sparse.major=0", "GNU.sparse.minor=1", "GNU.sparse.name=a/b.png",
		"GNU.sparse.size=" + size, "GNU.sparse.numblocks=1", "GNU.sparse.map=" + size + ",0"} {
		line := " " + kv + "\n"
		pax += fmt.Sprint(len(line)+2) + line // a line begins with its length
	}
	// The library writes no such records, so the extended header is written
	// as a file and its type changed.
	raw := tarOf(t, []entry{{"pax", []byte(pax)}, {"a/b.png", nil}})
	raw[156] = tar.TypeXHeader
	sum := 0
	copy(raw[148:156], "        ")
	for _, b := range raw[:512] {
		sum += int(b)
	}
	digits := []byte("000000\x00 ")
	for i := 5; i >= 0; i-- {
		digits[i] = byte('0' + sum&7)
		sum >>= 3
	}
	copy(raw[148:156], digits)
	return raw
}

func TestHostileArchives(t *testing.T) {
	plain := tarOf(t, []entry{{"a/1.png", pixel(t, 1)}, {"b/2.png", pixel(t, 2)}, {"c/3.bin", bytes.Repeat([]byte{7}, 5000)}})
	zeros := make([]byte, 2<<20)
	small := limits{total: 1 << 20, file: 1 << 19, entries: 2}
	tests := []struct {
		name string
		data []byte
		l    limits
		want string
	}{
		{"text", bytes.Repeat([]byte("no archive, "), 100), archiveLimits, "neither a folder nor a tar archive"},
		{"cut short", plain[:len(plain)-4000], archiveLimits, "cut short"},
		{"gzip cut short", gzipped(t, plain)[:200], archiveLimits, "cut short"},
		{"xz cut short", xzipped(t, plain)[:200], archiveLimits, "cut short"},
		{"gzip of nothing", []byte("\x1f\x8b\x08\x00"), archiveLimits, "cut short"},
		{"gzip damaged", flip(gzipped(t, plain), 100), archiveLimits, "archive"},
		{"xz damaged", flip(xzipped(t, plain), 100), archiveLimits, "archive"},
		{"gzip bomb in one file", gzipped(t, tarOf(t, []entry{{"a/1.png", zeros}})), small, "the limit is 524288"},
		{"gzip bomb between files", gzipped(t, tarOf(t, []entry{{"a", nil}, {"b", zeros}})), limits{1 << 20, 1 << 30, 9}, "over 1 MB"},
		{"xz bomb", xzipped(t, tarOf(t, []entry{{"b", zeros}})), limits{1 << 20, 1 << 30, 9}, "over 1 MB"},
		{"many entries", plain, small, "over 2 entries"},
		{"sparse bomb, one file", sparse(t, "999999999999"), archiveLimits, "has 999999999999 bytes"},
		{"sparse bomb, total", sparse(t, "400000"), limits{300000, 500000, 9}, "over 0 MB"},
	}
	for _, test := range tests {
		files, err := readArchive(bytes.NewReader(test.data), test.l)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %d files, %v; want %q", test.name, len(files), err, test.want)
		}
	}
}

func flip(b []byte, at int) []byte {
	b[at] ^= 0xff
	return b
}

// TestArchiveNames: a name leads nowhere outside, links are left out.
func TestArchiveNames(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range []tar.Header{
		{Name: "../../etc/cat/1.png", Typeflag: tar.TypeReg},
		{Name: "/abs/./dog/../cow/2.png", Typeflag: tar.TypeReg},
		{Name: "cat/3.png", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"},
		{Name: "cat/4.png", Typeflag: tar.TypeLink, Linkname: "../../x"},
		{Name: "cat/", Typeflag: tar.TypeDir},
	} {
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	files := mustRead(t, b.Bytes())
	links := 0
	files = slices.DeleteFunc(files, func(f file) bool {
		if f.left == leftLinks {
			links++
		}
		return f.left != ""
	})
	if len(files) != 2 || links != 2 || files[0].path != "etc/cat/1.png" || files[1].path != "abs/cow/2.png" {
		t.Errorf("files %v", files)
	}
}

// FuzzArchive holds that no bytes make the reader panic or keep more than the
// limit, whatever is listed from them.
func FuzzArchive(f *testing.F) {
	plain := tarOf(f, []entry{{"test/a/1.png", pixel(f, 1)}, {"b/2.png", nil}, {"batches.meta.txt", []byte("x")}})
	f.Add(plain)
	f.Add(gzipped(f, plain))
	f.Add(xzipped(f, plain))
	f.Add(zstdOf(f, plain))
	f.Add(bzipped(f))
	f.Add(sparse(f, "70000"))
	l := limits{total: 1 << 20, file: 1 << 16, entries: 50}
	f.Fuzz(func(t *testing.T, data []byte) {
		files, err := readArchive(bytes.NewReader(data), l)
		if err != nil {
			return
		}
		total := 0
		for _, file := range files {
			if file.left != "" {
				continue
			}
			b, err := file.read()
			if err != nil || len(b) > int(l.file) || strings.HasPrefix(file.path, "/") || strings.HasPrefix(file.path, "../") {
				t.Fatalf("%q: %d bytes, %v", file.path, len(b), err)
			}
			total += len(b)
		}
		if total > int(l.total) || len(files) > l.entries {
			t.Fatalf("%d files, %d bytes", len(files), total)
		}
		if d, err := fromFiles(files, Options{Split: "test", Size: 4}); err == nil && d.Len() == 0 {
			t.Fatal("no pictures and no error")
		}
	})
}
