package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"regnetlens/weights"
	"regnetlens/weights/sharedtest"
)

func TestPrintable(t *testing.T) {
	for s, want := range map[string]string{
		"automobile":         "automobile",
		"고양이 × é":            "고양이 × é",
		"\x1b[31mRED\x1b[0m": `\x1b[31mRED\x1b[0m`,
		"a\nb\tc\r\a":        `a\nb\tc\r\a`,
		"\u009b31m":          `\u009b31m`,
		"abc\u202edcb":       `abc\u202edcb`,
		"\xff\xfe":           `\xff\xfe`,
		"\x7f":               `\x7f`,
		"":                   "",
	} {
		if got := printable(s); got != want {
			t.Errorf("%q is printed %q, want %q", s, got, want)
		}
	}
	got := text("%s %v %d %.1f\n", "\x1b", errors.New("\x1b]"), 3, 0.5)
	if got != `\x1b \x1b] 3 0.5`+"\n" {
		t.Errorf("%q", got)
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("\x1b[31m")
	f.Add("\xff고")
	f.Fuzz(func(t *testing.T, s string) {
		p := printable(s)
		if !utf8.ValidString(p) || strings.ContainsFunc(p, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q is printed %q", s, p)
		}
		b, err := encodeJSON(s)
		var back string
		if err != nil || json.Unmarshal(b, &back) != nil || back != strings.ToValidUTF8(s, "\ufffd") && utf8.ValidString(s) {
			t.Errorf("%q becomes %s, %v", s, b, err)
		}
		if bytes.ContainsFunc(bytes.TrimSuffix(b, []byte("\n")), unicode.IsControl) {
			t.Errorf("%q: a control character in %q", s, b)
		}
	})
}

// hostile is a weight file whose names are escape sequences.
func hostile(t *testing.T) string {
	t.Helper()
	w, err := weights.Load("resnet-20")
	if err != nil {
		t.Fatal(err)
	}
	w.Title, w.Licence = "\x1b[31mRED\x07", "\u009b2J"
	for i := range w.Classes {
		w.Classes[i] = "\x1b]0;" + string(rune('a'+i))
	}
	params, err := w.Params("")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := weights.Encode(&b, w.Model, params); err != nil {
		t.Fatal(err)
	}
	return writeFileOf(t, "w.safetensors", b.Bytes())
}

// No command writes a name raw, as text or as JSON.
func TestNamesAreEscaped(t *testing.T) {
	files := []string{hostile(t)}
	picture := writeFileOf(t, "a\x1b[1m.png", drawing(t, 32, 32, 1))
	for _, file := range files {
		for _, args := range [][]string{
			{"info", file}, {"classify", file, picture}, {"inspect", file}, {"import", file, "-o", filepath.Join(t.TempDir(), "x\x1b[2J.safetensors")},
			{"info", "no\x1b[31msuch"}, {"classify", file, picture + "x"}, {"nosuch\x1b[31m"}, {"eval", file, picture},
		} {
			for _, more := range [][]string{nil, {"--json"}} {
				var stdout, stderr bytes.Buffer
				run(t.Context(), append(args, more...), &stdout, &stderr)
				out := stdout.String() + stderr.String()
				if i := strings.IndexFunc(out, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }); i >= 0 || out == "" {
					t.Errorf("%q: a raw %q in %q", append(args, more...), out[max(i, 0):min(len(out), max(i, 0)+9)], out)
				}
			}
		}
	}
	if out := regnet(t, "info", sharedtest.Path(t, "cases", "title_ansi.safetensors")); strings.Contains(out, "\x1b") || !strings.Contains(out, `\x1b[31mRED`) {
		t.Errorf("%q", out)
	}
}
