//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"fmt"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// parameter is a tensor of the state in the order that the passes use: inputs ×
// outputs, padded with zeros, which stay zero since their gradient is.
type parameter struct {
	learn.Tensor
	place func(i int) int // where value i of the weight file's order is
}

// parameter makes one with size values.
func (b *builder) parameter(name string, size int, place func(i int) int) *parameter {
	return b.share(name, size, b.floats(size), b.floats(size), place)
}

// share makes one of size values of memory that is already there.
func (b *builder) share(name string, size int, value, gradient []float32, place func(i int) int) *parameter {
	p := b.statistic(name, size, value, place)
	p.Gradient, p.Velocity = gradient, b.floats(size)
	return p
}

// statistic makes one that is measured, not trained.
func (b *builder) statistic(name string, size int, value []float32, place func(i int) int) *parameter {
	p := &parameter{place: place}
	p.Name, p.Value = name, value
	if b.options.Optimizer.EMA > 0 {
		p.Average = b.floats(size)
	}
	b.params = append(b.params, p)
	return p
}

// normParameters makes a norm's four.
func (b *builder) normParameters(l arch.Layer, n *norm) {
	same := func(i int) int { return i }
	b.share(l.Weight(), n.channels, n.gamma, n.gammaGrad, same)
	b.share(l.Bias(), n.channels, n.beta, n.betaGrad, same)
	b.statistic(l.RunningMean(), n.channels, n.runningMean, same)
	b.statistic(l.RunningVar(), n.channels, n.runningVar, same)
}

// sortParameters brings parameters into the graph's order and gives them what
// the graph says of them.
func (b *builder) sortParameters() ([]*parameter, error) {
	byName := map[string]*parameter{}
	for _, p := range b.params {
		byName[p.Name] = p
	}
	var out []*parameter
	for _, want := range b.graph.Params() {
		p := byName[want.Name]
		if p == nil || (p.Gradient != nil) != want.Role.Trained() {
			return nil, fmt.Errorf("simd: no pass has the parameter %s", want.Name)
		}
		p.Param = want
		out = append(out, p)
	}
	return out, nil
}

// read copies a tensor in the weight file's order to dst, write back.
func (p *parameter) read(dst, src []float32) {
	for i := range dst {
		dst[i] = src[p.place(i)]
	}
}

func (p *parameter) write(dst, src []float32) {
	for i, v := range src {
		dst[p.place(i)] = v
	}
}

// file is a copy of a tensor in the weight file's order.
func (p *parameter) file(data []float32) []float32 {
	out := make([]float32, p.Len())
	p.read(out, data)
	return out
}
