package arch

// ReceptiveField is that of a value in the network's input: what its place
// (y, x) can depend on lies between the rows y·Step + First and
// y·Step + Last and between the columns likewise, both included, as far as
// that is inside the input.
type ReceptiveField struct {
	Step, First, Last int
	All               bool // every place depends on the whole input
}

// Box is the part of an input of height × width that place (y, x) can depend
// on: rows top to bottom−1, columns left to right−1.
func (f ReceptiveField) Box(y, x, height, width int) (top, left, bottom, right int) {
	if f.All {
		return 0, 0, height, width
	}
	return max(0, y*f.Step+f.First), max(0, x*f.Step+f.First),
		min(height, y*f.Step+f.Last+1), min(width, x*f.Step+f.Last+1)
}

// through is the field behind a window of the given kernel, stride and
// padding over values with field f.
func (f ReceptiveField) through(kernel, stride, pad int) ReceptiveField {
	f.First -= pad * f.Step
	f.Last += (kernel - 1 - pad) * f.Step
	f.Step *= stride
	return f
}

// with is the field of what reads two values at the same place.
func (f ReceptiveField) with(other ReceptiveField) ReceptiveField {
	return ReceptiveField{Step: f.Step, First: min(f.First, other.First), Last: max(f.Last, other.Last), All: f.All || other.All}
}

// ReceptiveFields computes the receptive field of every value from kernels, strides and
// paddings.
func (g *Graph) ReceptiveFields() []ReceptiveField {
	fields := make([]ReceptiveField, len(g.Values))
	fields[g.Input] = ReceptiveField{Step: 1}
	for _, op := range g.Ops {
		reads := op.Reads()
		f := fields[reads[0]]
		switch op := op.(type) {
		case *Conv:
			if op.In2 != None {
				f = f.with(fields[op.In2])
			}
			f = f.through(op.Kernel, op.Stride, op.Pad)
			before := f
			if op.Add != None {
				f = f.with(fields[op.Add])
			}
			if op.PreAdd != None {
				fields[op.PreAdd] = before
			}
			fields[op.Out] = f
		case *MaxPool:
			fields[op.Out] = f.through(3, 2, 1)
		case *PadShortcut:
			fields[op.Out] = f.through(1, op.Stride, 0)
		case *Cell:
			op.fields(fields)
		case *SE: // its scale is a mean over the whole map
			fields[op.Out] = ReceptiveField{Step: f.Step, All: true}
			if op.PreAdd != None {
				fields[op.PreAdd] = fields[op.Out]
			}
		default:
			for _, v := range op.Writes() {
				fields[v] = ReceptiveField{Step: 1, All: true}
			}
		}
	}
	return fields
}

// fields sets those of what a cell makes: its gates look at 3×3 places of X
// and H, a gru's candidate at the reset gate of those.
func (o *Cell) fields(fields []ReceptiveField) {
	pair := fields[o.X]
	if o.H != None {
		pair = pair.with(fields[o.H])
	}
	gate := pair.through(3, 1, 1)
	out := gate
	for _, g := range o.Gates {
		f := gate
		if o.Kind == RegulatorGRU && g.Kind == KindGateH && o.H != None {
			f = gate.with(gate.through(3, 1, 1))
			out = f
		}
		fields[g.Tap] = f
	}
	if o.C != None {
		out = out.with(fields[o.C])
	}
	fields[o.OutH] = out
	if o.OutC != None {
		fields[o.OutC] = out
	}
}
