package convert

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/weights/safetensors"
	"regnetlens/weights/sharedtest"
)

// fake is a source whose elements are all the number of their tensor.
type fake map[string][]int

func (f fake) Names() []string                 { return slices.Sorted(maps.Keys(f)) }
func (f fake) Shape(name string) ([]int, bool) { s, ok := f[name]; return s, ok }
func (f fake) value(name string) float32       { return float32(slices.Index(f.Names(), name) + 1) }
func (f fake) Float32(n string) ([]float32, []int, error) {
	size := 1
	for _, d := range f[n] {
		size *= d
	}
	return slices.Repeat([]float32{f.value(n)}, size), f[n], nil
}

// norm adds the tensors of a batch norm.
func (f fake) norm(name string, n int) {
	for _, part := range []string{"weight", "bias", "running_mean", "running_var"} {
		f[name+"."+part] = []int{n}
	}
	f[name+".num_batches_tracked"] = []int{}
}

// torchvision writes down the tensors of torchvision's ResNets as they stand
// in its state dicts: blocks of two 3×3 or of 1×1, 3×3, 1×1 convolutions, and
// a downsample where the width or the size changes.
func torchvision(bottleneck bool, blocks ...int) fake {
	f := fake{"conv1.weight": {64, 3, 7, 7}, "fc.bias": {1000}}
	f.norm("bn1", 64)
	in := 64
	for s, n := range blocks {
		width := 64 << s
		out := width
		if bottleneck {
			out = 4 * width
		}
		for b := range n {
			p := fmt.Sprintf("layer%d.%d.", s+1, b)
			if bottleneck {
				f[p+"conv1.weight"], f[p+"conv2.weight"] = []int{width, in, 1, 1}, []int{width, width, 3, 3}
				f[p+"conv3.weight"] = []int{out, width, 1, 1}
				f.norm(p+"bn3", out)
			} else {
				f[p+"conv1.weight"], f[p+"conv2.weight"] = []int{width, in, 3, 3}, []int{width, width, 3, 3}
			}
			f.norm(p+"bn1", width)
			f.norm(p+"bn2", width)
			if in != out || (s > 0 && b == 0) {
				f[p+"downsample.0.weight"] = []int{out, in, 1, 1}
				f.norm(p+"downsample.1", out)
			}
			in = out
		}
	}
	f["fc.weight"] = []int{1000, in}
	return f
}

