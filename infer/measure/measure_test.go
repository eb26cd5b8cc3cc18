package measure

import (
	"encoding/json"
	"math"
	"os"
	"reflect"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/weights/safetensors"
)

// golden is testdata/golden.json, which NumPy wrote.
type golden struct {
	Readout  map[string][][][]float64 `json:"readout"` // [picture][block][class]
	Likeness map[string]struct {
		Cosine [][]float64 // [pair][picture]; null where shapes differ
		CKA    [][]float64
		Batch  []float64
		Mean   []*float64 // cosine of all pictures; null where shapes differ
	} `json:"likeness"`
}

func readGolden(t *testing.T) golden {
	t.Helper()
	b, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// network is a golden file of infer/testdata with its graph.
func network(t *testing.T, name string) (*safetensors.File, *arch.Graph, int) {
	t.Helper()
	b, err := os.ReadFile("../testdata/" + name + ".safetensors")
	if err != nil {
		t.Fatal(err)
	}
	f, err := safetensors.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	record, err := arch.Parse([]byte(f.Metadata()["regnet.arch"]))
	if err != nil {
		t.Fatal(err)
	}
	_, shape, err := f.Float32("input")
	if err != nil {
		t.Fatal(err)
	}
	g, err := record.Build(shape[2], shape[3])
	if err != nil {
		t.Fatal(err)
	}
	return f, g, shape[0]
}

// maps are the outputs of a picture.
func maps(t *testing.T, f *safetensors.File, taps []arch.Tap, picture int) []Map {
	t.Helper()
	var out []Map
	for _, tap := range taps {
		v, _, err := f.Float32("tap/" + tap.Name)
		if err != nil {
			t.Fatal(err)
		}
		n := tap.Shape.Len()
		out = append(out, Map{tap.Shape, v[picture*n:][:n]})
	}
	return out
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 2e-5) {
		t.Errorf("%s is %v, NumPy says %v", what, got, want)
	}
}

func TestReadoutGolden(t *testing.T) {
	for name, want := range readGolden(t).Readout {
		f, g, pictures := network(t, name)
		r, err := NewReader(g, f)
		if err != nil {
			t.Fatal(err)
		}
		for i := range pictures {
			for j, m := range maps(t, f, r.Taps(), i) {
				got := r.Read(m.Values)
				for k, p := range got {
					near(t, name+" "+r.Taps()[j].Name, float64(p), want[i][j][k])
				}
				if len(got) != len(want[i][j]) {
					t.Errorf("%s: %d classes", name, len(got))
				}
			}
			if len(r.Taps()) != len(want[i]) {
				t.Errorf("%s can be read at %d blocks, want %d", name, len(r.Taps()), len(want[i]))
			}
		}
	}
}

// Blocks of another stage with the last one's width can be read, too; others
// cannot.
func TestReadableBlocks(t *testing.T) {
	f, _, _ := network(t, "resnet")
	record := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 32, 32}, Blocks: []int{1, 2, 1},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorNone, Classes: 10,
	}
	g, err := record.Build(16, 16)
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewReader(g, f)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tap := range r.Taps() {
		names = append(names, tap.Name)
	}
	if want := []string{"stage2.block1.o", "stage2.block2.o", "stage3.block1.o"}; !reflect.DeepEqual(names, want) {
		t.Errorf("readable: %q, want %q", names, want)
	}
	if g, err = (arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8}, Blocks: []int{1},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorNone, Classes: 10,
	}).Build(16, 16); err != nil {
		t.Fatal(err)
	}
	if _, err := NewReader(g, f); err == nil {
		t.Error("read a network with the classifier of another")
	}
}

