package arch

// state is what a regulator hands from one block to the next.
type state struct{ h, c ValueID }

// stage lays out stage s behind x and returns its output. The stage has one
// regulator: one set of weights, and a time step for each block.
func (b *builder) stage(s int, x ValueID) ValueID {
	st := state{None, None}
	for t := 1; t <= b.g.Record.Blocks[s-1]; t++ {
		x = b.block(s, t, x, &st)
	}
	return x
}

// block lays out block t of stage s behind x: convolution, regulator, mix,
// residual, sum (the paper's Fig. 3a and 3b).
func (b *builder) block(s, t int, x ValueID, st *state) ValueID {
	r := b.g.Record
	name := blockName(s, t)
	n := r.Widths[s-1]
	stride := 1
	if s > 1 && t == 1 {
		stride = 2
	}
	plain := Conv{In2: None, Add: None, Pre: None}
	layer := func(conv, norm string, in ValueID) Conv {
		c := plain
		c.Layer, c.Norm, c.In = name+"."+conv, name+"."+norm, in
		return c
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
	i := b.conv(relu(layer("conv1", "bn1", x)), n, kernel1, stride1, name+".i").Out
	m := i
	if r.Regulated(s) {
		b.cell(s, name, i, st)
	}
	if bottleneck {
		m = b.conv(relu(layer("conv2", "bn2", m)), n, 3, stride2, "").Out
	}
	if r.Regulated(s) {
		mix := relu(layer("mix", "bn_mix", m))
		mix.In2 = st.h
		m = b.conv(mix, n, 1, 1, name+".mix").Out
	}
	short := b.shortcut(name, x, n*r.Expansion(), stride)
	if bottleneck {
		return b.residual(name, layer("conv3", "bn3", m), n*4, 1, short)
	}
	return b.residual(name, layer("conv2", "bn2", m), n, 3, short)
}

// cell adds one time step of stage s's regulator, with i as its input, and
// moves the state on.
func (b *builder) cell(s int, name string, i ValueID, st *state) {
	kind := b.g.Record.Regulator
	shape := b.g.Shape(i)
	c := &Cell{
		Kind: kind, Layer: stageName(s) + ".cell", Norm: name + ".bn_h", N: shape.C,
		X: i, H: st.h, C: st.c, OutC: None,
	}
	c.OutH = b.value(shape, name+".h")
	if kind == RegulatorLSTM {
		c.OutC = b.value(shape, name+".c")
	}
	for _, gate := range kind.Gates() {
		c.Gates = append(c.Gates, Gate{Name: gate, Tap: b.optional(shape, name+".gate_"+gate)})
	}
	b.add(c)
	st.h, st.c = c.OutH, c.OutC
}

// shortcut returns x in the shape of the block's output.
func (b *builder) shortcut(name string, x ValueID, outC, stride int) ValueID {
	in := b.g.Shape(x)
	if in.C == outC && stride == 1 {
		return x
	}
	layer := name + ".proj"
	if b.g.Record.Shortcut == ShortcutProjection {
		c := Conv{Layer: layer, Norm: name + ".bn_proj", In: x, In2: None, Add: None, Pre: None}
		return b.conv(c, outC, 1, stride, "").Out
	}
	out := b.value(Shape{outC, ceilDiv(in.H, stride), ceilDiv(in.W, stride)}, "")
	b.add(&PadShortcut{Layer: layer, Stride: stride, In: x, Out: out})
	return out
}

// residual adds the block's last convolution, squeeze and excitation where the
// record asks for it, and the sum with the shortcut.
func (b *builder) residual(name string, c Conv, outC, kernel int, short ValueID) ValueID {
	r := b.g.Record
	in := b.g.Shape(c.In)
	out := Shape{outC, in.H, in.W}
	if r.SE == 0 {
		c.Add, c.ReLU = short, true
		c.Pre = b.optional(out, name+".residual")
		return b.conv(c, outC, kernel, 1, name+".o").Out
	}
	inner := b.conv(c, outC, kernel, 1, "").Out
	se := &SE{
		Layer: name + ".se", Hidden: max(1, outC/r.SE), C: outC, In: inner, Add: short,
		Pre: b.optional(out, name+".residual"), Out: b.value(out, name+".o"),
	}
	b.add(se)
	return se.Out
}
