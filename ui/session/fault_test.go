package session

import (
	"errors"
	"strings"
	"testing"

	"regnetlens/infer/picture"
	"regnetlens/ui/text"
)

// Each kind of fault is one sentence in both languages, with the file's name,
// and nothing of what a decoder said.
func TestFaultSentences(t *testing.T) {
	for _, kind := range []picture.Kind{picture.Unknown, picture.Broken, picture.Empty, picture.Large, picture.Barred, picture.Long, picture.Gone} {
		f := &picture.Fault{Kind: kind, Format: "PNG", Width: 20_000, Height: 20_000, Err: errors.New("zlib: invalid header")}
		en, ko := Fault(&text.English, "my cat.png", f), Fault(&text.Korean, "my cat.png", f)
		if !strings.HasPrefix(en, "my cat.png ") || !strings.HasSuffix(en, ".") || strings.Contains(en, "zlib") || strings.Contains(en, "%!") {
			t.Errorf("%s: %q", kind, en)
		}
		if !strings.HasPrefix(ko, "my cat.png") || !strings.HasSuffix(ko, ".") || strings.Contains(ko, "zlib") || strings.Contains(ko, "%!") || ko == en {
			t.Errorf("%s: %q", kind, ko)
		}
		if kind == picture.Large && (!strings.Contains(en, "400 megapixels; the limit is 64") || !strings.Contains(ko, "400메가픽셀")) {
			t.Errorf("%q, %q", en, ko)
		}
		if none := Fault(&text.English, "", f); !strings.HasPrefix(none, "What came ") {
			t.Errorf("without a name %q", none)
		}
	}
}
