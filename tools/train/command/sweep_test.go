package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/tools/train/run"
	"regnetlens/tools/train/sweep"
)

// A sweep trains every network with every seed, each in a process of its own,
// and does not run again what is done.
func TestSweep(t *testing.T) {
	long(t)
	t.Setenv(programEnv, "1")
	data := colours(t, 1, "train", 8, "blue", "green", "red")
	draw(t, data, 2, "test", 3, "blue", "green", "red")
	table := filepath.Join(t.TempDir(), "small.toml")
	text := `name = "small"
data = "colours"
recipe = "fast-cifar"
set = ["size=8", "augment.crop=1", "batch=6", "epochs=1"]
seeds = [1, 2]
[[row]]
network = "resnet-8"
[[row]]
network = "regnet-8-gru"
`
	if err := os.WriteFile(table, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	dir := t.TempDir()
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
