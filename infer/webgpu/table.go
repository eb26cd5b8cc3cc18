package webgpu

import (
	"encoding/json"
	"fmt"
	"maps"

	"regnetlens/infer/webgpu/kernels"
)

// Table remembers the fastest kernels: adapter, then layer, to the name of a
// kernel. It marshals to JSON with the version of the kernels that were
// measured, so that a page can keep it; unmarshalled by a program with other
// kernels it comes out empty, and everything is measured anew.
type Table map[string]map[string]string

// storedTable is a table as JSON.
type storedTable struct {
	Kernels  string                       `json:"kernels"` // kernels.Version
	Adapters map[string]map[string]string `json:"adapters"`
}

// MarshalJSON implements [json.Marshaler].
func (t Table) MarshalJSON() ([]byte, error) {
	return json.Marshal(storedTable{kernels.Version(), t})
}

// UnmarshalJSON implements [json.Unmarshaler]. It replaces what t holds.
func (t *Table) UnmarshalJSON(b []byte) error {
	var s storedTable
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("webgpu: the table of kernels: %w", err)
	}
	*t = Table{}
	if s.Kernels == kernels.Version() {
		maps.Copy(*t, s.Adapters)
	}
	return nil
}
