package weights

import (
	"bytes"
	"fmt"

	"regnetlens/weights/quantized"
)

// EncodeWire writes the form of a weight file that the page fetches: its
// matrices in 8 bits (package quantized), and of the metadata what the model is,
// without its history and what was measured. The same parameters of the same
// model, with the same matrices kept, give the same bytes, whatever was measured
// since.
func EncodeWire(w *Weights) ([]byte, error) {
	params, err := w.Params("")
	if err != nil {
		return nil, err
	}
	tensors, err := quantized.Tensors(params, w.Wire.Keep)
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	m := w.Model
	m.Recipe, m.Epochs, m.Accuracy, m.Wire = "", nil, nil, Wire{}
	var b bytes.Buffer
	if err := Encode(&b, m, tensors); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
