package chart

import (
	"fmt"
	"strings"

	"regnetlens/infer/arch"
)

// Block describes the drawing of a block: from above the way from X to O, at the
// left the shortcut, and at the right the memory of a regulated one.
type Block struct {
	Ink   Ink
	Title string
	// Begin, Middle and End are the layers on the way from X to I, from I to the
	// mix, and from there, or from I where there is no memory, to R.
	Begin, Middle, End string
	Shortcut           string // the layer on it; "" for none
	Memory             *Memory
	On                 arch.Kind // the part that is selected; KindNone for none
}

// Memory describes the memory of a block.
type Memory struct {
	Cell   string      // its name
	Parts  []arch.Kind // from above: H, C, and a gate for all gates
	Gates  string      // what the part of the gates is called
	Before []string    // where its state comes from, a word or two a line
	Empty  bool        // it comes from nowhere
	Next   string      // where it goes; "" for nowhere
}

// BlockPart is a part that can be pressed. Input is X, which has no kind of its
// own.
type BlockPart struct {
	Kind                arch.Kind
	Name                string
	X, Y, Width, Height float64
}

// Input stands for X among the parts of a block.
const Input = arch.KindNone

// Sizes of the drawing of a block, in pixels.
const (
	BlockHigh   = 286
	plainWide   = 66
	memoryWide  = 124
	axis        = 34 // where the way of data runs
	wide        = 32 // of a part on it
	high        = 22
	atX         = 31 // middles, from above
	atI         = 85
	atMix       = 165
	atR         = 213
	atPlus      = 244
	atO         = 271
	plusRadius  = 8
	memoryTop   = 58
	memoryLeft  = axis + 31
	memoryRight = memoryLeft + 44
	cellStep    = 25
)

// Wide is how wide the drawing is.
func (b Block) Wide() float64 {
	if b.Memory != nil {
		return memoryWide
	}
	return plainWide
}

// Parts lists the parts, in the order of the way of data.
func (b Block) Parts() []BlockPart {
	on := func(kind arch.Kind, name string, middle float64) BlockPart {
		return BlockPart{kind, name, axis - wide/2, middle - high/2, wide, high}
	}
	out := []BlockPart{on(Input, "X", atX), on(arch.KindI, "I", atI)}
	if m := b.Memory; m != nil {
		for i, kind := range m.Parts {
			name := m.Gates
			if !kind.Gate() {
				name = map[arch.Kind]string{arch.KindH: "H", arch.KindC: "C"}[kind]
			}
			out = append(out, BlockPart{kind, name, memoryLeft + 4, memoryTop + 16 + cellStep*float64(i), 36, 20})
		}
		out = append(out, on(arch.KindMix, "mix", atMix))
	}
	return append(out, on(arch.KindResidual, "R", atR), on(arch.KindO, "O", atO))
}

