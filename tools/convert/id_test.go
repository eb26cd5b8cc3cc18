package convert

import (
	"strings"
	"testing"

	"regnetlens/weights"
)

func TestFitID(t *testing.T) {
	for name, want := range map[string]string{
		"resnet-20":             "resnet-20",
		"My Model (final)":      "my-model-final",
		"ResNet_20":             "resnet-20",
		"-v1.":                  "v1",
		"..":                    "model",
		"모델":                    "model",
		"":                      "model",
		"a\x1b[31mb":            "a-31mb",
		strings.Repeat("x", 99): strings.Repeat("x", weights.MaxID),
	} {
		if got := FitID(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func FuzzFitID(f *testing.F) {
	f.Add("My Model")
	f.Fuzz(func(t *testing.T, name string) {
		if id := FitID(name); !weights.ValidID(id) {
			t.Errorf("%q becomes %q", name, id)
		}
	})
}