func TestLikenessGolden(t *testing.T) {
	all := readGolden(t).Likeness
	for _, test := range []struct{ key, x, y string }{
		{"resnet", "resnet", "resnet"},
		{"regnet-lstm", "regnet-lstm", "regnet-lstm"},
		{"resnet regnet-lstm", "resnet", "regnet-lstm"},
		{"regnet-bottleneck-lstm", "regnet-bottleneck-lstm", "regnet-bottleneck-lstm"},
	} {
		want := all[test.key]
		fx, gx, pictures := network(t, test.x)
		fy, gy, _ := network(t, test.y)
		var batch Table
		for picture := range pictures {
			one := table(maps(t, fx, Outputs(gx), picture), maps(t, fy, Outputs(gy), picture), test.x == test.y)
			// As it travels from the worker to the page.
			packed, ok := Unpack(one.Pack(), one.Rows, one.Columns)
			if !ok {
				t.Fatalf("%s: the table does not travel", test.key)
			}
			batch.Add(packed)
			for i, p := range one.Pairs {
				near(t, test.key+" CKA", p.CKA(), want.CKA[i][picture])
				if want.Cosine[i] == nil {
					if p.Pictures != 0 || !math.IsNaN(p.MeanCosine()) {
						t.Errorf("%s: a cosine of maps of different shapes", test.key)
					}
				} else {
					near(t, test.key+" cosine", p.MeanCosine(), want.Cosine[i][picture])
				}
			}
		}
		if len(batch.Pairs) != len(want.Batch) {
			t.Fatalf("%s: %d pairs, want %d", test.key, len(batch.Pairs), len(want.Batch))
		}
		for i, p := range batch.Pairs {
			near(t, test.key+" CKA of all", p.CKA(), want.Batch[i])
			if want.Mean[i] != nil {
				near(t, test.key+" mean cosine", p.MeanCosine(), *want.Mean[i])
			} else if p.Pictures != 0 {
				t.Errorf("%s: a mean cosine of maps of different shapes", test.key)
			}
		}
	}
}

// table is that of one picture, made as a worker makes it: outputs with
// themselves, which takes half the work, or with another network's.
func table(x, y []Map, same bool) Table {
	if p := Prepare(x); same {
		return p.With(p)
	}
	return Compare(x, y)
}

// Sizes that do not divide: the windows PyTorch's adaptive pool takes.
func TestPool(t *testing.T) {
	dst := make([]float32, 2)
	pool(dst, grid{1, 2}, []float32{1, 2, 3, 4, 5, 6}, 2, 3) // columns 0–1 and 1–2
	if want := []float32{3, 4}; !reflect.DeepEqual(dst, want) {
		t.Errorf("pooled to %v, want %v", dst, want)
	}
}

// CKA does not mind the order or the scale of channels; the cosine does. An
// even map is like nothing.
func TestInvariance(t *testing.T) {
	shape := arch.Shape{C: 2, H: 2, W: 2}
	x := Map{shape, []float32{1, 2, 3, 5, 8, 2, 0, 1}}
	y := Map{shape, []float32{16, 4, 0, 2, 2, 4, 6, 10}} // channels swapped, doubled
	even := Map{shape, []float32{3, 3, 3, 3, 0, 0, 0, 0}}
	table := Compare([]Map{x}, []Map{y, even})
	if cka := table.At(0, 0).CKA(); math.Abs(cka-1) > 1e-6 {
		t.Errorf("CKA of the same in another order: %v", cka)
	}
	if c := table.At(0, 0).MeanCosine(); c > 0.9 {
		t.Errorf("cosine of other channels: %v", c)
	}
	if cka := table.At(0, 1).CKA(); !math.IsNaN(cka) {
		t.Errorf("CKA with an even map: %v", cka)
	}
}

func TestPack(t *testing.T) {
	table := Compare([]Map{{arch.Shape{C: 1, H: 1, W: 2}, []float32{1, 2}}}, []Map{
		{arch.Shape{C: 1, H: 1, W: 2}, []float32{2, 1}}, {arch.Shape{C: 2, H: 1, W: 1}, []float32{2, 1}},
	})
	back, ok := Unpack(table.Pack(), 1, 2)
	if !ok || back.At(0, 0).CKA() != table.At(0, 0).CKA() || math.Abs(back.At(0, 0).MeanCosine()-0.8) > 1e-6 || back.At(0, 1).Pictures != 0 {
		t.Errorf("%+v came back as %+v", table, back)
	}
	if _, ok := Unpack(table.Pack(), 2, 2); ok {
		t.Error("two pairs passed for four")
	}
	if _, ok := Unpack(nil, -1, 0); ok {
		t.Error("a table of less than no rows")
	}
}
