// Command bundle packs what a host without a network needs to run the sweeps: a
// cluster's node, a machine behind a wall. It is the native command, with the
// recipes and tables in it, and a script that runs sweeps and packs what came of
// them:
//
//	make bundle                       pieces in build/bundle, 40 MB at most
//	cat regnet-bundle.tar.xz.* | tar xJ   on the other host
//	regnet-bundle/run.sh DATA cifar10-30  until it says which archive to bring back
package main

import (
	"archive/tar"
	"context"
	_ "embed"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/ulikunitz/xz"
)

//go:embed run.sh
var script []byte

//go:embed README.md
var readme []byte

// pieceSize is how large a piece may be, in bytes: what is carried by hand, or
// through a narrow gate, has limits.
const pieceSize = 40_000_000

func main() {
	out := flag.String("o", "build/bundle", "`folder` for the pieces")
	arch := flag.String("arch", "amd64", "processor of the other host, which runs Linux")
	commit := flag.String("ldflags", "", "for the go command")
	flag.Parse()
	pieces, err := bundle(context.Background(), *out, *arch, *commit)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
	for _, p := range pieces {
		fmt.Println(p)
	}
}

// bundle builds the command and packs it.
func bundle(ctx context.Context, out, arch, ldflags string) (pieces []string, err error) {
	dir, err := os.MkdirTemp("", "regnet-bundle")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "regnet")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w "+ldflags, "-o", program, "./tools/regnet")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+arch)
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("building regnet: %w", err)
	}
	regnet, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	if err := os.RemoveAll(out); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	w := &splitter{name: filepath.Join(out, "regnet-bundle.tar.xz"), size: pieceSize}
	if err := pack(w, []file{{"regnet", 0o755, regnet}, {"run.sh", 0o755, script}, {"README.md", 0o644, readme}}); err != nil {
		return nil, err
	}
	return w.pieces, w.Close()
}

// file is one of the bundle's.
type file struct {
	name    string
	mode    int64
	content []byte
}

// pack writes files as an archive.
func pack(to io.Writer, files []file) error {
	compressed, err := xz.NewWriter(to)
	if err != nil {
		return err
	}
	w := tar.NewWriter(compressed)
	for _, f := range files {
		h := &tar.Header{Name: "regnet-bundle/" + f.name, Mode: f.mode, Size: int64(len(f.content)), ModTime: time.Unix(0, 0), Format: tar.FormatPAX}
		if err := w.WriteHeader(h); err != nil {
			return err
		}
		if _, err := w.Write(f.content); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return compressed.Close()
}
