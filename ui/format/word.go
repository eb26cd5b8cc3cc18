package format

import (
	"fmt"
	"strings"

	"regnetlens/infer/arch"
)

// Networks are the letters of the two networks.
var Networks = [2]string{"A", "B"}

// Letter is a kind's name on a button: the paper's letter where it has one.
func Letter(kind arch.Kind) string {
	switch kind {
	case arch.KindI, arch.KindH, arch.KindC, arch.KindO:
		return strings.ToUpper(kind.Letter())
	case arch.KindResidual:
		return "res"
	}
	return kind.Letter()
}

// Size is "16 × 32²" for 16 square maps.
func Size(s arch.Shape) string {
	if s.H == s.W {
		return fmt.Sprintf("%d × %d²", s.C, s.H)
	}
	return fmt.Sprintf("%d × %d × %d", s.C, s.H, s.W)
}
