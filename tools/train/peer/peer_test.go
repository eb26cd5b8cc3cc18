package peer

import (
	"context"
	"os/exec"
	"strings"
	"testing"

	"regnetlens/infer/arch"
)

func TestTime(t *testing.T) {
	j := Job{
		Batch: 2, Size: 8, Steps: 1, Device: "cpu",
		Record: arch.Record{
			Stem: arch.StemCIFAR, StemWidth: 2, Block: arch.BlockBasic, Widths: []int{2}, Blocks: []int{2},
			Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, Classes: 3,
		},
	}
	if _, err := Time(context.Background(), "false", j); err == nil || !strings.Contains(err.Error(), "false") {
		t.Errorf("a Python that fails: %v", err)
	}
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import torch").Run(); err != nil {
		t.Skipf("skipped, %s has no PyTorch: %v", python, err)
	}
	r, err := Time(context.Background(), python, j)
	if err != nil || r.ImagesPerSecond <= 0 || r.Version == "" {
		t.Errorf("%+v, %v", r, err)
	}
}
