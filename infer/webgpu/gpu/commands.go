//go:build js

package gpu

import (
	"encoding/binary"
	"syscall/js"
)

// Commands is a recorded list of commands that can be submitted any number of
// times.
type Commands struct {
	steps js.Value

	// The compute pass being recorded.
	pass, pipelines, groups js.Value
	words                   []byte // per dispatch: dynamic offset, grid
}

// NewCommands starts an empty list.
func (d *Device) NewCommands() *Commands { return &Commands{steps: array.New()} }

// Dispatch runs a pipeline over a grid of x·y·z workgroups. Dispatches in a
// row share a pass, in order.
func (c *Commands) Dispatch(p *Pipeline, g *Group, offset, x, y, z int) {
	if len(c.words) == 0 {
		c.pipelines, c.groups = array.New(), array.New()
	}
	c.pipelines.Call("push", p.v)
	c.groups.Call("push", g.v)
	for _, v := range [4]int{offset, x, y, z} {
		c.words = binary.LittleEndian.AppendUint32(c.words, uint32(v))
	}
}

// Time ends the pass; the dispatches after it, up to the next other command,
// make one of their own whose begin and end go to queries i and i+1.
func (c *Commands) Time(q *Queries, i int) {
	c.seal()
	c.pass = js.ValueOf(map[string]any{"timestampWrites": map[string]any{
		"querySet": q.v, "beginningOfPassWriteIndex": i, "endOfPassWriteIndex": i + 1,
	}})
}

// Copy copies n bytes from one buffer to another.
func (c *Commands) Copy(from *Buffer, at int, to *Buffer, offset, n int) {
	c.step("copy", map[string]any{"from": from.v, "at": at, "to": to.v, "offset": offset, "size": n})
}

// Draw covers a target with a pipeline's fragments.
func (c *Commands) Draw(p *Pipeline, g *Group, offset int, t *Target) {
	words := uint32Array.New(1)
	words.SetIndex(0, offset)
	c.step("draw", map[string]any{"target": t.v, "pipeline": p.v, "group": g.v, "words": words})
}

// Download copies a texture target to a buffer, rows padded to
// [Target.BytesPerRow].
func (c *Commands) Download(t *Target, to *Buffer) {
	c.step("download", map[string]any{
		"texture": t.v, "buffer": to.v, "bytesPerRow": t.BytesPerRow(), "size": []any{t.Width, t.Height},
	})
}

// Resolve writes all timestamps to a buffer as 64-bit nanoseconds.
func (c *Commands) Resolve(q *Queries, to *Buffer) {
	c.step("resolve", map[string]any{"queries": q.v, "count": q.n, "buffer": to.v})
}

func (c *Commands) step(kind string, s map[string]any) {
	c.seal()
	s["kind"] = kind
	c.steps.Call("push", s)
}

// seal ends the compute pass.
func (c *Commands) seal() {
	if len(c.words) > 0 {
		bytes := uint8Array.New(len(c.words))
		js.CopyBytesToJS(bytes, c.words)
		c.steps.Call("push", map[string]any{
			"kind": "compute", "pass": c.pass, "pipelines": c.pipelines, "groups": c.groups,
			"words": uint32Array.New(bytes.Get("buffer")),
		})
	}
	c.words, c.pass = c.words[:0], js.Undefined()
}

// Submit encodes lists of commands into one command buffer and submits it.
func (d *Device) Submit(lists ...*Commands) error {
	if err := d.lostError(); err != nil {
		return err
	}
	all := array.New(len(lists))
	for i, c := range lists {
		c.seal()
		all.SetIndex(i, c.steps)
	}
	return try(func() { d.replay.Call("submit", d.v, all) })
}

// Queries is a set of timestamps.
type Queries struct {
	v js.Value
	n int
}

// NewQueries makes n timestamps; the device must have [FeatureTimestamps].
func (d *Device) NewQueries(n int) *Queries {
	return &Queries{d.v.Call("createQuerySet", map[string]any{"type": "timestamp", "count": n}), n}
}

// Destroy gives the set back.
func (q *Queries) Destroy() { q.v.Call("destroy") }
