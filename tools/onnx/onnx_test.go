package onnx_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"

	"regnetlens/infer/arch"
	"regnetlens/tools/onnx"
	"regnetlens/weights/safetensors"
)

const golden = "../../infer/testdata/regnet-lstm.safetensors"

// fields returns the bodies of a message's fields of one number.
func fields(t *testing.T, b []byte, number protowire.Number) [][]byte {
	t.Helper()
	var all [][]byte
	for len(b) > 0 {
		field, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		size := protowire.ConsumeFieldValue(field, kind, b[n:])
		if size < 0 {
			t.Fatal(protowire.ParseError(size))
		}
		if field == number && kind == protowire.BytesType {
			body, _ := protowire.ConsumeBytes(b[n:])
			all = append(all, body)
		}
		b = b[n+size:]
	}
	return all
}

// TestGraph checks what a runtime takes for granted: every value is made
// before it is read and made once, every initialiser is read.
func TestGraph(t *testing.T) {
	for _, dtype := range []safetensors.DType{safetensors.F32, safetensors.F16} {
		file := open(t, golden)
		var buf bytes.Buffer
		if err := onnx.Write(&buf, build(t, file, 16, 16), file, onnx.Options{DType: dtype}); err != nil {
			t.Fatal(err)
		}
		graph := fields(t, buf.Bytes(), 7)[0]
		made, read := map[string]bool{"input": true}, map[string]bool{}
		for _, tensor := range fields(t, graph, 5) {
			name := string(fields(t, tensor, 8)[0])
			if made[name] {
				t.Errorf("%s: initialiser %s stands there twice", dtype, name)
			}
			made[name] = true
		}
		initialisers := len(made) - 1
		for _, node := range fields(t, graph, 1) {
			name := fields(t, node, 3)[0]
			for _, in := range fields(t, node, 1) {
				read[string(in)] = true
				if !made[string(in)] {
					t.Errorf("%s: node %s reads %s, which nothing made", dtype, name, in)
				}
			}
			for _, out := range fields(t, node, 2) {
				if made[string(out)] {
					t.Errorf("%s: value %s is made twice", dtype, out)
				}
				made[string(out)] = true
			}
		}
		read["logits"] = true
		for name := range made {
			if !read[name] {
				t.Errorf("%s: nothing reads %s", dtype, name)
			}
		}
		for _, tap := range []string{"stem", "stage1.block1.i", "stage2.block2.h", "stage2.block2.c", "stage2.block2.gate_f", "gap"} {
			if !made[tap] {
				t.Errorf("%s: no value is called %s", dtype, tap)
			}
		}
		if initialisers < 40 {
			t.Errorf("%s: only %d initialisers", dtype, initialisers)
		}
	}
}

// TestHalf checks that files with halves are about half as large, and that
// the same arguments give the same bytes.
func TestHalf(t *testing.T) {
	file := open(t, golden)
	g := build(t, file, 16, 16)
	encode := func(dtype safetensors.DType) []byte {
		var buf bytes.Buffer
		o := onnx.Options{DType: dtype, Metadata: map[string]string{"b": "2", "a": "1", "c": "3"}}
		if err := onnx.Write(&buf, g, file, o); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	single, half := encode(safetensors.F32), encode(safetensors.F16)
	var weights int64
	for _, p := range g.Params() {
		if p.Role.Trained() {
			weights += p.Len()
		}
	}
	if saved := int64(len(single) - len(half)); saved < 2*weights*8/10 {
		t.Errorf("F16 saves %d bytes of %d, with %d weights", saved, len(single), weights)
	}
	if !slices.Equal(single, encode("")) || !slices.Equal(half, encode(safetensors.F16)) {
		t.Error("the same network is written differently")
	}
}

// brokenWriter fails.
type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestErrors(t *testing.T) {
	file := open(t, golden)
	g := build(t, file, 16, 16)
	weights := func(change func(weightMap)) weightMap {
		m := randomWeights(g)
		change(m)
		return m
	}
	huge, err := arch.Parse([]byte(`{"stem":"cifar","stem_width":4096,"block":"basic","widths":[4096],"blocks":[2],"shortcut":"pad","regulator":"none","regulated_stages":[],"se":0,"classes":10}`))
	if err != nil {
		t.Fatal(err)
	}
	hugeGraph, err := huge.Build(4, 4)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		want string
		err  error
	}{
		{"as F32 or F16, not BF16", onnx.Write(io.Discard, g, file, onnx.Options{DType: safetensors.BF16})},
		{"no tensor fc.bias", onnx.Write(io.Discard, g, weights(func(m weightMap) { delete(m, "fc.bias") }), onnx.Options{})},
		{"stage1.block2.mix.weight is", onnx.Write(io.Discard, g, weights(func(m weightMap) {
			m["stage1.block2.bn_mix.weight"].data[0] = 1e9
		}), onnx.Options{DType: safetensors.F16})},
		{"stage2.cell.gates.o.fuse.h is 70000", onnx.Write(io.Discard, g, weights(func(m weightMap) {
			m["stage2.cell.gates.o.fuse.weight"].data[1] = 70000
		}), onnx.Options{DType: safetensors.F16})},
		{"2 GB", onnx.Write(io.Discard, hugeGraph, weightMap{}, onnx.Options{})},
		{"short write", onnx.Write(brokenWriter{}, g, file, onnx.Options{})},
	} {
		if test.err == nil || !strings.Contains(test.err.Error(), test.want) {
			t.Errorf("error %v, want one with %q", test.err, test.want)
		}
	}
	if err := onnx.Write(brokenWriter{}, g, file, onnx.Options{}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("the writer's error is lost: %v", err)
	}
}
