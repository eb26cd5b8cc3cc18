package server

import (
	"strconv"
	"strings"
)

// accepts reports whether an Accept-Encoding header allows a coding (RFC 9110,
// section 12.5.3): named with a weight above 0, or not named under a "*" with
// one.
func accepts(header, coding string) bool {
	allowed := false
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name != coding && name != "*" {
			continue
		}
		weight := 1.0
		if q, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(params)), "q="); ok {
			v, err := strconv.ParseFloat(q, 64)
			if err != nil {
				v = 0
			}
			weight = v
		}
		if name == coding {
			return weight > 0
		}
		allowed = weight > 0
	}
	return allowed
}
