package arch

import "fmt"

// Bounds of a record. They are far above every published network of the
// family and low enough that no sum or product below overflows an int64.
const (
	maxStages  = 16
	maxWidth   = 1 << 14
	maxBlocks  = 512
	maxClasses = 1 << 20
	maxParams  = 1 << 30 // values in all parameters together
	maxInput   = 1 << 13 // rows or columns of the input
	maxValue   = 1 << 28 // values of one activation of one picture
)

// FieldError says which field of a record cannot be, and why.
type FieldError struct {
	Field string // JSON name, with an index where it has one: "widths[2]"
	Why   string
}

func (e *FieldError) Error() string { return fmt.Sprintf("arch: %s: %s", e.Field, e.Why) }

func fieldError(field, format string, args ...any) error {
	return &FieldError{Field: field, Why: fmt.Sprintf(format, args...)}
}

// Validate returns a [*FieldError] that names the first field that cannot be.
func (r Record) Validate() error {
	if err := r.validateNames(); err != nil {
		return err
	}
	if err := r.validateSizes(); err != nil {
		return err
	}
	if err := r.validateRegulator(); err != nil {
		return err
	}
	if err := r.validateShortcut(); err != nil {
		return err
	}
	// The sum cannot overflow: the bounds above keep it below 2^55.
	if n := r.build(1, 1).Cost().Params; n > maxParams {
		return fieldError("widths", "%d parameters, more than %d", n, maxParams)
	}
	return nil
}

// oneOf is the check of a field with few allowed words.
func oneOf[T ~string](field string, v T, allowed ...T) error {
	for _, a := range allowed {
		if v == a {
			return nil
		}
	}
	return fieldError(field, "%q is none of %q", v, allowed)
}

func (r Record) validateNames() error {
	if err := oneOf("stem", r.Stem, StemCIFAR, StemImageNet); err != nil {
		return err
	}
	if err := oneOf("block", r.Block, BlockBasic, BlockBottleneck); err != nil {
		return err
	}
	if err := oneOf("shortcut", r.Shortcut, ShortcutProjection, ShortcutPad); err != nil {
		return err
	}
	if r.Regulator > RegulatorLSTM {
		return fieldError("regulator", "%q is none of %q", r.Regulator, regulatorNames)
	}
	if r.BottleneckStride != "" {
		return oneOf("bottleneck_stride", r.BottleneckStride, StrideConv1, StrideConv2)
	}
	return nil
}

// within checks a number against 1..most.
func within(field string, v, most int) error {
	if v < 1 || v > most {
		return fieldError(field, "%d is not within 1 to %d", v, most)
	}
	return nil
}

func (r Record) validateSizes() error {
	if err := within("stem_width", r.StemWidth, maxWidth); err != nil {
		return err
	}
	if err := within("classes", r.Classes, maxClasses); err != nil {
		return err
	}
	if n := len(r.Widths); n < 1 || n > maxStages {
		return fieldError("widths", "%d stages, not 1 to %d", n, maxStages)
	}
	if len(r.Blocks) != len(r.Widths) {
		return fieldError("blocks", "%d stages, but widths has %d", len(r.Blocks), len(r.Widths))
	}
	for i := range r.Widths {
		if err := within(fmt.Sprintf("widths[%d]", i), r.Widths[i], maxWidth); err != nil {
			return err
		}
		if err := within(fmt.Sprintf("blocks[%d]", i), r.Blocks[i], maxBlocks); err != nil {
			return err
		}
	}
	if r.SE < 0 || r.SE > maxWidth {
		return fieldError("se", "%d is not within 0 to %d", r.SE, maxWidth)
	}
	return nil
}

func (r Record) validateRegulator() error {
	if r.Regulator == RegulatorNone && len(r.RegulatedStages) > 0 {
		return fieldError("regulated_stages", "names stages, but regulator is none")
	}
	seen := map[int]bool{}
	for i, s := range r.RegulatedStages {
		field := fmt.Sprintf("regulated_stages[%d]", i)
		if err := within(field, s, len(r.Widths)); err != nil {
			return err
		}
		if seen[s] {
			return fieldError(field, "stage %d stands there twice", s)
		}
		seen[s] = true
	}
	if r.BottleneckStride == StrideConv2 {
		if r.Block != BlockBottleneck {
			return fieldError("bottleneck_stride", "goes with bottleneck blocks only")
		}
		if r.Regulator != RegulatorNone {
			return fieldError("bottleneck_stride", "conv2 does not go with a regulator: I would not have the stage's size")
		}
	}
	return nil
}

func (r Record) validateShortcut() error {
	if r.Shortcut != ShortcutPad {
		return nil
	}
	in := r.StemWidth
	for s, n := range r.Widths {
		out := n * r.Expansion()
		if out < in {
			return fieldError("shortcut", "pad cannot take stage %d from %d to %d channels", s+1, in, out)
		}
		in = out
	}
	return nil
}
