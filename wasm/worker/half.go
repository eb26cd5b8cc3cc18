package worker

import (
	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

// Pictures aside are compared across the networks in B's worker, which A's
// hands its half of each: the outputs of its blocks.

// handed is this network's half of the picture last read aside, by its run.
func (e *engine) handed(run int) *protocol.Half {
	h := &protocol.Half{Run: run}
	for _, t := range measure.Outputs(e.net.Graph()) {
		h.Blocks = append(h.Blocks, blockOf(t))
		h.Values = append(h.Values, protocol.PutFloats(e.aside.Taps[t.Name])...)
	}
	return h
}

// alike compares the outputs of a picture aside, also with the other network's
// half if it is here, into its result.
func (e *engine) alike(r *protocol.Result, values map[string][]float32) error {
	var others []measure.Map
	if e.half != nil {
		var err error
		if others, err = unpackMaps(e.half.Blocks, e.half.Values); err != nil {
			return err
		}
	}
	r.Alike, r.Cross = tables(e.outputs(values), others)
	return nil
}
