package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"regnetlens/infer"
	"regnetlens/infer/backends"
	"regnetlens/weights"
)

// backendFlag adds --backend.
func backendFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String("backend", backends.Default().Name(),
		"engine: "+strings.Join(backends.Names(), " or "))
}

// newNetwork makes the network of a weight file for pictures of height ×
// width, on all cores.
func newNetwork(w *weights.Weights, backend string, height, width, batch int) (infer.Network, error) {
	b, err := backends.ByName(backend)
	if err != nil {
		return nil, usageError{err}
	}
	g, err := w.Arch.Build(height, width)
	if err != nil {
		return nil, err
	}
	return b.New(g, w, infer.Options{MaxBatch: batch})
}

// loadClassifier loads weights, by id or path, that can read pictures and name
// what they see, and makes their network.
func loadClassifier(idOrPath, backend string, batch int) (*weights.Weights, infer.Network, error) {
	w, err := weights.Load(idOrPath)
	if err != nil {
		return nil, nil, err
	}
	net, err := classifierOf(w, idOrPath, backend, batch)
	return w, net, err
}

// classifierOf makes the network of weights that can read pictures and name what
// they see.
func classifierOf(w *weights.Weights, name, backend string, batch int) (infer.Network, error) {
	if err := w.Complete(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	net, err := newNetwork(w, backend, w.Input, w.Input, batch)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return net, nil
}
