package command

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"regnetlens/tools/train/results"
	"regnetlens/tools/train/run"
	"regnetlens/tools/train/sweep"
	"regnetlens/weights"
)

// smallTable writes a sweep of two networks with two seeds.
func smallTable(t *testing.T, epochs int) (path, text string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "small.toml")
	text = fmt.Sprintf(`name = "small"
data = "colours"
recipe = "fast-cifar"
set = ["size=8", "augment.crop=1", "batch=6", "epochs=%d"]
seeds = [1, 2]
[[row]]
network = "resnet-8"
[[row]]
network = "regnet-8-gru"
`, epochs)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path, text
}

// sweepData makes pictures, and a cache for them that the children find.
func sweepData(t *testing.T) string {
	t.Helper()
	data := colours(t, 1, "train", 8, "blue", "green", "red")
	draw(t, data, 2, "test", 3, "blue", "green", "red")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	return data
}

// A terminal's Ctrl-C goes to the sweep and its children at once. They save
// themselves all the same.
func TestSweepInterrupted(t *testing.T) {
	long(t)
	t.Setenv(programEnv, "1")
	table, _ := smallTable(t, 1000000)
	data, dir := sweepData(t), t.TempDir()
	cmd := exec.Command(os.Args[0], "sweep", table, "--data", data, "--dir", dir, "--parallel", "2")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the terminal's group
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	jobs := []string{"resnet-8-seed1", "regnet-8-gru-seed1"}
	log := func(job string) string {
		text, _ := os.ReadFile(filepath.Join(dir, job+".log")) // it may not be there yet
		return string(text)
	}
	deadline := time.Now().Add(time.Minute)
	for !strings.Contains(log(jobs[0]), "epoch 2") || !strings.Contains(log(jobs[1]), "epoch 2") {
		if time.Now().After(deadline) {
			t.Error("the runs never began")
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("an interrupted sweep ends well")
	}
	for _, job := range jobs {
		if !strings.Contains(log(job), "stopped; --resume goes on") {
			t.Errorf("%s was not stopped but ended: %q", job, log(job))
		}
		// A second signal would end it before it has saved.
		if text := log(job); strings.Count(text, "signal:") != 1 || !strings.Contains(text, "signal: terminated") {
			t.Errorf("%s heard more than that it is to stop: %q", job, text)
		}
	}
}

// A sweep trains every network with every seed, each in a process of its own,
// and does not run again what is done.
func TestSweep(t *testing.T) {
	long(t)
	t.Setenv(programEnv, "1")
	table, text := smallTable(t, 1)
	data, dir := sweepData(t), t.TempDir()
	args := []string{"sweep", table, "--data", data, "--dir", dir}
	if err := execute(t.Context(), args...); err != nil {
		log, _ := os.ReadFile(filepath.Join(dir, "resnet-8-seed1.log"))
		t.Fatalf("%v\n%s", err, log)
	}
	s, err := sweep.Load(table)
	if err != nil {
		t.Fatal(err)
	}
	var written []os.FileInfo
	for _, j := range s.Jobs() {
		info, err := os.Stat(filepath.Join(dir, j.Folder(), run.ModelFile))
		if err != nil {
			t.Fatal(err)
		}
		written = append(written, info)
		log, err := os.ReadFile(filepath.Join(dir, j.Folder()+".log"))
		if err != nil || !strings.Contains(string(log), "threads: ") {
			t.Errorf("%s: log %q, %v", j.Folder(), log, err)
		}
	}
	if err := execute(t.Context(), args...); err != nil {
		t.Fatal(err)
	}
	for i, j := range s.Jobs() {
		if info, err := os.Stat(filepath.Join(dir, j.Folder(), run.ModelFile)); err != nil || !info.ModTime().Equal(written[i].ModTime()) {
			t.Errorf("%s was run again (%v)", j.Folder(), err)
		}
	}
	checkResults(t, s, table, data, dir)
	refused(t, "/nowhere", execute(t.Context(), "sweep", table, "--data", "/nowhere", "--dir", dir))
	// A table with a network that there is not, or a recipe, runs nothing.
	for from, to := range map[string]string{"regnet-8-gru": "regnet-9-gru", "fast-cifar": "slow-cifar"} {
		bad := filepath.Join(t.TempDir(), "bad.toml")
		if err := os.WriteFile(bad, []byte(strings.ReplaceAll(text, from, to)), 0o644); err != nil {
			t.Fatal(err)
		}
		empty := t.TempDir()
		refused(t, to, execute(t.Context(), "sweep", bad, "--data", data, "--dir", empty))
		if files, _ := os.ReadDir(empty); len(files) != 0 {
			t.Errorf("%s: left %v", to, files)
		}
	}
}

// checkResults measures a finished sweep: every run is as accurate as its weight
// file says, and is measured once.
func checkResults(t *testing.T, s sweep.Sweep, table, data, dir string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "docs", "results", "small.jsonl")
	args := []string{"results", table, "--dir", dir, "--data", data, "--out", file}
	if err := execute(t.Context(), args...); err != nil {
		t.Fatal(err)
	}
	all, err := results.Read(file)
	if err != nil || len(all) != len(s.Jobs()) {
		t.Fatalf("%d results of %d runs, %v", len(all), len(s.Jobs()), err)
	}
	for i, j := range s.Jobs() {
		w, err := weights.Open(filepath.Join(dir, j.Folder(), run.ModelFile))
		if err != nil {
			t.Fatal(err)
		}
		r := all[i]
		if r.Network != j.Network || r.Seed != j.Seed || r.Pictures != w.Accuracy[0].Images || math.Abs(r.Top1()-w.Accuracy[0].Top1) > 1e-9 || len(r.Epochs) != 1 {
			t.Errorf("%s: %+v, the file says %+v", j.Folder(), r, w.Accuracy)
		}
	}
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := execute(t.Context(), args...); err != nil {
		t.Fatal(err)
	}
	if after, err := os.Stat(file); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("measured again, %v", err)
	}
	refused(t, "--data is missing", execute(t.Context(), "results", table, "--dir", dir, "--out", file))
}
