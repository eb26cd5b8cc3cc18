package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/tools/convert"
	"regnetlens/weights"
)

const (
	checkpoint = "../torch/testdata/akamaster.th"
	shippedOne = "../../weights/models/resnet-20.safetensors"
)

func TestImportCheckpoint(t *testing.T) {
	out := filepath.Join(t.TempDir(), "Tiny.safetensors")
	done := regnetJSON[importation](t, "import", checkpoint, "-o", out)
	// 54+4 in the stem, 80, 232 and 896 in the stages, 90 in the classifier.
	if done.Mapping != "akamaster" || done.Params != 1356 {
		t.Errorf("%d parameters with %s names", done.Params, done.Mapping)
	}
	w, err := weights.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	want := weights.Model{
		ID: "tiny", Title: "ResNet-8", Classes: convert.CIFAR10, Input: 32,
		Mean: [3]float32{0.485, 0.456, 0.406}, Std: [3]float32{0.229, 0.224, 0.225},
	}
	m := w.Model
	if m.ID != want.ID || m.Title != want.Title || !slices.Equal(m.Classes, want.Classes) || m.Input != want.Input || m.Mean != want.Mean || m.Std != want.Std {
		t.Errorf("described as %+v", m)
	}
	if m.Arch.Shortcut != arch.ShortcutPad || !slices.Equal(m.Arch.Widths, []int{2, 4, 8}) {
		t.Errorf("architecture %s", m.Arch)
	}
	for name, value := range map[string]float32{
		"conv0.weight": 0.5, "stage3.block1.conv1.weight": 0.25, "stage1.block1.conv2.weight": 0.125, "fc.weight": 0.0625, "bn0.running_var": 1,
	} {
		if data, _, err := w.Float32(name); err != nil || data[0] != value {
			t.Errorf("%s: %v, want %g, %v", name, data[:1], value, err)
		}
	}
	if said := regnet(t, "import", checkpoint, "-o", out, "--dtype", "f16"); !strings.Contains(said, "ResNet-8 (akamaster names), 1,356 parameters") {
		t.Errorf("it says %q", said)
	}
}

