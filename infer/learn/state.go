package learn

// State is everything that training remembers: tensors by name, row-major. The
// names are those of the parameters; with the prefixes below for the rest.
type State map[string][]float32

// Prefixes of a state's names beside the parameters'.
const (
	PrefixMomentum = "momentum/" // for each trained parameter
	PrefixEMA      = "ema/"      // for every parameter, where there is a moving average
)
