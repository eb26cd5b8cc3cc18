package command

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regnetlens/tools/train/run"
	"regnetlens/weights"
)

// A network is trained and measured, and its file says how.
func TestTrain(t *testing.T) {
	data := colours(t, 1, "train", 8, "blue", "green", "red")
	draw(t, data, 2, "test", 3, "blue", "green", "red")
	dir, err := trained(t, data, "--test", "colours="+data, "--lr", "0.1", "--threads", "2", "--seed", "5")
	if err != nil {
		t.Fatal(err)
	}
	w, err := weights.Open(filepath.Join(dir, run.ModelFile))
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Accuracy) != 1 || w.Accuracy[0].Data != "colours" || w.Accuracy[0].Images != 9 || len(w.Epochs) != 2 {
		t.Errorf("accuracy %+v, epochs %+v", w.Accuracy, w.Epochs)
	}
	// The last epoch was measured on the weights before they were rounded.
	if last := w.Epochs[1]; last.Test == 0 || last.HeldOut != 0 {
		t.Errorf("the last epoch is logged as %+v", last)
	}
	for _, word := range []string{"epochs=2, batch=6, schedule.peak=0.1", "seed 5", "8 steps of 6"} {
		if !strings.Contains(w.Trained, word) {
			t.Errorf("%q does not say %q", w.Trained, word)
		}
	}
	// With pictures held out the test pictures are left alone till the end.
	dir, err = trained(t, data, "--test", data, "--set", "hold_out=6")
	if err != nil {
		t.Fatal(err)
	}
	log, err := run.ReadLog(dir)
	if err != nil || len(log) != 2 || log[0].Test != 0 || log[1].Test != 0 {
		t.Errorf("log %+v, %v", log, err)
	}
	dir, err = trained(t, data, "--test", data, "--validate=false")
	if log, logErr := run.ReadLog(dir); err != nil || logErr != nil || log[1].Test != 0 {
		t.Errorf("not validated: log %+v, %v, %v", log, err, logErr)
	}
}

// Everything that can be wrong is found before anything slow begins: nothing
// is decoded, no checkpoint is written.
func TestTrainChecksFirst(t *testing.T) {
	data := colours(t, 1, "train", 8, "blue", "green", "red")
	draw(t, data, 2, "test", 3, "blue", "green", "red")
	other := colours(t, 3, "test", 3, "blue", "pink", "red")
	more := colours(t, 3, "test", 3, "ant", "bee", "cow", "dog")
	wide := filepath.Join(t.TempDir(), "wide.json")
	record := `{"stem":"cifar","stem_width":4096,"block":"basic","widths":[4096],"blocks":[1],"shortcut":"projection","regulator":"none","regulated_stages":null,"se":0}`
	if err := os.WriteFile(wide, []byte(record), 0o644); err != nil {
		t.Fatal(err)
	}
	cache := t.TempDir()
	for _, c := range []struct {
		word string
		args []string
	}{
		{"nowhere", []string{"--test", data, "--test", "x=/nowhere"}},
		{`no split "test"`, []string{"--test", colours(t, 3, "train", 1, "blue")}},
		{"pink", []string{"--test", other}},
		{"4 classes, the network 3", []string{"--test", more}},
		{"bfloat16", []string{"--set", "precision=bfloat16"}},
		{"--devices", []string{"--devices", "2"}},
		{"batch", []string{"--batch", "-1"}},
		{"--threads", []string{"--threads", "-1"}},
		{"GB of memory", []string{"--batch", "100000000"}},
		{"recipe", []string{"--recipe", "slow"}},
		{"less than a step's 6", []string{"--set", "hold_out=20"}},
		{"less than a step's 96", []string{"--batch", "96"}},
		{"tpu", []string{"--device", "tpu"}},
		{`handed over: ["train" "--batch=6"`, []string{"--device", "cuda"}},
		{"no model", []string{"--init", "/nowhere.safetensors"}},
		{"another network", []string{"--init", "resnet-20"}},
	} {
		dir, err := trained(t, data, append(c.args, "--cache", cache)...)
		refused(t, c.word, err)
		if files, _ := filepath.Glob(filepath.Join(dir, "*")); len(files) != 0 {
			t.Errorf("%s left %q", c.word, files)
		}
	}
	if files, _ := os.ReadDir(cache); len(files) != 0 {
		t.Errorf("pictures were decoded: %v", files)
	}
	dir, err := trained(t, data)
	if err != nil {
		t.Fatal(err)
	}
	refused(t, "--resume", execute(t.Context(), "train", "resnet-8", "--data", "/", "--dir", dir))
	refused(t, "is no network", execute(t.Context(), "train", "resnet-9b", "--data", data, "--dir", t.TempDir()))
}

