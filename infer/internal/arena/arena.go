// Package arena plans one block of memory for all activations of a network:
// values that are never alive at the same time share their place.
package arena

import (
	"cmp"
	"slices"

	"regnetlens/infer/arch"
)

// Plan gives every value of the graph an offset in a block of the returned
// size. Sizes and offsets are in elements; size says how much room a value
// takes in the backend's layout. Values without a place (optional ones, and
// those whose size is 0: the backend keeps them elsewhere) get -1.
func Plan(g *arch.Graph, size func(arch.ValueID) int) (offsets []int, total int) {
	offsets = make([]int, len(g.Values))
	var order []arch.ValueID
	for v := range g.Values {
		offsets[v] = -1
		if id := arch.ValueID(v); !g.Values[v].Optional && size(id) > 0 {
			order = append(order, id)
		}
	}
	// Large values first: small ones then fill the gaps.
	slices.SortStableFunc(order, func(a, b arch.ValueID) int { return cmp.Compare(size(b), size(a)) })
	var placed []arch.ValueID
	for _, v := range order {
		offsets[v] = firstFit(g, size, offsets, placed, v)
		total = max(total, offsets[v]+size(v))
		placed = append(placed, v)
	}
	return offsets, total
}

// firstFit is the lowest offset at which v overlaps none of the placed values
// that are alive together with it.
func firstFit(g *arch.Graph, size func(arch.ValueID) int, offsets []int, placed []arch.ValueID, v arch.ValueID) int {
	var taken [][2]int
	for _, p := range placed {
		a, b := g.Values[p], g.Values[v]
		if a.First <= b.Last && b.First <= a.Last {
			taken = append(taken, [2]int{offsets[p], offsets[p] + size(p)})
		}
	}
	slices.SortFunc(taken, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	at := 0
	for _, t := range taken {
		if t[0]-at >= size(v) {
			break
		}
		at = max(at, t[1])
	}
	return at
}
