package arch

// Conv is a convolution (cross-correlation, zero padding, no bias) with the
// batch norm after it:
//
//	preAdd = norm(conv(concat(In, In2)))
//	out = relu?(add + preAdd)
type Conv struct {
	Place  Place
	Layer  Layer   // of the weight, [OutC, InC, Kernel, Kernel]
	Norm   Layer   // the norm's
	In     ValueID // first channels
	In2    ValueID // channels concatenated after those of In, or None
	InC    int     // channels of In and In2 together
	OutC   int
	Kernel int // 1, 3 or 7
	Stride int
	Pad    int     // Kernel/2
	Add    ValueID // added after the norm (the shortcut), or None
	ReLU   bool
	PreAdd ValueID // optional: the sum's term before Add and ReLU; None where no tap looks at it
	Out    ValueID
}

// MaxPool is the 3×3 max pool of stride 2 and padding 1 in the ImageNet stem.
type MaxPool struct{ In, Out ValueID }

// PadShortcut is He et al.'s option A: every Stride-th row and column, the new
// channels zero, half of them before the old ones and half (the larger one)
// after.
type PadShortcut struct {
	Place   Place
	Layer   Layer
	Stride  int
	In, Out ValueID
}

// Before is the number of zero channels in front.
func (o *PadShortcut) Before(g *Graph) int { return (g.Shape(o.Out).C - g.Shape(o.In).C) / 2 }

// Gate is one gate of a [Cell]: a grouped 1×1 convolution that adds X and H
// channel by channel, then a depthwise 3×3 with bias, then the gate's
// nonlinearity.
type Gate struct {
	Kind Kind
	Act  Act     // its nonlinearity: Sigmoid or Tanh
	Tap  ValueID // optional: the gate after its nonlinearity
}

// Cell is one time step of a regulator with the norm and ReLU after it:
//
//	(H̃, OutC) = cell(X, H, C);  OutH = relu(norm(H̃))
//
// with the equations of the paper's Section III:
//
//	rnn   H̃ = tanh(h)
//	gru   z, r = σ(…);  h = tanh(gate of X and r∘H);  H̃ = (1−z)∘H + z∘h
//	lstm  i, f, o = σ(…);  g = tanh(…);  OutC = f∘C + i∘g;  H̃ = o∘tanh(OutC)
type Cell struct {
	Place Place
	Kind  Regulator
	Layer Layer   // "stage1.cell": shared by the stage's blocks
	Norm  Layer   // "stage1.block2.bn_h": the block's own
	N     int     // channels
	X     ValueID // I of the paper
	H, C  ValueID // state before; None (zeros) in a stage's first block
	OutH  ValueID
	OutC  ValueID // None but for lstm
	Gates []Gate  // in the order of [Regulator.Gates]
}

// SE is squeeze and excitation of a block's residual with the sum after it:
//
//	s   = σ(fc2(relu(fc1(mean over rows and columns of In))))
//	preAdd = s·In
//	out = relu(add + preAdd)
type SE struct {
	Place  Place
	Layer  Layer // "stage1.block1.se": fc1 and fc2 with biases
	Hidden int   // width between fc1 and fc2
	C      int
	In     ValueID
	Add    ValueID
	PreAdd ValueID // optional: tap "residual"
	Out    ValueID
}

// GlobalPool is the mean over rows and columns.
type GlobalPool struct{ In, Out ValueID }

// Dense is the classifier: logits before softmax.
type Dense struct {
	Layer     Layer
	InC, OutC int
	In, Out   ValueID
}

// Name implements [Op].
func (o *Conv) Name() string { return string(o.Layer) }

// Name implements [Op].
func (o *MaxPool) Name() string { return KindPool.String() }

// Name implements [Op].
func (o *PadShortcut) Name() string { return string(o.Layer) }

// Name implements [Op]. It is the time step's, not that of the shared weights:
// "stage1.block2.cell".
func (o *Cell) Name() string { return layerName(o.Place, "cell") }

// Name implements [Op].
func (o *SE) Name() string { return string(o.Layer) }

// Name implements [Op].
func (o *GlobalPool) Name() string { return KindGAP.String() }

// Name implements [Op].
func (o *Dense) Name() string { return string(o.Layer) }

// At implements [Op].
func (o *Conv) At() Place { return o.Place }

// At implements [Op].
func (o *MaxPool) At() Place { return Place{} }

// At implements [Op].
func (o *PadShortcut) At() Place { return o.Place }

// At implements [Op].
func (o *Cell) At() Place { return o.Place }

// At implements [Op].
func (o *SE) At() Place { return o.Place }

// At implements [Op].
func (o *GlobalPool) At() Place { return Place{} }

// At implements [Op].
func (o *Dense) At() Place { return Place{} }

// present drops None.
func present(ids ...ValueID) []ValueID {
	out := ids[:0]
	for _, v := range ids {
		if v != None {
			out = append(out, v)
		}
	}
	return out
}

// Reads implements [Op].
func (o *Conv) Reads() []ValueID { return present(o.In, o.In2, o.Add) }

// Reads implements [Op].
func (o *MaxPool) Reads() []ValueID { return []ValueID{o.In} }

// Reads implements [Op].
func (o *PadShortcut) Reads() []ValueID { return []ValueID{o.In} }

// Reads implements [Op].
func (o *Cell) Reads() []ValueID { return present(o.X, o.H, o.C) }

// Reads implements [Op].
func (o *SE) Reads() []ValueID { return []ValueID{o.In, o.Add} }

// Reads implements [Op].
func (o *GlobalPool) Reads() []ValueID { return []ValueID{o.In} }

// Reads implements [Op].
func (o *Dense) Reads() []ValueID { return []ValueID{o.In} }

// Writes implements [Op].
func (o *Conv) Writes() []ValueID { return present(o.Out, o.PreAdd) }

// Writes implements [Op].
func (o *MaxPool) Writes() []ValueID { return []ValueID{o.Out} }

// Writes implements [Op].
func (o *PadShortcut) Writes() []ValueID { return []ValueID{o.Out} }

// Writes implements [Op].
func (o *Cell) Writes() []ValueID {
	w := present(o.OutH, o.OutC)
	for _, g := range o.Gates {
		w = append(w, g.Tap)
	}
	return w
}

// Writes implements [Op].
func (o *SE) Writes() []ValueID { return present(o.Out, o.PreAdd) }

// Writes implements [Op].
func (o *GlobalPool) Writes() []ValueID { return []ValueID{o.Out} }

// Writes implements [Op].
func (o *Dense) Writes() []ValueID { return []ValueID{o.Out} }
