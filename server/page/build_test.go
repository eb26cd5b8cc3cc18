package page

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"regnetlens/ui/session"
)

const root = "../.."

// assembled is this repository's page around a program that is none, in a folder
// that had another page before.
func assembled(t *testing.T, program string) (string, Report) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "build", "page")
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, "old.js"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	report, err := assemble(Options{Root: root, Out: out}, []byte(program), []byte("run()"))
	if err != nil {
		t.Fatal(err)
	}
	return out, report
}

// Whatever a file of the page leads to is there, and the service worker knows
// all of it.
func TestAssemble(t *testing.T) {
	out, report := assembled(t, "wasm")
	if _, err := os.Stat(filepath.Join(out, "old.js")); !os.IsNotExist(err) {
		t.Errorf("the page before is still there: %v", err)
	}
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	worker := read(session.ServiceWorker)
	parts := map[string]int{}
	for _, s := range report {
		parts[s.Part]++
		content := read(s.Name)
		if s.Plain != len(content) || s.Wire != s.Plain {
			t.Errorf("%s is %d bytes, reported as %d and, without compression, %d", s.Name, len(content), s.Plain, s.Wire)
		}
		if filepath.Ext(s.Name) == ".html" || filepath.Ext(s.Name) == ".js" {
			if left := regexp.MustCompile(`asset:[\w/.-]+`).FindAllString(content, -1); left != nil {
				t.Errorf("%s leads to %q, which have no names", s.Name, left)
			}
		}
		full := regexp.MustCompile(`^models/[^.]*\.[0-9a-f]{12}\.safetensors$`).MatchString(s.Name) // fetched on demand
		if full {
			parts["full"]++
		}
		if s.Name != session.OwnSamples && s.Name != session.ServiceWorker && strings.Contains(worker, `"`+s.Name+`"`) == full {
			t.Errorf("the service worker knows %s: %v, want %v", s.Name, full, !full)
		}
	}
	if parts[partProgram] != 1 || parts[partModels] < 2 || parts[partPage] < 9 || parts[""] < 3 || parts["full"] < 2 {
		t.Errorf("files by part: %v", parts)
	}
	for _, fixed := range []string{"index.html", session.OwnSamples, session.ServiceWorker} {
		if !slices.ContainsFunc(report, func(s Size) bool { return s.Name == fixed }) {
			t.Errorf("no %s", fixed)
		}
	}
	index := read("index.html")
	for _, kind := range []string{"program", "style", "page", "wasm_exec"} {
		if !regexp.MustCompile(kind + `\.[0-9a-f]{12}\.`).MatchString(index) {
			t.Errorf("index.html leads to no %s", kind)
		}
	}
	if strings.TrimSpace(read(session.OwnSamples)) != "[]" {
		t.Error("a page that nobody serves has pictures of the user's own")
	}
}

// A new program is a new version, at new names; the pictures keep theirs.
func TestAssembleAgain(t *testing.T) {
	names := func(program string) map[string]bool {
		_, report := assembled(t, program)
		out := map[string]bool{}
		for _, s := range report {
			out[s.Name] = true
		}
		return out
	}
	one, two := names("one"), names("two")
	for name := range one {
		switch stem, _, _ := strings.Cut(name, "."); {
		case stem == "program" && two[name]:
			t.Errorf("%s is the name of two programs", name)
		case stem != "program" && stem != "worker" && stem != "page" && !two[name]:
			t.Errorf("%s has got another name with another program", name)
		}
	}
}

