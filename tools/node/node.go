// Package node runs ONNX files with ONNX Runtime, the peer that exported files
// and the engine's speed are held against, in a child process of Node.js.
//
// The runtime comes from the npm packages that package.json beside this file
// pins; "make tools-node" installs them. Tests and benchmarks alone use it: nothing
// of it is shipped.
package node

import (
	"bufio"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// ErrMissing says that Node.js or its packages are not installed.
var ErrMissing = errors.New("a package that tests and benchmarks need is not installed: it takes Node.js and \"make tools-node\"")

// Dir is the folder of this package in the repository that holds the working
// folder, where the npm packages lie in node_modules.
func Dir() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("node: %w", err)
	}
	for {
		node := filepath.Join(dir, "tools", "node")
		if _, err := os.Stat(filepath.Join(node, "ort.mjs")); err == nil {
			return node, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("node: the working folder is not inside the repository")
		}
		dir = parent
	}
}

// Package is the folder of an installed npm package, or an error that wraps
// [ErrMissing].
func Package(name string) (string, error) {
	dir, err := Dir()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(dir, "node_modules", name)
	if _, err := os.Stat(filepath.Join(dir, "package.json")); err != nil {
		return "", fmt.Errorf("node: package %s: %w", name, ErrMissing)
	}
	return dir, nil
}

// Version is that of an installed npm package.
func Version(name string) (string, error) {
	dir, err := Package(name)
	if err != nil {
		return "", err
	}
	b, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return "", fmt.Errorf("node: %w", err)
	}
	var p struct{ Version string }
	if err := json.Unmarshal(b, &p); err != nil {
		return "", fmt.Errorf("node: package %s: %w", name, err)
	}
	return p.Version, nil
}

// Runtime is ONNX Runtime in a child process. It is used by one goroutine at
// a time.
type Runtime struct {
	process *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// Start starts the process. The error wraps [ErrMissing] where Node.js or the
// packages lack.
func Start() (*Runtime, error) {
	if _, err := Package("onnxruntime-node"); err != nil {
		return nil, err
	}
	program, err := exec.LookPath("node")
	if err != nil {
		return nil, fmt.Errorf("node: %w: %w", err, ErrMissing)
	}
	dir, err := Dir()
	if err != nil {
		return nil, err
	}
	r := &Runtime{process: exec.Command(program, filepath.Join(dir, "ort.mjs"))}
	r.process.Stderr = os.Stderr
	if r.in, err = r.process.StdinPipe(); err != nil {
		return nil, fmt.Errorf("node: %w", err)
	}
	out, err := r.process.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("node: %w", err)
	}
	r.out = bufio.NewReader(out)
	if err := r.process.Start(); err != nil {
		return nil, fmt.Errorf("node: %w", err)
	}
	return r, nil
}

// Close ends the process.
func (r *Runtime) Close() error {
	r.in.Close()
	if err := r.process.Wait(); err != nil {
		return fmt.Errorf("node: %w", err)
	}
	return nil
}

// ask sends one request and reads its answer.
func (r *Runtime) ask(request map[string]any, answer any) error {
	line, err := json.Marshal(request)
	if err != nil {
		return fmt.Errorf("node: %w", err)
	}
	if _, err := r.in.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("node: ONNX Runtime's process has ended: %w", err)
	}
	line, err = r.out.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("node: ONNX Runtime's process has ended: %w", err)
	}
	var failed struct{ Error string }
	if err := json.Unmarshal(line, &failed); err != nil {
		return fmt.Errorf("node: answer %.100q: %w", line, err)
	}
	if failed.Error != "" {
		return fmt.Errorf("node: ONNX Runtime: %s", failed.Error)
	}
	if err := json.Unmarshal(line, answer); err != nil {
		return fmt.Errorf("node: answer %.100q: %w", line, err)
	}
	return nil
}

// Session is a loaded file with one input.
type Session struct {
	runtime *Runtime
	id      int
}

// Load reads an ONNX file whose input is "input" and whose output is "logits",
// to be run on the values given with so many threads.
func (r *Runtime) Load(path string, input []float32, shape []int, threads int) (*Session, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("node: %w", err)
	}
	raw := make([]byte, 0, 4*len(input))
	for _, v := range input {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	var answer struct{ Session int }
	err = r.ask(map[string]any{
		"do": "load", "model": path, "threads": threads,
		"input": base64.StdEncoding.EncodeToString(raw), "shape": shape,
	}, &answer)
	return &Session{r, answer.Session}, err
}

// Result of running a session.
type Result struct {
	MS     []float64 // milliseconds of each run
	Logits []float32 // of the last run
	Shape  []int     // of the logits
}

// Run runs the session again and again for a time, at least once.
func (s *Session) Run(d time.Duration) (Result, error) {
	var answer struct {
		MS     []float64
		Shape  []int
		Logits string
	}
	err := s.runtime.ask(map[string]any{"do": "run", "session": s.id, "seconds": d.Seconds()}, &answer)
	if err != nil {
		return Result{}, err
	}
	raw, err := base64.StdEncoding.DecodeString(answer.Logits)
	if err != nil {
		return Result{}, fmt.Errorf("node: logits: %w", err)
	}
	logits := make([]float32, len(raw)/4)
	for i := range logits {
		logits[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return Result{MS: answer.MS, Logits: logits, Shape: answer.Shape}, nil
}

// Close frees the session.
func (s *Session) Close() error {
	return s.runtime.ask(map[string]any{"do": "release", "session": s.id}, &struct{}{})
}
