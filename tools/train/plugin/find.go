// Package plugin finds the XLA plugins that Python wheels ship, shared libraries
// that any program can load through PJRT. It only looks for files; opening one
// is the business of the module tools/xla.
package plugin

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"regnetlens/tools/train/device"
)

// Env is the environment variable with the path of a plugin, asked after
// the flag --plugin.
const Env = "REGNET_PLUGIN"

// Shipped lists where wheels put their plugin inside a site-packages folder,
// the newest first.
var Shipped = map[device.Kind][]string{
	device.CUDA: {
		"jax_plugins/xla_cuda13/xla_cuda_plugin.so",
		"jax_plugins/xla_cuda12/xla_cuda_plugin.so",
	},
	device.CPU: {
		"lammps_jax_pjrt_cpu/pjrt_c_api_cpu_plugin.so",
		"xla_plugins/xla_cpu_pjrt/xla_cpu_pjrt.so",
	},
}

// Plugin is a plugin's file and how it was found.
type Plugin struct {
	Kind device.Kind
	Path string // absolute
	// Site is the site-packages folder around the file, which holds NVIDIA's
	// libraries; empty where the path was given.
	Site string
	From string // "--plugin", "REGNET_PLUGIN", "Python's site-packages", "the cache"
}

// Finder looks for plugins. Its zero value looks where [Find] does.
type Finder struct {
	Sites func() []string // Python's site-packages; nil: those of the python3 in PATH
	Cache string          // empty: [CacheDir]
}

// Find looks for a plugin of the kind (CUDA or CPU): the path given, then the
// one in the environment, then the active Python's site-packages, then the
// cache that "regnet runtime install" fills. A path that is given and wrong is an error, not
// a reason to look further. Without any the error is a [*MissingError].
func Find(kind device.Kind, path string) (Plugin, error) { return Finder{}.Find(kind, path) }

// Find is [Find].
func (f Finder) Find(kind device.Kind, path string) (Plugin, error) {
	for _, named := range []struct{ path, from string }{{path, "--plugin"}, {os.Getenv(Env), Env}} {
		if named.path == "" {
			continue
		}
		abs, err := filepath.Abs(named.path)
		if err != nil {
			return Plugin{}, fmt.Errorf("plugin: %s: %w", named.from, err)
		}
		info, err := os.Stat(abs)
		if err != nil {
			return Plugin{}, fmt.Errorf("plugin: %s: %w", named.from, err)
		}
		if !info.Mode().IsRegular() {
			return Plugin{}, fmt.Errorf("plugin: %s: %s is no file", named.from, abs)
		}
		return Plugin{Kind: kind, Path: abs, Site: siteAround(abs), From: named.from}, nil
	}
	sites := f.Sites
	if sites == nil {
		sites = pythonSites
	}
	for _, site := range sites() {
		if p, ok := FindIn(site, kind); ok {
			p.From = "Python's site-packages"
			return p, nil
		}
	}
	cache := f.Cache
	if cache == "" {
		var err error
		if cache, err = CacheDir(); err != nil {
			return Plugin{}, err
		}
	}
	if p, ok := FindIn(filepath.Join(cache, string(kind)), kind); ok {
		p.From = "the cache"
		return p, nil
	}
	return Plugin{}, &MissingError{Kind: kind}
}

// FindIn looks for a plugin of the kind in a site-packages folder.
func FindIn(site string, kind device.Kind) (Plugin, bool) {
	for _, rel := range Shipped[kind] {
		path := filepath.Join(site, filepath.FromSlash(rel))
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return Plugin{Kind: kind, Path: path, Site: site}, true
		}
	}
	return Plugin{}, false
}

// siteAround tells the site-packages folder of a path that looks like a
// wheel's.
func siteAround(path string) string {
	for _, rels := range Shipped {
		for _, rel := range rels {
			if site, ok := strings.CutSuffix(filepath.ToSlash(path), "/"+rel); ok {
				return filepath.FromSlash(site)
			}
		}
	}
	return ""
}

// pythonSites asks the python3 in PATH, a virtual environment's where one is
// active, for its package folders. Without a Python there are none.
func pythonSites() []string {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "python3", "-c",
		"import sys; print('\\n'.join(p for p in sys.path if p.endswith('-packages')))").Output()
	if err != nil {
		return nil
	}
	return strings.Fields(string(out))
}

// CacheDir is the folder that "regnet runtime install" fills; each kind has a
// folder of its own in it.
func CacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("plugin: no place for a cache: %w", err)
	}
	return filepath.Join(dir, "regnet", "runtime"), nil
}

// HasGPU reports whether the machine has an NVIDIA GPU with a driver.
func HasGPU() bool {
	_, err := os.Stat("/dev/nvidia0")
	return err == nil || !errors.Is(err, fs.ErrNotExist)
}

// MissingError says that no plugin of a kind was found, and what to run.
type MissingError struct {
	Kind device.Kind
	// GPU is set where "auto" met an NVIDIA GPU without a plugin for it.
	GPU bool
}

func (e *MissingError) Error() string {
	if e.GPU {
		return "plugin: this machine has an NVIDIA GPU but no XLA plugin for it was found: run \"regnet runtime install cuda\", or pass --device simd to do without the GPU"
	}
	return fmt.Sprintf("plugin: no XLA plugin for %s was found: run \"regnet runtime install %s\", or pass --device simd, which needs none", e.Kind, e.Kind)
}
