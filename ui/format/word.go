package format

import (
	"fmt"
	"strings"

	"regnetlens/infer/arch"
)

// Networks are the letters of the two networks.
var Networks = [2]string{"A", "B"}

// Letter is a kind's name on a button: the paper's letter where it has one.
func Letter(kind string) string {
	if gate, ok := strings.CutPrefix(kind, "gate_"); ok {
		return gate
	}
	if kind == "residual" {
		return "res"
	}
	if len(kind) == 1 {
		return strings.ToUpper(kind)
	}
	return kind
}

// Size is "16 × 32²" for 16 square maps.
func Size(s arch.Shape) string {
	if s.H == s.W {
		return fmt.Sprintf("%d × %d²", s.C, s.H)
	}
	return fmt.Sprintf("%d × %d × %d", s.C, s.H, s.W)
}
