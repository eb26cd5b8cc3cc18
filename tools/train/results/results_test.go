package results

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/cpu"
	"regnetlens/infer/measure"
	"regnetlens/tools/dataset"
	"regnetlens/tools/evaluate"
	"regnetlens/tools/train/run"
	"regnetlens/ui/samples"
	"regnetlens/weights"
)

func bitsOf(yes ...int) Bits {
	b := NewBits(20)
	for _, i := range yes {
		b.Set(i)
	}
	return b
}

func TestBits(t *testing.T) {
	a, b := bitsOf(0, 7, 8, 19), bitsOf(7, 9)
	if a.Count() != 4 || a.Without(b) != 3 || b.Without(a) != 1 || a.Len() != 24 {
		t.Errorf("%d, %d, %d of %d", a.Count(), a.Without(b), b.Without(a), a.Len())
	}
	text, err := a.MarshalText()
	if err != nil || string(text) != "818010" {
		t.Errorf("%s, %v", text, err)
	}
	var back Bits
	if err := back.UnmarshalText(text); err != nil || back.Without(a)+a.Without(back) != 0 {
		t.Errorf("came back as %v, %v", back, err)
	}
	if err := back.UnmarshalText([]byte("8g")); err == nil {
		t.Error("read letters that are no digits")
	}
}

// The file is read back as it was written; what is torn or of another length
// is an error that names the place.
func TestFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cifar10-30.jsonl")
	if all, err := Read(file); all != nil || err != nil {
		t.Errorf("of no file: %v, %v", all, err)
	}
	want := []Result{{Network: "resnet-20", Seed: 1, Pictures: 20, Right: bitsOf(1, 2), Blocks: []Block{{CKA: 0.5}}, Epochs: []run.Epoch{{Epoch: 1, Loss: 2}}}, {Network: "x", Pictures: 20, Right: bitsOf()}}
	if err := Write(file, want); err != nil {
		t.Fatal(err)
	}
	all, err := Read(file)
	if err != nil || len(all) != 2 || all[0].Top1() != 0.1 || all[0].Epochs[0].Loss != 2 || all[0].Blocks[0].CKA != 0.5 {
		t.Fatalf("%+v, %v", all, err)
	}
	for text, reason := range map[string]string{
		`{"network":"a","pictures":20,"right":"00"}`: "run 1: 8 answers to 20 pictures",
		`{"pictures":8,"right":"00"}`:                "no network",
		`{"network":`:                                "run 1",
		`{"network":"a","pictures":8,"right":"zz"}`:  "answers",
	} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(file); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: %v, want %q", text, err, reason)
		}
	}
}

// McNemar's exact test is the sign test: R's binom.test(1, 10), binom.test(5, 20),
// and so on, as for the page's batches.
func TestCompare(t *testing.T) {
	for _, test := range []struct {
		gained, lost int
		p            float64
	}{{9, 1, 0.021484375}, {1, 9, 0.021484375}, {0, 5, 0.0625}, {4, 4, 1}, {15, 5, 0.04138947}} {
		if p := measure.McNemar(test.gained, test.lost); math.Abs(p-test.p) > 1e-7 {
			t.Errorf("%d against %d: %v, want %v", test.gained, test.lost, p, test.p)
		}
	}
	plain := []Result{{Network: "a", Seed: 1, Pictures: 20, Right: bitsOf(0, 1, 2)}, {Network: "a", Seed: 2, Pictures: 20, Right: bitsOf(0)}}
	other := []Result{{Network: "b", Seed: 2, Pictures: 20, Right: bitsOf(0, 3, 4)}, {Network: "b", Seed: 1, Pictures: 20, Right: bitsOf(1, 2, 5, 6)}, {Network: "b", Seed: 3, Pictures: 20, Right: bitsOf(9)}}
	c, err := Compare(plain, other)
	// Of 2 × 20 pictures four are gained and one is lost: 7.5 points, and
	// 1.96·√(5/40 − 0.075²)/√40 = 10.71 points beside it.
	if err != nil || c.Seeds != 2 || c.Gained != 4 || c.Lost != 1 || math.Abs(c.Gain-7.5) > 1e-9 || math.Abs(c.High-c.Gain-10.709) > 1e-2 || math.Abs(c.P-0.375) > 1e-9 {
		t.Errorf("%+v, %v", c, err)
	}
	other[0].Data = "another"
	if _, err := Compare(plain, other); err == nil {
		t.Error("compared on different pictures")
	}
}