func TestAssembleRefuses(t *testing.T) {
	out := t.TempDir()
	if _, err := assemble(Options{Root: t.TempDir(), Out: filepath.Join(out, "page")}, nil, nil); !os.IsNotExist(err) {
		t.Errorf("a folder that is no repository: %v", err)
	}
	if left, _ := os.ReadDir(out); len(left) > 0 {
		t.Errorf("%v was written of a page that cannot be built", left)
	}
	blocked := filepath.Join(out, "file")
	if err := os.WriteFile(blocked, []byte("kept"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := assemble(Options{Root: root, Out: filepath.Join(blocked, "page")}, nil, nil); err == nil {
		t.Error("a page below a file")
	}
}

// Files are written with the forms that gain something, for the server.
func TestWrite(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	text := []byte(strings.Repeat("regulated networks ", 100))
	if err := Write(dir, cache, map[string][]byte{"js/a.js": text, "b.bin": {7}}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"js/a.js": true, "js/a.js.br": true, "js/a.js.gz": true, "b.bin": true, "b.bin.br": false, "b.bin.gz": false} {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", name, err == nil, want)
		}
	}
	r, err := write(dir, compressor{cache}, []file{{name: "c.js", content: text, part: partPage}})
	if err != nil || r[0].Wire >= r[0].Plain/5 || r.Wire() != r[0].Wire {
		t.Errorf("%+v, %v", r, err)
	}
	if err := Write(filepath.Join(dir, "b.bin"), "", map[string][]byte{"x": nil}); err == nil || !strings.HasPrefix(err.Error(), "page: ") {
		t.Errorf("a folder that is a file: %v", err)
	}
}

// What the program gets of the kernels is their code, line for line, and of
// Vugu's files all but the package that they do not use.
func TestBareSources(t *testing.T) {
	overlay, err := bareSources(root, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(overlay)
	if err != nil {
		t.Fatal(err)
	}
	var of struct{ Replace map[string]string }
	if err := json.Unmarshal(b, &of); err != nil {
		t.Fatal(err)
	}
	kernels, err := filepath.Glob(filepath.Join(root, "infer/webgpu/kernels/*.wgsl"))
	if err != nil || len(kernels) < 10 {
		t.Fatalf("%d kernels, %v", len(kernels), err)
	}
	components, err := filepath.Glob(filepath.Join(root, "ui/*_gen.go"))
	if err != nil || len(of.Replace) != len(kernels)+len(components) {
		t.Fatalf("%d of %d kernels and %d components, %v", len(of.Replace), len(kernels), len(components), err)
	}
	for from, to := range of.Replace {
		whole, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		bare, err := os.ReadFile(to)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(from, ".go") {
			want := strings.NewReplacer("import \"log\"\n", "", "var _ log.Logger\n", "").Replace(string(whole))
			if want = regexp.MustCompile(`\n\n+`).ReplaceAllString(want, "\n"); string(bare) != want || strings.Contains(want, "log.") {
				t.Errorf("%s is not the same without the package log", from)
			}
			continue
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
		code := regexp.MustCompile(`//[^\n]*`).ReplaceAllString(string(whole), "")
		if squeeze(string(bare)) != squeeze(code) || strings.Contains(string(bare), "//") || strings.Contains(string(bare), "\n\n") {
			t.Errorf("%s: the code is not the same without its comments", from)
		}
	}
}

func TestGoTool(t *testing.T) {
	support, err := goSupport(t.Context(), root)
	if err != nil || !strings.Contains(string(support), "class") || !strings.Contains(string(support), "Go") {
		t.Errorf("the script that runs Go's programs: %d bytes, %v", len(support), err)
	}
	if system, err := goTool(t.Context(), root, "env", "GOOS"); system != "js" || err != nil {
		t.Errorf("programs are compiled for %q, %v", system, err)
	}
	if _, err := goTool(t.Context(), root, "list", "./nowhere"); err == nil || !strings.Contains(err.Error(), "go list") || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("an error of the go command is told as %v", err)
	}
}

// A package that was moved would be compiled with inlining again, unnoticed but
// for its weight.
func TestRarePackagesExist(t *testing.T) {
	for _, pattern := range rare {
		if folder, ours := strings.CutPrefix(strings.TrimSuffix(pattern, "/..."), "regnetlens/"); ours {
			if info, err := os.Stat(filepath.Join(root, folder)); err != nil || !info.IsDir() {
				t.Errorf("there is no package %s", pattern)
			}
		}
	}
}

// A form that was kept of other settings is not that of these.
func TestCompressAgain(t *testing.T) {
	c, content := compressor{t.TempDir()}, []byte(strings.Repeat("regulated networks ", 100))
	other := brotliCoding
	other.settings, other.writer = "0", func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 0) }
	plain, err := c.compress(other, content)
	if err != nil {
		t.Fatal(err)
	}
	if best, err := c.compress(brotliCoding, content); err != nil || len(best) >= len(plain) {
		t.Errorf("%d bytes at best, %d without trying, %v", len(best), len(plain), err)
	}
}
