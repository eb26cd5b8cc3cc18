//go:build !js

package ui

import (
	"bytes"
	"strings"
	"testing"

	"regnetlens/ui/session"
)

func TestStatic(t *testing.T) {
	var b bytes.Buffer
	if err := RenderStatic(&b, session.PageData{}); err != nil || !strings.Contains(b.String(), "RegNet Lens") {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
}
