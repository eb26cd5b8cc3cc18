package main

import (
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/weights"
)

// TestInfoTotals holds totals against the known parameter counts of the
// networks, and the layers' against the totals.
func TestInfoTotals(t *testing.T) {
	for model, params := range map[string]int64{"resnet-20": 272474, "regnet-20-lstm": 311450} {
		d := regnetJSON[description](t, "info", model)
		if d.Params != params {
			t.Errorf("%s: %d parameters, want %d", model, d.Params, params)
		}
		var sumParams, sumMulAdds int64
		taps := map[string]bool{}
		for _, l := range d.Layers {
			sumParams += l.Params
			sumMulAdds += l.MulAdds
			for _, tap := range l.Taps {
				taps[tap] = true
			}
		}
		if sumParams != d.Params || sumMulAdds != d.MulAdds || d.MulAdds == 0 {
			t.Errorf("%s: layers have %d parameters and %d multiply-adds, totals are %d and %d", model, sumParams, sumMulAdds, d.Params, d.MulAdds)
		}
		for _, tap := range []string{"stem", "stage1.block3.i", "stage3.block3.o", "gap"} {
			if !taps[tap] {
				t.Errorf("%s: no tap %s", model, tap)
			}
		}
		if d.Input != [3]int{3, 32, 32} || d.Metadata["regnet.id"] != model || len(d.SHA256) != 64 {
			t.Errorf("%s: input %v, metadata %v, sha256 %q", model, d.Input, d.Metadata, d.SHA256)
		}
	}
}

func TestInfoTable(t *testing.T) {
	text := regnet(t, "info", "resnet-20")
	for _, want := range []string{"conv0", "16 × 32 × 32", "total", "272,474", "regnet.arch", "stage2.block1.proj"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	golden := filepath.Join(goldenFolder, "resnet-basic-imagenet.safetensors")
	if d := regnetJSON[description](t, "info", golden); d.Input[1] != 224 {
		t.Errorf("an ImageNet stem without an input size: %v", d.Input)
	}
	if d := regnetJSON[description](t, "info", golden, "--size", "64"); d.Input[1] != 64 {
		t.Errorf("--size 64: %v", d.Input)
	}
}

func TestModels(t *testing.T) {
	models := regnetJSON[[]weights.Model](t, "models")
	text := regnet(t, "models")
	if len(models) < 2 {
		t.Fatalf("%d models", len(models))
	}
	for _, m := range models {
		if !strings.Contains(text, m.ID) || !strings.Contains(text, m.Title) {
			t.Errorf("no %s in\n%s", m.ID, text)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 272474: "272,474", -1234567: "-1,234,567", -123: "-123"} {
		if got := thousands(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
