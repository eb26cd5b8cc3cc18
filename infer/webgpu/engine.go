//go:build js

package webgpu

import (
	"context"
	"errors"
	"fmt"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/webgpu/gpu"
)

// Options of an engine.
type Options struct {
	// Reference is the CPU backend whose numbers every new network has to
	// reproduce before it is used; nil leaves the check out.
	Reference infer.Backend
	// Table holds kernel choices measured before, and receives new ones; nil
	// means an empty one.
	Table Table
	// Deadline bounds every wait for the device; 0 means a minute.
	Deadline time.Duration
	// Notice, if set, is told in one sentence what the user should know of and
	// can do nothing about: a lost device that was replaced.
	Notice func(sentence string)
}

// Engine is an open adapter. It is used by one goroutine at a time.
type Engine struct {
	o       Options
	session *session
	// readBack is the one buffer that runs are read through.
	readBack *gpu.Buffer
	// tuningTime is the constant of that name, but in tests.
	tuningTime time.Duration
}

// Open opens the browser's fastest adapter. The error is a [*Fault].
func Open(ctx context.Context, o Options) (*Engine, error) {
	if o.Deadline <= 0 {
		o.Deadline = time.Minute
	}
	if o.Table == nil {
		o.Table = Table{}
	}
	e := &Engine{o: o, tuningTime: tuningTime}
	return e, e.open(ctx)
}

// open makes a new session.
func (e *Engine) open(ctx context.Context) error {
	ctx, stop := e.bounded(ctx)
	defer stop()
	s, err := newSession(ctx)
	if err != nil {
		return fault(err)
	}
	e.session, e.readBack = s, nil
	return nil
}

// errDeadline is why a wait for the device ended.
var errDeadline = errors.New("the device didn't answer in time")

// bounded limits a wait for the device.
func (e *Engine) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, e.o.Deadline, errDeadline)
}

// Adapter says what the engine runs on.
func (e *Engine) Adapter() gpu.Info { return e.session.adapter }

// Table is the kernel choices given and measured so far.
func (e *Engine) Table() Table { return e.o.Table }

// Close gives the device back. Networks of the engine can't be used any more.
func (e *Engine) Close() { e.session.device.Destroy() }

// revive replaces a lost device. Networks follow when they are next used.
func (e *Engine) revive(ctx context.Context, lost *gpu.LostError) error {
	err := e.open(ctx)
	// A browser whose graphics process has just died has no adapter until it
	// has started another.
	for wait := 100 * time.Millisecond; errors.Is(err, gpu.ErrNoAdapter) && wait < 4*time.Second; wait *= 2 {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
		err = e.open(ctx)
	}
	if err != nil {
		return err
	}
	if e.o.Notice != nil {
		e.o.Notice(fmt.Sprintf("The graphics device was lost (%s); a new one has taken over.", lost.Reason))
	}
	return nil
}

// Name implements [infer.Backend].
func (e *Engine) Name() string { return "webgpu" }
