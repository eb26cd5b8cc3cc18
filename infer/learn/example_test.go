package learn_test

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/infer/learn/gonum"
)

// A network of two blocks learns to tell red pictures from green and blue ones.
func Example() {
	record := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4, 8}, Blocks: []int{1, 1},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, Classes: 3,
	}
	g, err := record.Build(8, 8)
	if err != nil {
		log.Fatal(err)
	}
	learner, err := gonum.Backend{}.New(g, learn.Init(g, 1), learn.Options{
		Batch:     12,
		Smoothing: 0.1,
		Optimizer: learn.Optimizer{Momentum: 0.9, Nesterov: true, Decay: 1e-4},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer learner.Close()

	b := learn.Batch{Pictures: make([]float32, 12*3*8*8), Labels: make([]int32, 12)}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range b.Labels {
		b.Labels[i] = int32(i % 3)
		picture := b.Pictures[i*3*64:][:3*64]
		for k := range picture {
			picture[k] = float32(rng.NormFloat64())
			if k/64 == i%3 { // the channel of its colour
				picture[k]++
			}
		}
	}
	var first, last learn.Result
	for number := 1; number <= 10; number++ {
		if last, err = learner.Step(context.Background(), number, 0.05, b); err != nil {
			log.Fatal(err)
		}
		if number == 1 {
			first = last
		}
	}
	fmt.Println("the loss fell to less than half:", last.Loss < first.Loss/2)
	fmt.Println("right answers:", last.Right, "of 12")
	fmt.Println("weights of the classifier:", len(learner.Save()["fc.weight"]))
	// Output:
	// the loss fell to less than half: true
	// right answers: 12 of 12
	// weights of the classifier: 24
}
