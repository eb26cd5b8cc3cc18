package command

import (
	"regnetlens/infer/arch"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/network"
)

// architecture is a network that was asked for.
type architecture struct {
	record    arch.Record
	id, title string
	config    device.Config // where a recipe is known
}

// parseNetwork turns the argument of "regnet train" into an architecture.
func parseNetwork(name string, classes int) (architecture, error) {
	n, err := network.Parse(name, classes)
	return architecture{record: n.Record, id: n.ID, title: n.Title}, err
}
