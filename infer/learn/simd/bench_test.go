//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// cifarRecord is a network of the paper's for CIFAR-10.
func cifarRecord(regulator arch.Regulator, n, se int) arch.Record {
	return arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 16, Block: arch.BlockBasic, Widths: []int{16, 32, 64}, Blocks: []int{n, n, n},
		Shortcut: arch.ShortcutProjection, Regulator: regulator, SE: se, Classes: 10,
	}
}

// imagenetRecord is ResNet-50.
func imagenetRecord() arch.Record {
	return arch.Record{
		Stem: arch.StemImageNet, StemWidth: 64, Block: arch.BlockBottleneck, Widths: []int{64, 128, 256, 512}, Blocks: []int{3, 4, 6, 3},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorNone, Classes: 1000,
	}
}

// BenchmarkStep times whole steps: forward, backward, the optimizer. "regnet
// bench train" is the benchmark beside PyTorch.
func BenchmarkStep(b *testing.B) {
	for _, net := range []struct {
		name        string
		record      arch.Record
		size, batch int
	}{
		{"ResNet-20", cifarRecord(arch.RegulatorNone, 3, 0), 32, 128},
		{"RegNet-20-lstm", cifarRecord(arch.RegulatorLSTM, 3, 0), 32, 128},
		{"RegNet-20-gru", cifarRecord(arch.RegulatorGRU, 3, 0), 32, 128},
		{"RegNet-20-rnn", cifarRecord(arch.RegulatorRNN, 3, 0), 32, 128},
		{"SE-RegNet-20-lstm", cifarRecord(arch.RegulatorLSTM, 3, 16), 32, 128},
		{"ResNet-50", imagenetRecord(), 224, 4},
	} {
		for _, threads := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/threads=%d", net.name, threads), func(b *testing.B) {
				g, err := net.record.Build(net.size, net.size)
				if err != nil {
					b.Fatal(err)
				}
				l, err := (Backend{}).New(g, learn.Init(g, 1), learn.Options{Batch: net.batch, Threads: threads, Optimizer: learn.Optimizer{Momentum: 0.9, Nesterov: true, Decay: 5e-4}})
				if err != nil {
					b.Fatal(err)
				}
				defer l.Close()
				rng := rand.New(rand.NewPCG(1, 1))
				in := learn.Batch{Pictures: make([]float32, net.batch*3*net.size*net.size), Labels: make([]int32, net.batch)}
				for i := range in.Pictures {
					in.Pictures[i] = float32(rng.NormFloat64())
				}
				for i := range in.Labels {
					in.Labels[i] = int32(rng.IntN(net.record.Classes))
				}
				number := 0
				for b.Loop() {
					number++
					if _, err := l.Step(context.Background(), number, 0.01, in); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N*net.batch)/b.Elapsed().Seconds(), "images/s")
			})
		}
	}
}
