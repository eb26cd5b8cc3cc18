package arch

// state is what a regulator hands from one block to the next.
type state struct{ h, c ValueID }

// stage lays out stage s behind x and returns its output. The stage has one
// regulator: one set of weights, and a time step for each block.
func (b *builder) stage(s int, x ValueID) ValueID {
	var st state // of zeros
	for t := 1; t <= b.g.Record.Blocks[s-1]; t++ {
		b.at = Place{s, t}
		x = b.block(x, &st)
	}
	b.at = Place{}
	return x
}

// block lays out the block under way behind x: convolution, regulator, mix,
// residual, sum (the paper's Fig. 3a and 3b).
func (b *builder) block(x ValueID, st *state) ValueID {
	r := b.g.Record
	s := b.at.Stage
	n := r.Widths[s-1]
	stride := 1
	if s > 1 && b.at.Block == 1 {
		stride = 2
	}
	layer := func(conv, norm string, in ValueID) Conv {
		return Conv{Layer: b.layer(conv), Norm: b.layer(norm), In: in}
	}
	relu := func(c Conv) Conv { c.ReLU = true; return c }

	bottleneck := r.Block == BlockBottleneck
	kernel1, stride1, stride2 := 3, stride, 1
	if bottleneck {
		kernel1 = 1
		if r.BottleneckStride == StrideConv2 {
			stride1, stride2 = 1, stride
		}
	}
	i := b.conv(relu(layer("conv1", "bn1", x)), n, kernel1, stride1, KindI).Out
	m := i
	if r.Regulated(s) {
		b.cell(i, st)
	}
	if bottleneck {
		m = b.conv(relu(layer("conv2", "bn2", m)), n, 3, stride2, KindNone).Out
	}
	if r.Regulated(s) {
		mix := relu(layer("mix", "bn_mix", m))
		mix.In2 = st.h
		m = b.conv(mix, n, 1, 1, KindMix).Out
	}
	short := b.shortcut(x, n*r.Expansion(), stride)
	if bottleneck {
		return b.residual(layer("conv3", "bn3", m), n*4, 1, short)
	}
	return b.residual(layer("conv2", "bn2", m), n, 3, short)
}

// cell adds one time step of the stage's regulator, with i as its input, and
// moves the state on.
func (b *builder) cell(i ValueID, st *state) {
	kind := b.g.Record.Regulator
	shape := b.g.Shape(i)
	c := &Cell{
		Place: b.at, Kind: kind, Layer: Layer(stageName(b.at.Stage) + ".cell"), Norm: b.layer("bn_h"), N: shape.C,
		X: i, H: st.h, C: st.c,
	}
	c.OutH = b.value(shape, KindH)
	if kind == RegulatorLSTM {
		c.OutC = b.value(shape, KindC)
	}
	for _, gate := range kind.Gates() {
		c.Gates = append(c.Gates, Gate{Kind: gate, Act: gate.Act(), Tap: b.optional(shape, gate)})
	}
	b.add(c)
	st.h, st.c = c.OutH, c.OutC
}

// shortcut returns x in the shape of the block's output.
func (b *builder) shortcut(x ValueID, outC, stride int) ValueID {
	in := b.g.Shape(x)
	if in.C == outC && stride == 1 {
		return x
	}
	layer := b.layer("proj")
	if b.g.Record.Shortcut == ShortcutProjection {
		c := Conv{Layer: layer, Norm: b.layer("bn_proj"), In: x}
		return b.conv(c, outC, 1, stride, KindNone).Out
	}
	out := b.value(Shape{outC, ceilDiv(in.H, stride), ceilDiv(in.W, stride)}, KindNone)
	b.add(&PadShortcut{Place: b.at, Layer: layer, Stride: stride, In: x, Out: out})
	return out
}

// residual adds the block's last convolution, squeeze and excitation where the
// record asks for it, and the sum with the shortcut.
func (b *builder) residual(c Conv, outC, kernel int, short ValueID) ValueID {
	r := b.g.Record
	in := b.g.Shape(c.In)
	out := Shape{outC, in.H, in.W}
	if r.SE == 0 {
		c.Add, c.ReLU = short, true
		c.PreAdd = b.optional(out, KindResidual)
		return b.conv(c, outC, kernel, 1, KindO).Out
	}
	inner := b.conv(c, outC, kernel, 1, KindNone).Out
	se := &SE{
		Place: b.at, Layer: b.layer("se"), Hidden: max(1, outC/r.SE), C: outC, In: inner, Add: short,
		PreAdd: b.optional(out, KindResidual), Out: b.value(out, KindO),
	}
	b.add(se)
	return se.Out
}
