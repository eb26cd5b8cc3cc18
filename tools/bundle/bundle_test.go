package main

import (
	"archive/tar"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"
)

// The pieces are of the size that was asked for, and make the archive again.
func TestPieces(t *testing.T) {
	w := &splitter{name: filepath.Join(t.TempDir(), "b.tar.xz"), size: 100}
	noise := make([]byte, 1000)
	for i := range noise {
		noise[i] = byte(i*i*7 + i>>3)
	}
	if err := pack(w, []file{{"regnet", 0o755, noise}, {"README.md", 0o644, []byte("read me")}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	for i, p := range w.pieces {
		b, err := os.ReadFile(p)
		if err != nil || len(b) > 100 || len(b) < 100 && i < len(w.pieces)-1 {
			t.Errorf("piece %d has %d bytes, %v", i, len(b), err)
		}
		all.Write(b)
	}
	if len(w.pieces) < 3 {
		t.Errorf("%d pieces", len(w.pieces))
	}
	r, err := xz.NewReader(&all)
	if err != nil {
		t.Fatal(err)
	}
	archive := tar.NewReader(r)
	for _, want := range []struct {
		name string
		mode int64
		size int
	}{{"regnet-bundle/regnet", 0o755, 1000}, {"regnet-bundle/README.md", 0o644, 7}} {
		h, err := archive.Next()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(archive)
		if err != nil || h.Name != want.name || h.Mode != want.mode || len(content) != want.size {
			t.Errorf("%s, mode %o, %d bytes, %v", h.Name, h.Mode, len(content), err)
		}
	}
}

// The script trains, measures and packs, in this order, and goes no further
// where a sweep fails. A shell script stands in for regnet.
func TestScript(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("for Linux hosts")
	}
	for name, test := range map[string]struct {
		sweep string // what the sweep does
		fails bool
	}{"good": {`mkdir -p "$6/a-seed1"; echo w > "$6/a-seed1/model.safetensors"; echo l > "$6/a-seed1/epochs.jsonl"; echo c > "$6/a-seed1/step-1.safetensors"`, false}, "failing": {"exit 3", true}} {
		dir := t.TempDir()
		regnet := "#!/bin/sh\necho \"$@\" >> calls\ncase $1 in sweep) " + test.sweep + ";; results) echo r > \"$8\";; esac\n"
		for file, content := range map[string]string{"regnet": regnet, "run.sh": string(script)} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(content), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command("./run.sh", "pictures", "x-30")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "DEVICE=simd", "THREADS=2")
		out, err := cmd.CombinedOutput()
		calls, _ := os.ReadFile(filepath.Join(dir, "calls"))
		if test.fails {
			if err == nil || strings.Contains(string(calls), "results") {
				t.Errorf("%s: went on after %q: %s", name, calls, out)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		want := "sweep x-30 --data pictures --dir runs/x-30 --device simd --threads 2\nresults x-30 --dir runs/x-30 --data pictures --out runs/results/x-30.jsonl\n"
		if string(calls) != want {
			t.Errorf("%s: called\n%swant\n%s", name, calls, want)
		}
		list, err := exec.Command("tar", "tzf", filepath.Join(dir, "runs/regnet-results.tar.gz")).Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"./results/x-30.jsonl", "./x-30/a-seed1/epochs.jsonl", "./x-30/a-seed1/model.safetensors"} {
			if !strings.Contains(string(list), file+"\n") {
				t.Errorf("%s is not in the archive:\n%s", file, list)
			}
		}
		if strings.Contains(string(list), "step-1") {
			t.Error("checkpoints are in the archive")
		}
	}
}
