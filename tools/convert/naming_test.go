package convert

import (
	"fmt"
	"strings"
	"testing"

	"regnetlens/infer/arch"
)

// style is one way to write a ResNet down.
type style struct {
	stem       int
	bottleneck bool
	// The names of the parts: stem and its norm, a block of stage s and block b
	// (from 0), the parts of a block by ours, the classifier.
	conv, norm, fc string
	block          func(s, b int) string
	part           func(ours string) string
	projection     bool
}

func torchPart(ours string) string {
	return map[string]string{"proj": "downsample.0", "bn_proj": "downsample.1"}[ours]
}

// write returns the tensors of a network of a style, and which of them each
// parameter of ours is.
func (y style) write() (fake, map[string]string) {
	r := arch.Record{Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 16, 32}, Blocks: []int{2, 1, 2},
		Shortcut: arch.ShortcutPad, Regulator: arch.RegulatorNone, Classes: 10}
	if y.stem == 7 {
		r.Stem = arch.StemImageNet
	}
	if y.bottleneck {
		r.Block, r.BottleneckStride = arch.BlockBottleneck, arch.StrideConv2
	}
	if y.projection {
		r.Shortcut = arch.ShortcutProjection
	}
	g, err := r.Build(1, 1)
	if err != nil {
		panic(err)
	}
	f, theirs := fake{}, map[string]string{}
	for _, p := range g.Params() {
		name := ""
		layer, rest := cutLast(p.Name)
		switch layer {
		case "conv0":
			name = y.conv
		case "bn0":
			name = y.norm
		case "fc":
			name = y.fc
		default:
			m := ourBlock.FindStringSubmatch(p.Name)
			var s, b int
			fmt.Sscan(m[1], &s)
			fmt.Sscan(m[2], &b)
			part := m[3]
			if named := y.part(part); named != "" {
				part = named
			}
			name = y.block(s-1, b-1) + "." + part
		}
		f[name+"."+rest] = p.Shape
		theirs[p.Name] = name + "." + rest
		if rest == "running_mean" {
			f[name+".num_batches_tracked"] = []int{}
		}
	}
	return f, theirs
}

// check wants a file's network found and each parameter in its place.
func check(t *testing.T, what string, src Source, value func(string) float32, theirs map[string]string, y style) *Result {
	t.Helper()
	r, err := Convert(src, Options{})
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return nil
	}
	if (r.Arch.Stem == arch.StemImageNet) != (y.stem == 7) || (r.Arch.Block == arch.BlockBottleneck) != y.bottleneck ||
		(r.Arch.Shortcut == arch.ShortcutProjection) != y.projection || (r.Arch.BottleneckStride == arch.StrideConv2) != y.bottleneck {
		t.Errorf("%s: read as %s", what, r.Arch)
	}
	for _, tensor := range r.Tensors {
		if tensor.Data[0] != value(theirs[tensor.Name]) {
			t.Errorf("%s: %s is not %s", what, tensor.Name, theirs[tensor.Name])
		}
	}
	if len(r.Tensors) != len(theirs) {
		t.Errorf("%s: %d parameters of %d", what, len(r.Tensors), len(theirs))
	}
	return r
}

// Every combination of stem, blocks, shortcut and classifier.
func TestCombinations(t *testing.T) {
	shortcuts := map[string]func(string) string{
		"none":       nil,
		"shortcut":   func(p string) string { return map[string]string{"proj": "shortcut.0", "bn_proj": "shortcut.1"}[p] },
		"downsample": torchPart,
		"identity": func(p string) string {
			return map[string]string{"proj": "identity_downsample.0", "bn_proj": "identity_downsample.1"}[p]
		},
		"skip": func(p string) string { return map[string]string{"proj": "skip.conv", "bn_proj": "skip.bn"}[p] },
	}
	for _, stem := range []int{3, 7} {
		for shortcut, part := range shortcuts {
			for _, fc := range []string{"linear", "fc", "classifier", "head", "head.fc", "classifier.1", "fc.1"} {
				for _, bottleneck := range []bool{false, true} {
					if bottleneck && part == nil {
						continue // 8 channels become 32 without a parameter: nobody does that
					}
					y := style{stem: stem, bottleneck: bottleneck, conv: "conv1", norm: "bn1", fc: fc, projection: part != nil,
						block: func(s, b int) string { return fmt.Sprintf("layer%d.%d", s+1, b) }, part: part}
					if part == nil {
						y.part = torchPart
					}
					src, theirs := y.write()
					what := fmt.Sprintf("%d×%d, %s, %s, bottleneck %v", stem, stem, shortcut, fc, bottleneck)
					r := check(t, what, src, src.value, theirs, y)
					want := "resnet"
					switch {
					case stem == 3 && part == nil && fc == "linear":
						want = "akamaster"
					case stem == 7 && part != nil && fc == "fc":
						want = "torchvision"
					}
					if r != nil && r.Mapping != want {
						t.Errorf("%s is read as %s, want %s", what, r.Mapping, want)
					}
				}
			}
		}
	}
}

