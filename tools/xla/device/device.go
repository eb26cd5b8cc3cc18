// Package device is XLA's and GoMLX's devices as the training loop sees them.
package device

import (
	"fmt"

	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
	"regnetlens/tools/xla/backend"
	"regnetlens/tools/xla/step"
)

// Device implements [device.Device].
type Device struct{ *backend.Backend }

// Open opens what was asked for; see [backend.Open].
func Open(kind device.Kind, plugin string) (*Device, error) {
	b, err := backend.Open(kind, plugin)
	if err != nil {
		return nil, err
	}
	return &Device{b}, nil
}

// Kind implements [device.Device].
func (d *Device) Kind() device.Kind { return d.Backend.Kind }

// Rule implements [device.Device]: the compiler decides, so that its version is
// the rule's.
func (d *Device) Rule() string { return d.Short() }

// Check implements [device.Device].
func (d *Device) Check(c device.Config) error {
	if n := d.NumDevices(); c.Devices > n {
		return fmt.Errorf("device: %d devices are asked for, there are %d", c.Devices, n)
	}
	return c.Validate()
}

// Memory implements [device.Device]: only the compiled program knows.
func (d *Device) Memory(device.Config) int64 { return 0 }

// NewTrainer implements [device.Device].
func (d *Device) NewTrainer(c device.Config, set *input.Set, s learn.State, m device.Meters) (device.Trainer, error) {
	t, err := step.NewTrainer(d.Backend.Backend, c, set, s, m)
	if err != nil {
		return nil, err
	}
	return t, nil
}

// NewEvaluator implements [device.Device].
func (d *Device) NewEvaluator(c device.Config, batch int, set *input.Set) (device.Evaluator, error) {
	e, err := step.NewEvaluator(d.Backend.Backend, c, batch, set)
	if err != nil {
		return nil, err
	}
	return e, nil
}

// Close implements [device.Device].
func (d *Device) Close() error {
	d.Finalize()
	return nil
}
