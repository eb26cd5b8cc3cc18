package arch

// Build validates the record and lays the network out for pictures of height
// × width.
func (r Record) Build(height, width int) (*Graph, error) {
	if err := r.Validate(); err != nil {
		return nil, err
	}
	if err := within("input height", height, maxInput); err != nil {
		return nil, err
	}
	if err := within("input width", width, maxInput); err != nil {
		return nil, err
	}
	g := r.build(height, width)
	for _, v := range g.Values {
		if n := int64(v.Shape.C) * int64(v.Shape.H) * int64(v.Shape.W); n > maxValue {
			return nil, fieldError("widths", "an activation of %s has more than %d values", v.Shape, maxValue)
		}
	}
	return g, nil
}

// build lays out a valid record.
func (r Record) build(height, width int) *Graph {
	b := &builder{g: &Graph{Record: r, Values: make([]Value, 1)}}
	b.g.Input = b.value(Shape{3, height, width}, KindNone)
	x := b.stem(b.g.Input)
	for s := 1; s <= len(r.Widths); s++ {
		x = b.stage(s, x)
	}
	b.head(x)
	b.g.findLifetimes()
	return b.g
}

// builder adds operations to a graph in the order of their execution.
type builder struct {
	g  *Graph
	at Place // the block under way
}

// layer is one of the block under way.
func (b *builder) layer(name string) Layer { return Layer(layerName(b.at, name)) }

func (b *builder) value(s Shape, kind Kind) ValueID {
	b.g.Values = append(b.g.Values, Value{Shape: s, Tap: tapName(b.at, kind), Place: b.at, Kind: kind})
	return ValueID(len(b.g.Values) - 1)
}

func (b *builder) optional(s Shape, kind Kind) ValueID {
	v := b.value(s, kind)
	b.g.Values[v].Optional = true
	return v
}

func (b *builder) add(op Op) { b.g.Ops = append(b.g.Ops, op) }

// conv fills in what follows from the inputs' shapes, and adds the operation.
func (b *builder) conv(c Conv, outC, kernel, stride int, kind Kind) *Conv {
	in := b.g.Shape(c.In)
	c.Place, c.InC, c.OutC, c.Kernel, c.Stride, c.Pad = b.at, in.C, outC, kernel, stride, kernel/2
	if c.In2 != None {
		c.InC += b.g.Shape(c.In2).C
	}
	// Kernels are odd and padded by half, so a size is divided by the stride
	// and rounded up.
	c.Out = b.value(Shape{outC, ceilDiv(in.H, stride), ceilDiv(in.W, stride)}, kind)
	b.add(&c)
	return &c
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }

func (b *builder) stem(x ValueID) ValueID {
	kernel, stride := 3, 1
	if b.g.Record.Stem == StemImageNet {
		kernel, stride = 7, 2
	}
	c := b.conv(Conv{Layer: "conv0", Norm: "bn0", In: x, ReLU: true},
		b.g.Record.StemWidth, kernel, stride, KindStem)
	if b.g.Record.Stem != StemImageNet {
		return c.Out
	}
	s := b.g.Shape(c.Out)
	p := b.value(Shape{s.C, ceilDiv(s.H, 2), ceilDiv(s.W, 2)}, KindPool)
	b.add(&MaxPool{In: c.Out, Out: p})
	return p
}

func (b *builder) head(x ValueID) {
	c := b.g.Shape(x).C
	gap := b.value(Shape{c, 1, 1}, KindGAP)
	b.add(&GlobalPool{In: x, Out: gap})
	n := b.g.Record.Classes
	b.g.Logits = b.value(Shape{n, 1, 1}, KindNone)
	b.add(&Dense{Layer: "fc", InC: c, OutC: n, In: gap, Out: b.g.Logits})
}

// findLifetimes sets First and Last of every value.
func (g *Graph) findLifetimes() {
	g.Values[g.Input].First = -1
	for i, op := range g.Ops {
		for _, v := range op.Writes() {
			g.Values[v].First, g.Values[v].Last = i, i
		}
		for _, v := range op.Reads() {
			g.Values[v].Last = i
		}
	}
}
