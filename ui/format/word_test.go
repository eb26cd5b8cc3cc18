package format

import (
	"testing"

	"regnetlens/infer/arch"
)

func TestLetter(t *testing.T) {
	for kind, want := range map[arch.Kind]string{arch.KindH: "H", arch.KindI: "I", arch.KindO: "O", arch.KindMix: "mix", arch.KindResidual: "res", arch.KindGateZ: "z", arch.KindGateF: "f"} {
		if got := Letter(kind); got != want {
			t.Errorf("%v has the letter %q, want %q", kind, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	for want, shape := range map[string]arch.Shape{"16 × 32²": {C: 16, H: 32, W: 32}, "3 × 4 × 5": {C: 3, H: 4, W: 5}} {
		if got := Size(shape); got != want {
			t.Errorf("%v is written %q, want %q", shape, got, want)
		}
	}
}

func TestAttributes(t *testing.T) {
	for got, want := range map[string]string{
		Bool(true): "true", Bool(false): "false", TabIndex(true): "0", TabIndex(false): "-1", ViewBox(3, 20): "0 0 3 20",
		Length(0.5): "50.0%", Length(1): "100.0%", Length(1e-6): "0.8%", ID("tab-", 2): "tab-2",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
