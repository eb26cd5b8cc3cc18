package page

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// rare are packages whose code runs once a click, not once a pixel. They are
// compiled without inlining: the program is the smaller by 70 KB on the wire.
var rare = []string{
	"regnetlens/ui/...", "regnetlens/wasm", "regnetlens/wasm/browser", "regnetlens/wasm/fetch", "regnetlens/wasm/protocol", "regnetlens/wasm/wire", "regnetlens/wasm/worker", "regnetlens/infer/webgpu/...", "regnetlens/weights/...", "regnetlens/infer/arch", "regnetlens/infer/picture",
	"regnetlens/infer/gonum", "gonum.org/v1/gonum/...", "image/png", "compress/flate", "compress/zlib",
	"github.com/vugu/...", "encoding/json", "encoding/base64", "reflect", "fmt",
	"internal/...", "encoding/csv", "encoding/binary", "bytes", "bufio", "unicode/...", "sync/...", "io/...", "errors", "path/...", "maps", "iter",
	"hash/...", "html", "embed", "encoding/hex", "image", "math/rand/...", "slices",
	"regnetlens/infer/internal/arena", "regnetlens/infer/internal/pool", "regnetlens/infer/internal/edits",
	"regnetlens/infer", "regnetlens/infer/fallback", "regnetlens/infer/measure", "regnetlens/infer/explain", "strconv", "internal/strconv", "strings", "time", "log", "os", "io/fs", "context", "syscall/...", "runtime",
}

// compile builds the WebAssembly program.
func compile(ctx context.Context, root string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "regnet-page")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	overlay, err := bareSources(root, dir)
	if err != nil {
		return nil, err
	}
	out := filepath.Join(dir, "program.wasm")
	args := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-overlay", overlay, "-o", out}
	for _, packages := range rare {
		args = append(args, "-gcflags="+packages+"=-l")
	}
	if _, err := goTool(ctx, root, append(args, "./wasm")...); err != nil {
		return nil, err
	}
	return os.ReadFile(out)
}

// bare are the sources that the build sees without what they do not need, by
// the pattern of their files.
var bare = map[string]func(line string) string{
	// Only readers need comments and indentation: 5 KB on the wire.
	"infer/webgpu/kernels/*.wgsl": func(line string) string {
		code, _, _ := strings.Cut(line, "//")
		return strings.TrimSpace(code)
	},
	// Vugu's generator imports log everywhere, and nothing uses it. What the
	// package does at its start alone links 20 KB, 2 of them on the wire.
	"ui/*_gen.go": func(line string) string {
		if line = strings.TrimRight(line, "\n"); line == `import "log"` || line == "var _ log.Logger" {
			return ""
		}
		return line
	},
}

// bareSources writes the [bare] sources to a folder and returns an overlay for
// the go command, which puts them in the place of the files.
func bareSources(root, dir string) (overlay string, err error) {
	replaced := map[string]string{}
	for pattern, strip := range bare {
		files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			return "", err
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				return "", err
			}
			var out strings.Builder
			for line := range strings.Lines(string(text)) {
				if line = strip(line); line != "" {
					out.WriteString(line + "\n")
				}
			}
			from, err := filepath.Abs(file)
			if err != nil {
				return "", err
			}
			replaced[from] = filepath.Join(dir, filepath.Base(file))
			if err := os.WriteFile(replaced[from], []byte(out.String()), 0o644); err != nil {
				return "", err
			}
		}
	}
	b, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, b, 0o644)
}

// goTool runs the go command for the browser and returns what it prints.
func goTool(ctx context.Context, root string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", args[0], err, said.String())
	}
	return strings.TrimSpace(string(out)), nil
}

// goSupport is the script that runs Go's WebAssembly, of the toolchain in use.
func goSupport(ctx context.Context, root string) ([]byte, error) {
	goroot, err := goTool(ctx, root, "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"))
}
