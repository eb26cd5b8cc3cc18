// Package conform holds the tests that every backend of package learn has to
// pass: against the steps of an independent implementation, against itself
// with other threads and after a stop, with faults, and against the reference
// on random architectures.
package conform

import (
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	forward "regnetlens/infer/internal/conform"
	"regnetlens/infer/learn"
	"regnetlens/weights/safetensors"
)

// Golden takes a step of every network in infer/testdata and holds its loss,
// gradients and running statistics against those of infer/learn/testdata,
// which an independent PyTorch implementation made in double precision.
// weights and steps are the paths to those folders.
func Golden(t *testing.T, b learn.Backend, weights, steps string, within Within) {
	files, err := filepath.Glob(filepath.Join(weights, "*.safetensors"))
	if err != nil || len(files) < 13 {
		t.Fatalf("%d weight files in %s, want all 13 (%v)", len(files), weights, err)
	}
	for _, path := range files {
		base := filepath.Base(path)
		t.Run(strings.TrimSuffix(base, ".safetensors"), func(t *testing.T) {
			golden(t, b, forward.Open(t, path), forward.Open(t, filepath.Join(steps, base)), within)
		})
	}
}

func golden(t *testing.T, b learn.Backend, file, want *safetensors.File, within Within) {
	record, err := arch.Parse([]byte(file.Metadata()["regnet.arch"]))
	if err != nil {
		t.Fatal(err)
	}
	pictures, shape := forward.Tensor(t, want, "input")
	g, err := record.Build(shape[2], shape[3])
	if err != nil {
		t.Fatal(err)
	}
	s := learn.State{}
	for _, p := range g.Params() {
		s[p.Name], _ = forward.Tensor(t, file, p.Name)
	}
	in := learn.Batch{Pictures: pictures}
	labels, _ := forward.Tensor(t, want, "labels")
	for _, v := range labels {
		in.Labels = append(in.Labels, int32(v))
	}
	l := learner(t, b, g, s, learn.Options{Batch: len(labels), Smoothing: 0.1})
	got := step(t, l, 1, 0, in)

	loss, _ := forward.Tensor(t, want, "loss")
	closeTo(t, "the loss", []float32{float32(got.Loss)}, loss, Tolerance)
	logits, _ := forward.Tensor(t, want, "logits")
	if right := rightAnswers(logits, in.Labels); got.Right != right {
		t.Errorf("%d right answers, want %d", got.Right, right)
	}
	after, grads, stats := l.Save(), learn.State{}, 0
	for _, name := range want.Names() {
		value, _ := forward.Tensor(t, want, name)
		if p, ok := strings.CutPrefix(name, "grad/"); ok {
			grads[p] = value
		} else if p, ok := strings.CutPrefix(name, "stat/"); ok {
			closeTo(t, name, after[p], value, Tolerance)
			stats++
		}
	}
	closeGradients(t, gradients(l), grads, within)
	if len(grads)+stats != len(g.Params()) {
		t.Errorf("PyTorch has %d gradients and %d statistics, the network %d parameters", len(grads), stats, len(g.Params()))
	}
	if norm := commonNorm(grads); math.Abs(got.Norm-norm) > Tolerance*norm {
		t.Errorf("the gradients' norm is %g, want %g", got.Norm, norm)
	}
	unmovedAndRepeated(t, l, s, after, in)
}

// unmovedAndRepeated checks that a step at a rate of zero moves statistics
// only, and that the next one starts afresh: it has the same gradients.
func unmovedAndRepeated(t *testing.T, l learn.Learner, before, after learn.State, in learn.Batch) {
	t.Helper()
	for _, p := range l.Graph().Params() {
		if same := slices.Equal(before[p.Name], after[p.Name]); same != p.Role.Trained() {
			t.Errorf("%s after a step at a rate of zero: unchanged is %v", p.Name, same)
		}
		if known := l.Gradient(p.Name) != nil; known != p.Role.Trained() {
			t.Errorf("%s has a gradient: %v", p.Name, known)
		}
	}
	if l.Gradient("no such parameter") != nil {
		t.Error("a parameter that there is not has a gradient")
	}
	first := gradients(l)
	step(t, l, 2, 0, in)
	sameBits(t, "the gradients of the second step", gradients(l), first)
}

// rightAnswers counts the pictures whose first largest logit is the label's.
func rightAnswers(logits []float32, labels []int32) int {
	n, classes := 0, len(logits)/len(labels)
	for i, label := range labels {
		row := logits[i*classes : (i+1)*classes]
		if slices.Index(row, slices.Max(row)) == int(label) {
			n++
		}
	}
	return n
}
