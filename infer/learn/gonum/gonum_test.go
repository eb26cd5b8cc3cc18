package gonum

import (
	"testing"

	"regnetlens/infer/learn/internal/conform"
)

func TestGolden(t *testing.T) {
	conform.Golden(t, Backend{}, "../../testdata", "../testdata", conform.Exactly)
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
