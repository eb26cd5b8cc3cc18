package device

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// plant makes an empty plugin where a wheel would have it.
func plant(t *testing.T, site, rel string) string {
	t.Helper()
	path := filepath.Join(site, filepath.FromSlash(rel))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFindOrder(t *testing.T) {
	t.Setenv(PluginEnv, "")
	site, cache, other := t.TempDir(), t.TempDir(), t.TempDir()
	f := Finder{Sites: func() []string { return []string{t.TempDir(), site} }, Cache: cache}
	find := func(kind Kind, path, want, from string) {
		t.Helper()
		p, err := f.Find(kind, path)
		if err != nil || p.Path != want || p.From != from || p.Kind != kind {
			t.Errorf("found %+v, %v, want %s by %s", p, err, want, from)
		}
	}
	_, err := f.Find(CPU, "")
	var missing *MissingError
	if !errors.As(err, &missing) || !strings.Contains(err.Error(), "regnet runtime install cpu") {
		t.Fatalf("nothing there: %v", err)
	}
	inCache := plant(t, filepath.Join(cache, "cpu"), shipped[CPU][0])
	find(CPU, "", inCache, "the cache")
	inSite := plant(t, site, shipped[CPU][1])
	find(CPU, "", inSite, "Python's site-packages")
	if _, err := f.Find(CUDA, ""); !errors.As(err, &missing) || !strings.Contains(err.Error(), "install cuda") {
		t.Errorf("a CPU plugin is no CUDA plugin: %v", err)
	}
	inEnv := plant(t, other, "plugin.so")
	t.Setenv(PluginEnv, inEnv)
	find(CPU, "", inEnv, PluginEnv)
	byFlag := plant(t, other, shipped[CUDA][0])
	find(CUDA, byFlag, byFlag, "--plugin")
	if p, _ := f.Find(CUDA, byFlag); p.Site != other {
		t.Errorf("site-packages around %s: %q", byFlag, p.Site)
	}
	for _, bad := range []string{filepath.Join(other, "none.so"), other} {
		if _, err := f.Find(CPU, bad); err == nil || errors.As(err, &missing) {
			t.Errorf("--plugin %s: %v", bad, err)
		}
	}
}

func TestMissingOnAMachineWithGPU(t *testing.T) {
	err := &MissingError{Kind: CUDA, GPU: true}
	for _, word := range []string{"regnet runtime install cuda", "--device cpu"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
}

func TestLibraryPath(t *testing.T) {
	site := t.TempDir()
	for _, dir := range []string{"cu13", "cudnn"} {
		if err := os.MkdirAll(filepath.Join(site, "nvidia", dir, "lib"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("LD_LIBRARY_PATH", "/before")
	path, changed := Environ(Plugin{Kind: CUDA, Site: site})
	if !changed || !strings.HasPrefix(path, "/before:") || !strings.Contains(path, filepath.Join(site, "nvidia", "cudnn", "lib")) {
		t.Errorf("%q, %v", path, changed)
	}
	t.Setenv("LD_LIBRARY_PATH", path)
	if _, changed := Environ(Plugin{Kind: CUDA, Site: site}); changed {
		t.Error("changed twice")
	}
	if _, changed := Environ(Plugin{Kind: CPU, Site: site}); changed {
		t.Error("changed for a CPU plugin")
	}
}

// Pip is a script here: the call, what it is told to install, and that a
// failure leaves what was there.
func TestInstall(t *testing.T) {
	bin, cache := t.TempDir(), t.TempDir()
	script := `#!/bin/sh
while [ $# -gt 0 ]; do
	case "$1" in
	--target) target="$2" ;;
	--require-hashes) hashes=yes ;;
	--requirement) list="$2" ;;
	esac
	shift
done
[ -n "$hashes" ] && grep -q 'sha256:' "$list" || exit 3
[ -n "$FAIL" ] && exit 1
mkdir -p "$target/lammps_jax_pjrt_cpu" && echo new >"$target/lammps_jax_pjrt_cpu/pjrt_c_api_cpu_plugin.so"
`
	if err := os.WriteFile(filepath.Join(bin, "python3"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	old := plant(t, filepath.Join(cache, "cpu"), shipped[CPU][0])
	var out bytes.Buffer
	t.Setenv("FAIL", "1")
	if err := Install(context.Background(), CPU, cache, &out); err == nil || !strings.Contains(err.Error(), "pip") {
		t.Errorf("a failing pip: %v", err)
	}
	if b, err := os.ReadFile(old); err != nil || len(b) != 0 {
		t.Errorf("after the failure: %q, %v", b, err)
	}
	t.Setenv("FAIL", "")
	if err := Install(context.Background(), CPU, cache, &out); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(old); err != nil || string(b) != "new\n" {
		t.Errorf("after the installation: %q, %v", b, err)
	}
	if !strings.Contains(out.String(), "lammps-jax-pjrt-cpu==") {
		t.Errorf("it did not say what it installs: %s", out.String())
	}
	entries, err := os.ReadDir(cache)
	if err != nil || len(entries) != 1 {
		t.Errorf("left in the cache: %v, %v", entries, err)
	}
	if err := Install(context.Background(), Go, cache, &out); err == nil {
		t.Error("pure Go was installed")
	}
}

func TestRequirementsArePinned(t *testing.T) {
	for _, list := range []string{"cpu.txt", "cuda12.txt", "cuda13.txt"} {
		b, err := requirements.ReadFile("requirements/" + list)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			if !strings.Contains(line, "==") || !strings.Contains(line, " --hash=sha256:") {
				t.Errorf("%s: %q is not pinned", list, line)
			}
		}
	}
}

func TestDriverVersion(t *testing.T) {
	const text = "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build  (dvs-builder@U22)  Sun Jul 27 07:12:28 UTC 2025\n"
	if v := driverVersion(text); v != "580.65.06" || driverMajor(v) != 580 {
		t.Errorf("%q, %d", v, driverMajor(v))
	}
	if driverMajor("") != 0 {
		t.Error("no driver has a version")
	}
}

func TestDoctor(t *testing.T) {
	for _, kind := range []Kind{Go, CPU} {
		t.Run(string(kind), func(t *testing.T) {
			d, err := Open(kind, "")
			var missing *MissingError
			if errors.As(err, &missing) {
				t.Skipf("skipped: %v", err)
			}
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := d.Doctor(&out); err != nil || !strings.Contains(out.String(), "right") {
				t.Errorf("%s\n%v", out.String(), err)
			}
		})
	}
}
