package page

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// rare are packages whose code runs once a click, not once a pixel. They are
// compiled without inlining: the program is the smaller by 60 KB on the wire.
var rare = []string{
	"regnetlens/ui/...", "regnetlens/wasm/app", "regnetlens/wasm/protocol", "regnetlens/wasm/wire", "regnetlens/wasm/worker", "regnetlens/infer/webgpu/...", "regnetlens/weights/...", "regnetlens/infer/arch",
	"regnetlens/infer/gonum", "gonum.org/v1/gonum/...", "image/png", "compress/flate", "compress/zlib",
	"github.com/vugu/...", "encoding/json", "encoding/base64", "reflect", "fmt",
	"internal/fmtsort", "strconv", "internal/strconv", "strings", "time", "log", "os", "io/fs", "context", "syscall/...", "runtime",
}

// decodeCall is where Vugu's helper script reads a text.
const decodeCall = `x.decode(new DataView(this.dataView.buffer,this.dataView.byteOffset+this.offset+4,e))`

// compile builds the WebAssembly program.
func compile(ctx context.Context, root string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "regnet-page")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "program.wasm")
	args := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", out}
	for _, packages := range rare {
		args = append(args, "-gcflags="+packages+"=-l")
	}
	if _, err := goTool(ctx, root, append(args, "./wasm")...); err != nil {
		return nil, err
	}
	return os.ReadFile(out)
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

// vuguHelper is the script that Vugu's renderer needs on the page. The
// renderer carries it as a string for eval, which the page's policy forbids;
// served as a file it needs no eval (see package app). It is read from the
// source of the module version in use, so that both always fit.
func vuguHelper(ctx context.Context, root string) ([]byte, error) {
	dir, err := goTool(ctx, root, "list", "-f", "{{.Dir}}", "github.com/vugu/vugu/domrender")
	if err != nil {
		return nil, err
	}
	name := filepath.Join(dir, "renderer-js-script.go")
	tree, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		return nil, err
	}
	script := ""
	ast.Inspect(tree, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && spec.Names[0].Name == "jsHelperScript" {
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
				script, _ = strconv.Unquote(lit.Value)
			}
		}
		return true
	})
	// The renderer may cut a long text in the middle of a character: what one
	// piece lacks comes with the next.
	whole := strings.ReplaceAll(script, decodeCall, decodeCall[:len(decodeCall)-1]+",{stream:true})")
	if script == "" || strings.Count(script, decodeCall) != 1 {
		return nil, errors.New(name + ": the helper script is not as it was in Vugu v0.4.0")
	}
	return []byte(whole), nil
}
