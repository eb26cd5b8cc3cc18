package run_test

import (
	"testing"

	"regnetlens/infer/cpu"
	"regnetlens/infer/learn/simd"
	"regnetlens/tools/train/conform"
	"regnetlens/tools/train/device"
)

func open(testing.TB) device.Device {
	return &device.Engine{Learn: simd.Backend{}, Infer: cpu.Backend{}}
}

func TestMain(m *testing.M) { conform.Main(m, map[device.Kind]conform.Open{device.SIMD: open}) }

func TestRuns(t *testing.T) { conform.Runs(t, open) }

func TestLearnsPhotographs(t *testing.T) { conform.Photographs(t, open) }
