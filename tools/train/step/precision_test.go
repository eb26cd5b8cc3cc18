package step

import (
	"math"
	"testing"

	"regnetlens/tools/train/device"
)

// In mixed precision the losses stay near those of single precision, while the
// weights keep all their bits.
func TestBFloat16(t *testing.T) {
	d, err := device.Open(device.CPU, "")
	if _, missing := err.(*device.MissingError); missing {
		t.Skipf("skipped: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	set := pictures(60)
	full := small(t, nil)
	half := small(t, func(c *Config) { c.BFloat16 = true })
	_, a, _ := take(t, d.Backend, full, set, full.Init(1), 0, 20)
	s, b, bad := take(t, d.Backend, half, set, half.Init(1), 0, 20)
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
