// Package backends names the backends that run on the CPU.
package backends

import (
	"fmt"

	"regnetlens/infer"
	"regnetlens/infer/cpu"
	"regnetlens/infer/gonum"
)

// all is the list, the default first.
var all = []infer.Backend{cpu.Backend{}, gonum.Backend{}}

// Default is the fastest backend that runs everywhere.
func Default() infer.Backend { return all[0] }

// Names lists what [ByName] knows.
func Names() []string {
	var names []string
	for _, b := range all {
		names = append(names, b.Name())
	}
	return names
}

// ByName finds a backend.
func ByName(name string) (infer.Backend, error) {
	for _, b := range all {
		if b.Name() == name {
			return b, nil
		}
	}
	return nil, fmt.Errorf("infer: there is no backend %q, only %q", name, Names())
}