// Pictures that are in both data sets are counted by what they show, whatever
// their names, sizes of files and classes.
func TestSameData(t *testing.T) {
	long(t)
	data := colours(t, 1, "train", 8, "blue", "green", "red")
	draw(t, data, 2, "test", 3, "blue", "green", "red")
	b, err := os.ReadFile(filepath.Join(data, "train", "blue", "4.png"))
	if err == nil {
		err = os.WriteFile(filepath.Join(data, "test", "red", "other name.png"), append(b, 0), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, recipe := range [][]string{nil, {"--set", "augment.crop=0", "--set", "augment.resized=0.5"}} {
		_, err = trained(t, data, append(recipe, "--test", data)...)
		refused(t, "1 of the 10 test pictures", err)
		if _, err = trained(t, data, append(recipe, "--test", data, "--same-data")...); err != nil {
			t.Error(err)
		}
	}
}

func TestShortForms(t *testing.T) {
	for _, c := range []struct {
		f           recipeFlags
		epochs      int
		batch       int
		start, peak float64
	}{
		{recipeFlags{name: "fast-cifar"}, 10, 128, 0.02, 0.2},
		{recipeFlags{name: "fast-cifar", rate: 0.1, epochs: 3}, 3, 128, 0.02, 0.1},
		{recipeFlags{name: "fast-cifar", rate: 0.01, batch: 64}, 10, 64, 0.001, 0.01},
		{recipeFlags{name: "paper-cifar", epochs: 3, sets: []string{"schedule.peak=9"}, rate: 0.5}, 3, 128, 0, 0.5},
	} {
		r, sets, err := c.f.load()
		if err != nil || r.Epochs != c.epochs || r.Iterations != 0 || r.Batch != c.batch || r.Schedule.Start != c.start || r.Schedule.Peak != c.peak {
			t.Errorf("%+v: %q, %+v, %v", c.f, sets, r, err)
		}
	}
	for word, f := range map[string]recipeFlags{
		"epochs": {name: "fast-cifar", epochs: -1}, "batch": {name: "fast-cifar", batch: -1}, "schedule.peak": {name: "fast-cifar", rate: -1},
	} {
		_, _, err := f.load()
		refused(t, word, err)
	}
}

// With --init a training goes on with a file's weights; the classifier goes by
// the names of the classes.
func TestInit(t *testing.T) {
	long(t)
	data := colours(t, 1, "train", 8, "blue", "green", "red")
	dir, err := trained(t, data, "--f32")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, run.ModelFile)
	from, err := weights.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	start := func(data string) *weights.Weights {
		t.Helper()
		// A rate of nearly zero and no decay: what was begun with is what comes out.
		dir, err := trained(t, data, "--f32", "--init", file, "--lr", "1e-12", "--set", "schedule.start=0.0", "--set", "optimizer.decay=0.0")
		if err != nil {
			t.Fatal(err)
		}
		w, err := weights.Open(filepath.Join(dir, run.ModelFile))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(w.Trained, "from the weights of resnet-8 (SHA-256 "+from.SHA256) {
			t.Errorf("%q does not say what it began with", w.Trained)
		}
		return w
	}
	tensor := func(w *weights.Weights, name string) []float32 {
		t.Helper()
		data, _, err := w.Float32(name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	row := func(w *weights.Weights, i int) []float32 { return tensor(w, "fc.weight")[64*i:][:64] }
	for _, c := range []struct {
		what    string
		classes []string
		rows    []int // of the file, for each class; nil: new
	}{
		{"the same classes", []string{"blue", "green", "red"}, []int{0, 1, 2}},
		{"another number", []string{"blue", "green", "red", "violet"}, nil},
		{"other names", []string{"ant", "bee", "cow"}, nil},
	} {
		w := start(colours(t, 1, "train", 8, c.classes...))
		for _, name := range []string{"conv0.weight", "stage3.block1.bn2.weight"} {
			if !slices.Equal(tensor(w, name), tensor(from, name)) {
				t.Errorf("%s: %s is not the file's", c.what, name)
			}
		}
		for i := range c.classes {
			if c.rows != nil && !slices.Equal(row(w, i), row(from, c.rows[i])) {
				t.Errorf("%s: the classifier of %s is another", c.what, c.classes[i])
			}
			if c.rows == nil && i < 3 && slices.Equal(row(w, i), row(from, i)) {
				t.Errorf("%s: the classifier of %s is the file's", c.what, c.classes[i])
			}
		}
	}
	if got := reorder([]float32{1, 2, 3, 4, 5, 6}, []string{"a", "b", "c"}, []string{"c", "a", "b"}); !slices.Equal(got, []float32{5, 6, 1, 2, 3, 4}) {
		t.Errorf("reordered to %v", got)
	}
	// Another start is another run.
	dir, err = trained(t, data, "--stop", "3")
	refused(t, "stopped", err)
	err = execute(t.Context(), "train", "resnet-8", "--data", data, "--dir", dir, "--cache", t.TempDir(), "--set", "size=8", "--set", "augment.crop=1", "--batch", "6", "--epochs", "2", "--resume", "--init", file)
	refused(t, "other weights", err)
}
