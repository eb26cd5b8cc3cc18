package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// Every network is timed with every number of threads; the numbers go to a
// file, with the machine and the date.
func TestBench(t *testing.T) {
	out := filepath.Join(t.TempDir(), "new", "bench.json")
	args := []string{"bench", "train", "resnet-8", "regnet-8-gru", "--set", "size=8", "--set", "augment.crop=1", "--batch", "8", "--steps", "1", "--rounds", "2", "--pause", "0s", "-o", out}
	if err := execute(t.Context(), append(args, "--python", "")...); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	if r.Date == "" || r.Machine.Cores < 1 || r.Device == "" || len(r.Rows) != 4 {
		t.Fatalf("%+v", r)
	}
	for i, row := range r.Rows {
		if row.Network != []string{"ResNet-8", "RegNet-8 (GRU)"}[i/2] || row.Threads != 1+i%2 || row.Batch != 8 || row.Ours <= 0 || row.Memory <= 0 ||
			row.Eager != 0 || row.Ratio != 0 || (row.Scaling > 0) != (i%2 == 1) {
			t.Errorf("row %d: %+v", i, row)
		}
	}
	total := map[string]float64{}
	for _, s := range r.Shares {
		if s.MS < 0 || s.Passes < 1 || s.Threads != 2 {
			t.Errorf("%+v", s)
		}
		total[s.Network] += s.OfTime
	}
	for _, name := range []string{"ResNet-8", "RegNet-8 (GRU)"} {
		if total[name] < 0.999 || total[name] > 1.001 {
			t.Errorf("the parts of %s add up to %g of its time", name, total[name])
		}
	}
	// A Python without PyTorch is said, and ours is timed all the same.
	if err := execute(t.Context(), append(args, "--python", "false", "--threads", "1")...); err != nil {
		t.Error(err)
	}
	refused(t, "--steps", execute(t.Context(), "bench", "train", "resnet-8", "--steps", "0"))
	refused(t, "is no network", execute(t.Context(), "bench", "train", "resnet-8", "resnet"))
	refused(t, "cannot be negative", execute(t.Context(), "bench", "train", "resnet-8", "--threads", "-1"))
}
