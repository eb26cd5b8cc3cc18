package gonum

import (
	"context"
	"slices"
	"time"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// Step implements [learn.Learner].
func (l *learner) Step(ctx context.Context, number int, rate float64, b learn.Batch) (learn.Result, error) {
	passes, err := b.Passes(l.graph, l.options.Batch)
	if err != nil {
		return learn.Result{}, err
	}
	l.store.begin()
	l.beginTimes(int64(len(b.Labels)))
	var r learn.Result
	for i := range passes {
		loss, right, err := l.pass(ctx, number, b.Part(i, passes))
		if err != nil {
			return learn.Result{}, err
		}
		r.Loss += loss / float64(passes)
		r.Right += right
	}
	if r.Norm, err = l.store.update(l.options.Optimizer, rate, number, passes); err != nil {
		return learn.Result{}, err
	}
	return r, nil
}

// pass takes pictures forward and backward: it adds to the gradients and moves
// the running statistics.
func (l *learner) pass(ctx context.Context, number int, b learn.Batch) (loss float64, right int, err error) {
	l.frame.begin(b)
	if err := l.forward(ctx, number); err != nil {
		return 0, 0, err
	}
	loss, right = l.loss.run(l.frame)
	if !isFloat32(loss) {
		return 0, 0, &learn.NonFiniteError{Step: number, What: "the loss"}
	}
	return loss, right, l.backward(ctx)
}

func (l *learner) forward(ctx context.Context, number int) error {
	for i, layer := range l.layers {
		if err := ctx.Err(); err != nil {
			return err
		}
		start := time.Now()
		layer.forward(l.frame)
		l.times[i].Seconds += time.Since(start).Seconds()
		if l.frame.overflow || !l.frame.finite(i) {
			return &learn.NonFiniteError{Step: number, What: "the output of " + l.graph.Ops[i].Name()}
		}
	}
	return nil
}

func (l *learner) backward(ctx context.Context) error {
	for i := range l.layers {
		if err := ctx.Err(); err != nil {
			return err
		}
		start := time.Now()
		l.layers[len(l.layers)-1-i].backward(l.frame)
		l.times[len(l.layers)+i].Seconds += time.Since(start).Seconds()
	}
	return nil
}

// newTimes are the parts of a step for one picture. Backward an operation
// multiplies for its inputs' gradients and for its weights', but for the first
// one, whose input has none.
func newTimes(g *arch.Graph) []learn.PassTime {
	times := make([]learn.PassTime, 2*len(g.Ops))
	for i, op := range g.Ops {
		values := 0
		for _, v := range slices.Concat(op.Reads(), op.Writes()) {
			if !g.Values[v].Optional {
				values += g.Shape(v).Len()
			}
		}
		work, bytes := op.MulAdds(g), 8*int64(values)
		times[i] = learn.PassTime{Name: op.Name(), Peers: arch.Peers(op), MulAdds: work, Bytes: bytes}
		if i > 0 {
			work *= 2
		}
		times[len(times)-1-i] = learn.PassTime{Name: op.Name(), Peers: arch.Peers(op), Backward: true, MulAdds: work, Bytes: 2 * bytes}
	}
	return times
}

// beginTimes sets the times of a step over so many pictures to zero.
func (l *learner) beginTimes(pictures int64) {
	for i, t := range l.onePicture {
		t.MulAdds, t.Bytes = t.MulAdds*pictures, t.Bytes*pictures
		l.times[i] = t
	}
}
