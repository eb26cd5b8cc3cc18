package ui

import (
	"fmt"
	"slices"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/ui/text"
)

// drawn is the drawing of a block of a network.
type drawn struct {
	chart.Block
	Slot *session.Slot
	At   arch.Place
	Left float64
}

// Compute implements Vugu's callback before a build.
func (c *BlockDiagram) Compute() {
	c.blocks = nil
	left := 0.0
	for _, d := range c.S.Slots {
		if d.Graph == nil {
			continue
		}
		at := nearest(d.Graph, c.S.Select.Place)
		b := drawn{Block: blockOf(c.S.Text, d, at), Slot: d, At: at, Left: left}
		c.blocks = append(c.blocks, b)
		left += b.Wide()
	}
}

// nearest is a block of a network: the one at a place, or where it has none
// there the last before.
func nearest(g *arch.Graph, at arch.Place) arch.Place {
	stages := g.Record.Blocks
	at.Stage = max(1, min(at.Stage, len(stages)))
	at.Block = max(1, min(at.Block, stages[at.Stage-1]))
	return at
}

// blockOf reads the drawing of a block off the network's graph.
func blockOf(t *text.Table, d *session.Slot, at arch.Place) chart.Block {
	b := chart.Block{Ink: inks[d.Index], Title: t.Fill(t.Diagram.Plain, d.Name())}
	if tap, _, ok := d.Selected(); ok && tap.Place == at {
		b.On = tap.Kind
	}
	g := d.Graph
	ops := slices.DeleteFunc(slices.Clone(g.Ops), func(op arch.Op) bool { return op.At() != at })
	var cell *arch.Cell
	for _, op := range ops {
		if c, ok := op.(*arch.Cell); ok {
			cell = c
		}
	}
	added := arch.None // the value of the shortcut
	way := &b.Begin    // of the layers that come
	for _, op := range ops {
		switch op := op.(type) {
		case *arch.Conv:
			if op.Add != arch.None {
				added = op.Add
			}
		case *arch.SE:
			added = op.Add
		}
	}
	for _, op := range ops {
		if op.Writes()[0] == added {
			b.Shortcut = t.Diagram.Padded
			if conv, ok := op.(*arch.Conv); ok {
				b.Shortcut = layer(conv)
			}
			continue
		}
		switch op := op.(type) {
		case *arch.Conv:
			add(way, layer(op))
			switch kind := g.Values[op.Out].Kind; {
			case kind == arch.KindI && cell != nil:
				way = &b.Middle
			case kind == arch.KindI || kind == arch.KindMix:
				way = &b.End
			}
		case *arch.SE:
			add(way, "SE")
		}
	}
	if cell != nil {
		b.Title = t.Fill(t.Diagram.Regulated, d.Name())
		b.Memory = memoryOf(t, g, cell)
	}
	return b
}

// memoryOf is the memory of a block.
func memoryOf(t *text.Table, g *arch.Graph, cell *arch.Cell) *chart.Memory {
	m := &chart.Memory{
		Cell:  strings.ToUpper(cell.Kind.String()),
		Parts: []arch.Kind{arch.KindH}, Gates: t.Diagram.Gates,
		Before: t.Diagram.FromBefore[:], Next: t.Diagram.ToNext,
	}
	if cell.OutC != arch.None {
		m.Parts = append(m.Parts, arch.KindC)
	}
	m.Parts = append(m.Parts, cell.Gates[0].Kind)
	if m.Empty = cell.H == arch.None; m.Empty {
		m.Before = t.Diagram.BeginsEmpty[:]
	}
	if cell.Place.Block == g.Record.Blocks[cell.Place.Stage-1] {
		m.Next = ""
	}
	return m
}

// layer is a convolution: its kernel, and an arrow where it halves the maps.
func layer(c *arch.Conv) string {
	s := fmt.Sprintf("%d×%d", c.Kernel, c.Kernel)
	if c.Stride > 1 {
		s += " ↓"
	}
	return s
}

// add puts a layer after those that are there.
func add(layers *string, more string) {
	if *layers != "" {
		*layers += ", "
	}
	*layers += more
}

func (b drawn) transform() string { return fmt.Sprintf("translate(%g)", b.Left) }

