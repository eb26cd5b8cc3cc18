package byteplanes

import (
	"bytes"
	"testing"

	"github.com/andybalholm/brotli"

	"regnetlens/weights/models"
)

func TestSplit(t *testing.T) {
	for _, test := range []struct{ name, file, want string }{
		{"even", "\x02\x00\x00\x00\x00\x00\x00\x00{}aAbBcC", "\x02\x00\x00\x00\x00\x00\x00\x00{}abcABC"},
		{"odd", "\x02\x00\x00\x00\x00\x00\x00\x00{}aAbBc", "\x02\x00\x00\x00\x00\x00\x00\x00{}abcAB"},
		{"no data", "\x02\x00\x00\x00\x00\x00\x00\x00{}", "\x02\x00\x00\x00\x00\x00\x00\x00{}"},
		{"header cut off", "\x03\x00\x00\x00\x00\x00\x00\x00{}", "\x03\x00\x00\x00\x00\x00\x00\x00{}"},
		{"no weight file", "abABab", "abABab"},
		{"empty", "", ""},
	} {
		if got := Split([]byte(test.file)); string(got) != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func FuzzJoin(f *testing.F) {
	f.Add([]byte("\x02\x00\x00\x00\x00\x00\x00\x00{}aAbBc"))
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xffaAb"))
	f.Add([]byte("abc"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if got := Join(Split(file)); !bytes.Equal(got, file) {
			t.Errorf("%q came back as %q", file, got)
		}
	})
}

// It is worth its while: the shipped files get smaller by it.
func TestGain(t *testing.T) {
	entries, err := models.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	size := func(b []byte) int {
		var out bytes.Buffer
		w := brotli.NewWriterLevel(&out, 5)
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Len()
	}
	checked := 0
	for _, e := range entries {
		b, err := models.Files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(b[:min(len(b), 4096)], []byte(`"dtype":"F16"`)) {
			continue
		}
		checked++
		plain, split := size(b), size(Split(b))
		t.Logf("%s: %d bytes plain, %d in planes", e.Name(), plain, split)
		if split > plain*98/100 {
			t.Errorf("%s: %d bytes plain, %d in planes", e.Name(), plain, split)
		}
	}
	if checked == 0 {
		t.Error("no F16 file is shipped: the planes are of no use")
	}
}
