// Package arena plans one block of memory for all activations of a network:
// values that are never alive at the same time share their place.
package arena

import (
	"cmp"
	"slices"

	"regnetlens/infer/arch"
)

// Item is something that wants Size elements from time First to time Last, both
// included.
type Item struct{ Size, First, Last int }

// Plan gives every value of the graph an offset in a block of the returned
// size. Sizes and offsets are in elements; size says how much room a value
// takes in the backend's layout. Values without a place (optional ones, and
// those whose size is 0: the backend keeps them elsewhere) get -1.
func Plan(g *arch.Graph, size func(arch.ValueID) int) (offsets []int, total int) {
	offsets = make([]int, len(g.Values))
	var items []Item
	var ids []int
	for v := range g.Values {
		offsets[v] = -1
		if n := size(arch.ValueID(v)); !g.Values[v].Optional && n > 0 {
			items = append(items, Item{Size: n, First: g.Values[v].First, Last: g.Values[v].Last})
			ids = append(ids, v)
		}
	}
	fitted, total := Fit(items)
	for i, v := range ids {
		offsets[v] = fitted[i]
	}
	return offsets, total
}

// Fit gives every item an offset in a block of the returned size.
func Fit(items []Item) (offsets []int, total int) {
	offsets = make([]int, len(items))
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	// Large items first: small ones then fill the gaps.
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(items[b].Size, items[a].Size) })
	for n, i := range order {
		offsets[i] = firstFit(items, offsets, order[:n], items[i])
		total = max(total, offsets[i]+items[i].Size)
	}
	return offsets, total
}

// firstFit is the lowest offset at which an item overlaps none of the placed
// ones that are alive together with it.
func firstFit(items []Item, offsets, placed []int, item Item) int {
	var alive []int
	for _, p := range placed {
		if a := items[p]; a.First <= item.Last && item.First <= a.Last {
			alive = append(alive, p)
		}
	}
	slices.SortStableFunc(alive, func(a, b int) int { return cmp.Compare(offsets[a], offsets[b]) })
	at := 0
	for _, p := range alive {
		if offsets[p]-at >= item.Size {
			break
		}
		at = max(at, offsets[p]+items[p].Size)
	}
	return at
}
