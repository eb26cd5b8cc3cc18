package backend

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/plugin"
)

func TestLibraryPath(t *testing.T) {
	site := t.TempDir()
	for _, dir := range []string{"cu13", "cudnn"} {
		if err := os.MkdirAll(filepath.Join(site, "nvidia", dir, "lib"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("LD_LIBRARY_PATH", "/before")
	path, changed := Environ(plugin.Plugin{Kind: device.CUDA, Site: site})
	if !changed || !strings.HasPrefix(path, "/before:") || !strings.Contains(path, filepath.Join(site, "nvidia", "cudnn", "lib")) {
		t.Errorf("%q, %v", path, changed)
	}
	t.Setenv("LD_LIBRARY_PATH", path)
	if _, changed := Environ(plugin.Plugin{Kind: device.CUDA, Site: site}); changed {
		t.Error("changed twice")
	}
	if _, changed := Environ(plugin.Plugin{Kind: device.CPU, Site: site}); changed {
		t.Error("changed for a CPU plugin")
	}
}

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
	old := plant(t, filepath.Join(cache, "cpu"), plugin.Shipped[device.CPU][0])
	var out bytes.Buffer
	t.Setenv("FAIL", "1")
	if err := Install(context.Background(), device.CPU, cache, &out); err == nil || !strings.Contains(err.Error(), "pip") {
		t.Errorf("a failing pip: %v", err)
	}
	if b, err := os.ReadFile(old); err != nil || len(b) != 0 {
		t.Errorf("after the failure: %q, %v", b, err)
	}
	t.Setenv("FAIL", "")
	if err := Install(context.Background(), device.CPU, cache, &out); err != nil {
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
	if err := Install(context.Background(), device.Go, cache, &out); err == nil {
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
	for _, kind := range []device.Kind{device.Go, device.CPU} {
		t.Run(string(kind), func(t *testing.T) {
			d, err := Open(kind, "")
			var missing *plugin.MissingError
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
