package sweep

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"k8s.io/api/batch/v1"
	"sigs.k8s.io/yaml"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/run"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

func TestTables(t *testing.T) {
	want := []string{"cifar10-30", "cifar100-30", "table3-cifar10", "table3-cifar100", "table4-cifar10", "table4-cifar100", "table4-imagenet", "table5-cifar10", "table5-cifar100"}
	if !slices.Equal(Names(), want) {
		t.Errorf("sweeps %q", Names())
	}
	for _, name := range Names() {
		s, err := Load(name)
		if err != nil {
			t.Error(err)
		} else if s.Name != name || len(s.Jobs()) != len(s.Rows)*len(s.Seeds) {
			t.Errorf("%s: name %q, %d jobs", name, s.Name, len(s.Jobs()))
		}
	}
	path := filepath.Join(t.TempDir(), "x.toml")
	for text, word := range map[string]string{
		"name = \"x\"\nrecipe = \"r\"\nseeds = [1, 1]\n[[row]]\nnetwork = \"a\"": "twice",
		"name = \"x\"\nrecipe = \"r\"\nseeds = [1]":                              "row",
		"name = \"x\"\ncolour = 1":                                               "colour",
		"name = \"X/\"":                                                          "name",
		"name = \"x\"\nrecipe = \"r\"\nseeds = [1]\n[[row]]\nnetwork = \"../a\"": "network",
	} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(path); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// finished leaves a weight file as a run does.
func finished(t *testing.T, dir string, j Job, top1 float64) {
	t.Helper()
	m := weights.Model{
		ID: j.Network, Title: j.Network, Input: 8, Accuracy: []weights.Accuracy{{Data: "test", Images: 100, Top1: top1}},
		Arch: arch.Record{
			Stem: arch.StemCIFAR, StemWidth: 1, Block: arch.BlockBasic, Widths: []int{1}, Blocks: []int{1},
			Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorNone, Classes: 2,
		},
	}
	g, err := m.Arch.Build(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	var tensors []safetensors.Tensor
	for _, p := range g.Params() {
		tensors = append(tensors, safetensors.Tensor{Name: p.Name, DType: safetensors.F32, Shape: p.Shape, Data: make([]float32, p.Len())})
	}
	var b bytes.Buffer
	if err := weights.Encode(&b, m, tensors); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, j.Folder()), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, j.Folder(), run.ModelFile), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestRunAndTable(t *testing.T) {
	s := Sweep{Name: "x", Data: "colours", Recipe: "r", Seeds: []uint64{1, 2}, Rows: []Row{{Network: "a", Paper: 8.5}, {Network: "b"}, {Network: "c"}}}
	dir := t.TempDir()
	finished(t, dir, Job{"a", 1}, 0.90)
	var mu sync.Mutex
	ran := map[string]bool{}
	top1 := map[string]float64{"a-seed2": 0.92, "b-seed1": 0.8}
	train := func(_ context.Context, j Job, _ int) error {
		mu.Lock()
		defer mu.Unlock()
		ran[j.Folder()] = true
		v, ok := top1[j.Folder()]
		if !ok {
			return errors.New("no luck")
		}
		finished(t, dir, j, v)
		return nil
	}
	failed := Run(context.Background(), dir, s.Jobs(), Cores{2, 2}, train)
	if ran["a-seed1"] || len(ran) != 5 {
		t.Errorf("ran %v", ran)
	}
	if len(failed) != 3 || failed[0].Folder() != "b-seed2" || failed[2].Folder() != "c-seed2" {
		t.Errorf("failed %v", failed)
	}
	table, err := s.Markdown(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"| 2 of 2 | 9.00 ± 1.41 | 8.50 |", "| 1 of 2 | 20.00 | – |", "| 0 of 2 | not run | – |"} {
		if !strings.Contains(table, line) {
			t.Errorf("no %q in\n%s", line, table)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	clear(ran)
	if Run(ctx, dir, s.Jobs(), Cores{1, 1}, train); len(ran) != 0 {
		t.Errorf("ran %v after the end", ran)
	}
}

// Each run has a core while there are as many runs as cores, and more when
// fewer are left; never are more threads out than there are cores.
func TestCores(t *testing.T) {
	for _, c := range []struct {
		cores Cores
		jobs  int
		want  []int // threads of each job that begins before any has ended
	}{
		{Cores{4, 4}, 9, []int{1, 1, 1, 1}},
		{Cores{8, 8}, 3, []int{3, 3, 2}},
		{Cores{8, 2}, 9, []int{4, 4}},
		{Cores{2, 2}, 1, []int{2}},
		{Cores{2, 4}, 4, []int{1, 1, 1, 1}}, // asked for
		{Cores{2, 0}, 3, []int{2}},
	} {
		s := Sweep{Seeds: make([]uint64, c.jobs), Rows: []Row{{Network: "a"}}}
		for i := range s.Seeds {
			s.Seeds[i] = uint64(i)
		}
		var mu sync.Mutex
		threads := map[uint64]int{}
		begun, all := make(chan int), make(chan struct{})
		go func() {
			for range c.want {
				<-begun
			}
			close(all)
		}()
		out, most := 0, 0
		Run(context.Background(), t.TempDir(), s.Jobs(), c.cores, func(_ context.Context, j Job, n int) error {
			mu.Lock()
			threads[j.Seed] = n
			out += n
			most = max(most, out)
			mu.Unlock()
			if int(j.Seed) < len(c.want) {
				begun <- 0
			}
			<-all
			mu.Lock()
			out -= n
			mu.Unlock()
			return nil
		})
		for i, want := range c.want {
			if threads[uint64(i)] != want {
				t.Errorf("%+v, %d jobs: job %d has %d threads, want %d", c.cores, c.jobs, i, threads[uint64(i)], want)
			}
		}
		if len(threads) != c.jobs || most > max(c.cores.Count, c.cores.Parallel) {
			t.Errorf("%+v: %d of %d jobs ran, with up to %d threads at once", c.cores, len(threads), c.jobs, most)
		}
	}
}

// The Kubernetes job, read strictly with the published types, says what was
// meant.
func TestEmitKubernetes(t *testing.T) {
	s, err := Load("table5-cifar10")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	c := Cluster{File: "table5-cifar10", Dir: "/runs", Pictures: `/data/it's "here"`, Device: "cuda", Image: "registry/image:1", Claim: "runs", Parallel: 4}
	if err := s.Emit(&b, "kubernetes", c); err != nil {
		t.Fatal(err)
	}
	var job v1.Job
	if err := yaml.UnmarshalStrict(b.Bytes(), &job); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	pod := job.Spec.Template.Spec
	if *job.Spec.Completions != 18 || *job.Spec.Parallelism != 4 || *job.Spec.CompletionMode != v1.IndexedCompletion || job.APIVersion != "batch/v1" {
		t.Errorf("%+v", job.Spec)
	}
	if got := pod.Containers[0].Args; !slices.Equal(got, []string{c.File, c.Dir, c.Pictures, c.Device}) {
		t.Errorf("arguments %q", got)
	}
	gpus := pod.Containers[0].Resources.Limits["nvidia.com/gpu"]
	if gpus.String() != "1" || pod.Volumes[0].PersistentVolumeClaim.ClaimName != "runs" || pod.RestartPolicy != "Never" {
		t.Errorf("%+v", pod)
	}
	if err := s.Emit(&b, "kubernetes", Cluster{}); err == nil {
		t.Error("no image, no error")
	}
}

func TestEmitSlurm(t *testing.T) {
	s, err := Load("table3-cifar10")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.Emit(&b, "slurm", Cluster{File: "table3-cifar10", Dir: "/runs", Pictures: "/it's", Device: "cpu"}); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"#SBATCH --array=0-23%24", `--only "$SLURM_ARRAY_TASK_ID"`, `'/it'\''s'`} {
		if !strings.Contains(b.String(), line) {
			t.Errorf("no %q in\n%s", line, b.String())
		}
	}
	if strings.Contains(b.String(), "gpu") {
		t.Error("a GPU is asked for to train on the CPU")
	}
	if err := s.Emit(&b, "cron", Cluster{}); err == nil {
		t.Error("an unknown system, no error")
	}
}
