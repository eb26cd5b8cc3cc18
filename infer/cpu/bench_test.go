package cpu

import (
	"context"
	"fmt"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/conform"
)

func cifar(r arch.Regulator) arch.Record {
	return arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 16, Block: arch.BlockBasic, Widths: []int{16, 32, 64}, Blocks: []int{3, 3, 3},
		Shortcut: arch.ShortcutProjection, Regulator: r, Classes: 10,
	}
}

// BenchmarkNetwork reports the time of one picture, and as GFLOP/s what direct
// convolution would have had to do in that time.
func BenchmarkNetwork(b *testing.B) {
	imagenet := arch.Record{
		Stem: arch.StemImageNet, StemWidth: 64, Block: arch.BlockBottleneck, Widths: []int{64, 128, 256, 512}, Blocks: []int{3, 4, 6, 3},
		Shortcut: arch.ShortcutProjection, Classes: 1000, Regulator: arch.RegulatorNone,
	}
	for _, net := range []struct {
		name   string
		record arch.Record
		input  int
	}{
		{"ResNet-20", cifar(arch.RegulatorNone), 32},
		{"RegNet-20-rnn", cifar(arch.RegulatorRNN), 32},
		{"RegNet-20-gru", cifar(arch.RegulatorGRU), 32},
		{"RegNet-20-lstm", cifar(arch.RegulatorLSTM), 32},
		{"ResNet-50", imagenet, 224},
	} {
		for _, batch := range []int{1, 32} {
			for _, threads := range []int{1, 2} {
				b.Run(fmt.Sprintf("%s/batch=%d/threads=%d", net.name, batch, threads), func(b *testing.B) {
					benchmark(b, net.record, net.input, batch, threads)
				})
			}
		}
	}
}

func benchmark(b *testing.B, record arch.Record, input, batch, threads int) {
	g, err := record.Build(input, input)
	if err != nil {
		b.Fatal(err)
	}
	net, err := (Backend{}).New(g, conform.Random(g, 1), infer.Options{MaxBatch: batch, Threads: threads})
	if err != nil {
		b.Fatal(err)
	}
	defer net.Close()
	r, err := infer.NewRequest(g, batch)
	if err != nil {
		b.Fatal(err)
	}
	for i := range r.Input {
		r.Input[i] = float32(i%17)/8 - 1
	}
	ctx := context.Background()
	if err := net.Run(ctx, r); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := net.Run(ctx, r); err != nil {
			b.Fatal(err)
		}
	}
	var flops int64
	for _, op := range g.Ops {
		flops += 2 * op.MulAdds(g) * int64(batch)
	}
	per := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
	b.ReportMetric(per/1e6/float64(batch), "ms/picture")
	b.ReportMetric(float64(flops)/per, "GFLOP/s")
}

// BenchmarkNew makes a network of a weight file's tensors, which a page's
// visitor waits for. With -benchtime 1x in WebAssembly it is measured as they
// meet it, before the compiler has made the code fast.
func BenchmarkNew(b *testing.B) {
	g, err := cifar(arch.RegulatorLSTM).Build(32, 32)
	if err != nil {
		b.Fatal(err)
	}
	src := conform.Random(g, 1)
	for b.Loop() {
		net, err := (Backend{}).New(g, src, infer.Options{Threads: 1})
		if err != nil {
			b.Fatal(err)
		}
		net.Close()
	}
}
