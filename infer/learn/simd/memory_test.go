//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"runtime"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// TestMemory holds what is said against what is allocated, and the
// networks of the paper against a gigabyte at its batch of 128.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a gigabyte")
	}
	for _, regulator := range []arch.Regulator{arch.RegulatorNone, arch.RegulatorGRU, arch.RegulatorLSTM} {
		g, err := cifarRecord(regulator, 3, 0).Build(32, 32)
		if err != nil {
			t.Fatal(err)
		}
		o := learn.Options{Batch: 128, Threads: 2, Optimizer: learn.Optimizer{EMA: 0.99}}
		said := (Backend{}).Memory(g, o)
		state := learn.Init(g, 1)
		before := allocated()
		l, err := (Backend{}).New(g, state, o)
		if err != nil {
			t.Fatal(err)
		}
		took := allocated() - before
		t.Logf("%s: %.0f MB", regulator, float64(said)/1e6)
		if said > 1e9 {
			t.Errorf("%s: %d bytes at batch 128, want at most 1 GB", regulator, said)
		}
		if float64(took) > 1.02*float64(said) || float64(took) < float64(said) {
			t.Errorf("%s: %d bytes are said, %d were allocated", regulator, said, took)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}

// allocated counts all bytes ever allocated.
func allocated() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.TotalAlloc)
}
