package explain

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/gonum"
	"regnetlens/infer/internal/conform"
)

// ran is a network of random weights and what it made of a random picture,
// with every tap.
func ran(t *testing.T, r arch.Record, size int, edits ...infer.Edit) (infer.Network, infer.Source, *infer.Request) {
	t.Helper()
	g, err := r.Build(size, size)
	if err != nil {
		t.Fatal(err)
	}
	src := conform.Random(g, 4)
	net, err := gonum.Backend{}.New(g, src, infer.Options{MaxBatch: 5})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { net.Close() })
	var taps []string
	for _, tap := range g.Taps() {
		taps = append(taps, tap.Name)
	}
	q, err := infer.NewRequest(g, 1, taps...)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range q.Input {
		q.Input[i] = float32(rng.NormFloat64())
	}
	q.Edits = edits
	if err := net.Run(context.Background(), q); err != nil {
		t.Fatal(err)
	}
	return net, src, q
}

func record(kind arch.Regulator) arch.Record {
	return arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 6, Block: arch.BlockBasic, Widths: []int{6, 10}, Blocks: []int{2, 3},
		Shortcut: arch.ShortcutProjection, Regulator: kind, Classes: 7,
	}
}

// The definition, place by place; and its mean plus the bias is the logit.
func TestClassMap(t *testing.T) {
	net, src, q := ran(t, record(arch.RegulatorLSTM), 20)
	last, fc := Head(net.Graph())
	if last.Name != "stage2.block3.o" {
		t.Fatalf("the last map is %s", last.Name)
	}
	p, err := infer.ReadDense(fc, src)
	if err != nil {
		t.Fatal(err)
	}
	for class := range 7 {
		got := ClassMap(p, class, q.Taps[last.Name])
		mean := 0.0
		for y := range last.Shape.H {
			for x := range last.Shape.W {
				want := 0.0
				for c := range last.Shape.C {
					want += float64(p.Weight[class*last.Shape.C+c]) * float64(q.Taps[last.Name][(c*last.Shape.H+y)*last.Shape.W+x])
				}
				mean += want / float64(last.Shape.H*last.Shape.W)
				if v := float64(got[y*last.Shape.W+x]); math.Abs(v-want) > 1e-4*(1+math.Abs(want)) {
					t.Fatalf("class %d at %d, %d: %g, want %g", class, y, x, v, want)
				}
			}
		}
		if logit := float64(q.Logits[class]); math.Abs(mean+float64(p.Bias[class])-logit) > 1e-4*(1+math.Abs(logit)) {
			t.Errorf("class %d: mean and bias make %g, the logit is %g", class, mean+float64(p.Bias[class]), logit)
		}
	}
}

// Batched, the map is what covering one place after another gives.
func TestOcclusion(t *testing.T) {
	off := infer.Edit{Tap: "stage1.block2.h", Channel: infer.AllChannels, Op: infer.Scale}
	const size, class = 20, 3
	net, _, q := ran(t, record(arch.RegulatorGRU), size, off)
	o, err := NewOcclusion(net.Graph(), q.Input, class, 5, q.Edits)
	if err != nil {
		t.Fatal(err)
	}
	for more := true; more; {
		if more, err = o.Step(context.Background(), net); err != nil {
			t.Fatal(err)
		}
	}
	if o.Patch != 4 || o.Stride != 2 || o.Rows != 10 || o.Columns != 10 || o.Done != 100 {
		t.Fatalf("patch %d, stride %d, %d × %d places, %d done", o.Patch, o.Stride, o.Rows, o.Columns, o.Done)
	}
	probability := func(input []float32) float32 {
		r, err := infer.NewRequest(net.Graph(), 1)
		if err != nil {
			t.Fatal(err)
		}
		copy(r.Input, input)
		r.Edits = q.Edits
		if err := net.Run(context.Background(), r); err != nil {
			t.Fatal(err)
		}
		p := make([]float32, 7)
		infer.Softmax(p, r.Logits)
		return p[class]
	}
	whole, moved := probability(q.Input), 0
	for row := range 10 {
		for column := range 10 {
			covered := append([]float32(nil), q.Input...)
			for i := range covered { // the patch's middle, between its pixels, is that of the cell
				y, x := i/size%size, i%size
				if y >= 2*row-1 && y < 2*row+3 && x >= 2*column-1 && x < 2*column+3 {
					covered[i] = 0
				}
			}
			want := whole - probability(covered)
			if got := o.Drop[row*10+column]; math.Abs(float64(got-want)) > 1e-5 {
				t.Fatalf("place %d, %d: %g, want %g", row, column, got, want)
			}
			if want != 0 {
				moved++
			}
		}
	}
	if moved < 50 {
		t.Errorf("only %d places matter: nothing is tested", moved)
	}
	if _, err := NewOcclusion(net.Graph(), q.Input, 7, 5, nil); err == nil {
		t.Error("an eighth class of seven passed")
	}
}
