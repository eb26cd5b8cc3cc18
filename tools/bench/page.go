package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	browser "regnetlens/tools/chromium"
	"regnetlens/tools/node"
)

// benchPage measures everything in headless Chromium, on its processor or with
// place webgpu on its graphics adapter, and returns what computes there.
func benchPage(place string, p plan, folder string, report func(row)) (string, error) {
	all, err := works(place)
	if err != nil {
		return "", err
	}
	url, stop, err := serve(folder, all)
	if err != nil {
		return "", err
	}
	defer stop()
	c, err := openChromium(url + "?" + place)
	if err != nil {
		return "", err
	}
	defer c.close()
	var description string
	if err := c.call(&description, "start"); err != nil {
		return "", err
	}
	described, err := engine(description)
	if err != nil {
		return "", err
	}
	names, err := peersInPage(place)
	if err != nil {
		return "", err
	}
	for _, w := range all {
		if !p.wants(w) {
			continue
		}
		open := func(backend string) (subject, error) { return c.open(w, backend) }
		var peers []peer
		for _, kind := range slices.Sorted(maps.Keys(names)) {
			peers = append(peers, peer{names[kind], func() (subject, error) { return c.open(w, kind) }})
		}
		if err := compare(w, p, open, peers, report); err != nil {
			return "", fmt.Errorf("%s: %w", w, err)
		}
	}
	return described + " in " + c.version, nil
}

// peersInPage names the peers of a place by the kind of file they read.
func peersInPage(place string) (map[string]string, error) {
	version, err := node.Version("onnxruntime-web")
	if err != nil || place != webgpu {
		return map[string]string{"onnx": "onnxruntime-web " + version + " wasm"}, err
	}
	tf, err := node.Version("@tensorflow/tfjs-core")
	return map[string]string{"onnx": "onnxruntime-web " + version + " webgpu", "tfjs": "tensorflow.js " + tf + " webgpu"}, err
}

// chromium is a browser with the benchmark's page open.
type chromium struct {
	ctx     context.Context
	close   func()
	version string
}

func openChromium(url string) (*chromium, error) {
	flags, err := browser.Options(
		chromedp.Flag("enable-unsafe-webgpu", true),
		chromedp.Flag("disable-dawn-features", "timestamp_quantization"), // else in steps of 0.1 ms
	)
	if err != nil {
		return nil, err
	}
	allocator, cancelAllocator := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, cancel := chromedp.NewContext(allocator)
	c := &chromium{ctx: ctx, close: func() { cancel(); cancelAllocator() }}
	var agent string
	err = chromedp.Run(ctx,
		chromedp.Navigate(url),
		chromedp.Poll("window.bench !== undefined", nil, chromedp.WithPollingTimeout(30*time.Second)),
		chromedp.Evaluate("navigator.userAgent", &agent),
	)
	if err != nil {
		c.close()
		return nil, fmt.Errorf("chromium: %w", err)
	}
	c.version = "Chromium"
	for word := range strings.FieldsSeq(agent) {
		if _, number, ok := strings.Cut(word, "Chrome/"); ok {
			c.version += " " + number
		}
	}
	return c, nil
}

// call calls a function of window.bench and waits for its result.
func (c *chromium) call(result any, name string, args ...any) error {
	list, err := json.Marshal(args)
	if err != nil {
		return err
	}
	if args == nil {
		list = []byte("[]")
	}
	script := fmt.Sprintf("window.bench.%s(...%s)", name, list)
	evaluate := chromedp.Evaluate(script, result, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true).WithReturnByValue(true)
	})
	if err := chromedp.Run(c.ctx, evaluate); err != nil {
		return fmt.Errorf("in the page: %s: %w", name, err)
	}
	return nil
}

// inPage is a network in the page.
type inPage struct {
	chromium *chromium
	id       int
}

// open makes a subject of a backend or, by the kind of file it reads ("onnx",
// "tfjs"), of a peer.
func (c *chromium) open(w work, engine string) (subject, error) {
	s := inPage{chromium: c}
	err := c.call(&s.id, "open", map[string]any{
		"engine": engine, "file": "/networks/" + w.model.ID + ".",
		"input": w.inputPath(), "shape": w.inputShape(), "classes": w.graph.Record.Classes,
	})
	return s, err
}

func (s inPage) run(d time.Duration) ([]float64, []float32, error) {
	var result struct {
		MS     []float64
		Logits []float32
	}
	err := s.chromium.call(&result, "run", s.id, d.Milliseconds())
	return result.MS, result.Logits, err
}

func (s inPage) close() error { return s.chromium.call(nil, "close", s.id) }
