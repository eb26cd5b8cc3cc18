//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"context"
	"time"

	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
	"regnetlens/infer/internal/pool"
	"regnetlens/infer/learn"
)

// learner implements [learn.Learner].
type learner struct {
	graph   *arch.Graph
	options learn.Options
	passes  []planned
	params  []*parameter
	tensors []learn.Tensor // of the parameters
	input   *tensorMap
	head    *head
	pool    *pool.Pool
	scratch [][]float32 // one a thread

	running [][]float32 // the statistics before the step
	times   []learn.PassTime

	// The work of the pool, whose functions are bound once.
	pictures []float32 // of the pass under way
	count    int
	current  pass
	read     func(i, thread int)
	forward  func(i, thread int)
	backward func(i, thread int)
	reduce   func(i, thread int)
	repack   func(i, thread int)
}

func create(g *arch.Graph, s learn.State, o learn.Options) (learn.Learner, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	if !kernel.Supported() {
		return nil, errUnsupported
	}
	if err := learn.CheckState(g, s); err != nil {
		return nil, err
	}
	b := &builder{graph: g, pictures: o.Batch, options: o}
	if err := b.build(); err != nil {
		return nil, err
	}
	params, err := b.sortParameters()
	if err != nil {
		return nil, err
	}
	l := &learner{graph: g, options: o, passes: b.passes, params: params, input: b.values[g.Input].kept}
	l.head = b.passes[len(b.passes)-1].pass.(*head)
	for _, p := range params {
		l.tensors = append(l.tensors, p.Tensor)
		if !p.Role.Trained() {
			l.running = append(l.running, make([]float32, len(p.Value)))
		}
	}
	l.pool = pool.New(o.Workers())
	for _, p := range l.passes {
		l.times = append(l.times, learn.PassTime{Name: p.name, Peers: p.peers})
	}
	for i := range l.passes {
		p := l.passes[len(l.passes)-1-i]
		l.times = append(l.times, learn.PassTime{Name: p.name, Peers: p.peers, Backward: true})
	}
	l.times = append(l.times, learn.PassTime{Name: "update", Peers: "update", Backward: true})
	for range l.pool.Threads() {
		l.scratch = append(l.scratch, b.floats(b.scratch()))
	}
	l.bind()
	return l, l.Load(s)
}

// bind makes the pool's functions: a new closure for each call would be an
// allocation.
func (l *learner) bind() {
	l.read = func(p, _ int) { l.input.fill(p, l.pictures) }
	l.forward = func(task, thread int) { l.current.forward(task, l.count, l.scratch[thread]) }
	l.backward = func(chunk, thread int) { l.current.backward(chunk, l.count, l.scratch[thread]) }
	l.reduce = func(i, _ int) { l.passes[i].reduce(l.count) }
	l.repack = func(i, _ int) { l.passes[i].repack() }
}

// fill takes picture p of a pass from NCHW to its place in NHWC.
func (m *tensorMap) fill(p int, pictures []float32) {
	plane := m.h * m.w
	src := pictures[p*m.channels*plane:][:m.channels*plane]
	dst := m.data[p*m.picture():][:m.picture()]
	for c := range m.channels {
		for i, x := range src[c*plane:][:plane] {
			dst[i*m.channels+c] = x
		}
	}
}

// Graph implements [learn.Learner].
func (l *learner) Graph() *arch.Graph { return l.graph }

// Close implements [learn.Learner].
func (l *learner) Close() error { l.pool.Close(); return nil }

// Times implements [learn.Learner].
func (l *learner) Times() []learn.PassTime { return append([]learn.PassTime(nil), l.times...) }

// Step implements [learn.Learner].
func (l *learner) Step(ctx context.Context, number int, rate float64, b learn.Batch) (learn.Result, error) {
	passes, err := b.Passes(l.graph, l.options.Batch)
	if err != nil {
		return learn.Result{}, err
	}
	l.begin()
	r, err := l.step(ctx, number, rate, b, passes)
	if err != nil {
		l.restore()
		return learn.Result{}, err
	}
	return r, nil
}

// begin remembers the running statistics and clears gradients and times.
func (l *learner) begin() {
	i := 0
	for _, p := range l.params {
		if p.Role.Trained() {
			clear(p.Gradient)
			continue
		}
		copy(l.running[i], p.Value)
		i++
	}
	for i := range l.times {
		l.times[i].Seconds, l.times[i].MulAdds, l.times[i].Bytes = 0, 0, 0
	}
}

