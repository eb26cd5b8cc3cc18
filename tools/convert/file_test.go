package convert

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/weights"
	"regnetlens/weights/filekind"
	"regnetlens/weights/safetensors"
)

// checkpoint is a file that PyTorch wrote, see tools/torch/testdata/fixtures.py.
func checkpoint(name string) string { return filepath.Join("../torch/testdata", name) }

func TestOpenCheckpoint(t *testing.T) {
	for name, want := range map[string]struct {
		kind filekind.Kind
		key  string
	}{
		"nested-zip.pt": {filekind.TorchZip, "state_dict"}, "nested-legacy.pt": {filekind.TorchStream, "state_dict"},
		"plain-zip.pt": {filekind.TorchZip, ""}, "plain-legacy.pt": {filekind.TorchStream, ""},
	} {
		f, err := Open(checkpoint(name), "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Kind != want.kind || f.Key() != want.key || f.Averaged() || f.Others() != nil || f.Metadata != nil {
			t.Errorf("%s: %s at %q, averaged %v, others %q", name, f.Kind, f.Key(), f.Averaged(), f.Others())
		}
		types := map[string]safetensors.DType{"module.weight": safetensors.F32, "module.half": safetensors.F16, "module.bfloat": safetensors.BF16, "module.double": safetensors.F64}
		for tensor, dtype := range types {
			if got := f.DType(tensor); got != dtype {
				t.Errorf("%s: %s is of %s, want %s", name, tensor, got, dtype)
			}
		}
	}
	if _, err := Open(checkpoint("nested-zip.pt"), "optimizer"); err == nil || !strings.Contains(err.Error(), "nested-zip.pt") {
		t.Errorf("a key that is not there: %v", err)
	}
}

// A checkpoint becomes a file of ours, and that is read as what it was.
func TestFileToFile(t *testing.T) {
	theirs, err := Open(checkpoint("akamaster.th"), "")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Convert(theirs, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.Arch.Widths, []int{2, 4, 8}) || !slices.Equal(r.Arch.Blocks, []int{1, 1, 1}) || r.Arch.Classes != 10 {
		t.Fatalf("%s", r.Arch)
	}
	m, _, err := Describe(r, nil)
	if err != nil || !slices.Equal(m.Classes, CIFAR10) || m.Input != 32 || m.Title != "ResNet-8" {
		t.Fatalf("%+v, %v", m, err)
	}
	for i := range r.Tensors {
		r.Tensors[i].DType = safetensors.F32
	}
	m.ID = "tiny"
	path := filepath.Join(t.TempDir(), "tiny.safetensors")
	var file bytes.Buffer
	if err := weights.Encode(&file, m, r.Tensors); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	ours, err := Open(path, "")
	if err != nil {
		t.Fatal(err)
	}
	if ours.Kind != filekind.Safetensors || ours.Key() != "" || ours.Averaged() || ours.Others() != nil || ours.DType("fc.weight") != safetensors.F32 {
		t.Errorf("%s at %q, averaged %v, others %q", ours.Kind, ours.Key(), ours.Averaged(), ours.Others())
	}
	record, err := RecordOf(ours.Metadata)
	if err != nil || record == nil || record.String() != r.Arch.String() {
		t.Fatalf("%v, %v", record, err)
	}
	again, err := Convert(ours, Options{Arch: record})
	if err != nil {
		t.Fatal(err)
	}
	same := func(a, b safetensors.Tensor) bool { return a.Name == b.Name && slices.Equal(a.Data, b.Data) }
	if again.Mapping != "spec" || !slices.EqualFunc(again.Tensors, r.Tensors, same) {
		t.Errorf("read as %s, %d tensors of %d", again.Mapping, len(again.Tensors), len(r.Tensors))
	}
	if _, err := Open(path, "state_dict"); err == nil || !strings.Contains(err.Error(), "no keys") {
		t.Errorf("a key of a safetensors file: %v", err)
	}
	if _, err := Parse(file.Bytes()[:file.Len()-1], ""); err == nil || !strings.Contains(err.Error(), "damaged or cut short") {
		t.Errorf("a file that was cut short: %v", err)
	}
}

func TestRecordOf(t *testing.T) {
	if r, err := RecordOf(map[string]string{"arch": "resnet"}); r != nil || err != nil {
		t.Errorf("another program's metadata: %v, %v", r, err)
	}
	if r, err := RecordOf(map[string]string{weights.KeyPrefix + "arch": "{"}); r != nil || err == nil {
		t.Errorf("a broken record: %v", r)
	}
}

// What holds no tensors is named, and packed files are to be unpacked first.
func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct {
		content string
		want    string
	}{
		"packed.gz":   {"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", "unpack it first"},
		"packed.zst":  {"\x28\xb5\x2f\xfd\x00\x00\x00\x00", "unpack it first"},
		"picture.png": {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"},
		"empty":       {"", "it is"},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(c.content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, ""); !errors.Is(err, ErrNoTensors) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := Open(filepath.Join(dir, "absent"), ""); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	broken := []byte("PK\x03\x04 and no more")
	if _, err := Parse(broken, ""); err == nil {
		t.Error("a broken checkpoint")
	}
}

// Networks that are nearly ResNets are refused by what they have that ours have
// not.
func TestNearlyResNets(t *testing.T) {
	change := func(f func(fake)) fake { s := torchvision(false, 1, 1, 1, 1); f(s); return s }
	for want, f := range map[string]fake{
		"has to be 3×3 or 7×7":           change(func(f fake) { f["conv1.weight"] = []int{64, 3, 5, 5} }),
		"reads grey pictures":            change(func(f fake) { f["conv1.weight"] = []int{64, 1, 7, 7} }),
		"as a ResNeXt has them":          change(func(f fake) { f["layer1.0.conv2.weight"] = []int{64, 2, 3, 3} }),
		`"fc.weight" has shape [10]`:     change(func(f fake) { f["fc.weight"] = []int{10} }),
		`"layer1.0.conv1.weight" has sh`: change(func(f fake) { f["layer1.0.conv1.weight"] = []int{64} }),
	} {
		if _, err := Convert(f, Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
	// Squeeze and excitation in which nothing is left.
	r, err := arch.Parse([]byte(`{"stem":"cifar","stem_width":4,"block":"basic","widths":[4],"blocks":[1],"shortcut":"pad","se":2,"classes":2}`))
	if err != nil {
		t.Fatal(err)
	}
	g, err := r.Build(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	spec := fake{}
	for _, p := range g.Params() {
		spec[p.Name] = p.Shape
	}
	if got, err := Convert(spec, Options{}); err != nil || got.Arch.SE != 2 {
		t.Fatalf("%v, %v", got, err)
	}
	without := maps.Clone(spec)
	without["stage1.block1.se.fc1.weight"] = []int{0, 4}
	if _, err := Convert(without, Options{}); err == nil || !strings.Contains(err.Error(), "se.fc1.weight") {
		t.Errorf("an excitation of no width: %v", err)
	}
}
