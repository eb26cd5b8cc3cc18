// Package page builds the page: it compiles the program, takes the scripts,
// the style sheet, the pictures and the weights together, gives each a name
// that holds a hash of its content, and writes them with compressed forms
// beside them. The result needs nothing but a server of static files; package
// server is one.
package page

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"regnetlens/tools/atomicfile"
	"regnetlens/ui/session"
)

// Options of a build.
type Options struct {
	Root  string // the repository
	Out   string // folder to write; what was there is replaced
	Cache string // folder that keeps compressed forms between builds; "" for no such forms
}

// Build builds the page and reports the sizes.
func Build(ctx context.Context, o Options) (Report, error) {
	r, err := build(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	return r, nil
}

func build(ctx context.Context, o Options) (Report, error) {
	program, err := compile(ctx, o.Root)
	if err != nil {
		return nil, err
	}
	support, err := goSupport(ctx, o.Root)
	if err != nil {
		return nil, err
	}
	return assemble(o, program, support)
}

// assemble makes the page of a compiled program and the script that runs it.
func assemble(o Options, program, support []byte) (Report, error) {
	a, version, err := gather(o.Root, program, support)
	if err != nil {
		return nil, err
	}
	files, err := a.link()
	if err != nil {
		return nil, err
	}
	script, err := os.ReadFile(filepath.Join(o.Root, "wasm", session.ServiceWorker))
	if err != nil {
		return nil, err
	}
	worker, err := serviceWorker(script, version, files)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", session.ServiceWorker, err)
	}
	files = append(files, worker)
	fresh := o.Out + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return nil, err
	}
	report, err := write(fresh, compressor{o.Cache}, files)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(o.Out), 0o755); err != nil {
		return nil, err
	}
	return report, atomicfile.ReplaceFolder(fresh, o.Out)
}
