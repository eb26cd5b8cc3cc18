package text

import "testing"

func TestParticle(t *testing.T) {
	for _, c := range []struct{ before, with, without, want string }{
		{"고양이", "은", "는", "는"}, {"사슴", "은", "는", "은"}, {"말", "은", "는", "은"}, {"새", "을", "를", "를"}, {"트럭", "과", "와", "과"},
		{"말", "으로", "로", "로"}, {"사슴", "으로", "로", "으로"}, {"개", "으로", "로", "로"},
		{"A", "은", "는", "는"}, {"B", "이", "가", "가"}, {"GRU", "은", "는", "는"}, {"LSTM", "은", "는", "은"},
		{"ResNet-20", "은", "는", "은"}, {"ResNet-32", "은", "는", "는"}, {"ResNet-1", "으로", "로", "로"}, {"0.5", "을", "를", "를"}, {"0", "을", "를", "을"},
		{"RegNet-20 (GRU)", "은", "는", "은"}, {"RegNet-32 (LSTM)", "은", "는", "는"}, {"사슴 (83 %)", "은", "는", "은"},
		{"", "은", "는", "는"}, {"(", "은", "는", "는"}, {")", "은", "는", "는"},
	} {
		if got := Particle(c.before, c.with, c.without); got != c.want {
			t.Errorf("%q takes %q, want %q of %s/%s", c.before, got, c.want, c.with, c.without)
		}
	}
}
