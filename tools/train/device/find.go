package device

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
)

// PluginEnv is the environment variable with the path of a plugin, asked after
// the flag --plugin.
const PluginEnv = "REGNET_PLUGIN"

// shipped lists where wheels put their plugin inside a site-packages folder,
// the newest first.
var shipped = map[Kind][]string{
	CUDA: {
		"jax_plugins/xla_cuda13/xla_cuda_plugin.so",
		"jax_plugins/xla_cuda12/xla_cuda_plugin.so",
	},
	CPU: {
		"lammps_jax_pjrt_cpu/pjrt_c_api_cpu_plugin.so",
		"xla_plugins/xla_cpu_pjrt/xla_cpu_pjrt.so",
	},
}

// Plugin is a plugin's file and how it was found.
type Plugin struct {
	Kind Kind
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
// cache that [Install] fills. A path that is given and wrong is an error, not
// a reason to look further. Without any the error is a [*MissingError].
func Find(kind Kind, path string) (Plugin, error) { return Finder{}.Find(kind, path) }

// Find is [Find].
func (f Finder) Find(kind Kind, path string) (Plugin, error) {
	for _, named := range []struct{ path, from string }{{path, "--plugin"}, {os.Getenv(PluginEnv), PluginEnv}} {
		if named.path == "" {
			continue
		}
		abs, err := filepath.Abs(named.path)
		if err != nil {
			return Plugin{}, fmt.Errorf("device: %s: %w", named.from, err)
		}
		info, err := os.Stat(abs)
		if err != nil {
			return Plugin{}, fmt.Errorf("device: %s: %w", named.from, err)
		}
		if !info.Mode().IsRegular() {
			return Plugin{}, fmt.Errorf("device: %s: %s is no file", named.from, abs)
		}
		return Plugin{Kind: kind, Path: abs, Site: siteAround(abs), From: named.from}, nil
	}
	sites := f.Sites
	if sites == nil {
		sites = pythonSites
	}
	for _, site := range sites() {
		if p, ok := findIn(site, kind); ok {
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
	if p, ok := findIn(filepath.Join(cache, string(kind)), kind); ok {
		p.From = "the cache"
		return p, nil
	}
	return Plugin{}, &MissingError{Kind: kind}
}

func findIn(site string, kind Kind) (Plugin, bool) {
	for _, rel := range shipped[kind] {
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
	for _, rels := range shipped {
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
		return "", fmt.Errorf("device: no place for a cache: %w", err)
	}
	return filepath.Join(dir, "regnet", "runtime"), nil
}

// hasGPU tells whether the machine has an NVIDIA GPU with a driver.
func hasGPU() bool {
	_, err := os.Stat("/dev/nvidia0")
	return err == nil || !errors.Is(err, fs.ErrNotExist)
}
