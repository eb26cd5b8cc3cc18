package session

import "testing"

// A picture without a thumbnail is its own.
func TestSmall(t *testing.T) {
	if got := (Sample{URL: "a"}).Small(); got != "a" {
		t.Errorf("%q", got)
	}
	if got := (Sample{URL: "a", Thumbnail: "b"}).Small(); got != "b" {
		t.Errorf("%q", got)
	}
}
