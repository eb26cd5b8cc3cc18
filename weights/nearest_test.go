//go:build !js

package weights

import (
	"strings"
	"testing"
)

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"", "ab", 2}, {"kitten", "sitting", 3}, {"resnet-20", "resnet20", 1}, {"flaw", "lawn", 2}} {
		if got := editDistance(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	for id, want := range map[string]string{"resnet20": `did you mean "resnet-20"?`, "RESNET-20": `"resnet-20"`, "regnet-20-ltsm": `"regnet-20-lstm"`} {
		if _, err := Load(id); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := Load("photograph.jpg"); err == nil || strings.Contains(err.Error(), "did you mean") {
		t.Errorf("another word: %v", err)
	}
}
