package server

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"
)

// contentPolicy lets the page load from its own server only, run WebAssembly,
// and evaluate no text as script but the one that stands in the page itself,
// which is known by its hash. Pictures of the reader's are blobs.
func contentPolicy(page []byte) string {
	scripts := "script-src 'self' 'wasm-unsafe-eval'"
	if inline := inlineScript.FindSubmatch(page); inline != nil {
		sum := sha256.Sum256(inline[1])
		scripts += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return strings.Join(append([]string{scripts}, otherPolicies...), "; ")
}

// inlineScript is the page's script that is not in a file.
var inlineScript = regexp.MustCompile(`(?s)<script>(.*?)</script>`)

var otherPolicies = []string{
	"default-src 'none'",
	"worker-src 'self' blob:", // of a blob are those of a page in a sandboxed frame
	"connect-src 'self'",
	"style-src 'self'",
	"manifest-src 'self'",
	"img-src 'self' blob:",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
}

// setPolicy sets the headers of every answer. Opener, embedder and resource
// policy together isolate the page, which gives it precise clocks and, later,
// shared memory.
func (s *Site) setPolicy(h http.Header) {
	h.Set("Content-Security-Policy", s.policy)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Embedder-Policy", "require-corp")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
}
