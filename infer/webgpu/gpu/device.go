//go:build js

package gpu

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall/js"
	"time"
)

// Device is an open adapter. When it is lost, everything made with it is
// useless and a new one has to be opened from a new adapter.
type Device struct {
	v, queue js.Value
	replay   js.Value // regnetGPU of replay.js
	features []string
	limits   Limits

	lost   chan struct{}
	reason string // of the loss, set before lost is closed
	errs   []error
	onErr  js.Func
}

// Open opens the device with those of the wanted features that the adapter
// has, and with its largest buffer sizes. An adapter can be opened once.
func (a *Adapter) Open(ctx context.Context, want ...string) (*Device, error) {
	replay := replayer()
	if !replay.Truthy() || !replay.Get("submit").Truthy() {
		return nil, errors.New("gpu: replay.js has not been loaded")
	}
	d := &Device{replay: replay, lost: make(chan struct{})}
	features := array.New()
	for _, f := range want {
		if slices.Contains(a.info.Features, f) {
			d.features = append(d.features, f)
			features.Call("push", f)
		}
	}
	required := object.New()
	for _, name := range []string{"maxBufferSize", "maxStorageBufferBindingSize"} {
		required.Set(name, a.v.Get("limits").Get(name))
	}
	v, err := await(ctx, a.v.Call("requestDevice", map[string]any{"requiredFeatures": features, "requiredLimits": required}))
	if err != nil {
		return nil, &OpenError{a.info, err}
	}
	d.v, d.queue, d.limits = v, v.Get("queue"), limits(v.Get("limits"))
	d.watch()
	return d, nil
}

// watch notes the device's loss and the errors no scope catches.
func (d *Device) watch() {
	d.onErr = js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(d.errs) < 8 { // one mistake may be reported for every later command
			d.errs = append(d.errs, scoped(first(args).Get("error")))
		}
		return nil
	})
	d.v.Call("addEventListener", "uncapturederror", d.onErr)
	var gone js.Func
	gone = js.FuncOf(func(_ js.Value, args []js.Value) any {
		gone.Release()
		d.v.Call("removeEventListener", "uncapturederror", d.onErr)
		d.onErr.Release()
		d.reason = "no reason given"
		if m := message(first(args)); m != "" {
			d.reason = strings.TrimSpace(m)
		}
		close(d.lost)
		return nil
	})
	d.v.Get("lost").Call("then", gone)
}

// Has reports whether the device was opened with a feature.
func (d *Device) Has(feature string) bool { return slices.Contains(d.features, feature) }

// Limits of the device.
func (d *Device) Limits() Limits { return d.limits }

// Lost is closed when the device is lost.
func (d *Device) Lost() <-chan struct{} { return d.lost }

// LostError is what every operation on a lost device ends with.
type LostError struct{ Reason string }

// Error implements error.
func (e *LostError) Error() string { return "gpu: the device was lost: " + e.Reason }

// Err returns the device's loss or else the first error that no scope caught,
// and forgets the latter.
func (d *Device) Err() error {
	select {
	case <-d.lost:
		return &LostError{d.reason}
	default:
	}
	if len(d.errs) == 0 {
		return nil
	}
	err := d.errs[0]
	d.errs = nil
	return err
}

// wait is await, ended by the device's loss too.
func (d *Device) wait(ctx context.Context, promise js.Value) (js.Value, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	go func() {
		select {
		case <-d.lost:
			stop(&LostError{d.reason})
		case <-ctx.Done():
		}
	}()
	v, err := await(ctx, promise)
	if err != nil && ctx.Err() == nil {
		err = d.explain(err)
	}
	if lost := d.lostError(); lost != nil {
		return js.Undefined(), lost
	}
	return v, err
}

// lossDelay is how long a failure waits for a device's loss to explain it.
const lossDelay = 500 * time.Millisecond

// explain is a [*LostError] in the place of an error that a loss has caused. A
// device that goes breaks the promises made with it first, and only then says
// that it has gone.
func (d *Device) explain(err error) error {
	select {
	case <-d.lost:
		return d.lostError()
	case <-time.After(lossDelay):
		return err
	}
}

// Guard calls f, which uses the device, and turns exceptions that reach it
// into errors: calls on a device that is just going may throw.
func (d *Device) Guard(f func() error) error {
	var err error
	if thrown := try(func() { err = f() }); thrown != nil {
		return d.explain(fmt.Errorf("gpu: %w", thrown))
	}
	return err
}

func (d *Device) lostError() error {
	select {
	case <-d.lost:
		return &LostError{d.reason}
	default:
		return nil
	}
}

// Scope runs f and returns the first error of the kinds given ("validation",
// "out-of-memory", "internal") that its calls made.
func (d *Device) Scope(ctx context.Context, f func(), kinds ...string) error {
	for _, k := range kinds {
		d.v.Call("pushErrorScope", k)
	}
	err := try(f)
	for range kinds {
		e, popErr := d.wait(ctx, d.v.Call("popErrorScope"))
		switch {
		case err != nil:
		case popErr != nil:
			err = popErr
		case e.Truthy():
			err = scoped(e)
		}
	}
	return err
}

// Wait blocks until all submitted commands are done.
func (d *Device) Wait(ctx context.Context) error {
	if _, err := d.wait(ctx, d.queue.Call("onSubmittedWorkDone")); err != nil {
		return err
	}
	return d.Err()
}

// Destroy gives everything made with the device back. It counts as its loss.
func (d *Device) Destroy() { d.v.Call("destroy") }
