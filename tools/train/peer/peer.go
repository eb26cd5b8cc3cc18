// Package peer times the same training in PyTorch.
package peer

import (
	"bufio"
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"regnetlens/infer/arch"
)

//go:embed *.py
var scripts embed.FS

// Job is what is timed.
type Job struct {
	Record   arch.Record      `json:"record"`
	Params   map[string][]int `json:"params"` // filled by Start
	Batch    int              `json:"batch"`
	Size     int              `json:"size"`
	Threads  int              `json:"threads"` // 0: PyTorch's choice
	Device   string           `json:"device"`  // "cpu" or "cuda"
	BFloat16 bool             `json:"bfloat16"`
	Compile  bool             `json:"compile"` // torch.compile
}

// Process is a job that is ready to be timed: a Python process that stays and
// sleeps between its rounds.
type Process struct {
	Version string // PyTorch's

	python string
	dir    string
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr bytes.Buffer
}

// Start prepares a job in a Python that has PyTorch, compiled and warmed up.
func Start(ctx context.Context, python string, j Job) (p *Process, err error) {
	text, err := j.json()
	if err != nil {
		return nil, fmt.Errorf("peer: %w", err)
	}
	p = &Process{python: python}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.Close())
			p = nil
		}
	}()
	if p.dir, err = os.MkdirTemp("", "regnet-peer-"); err != nil {
		return p, fmt.Errorf("peer: %w", err)
	}
	if err := os.CopyFS(p.dir, scripts); err != nil {
		return p, fmt.Errorf("peer: %w", err)
	}
	cmd := exec.CommandContext(ctx, python, filepath.Join(p.dir, "bench.py"))
	cmd.Stderr = &p.stderr
	if p.in, err = cmd.StdinPipe(); err != nil {
		return p, fmt.Errorf("peer: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return p, fmt.Errorf("peer: %w", err)
	}
	p.out = bufio.NewReader(out)
	if err := cmd.Start(); err != nil {
		return p, fmt.Errorf("peer: %w", err)
	}
	p.cmd = cmd
	var hello struct{ Version string }
	if err := p.ask(string(text), &hello); err != nil {
		return p, err
	}
	p.Version = hello.Version
	return p, nil
}

func (j Job) json() ([]byte, error) {
	g, err := j.Record.Build(j.Size, j.Size)
	if err != nil {
		return nil, err
	}
	j.Params = map[string][]int{}
	for _, p := range g.Params() {
		j.Params[p.Name] = p.Shape
	}
	if j.Record.RegulatedStages == nil {
		j.Record.RegulatedStages = []int{} // None has no members
	}
	return json.Marshal(j)
}

// Round takes so many steps and returns how many seconds they took.
func (p *Process) Round(steps int) (float64, error) {
	var answer struct{ Seconds float64 }
	err := p.ask(fmt.Sprint(steps), &answer)
	return answer.Seconds, err
}

// ask writes a line and reads the answer's.
func (p *Process) ask(line string, answer any) error {
	_, err := fmt.Fprintln(p.in, line)
	var text []byte
	if err == nil {
		text, err = p.out.ReadBytes('\n')
	}
	if err != nil {
		// It is gone; the last line that it wrote says why.
		p.in.Close()
		if end := p.cmd.Wait(); end != nil {
			err = end
		}
		p.cmd = nil
		lines := strings.Split(strings.TrimSpace(p.stderr.String()), "\n")
		return fmt.Errorf("peer: %s: %w: %s", p.python, err, lines[len(lines)-1])
	}
	if err := json.Unmarshal(text, answer); err != nil {
		return fmt.Errorf("peer: %s answers %q: %w", p.python, text, err)
	}
	return nil
}

// Close ends the process.
func (p *Process) Close() error {
	var err error
	if p.cmd != nil {
		p.in.Close() // its loop ends with its input
		err = p.cmd.Wait()
		p.cmd = nil
	}
	return errors.Join(err, os.RemoveAll(p.dir))
}