// Wires are the drawing without its parts.
func (b Block) Wires() []Shape {
	var out []Shape
	path := func(role Role, format string, values ...any) {
		out = append(out, Shape{Role: role, Ink: b.Ink, Text: fmt.Sprintf(format, values...)})
	}
	say := func(x, y float64, class, text string) {
		if text != "" {
			role := map[string]Role{"": LevelText, "mid": LevelMiddle, "end": LevelEnd}[class]
			out = append(out, Shape{Role: role, X: x, Y: y, Text: text})
		}
	}
	down := func(from, to float64) { path(Wire, "M%d %gV%g", axis, from, to) }
	out = append(out, Shape{Role: BlockTitle, Ink: b.Ink, X: 4, Y: 11, Text: b.Title})
	const half = high / 2.0
	// Layers stand one a line, the last at a place or, where there is room on both
	// sides, their middle.
	layers := func(y, up float64, text string) {
		lines := strings.Split(text, ", ")
		for i, line := range lines {
			say(axis+5, y+10.5*(float64(i)-up*float64(len(lines)-1)), "", line)
		}
	}
	down(atX+half, atI-half)
	layers((atX+atI)/2+4, 0.5, b.Begin)
	end := atI + half
	if b.Memory != nil {
		down(atI+half, atMix-half)
		layers(150, 1, b.Middle)
		end = atMix + half
	}
	down(end, atR-half)
	layers(map[bool]float64{true: 193, false: 152}[b.Memory != nil], 0.5, b.End)
	down(atR+half, atPlus-plusRadius)
	down(atPlus+plusRadius, atO-half)
	path(Shortcut, "M%d %dH8V%dH%d", axis-wide/2, atX, atPlus, axis-plusRadius)
	say(11, 120, "", b.Shortcut)
	out = append(out, Shape{Role: Plus, Ink: b.Ink, X: axis, Y: atPlus, R: plusRadius}, Shape{Role: LevelMiddle, X: axis, Y: atPlus + 4, Text: "+"})
	m := b.Memory
	if m == nil {
		return out
	}
	bottom := memoryTop + 16 + cellStep*float64(len(m.Parts))
	middle := (memoryLeft + memoryRight) / 2.0
	out = append(out, Shape{Role: MemoryBox, Ink: b.Ink, X: memoryLeft, Y: memoryTop, Width: memoryRight - memoryLeft, Height: bottom - memoryTop, R: 8})
	say(middle, memoryTop+12, "mid", m.Cell)
	arrow := func(x, y float64, direction string) {
		path(Arrow, map[string]string{"right": "M%g %gl-6 -3v6z", "left": "M%g %gl6 -3v6z", "down": "M%g %gl-3 -6h6z"}[direction], x, y)
	}
	path(Strong, "M%d %dH%d", axis+wide/2, atI, memoryLeft-5)
	arrow(memoryLeft, atI, "right")
	path(Strong, "M%g %gV%dH%d", middle, bottom, atMix, axis+wide/2+5)
	arrow(axis+wide/2, atMix, "left")
	for i, line := range m.Before {
		say(middle, 28+10.5*float64(i), "mid", line)
	}
	if !m.Empty {
		path(Dashed, "M%g 43V%d", middle, memoryTop-5)
		arrow(middle, memoryTop, "down")
	}
	if m.Next != "" {
		path(Dashed, "M%d %gh8", memoryRight, bottom-12)
		arrow(memoryRight+13, bottom-12, "right")
		say(memoryWide, bottom+11, "end", m.Next)
	}
	return out
}

// Blocks are drawings beside each other, as a piece of a file.
type Blocks struct {
	All  []Block
	Says []string // sentences, below
}

// Draw implements [Piece].
func (b Blocks) Draw(width float64) ([]Shape, float64) {
	var out []Shape
	left := 0.0
	for _, block := range b.All {
		out = append(out, Moved(block.Wires(), left)...)
		for _, p := range block.Parts() {
			box, text := Shape{Role: Part, Ink: block.Ink, X: left + p.X, Y: p.Y, Width: p.Width, Height: p.Height, R: 6}, PartText
			if p.Kind == block.On && p.Kind != Input {
				box.Role, text = PartOn, PartTextOn
			}
			out = append(out, box, Shape{Role: text, Ink: block.Ink, X: left + p.X + p.Width/2, Y: p.Y + p.Height/2 + 4, Text: p.Name})
		}
		left += block.Wide() + 20
	}
	y := 20.0
	for _, sentence := range b.Says {
		for _, line := range wrapped(sentence, width-left-20, 12.5) {
			out = append(out, Shape{Role: Plain, X: left + 20, Y: y, Text: line})
			y += 17
		}
		y += 7
	}
	return out, max(BlockHigh, y)
}

// Moved are shapes further to the right.
func Moved(shapes []Shape, by float64) []Shape {
	for i := range shapes {
		shapes[i].X += by
		shapes[i].Left = by
	}
	return shapes
}
