package main

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"

	"regnetlens/infer/arch"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

// resNet50 is the id of the network that only the benchmark knows.
const resNet50 = "resnet-50"

// load finds a network by its id.
func load(id string) (*weights.Weights, error) {
	if id == resNet50 {
		return randomResNet50()
	}
	return weights.Load(id)
}

// randomResNet50 is torchvision's ResNet-50 for pictures of 224 × 224 (the
// stride in the middle convolution of a block) with random weights: how fast
// it runs doesn't depend on what they are.
var randomResNet50 = sync.OnceValues(func() (*weights.Weights, error) {
	m := weights.Model{
		ID: resNet50, Title: "ResNet-50", Input: 224,
		Arch: arch.Record{
			Stem: arch.StemImageNet, StemWidth: 64, Block: arch.BlockBottleneck, BottleneckStride: arch.StrideConv2,
			Widths: []int{64, 128, 256, 512}, Blocks: []int{3, 4, 6, 3},
			Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorNone, Classes: 1000,
		},
	}
	g, err := m.Arch.Build(1, 1)
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(50, 1))
	var tensors []safetensors.Tensor
	last := map[string]bool{} // the gains of norms at the end of a block
	for _, op := range g.Ops {
		if c, ok := op.(*arch.Conv); ok && c.Add != arch.None {
			last[c.Params()[1].Name] = true
		}
	}
	for _, p := range g.Params() {
		tensors = append(tensors, safetensors.Tensor{Name: p.Name, DType: safetensors.F32, Shape: p.Shape, Data: randomParam(rng, p, last[p.Name])})
	}
	var file bytes.Buffer
	if err := weights.Encode(&file, m, tensors); err != nil {
		return nil, err
	}
	w, err := weights.Parse(file.Bytes())
	if err != nil {
		return nil, fmt.Errorf("random ResNet-50: %w", err)
	}
	return w, nil
})

// randomParam draws matrices by their fan-in (He et al., arXiv 1502.01852);
// norms pass on what they get, but for the last of each block, which is kept
// small so that sums over sixteen blocks stay near 1.
func randomParam(rng *rand.Rand, p arch.Param, last bool) []float32 {
	data := make([]float32, p.Len())
	scale := math.Sqrt(2 * float64(p.Shape[0]) / float64(p.Len()))
	for i := range data {
		switch {
		case len(p.Shape) > 1:
			data[i] = float32(rng.NormFloat64() * scale)
		case last:
			data[i] = 0.2
		case p.Role == arch.NormVar, p.Role == arch.NormWeight:
			data[i] = 1
		default: // biases and running means
			data[i] = float32(0.1 * rng.NormFloat64())
		}
	}
	return data
}
