package infer_test

import (
	"context"
	"fmt"
	"log"

	"regnetlens/infer"
	"regnetlens/infer/gonum"
	"regnetlens/weights"
	"regnetlens/weights/models"
)

// A picture goes through a shipped network; one of its taps is read.
func Example() {
	file, err := models.Files.ReadFile("regnet-20-lstm.safetensors")
	if err != nil {
		log.Fatal(err)
	}
	w, err := weights.Parse(file)
	if err != nil {
		log.Fatal(err)
	}
	g, err := w.Arch.Build(w.Input, w.Input)
	if err != nil {
		log.Fatal(err)
	}
	net, err := gonum.Backend{}.New(g, w, infer.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer net.Close()

	// A grey picture, normalised; package infer/picture makes this of a file.
	const tap = "stage2.block2.gate_f"
	r, err := infer.NewRequest(g, 1, tap)
	if err != nil {
		log.Fatal(err)
	}
	if err := net.Run(context.Background(), r); err != nil {
		log.Fatal(err)
	}
	p := make([]float32, len(r.Logits))
	infer.Softmax(p, r.Logits)
	best := 0
	for class := range p {
		if p[class] > p[best] {
			best = class
		}
	}
	inside := true
	for _, v := range r.Taps[tap] {
		inside = inside && v >= 0 && v <= 1
	}
	fmt.Println(len(p), "classes, the likeliest of all", p[best] > 0.1)
	fmt.Println(len(r.Taps[tap]), "values of the forget gate, each within 0 to 1:", inside)
	// Output:
	// 10 classes, the likeliest of all true
	// 8192 values of the forget gate, each within 0 to 1: true
}

// What the network would have said without a block's memory.
func ExampleEdit() {
	file, err := models.Files.ReadFile("regnet-20-lstm.safetensors")
	if err != nil {
		log.Fatal(err)
	}
	w, err := weights.Parse(file)
	if err != nil {
		log.Fatal(err)
	}
	g, err := w.Arch.Build(w.Input, w.Input)
	if err != nil {
		log.Fatal(err)
	}
	net, err := gonum.Backend{}.New(g, w, infer.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer net.Close()
	r, err := infer.NewRequest(g, 1, "stage1.block2.h")
	if err != nil {
		log.Fatal(err)
	}
	r.Edits = []infer.Edit{{Tap: "stage1.block2.h", Channel: infer.AllChannels, Op: infer.Scale, Factor: 0}}
	if err := net.Run(context.Background(), r); err != nil {
		log.Fatal(err)
	}
	most := float32(0)
	for _, v := range r.Taps["stage1.block2.h"] {
		most = max(most, v)
	}
	fmt.Println("the largest hidden value there:", most)
	// Output:
	// the largest hidden value there: 0
}
