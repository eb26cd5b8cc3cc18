package sentence

import (
	"testing"

	"regnetlens/ui/text"
)

func TestKnown(t *testing.T) {
	for class, want := range map[string][2]string{
		"cat": {"It is a cat.", "정답은 고양이입니다."}, "airplane": {"It is an airplane.", "정답은 비행기입니다."},
	} {
		if en, ko := Known(&text.English, class).String(), Known(&text.Korean, class).String(); en != want[0] || ko != want[1] {
			t.Errorf("%q: %q and %q, want %q", class, en, ko, want)
		}
	}
}
