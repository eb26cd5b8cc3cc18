package text

import (
	"strings"
	"testing"

	"regnetlens/infer/fallback"
)

// Every reason that WebGPU can have not to compute has a sentence in both
// languages, and so has every backend.
func TestComputing(t *testing.T) {
	for _, table := range []*Table{&English, &Korean} {
		c := &table.Computing
		for _, reason := range fallback.Reasons {
			if s := c.Reasons[reason]; strings.Count(s, ".") != 1 || !strings.HasSuffix(s, ".") {
				t.Errorf("%s: for %q the page says %q, not one sentence", table.Code, reason, s)
			}
		}
		if len(c.Reasons) != len(fallback.Reasons) {
			t.Errorf("%s: %d sentences for %d reasons", table.Code, len(c.Reasons), len(fallback.Reasons))
		}
		for _, word := range []string{"auto", "webgpu", "simd", "gonum"} {
			if c.Backend(word) == "" || word != "auto" && c.Hints[word] == "" {
				t.Errorf("%s: no name for %q", table.Code, word)
			}
		}
		if c.Reason("something else") != c.Reasons[fallback.OtherError] {
			t.Errorf("%s: an unknown reason is %q", table.Code, c.Reason("something else"))
		}
	}
}
