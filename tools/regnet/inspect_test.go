package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/weights/sharedtest"
)

// What inspect says of a checkpoint is what import makes of it.
func TestInspect(t *testing.T) {
	i := regnetJSON[inspection](t, "inspect", checkpoint)
	if i.Mapping != "akamaster" || i.Params != 1356 || i.Arch == nil || i.Arch.Shortcut != arch.ShortcutPad || i.Problem != "" {
		t.Errorf("%+v", i)
	}
	becomes := map[string]string{}
	for _, x := range i.Tensors {
		becomes[x.Name] = x.Ours
	}
	for name, ours := range map[string]string{
		"module.conv1.weight": "conv0.weight", "module.layer3.0.bn2.running_var": "stage3.block1.bn2.running_var",
		"module.linear.bias": "fc.bias", "module.bn1.num_batches_tracked": "",
	} {
		if got, ok := becomes[name]; !ok || got != ours {
			t.Errorf("%s becomes %q, want %q (of %d)", name, got, ours, len(becomes))
		}
	}
	text := regnet(t, "inspect", checkpoint)
	for _, want := range []string{"a PyTorch checkpoint", "conv0.weight", "It becomes (akamaster names, 1,356 parameters)", `"shortcut":"pad"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// A file that cannot be imported is listed all the same, with the reason.
func TestInspectWhatCannotBeImported(t *testing.T) {
	i := regnetJSON[inspection](t, "inspect", "../torch/testdata/harmless-4.pt")
	if i.Problem == "" || i.Arch != nil || i.Key != "state_dict" || len(i.Tensors) != 2 || len(i.Values) == 0 {
		t.Errorf("%+v", i)
	}
	if text := regnet(t, "inspect", "../torch/testdata/harmless-4.pt"); !strings.Contains(text, "It cannot be imported: convert: the tensors' names fit no mapping") ||
		!strings.Contains(text, "epoch") || !strings.Contains(text, "argparse.Namespace") {
		t.Errorf("text:\n%s", text)
	}
}

// --key and --map say what cannot be seen, to inspect and to import alike.
func TestKeyAndMap(t *testing.T) {
	ema := sharedtest.Path(t, "cases", "ema2.pth")
	for _, c := range []struct {
		args     []string
		key      string
		averaged bool
		noted    bool
	}{
		{nil, "model_ema", true, true},
		{[]string{"--key", "model"}, "model", false, false},
	} {
		out := filepath.Join(t.TempDir(), "x.safetensors")
		_, said, err := regnetFrom(t, nil, append([]string{"import", ema, "-o", out}, c.args...)...)
		if err != nil || strings.Contains(string(said), "averaged weights (EMA)") != c.noted {
			t.Errorf("%q: %v, %s", c.args, err, said)
		}
		i := regnetJSON[inspection](t, append([]string{"inspect", ema}, c.args...)...)
		if i.Key != c.key || i.Averaged != c.averaged || len(i.Others) != 1 {
			t.Errorf("%q: %q of %q", c.args, i.Key, i.Others)
		}
	}
	if _, _, err := regnetFrom(t, nil, "inspect", ema, "--key", "nowhere"); err == nil || !strings.Contains(err.Error(), `"model_ema"`) {
		t.Errorf("a key that is not there: %v", err)
	}
	without := regnetJSON[inspection](t, "inspect", checkpoint, "--map", "module.linear.=")
	if !strings.Contains(without.Problem, "linear.weight") && !strings.Contains(without.Problem, "fc.weight") {
		t.Errorf("without its classifier: %+v", without)
	}
	if _, _, err := regnetFrom(t, nil, "inspect", checkpoint, "--map", "linear"); err == nil || !strings.Contains(err.Error(), "old=new") {
		t.Errorf("half a name: %v", err)
	}
}

// A foreign file is called what it is.
func TestForeignFiles(t *testing.T) {
	cifar := "\x80\x02}q\x01(U\x0bbatch_labelq\x02U\x15training batch 1 of 5"
	for want, content := range map[string]string{
		"git lfs pull":    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n",
		"an HTML page":    "<!DOCTYPE html>\n<html>",
		"CIFAR's Python":  cifar,
		"a Python pickle": "\x80\x04}.",
		"gzip":            "\x1f\x8b\x08",
		"an ONNX model":   "\x08\x08\x12\x07pytorch",
		"it is empty":     "",
		"damaged or cut":  "\x40\x00\x00\x00\x00\x00\x00\x00{",
	} {
		path := writeFileOf(t, "w.safetensors", []byte(content))
		for _, args := range [][]string{{"info", path}, {"import", path, "-o", filepath.Join(t.TempDir(), "x.safetensors")}, {"inspect", path}} {
			if _, _, err := regnetFrom(t, nil, args...); err == nil || !strings.Contains(err.Error(), want) || len(err.Error()) > 400 {
				t.Errorf("%s, want %q: %v", args[0], want, err)
			}
		}
	}
	for _, args := range [][]string{{"info", t.TempDir()}, {"inspect", t.TempDir()}} {
		if _, _, err := regnetFrom(t, nil, args...); err == nil || !strings.Contains(err.Error(), "is a folder") {
			t.Errorf("%s of a folder: %v", args[0], err)
		}
	}
}

// An id is made of a name that could be none.
func TestImportFitsTheID(t *testing.T) {
	out := filepath.Join(t.TempDir(), "My Best_Model (2).safetensors")
	done := regnetJSON[importation](t, "import", checkpoint, "-o", out)
	if done.Model.ID != "my-best-model-2" {
		t.Errorf("id %q", done.Model.ID)
	}
	if done := regnetJSON[importation](t, "import", checkpoint, "-o", os.DevNull); done.Model.ID != "akamaster" {
		t.Errorf("id %q", done.Model.ID)
	}
}
