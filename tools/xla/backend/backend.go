// Package backend opens what GoMLX computes on: an XLA plugin for NVIDIA GPUs or
// for the CPU, or GoMLX's pure-Go backend.
//
// It never takes something slower than what was asked for in silence: where
// the wanted plugin is missing, the error says what to run.
package backend

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gomlx/compute"
	"github.com/gomlx/compute/gobackend"
	"github.com/gomlx/go-xla/compute/xla"
	"github.com/gomlx/go-xla/pjrt"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/plugin"
)

// Backend is an opened one. One process opens one.
type Backend struct {
	compute.Backend
	Kind   device.Kind
	Plugin plugin.Plugin // zero for Go
	API    string        // version of the plugin's interface, "PJRT 0.115"; empty for Go
}

// String says in a line what the device is.
func (b *Backend) String() string {
	if b.Kind == device.Go {
		return "pure Go"
	}
	return fmt.Sprintf("%s, %s (%s)", b.Kind, b.Plugin.Path, b.API)
}

// Chosen is the plugin that Open will load; its kind is Go where it loads
// none. path is the value of --plugin, mostly empty.
func Chosen(kind device.Kind, path string) (plugin.Plugin, error) {
	if kind == device.Go {
		return plugin.Plugin{Kind: device.Go}, nil
	}
	auto := kind == device.Auto
	if auto {
		kind = device.CPU
		if plugin.HasGPU() {
			kind = device.CUDA
		}
	}
	p, err := plugin.Find(kind, path)
	if missing, ok := err.(*plugin.MissingError); ok {
		missing.GPU = auto && kind == device.CUDA
	}
	return p, err
}

// Open opens what was asked for.
func Open(kind device.Kind, path string) (*Backend, error) {
	p, err := Chosen(kind, path)
	if err != nil {
		return nil, err
	}
	if p.Kind == device.Go {
		// Without the option the backend's own scheduler can deadlock.
		b, err := gobackend.New("parallelism=-1")
		if err != nil {
			return nil, fmt.Errorf("backend: the pure-Go backend: %w", err)
		}
		return &Backend{Backend: b, Kind: device.Go}, nil
	}
	return openPlugin(p)
}

var prepare sync.Once

func openPlugin(p plugin.Plugin) (*Backend, error) {
	prepare.Do(func() {
		keepMemory()
		if p.Kind == device.CUDA {
			prepareCUDA(p)
		}
	})
	// The library tells CUDA from CPU by the path it is given.
	path, err := telling(p)
	if err != nil {
		return nil, err
	}
	b, err := xla.New(path)
	if err != nil {
		return nil, fmt.Errorf("backend: the plugin %s does not start: %w", p.Path, firstLine(err))
	}
	loaded, err := pjrt.GetPlugin(path)
	if err != nil {
		return nil, fmt.Errorf("backend: %w", firstLine(err))
	}
	major, minor := loaded.Version()
	return &Backend{Backend: b, Kind: p.Kind, Plugin: p, API: fmt.Sprintf("PJRT %d.%d", major, minor)}, nil
}

// telling returns a path to the plugin that says its kind, a link where its
// own does not.
func telling(p plugin.Plugin) (string, error) {
	if pjrt.IsCUDAName(p.Path) == (p.Kind == device.CUDA) && strings.Contains(strings.ToLower(p.Path), string(p.Kind)) {
		return p.Path, nil
	}
	dir, err := os.MkdirTemp("", "regnet-plugin-")
	if err != nil {
		return "", fmt.Errorf("backend: %w", err)
	}
	link := filepath.Join(dir, "pjrt_"+string(p.Kind)+"_plugin.so")
	if err := os.Symlink(p.Path, link); err != nil {
		return "", fmt.Errorf("backend: %w", err)
	}
	return link, nil
}

// prepareCUDA tells XLA and its loader where the wheels put NVIDIA's programs.
// The libraries themselves are found through LD_LIBRARY_PATH, which only the
// start of a process reads: see [Environ].
func prepareCUDA(p plugin.Plugin) {
	os.Setenv("GOPJRT_CUDA_CHECKS", "no") // it looks in folders of another layout and warns
	if p.Site == "" || strings.Contains(os.Getenv("XLA_FLAGS"), "xla_gpu_cuda_data_dir") {
		return
	}
	for _, dir := range []string{"cu13", "cuda_nvcc"} {
		data := filepath.Join(p.Site, "nvidia", dir)
		if _, err := os.Stat(data); err == nil {
			os.Setenv("XLA_FLAGS", strings.TrimSpace(os.Getenv("XLA_FLAGS")+" --xla_gpu_cuda_data_dir="+data))
			return
		}
	}
}

// Environ returns what LD_LIBRARY_PATH must be for a CUDA plugin out of wheels
// and whether it differs from what it is: then the process has to be started
// anew with it.
func Environ(p plugin.Plugin) (path string, changed bool) {
	path = os.Getenv("LD_LIBRARY_PATH")
	if p.Kind != device.CUDA || p.Site == "" {
		return path, false
	}
	libs, err := filepath.Glob(filepath.Join(p.Site, "nvidia", "*", "lib"))
	if err != nil {
		return path, false
	}
	have := filepath.SplitList(path)
	for _, lib := range libs {
		known := false
		for _, h := range have {
			known = known || h == lib
		}
		if !known {
			have, changed = append(have, lib), true
		}
	}
	return strings.Join(have, string(filepath.ListSeparator)), changed
}

// firstLine drops the stack traces that the library's errors print.
func firstLine(err error) error {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return fmt.Errorf("%s", line)
}

// Short names the device without paths, for documents.
func (b *Backend) Short() string {
	if b.Kind == device.Go {
		return "GoMLX's pure-Go backend"
	}
	return fmt.Sprintf("XLA on %s (%s, %s)", strings.ToUpper(string(b.Kind)), b.API, filepath.Base(b.Plugin.Path))
}
