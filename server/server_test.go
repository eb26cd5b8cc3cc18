package server

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"regnetlens/ui/session"
)

func testSite(t *testing.T) *Site {
	t.Helper()
	s, err := Load(fstest.MapFS{
		"index.html":                        {Data: []byte("<!doctype html>plain")},
		"index.html.br":                     {Data: []byte("brotli")},
		"index.html.gz":                     {Data: []byte("gzip")},
		"program.0123456789ab.wasm":         {Data: []byte("\x00asm")},
		"program.0123456789ab.wasm.br":      {Data: []byte("small")},
		"samples/horse.0123456789ab.jpg":    {Data: []byte("\xff\xd8\xff")},
		"samples/own.json":                  {Data: []byte("[]")},
		"models/m.0123456789ab.safetensors": {Data: []byte("weights")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(h http.Handler, method, path string, header ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestFormsAndTypes(t *testing.T) {
	s := testSite(t)
	const forever = "public, max-age=31536000, immutable"
	for _, test := range []struct {
		path, accept, coding, mime, cache, body string
	}{
		{"/", "gzip, deflate, br", "br", "text/html; charset=utf-8", "no-cache", "brotli"},
		{"/index.html", "gzip", "gzip", "text/html; charset=utf-8", "no-cache", "gzip"},
		{"/", "", "", "text/html; charset=utf-8", "no-cache", "<!doctype html>plain"},
		{"/", "br;q=0, gzip;q=0.5", "gzip", "text/html; charset=utf-8", "no-cache", "gzip"},
		{"/", "identity", "", "text/html; charset=utf-8", "no-cache", "<!doctype html>plain"},
		{"/", "*", "br", "text/html; charset=utf-8", "no-cache", "brotli"},
		{"/program.0123456789ab.wasm", "br", "br", "application/wasm", forever, "small"},
		{"/program.0123456789ab.wasm", "gzip", "", "application/wasm", forever, "\x00asm"},
		{"/samples/horse.0123456789ab.jpg", "br", "", "image/jpeg", forever, "\xff\xd8\xff"},
		{"/models/m.0123456789ab.safetensors", "br", "", "application/octet-stream", forever, "weights"},
		{"/samples/own.json", "br", "", "application/json", "no-cache", "[]"},
	} {
		r := get(s, "GET", test.path, "Accept-Encoding", test.accept)
		body, _ := io.ReadAll(r.Body)
		if r.StatusCode != 200 || r.Header.Get("Content-Encoding") != test.coding || r.Header.Get("Content-Type") != test.mime ||
			r.Header.Get("Cache-Control") != test.cache || string(body) != test.body {
			t.Errorf("%s, accepting %q: %d, %q, body %q", test.path, test.accept, r.StatusCode, r.Header, body)
		}
	}
}

func TestRevalidation(t *testing.T) {
	s := testSite(t)
	first := get(s, "GET", "/", "Accept-Encoding", "br")
	tag := first.Header.Get("ETag")
	if r := get(s, "GET", "/", "Accept-Encoding", "br", "If-None-Match", tag); r.StatusCode != http.StatusNotModified {
		t.Errorf("the same again: %d", r.StatusCode)
	}
	if r := get(s, "GET", "/", "Accept-Encoding", "gzip", "If-None-Match", tag); r.StatusCode != http.StatusOK {
		t.Errorf("another coding passed for the same: %d", r.StatusCode)
	}
	if first.Header.Get("Vary") != "Accept-Encoding" {
		t.Error("caches are not told that codings differ")
	}
}

func TestRefusals(t *testing.T) {
	s := testSite(t)
	for path, want := range map[string]int{"/nothing": 404, "/index.html.br": 404, "/../server.go": 404, "/samples/": 404} {
		if r := get(s, "GET", path); r.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, want)
		}
	}
	if r := get(s, "POST", "/"); r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d", r.StatusCode)
	}
	r := get(s, "HEAD", "/")
	if body, _ := io.ReadAll(r.Body); r.StatusCode != 200 || len(body) != 0 {
		t.Errorf("HEAD: %d with %d bytes", r.StatusCode, len(body))
	}
	if _, err := Load(fstest.MapFS{"x.css": {}}); err == nil || !strings.Contains(err.Error(), "make build") {
		t.Errorf("a folder without a page: %v", err)
	}
}

// The one script that stands in the page is let in by its hash, and no other.
func TestInlineScript(t *testing.T) {
	for page, want := range map[string]string{ // the hash is the example of the W3C's Content Security Policy, section 8.3
		"<script>alert('Hello, world.');</script><script>alert(2)</script>": "script-src 'self' 'wasm-unsafe-eval' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",
		"<script src=a.js></script>":                                        "script-src 'self' 'wasm-unsafe-eval'",
	} {
		s, err := Load(fstest.MapFS{"index.html": {Data: []byte(page)}})
		if err != nil {
			t.Fatal(err)
		}
		policy := get(s, "GET", "/").Header.Get("Content-Security-Policy")
		if scripts, _, _ := strings.Cut(policy, ";"); scripts != want {
			t.Errorf("%s: %q", page, policy)
		}
	}
}

// Every answer, also a refusal, carries the policy; and the policy never
// allows text to become script.
func TestPolicy(t *testing.T) {
	for _, path := range []string{"/", "/nothing", "/program.0123456789ab.wasm"} {
		h := get(testSite(t), "GET", path).Header
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "script-src 'self' 'wasm-unsafe-eval'") || !strings.Contains(policy, "default-src 'none'") ||
			strings.Contains(policy, "'unsafe-") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for name, want := range map[string]string{
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp",
			"Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
	}
}

func TestAddPictures(t *testing.T) {
	s := testSite(t)
	n, err := s.AddPictures(fstest.MapFS{
		"my dog.JPG": {Data: []byte("jpeg")}, "note.txt": {Data: []byte("no")}, "a.svg": {Data: []byte("no")},
		"sub/x.png": {Data: []byte("no")},
	})
	if err != nil || n != 1 {
		t.Fatalf("%d pictures, %v", n, err)
	}
	var list []session.Sample
	if err := json.NewDecoder(get(s, "GET", "/samples/own.json").Body).Decode(&list); err != nil || len(list) != 1 || list[0].Title != "my dog" {
		t.Fatalf("list %v, %v", list, err)
	}
	r := get(s, "GET", "/"+list[0].URL)
	if body, _ := io.ReadAll(r.Body); string(body) != "jpeg" || r.Header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("%q of type %s", body, r.Header.Get("Content-Type"))
	}
}

// An answer under way when the server is stopped still arrives whole.
func TestGracefulStop(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		stop()
		for { // until nobody is let in any more
			c, err := net.Dial("tcp", l.Addr().String())
			if err != nil {
				break
			}
			c.Close()
		}
		io.WriteString(w, "whole")
	})
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, l, h) }()
	r, err := http.Get("http://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if body, _ := io.ReadAll(r.Body); string(body) != "whole" {
		t.Errorf("got %q", body)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
