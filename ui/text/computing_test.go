package text

import (
	"testing"

	"regnetlens/infer/webgpu"
)

// Every reason that WebGPU can have not to compute has a sentence in both
// languages, and so has every backend.
func TestComputing(t *testing.T) {
	for _, table := range []*Table{&English, &Korean} {
		c := &table.Computing
		for reason := range webgpu.Sentences {
			if c.Reasons[string(reason)] == "" {
				t.Errorf("%s: no sentence for %q", table.Code, reason)
			}
		}
		if len(c.Reasons) != len(webgpu.Sentences) {
			t.Errorf("%s: %d sentences for %d reasons", table.Code, len(c.Reasons), len(webgpu.Sentences))
		}
		for _, word := range []string{"auto", "webgpu", "simd", "gonum"} {
			if c.Backend(word) == "" || word != "auto" && c.Hints[word] == "" {
				t.Errorf("%s: no name for %q", table.Code, word)
			}
		}
		if c.Reason("something else") != c.Reasons["error"] {
			t.Errorf("%s: an unknown reason is %q", table.Code, c.Reason("something else"))
		}
	}
}
