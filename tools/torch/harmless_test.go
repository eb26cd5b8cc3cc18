package torch

import (
	"archive/tar"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regnetlens/weights/sharedtest"
)

// The values that scripts save beside the tensors are passed by, in every
// protocol that Python's pickle writes (testdata/harmless.py).
func TestHarmlessValues(t *testing.T) {
	for protocol := 2; protocol <= 5; protocol++ {
		c, err := Open(filepath.Join("testdata", fmt.Sprintf("harmless-%d.pt", protocol)))
		if err != nil {
			t.Errorf("protocol %d: %v", protocol, err)
			continue
		}
		a, _, errA := c.Float32("a")
		b, _, errB := c.Float32("b")
		if errA != nil || errB != nil || !slices.Equal(a, []float32{1, 2}) || !slices.Equal(b, []float32{3}) {
			t.Errorf("protocol %d: %v %v, %v %v", protocol, a, b, errA, errB)
		}
		text := fmt.Sprint(c.Values)
		for _, want := range []string{"{epoch 3}", "{none None}", "argparse.Namespace", "datetime.timedelta", "numpy.core.multiarray.scalar", "{device torch.device}"} {
			if !strings.Contains(text, want) {
				t.Errorf("protocol %d: no %s among %s", protocol, want, text)
			}
		}
	}
}

// Names that only look like a harmless one stay refused.
func TestAllowed(t *testing.T) {
	for name, want := range map[string]bool{
		"argparse.Namespace": true, "omegaconf.dictconfig.DictConfig": true, "torch.FloatStorage": true, "__main__.Config": true,
		"os.system": false, "builtins.eval": false, "builtins.getattr": false, "torch.load": false, "numpy.load": false,
		"argparse.Namespaces": false, "omegaconf": false, "datetime": false, "numpy.testing._private.utils.runstring": false,
		"subprocess.Popen": false, "functools.partial": false, "operator.attrgetter": false,
	} {
		if allowed(name) != want {
			t.Errorf("%s: allowed is %v", name, !want)
		}
	}
}

// tensorOf is a tensor of one element, which tells tensors apart.
func tensorOf(i int32) string { return floats(8, i, "K\x01\x85", "K\x01\x85") }

// dictOf is a pickled dict of names and pickled values.
func dictOf(namesAndValues ...string) string {
	var b strings.Builder
	b.WriteString("}(")
	for i := 0; i < len(namesAndValues); i += 2 {
		b.WriteString(text(namesAndValues[i]) + namesAndValues[i+1])
	}
	b.WriteString("u")
	return b.String()
}

func listOf(values ...string) string { return "](" + strings.Join(values, "") + "e" }

