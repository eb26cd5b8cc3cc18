package device_test

import (
	"errors"
	"strings"
	"testing"

	"regnetlens/infer/cpu"
	"regnetlens/infer/learn"
	"regnetlens/infer/learn/gonum"
	"regnetlens/infer/learn/simd"
	"regnetlens/tools/train/conform"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
)

// engines are the engine over each backend that trains.
var engines = map[string]conform.Open{
	"gonum": func(testing.TB) device.Device { return &device.Engine{Learn: gonum.Backend{}, Infer: cpu.Backend{}} },
	"simd":  func(testing.TB) device.Device { return &device.Engine{Learn: simd.Backend{}, Infer: cpu.Backend{}} },
}

func TestEngineSteps(t *testing.T) {
	for name, open := range engines {
		t.Run(name, func(t *testing.T) { conform.Steps(t, open) })
	}
}

// What the engine cannot do is refused before anything begins, with a reason.
func TestEngineRefuses(t *testing.T) {
	for word, change := range map[string]func(*device.Config){
		"bfloat16":  func(c *device.Config) { c.BFloat16 = true },
		"--devices": func(c *device.Config) { c.Devices = 2 },
		"batch":     func(c *device.Config) { c.Batch = 0 },
		"memory":    func(c *device.Config) { c.Batch = 1 << 30 },
	} {
		d := engines["simd"](t)
		c := conform.Small(t, change)
		err := d.Check(c)
		if err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%s: %v", word, err)
		}
		var memory *learn.MemoryError
		if errors.As(err, &memory) && memory.Need != d.Memory(c) {
			t.Errorf("%d bytes are needed, the error says %d", d.Memory(c), memory.Need)
		}
		if word == "memory" {
			continue // the state alone would be refused for another reason
		}
		if _, err := d.NewTrainer(c, conform.Pictures(60), learn.Init(c.Graph, 1), device.Meters{}); err == nil {
			t.Errorf("%s: a trainer was made", word)
		}
	}
	d, c := engines["simd"](t), conform.Small(t, nil)
	other := &input.Set{Header: input.Header{Size: 9, Images: 60}}
	if _, err := d.NewTrainer(c, other, learn.Init(c.Graph, 1), device.Meters{}); err == nil || !strings.Contains(err.Error(), "9 × 9") {
		t.Errorf("pictures of another size: %v", err)
	}
}

// After the first step nothing is allocated, drawing and augmentation included.
func TestEngineAllocatesNothing(t *testing.T) {
	d, c, set := engines["simd"](t), conform.Small(t, nil), conform.Pictures(60)
	tr, err := d.NewTrainer(c, set, learn.Init(c.Graph, 1), device.Meters{})
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	drawer := &input.Drawer{Seed: 1, Images: 60, Batch: 6, Size: 8, Augmentation: c.Augmentation}
	step := 0
	take := func() {
		draws, _, err := set.At(drawer, step%drawer.Steps())
		if err == nil {
			err = tr.Step(t.Context(), step+1, 0.01, draws)
		}
		if err != nil {
			t.Error(err)
		}
		step++
	}
	take()
	if n := testing.AllocsPerRun(5, take); n > 0 {
		t.Errorf("%g allocations a step", n)
	}
}
