package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/weights"
)

func TestChooseFormat(t *testing.T) {
	for _, c := range []struct {
		name  string
		asked format
		want  format // empty: an error
	}{
		{"w.onnx", "", formatONNX},
		{"w.safetensors", "", formatSafetensors},
		{"W.SafeTensors", "", formatSafetensors},
		{"w.st", "", formatSafetensors},
		{"w", "", formatONNX},
		{"-", "", formatONNX},
		{"/dev/null", "", formatONNX},
		{"resnet-2.0", "", formatONNX},
		{"w", formatSafetensors, formatSafetensors},
		{"-", formatSafetensors, formatSafetensors},
		{"w.onnx", formatONNX, formatONNX},
		{"w.onnx", formatSafetensors, ""},
		{"w.safetensors", formatONNX, ""},
		{"w.st", formatONNX, ""},
		{"w.pt", "", ""},
		{"w.pth", formatONNX, ""},
		{"w.json", "", ""},
	} {
		got, err := chooseFormat(c.name, c.asked, formatONNX)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q, %q: %q, %v; want %q", c.name, c.asked, got, err, c.want)
		}
	}
}

// The file that comes is of the kind that its name promises.
func TestExportByExtension(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"w.safetensors", "w.onnx"} {
		regnet(t, "export", "resnet-20", "-o", filepath.Join(dir, name))
	}
	if _, err := weights.Open(filepath.Join(dir, "w.safetensors")); err != nil {
		t.Error(err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "w.onnx")); err != nil || !bytes.Contains(b, []byte("stage3.block3.o")) {
		t.Errorf("no ONNX: %v", err)
	}
	picture := writeFileOf(t, "p.png", drawing(t, 32, 32, 1))
	for _, args := range [][]string{
		{"export", "resnet-20", "--format", "onnx", "-o", "x.safetensors"},
		{"export", "resnet-20", "-o", "x.pt"},
		{"import", checkpoint, "-o", "x.onnx"},
		{"import", checkpoint, "-o", "x.md"},
		{"trace", "resnet-20", picture, "-o", "x.onnx"},
	} {
		args[len(args)-1] = filepath.Join(dir, args[len(args)-1])
		if _, _, err := regnetFrom(t, nil, args...); err == nil || !strings.Contains(err.Error(), "-o "+dir) {
			t.Errorf("%q: %v", args, err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("left: %v", left)
	}
}
