package main

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// regnet runs a command line in this process and returns what it printed. It
// must succeed and say nothing on stderr.
func regnet(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), args, &stdout, &stderr); code != 0 || stderr.Len() > 0 {
		t.Fatalf("regnet %s: exit code %d\n%s", strings.Join(args, " "), code, &stderr)
	}
	return stdout.String()
}

// regnetJSON runs a command line with --json and reads its answer.
func regnetJSON[T any](t *testing.T, args ...string) (v T) {
	t.Helper()
	out := regnet(t, append(args, "--json")...)
	dec := json.NewDecoder(strings.NewReader(out))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		t.Fatalf("regnet %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return v
}

// regnetLines runs a command line with --json and reads its answers, a line
// each.
func regnetLines[T any](t *testing.T, args ...string) (all []T) {
	t.Helper()
	out := regnet(t, append(args, "--json")...)
	for line := range strings.Lines(out) {
		var v T
		dec := json.NewDecoder(strings.NewReader(line))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&v); err != nil {
			t.Fatalf("regnet %s: %v\n%s", strings.Join(args, " "), err, line)
		}
		all = append(all, v)
	}
	return all
}

// writeFileOf writes bytes to a new file of a name.
func writeFileOf(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// drawing is a PNG of a size whose colours depend on a seed.
func drawing(t *testing.T, w, h, seed int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			copy(img.Pix[img.PixOffset(x, y):], []byte{byte(x*7 + seed*50), byte(y * 5 * seed), byte((x*y + seed*91) / 3), 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestHelp: every command is there, once, with a line about it.
func TestHelp(t *testing.T) {
	help := regnet(t)
	for _, name := range []string{"cache", "card", "classify", "eval", "export", "import", "info", "inspect", "models", "trace"} {
		if n := strings.Count(help, "\n  "+name+" "); n != 1 {
			t.Errorf("%s stands %d times in\n%s", name, n, help)
		}
	}
}

// TestFailures: a failure is exit status 1, a wrong command line 2; one sentence
// on stderr, nothing on stdout, and no usage.
func TestFailures(t *testing.T) {
	dir := t.TempDir()
	text := writeFileOf(t, "text.txt", []byte("no picture, no weights"))
	golden := filepath.Join(goldenFolder, "resnet.safetensors")
	picture := writeFileOf(t, "p.png", drawing(t, 40, 30, 1))
	out := filepath.Join(dir, "out.safetensors")
	tests := []struct {
		args []string
		want string
		code int
	}{
		{[]string{"nonsense"}, `unknown command "nonsense"`, 2},
		{[]string{"eval", "resnet-20"}, "eval needs WEIGHTS… DATA (1 given)", 2},
		{[]string{"classify", "resnet-20"}, "classify needs WEIGHTS FILE… (1 given)", 2},
		{[]string{"models", "extra"}, "extra", 2},
		{[]string{"info", "resnet-20", "--nonsense"}, "unknown flag: --nonsense", 2},
		{[]string{"info", "resnet-2000"}, `no model "resnet-2000"`, 1},
		{[]string{"info", text}, "text.txt", 1},
		{[]string{"info", "resnet-20", "--size", "-3"}, "-3", 1},
		{[]string{"eval", "resnet-20", filepath.Join(dir, "nowhere")}, "no such file", 1},
		{[]string{"eval", "resnet-20", dir}, "no pictures", 1},
		{[]string{"eval", "resnet-20", text}, "neither a folder nor a tar archive", 1},
		{[]string{"eval", "resnet-20", dir, "--batch", "0"}, "a batch of 0", 2},
		{[]string{"eval", "resnet-20", dir, "--backend", "abacus"}, `no backend "abacus"`, 2},
		{[]string{"eval", golden, dir}, "does not say", 1},
		{[]string{"classify", "resnet-20", text}, "text.txt: this file is not a JPEG", 1},
		{[]string{"classify", "resnet-20", filepath.Join(dir, "nowhere.jpg")}, "nowhere.jpg", 1},
		{[]string{"classify", "resnet-20", picture, "--top", "0"}, "--top 0", 2},
		{[]string{"trace", "resnet-20", picture}, "trace needs the file to write", 2},
		{[]string{"trace", "resnet-20", text, "-o", out}, "neither a picture nor a safetensors file", 1},
		{[]string{"trace", "resnet-20", picture, "-o", out, "--taps", "stem,stage9.block1.i"}, `no tap "stage9.block1.i"`, 1},
		{[]string{"trace", "resnet-20", picture, "-o", out, "--taps", "stem,stem"}, "named twice", 1},
		{[]string{"trace", golden, picture, "-o", out}, "only a tensor", 1},
		{[]string{"trace", "resnet-20", picture, "-o", filepath.Join(dir, "no", "out")}, "no such file", 1},
	}
	for _, test := range tests {
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), test.args, &stdout, &stderr)
		said := stderr.String()
		if code != test.code || stdout.Len() > 0 || strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "regnet: ") || !strings.Contains(said, test.want) {
			t.Errorf("%q: exit code %d, stdout %q, stderr %q; want %q", test.args, code, &stdout, said, test.want)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("failures left %v behind", left)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	args := []string{"classify", "resnet-20", writeFileOf(t, "p.png", drawing(t, 40, 30, 1))}
	if code := run(ctx, args, &stdout, &stderr); code != 130 || stderr.String() != "regnet: interrupted\n" {
		t.Errorf("exit code %d, %q", code, &stderr)
	}
}
