package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/backends"
	"regnetlens/tools/evaluate"
)

// TestEvalAgreesWithClassify evaluates a folder of drawings under classes of
// our choice, and counts by hand what classify says of each.
func TestEvalAgreesWithClassify(t *testing.T) {
	folder := t.TempDir()
	labels := []string{"ship", "cat", "bird", "truck"}
	var images, right, inTop5 int
	taken := map[[2]string]int{}
	for i := range 14 {
		label := labels[i%len(labels)]
		path := filepath.Join(folder, "test", label, fmt.Sprintf("%02d.png", i))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, drawing(t, 30+3*i, 40, i), 0o644); err != nil {
			t.Fatal(err)
		}
		top := regnetLines[classified](t, "classify", "resnet-20", path)[0].Top
		images++
		taken[[2]string{label, top[0].Class}]++
		for rank, p := range top {
			if p.Class == label {
				inTop5++
				if rank == 0 {
					right++
				}
			}
		}
	}
	for _, backend := range backends.Names() {
		for _, batch := range []string{"1", "4", "32"} {
			e := regnetJSON[evaluation](t, "eval", "resnet-20", folder, "--backend", backend, "--batch", batch)
			if e.Images != images || e.Top1 != float64(right)/float64(images) || e.Top5 != float64(inTop5)/float64(images) {
				t.Errorf("%s, batch %s: %d images, top-1 %v, top-5 %v; want %d, %d and %d of them", backend, batch, e.Images, e.Top1, e.Top5, images, right, inTop5)
			}
			for i, label := range e.Classes {
				for j, answer := range e.Classes {
					if want := taken[[2]string{label.Name, answer.Name}]; e.Confusion[i][j] != want {
						t.Errorf("%s, batch %s: %s taken for %s %d times, want %d", backend, batch, label.Name, answer.Name, e.Confusion[i][j], want)
					}
				}
			}
			if e.PerSecond <= 0 || e.Backend != backend {
				t.Errorf("%+v", e)
			}
		}
	}
	text := regnet(t, "eval", "resnet-20", folder)
	for _, want := range []string{"14 images", "top-1", "top-5", "images/s", `is \ taken for`, "ship"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// TestEvalClasses: classes that the network doesn't know are an error, not a
// wrong answer.
func TestEvalClasses(t *testing.T) {
	for _, classes := range [][]string{{"cat", "zebra"}, {"n01", "n02"}} {
		folder := t.TempDir()
		for _, class := range classes {
			if err := os.Mkdir(filepath.Join(folder, class), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, class, "1.png"), drawing(t, 32, 32, 1), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var stdout, stderr strings.Builder
		if code := run(t.Context(), []string{"eval", "resnet-20", folder}, &stdout, &stderr); code != 1 || !strings.Contains(stderr.String(), "network") {
			t.Errorf("%q: exit code %d, %s", classes, code, &stderr)
		}
	}
}

// TestEvalManyClasses: a wide confusion matrix is printed as its most frequent
// mistakes.
func TestEvalManyClasses(t *testing.T) {
	e := evaluation{Images: 9}
	for i := range 21 {
		e.Classes = append(e.Classes, classShare{Name: fmt.Sprintf("class%d", i)})
		e.Confusion = append(e.Confusion, make([]int, 21))
	}
	e.Confusion[3][4], e.Confusion[5][6], e.Confusion[7][7] = 2, 5, 9
	var out strings.Builder
	if err := e.print(&out); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	first, second := strings.Index(text, "class5  class6     5"), strings.Index(text, "class3  class4     2")
	if first < 0 || second < first || strings.Contains(text, "class7  class7") {
		t.Errorf("mistakes:\n%s", text)
	}
}

// pictureSet writes drawings under names and returns their folder.
func pictureSet(t *testing.T, names ...string) string {
	t.Helper()
	folder := t.TempDir()
	for i, name := range names {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, drawing(t, 40, 40, i), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// Several networks stand in one table, as each stands alone.
func TestEvalSeveral(t *testing.T) {
	folder := pictureSet(t, "test/cat/1.png", "test/ship/2.png", "test/dog/3.png")
	both := regnetJSON[[]evaluation](t, "eval", "resnet-20", "regnet-20-lstm", folder)
	if len(both) != 2 {
		t.Fatalf("%d evaluations", len(both))
	}
	for _, e := range both {
		alone := regnetJSON[evaluation](t, "eval", e.Weights, folder)
		if alone.Top1 != e.Top1 || alone.Top5 != e.Top5 || alone.Images != 3 || fmt.Sprint(alone.Confusion) != fmt.Sprint(e.Confusion) {
			t.Errorf("%s: %+v, alone %+v", e.Weights, e, alone)
		}
	}
	text := regnet(t, "eval", "resnet-20", "regnet-20-lstm", folder)
	if strings.Count(text, "resnet-20") != 1 || strings.Count(text, "regnet-20-lstm") != 1 || !strings.Contains(text, "weights         top-1") {
		t.Errorf("table:\n%s", text)
	}
}

func TestEvalLimit(t *testing.T) {
	folder := pictureSet(t, "test/cat/1.png", "test/cat/2.png", "test/ship/3.png", "test/ship/4.png")
	e := regnetJSON[evaluation](t, "eval", "resnet-20", folder, "--limit", "2")
	images := map[string]int{}
	for _, c := range e.Classes {
		images[c.Name] = c.Images
	}
	if e.Images != 2 || images["cat"] != 1 || images["ship"] != 1 {
		t.Errorf("%d images: %v", e.Images, images)
	}
	if _, _, err := regnetFrom(t, nil, "eval", "resnet-20", folder, "--limit", "-1"); err == nil {
		t.Error("--limit -1: no error")
	}
}

// What is not as one may think is said, on standard error.
func TestEvalNotes(t *testing.T) {
	undivided := pictureSet(t, "cat/1.png", "ship/2.png", "ship/3.heic")
	out, said, err := regnetFrom(t, nil, "eval", "resnet-20", undivided, "--json")
	if err != nil || !strings.Contains(string(said), "is not divided into training and test") || !strings.Contains(string(said), "left out: 1 .heic files (ship/3.heic)") {
		t.Errorf("%v: %s", err, said)
	}
	if !strings.Contains(string(out), `"split": "all"`) || !strings.Contains(string(out), `"left_out"`) {
		t.Errorf("%s", out)
	}
	for _, split := range []string{"train", "test", "nosuch"} {
		if _, _, err := regnetFrom(t, nil, "eval", "resnet-20", undivided, "--split", split); err == nil || !strings.Contains(err.Error(), "no split") {
			t.Errorf("--split %s of undivided data: %v", split, err)
		}
	}
	if _, _, err := regnetFrom(t, nil, "eval", "resnet-20", pictureSet(t, "test/cat/1.png"), "--split", "nosuch"); err == nil || !strings.Contains(err.Error(), `no split "nosuch"`) {
		t.Errorf("a split that is not there: %v", err)
	}
}

// What is written of a thousand classes is not nine megabytes of zeros, and
// the matrix can be had from it.
func TestEvalOfAThousandClasses(t *testing.T) {
	const classes, images = 1000, 50_000
	tally, names := evaluate.NewTally(classes), make([]string, classes)
	for i := range names {
		names[i] = fmt.Sprintf("class %d", i)
	}
	for i := range images {
		tally.Images++
		answer := i % classes
		if i%4 == 0 {
			answer = i * 7 % classes
		}
		tally.Confusion[i%classes][answer]++
	}
	var b bytes.Buffer
	if err := writeJSON(&b, newEvaluation(tally, names)); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 1<<20 {
		t.Errorf("%d bytes", b.Len())
	}
	var e evaluation
	if err := json.Unmarshal(b.Bytes(), &e); err != nil {
		t.Fatal(err)
	}
	back := make([][]int, classes)
	for i, c := range e.Classes {
		back[i] = make([]int, classes)
		back[i][i] = c.Right
	}
	for _, m := range e.Mistakes {
		back[m.label][m.answer] = m.images
	}
	for i := range back {
		if !slices.Equal(back[i], tally.Confusion[i]) {
			t.Fatalf("row %d differs", i)
		}
	}
	// Few classes keep their matrix, a line each.
	b.Reset()
	if err := writeJSON(&b, map[string]any{"confusion": [][]int{{1, 2}, {3, 4}}, "text": "[ 1, 2 ]", "none": []int{}, "mean": []float64{-0.5, 1e-9}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"    [1, 2],\n    [3, 4]\n", `"[ 1, 2 ]"`, `"none": []`, `"mean": [-0.5, 1e-9]`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, &b)
		}
	}
}
