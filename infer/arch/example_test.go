package arch_test

import (
	"fmt"
	"log"

	"regnetlens/infer/arch"
)

// A small network with an LSTM along the blocks of each stage: what it costs,
// and what can be looked at in one of its blocks.
func Example() {
	record, err := arch.Parse([]byte(`{
		"stem": "cifar", "stem_width": 16, "block": "basic",
		"widths": [16, 32, 64], "blocks": [3, 3, 3], "regulator": "lstm", "classes": 10
	}`))
	if err != nil {
		log.Fatal(err)
	}
	g, err := record.Build(32, 32)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d layers, %d parameters\n", record.Depth(), g.Cost().Params)
	for _, tap := range g.Taps() {
		if tap.Place == (arch.Place{Stage: 2, Block: 1}) {
			low, high := tap.Kind.Act().Range()
			fmt.Printf("%-22s %-12s %g to %g\n", tap.Name, tap.Shape, low, high)
		}
	}
	// Output:
	// 20 layers, 311450 parameters
	// stage2.block1.i        32 × 16 × 16 0 to +Inf
	// stage2.block1.h        32 × 16 × 16 0 to +Inf
	// stage2.block1.c        32 × 16 × 16 -Inf to +Inf
	// stage2.block1.gate_i   32 × 16 × 16 0 to 1
	// stage2.block1.gate_f   32 × 16 × 16 0 to 1
	// stage2.block1.gate_o   32 × 16 × 16 0 to 1
	// stage2.block1.gate_g   32 × 16 × 16 -1 to 1
	// stage2.block1.mix      32 × 16 × 16 0 to +Inf
	// stage2.block1.o        32 × 16 × 16 0 to +Inf
	// stage2.block1.residual 32 × 16 × 16 -Inf to +Inf
}

// Operations name the parameters they need, with their shapes and roles.
func ExampleGraph_Params() {
	record := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8}, Blocks: []int{1},
		Shortcut: arch.ShortcutProjection, Classes: 10,
	}
	g, err := record.Build(32, 32)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range g.Params() {
		if p.Role == arch.ConvWeight || p.Role.Classifier() {
			fmt.Println(p.Name, p.Shape)
		}
	}
	// Output:
	// conv0.weight [8 3 3 3]
	// stage1.block1.conv1.weight [8 8 3 3]
	// stage1.block1.conv2.weight [8 8 3 3]
	// fc.weight [10 8]
	// fc.bias [10]
}
