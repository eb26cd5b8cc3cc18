//go:build js

package webgpu

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/gpu"
	"regnetlens/infer/webgpu/kernels"
)

// Job is one network's part of a run.
type Job struct {
	Network *Network
	Request *infer.Request
	// Probabilities, if not nil, receives the softmax of the logits, [Batch,
	// Classes].
	Probabilities []float32
	// Paint lists the maps to paint from the last picture of the batch.
	Paint []Painting
}

// Run takes the jobs through their networks, with one submit, one command
// buffer and one read-back for all of them (several where a batch has more
// pictures than the device has room for). A lost device is replaced and the
// jobs are done again. Errors of the device are a [*Fault]; ctx is looked at
// before each submit and while waiting.
func (e *Engine) Run(ctx context.Context, jobs ...Job) error {
	if err := check(jobs); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	err := e.surviving(ctx, func(ctx context.Context) error {
		for _, j := range jobs {
			if err := j.Network.ready(ctx); err != nil {
				return err
			}
		}
		return e.run(ctx, jobs)
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// check finds mistakes in jobs.
func check(jobs []Job) error {
	networks := map[*Network]bool{}
	for _, j := range jobs {
		if networks[j.Network] {
			return errors.New("webgpu: a network has two jobs in one run")
		}
		networks[j.Network] = true
		if err := j.Request.Check(j.Network.graph, j.Network.maxBatch); err != nil {
			return err
		}
		if want := len(j.Request.Logits); j.Probabilities != nil && len(j.Probabilities) != want {
			return fmt.Errorf("webgpu: probabilities have %d values, want %d", len(j.Probabilities), want)
		}
	}
	for _, j := range jobs {
		for _, q := range j.Paint {
			if err := q.check(j.Network); err != nil {
				return err
			}
			if !networks[q.of(j.Network)] {
				return fmt.Errorf("webgpu: the network whose %s is taken off has no job in this run", q.Minus)
			}
		}
	}
	return nil
}

// run does the jobs on the present device, in rounds.
func (e *Engine) run(ctx context.Context, jobs []Job) error {
	resident := resident(jobs)
	done := make([]int, len(jobs))
	for last := false; !last; {
		var parts []part
		last = true
		for i, j := range jobs {
			n := min(j.Request.Batch-done[i], j.Network.most)
			if n > 0 {
				parts = append(parts, part{job: j, from: done[i], n: n})
				done[i] += n
			}
			last = last && done[i] == j.Request.Batch
		}
		var paint []Job
		if last {
			paint = jobs
		}
		if err := e.round(ctx, parts, resident, paint); err != nil {
			for _, j := range jobs {
				j.Network.latest = nil // what is in its memory is of no run
			}
			return err
		}
	}
	return nil
}

// resident names the activations that have to outlive the run, by network.
func resident(jobs []Job) map[*Network][]string {
	all := map[*Network][]string{}
	for _, j := range jobs {
		for name := range j.Request.Taps {
			all[j.Network] = append(all[j.Network], name)
		}
		for _, q := range j.Paint {
			all[j.Network] = append(all[j.Network], q.Tap)
			if other := q.of(j.Network); q.Minus != "" {
				all[other] = append(all[other], q.Minus)
			}
		}
	}
	return all
}

// part is some pictures of a job's batch.
type part struct {
	job     Job
	from, n int
	plan    *plan
}

// round does as much as fits at once, and then the paintings of the jobs in
// paint.
func (e *Engine) round(ctx context.Context, parts []part, resident map[*Network][]string, paint []Job) error {
	d := e.session.device
	var lists []*gpu.Commands
	for i := range parts {
		p := &parts[i]
		net := p.job.Network
		var err error
		if p.plan, err = net.plan(ctx, p.n, resident[net], p.job.Request.Edits); err != nil {
			return err
		}
		net.latest = p.plan
		in := p.of(p.job.Request.Input, net.graph.Shape(net.graph.Input).Len())
		gpu.Write(d, net.memory, 4*p.plan.offsets[net.graph.Input], in)
		lists = append(lists, p.plan.commands)
	}
	brushes := brushes(paint)
	if len(brushes) > 0 {
		c, err := e.session.painter.paint(ctx, brushes)
		if err != nil {
			return err
		}
		lists = append(lists, c)
	}
	size := 0
	for i := range parts {
		parts[i].outputs(func(_ int, dst []float32) { size += 4 * len(dst) })
	}
	if e.readBack.Size() < size {
		e.readBack.Destroy()
		e.readBack = nil
		var err error
		if e.readBack, err = d.NewBuffer(ctx, "read-back", size, gpu.MapRead|gpu.CopyDst); err != nil {
			return err
		}
	}
	copies, at := d.NewCommands(), 0
	for i := range parts {
		parts[i].outputs(func(offset int, dst []float32) {
			copies.Copy(parts[i].job.Network.memory, 4*offset, e.readBack, at, 4*len(dst))
			at += 4 * len(dst)
		})
	}
	if err := d.Submit(append(lists, copies)...); err != nil {
		return err
	}
	for _, b := range brushes {
		b.Canvas.hold()
	}
	err := d.Map(ctx, e.readBack, size, func(m gpu.Mapped) {
		at := 0
		for i := range parts {
			parts[i].outputs(func(_ int, dst []float32) {
				m.Floats(dst, at)
				at += 4 * len(dst)
			})
		}
	})
	if err != nil { // the buffer may still be waiting for its map
		e.readBack.Destroy()
		e.readBack = nil
	}
	return err
}

// of is the part's share of values that come n to a picture.
func (p *part) of(all []float32, n int) []float32 { return all[p.from*n : (p.from+p.n)*n] }

// brushes finds what the jobs paint in the networks' memory.
func brushes(jobs []Job) []brush {
	var all []brush
	for _, j := range jobs {
		for _, q := range j.Paint {
			tap, _ := j.Network.graph.Tap(q.Tap) // Check has found them
			b := brush{Painting: q, shape: tap.Shape, second: kernels.None}
			b.a, b.first = j.Network.lastPicture(tap)
			b.b = b.a
			if q.Minus != "" {
				other := q.of(j.Network)
				minus, _ := other.graph.Tap(q.Minus)
				b.b, b.second = other.lastPicture(minus)
			}
			all = append(all, b)
		}
	}
	return all
}

// lastPicture is where a kept tap of the last picture lies.
func (n *Network) lastPicture(t arch.Tap) (*gpu.Buffer, int) {
	return n.memory, n.latest.offsets[t.Value] + (n.latest.batch-1)*t.Shape.Len()
}

// outputs calls f with everything to be read back: where it lies in the arena
// and where it goes, always in the same order.
func (p *part) outputs(f func(offset int, dst []float32)) {
	g, r := p.job.Network.graph, p.job.Request
	f(p.plan.offsets[g.Logits], p.of(r.Logits, g.Record.Classes))
	if p.job.Probabilities != nil {
		f(p.plan.probabilities, p.of(p.job.Probabilities, g.Record.Classes))
	}
	names := make([]string, 0, len(r.Taps))
	for name := range r.Taps {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		tap, _ := g.Tap(name) // Check has found it
		f(p.plan.offsets[tap.Value], p.of(r.Taps[name], tap.Shape.Len()))
	}
}