// Other customary names for the same parts.
func TestOtherNames(t *testing.T) {
	residual := func(p string) string {
		return map[string]string{"conv1": "residual_function.0", "bn1": "residual_function.1", "conv2": "residual_function.3", "bn2": "residual_function.4",
			"conv3": "residual_function.6", "bn3": "residual_function.7", "proj": "shortcut.0", "bn_proj": "shortcut.1"}[p]
	}
	hugging := func(p string) string {
		return map[string]string{"conv1": "layer.0.convolution", "bn1": "layer.0.normalization", "conv2": "layer.1.convolution", "bn2": "layer.1.normalization",
			"conv3": "layer.2.convolution", "bn3": "layer.2.normalization", "proj": "shortcut.convolution", "bn_proj": "shortcut.normalization"}[p]
	}
	for what, y := range map[string]style{
		"Hugging Face": {stem: 7, conv: "resnet.embedder.embedder.convolution", norm: "resnet.embedder.embedder.normalization", fc: "classifier.1",
			block: func(s, b int) string { return fmt.Sprintf("resnet.encoder.stages.%d.layers.%d", s, b) }, part: hugging},
		"conv2_x": {stem: 3, conv: "conv1.0", norm: "conv1.1", fc: "fc",
			block: func(s, b int) string { return fmt.Sprintf("conv%d_x.%d", s+2, b) }, part: residual},
		"conv and bn": {stem: 3, conv: "conv", norm: "bn", fc: "fc",
			block: func(s, b int) string { return fmt.Sprintf("layer%d.%d", s+1, b) }, part: torchPart},
		"layers from 0": {stem: 3, conv: "stem.0", norm: "stem.1", fc: "head",
			block: func(s, b int) string { return fmt.Sprintf("layers.%d.%d", s, b) }, part: torchPart},
		"stages and norms": {stem: 7, conv: "stem.conv", norm: "stem.norm", fc: "head.fc",
			block: func(s, b int) string { return fmt.Sprintf("stages.%d.%d", s, b) }, part: func(p string) string {
				return map[string]string{"bn1": "norm1", "bn2": "norm2", "bn3": "norm3", "proj": "downsample.conv", "bn_proj": "downsample.bn"}[p]
			}},
	} {
		for _, y.bottleneck = range []bool{false, true} {
			y.projection = true
			src, theirs := y.write()
			r := check(t, what, src, src.value, theirs, y)
			if want := map[bool]string{true: "huggingface", false: "resnet"}[what == "Hugging Face"]; r != nil && r.Mapping != want {
				t.Errorf("%s is read as %s", what, r.Mapping)
			}
		}
	}
}

// renamed is a source with other names.
type renamed struct {
	fake
	name func(string) string
}

func (r renamed) Names() []string {
	var names []string
	for _, n := range r.fake.Names() {
		names = append(names, r.name(n))
	}
	return names
}

func (r renamed) back(name string) string {
	for _, n := range r.fake.Names() {
		if r.name(n) == name {
			return n
		}
	}
	return ""
}
func (r renamed) Shape(name string) ([]int, bool) { return r.fake.Shape(r.back(name)) }
func (r renamed) Float32(name string) ([]float32, []int, error) {
	return r.fake.Float32(r.back(name))
}

// Prefixes of wrappers, alone, stacked, and on some of the names only.
func TestWrappers(t *testing.T) {
	y := style{stem: 3, conv: "conv1", norm: "bn1", fc: "linear", block: func(s, b int) string { return fmt.Sprintf("layer%d.%d", s+1, b) }, part: torchPart}
	src, theirs := y.write()
	for _, prefix := range []string{"module.", "_orig_mod.", "model.", "backbone.", "net.", "module._orig_mod.", "model.net.", "_orig_mod.module.model.backbone."} {
		check(t, prefix, renamed{src, func(n string) string { return prefix + n }}, src.value, theirs, y)
	}
	body := renamed{src, func(n string) string {
		if strings.HasPrefix(n, "linear.") {
			return strings.Replace(n, "linear", "head.fc", 1)
		}
		return "backbone." + n
	}}
	check(t, "a backbone with its head", body, src.value, theirs, y)

	averaged := fake{"n_averaged": {}}
	for n, shape := range src {
		averaged["module."+n] = shape
	}
	if _, err := Convert(averaged, Options{}); err != nil {
		t.Errorf("an averaged model: %v", err)
	}
	twice := fake{"module.conv1.weight": {8, 3, 3, 3}}
	for n, shape := range src {
		twice[n] = shape
	}
	if _, err := Convert(twice, Options{}); err == nil || !strings.Contains(err.Error(), "are the same") {
		t.Errorf("one tensor twice: %v", err)
	}
	both := fake{"fc.weight": {10, 32}}
	for n, shape := range src {
		both[n] = shape
	}
	if _, err := Convert(both, Options{}); err == nil || !strings.Contains(err.Error(), "both seem to be fc.weight") {
		t.Errorf("two classifiers: %v", err)
	}
}

