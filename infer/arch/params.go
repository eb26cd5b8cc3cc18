package arch

// Param is one parameter tensor of a weight file.
type Param struct {
	Name  string
	Shape []int
	// Trained is false for the running statistics of norms, which training
	// measures and which the customary parameter counts leave out.
	Trained bool
}

// Len is the number of values.
func (p Param) Len() int64 {
	n := int64(1)
	for _, d := range p.Shape {
		n *= int64(d)
	}
	return n
}

// Params lists every parameter tensor once, in the order of the operations. A
// stage's cell stands at its first time step.
func (g *Graph) Params() []Param {
	var out []Param
	seen := map[string]bool{}
	for _, op := range g.Ops {
		for _, p := range op.Params() {
			if !seen[p.Name] {
				seen[p.Name] = true
				out = append(out, p)
			}
		}
	}
	return out
}

func weight(name string, shape ...int) Param { return Param{Name: name, Shape: shape, Trained: true} }

// norm lists the parameters of a batch norm over n channels.
func norm(prefix string, n int) []Param {
	return []Param{
		weight(prefix+".weight", n),
		weight(prefix+".bias", n),
		{Name: prefix + ".running_mean", Shape: []int{n}},
		{Name: prefix + ".running_var", Shape: []int{n}},
	}
}

func dense(prefix string, in, out int) []Param {
	return []Param{weight(prefix+".weight", out, in), weight(prefix+".bias", out)}
}

// Params implements [Op].
func (o *Conv) Params() []Param {
	w := weight(o.Layer+".weight", o.OutC, o.InC, o.Kernel, o.Kernel)
	return append([]Param{w}, norm(o.Norm, o.OutC)...)
}

// Params implements [Op].
func (o *MaxPool) Params() []Param { return nil }

// Params implements [Op].
func (o *PadShortcut) Params() []Param { return nil }

// Params implements [Op]: the cell's, which the stage's blocks share, and the
// block's own norm.
func (o *Cell) Params() []Param {
	var out []Param
	for _, g := range o.Gates {
		p := o.GatePrefix(g)
		out = append(out,
			weight(p+".fuse.weight", o.N, 2, 1, 1),
			weight(p+".conv.weight", o.N, 1, 3, 3),
			weight(p+".conv.bias", o.N))
	}
	return append(out, norm(o.Norm, o.N)...)
}

// GatePrefix is the prefix of a gate's weights: "stage1.cell.gates.i".
func (o *Cell) GatePrefix(g Gate) string { return o.Layer + ".gates." + g.Name }

// Params implements [Op].
func (o *SE) Params() []Param {
	return append(dense(o.Layer+".fc1", o.C, o.Hidden), dense(o.Layer+".fc2", o.Hidden, o.C)...)
}

// Params implements [Op].
func (o *GlobalPool) Params() []Param { return nil }

// Params implements [Op].
func (o *Dense) Params() []Param { return dense(o.Layer, o.InC, o.OutC) }
