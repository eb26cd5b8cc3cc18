// Command bench times the engine beside ONNX Runtime: natively beside
// onnxruntime-node, and in headless Chromium beside ONNX Runtime Web (and on
// the graphics adapter TensorFlow.js too), on the same weights (exported by
// package onnx), the same input and as many threads, in turns. It compares the logits too: only rows that compute the same count.
//
//	make bench
//	go run ./tools/bench --markdown          # the table of the README
//	go run ./tools/bench --place page --check
//	go run ./tools/bench --place webgpu -o build/bench-webgpu.json
//	go run ./tools/bench --peak -o build/peak-webgpu.json
package main

import (
	"bufio"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"regnetlens/infer/backends"
	"regnetlens/tools/onnx"
	"regnetlens/weights"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	c := parseFlags()
	if c.network != "" && !slices.Contains(networks(webgpu), c.network) {
		return fmt.Errorf("there is no network %q: %s", c.network, strings.Join(networks(webgpu), ", "))
	}
	folder, err := os.MkdirTemp("", "regnet-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := export(folder, c.place); err != nil {
		return err
	}
	h := header{
		Date:    time.Now().Format(time.DateOnly),
		Machine: machine(),
		Method: fmt.Sprintf("Milliseconds a batch: the lowest of %d rounds' lower quartiles, all in turns of %v after warming up; "+
			"the first run apart. ratio = ours / peer.", c.rounds, c.each),
	}
	if c.peak {
		return c.runPeak(h, folder)
	}
	rows, err := c.measure(&h, folder)
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr)
	if err := writeJSON(c.out, rows); err != nil {
		return err
	}
	printRows := printTable
	if c.markdown {
		printRows = printMarkdown
	}
	if err := printRows(os.Stdout, h, rows); err != nil {
		return err
	}
	return verdict(rows, c.check)
}

// command is what the flags ask for.
type command struct {
	plan
	place                 string // "" for all but webgpu
	out                   string // file for the rows
	markdown, peak, check bool
}

func parseFlags() command {
	c := command{plan: plan{pause: 20 * time.Millisecond}}
	flag.StringVar(&c.place, "place", "", "measure in one place only: native, page or webgpu (which is measured only when asked for)")
	flag.StringVar(&c.network, "network", "", "measure one network only")
	flag.IntVar(&c.batch, "batch", 0, "measure one size of batch only: 1 or 32")
	flag.IntVar(&c.rounds, "rounds", 5, "turns of every subject")
	flag.DurationVar(&c.each, "each", 300*time.Millisecond, "length of a turn")
	flag.StringVar(&c.out, "o", "build/bench.json", "file for the rows")
	flag.BoolVar(&c.markdown, "markdown", false, "print Markdown")
	flag.BoolVar(&c.peak, "peak", false, "instead, measure what the graphics adapter does at most, and each kernel's share of it")
	flag.BoolVar(&c.check, "check", false, "fail when a bar is missed")
	flag.Parse()
	if c.peak {
		c.place = webgpu
	}
	if flag.NArg() > 0 || c.rounds < 1 || c.each <= 0 || !slices.Contains([]string{"", native, page, webgpu}, c.place) {
		flag.Usage()
		os.Exit(2)
	}
	return c
}

// runPeak measures what the graphics adapter does at most.
func (c command) runPeak(h header, folder string) error {
	measured, engine, rows, err := benchPeak(c.plan, folder)
	if err != nil {
		return err
	}
	h.Engines = []string{engine}
	if err := writeJSON(c.out, rows); err != nil {
		return err
	}
	return printPeak(os.Stdout, h, measured, rows)
}

// measure measures in every place that is asked for, and names the engines in
// the header.
func (c command) measure(h *header, folder string) ([]row, error) {
	var rows []row
	report := func(r row) {
		rows = append(rows, r)
		fmt.Fprintf(os.Stderr, "%s, %s: %.2f ms, %s %.2f ms  %s\n", r.Work, r.Backend, r.OursMS, r.Peer, r.PeerMS, r.remark())
	}
	if c.place == "" || c.place == native {
		engine, err := nativeEngine()
		if err != nil {
			return nil, err
		}
		h.Engines = append(h.Engines, engine+" natively")
		if err := benchNative(c.plan, folder, report); err != nil {
			return nil, err
		}
	}
	if c.place != native {
		engine, err := benchPage(cmp.Or(c.place, page), c.plan, folder, report)
		if err != nil {
			return nil, err
		}
		h.Engines = append(h.Engines, engine)
	}
	return rows, nil
}

// verdict is an error when a row does not count or, on demand, when a bar is
// missed.
func verdict(rows []row, check bool) error {
	wrong, missed := 0, 0
	for _, r := range rows {
		if r.Error != "" {
			wrong++
		} else if r.missed() {
			missed++
		}
	}
	if wrong > 0 {
		return fmt.Errorf("%d rows of %d compute something else than the peer", wrong, len(rows))
	}
	if check && missed > 0 {
		return fmt.Errorf("%d rows of %d miss their bar", missed, len(rows))
	}
	return nil
}

// export writes every network of a place into a folder: as weight file, as
// ONNX, F32, and for TensorFlow.js.
func export(folder, place string) error {
	for _, id := range networks(place) {
		w, err := load(id)
		if err != nil {
			return err
		}
		g, err := w.Arch.Build(w.Input, w.Input)
		if err != nil {
			return err
		}
		for kind, write := range map[string]func(io.Writer) error{
			"onnx": func(f io.Writer) error { return onnx.Write(f, g, w, onnx.Options{Name: id}) },
			"tfjs": func(f io.Writer) error { return writeTensorFlow(f, g, w) },
			"safetensors": func(f io.Writer) error {
				params, err := w.Params("")
				if err != nil {
					return err
				}
				return weights.Encode(f, w.Model, params)
			},
		} {
			f, err := os.Create(exportedPath(folder, id, kind))
			if err != nil {
				return err
			}
			if err := errors.Join(write(f), f.Close()); err != nil {
				return err
			}
		}
	}
	return nil
}

// exportedPath is a network's file of a kind: onnx, tfjs or safetensors.
func exportedPath(folder, id, kind string) string { return filepath.Join(folder, id+"."+kind) }

// nativeEngine says what the simd backend is in this program.
func nativeEngine() (string, error) {
	b, err := backends.ByName("simd")
	if err != nil {
		return "", err
	}
	d, ok := b.(interface{ Description() string })
	if !ok {
		return b.Name(), nil
	}
	return engine(d.Description())
}

// engine passes a description of the simd backend on, unless it is the
// reference backend under that name.
func engine(description string) (string, error) {
	if strings.HasPrefix(description, "gonum") {
		return "", fmt.Errorf("the simd backend is %s: there is nothing to measure (\"make bench\" builds it right)", description)
	}
	return description, nil
}

// machine names processor, cores and system.
func machine() string {
	processor := runtime.GOARCH
	if f, err := os.Open("/proc/cpuinfo"); err == nil {
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == "model name" {
				processor = strings.TrimSpace(value)
				break
			}
		}
	}
	return fmt.Sprintf("%s, %d cores, %s, %s", processor, runtime.NumCPU(), runtime.GOOS, runtime.Version())
}