// Where the state dict stands in what scripts save.
func TestWhereTheStateDictIs(t *testing.T) {
	w := func(i int32) string { return dictOf("w", tensorOf(i)) }
	two := dictOf("w", tensorOf(2), "b", tensorOf(3))
	for _, c := range []struct {
		name, value string
		path        string
		averaged    bool
		others      int
		fails       string
	}{
		{name: "itself", value: w(0)},
		{name: "state_dict", value: dictOf("state_dict", w(0), "epoch", "K\x03"), path: "state_dict"},
		{name: "model", value: dictOf("model", w(0)), path: "model"},
		{name: "weights", value: dictOf("weights", w(0)), path: "weights"},
		{name: "params", value: dictOf("params", w(0)), path: "params"},
		{name: "net", value: dictOf("acc", "K\x03", "net", w(0)), path: "net"},
		{name: "model_state", value: dictOf("model_state", w(0)), path: "model_state"},
		{name: "model_state_dict", value: dictOf("model_state_dict", w(0)), path: "model_state_dict"},
		{name: "another name", value: dictOf("resnet", w(0), "epoch", "K\x03"), path: "resnet"},
		{name: "nested", value: dictOf("checkpoint", dictOf("state_dict", w(0))), path: "checkpoint.state_dict"},
		{name: "nested under other names", value: dictOf("run", dictOf("best", dictOf("model", w(0)))), path: "run.best.model"},
		{name: "in a list", value: listOf(w(0)), path: "0"},
		{name: "in a list of others", value: listOf("K\x03", dictOf("state_dict", w(0)), text("x")), path: "1.state_dict"},
		{name: "in a tuple", value: w(0) + "K\x03\x86", path: "0"},
		{name: "beside a tensor", value: dictOf("epoch", tensorOf(5), "mine", two), path: "mine", others: 1},
		{name: "beside an optimizer", value: dictOf("mine", w(0), "optimizer", dictOf("m", dictOf("w", tensorOf(4)))), path: "mine", others: 1},
		{name: "an EMA", value: dictOf("model", w(1), "model_ema", w(0)), path: "model_ema", averaged: true, others: 1},
		{name: "timm's EMA", value: dictOf("state_dict", w(1), "state_dict_ema", w(0)), path: "state_dict_ema", averaged: true, others: 1},
		{name: "an EMA that is None", value: dictOf("model", w(0), "model_ema", "N"), path: "model"},
		{name: "an empty EMA", value: dictOf("model", w(0), "ema", "}"), path: "model"},
		{name: "an EMA below", value: dictOf("model", w(1), "ema", dictOf("module", w(0), "updates", "K\x03")), path: "ema.module", averaged: true, others: 1},
		{name: "two of them", value: dictOf("student", w(1), "teacher", w(2)), fails: `choose one of "student", "teacher"`},
		{name: "an optimizer alone", value: dictOf("optimizer", dictOf("w", tensorOf(0))), fails: "optimizer"},
	} {
		file := archive(program(c.value), make([]byte, 32))
		got, err := Parse(file)
		if c.fails != "" {
			if err == nil || !strings.Contains(err.Error(), c.fails) {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got.Path != c.path || got.Averaged != c.averaged || len(got.Dicts) != c.others+1 {
			t.Errorf("%s: %q, averaged %v, of %v", c.name, got.Path, got.Averaged, got.Dicts)
		}
		for _, d := range got.Dicts { // each can be asked for
			if d.Path == "" {
				continue
			}
			if chosen, err := ParseAt(file, d.Path); err != nil || chosen.Path != d.Path || len(chosen.Names()) != d.Tensors {
				t.Errorf("%s at %q: %v", c.name, d.Path, err)
			}
		}
	}
	if _, err := ParseAt(archive(program(dictOf("model", w(0))), make([]byte, 32)), "nowhere"); err == nil || !strings.Contains(err.Error(), `only at "model"`) {
		t.Errorf("a path that is not there: %v", err)
	}
}

// A stride of 0 repeats an element.
func TestExpanded(t *testing.T) {
	data := []byte{0, 0, 0x80, 0x3f, 0, 0, 0, 0x40} // 1, 2
	value := dict(floats(2, 1, "K\x02K\x03\x86", "K\x00K\x00\x86"))
	c, err := Parse(archive(value, data))
	if err != nil {
		t.Fatal(err)
	}
	if got, _, err := c.Float32("t"); err != nil || fmt.Sprint(got) != "[2 2 2 2 2 2]" {
		t.Errorf("%v, %v", got, err)
	}
}

func tarOf(namesAndContents ...any) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(namesAndContents); i += 2 {
		content := namesAndContents[i+1].([]byte)
		w.WriteHeader(&tar.Header{Name: namesAndContents[i].(string), Size: int64(len(content)), Mode: 0o644})
		w.Write(content)
	}
	w.Close()
	return b.Bytes()
}

func TestTar(t *testing.T) {
	plain, err := os.ReadFile("testdata/plain-zip.pt")
	if err != nil {
		t.Fatal(err)
	}
	if c, err := Parse(tarOf("plain.pt", plain)); err != nil || len(c.Names()) != 9 {
		t.Errorf("%v", err)
	}
	for want, b := range map[string][]byte{
		"several files":        tarOf("a.pt", plain, "b.pt", plain),
		"without a file":       tarOf("folder/", []byte{}),
		"before 0.1.10":        tarOf("sys_info", []byte("x"), "pickle", []byte("y")),
		"cut short":            tarOf("plain.pt", plain)[:1500],
		"no PyTorch":           tarOf("readme", []byte("hello")),
		`it holds "inner.pth"`: pack(0, "inner.pth", plain),
		"TorchScript":          pack(0, "a/data.pkl", []byte("\x80\x02}."), "a/constants.pkl", []byte("\x80\x02).")),
	} {
		if _, err := Parse(b); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

// Checkpoints that PyTorch wrote, each holding the tensors of another in its
// own way.
func TestCases(t *testing.T) {
	for control, files := range map[string]map[string]string{
		"legacy.pth": {"ema2.pth": "model_ema", "legacy_p4.pth": "", "model.pth.tar": ""},
		"weights_key.pt": {"nested2.pt": "checkpoint.state_dict", "list.pt": "0", "args.pth": "state_dict",
			"size.pth": "state_dict", "defdict.pth": "state_dict", "np_acc.pth": "net"},
	} {
		want, err := Open(sharedtest.Path(t, "cases", control))
		if err != nil {
			t.Fatal(err)
		}
		for file, path := range files {
			got, err := Open(sharedtest.Path(t, "cases", file))
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			if got.Path != path || !slices.Equal(got.Names(), want.Names()) {
				t.Errorf("%s: at %q, %d tensors", file, got.Path, len(got.Names()))
			}
			for _, name := range want.Names() {
				a, _, errA := want.Float32(name)
				b, _, errB := got.Float32(name)
				if !slices.Equal(a, b) || (errA == nil) != (errB == nil) {
					t.Errorf("%s: %s differs", file, name)
				}
			}
		}
	}
	expanded, err := Open(sharedtest.Path(t, "cases", "expand.pt"))
	if err != nil {
		t.Fatal(err)
	}
	if got, _, err := expanded.Float32("bn1.bias"); err != nil || !slices.Equal(got, make([]float32, 8)) {
		t.Errorf("expand.pt: %v, %v", got, err)
	}
}
