package main

import (
	"math"
	"path/filepath"
	"testing"

	"regnetlens/weights/sharedtest"
)

// TestPublishedCheckpoints imports published PyTorch checkpoints and measures
// them on two sets of pictures. The accuracies wanted are those that an
// independent implementation measured with the same files.
func TestPublishedCheckpoints(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped in short mode: the accuracy of published checkpoints on 11,000 pictures")
	}
	tests := []struct {
		checkpoint string
		params     int64
		data       string
		images     int
		top1       float64 // 0: only imported and run
	}{
		{"pytorch-cifar10-resnet20.th", 269722, "cifar10-lossless-5000.tar.xz", 1000, 0.915},
		{"pytorch-cifar10-resnet20.th", 269722, "cifar10-jpeg.tar.xz", 10000, 0.810},
		{"pytorch-cifar10-resnet56.th", 853018, "cifar10-lossless-5000.tar.xz", 1000, 0},
	}
	for _, test := range tests {
		t.Run(test.checkpoint+"/"+test.data, func(t *testing.T) {
			checkpoint := sharedtest.Path(t, "peer", test.checkpoint)
			data := sharedtest.Path(t, "data", test.data)
			file := filepath.Join(t.TempDir(), "published.safetensors")
			regnet(t, "import", checkpoint, "-o", file)
			if d := regnetJSON[description](t, "info", file); d.Params != test.params {
				t.Errorf("%d parameters, want %d", d.Params, test.params)
			}
			e := regnetJSON[evaluation](t, "eval", file, data, "--backend", "simd")
			t.Logf("top-1 %s, top-5 %s of %d, %.0f images/s", percent(e.Top1), percent(e.Top5), e.Images, e.PerSecond)
			if e.Images != test.images {
				t.Errorf("%d images, want %d", e.Images, test.images)
			}
			if test.top1 != 0 && math.Abs(e.Top1-test.top1) > 0.003 {
				t.Errorf("top-1 %s, want %s ± 0.3", percent(e.Top1), percent(test.top1))
			}
		})
	}
}
