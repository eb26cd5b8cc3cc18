package infer

import (
	"fmt"
	"math"

	"regnetlens/infer/arch"
)

// Edit changes an activation while a network runs: a "what if". It takes place
// right after the operation that makes the value, so the taps show what was
// edited and everything behind works with it; what that operation itself did
// with the value stays as it was. Editing C, for example, changes the memory
// that the next block receives and not the H made from it.
type Edit struct {
	// Tap names the value. Gates and the residual cannot be edited: they exist
	// within one operation only.
	Tap     string  `json:"tap"`
	Channel int     `json:"channel"` // from 0; AllChannels for every one
	Op      EditOp  `json:"op"`
	Factor  float32 `json:"factor"` // of Scale
}

// AllChannels as the channel of an [Edit] is all of them.
const AllChannels = -1

// EditOp is what an [Edit] does.
type EditOp string

// The operations of an edit.
const (
	// Scale multiplies by the factor. A factor of 0 on h switches the regulator
	// off at that block.
	Scale EditOp = "scale"
	// Freeze, for h and c, hands on the value of the block before as if this
	// block's time step had not been; in a stage's first block that is zero.
	Freeze EditOp = "freeze"
)

// Check returns an error that says why the edit does not fit the network, or
// nil.
func (e Edit) Check(g *arch.Graph) error {
	t, ok := g.Tap(e.Tap)
	switch {
	case !ok:
		return fmt.Errorf("infer: cannot edit %s: the network has no such tap", e.Tap)
	case g.Values[t.Value].Optional:
		return fmt.Errorf("infer: cannot edit %s: it exists within one operation only", e.Tap)
	case e.Channel != AllChannels && (e.Channel < 0 || e.Channel >= t.Shape.C):
		return fmt.Errorf("infer: cannot edit %s: it has %d channels, there is no number %d", e.Tap, t.Shape.C, e.Channel)
	case e.Op == Scale && (math.IsNaN(float64(e.Factor)) || math.IsInf(float64(e.Factor), 0)):
		return fmt.Errorf("infer: cannot edit %s: the factor is not a finite number", e.Tap)
	case e.Op == Freeze && !t.Kind.State():
		return fmt.Errorf("infer: cannot freeze %s: only the state, h and c, comes from the block before", e.Tap)
	case e.Op != Scale && e.Op != Freeze:
		return fmt.Errorf("infer: cannot edit %s: there is no operation %q", e.Tap, e.Op)
	}
	return nil
}

// Before is the value that a freeze hands on in place of the edited one: the
// state that the operation read, [arch.None] where that is zeros. It is None
// for every other edit.
func (e Edit) Before(g *arch.Graph) arch.ValueID {
	t, _ := g.Tap(e.Tap)
	cell, ok := g.Ops[g.Values[t.Value].First].(*arch.Cell)
	switch {
	case e.Op != Freeze || !ok:
		return arch.None
	case t.Value == cell.OutC:
		return cell.C
	}
	return cell.H
}
