package device

import (
	"errors"
	"math"
	"testing"

	"regnetlens/infer/learn"
	"regnetlens/tools/train/conform"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/plugin"
)

// open opens a device of a kind, or skips the test where its plugin is missing.
func open(kind device.Kind) conform.Open {
	return func(t testing.TB) device.Device {
		d, err := Open(kind, "")
		var missing *plugin.MissingError
		if errors.As(err, &missing) {
			t.Skipf("skipped: %v", err)
		}
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
}

var devices = map[device.Kind]conform.Open{device.Go: open(device.Go), device.CPU: open(device.CPU)}

func TestMain(m *testing.M) { conform.Main(m, devices) }

func TestSteps(t *testing.T) {
	for kind, open := range devices {
		t.Run(string(kind), func(t *testing.T) {
			if testing.Short() && kind == device.CPU {
				t.Skip("skipped, XLA compiles for minutes")
			}
			conform.Steps(t, open)
		})
	}
}

func TestRuns(t *testing.T) {
	for kind, open := range devices {
		t.Run(string(kind), func(t *testing.T) {
			if testing.Short() && kind == device.CPU {
				conform.Runs(t, open, "kill and resume")
				return
			}
			conform.Runs(t, open)
		})
	}
}

func TestLearnsPhotographs(t *testing.T) { conform.Photographs(t, devices[device.CPU]) }

// Data parallel training has the losses of one device: the norms' statistics
// are those of the whole batch.
func TestDevices(t *testing.T) {
	d := devices[device.CPU](t)
	if n := d.(*Device).NumDevices(); n < 2 {
		t.Skipf("skipped, the plugin shows %d device", n)
	}
	set := conform.Pictures(60)
	one := conform.Small(t, nil)
	two := conform.Small(t, func(c *device.Config) { c.Devices = 2 })
	a, ma, _ := conform.Take(t, d, one, set, learn.Init(one.Graph, 1), 0, 8)
	b, mb, _ := conform.Take(t, d, two, set, learn.Init(two.Graph, 1), 0, 8)
	if math.Abs(ma.Loss-mb.Loss)/ma.Steps > 1e-4 || ma.Right != mb.Right {
		t.Errorf("meters %+v on one device, %+v on two", ma, mb)
	}
	for _, p := range one.Graph.Params() {
		worst, top := 0.0, 0.0
		for i, v := range a[p.Name] {
			worst, top = max(worst, math.Abs(float64(v-b[p.Name][i]))), max(top, math.Abs(float64(v)))
		}
		if !(worst <= 1e-4*(1+top)) {
			t.Errorf("%s: off by %g, largest %g", p.Name, worst, top)
		}
	}
}

// In mixed precision the losses stay near those of single precision, while the
// weights keep all their bits.
func TestBFloat16(t *testing.T) {
	d, set := devices[device.CPU](t), conform.Pictures(60)
	full := conform.Small(t, nil)
	half := conform.Small(t, func(c *device.Config) { c.BFloat16 = true })
	_, a, _ := conform.Take(t, d, full, set, learn.Init(full.Graph, 1), 0, 20)
	s, b, bad := conform.Take(t, d, half, set, learn.Init(half.Graph, 1), 0, 20)
	if bad != 0 || math.Abs(a.Loss-b.Loss) > 0.03*a.Loss || a.Loss == b.Loss {
		t.Errorf("bad %d; loss %g in bfloat16, %g in float32", bad, b.Loss/b.Steps, a.Loss/a.Steps)
	}
	fine := false
	for _, v := range s["conv0.weight"] {
		fine = fine || math.Float32bits(v)&0xffff != 0
	}
	if !fine {
		t.Error("the weights are rounded to bfloat16")
	}
}
