package arch

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// This file alone knows how the values of this package are written on disk, in
// requests and in the page's address. Everything else reads fields.

// kindNames are the last words of taps' names, by kind.
var kindNames = [...]string{
	KindNone: "", KindStem: "stem", KindPool: "pool", KindGAP: "gap",
	KindI: "i", KindH: "h", KindC: "c", KindMix: "mix", KindResidual: "residual", KindO: "o",
	KindGateI: gate + "i", KindGateF: gate + "f", KindGateO: gate + "o", KindGateG: gate + "g",
	KindGateZ: gate + "z", KindGateR: gate + "r", KindGateH: gate + "h",
}

const gate = "gate_"

// String is the kind as names of taps end: "i", "gate_f", "stem"; "" for
// KindNone.
func (k Kind) String() string { return nameOf(kindNames[:], k) }

// Letter is a gate's in equations and in the names of its weights: "f". Of
// every other kind it is the name.
func (k Kind) Letter() string {
	if k.Gate() {
		return k.String()[len(gate):]
	}
	return k.String()
}

// ParseKind reads what [Kind.String] wrote; every other text is an error.
func ParseKind(text string) (Kind, error) { return parse[Kind](kindNames[:], "kind", text) }

// MarshalText implements [encoding.TextMarshaler].
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (k *Kind) UnmarshalText(text []byte) (err error) {
	*k, err = ParseKind(string(text))
	return err
}

// ParsePlace reads what [Place.String] wrote. Stages count from 1; a block of
// 0 is let through, which stands for all of a stage in the page's address.
func ParsePlace(text string) (Place, error) {
	s, b, ok := strings.Cut(text, ".")
	stage, err1 := strconv.Atoi(s)
	block, err2 := strconv.Atoi(b)
	if p := (Place{stage, block}); ok && err1 == nil && err2 == nil && stage > 0 && block >= 0 && p.String() == text {
		return p, nil
	}
	return Place{}, fmt.Errorf("arch: %q is no stage and block such as 2.1", text)
}

// regulatorNames are the words of the record's field.
var regulatorNames = [...]string{RegulatorNone: "none", RegulatorRNN: "rnn", RegulatorGRU: "gru", RegulatorLSTM: "lstm"}

// String is the regulator's word in a record.
func (r Regulator) String() string { return nameOf(regulatorNames[:], r) }

// ParseRegulator reads what [Regulator.String] wrote; every other text is an
// error.
func ParseRegulator(text string) (Regulator, error) {
	return parse[Regulator](regulatorNames[:], "regulator", text)
}

// MarshalText implements [encoding.TextMarshaler].
func (r Regulator) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. Its error is a
// [*FieldError].
func (r *Regulator) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRegulator(string(text))
	return err
}

// nameOf is a value's name, and a number where it has none.
func nameOf[T ~uint8](names []string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return strconv.Itoa(int(v))
}

// parse finds the value that a name stands for.
func parse[T ~uint8](names []string, what, text string) (T, error) {
	if i := slices.Index(names, text); i >= 0 {
		return T(i), nil
	}
	return 0, fieldError(what, "%q is none of %q", text, names)
}

// stageName and blockName are the prefixes of the names of weights and of taps
// in a stage and in a block.
func stageName(stage int) string { return "stage" + strconv.Itoa(stage) }

func blockName(p Place) string { return stageName(p.Stage) + ".block" + strconv.Itoa(p.Block) }

// tapName is the name of what can be looked at: "stage2.block1.gate_i", and
// outside the stages "stem"; "" where nothing can be.
func tapName(p Place, k Kind) string {
	if p.Inside() && k != KindNone {
		return blockName(p) + "." + k.String()
	}
	return k.String()
}

// layerName is the name of an operation of a block, and of its parameters.
func layerName(p Place, layer string) string { return blockName(p) + "." + layer }

// Layer is what the names of a layer's parameters begin with:
// "stage1.block2.conv1". The methods are the names.
type Layer string

// Weight is that of a convolution's, a norm's or a fully connected layer's
// weights.
func (l Layer) Weight() string { return string(l) + ".weight" }

// Bias is that of a norm's or a fully connected layer's biases.
func (l Layer) Bias() string { return string(l) + ".bias" }

// RunningMean is that of a norm's statistic.
func (l Layer) RunningMean() string { return string(l) + ".running_mean" }

// RunningVar is that of a norm's other statistic.
func (l Layer) RunningVar() string { return string(l) + ".running_var" }

// FC1 is the first layer of squeeze and excitation.
func (o *SE) FC1() Layer { return o.Layer + ".fc1" }

// FC2 is the second one.
func (o *SE) FC2() Layer { return o.Layer + ".fc2" }

// Gate is what the names of a gate's parameters begin with:
// "stage1.cell.gates.i".
func (o *Cell) Gate(g Gate) GateLayer {
	return GateLayer(string(o.Layer) + ".gates." + g.Kind.Letter())
}

// GateLayer is a gate's [Layer].
type GateLayer string

// Fuse is the name of the factors of X and H.
func (l GateLayer) Fuse() string { return string(l) + ".fuse.weight" }

// Weight is the name of the windows.
func (l GateLayer) Weight() string { return string(l) + ".conv.weight" }

// Bias is the name of the windows' biases.
func (l GateLayer) Bias() string { return string(l) + ".conv.bias" }

// Peers is what an operation and those in its place in the stage's other blocks
// are called together: "stage1 conv1". Outside the stages it is the operation's
// own name.
func Peers(op Op) string {
	if p := op.At(); p.Inside() {
		return stageName(p.Stage) + " " + op.Name()[len(blockName(p)+"."):]
	}
	return op.Name()
}
