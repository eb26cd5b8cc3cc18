//go:build !js

package kernels

import (
	"cmp"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/tools/node"
)

// TestWGSL compiles every kernel with Dawn's null backend: no graphics
// processor is needed. Where Dawn isn't installed the test is skipped, or
// fails if GPU_REQUIRED=1 says that it has to run.
func TestWGSL(t *testing.T) {
	if _, err := node.Package("webgpu"); err != nil {
		if os.Getenv("GPU_REQUIRED") == "1" || !errors.Is(err, node.ErrMissing) {
			t.Fatal(err)
		}
		t.Skipf("no shader was checked: %v", err)
	}
	tools, err := node.Dir()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	check := func(sources map[string]string) (string, error) {
		args := []string{filepath.Join(tools, "wgsl_check.mjs")}
		for name, text := range sources {
			path := filepath.Join(dir, name+".wgsl")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, path)
		}
		out, err := exec.CommandContext(t.Context(), "node", args...).CombinedOutput()
		return string(out), err
	}
	sources := map[string]string{}
	for _, k := range All() {
		text, err := k.Source()
		if err != nil {
			t.Fatal(err)
		}
		sources[k.Name] = text
	}
	if out, err := check(sources); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	broken := strings.Replace(sources["rnn"], "squash(s)", "squash(sum)", 1)
	if out, err := check(map[string]string{"planted": broken}); err == nil || !strings.Contains(out, "planted.wgsl:") {
		t.Errorf("a planted mistake went through: %v\n%s", err, out)
	}
}

// Every file is a kernel's or stands under one.
func TestFiles(t *testing.T) {
	used := map[string]bool{}
	for _, k := range All() {
		used[cmp.Or(k.file, k.Name)] = true
		for _, f := range k.under {
			used[f] = true
		}
	}
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !used[strings.TrimSuffix(e.Name(), ".wgsl")] {
			t.Errorf("%s belongs to no kernel", e.Name())
		}
	}
}

// field is one of a struct of a text.
var field = regexp.MustCompile(`(\w+)\s*:\s*(\w+)`)

// uniforms are the fields of the struct that a text's uniform is, in lower case
// with their types.
func uniforms(t *testing.T, text string) []string {
	t.Helper()
	m := regexp.MustCompile(`var<uniform> \w+: (\w+);`).FindStringSubmatch(text)
	if m == nil {
		t.Fatal("there is no uniform")
	}
	text = regexp.MustCompile(`//.*`).ReplaceAllString(text, "")
	body := regexp.MustCompile(`struct ` + m[1] + ` \{([^}]*)\}`).FindStringSubmatch(text)
	if body == nil {
		t.Fatalf("there is no struct %s", m[1])
	}
	var out []string
	for _, f := range field.FindAllStringSubmatch(body[1], -1) {
		out = append(out, strings.ToLower(f[1])+" "+f[2])
	}
	return out
}

// What a dispatch writes is what the text reads: as many fields, in one order,
// of the same names and types.
func TestParams(t *testing.T) {
	types := map[reflect.Type]string{reflect.TypeFor[int](): "u32", reflect.TypeFor[Flag](): "u32", reflect.TypeFor[Float](): "f32"}
	params := map[*Kernel]any{
		MaxPool: MaxPoolParams{}, Shortcut: ShortcutParams{}, Squeeze: SqueezeParams{}, Excite: ExciteParams{}, Head: HeadParams{},
		Edit: EditParams{}, PeakMath: PeakMathParams{}, PeakCopy: PeakCopyParams{}, Extent: MapParams{}, Paint: MapParams{},
	}
	for _, k := range Convs {
		params[k] = ConvParams{}
	}
	for _, k := range Cells {
		params[k] = CellParams{}
		if k.Then != nil {
			params[k.Then] = CellParams{}
		}
	}
	for _, k := range All() {
		t.Run(k.Name, func(t *testing.T) {
			text, err := k.Source()
			if err != nil {
				t.Fatal(err)
			}
			var written []string
			params := reflect.TypeOf(params[k])
			for i := range params.NumField() {
				f := params.Field(i)
				written = append(written, strings.ToLower(f.Name)+" "+types[f.Type])
			}
			if read := uniforms(t, text); !slices.Equal(read, written) {
				t.Errorf("the text reads\n%q, written is\n%q", read, written)
			}
		})
	}
}

func TestWords(t *testing.T) {
	got := Words(&EditParams{Value: 3, Before: None, First: 1, Channels: 16, Area: 9, Factor: FloatOf(0.5)})
	if want := []int{3, 0xffffffff, 1, 16, 9, 0x3f000000}; !slices.Equal(got, want) {
		t.Errorf("%x, want %x", got, want)
	}
	if w := Words(&ConvParams{ReLU: FlagOf(true)}); len(w) != 16 || w[15] != 1 || w[14] != 0 {
		t.Errorf("%x", w)
	}
}

// Grids, against those that the texts' comments give.
func TestGrid(t *testing.T) {
	s := arch.Shape{C: 20, H: 9, W: 7}
	for name, want := range map[string][2]int{
		"conv_direct": {1, 5}, "conv_quad": {1, 3}, "conv_tile": {1, 1}, "conv3x3_winograd": {1, 5}, "conv3x3_winograd4": {1, 10},
		"conv3x3_quad": {2, 3}, "lstm": {1, 20}, "lstm_quad": {2, 20}, "rnn_tile": {1, 20}, "maxpool": {1, 20}, "head": {1, 1},
	} {
		i := slices.IndexFunc(All(), func(k *Kernel) bool { return k.Name == name })
		if x, y := All()[i].Group.Grid(s); [2]int{x, y} != want {
			t.Errorf("%s: %d × %d, want %v", name, x, y, want)
		}
	}
}

// The first kernel that fits an operation runs on every device, and is exact;
// names are given once.
func TestLists(t *testing.T) {
	names := map[string]bool{}
	for _, k := range All() {
		if names[k.Name] {
			t.Errorf("two kernels are called %s", k.Name)
		}
		names[k.Name] = true
	}
	for _, op := range []arch.Op{
		&arch.Conv{Kernel: 3, Stride: 1}, &arch.Conv{Kernel: 3, Stride: 2}, &arch.Conv{Kernel: 1, Stride: 1, In2: 2}, &arch.Conv{Kernel: 7, Stride: 2},
		&arch.Cell{Kind: arch.RegulatorRNN}, &arch.Cell{Kind: arch.RegulatorGRU}, &arch.Cell{Kind: arch.RegulatorLSTM},
	} {
		fitting := 0
		for _, k := range append(slices.Clone(Convs), Cells...) {
			if !k.Fits(op) {
				continue
			}
			if fitting++; fitting == 1 && (k.Subgroups || k.F16 || k.Rough()) {
				t.Errorf("%s comes first for %T", k.Name, op)
			}
		}
		if fitting < 2 {
			t.Errorf("%d kernels for %+v", fitting, op)
		}
	}
}
