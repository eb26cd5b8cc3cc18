package picture

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestFaults(t *testing.T) {
	large := CheckSize("PNG", 20_000, 20_000)
	for _, test := range []struct {
		err  error
		kind Kind
		said string
	}{
		{large, Large, "20000 × 20000 pixels (400 Mpx) is over the limit of 64 Mpx"},
		{CheckSize("GIF", 0, 5), Empty, "this GIF picture has no pixels (0 × 5)"},
		{fmt.Errorf("file: %w", ErrFormat), Unknown, "not a JPEG"},
		{errors.New("a table is missing"), Broken, "a table is missing"},
	} {
		f := FaultOf(test.err)
		if f.Kind != test.kind || !strings.Contains(f.Error(), test.said) {
			t.Errorf("%v is %s: %q", test.err, f.Kind, f.Error())
		}
	}
	if CheckSize("PNG", 8000, 8000) != nil {
		t.Error("64 megapixels are refused")
	}
	_, err := Decode([]byte("\xff\xd8\xffno picture"))
	if f := FaultOf(err); f.Kind != Broken || f.Format != "JPEG" {
		t.Errorf("a broken JPEG is %+v", f)
	}
}