func (b drawn) partID(p chart.BlockPart) string {
	return "part-" + b.Slot.Name() + "-" + partKey(p.Kind)
}

// partKey names a part: its kind, "gates" for all gates, "x" for what comes in.
func partKey(kind arch.Kind) string {
	switch {
	case kind == chart.Input:
		return "x"
	case kind.Gate():
		return "gates"
	}
	return kind.String()
}

func (c *BlockDiagram) t() *text.Diagram { return &c.S.Text.Diagram }

func (c *BlockDiagram) box() string {
	wide := 0.0
	for _, b := range c.blocks {
		wide += b.Wide()
	}
	return format.ViewBox(int(max(wide, 1)), chart.BlockHigh)
}

// isOn reports whether a part is what its network shows of the selection.
func (c *BlockDiagram) isOn(b drawn, p chart.BlockPart) bool {
	return p.Kind != chart.Input && partKey(p.Kind) == partKey(b.On)
}

// lane is the row of the axis that shows maps of a part, as the style sheet names
// it; "" for none.
func (c *BlockDiagram) lane(b drawn, p chart.BlockPart) string {
	for _, l := range c.S.Rows() {
		if l.Slot == b.Slot && l.Kind == p.Kind {
			return l.Slot.Name() + l.Kind.Letter()
		}
	}
	return ""
}

func (c *BlockDiagram) partClass(b drawn, p chart.BlockPart) string {
	class := "part k-" + partKey(p.Kind)
	if row := c.lane(b, p); row != "" {
		class += " of-" + row
	}
	return on(class, c.isOn(b, p), "on")
}

func (c *BlockDiagram) partLabel(b drawn, p chart.BlockPart) string {
	return c.S.Text.Fill(c.t().Part, b.Slot.Name(), p.Name, c.says(partKey(p.Kind)))
}

// press selects the kind of a part, at a row of the axis where it has one; what
// comes in is the output of the block before.
func (c *BlockDiagram) press(b drawn, p chart.BlockPart) {
	switch {
	case p.Kind == chart.Input:
		c.S.SelectKind(arch.KindO)
		c.S.MoveBlock(-1)
		return
	case p.Kind.Gate() && c.S.Select.Kind.Gate(): // the next one
		gates := b.Slot.Graph.Record.Regulator.Gates()
		c.S.SelectKind(gates[(slices.Index(gates, c.S.Select.Kind)+1)%len(gates)])
		return
	}
	for i, l := range c.S.Rows() {
		if _, has := l.Slot.TapAt(c.S.Select.Place, l.Kind); has && l.Slot == b.Slot && l.Kind == p.Kind {
			c.S.Pick(i, c.S.Select.Place, -1, -1)
			return
		}
	}
	c.S.SelectKind(p.Kind)
}

// says is what a part is, in a sentence; that of the gates depends on the cell.
func (c *BlockDiagram) says(key string) string {
	if key != "gates" {
		return c.t().Says[key]
	}
	cell := arch.RegulatorLSTM
	for _, b := range c.blocks {
		if b.Memory != nil {
			cell = b.Slot.Graph.Record.Regulator
		}
	}
	return c.t().GatesSay[cell.String()]
}

// saying is what the drawing says of a part.
type saying struct{ Key, Name, Text, Class string }

// sentences are those of all parts. The selected one is shown, unless another
// part is hovered or has the focus.
func (c *BlockDiagram) sentences() []saying {
	var out []saying
	selected := partKey(c.S.Select.Kind)
	for _, b := range c.blocks {
		for _, p := range b.Parts() {
			key := partKey(p.Kind)
			if slices.ContainsFunc(out, func(s saying) bool { return s.Key == key }) {
				continue
			}
			out = append(out, saying{key, p.Name, c.says(key), on("say-"+key, key == selected, "on")})
		}
	}
	return out
}

// piece is what a file shows.
func (c *BlockDiagram) piece() chart.Blocks {
	c.Compute()
	var out chart.Blocks
	for _, b := range c.blocks {
		out.All = append(out.All, b.Block)
	}
	for _, s := range c.sentences() {
		out.Says = append(out.Says, s.Name+": "+s.Text)
	}
	return out
}
