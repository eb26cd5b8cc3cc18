//go:build !js

package kernels

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/tools/node"
)

// TestWGSL compiles every kernel with Dawn's null backend: no graphics
// processor is needed. Where Dawn isn't installed the test is skipped, or
// fails if GPU_REQUIRED=1 says that it has to run.
func TestWGSL(t *testing.T) {
	if _, err := node.Package("webgpu"); err != nil {
		if os.Getenv("GPU_REQUIRED") == "1" || !errors.Is(err, node.ErrMissing) {
			t.Fatal(err)
		}
		t.Skipf("no shader was checked: %v", err)
	}
	tools, err := node.Dir()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	check := func(sources map[string]string) (string, error) {
		args := []string{filepath.Join(tools, "wgsl_check.mjs")}
		for name, text := range sources {
			path := filepath.Join(dir, name+".wgsl")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, path)
		}
		out, err := exec.CommandContext(t.Context(), "node", args...).CombinedOutput()
		return string(out), err
	}
	sources := map[string]string{}
	for _, name := range Names() {
		text, err := Source(name)
		if err != nil {
			t.Fatal(err)
		}
		sources[name] = text
	}
	if out, err := check(sources); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	broken := strings.Replace(sources["rnn"], "squash(s)", "squash(sum)", 1)
	if out, err := check(map[string]string{"planted": broken}); err == nil || !strings.Contains(out, "planted.wgsl:") {
		t.Errorf("a planted mistake went through: %v\n%s", err, out)
	}
}

// Every file is a kernel's or stands under one.
func TestFiles(t *testing.T) {
	used := map[string]bool{}
	for name, under := range parts {
		used[name] = true
		for _, f := range under {
			used[f] = true
		}
	}
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !used[strings.TrimSuffix(e.Name(), ".wgsl")] {
			t.Errorf("%s belongs to no kernel", e.Name())
		}
	}
}