// parameters counts what training changes.
func parameters(t *testing.T, r arch.Record) int64 {
	t.Helper()
	g, err := r.Build(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	return g.Cost().Params
}

// The counts are those torchvision's documentation gives.
func TestTorchvision(t *testing.T) {
	for _, c := range []struct {
		name       string
		bottleneck bool
		blocks     []int
		want       int64
	}{
		{"ResNet-18", false, []int{2, 2, 2, 2}, 11_689_512},
		{"ResNet-34", false, []int{3, 4, 6, 3}, 21_797_672},
		{"ResNet-50", true, []int{3, 4, 6, 3}, 25_557_032},
		{"ResNet-101", true, []int{3, 4, 23, 3}, 44_549_160},
		{"ResNet-152", true, []int{3, 8, 36, 3}, 60_192_808},
	} {
		r, err := Convert(torchvision(c.bottleneck, c.blocks...), Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := parameters(t, r.Arch); r.Mapping != "torchvision" || got != c.want {
			t.Errorf("%s: %d parameters as %s, want %d", c.name, got, r.Mapping, c.want)
		}
		want := arch.BottleneckStride("")
		if c.bottleneck {
			want = arch.StrideConv2
		}
		if r.Arch.BottleneckStride != want {
			t.Errorf("%s: stride on %q, want %q", c.name, r.Arch.BottleneckStride, want)
		}
		if got := title(r.Arch); got != c.name {
			t.Errorf("%s is called %s", c.name, got)
		}
	}
}

// Each parameter gets the tensor that has its part in the other's network.
func TestNames(t *testing.T) {
	src := torchvision(true, 1, 2, 1, 1)
	r, err := Convert(src, Options{Mapping: "torchvision"})
	if err != nil {
		t.Fatal(err)
	}
	for ours, theirs := range map[string]string{
		"conv0.weight":                       "conv1.weight",
		"bn0.running_var":                    "bn1.running_var",
		"stage1.block1.proj.weight":          "layer1.0.downsample.0.weight",
		"stage2.block1.bn_proj.running_mean": "layer2.0.downsample.1.running_mean",
		"stage2.block2.conv3.weight":         "layer2.1.conv3.weight",
		"stage4.block1.bn2.bias":             "layer4.0.bn2.bias",
		"fc.bias":                            "fc.bias",
	} {
		i := slices.IndexFunc(r.Tensors, func(x safetensors.Tensor) bool { return x.Name == ours })
		if i < 0 {
			t.Errorf("%s is missing", ours)
		} else if r.Tensors[i].Data[0] != src.value(theirs) {
			t.Errorf("%s is not %s", ours, theirs)
		}
	}
}

func TestErrors(t *testing.T) {
	change := func(f func(fake)) fake { s := torchvision(false, 2, 2, 2, 2); f(s); return s }
	for _, c := range []struct {
		name    string
		src     Source
		options Options
		want    string
	}{
		{"nothing", fake{}, Options{}, "fit no mapping"},
		{"no such mapping", fake{}, Options{Mapping: "caffe"}, `no mapping "caffe"`},
		{"another's mapping", torchvision(false, 2, 2, 2, 2), Options{Mapping: "akamaster"}, `"linear.weight" is missing`},
		{"missing", change(func(f fake) { delete(f, "layer3.1.bn2.running_var") }), Options{}, `"layer3.1.bn2.running_var" is missing`},
		{"extra", change(func(f fake) { f["layer1.0.se.weight"] = []int{1} }), Options{}, `the first is "layer1.0.se.weight"`},
		{"wrong shape", change(func(f fake) { f["layer2.0.conv2.weight"] = []int{128, 64, 3, 3} }), Options{}, `"layer2.0.conv2.weight" has shape [128 64 3 3], the network needs [128 128 3 3]`},
		{"flat convolution", change(func(f fake) { f["conv1.weight"] = []int{64} }), Options{}, `"conv1.weight" has shape [64], 4 dimensions`},
		{"no channels", change(func(f fake) { f["conv1.weight"] = []int{0, 3, 7, 7} }), Options{}, "stem_width"},
		{"no stages", fake{"conv1.weight": {64, 3, 7, 7}, "fc.weight": {10, 64}}, Options{}, `"layer1.0.conv1.weight" is missing`},
		{"a stride that cannot be", torchvision(false, 2, 2, 2, 2), Options{BottleneckStride: arch.StrideConv2}, "bottleneck_stride"},
		{"NaN", poisoned{torchvision(false, 1, 1, 1, 1), "bn1.bias", float32(math.NaN())}, Options{}, `"bn1.bias": element 0 is NaN`},
		{"negative variance", poisoned{torchvision(false, 1, 1, 1, 1), "bn1.running_var", -1}, Options{}, "negative variance"},
		{"unreadable", broken{torchvision(false, 1, 1, 1, 1)}, Options{}, errBroken.Error()},
	} {
		if _, err := Convert(c.src, c.options); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q in it", c.name, err, c.want)
		}
	}
}

// poisoned has one value that cannot be.
type poisoned struct {
	fake
	name  string
	value float32
}

func (p poisoned) Float32(name string) ([]float32, []int, error) {
	data, shape, err := p.fake.Float32(name)
	if name == p.name {
		data[0] = p.value
	}
	return data, shape, err
}

var errBroken = errors.New("the disk is gone")

type broken struct{ fake }

func (broken) Float32(string) ([]float32, []int, error) { return nil, nil, errBroken }

// Published CIFAR-10 networks: their shortcuts have no parameters, and
// ResNet-20 then has 269,722.
func TestPublished(t *testing.T) {
	for file, want := range map[string]int64{"pytorch-cifar10-resnet20.th": 269_722, "pytorch-cifar10-resnet56.th": 853_018} {
		src, err := Open(sharedtest.Path(t, "peer", file), "")
		if err != nil {
			t.Fatal(err)
		}
		r, err := Convert(src, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := parameters(t, r.Arch); r.Mapping != "akamaster" || r.Arch.Shortcut != arch.ShortcutPad || got != want {
			t.Errorf("%s: %d parameters as %s with shortcut %s", file, got, r.Mapping, r.Arch.Shortcut)
		}
		m, _, err := Describe(r, nil)
		if err != nil || m.Input != 32 || !slices.Equal(m.Classes, CIFAR10) || m.Std != imageNetStd {
			t.Errorf("%s: described as %+v, %v", file, m, err)
		}
	}
}

// What the shapes tell of a network under our own names is what its metadata
// say.
func TestSpec(t *testing.T) {
	for _, file := range []string{"resnet-20", "regnet-20-lstm"} {
		src, err := Open(sharedtest.Path(t, "interim", file+".safetensors"), "")
		if err != nil {
			t.Fatal(err)
		}
		inferred, err := Convert(src, Options{})
		if err != nil {
			t.Fatal(err)
		}
		stated, err := RecordOf(src.Metadata)
		if err != nil || stated == nil {
			t.Fatal(stated, err)
		}
		if inferred.Arch.String() != stated.String() {
			t.Errorf("%s: inferred %s, stated %s", file, inferred.Arch, stated)
		}
		m, _, err := Describe(inferred, src.Metadata)
		if err != nil || !slices.Equal(m.Classes, CIFAR10) || m.Input != 32 || m.Mean != imageNetMean || m.Accuracy != nil {
			t.Errorf("%s: described as %+v, %v", file, m, err)
		}
	}
}

// The same for every variant, from the parameters that its record lists.
func TestSpecVariants(t *testing.T) {
	base := arch.Record{Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 16, 32}, Blocks: []int{2, 1, 3},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorNone, Classes: 7}
	with := func(change func(*arch.Record)) arch.Record { r := base; change(&r); return r }
	for _, want := range []arch.Record{
		base,
		with(func(r *arch.Record) { r.Shortcut = arch.ShortcutPad }),
		with(func(r *arch.Record) { r.Regulator = arch.RegulatorRNN }),
		with(func(r *arch.Record) { r.Regulator, r.RegulatedStages = arch.RegulatorGRU, []int{2} }),
		with(func(r *arch.Record) { r.Regulator, r.SE = arch.RegulatorLSTM, 16 }),
		with(func(r *arch.Record) {
			r.Stem, r.Block, r.Regulator = arch.StemImageNet, arch.BlockBottleneck, arch.RegulatorLSTM
		}),
	} {
		g, err := want.Build(1, 1)
		if err != nil {
			t.Fatal(err)
		}
		src := fake{}
		for _, p := range g.Params() {
			src[p.Name] = p.Shape
		}
		got, err := Convert(src, Options{})
		if err != nil {
			t.Errorf("%s: %v", want, err)
		} else if got.Arch.String() != want.String() {
			t.Errorf("inferred %s, want %s", got.Arch, want)
		}
	}
	stated, err := Convert(torchvision(true, 1, 1, 1, 1), Options{BottleneckStride: arch.StrideConv1})
	if err != nil || stated.Arch.BottleneckStride != arch.StrideConv1 {
		t.Errorf("a stated stride: %+v, %v", stated, err)
	}
}
