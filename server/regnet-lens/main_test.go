package main

import (
	"strings"
	"testing"

	"regnetlens/server"
)

// A limit that cuts something off is said.
func TestPicturesAreCounted(t *testing.T) {
	if got := pictures(3, 3, "p"); got != `3 pictures from "p"` {
		t.Errorf("%q", got)
	}
	if got := pictures(server.MaxPictures, 1234, "p"); !strings.Contains(got, "500 of the 1234 pictures") || !strings.Contains(got, "first 500 by name") {
		t.Errorf("%q", got)
	}
}