// restore takes the running statistics back to before the step.
func (l *learner) restore() {
	i := 0
	for _, p := range l.params {
		if !p.Role.Trained() {
			copy(p.Value, l.running[i])
			i++
		}
	}
}

func (l *learner) step(ctx context.Context, number int, rate float64, b learn.Batch, passes int) (r learn.Result, err error) {
	n := len(b.Labels) / passes
	each := l.graph.Shape(l.graph.Input).Len() * n
	for i := range passes {
		l.count, l.pictures, l.head.labels = n, b.Pictures[i*each:][:each], b.Labels[i*n:][:n]
		bad, err := l.runForward(ctx)
		if err != nil {
			return r, err
		}
		loss, right := l.head.result(n)
		if bad != "" {
			return r, &learn.NonFiniteError{Step: number, What: bad}
		}
		r.Loss += loss / float64(passes)
		r.Right += right
		if err := l.runBackward(ctx); err != nil {
			return r, err
		}
	}
	start := time.Now()
	if r.Norm, err = l.options.Optimizer.Update(l.tensors, rate, number, passes); err != nil {
		return r, err
	}
	l.pool.Run(len(l.passes), l.repack)
	l.times[len(l.times)-1].Seconds += time.Since(start).Seconds()
	return r, nil
}

// runForward takes a pass's pictures forward. bad is what was not finite.
func (l *learner) runForward(ctx context.Context) (bad string, err error) {
	l.pool.Run(l.count, l.read)
	for i := range l.passes {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		start := time.Now()
		p := &l.passes[i]
		l.current = p.pass
		l.pool.Run(p.forwardTasks(l.count), l.forward)
		if layer := p.finishForward(l.count); layer != "" {
			return "the output of " + layer, nil
		}
		bytes, _ := p.traffic()
		l.spent(i, start, p.muladds, bytes)
	}
	return "", nil
}

func (l *learner) runBackward(ctx context.Context) error {
	last := len(l.passes) - 1
	for i := range l.passes {
		if err := ctx.Err(); err != nil {
			return err
		}
		start := time.Now()
		p := &l.passes[last-i]
		l.current = p.pass
		l.pool.Run(chunksOf(l.count), l.backward)
		p.finishBackward(l.count)
		muladds := 2 * p.muladds
		if i == last { // the pictures want no gradient
			muladds = p.muladds
		}
		_, bytes := p.traffic()
		l.spent(len(l.passes)+i, start, muladds, bytes)
	}
	start := time.Now()
	l.pool.Run(len(l.passes), l.reduce)
	l.times[len(l.times)-1].Seconds += time.Since(start).Seconds()
	return nil
}

// spent adds to the times of a pass.
func (l *learner) spent(i int, start time.Time, muladds, bytes int64) {
	t := &l.times[i]
	t.Seconds += time.Since(start).Seconds()
	t.MulAdds += muladds * int64(l.count)
	t.Bytes += bytes * int64(l.count)
}

// Gradient implements [learn.Learner].
func (l *learner) Gradient(name string) []float32 {
	for _, p := range l.params {
		if p.Name == name && p.Role.Trained() {
			return p.file(p.Gradient)
		}
	}
	return nil
}

// Save implements [learn.Learner].
func (l *learner) Save() learn.State {
	s := learn.State{}
	for _, p := range l.params {
		s[p.Name] = p.file(p.Value)
		if p.Role.Trained() {
			s[learn.PrefixMomentum+p.Name] = p.file(p.Velocity)
		}
		if p.Average != nil {
			s[learn.PrefixEMA+p.Name] = p.file(p.Average)
		}
	}
	return s
}

// Load implements [learn.Learner].
func (l *learner) Load(s learn.State) error {
	if err := learn.CheckState(l.graph, s); err != nil {
		return err
	}
	for _, p := range l.params {
		p.write(p.Value, s[p.Name])
		if p.Role.Trained() {
			clear(p.Velocity)
			p.write(p.Velocity, s[learn.PrefixMomentum+p.Name])
		}
		if p.Average != nil {
			average := s[learn.PrefixEMA+p.Name]
			if average == nil {
				average = s[p.Name]
			}
			p.write(p.Average, average)
		}
	}
	l.pool.Run(len(l.passes), l.repack)
	return nil
}
