package arch

// Param is one parameter tensor of a weight file.
type Param struct {
	Name  string
	Role  Role
	Shape []int
}

// Role is what a parameter is for.
type Role uint8

// The roles.
const (
	ConvWeight  Role = iota + 1 // [OutC, InC, Kernel, Kernel]
	NormWeight                  // a batch norm's γ, [N]
	NormBias                    // its β, [N]
	NormMean                    // its running mean, [N]
	NormVar                     // its running variance, [N]
	GateFuse                    // a gate's factors of X and of H, [N, 2, 1, 1]
	GateWeight                  // a gate's depthwise windows, [N, 1, 3, 3]
	GateBias                    // [N]
	SEWeight                    // of squeeze and excitation, [out, in]
	SEBias                      // [out]
	DenseWeight                 // the classifier's, [classes, channels]
	DenseBias                   // [classes]
)

// Trained is false for the running statistics of norms, which training
// measures and which the customary parameter counts leave out.
func (r Role) Trained() bool { return r != NormMean && r != NormVar }

// Classifier reports whether the parameter belongs to the last layer.
func (r Role) Classifier() bool { return r == DenseWeight || r == DenseBias }

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

// The constants of every batch norm in the family, those of PyTorch's
// BatchNorm2d.
const (
	NormEpsilon  = 1e-5 // added to a variance before its root is taken
	NormMomentum = 0.1  // share of a new batch in the running statistics
)

// norm lists the parameters of a batch norm over n channels.
func norm(l Layer, n int) []Param {
	return []Param{
		{l.Weight(), NormWeight, []int{n}},
		{l.Bias(), NormBias, []int{n}},
		{l.RunningMean(), NormMean, []int{n}},
		{l.RunningVar(), NormVar, []int{n}},
	}
}

func dense(l Layer, weight, bias Role, in, out int) []Param {
	return []Param{{l.Weight(), weight, []int{out, in}}, {l.Bias(), bias, []int{out}}}
}

// Params implements [Op].
func (o *Conv) Params() []Param {
	w := Param{o.Layer.Weight(), ConvWeight, []int{o.OutC, o.InC, o.Kernel, o.Kernel}}
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
		l := o.Gate(g)
		out = append(out,
			Param{l.Fuse(), GateFuse, []int{o.N, 2, 1, 1}},
			Param{l.Weight(), GateWeight, []int{o.N, 1, 3, 3}},
			Param{l.Bias(), GateBias, []int{o.N}})
	}
	return append(out, norm(o.Norm, o.N)...)
}

// Params implements [Op].
func (o *SE) Params() []Param {
	return append(dense(o.FC1(), SEWeight, SEBias, o.C, o.Hidden), dense(o.FC2(), SEWeight, SEBias, o.Hidden, o.C)...)
}

// Params implements [Op].
func (o *GlobalPool) Params() []Param { return nil }

// Params implements [Op].
func (o *Dense) Params() []Param { return dense(o.Layer, DenseWeight, DenseBias, o.InC, o.OutC) }
