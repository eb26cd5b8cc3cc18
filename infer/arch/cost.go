package arch

// Cost is what an operation, or a network, asks for one picture.
type Cost struct {
	Params  int64 // trained parameters
	MulAdds int64 // multiply-adds with weights (norms, sums and nonlinearities are not counted)
}

// Cost is the whole network's. Shared parameters count once.
func (g *Graph) Cost() Cost {
	var c Cost
	for _, p := range g.Params() {
		if p.Role.Trained() {
			c.Params += p.Len()
		}
	}
	for _, op := range g.Ops {
		c.MulAdds += op.MulAdds(g)
	}
	return c
}

// area is rows times columns of a value.
func (g *Graph) area(v ValueID) int64 {
	s := g.Shape(v)
	return int64(s.H) * int64(s.W)
}

// MulAdds implements [Op].
func (o *Conv) MulAdds(g *Graph) int64 {
	return g.area(o.Out) * int64(o.OutC) * int64(o.InC) * int64(o.Kernel*o.Kernel)
}

// MulAdds implements [Op].
func (o *MaxPool) MulAdds(*Graph) int64 { return 0 }

// MulAdds implements [Op].
func (o *PadShortcut) MulAdds(*Graph) int64 { return 0 }

// MulAdds implements [Op]: two for the pair and nine for the window, for each
// gate.
func (o *Cell) MulAdds(g *Graph) int64 {
	return g.area(o.X) * int64(o.N) * int64(len(o.Gates)) * (2 + 9)
}

// MulAdds implements [Op].
func (o *SE) MulAdds(*Graph) int64 { return 2 * int64(o.C) * int64(o.Hidden) }

// MulAdds implements [Op].
func (o *GlobalPool) MulAdds(*Graph) int64 { return 0 }

// MulAdds implements [Op].
func (o *Dense) MulAdds(*Graph) int64 { return int64(o.InC) * int64(o.OutC) }