// A bias in front of a norm goes into its mean.
func TestBiasFolds(t *testing.T) {
	y := style{stem: 3, conv: "conv1", norm: "bn1", fc: "linear", projection: true, block: func(s, b int) string { return fmt.Sprintf("layer%d.%d", s+1, b) }, part: torchPart}
	src, theirs := y.write()
	biases := map[string]string{"bn0": "conv1.bias", "stage2.block1.bn2": "layer2.0.conv2.bias", "stage3.block1.bn_proj": "layer3.0.downsample.0.bias"}
	src["conv1.bias"], src["layer2.0.conv2.bias"], src["layer3.0.downsample.0.bias"] = []int{8}, []int{16}, []int{32}
	r, err := Convert(src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Folded) != 3 {
		t.Errorf("folded %q", r.Folded)
	}
	for _, tensor := range r.Tensors {
		norm, part := cutLast(tensor.Name)
		want := src.value(theirs[tensor.Name])
		if part == "running_mean" && biases[norm] != "" {
			want -= src.value(biases[norm])
		}
		for i, v := range tensor.Data {
			if v != want {
				t.Fatalf("%s[%d] is %g, want %g", tensor.Name, i, v, want)
			}
		}
	}
	src["conv1.bias"] = []int{7}
	if _, err := Convert(src, Options{}); err == nil || !strings.Contains(err.Error(), `"conv1.bias" has shape [7]`) {
		t.Errorf("a bias of another size: %v", err)
	}
}

// --map gives names that are not understood, and leaves tensors out.
func TestRename(t *testing.T) {
	y := style{stem: 3, conv: "first", norm: "first_norm", fc: "answer", block: func(s, b int) string { return fmt.Sprintf("group%d.%d", s+1, b) }, part: torchPart}
	src, theirs := y.write()
	src["criterion.weight"] = []int{10}
	options := Options{Rename: []Rename{
		{"first.weight", "conv0.weight"}, {"first_norm.", "bn1."}, {"answer.", "fc."}, {"criterion.", ""},
		{"group1.", "layer1."}, {"group2.", "layer2."}, {"group3.", "layer3."},
	}}
	if _, err := Convert(src, Options{}); err == nil {
		t.Error("without other names: no error")
	}
	r, err := Convert(src, options)
	if err != nil {
		t.Fatal(err)
	}
	for _, tensor := range r.Tensors {
		if tensor.Data[0] != src.value(theirs[tensor.Name]) {
			t.Errorf("%s is not %s", tensor.Name, theirs[tensor.Name])
		}
	}
	options.Rename = append(options.Rename, Rename{"absent", "x"})
	if _, err := Convert(src, options); err == nil || !strings.Contains(err.Error(), `no tensor is called "absent"`) {
		t.Errorf("a name that is not there: %v", err)
	}
}

// FuzzConvert holds that no names and shapes make Convert panic.
func FuzzConvert(f *testing.F) {
	f.Add("conv1.weight\nbn1.weight\nlayer1.0.conv1.weight\nlayer999999999999.0.conv1.weight\nfc.weight", 8, 3)
	f.Add("module.conv0.weight\nstage1.block1.se.fc1.weight\nfc.bias", 0, 1)
	f.Fuzz(func(t *testing.T, names string, a, b int) {
		src := fake{}
		for i, name := range strings.Split(names, "\n") {
			shape := []int{a % 64, b % 64, 3, 3}[:i%5]
			for j, d := range shape {
				shape[j] = max(0, d)
			}
			src[name] = shape
		}
		if r, err := Convert(src, Options{}); err == nil && len(r.Tensors) == 0 {
			t.Error("a network without parameters")
		}
		if _, err := Names(src, nil); err != nil && err.Error() == "" {
			t.Error("an error without a word")
		}
	})
}
