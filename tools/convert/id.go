package convert

import (
	"strings"

	"regnetlens/weights"
)

// FitID makes a model's id of any name: what an id cannot hold becomes "-".
func FitID(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() == weights.MaxID {
			break
		}
	}
	id := strings.Trim(b.String(), "-.")
	if id == "" {
		return "model" // nothing of the name was left
	}
	return id
}
