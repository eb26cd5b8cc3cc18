package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"testing"
	"time"
)

// Beside several peers the bar is for the row of the fastest.
func TestBetterPeer(t *testing.T) {
	all, err := works(webgpu)
	if err != nil {
		t.Fatal(err)
	}
	var log []string
	taking := func(ms float64) *scripted {
		return &scripted{log: &log, turns: [][]float64{{ms}, {ms}, {ms}}}
	}
	peers := []peer{
		{"slow", func() (subject, error) { return taking(30), nil }},
		{"fast", func() (subject, error) { return taking(10), nil }},
	}
	var rows []row
	open := func(string) (subject, error) { return taking(3), nil }
	for _, w := range all[len(all)-1:] { // ResNet-50
		if err := compare(w, plan{rounds: 1, each: 10 * time.Millisecond}, open, peers, func(r row) { rows = append(rows, r) }); err != nil {
			t.Fatal(err)
		}
	}
	if len(rows) != 2 || rows[0].Bar != nil || rows[0].Ratio != 0.1 || rows[1].Bar == nil || *rows[1].Bar != 0.5 || rows[1].Ratio != 0.3 {
		t.Errorf("rows %+v", rows)
	}
}

// The file for TensorFlow.js has a step for every operation and each of its
// weights once.
func TestTensorFlowFile(t *testing.T) {
	w, err := load("regnet-20-lstm")
	if err != nil {
		t.Fatal(err)
	}
	g, err := w.Arch.Build(w.Input, w.Input)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := writeTensorFlow(&file, g, w); err != nil {
		t.Fatal(err)
	}
	n := binary.LittleEndian.Uint32(file.Next(4))
	var list tensorFlow
	if err := json.Unmarshal(file.Next(int(n)), &list); err != nil {
		t.Fatal(err)
	}
	if n%4 != 0 || len(list.Steps) != len(g.Ops) {
		t.Errorf("a list of %d bytes with %d steps for %d operations", n, len(list.Steps), len(g.Ops))
	}
	end := 0
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			shape, ok := v["shape"].([]any)
			if !ok {
				for _, e := range v {
					walk(e)
				}
				return
			}
			size := 1
			for _, d := range shape {
				size *= int(d.(float64))
			}
			end += size
		}
	}
	for _, s := range list.Steps {
		walk(s)
	}
	if file.Len() != 4*end {
		t.Errorf("%d bytes of weights, the list has %d", file.Len(), 4*end)
	}
}
