package plugin

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/tools/train/device"
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
	t.Setenv(Env, "")
	site, cache, other := t.TempDir(), t.TempDir(), t.TempDir()
	f := Finder{Sites: func() []string { return []string{t.TempDir(), site} }, Cache: cache}
	find := func(kind device.Kind, path, want, from string) {
		t.Helper()
		p, err := f.Find(kind, path)
		if err != nil || p.Path != want || p.From != from || p.Kind != kind {
			t.Errorf("found %+v, %v, want %s by %s", p, err, want, from)
		}
	}
	_, err := f.Find(device.CPU, "")
	var missing *MissingError
	if !errors.As(err, &missing) || !strings.Contains(err.Error(), "regnet runtime install cpu") {
		t.Fatalf("nothing there: %v", err)
	}
	inCache := plant(t, filepath.Join(cache, "cpu"), Shipped[device.CPU][0])
	find(device.CPU, "", inCache, "the cache")
	inSite := plant(t, site, Shipped[device.CPU][1])
	find(device.CPU, "", inSite, "Python's site-packages")
	if _, err := f.Find(device.CUDA, ""); !errors.As(err, &missing) || !strings.Contains(err.Error(), "install cuda") {
		t.Errorf("a CPU plugin is no CUDA plugin: %v", err)
	}
	inEnv := plant(t, other, "plugin.so")
	t.Setenv(Env, inEnv)
	find(device.CPU, "", inEnv, Env)
	byFlag := plant(t, other, Shipped[device.CUDA][0])
	find(device.CUDA, byFlag, byFlag, "--plugin")
	if p, _ := f.Find(device.CUDA, byFlag); p.Site != other {
		t.Errorf("site-packages around %s: %q", byFlag, p.Site)
	}
	for _, bad := range []string{filepath.Join(other, "none.so"), other} {
		if _, err := f.Find(device.CPU, bad); err == nil || errors.As(err, &missing) {
			t.Errorf("--plugin %s: %v", bad, err)
		}
	}
}

func TestMissingOnAMachineWithGPU(t *testing.T) {
	err := &MissingError{Kind: device.CUDA, GPU: true}
	for _, word := range []string{"regnet runtime install cuda", "--device simd"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
}
