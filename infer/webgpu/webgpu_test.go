//go:build js

package webgpu

import (
	"errors"
	"os"
	"regnetlens/infer"
	"testing"

	"regnetlens/infer/gonum"
	"regnetlens/infer/internal/conform"
	"regnetlens/infer/webgpu/gpu"
)

// open returns an engine, closed at the test's end. Without an adapter the
// test is skipped, or fails where GPU_REQUIRED=1 says that there has to be one.
func open(t *testing.T, o Options) *Engine {
	t.Helper()
	e, err := Open(t.Context(), o)
	if (errors.Is(err, gpu.ErrNoAdapter) || errors.Is(err, gpu.ErrNoWebGPU)) && os.Getenv("GPU_REQUIRED") != "1" {
		t.Skipf("not run: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func TestGolden(t *testing.T) {
	conform.Golden(t, open(t, Options{}), "../testdata", infer.ToleranceGPU)
}

func TestAgreesWithGonum(t *testing.T) {
	conform.Agree(t, open(t, Options{}), gonum.Backend{}, 24, infer.ToleranceGPU)
}

func TestRefusals(t *testing.T) { conform.Refusals(t, open(t, Options{})) }

func TestNonFinite(t *testing.T) { conform.NonFinite(t, open(t, Options{}), gonum.Backend{}) }

// Where nothing is measured two networks of one graph have the same kernels,
// and make the same numbers to the last bit.
func TestEdits(t *testing.T) {
	e := open(t, Options{})
	e.tuningTime = 0
	conform.Edits(t, e, infer.ToleranceGPU)
	conform.AgreeEdited(t, e, gonum.Backend{}, 16, infer.ToleranceGPU)
}
