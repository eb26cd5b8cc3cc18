//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"regnetlens/infer"
	"testing"

	"regnetlens/infer/learn/gonum"
	"regnetlens/infer/learn/internal/conform"
)

// The vectors' tanh and logistic function are good to 4e-7, to the same side
// over whole ranges. Sums of a gate's gradients that nearly cancel, as those of
// a bias in front of a norm, feel it: a few tensors in a thousand are off by
// some 1e-4 of their own norm, though not of what was summed. On networks of a
// few random channels and pictures it can be more.
var (
	goldens = conform.Within{Values: infer.Tolerance, Norm: 5e-4}
	random  = conform.Within{Values: 3e-4, Norm: 5e-3}
)

func TestGolden(t *testing.T) {
	conform.Golden(t, Backend{}, "../../testdata", "../testdata", goldens)
}

func TestThreads(t *testing.T) { conform.Threads(t, Backend{}) }

func TestResume(t *testing.T) { conform.Resume(t, Backend{}) }

func TestStart(t *testing.T) { conform.Start(t, Backend{}) }

func TestPasses(t *testing.T) { conform.Passes(t, Backend{}) }

func TestFewer(t *testing.T) { conform.Fewer(t, Backend{}) }

func TestFaults(t *testing.T) { conform.Faults(t, Backend{}) }

func TestLearns(t *testing.T) { conform.Learns(t, Backend{}) }

func TestAllocations(t *testing.T) { conform.Allocations(t, Backend{}) }

func TestTimes(t *testing.T) { conform.Times(t, Backend{}) }

func TestAgree(t *testing.T) {
	rounds := 40
	if testing.Short() {
		rounds = 4 // the race detector makes kernels slow
	}
	conform.Agree(t, Backend{}, gonum.Backend{}, rounds, random)
}