func TestMarkdown(t *testing.T) {
	all := []Result{
		{Network: "a", Title: "A", Seed: 1, Pictures: 20, Right: bitsOf(0, 1), Parameters: 270000, Epochs: make([]run.Epoch, 30)},
		{Network: "a", Title: "A", Seed: 2, Pictures: 20, Right: bitsOf(0, 1, 2, 3), Parameters: 270000, Epochs: make([]run.Epoch, 30)},
		{Network: "b", Title: "B", Seed: 1, Pictures: 20, Right: bitsOf(0), Parameters: 1000, Epochs: make([]run.Epoch, 30)},
	}
	got, err := Markdown([]Row{{"a", 8.38, ""}, {"b", 0, "a"}, {"c", 7.6, "a"}}, all)
	want := `| A | 0.270 M | 8.38 | 85.00 ± 7.07 | 2 | 30 | | |
| B | 0.001 M | – | 95.00 | 1 | 30 | −5.00 (−14.55 to +4.55) | 1.000 |
| c | | 7.60 | not run | 0 | | | |
`
	if err != nil || !strings.HasSuffix(got, want) {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestBlocksMarkdown(t *testing.T) {
	blocks := func(read, cka float64) []Block {
		return []Block{
			{Place: arch.Place{Stage: 1, Block: 1}}, {Place: arch.Place{Stage: 1, Block: 2}, CKA: cka}, {Place: arch.Place{Stage: 2, Block: 1}, CKA: 0.1, Top1: read},
			{Place: arch.Place{Stage: 2, Block: 2}, CKA: 0.9, Top1: 0.9},
		}
	}
	got := BlocksMarkdown([]Row{{Network: "a"}, {Network: "b"}, {Network: "c"}}, []Result{
		{Network: "a", Title: "A", Blocks: blocks(0.5, 0.4)}, {Network: "a", Title: "A", Seed: 2, Blocks: blocks(0.7, 0.6)}, {Network: "c", Title: "C", Blocks: blocks(0.8, 0.2)},
	})
	want := `| Network | read after 2.1, % | read after 2.2, % | CKA of neighbours |
|---|---|---|---|
| A | 60.00 | 90.00 | 0.700 |
| C | 80.00 | 90.00 | 0.550 |
`
	if got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}

// A shipped network on the gallery's pictures: as often right as by evaluate,
// the answer read at the last block is the answer, and every block but the first
// is compared with the one before.
func TestMeasure(t *testing.T) {
	dir := t.TempDir()
	list, err := samples.List()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		b, err := samples.Files.ReadFile(s.File)
		if err != nil {
			t.Fatal(err)
		}
		class := filepath.Join(dir, "test", s.Label)
		if err := os.MkdirAll(class, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(class, s.File), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w, err := weights.Load("regnet-20-lstm")
	if err != nil {
		t.Fatal(err)
	}
	d, err := dataset.Open(dir, dataset.Options{Split: "test", Size: w.Input})
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	r, err := Measure(context.Background(), w, d, "gallery", func(n int) { seen += n })
	if err != nil {
		t.Fatal(err)
	}
	g, _ := w.Arch.Build(w.Input, w.Input)
	net, err := cpu.Backend{}.New(g, w, infer.Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	labels, err := evaluate.MatchClasses(d.Classes, w.Classes)
	if err != nil {
		t.Fatal(err)
	}
	tally, err := evaluate.Run(context.Background(), net, 1, d, labels, w.Mean, w.Std, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	if r.Pictures != len(list) || seen != len(list) || r.Right.Count() != tally.Top1 || tally.Top1 == 0 {
		t.Errorf("%d of %d right, want %d of %d", r.Right.Count(), r.Pictures, tally.Top1, len(list))
	}
	last := r.Blocks[len(r.Blocks)-1]
	if len(r.Blocks) != 9 || last.Top1 != r.Top1() || r.Blocks[0].Top1 != 0 || r.Blocks[0].CKA != 0 {
		t.Errorf("blocks %+v", r.Blocks)
	}
	for _, b := range r.Blocks[1:] {
		if !(b.CKA > 0.05 && b.CKA <= 1) {
			t.Errorf("block %v is like the one before by %v", b.Place, b.CKA)
		}
	}
}
