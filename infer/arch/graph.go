package arch

import "fmt"

// Shape is the size of an activation of one picture: channels, rows, columns.
type Shape struct{ C, H, W int }

// Len is the number of values.
func (s Shape) Len() int { return s.C * s.H * s.W }

// String is "16 × 32 × 32".
func (s Shape) String() string { return fmt.Sprintf("%d × %d × %d", s.C, s.H, s.W) }

// ValueID is the index of a value in [Graph.Values].
type ValueID int

// None, the zero ValueID, stands where an operation lacks an optional value.
// As a state (H or C) it means zeros. Graph.Values has an empty value there.
const None ValueID = 0

// Value is one activation.
type Value struct {
	Shape Shape
	// Tap is the name under which the value can be looked at, "" for an
	// internal one; Place and Kind are what it says.
	Tap   string
	Place Place
	Kind  Kind
	// Optional values are by-products (a gate, a sum's first term) that an
	// operation makes only when their tap is asked for. No operation reads
	// them; they need no room in an arena.
	Optional bool
	// First is the index of the operation that makes the value (-1 for the
	// input), Last that of the last one that reads it. Between them its memory
	// is taken. The logits and the values nobody reads have Last = First; the
	// logits go to the caller.
	First, Last int
}

// Graph is a network for one input size, ready to be run in order.
type Graph struct {
	Record Record
	Values []Value // by ValueID; the first one is that of None
	Ops    []Op
	Input  ValueID
	Logits ValueID
}

// Shape is the shape of a value.
func (g *Graph) Shape(v ValueID) Shape { return g.Values[v].Shape }

// Op is one operation: *[Conv], *[MaxPool], *[PadShortcut], *[Cell], *[SE],
// *[GlobalPool] or *[Dense].
type Op interface {
	// Name is the layer's: the prefix of its weights where it has any.
	Name() string
	// At is the block that the operation belongs to.
	At() Place
	// Reads lists the values that are read.
	Reads() []ValueID
	// Writes lists the values that are made, the main one first, optional ones
	// last.
	Writes() []ValueID
	// Params lists the parameters in the order of the weight files.
	Params() []Param
	// MulAdds counts the multiplications with weights, for one picture.
	MulAdds(g *Graph) int64
}
