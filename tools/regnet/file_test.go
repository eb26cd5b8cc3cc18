package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

// regnetFrom runs a command line with something on standard input.
func regnetFrom(t *testing.T, stdin []byte, args ...string) (stdout, stderr []byte, err error) {
	t.Helper()
	var out, diagnostics bytes.Buffer
	root := newRootCommand()
	root.SetArgs(args)
	root.SetIn(bytes.NewReader(stdin))
	root.SetOut(&out)
	root.SetErr(&diagnostics)
	err = root.ExecuteContext(t.Context())
	return out.Bytes(), diagnostics.Bytes(), err
}

// What -o replaces keeps its permissions; what it must not replace stays.
func TestOutputFile(t *testing.T) {
	commands := map[string][]string{
		"export": {"export", "resnet-20", "--format", "safetensors"},
		"import": {"import", checkpoint},
		"trace":  {"trace", "resnet-20", writeFileOf(t, "p.png", drawing(t, 32, 32, 1)), "--taps", ""},
	}
	for name, args := range commands {
		to := func(path string) error { _, _, err := regnetFrom(t, nil, append(args, "-o", path)...); return err }
		private := writeFileOf(t, "x.safetensors", []byte("old"))
		if err := os.Chmod(private, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := to(private); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if info, _ := os.Stat(private); info.Mode().Perm() != 0o600 || info.Size() < 100 {
			t.Errorf("%s: the file is %v now, of %d bytes", name, info.Mode(), info.Size())
		}
		fixed := writeFileOf(t, "y.safetensors", []byte("old"))
		if err := os.Chmod(fixed, 0o444); err != nil {
			t.Fatal(err)
		}
		if err := to(fixed); err == nil || !strings.Contains(err.Error(), "read-only") {
			t.Errorf("%s over a read-only file: %v", name, err)
		}
		if b, _ := os.ReadFile(fixed); string(b) != "old" {
			t.Errorf("%s replaced a read-only file", name)
		}
		if err := to(os.DevNull); err != nil {
			t.Errorf("%s to %s: %v", name, os.DevNull, err)
		}
		if info, _ := os.Stat(os.DevNull); info.Mode().IsRegular() {
			t.Fatalf("%s made %s a file", name, os.DevNull)
		}
		if left, _ := os.ReadDir(filepath.Dir(private)); len(left) != 1 {
			t.Errorf("%s left %v", name, left)
		}
	}
}

// "-" is standard output, and what is said of the file goes elsewhere; it is
// standard input for what is read.
func TestStandardStreams(t *testing.T) {
	picture := drawing(t, 40, 30, 2)
	path := writeFileOf(t, "p.png", picture)

	for _, args := range [][]string{
		{"import", checkpoint, "-o", "-"},
		{"export", "resnet-20", "--format", "safetensors", "-o", "-"},
	} {
		out, _, err := regnetFrom(t, nil, args...)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := weights.Parse(out); err != nil {
			t.Errorf("%q: %v", args, err)
		}
	}
	if out, _, err := regnetFrom(t, nil, "export", "resnet-20", "-o", "-"); err != nil || !bytes.Contains(out, []byte("stage3.block3.o")) {
		t.Errorf("no ONNX on standard output: %v", err)
	}
	out, _, err := regnetFrom(t, picture, "trace", "resnet-20", "-", "-o", "-", "--taps", "stem")
	if err != nil {
		t.Fatal(err)
	}
	f, err := safetensors.Parse(out)
	if err != nil || len(f.Names()) != 3 {
		t.Errorf("trace: %v", err)
	}
	named, _, err := regnetFrom(t, nil, "classify", "resnet-20", path)
	if err != nil {
		t.Fatal(err)
	}
	piped, _, err := regnetFrom(t, picture, "classify", "resnet-20", "-")
	if err != nil || strings.Replace(string(named), path, "-", 1) != string(piped) {
		t.Errorf("from standard input, %v:\n%s\nfrom the file:\n%s", err, piped, named)
	}
	for _, out := range []string{"-", os.DevNull} {
		if _, _, err := regnetFrom(t, nil, "import", checkpoint, "-o", out, "--card"); err == nil || !strings.Contains(err.Error(), "--card") {
			t.Errorf("a card beside %s: %v", out, err)
		}
	}
	if _, _, err := regnetFrom(t, nil, "trace", "resnet-20", t.TempDir(), "-o", "-"); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder as a picture: %v", err)
	}
}

// A file that is read is never the one that is written, by whatever name.
func TestOutputIsInput(t *testing.T) {
	dir := t.TempDir()
	shipped, err := os.ReadFile(shippedOne)
	if err != nil {
		t.Fatal(err)
	}
	own, link, second := filepath.Join(dir, "w.safetensors"), filepath.Join(dir, "link.safetensors"), filepath.Join(dir, "hard.safetensors")
	if err := os.WriteFile(own, shipped, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(own, link); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(own, second); err != nil {
		t.Skip(err)
	}
	picture := writeFileOf(t, "p.png", drawing(t, 32, 32, 1))
	for _, out := range []string{own, link, second, filepath.Join(dir, ".", "x", "..", "w.safetensors")} {
		if err := os.MkdirAll(filepath.Join(dir, "x"), 0o755); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"export", own}, {"import", own}, {"trace", own, picture}, {"trace", "resnet-20", own},
		} {
			if _, _, err := regnetFrom(t, nil, append(args, "-o", out)...); err == nil || !strings.Contains(err.Error(), "is the file that is read") {
				t.Errorf("%q -o %s: %v", args, out, err)
			}
		}
	}
	if b, _ := os.ReadFile(own); !bytes.Equal(b, shipped) {
		t.Error("the input was changed")
	}
}
