package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/infer/backends"
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
		top := regnetJSON[[]classified](t, "classify", "resnet-20", path)[0].Top
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
