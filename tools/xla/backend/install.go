package backend

import (
	"context"
	"embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"regnetlens/tools/atomicfile"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/plugin"
)

// requirements are pip's lists of the wheels of each plugin and of what it
// loads: pinned, each with the hash of its x86-64 Linux wheel.
//
//go:embed requirements/*.txt
var requirements embed.FS

// Install fills the cache's folder of a kind (CPU or CUDA) with a plugin. It
// tells out what it is going to download, and then calls the active Python's
// pip, which checks every hash. What was in the folder stays there until the
// new one is complete.
func Install(ctx context.Context, kind device.Kind, cache string, out io.Writer) error {
	list, err := requirementsOf(kind)
	if err != nil {
		return err
	}
	if cache == "" {
		if cache, err = plugin.CacheDir(); err != nil {
			return err
		}
	}
	text, err := requirements.ReadFile("requirements/" + list)
	if err != nil {
		return fmt.Errorf("backend: %w", err)
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return fmt.Errorf("backend: %w", err)
	}
	work, err := os.MkdirTemp(cache, "installing-")
	if err != nil {
		return fmt.Errorf("backend: %w", err)
	}
	defer os.RemoveAll(work)
	file := filepath.Join(work, list)
	if err := os.WriteFile(file, text, 0o644); err != nil {
		return fmt.Errorf("backend: %w", err)
	}
	target := filepath.Join(cache, string(kind))
	fmt.Fprintf(out, "pip is called to download these wheels, checked by their hashes, into %s:\n", target)
	for line := range strings.Lines(string(text)) {
		name, _, _ := strings.Cut(line, " ")
		fmt.Fprintln(out, " ", name)
	}
	site := filepath.Join(work, "site")
	cmd := exec.CommandContext(ctx, "python3", "-m", "pip", "install", "--no-deps", "--require-hashes",
		"--only-binary", ":all:", "--disable-pip-version-check", "--target", site, "--requirement", file)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("backend: pip did not install the plugin (%w); what was there before is still there", err)
	}
	if _, ok := plugin.FindIn(site, kind); !ok {
		return fmt.Errorf("backend: pip is done, but %s holds none of %q", site, plugin.Shipped[kind])
	}
	if err := atomicfile.ReplaceFolder(site, target); err != nil {
		return fmt.Errorf("backend: %w", err)
	}
	return nil
}

func requirementsOf(kind device.Kind) (string, error) {
	switch kind {
	case device.CPU:
		return "cpu.txt", nil
	case device.CUDA:
		// CUDA 13 needs a driver of the 580 series or later.
		if major := driverMajor(Driver()); major > 0 && major < 580 {
			return "cuda12.txt", nil
		}
		return "cuda13.txt", nil
	}
	return "", fmt.Errorf("backend: there is nothing to install for %q, only for cpu and cuda", kind)
}

// Driver is NVIDIA's kernel driver's version, such as "580.65.06", or empty.
func Driver() string {
	b, err := os.ReadFile("/proc/driver/nvidia/version")
	if err != nil {
		return ""
	}
	return driverVersion(string(b))
}

var versionForm = regexp.MustCompile(`\b\d{3}\.\d+(\.\d+)?\b`)

func driverVersion(text string) string { return versionForm.FindString(text) }

func driverMajor(version string) int {
	major, _, _ := strings.Cut(version, ".")
	n, err := strconv.Atoi(major)
	if err != nil {
		return 0
	}
	return n
}