// The flags win over the file's metadata; measured accuracies do not go over
// to another file.
func TestImportFlags(t *testing.T) {
	dir := t.TempDir()
	names := filepath.Join(dir, "names.txt")
	if err := os.WriteFile(names, []byte("a\r\nb\r\nc\nd\ne\nf\ng\nh\ni\nj\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "x.safetensors")
	regnet(t, "import", shippedOne, "-o", out, "--dtype", "f16", "--id", "mine", "--title", "Mine", "--classes", "@"+names,
		"--input", "48", "--mean", "0,0.5,1", "--std", "1,2,3", "--dataset", "D", "--licence", "L", "--trained", "T", "--card")
	w, err := weights.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	m := w.Model
	if m.ID != "mine" || m.Title != "Mine" || strings.Join(m.Classes, "") != "abcdefghij" || m.Input != 48 ||
		m.Mean != [3]float32{0, 0.5, 1} || m.Std != [3]float32{1, 2, 3} || m.Dataset != "D" || m.Licence != "L" || m.Trained != "T" || m.Accuracy != nil || m.Wire.SHA256 != "" {
		t.Errorf("got %+v", m)
	}
	before, err := weights.Open(shippedOne)
	if err != nil {
		t.Fatal(err)
	}
	a, _, _ := before.Float32("stage3.block3.conv2.weight")
	b, _, _ := w.Float32("stage3.block3.conv2.weight")
	if len(a) == 0 || !slices.Equal(a, b) {
		t.Error("F16 to F16 changed the parameters")
	}
	if card, err := os.ReadFile(filepath.Join(dir, "x.md")); err != nil || !strings.Contains(string(card), "# Mine") {
		t.Errorf("card: %v", err)
	}
}

func TestImportFailures(t *testing.T) {
	whole, err := os.ReadFile(checkpoint)
	if err != nil {
		t.Fatal(err)
	}
	cut := writeFileOf(t, "cut.th", whole[:len(whole)-100])
	evil := writeFileOf(t, "evil.th", bytes.Replace(whole, []byte("ccollections\nOrderedDict\n"), []byte("cos\nsystem\n"), 1))
	text := writeFileOf(t, "text.th", []byte("no checkpoint"))
	out := filepath.Join(t.TempDir(), "out.safetensors")
	small := filepath.Join(t.TempDir(), "small.safetensors")
	regnet(t, "export", "resnet-20", "--dtype", "i8", "-o", small)
	for _, test := range []struct {
		args []string
		want string
		code int
	}{
		{[]string{checkpoint}, "needs -o", 2},
		{[]string{checkpoint, "-o", out, "--dtype", "f64"}, `"f64" is neither`, 2},
		{[]string{checkpoint, "-o", out, "--mapping", "torchvision"}, `"fc.weight" is missing`, 1},
		{[]string{checkpoint, "-o", out, "--mapping", "caffe"}, `no mapping "caffe"`, 1},
		{[]string{checkpoint, "-o", out, "--classes", "a,b"}, "2 names for 10 classes", 1},
		{[]string{checkpoint, "-o", out, "--classes", "@" + out}, "no such file", 1},
		{[]string{checkpoint, "-o", out, "--mean", "1,2"}, "--mean has 2 numbers", 2},
		{[]string{checkpoint, "-o", out, "--std", "1,0,1"}, "not positive", 1},
		{[]string{checkpoint, "-o", out, "--id", "A b"}, "regnet.id", 1},
		{[]string{checkpoint, "-o", out, "--bottleneck-stride", "conv2"}, "bottleneck_stride", 1},
		{[]string{cut, "-o", out}, "truncated", 1},
		{[]string{evil, "-o", out}, `refers to "os.system"`, 1},
		{[]string{small, "-o", out}, "is I8: not a floating-point type", 1}, // codes are no values
		{[]string{text, "-o", out}, "neither a PyTorch checkpoint", 1},
		{[]string{out, "-o", out}, "no such file", 1},
	} {
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), append([]string{"import"}, test.args...), &stdout, &stderr)
		said := stderr.String()
		if code != test.code || stdout.Len() > 0 || strings.Count(said, "\n") != 1 || !strings.Contains(said, test.want) {
			t.Errorf("%q: exit code %d, stdout %q, stderr %q; want %q", test.args, code, &stdout, said, test.want)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a failure left a file behind")
	}
}

// Card takes an evaluation over into the file it was made with, and measures both
// forms of a file.
func TestCard(t *testing.T) {
	dir := t.TempDir()
	b, err := os.ReadFile(shippedOne)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "resnet-20.safetensors")
	if err := os.WriteFile(file, b, 0o644); err != nil {
		t.Fatal(err)
	}
	measured := writeFileOf(t, "eval.json", []byte(`{"weights":"resnet-20","images":4,"top1":0.75}`))
	regnet(t, "card", dir, "--accuracy", "four pictures="+measured)
	card, err := os.ReadFile(filepath.Join(dir, "resnet-20.md"))
	if err != nil || !strings.Contains(string(card), "| four pictures | 4 | 75.00 % |") {
		t.Errorf("card: %v\n%s", err, card)
	}
	data := t.TempDir()
	for i, label := range []string{"ship", "cat", "bird"} {
		path := filepath.Join(data, "test", label, "picture.png")
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, drawing(t, 32, 32, i), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out := string(regnet(t, "card", dir, "--measure", "three pictures="+data)); !strings.Contains(out, "resnet-20.safetensors: ") || !strings.Contains(out, "of 3 images (three pictures)") {
		t.Errorf("measuring says %q", out)
	}
	card, err = os.ReadFile(filepath.Join(dir, "resnet-20.md"))
	if err != nil || strings.Count(string(card), "| three pictures | 3 |") != 2 {
		t.Errorf("card: %v\n%s", err, card)
	}
	for want, args := range map[string][]string{
		"not \"name of the data=file\"": {"card", dir, "--accuracy", "=x"},
		"not \"name of the data=data\"": {"card", dir, "--measure", "=x"},
		"no such file":                  {"card", dir, "--accuracy", "x=" + filepath.Join(dir, "absent")},
		"absent.tar":                    {"card", dir, "--measure", "x=" + filepath.Join(dir, "absent.tar")},
		"card needs FOLDER":             {"card"},
	} {
		wrong := 2
		if want == "no such file" || want == "absent.tar" {
			wrong = 1
		}
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), args, &stdout, &stderr); code != wrong || !strings.Contains(stderr.String(), want) {
			t.Errorf("%q: exit code %d, %q", args, code, &stderr)
		}
	}
}
