//go:build js

package webgpu_test

import (
	"context"
	"fmt"
	"log"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/cpu"
	"regnetlens/infer/learn"
	"regnetlens/infer/webgpu"
)

// A network on the graphics adapter, held against the processor's answer once,
// runs a picture with a tap; whoever finds no adapter goes on with the
// processor.
func Example() {
	ctx := context.Background()
	record := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 16, Block: arch.BlockBasic, Widths: []int{16, 32}, Blocks: []int{2, 2},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, Classes: 10,
	}
	g, err := record.Build(32, 32)
	if err != nil {
		log.Fatal(err)
	}
	var backend infer.Backend = cpu.Backend{}
	if e, err := webgpu.Open(ctx, webgpu.Options{Reference: cpu.Backend{}}); err == nil {
		defer e.Close()
		backend = e
	}
	net, err := backend.New(g, learn.Source(g, learn.Init(g, 1), false), infer.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer net.Close()
	r, err := infer.NewRequest(g, 1, "stage2.block2.h")
	if err != nil {
		log.Fatal(err)
	}
	if err := net.Run(ctx, r); err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(r.Logits), "logits and", len(r.Taps["stage2.block2.h"]), "values of H")
	// Output:
	// 10 logits and 8192 values of H
}
