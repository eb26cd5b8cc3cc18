package cpu_test

import (
	"context"
	"fmt"
	"log"
	"slices"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/cpu"
	"regnetlens/infer/learn"
)

// A batch goes through a network with weights drawn at random, on two threads,
// and again on one: the answers are the same to the last bit.
func Example() {
	record := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 16, Block: arch.BlockBasic, Widths: []int{16, 32}, Blocks: []int{2, 2},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorGRU, Classes: 10,
	}
	g, err := record.Build(32, 32)
	if err != nil {
		log.Fatal(err)
	}
	const batch = 4
	src := learn.Source(g, learn.Init(g, 1), false)
	var answers [][]float32
	for _, threads := range []int{2, 1} {
		net, err := cpu.Backend{}.New(g, src, infer.Options{MaxBatch: batch, Threads: threads})
		if err != nil {
			log.Fatal(err)
		}
		r, err := infer.NewRequest(g, batch)
		if err != nil {
			log.Fatal(err)
		}
		for i := range r.Input {
			r.Input[i] = float32(i%255)/127 - 1
		}
		if err := net.Run(context.Background(), r); err != nil {
			log.Fatal(err)
		}
		if err := net.Close(); err != nil {
			log.Fatal(err)
		}
		answers = append(answers, r.Logits)
	}
	fmt.Println(len(answers[0]), "logits, the same:", slices.Equal(answers[0], answers[1]))
	// Output:
	// 40 logits, the same: true
}
