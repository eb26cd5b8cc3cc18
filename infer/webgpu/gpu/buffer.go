//go:build js

package gpu

import (
	"context"
	"fmt"
	"syscall/js"
	"unsafe"
)

// Usage says what a buffer is for.
type Usage int

// Usages, to be added together; the numbers are WebGPU's.
const (
	MapRead  Usage = 0x0001
	CopySrc  Usage = 0x0004
	CopyDst  Usage = 0x0008
	Uniform  Usage = 0x0040
	Storage  Usage = 0x0080
	Resolved Usage = 0x0200 // timestamps
)

// Buffer is memory of the device.
type Buffer struct {
	v    js.Value
	size int // bytes
}

// NewBuffer allocates size bytes, filled with zeros.
func (d *Device) NewBuffer(ctx context.Context, label string, size int, usage Usage) (*Buffer, error) {
	b := &Buffer{size: max(4, (size+3)&^3)}
	err := d.Scope(ctx, func() {
		b.v = d.v.Call("createBuffer", map[string]any{"label": label, "size": b.size, "usage": int(usage)})
	}, "validation", "out-of-memory")
	if err != nil {
		return nil, fmt.Errorf("gpu: %d bytes for %s: %w", size, label, err)
	}
	return b, nil
}

// Size in bytes.
func (b *Buffer) Size() int {
	if b == nil {
		return 0
	}
	return b.size
}

// Destroy gives the memory back once submitted commands are done with it.
func (b *Buffer) Destroy() {
	if b != nil {
		b.v.Call("destroy")
	}
}

// Write puts data into b before any command submitted later. The device takes
// its copy before Write returns.
func Write[T float32 | uint32](d *Device, b *Buffer, offset int, data []T) {
	if len(data) == 0 {
		return
	}
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(&data[0])), 4*len(data))
	if m := d.replay.Get("memory"); m.Truthy() {
		// Straight from the program's own memory: ten times as fast as a copy.
		// Growing the memory detaches its buffer, and any call from Go may make
		// it grow, so that the buffer is looked up where it is used.
		d.replay.Call("write", d.queue, b.v, offset, int(uintptr(unsafe.Pointer(&data[0]))), len(bytes))
		return
	}
	copied := uint8Array.New(len(bytes))
	js.CopyBytesToJS(copied, bytes)
	d.queue.Call("writeBuffer", b.v, offset, copied)
}

// Map waits until the commands that fill b, a [MapRead] buffer, are done,
// hands its first n bytes to read and gives the buffer back to the device.
func (d *Device) Map(ctx context.Context, b *Buffer, n int, read func(m Mapped)) error {
	const modeRead = 1
	var promise js.Value
	if err := try(func() { promise = b.v.Call("mapAsync", modeRead, 0, n) }); err != nil {
		return fmt.Errorf("gpu: reading back: %w", err)
	}
	if _, err := d.wait(ctx, promise); err != nil {
		return fmt.Errorf("gpu: reading back: %w", err)
	}
	if err := d.Err(); err != nil { // the commands failed: the buffer holds nothing
		b.v.Call("unmap")
		return err
	}
	err := try(func() { read(Mapped{uint8Array.New(b.v.Call("getMappedRange", 0, n))}) })
	b.v.Call("unmap")
	return err
}

// Mapped is a mapped buffer.
type Mapped struct{ v js.Value }

// Floats copies values from a byte offset on.
func (m Mapped) Floats(dst []float32, offset int) {
	if len(dst) > 0 {
		m.Bytes(unsafe.Slice((*byte)(unsafe.Pointer(&dst[0])), 4*len(dst)), offset)
	}
}

// Bytes copies bytes from an offset on.
func (m Mapped) Bytes(dst []byte, offset int) {
	js.CopyBytesToGo(dst, m.v.Call("subarray", offset, offset+len(dst)))
}
