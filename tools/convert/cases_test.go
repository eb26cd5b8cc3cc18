package convert

import (
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/weights/safetensors"
	"regnetlens/weights/sharedtest"
)

// Checkpoints that PyTorch wrote and runs.
func TestCases(t *testing.T) {
	open := func(file string) (*File, *Result) {
		src, err := Open(sharedtest.Path(t, "cases", file), "")
		if err != nil {
			t.Errorf("%s: %v", file, err)
			return nil, nil
		}
		r, err := Convert(src, Options{})
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		return src, r
	}
	for control, files := range map[string][]string{
		"legacy.pth":     {"ptl.ckpt", "orig_mod.pt", "ema2.pth", "legacy_p4.pth", "model.pth.tar"},
		"weights_key.pt": {"nested2.pt", "list.pt", "args.pth", "size.pth", "defdict.pth", "np_acc.pth"},
	} {
		_, want := open(control)
		for _, file := range files {
			_, got := open(file)
			if want == nil || got == nil {
				continue
			}
			if !slices.EqualFunc(got.Tensors, want.Tensors, func(a, b safetensors.Tensor) bool {
				return a.Name == b.Name && slices.Equal(a.Shape, b.Shape) && slices.Equal(a.Data, b.Data)
			}) {
				t.Errorf("%s: other weights than %s", file, control)
			}
		}
	}
	for file, shortcut := range map[string]arch.Shortcut{
		"optB_shortcut.pt": arch.ShortcutProjection, "optB_ds_fc.pt": arch.ShortcutProjection, "optA_fc.pt": arch.ShortcutPad, "st64.safetensors": arch.ShortcutPad,
	} {
		if _, r := open(file); r != nil && (r.Arch.Shortcut != shortcut || r.Arch.Stem != arch.StemCIFAR) {
			t.Errorf("%s: read as %s", file, r.Arch)
		}
	}
	src, r := open("bias.pt")
	if r == nil {
		return
	}
	bias, _, err := src.Float32("conv1.bias")
	if err != nil {
		t.Fatal(err)
	}
	mean, _, err := src.Float32("bn1.running_mean")
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(r.Tensors, func(x safetensors.Tensor) bool { return x.Name == "bn0.running_mean" })
	for i, v := range r.Tensors[at].Data {
		if v != mean[i]-bias[i] {
			t.Errorf("the mean of channel %d is %g, want %g", i, v, mean[i]-bias[i])
		}
	}
}
