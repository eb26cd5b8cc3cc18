package convert

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Networks that are not run here are called by their names.
func TestOtherFamilies(t *testing.T) {
	plain := func() fake {
		f, _ := style{stem: 3, conv: "conv1", norm: "bn1", fc: "linear", projection: true, block: func(s, b int) string { return fmt.Sprintf("layer%d.%d", s+1, b) }, part: torchPart}.write()
		return f
	}
	preact := plain()
	for _, part := range []string{"weight", "bias", "running_mean", "running_var", "num_batches_tracked"} {
		delete(preact, "bn1."+part)
		preact["bn."+part] = []int{32}
	}
	se := plain()
	se["layer1.0.se.fc.0.weight"] = []int{2, 8}
	poolD := plain()
	poolD["layer2.0.downsample.2.weight"] = []int{16}
	grouped := plain()
	grouped["layer1.0.conv2.weight"] = []int{8, 2, 3, 3}
	grey := plain()
	grey["conv1.weight"] = []int{8, 1, 3, 3}
	for want, f := range map[string]fake{
		"a DenseNet":                      {"features.conv0.weight": {64, 3, 7, 7}, "features.denseblock1.denselayer1.norm1.weight": {64}, "classifier.weight": {1000, 1024}},
		"a VGG network or AlexNet":        {"features.0.weight": {64, 3, 3, 3}, "classifier.0.weight": {4096, 25088}},
		"a vision transformer":            {"cls_token": {1, 1, 768}, "head.weight": {1000, 768}},
		"a MobileNet":                     {"features.1.conv.0.0.weight": {32, 1, 3, 3}, "classifier.1.weight": {1000, 1280}},
		"a RegNet of Radosavovic":         {"stem.0.weight": {32, 3, 3, 3}, "trunk_output.block1.block1-0.proj.0.weight": {48, 32, 1, 1}, "fc.weight": {1000, 440}},
		"a Wide ResNet":                   {"conv1.weight": {16, 3, 3, 3}, "block1.layer.0.bn1.weight": {16}, "fc.weight": {10, 64}},
		"a ResNet with pre-activation":    preact,
		"a ResNet with squeeze":           se,
		"a ResNet-D":                      poolD,
		"grouped convolutions":            grouped,
		"it reads grey pictures":          grey,
		"the first convolution has to be": {"conv1.weight": {8, 3, 5, 5}, "fc.weight": {10, 8}},
		"fit no mapping":                  {"encoder.weight": {3}},
	} {
		if _, err := Convert(f, Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

// The file's own word is worth more than what is usual.
func TestMetadataWins(t *testing.T) {
	r, err := Convert(torchvision(false, 1, 1, 1, 1), Options{})
	if err != nil {
		t.Fatal(err)
	}
	usual, _, err := Describe(r, nil)
	if err != nil || usual.Input != 224 || usual.Mean != imageNetMean || usual.Std != imageNetStd {
		t.Errorf("%+v, %v", usual, err)
	}
	own, _, err := Describe(r, map[string]string{"input": "64", "mean": "[0.5,0.5,0.5]", "regnet.std": "[0.25,0.25,0.25]"})
	if err != nil || own.Input != 64 || own.Mean != [3]float32{0.5, 0.5, 0.5} || own.Std != [3]float32{0.25, 0.25, 0.25} {
		t.Errorf("%+v, %v", own, err)
	}
}

// What other people's metadata say in a way of their own is passed by; what
// ours say wrongly is an error.
func TestForeignMetadata(t *testing.T) {
	r, err := Convert(torchvision(false, 1, 1, 1, 1), Options{})
	if err != nil {
		t.Fatal(err)
	}
	m, ignored, err := Describe(r, map[string]string{
		"format": "pt", "id": "My Model", "input": "3x224x224", "mean": "[0.5,0.5,0.5]", "classes": "[\"a\"]", "title": "T", "dataset": "D",
	})
	if err != nil || m.Title != "T" || m.Dataset != "D" || m.ID != "" || m.Input != 224 || m.Mean != imageNetMean {
		t.Errorf("%+v, %v", m, err)
	}
	if !slices.Equal(ignored, []string{"mean", "std", "id", "classes", "input"}) {
		t.Errorf("ignored %q", ignored)
	}
	if _, _, err := Describe(r, map[string]string{"regnet.input": "3x224x224"}); err == nil {
		t.Error("a wrong size of ours: no error")
	}
}
