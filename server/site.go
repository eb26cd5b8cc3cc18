// Package server serves the built page: files with hashed names for ever,
// everything else revalidated; brotli or gzip as the browser takes it; and the
// headers that keep the page to itself.
package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
	"time"
)

// Site is a built page in memory.
type Site struct {
	files  map[string]*file // by path below the root, "index.html" also as ""
	policy string           // what the page may load
	own    *ownPictures     // the user's own folder; nil: none
}

// file is one file with its compressed forms.
type file struct {
	mime      string
	immutable bool // its name holds a hash of its content
	forms     map[string]form
}

// form is a file's content in one content coding; "" is the plain one.
type form struct {
	content []byte
	etag    string
}

// codings are the compressed forms in the order of preference, by the suffix
// of the file beside the plain one.
var codings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// hashed is a name that changes with the content, as package page gives them.
var hashed = regexp.MustCompile(`\.[0-9a-f]{12}\.[a-z0-9]+$`)

// Load reads a built page from a folder.
func Load(dir fs.FS) (*Site, error) {
	s := &Site{files: map[string]*file{}}
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || isCompressed(name) {
			return err
		}
		f := &file{mime: typeOf(name), immutable: hashed.MatchString(name), forms: map[string]form{}}
		s.files[name] = f
		if f.forms[""], err = readForm(dir, name); err != nil {
			return err
		}
		for _, c := range codings {
			if _, err := fs.Stat(dir, name+c.suffix); err != nil {
				continue
			}
			if f.forms[c.name], err = readForm(dir, name+c.suffix); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	if s.files["index.html"] == nil {
		return nil, fmt.Errorf("server: the folder holds no page (build it with \"make build\")")
	}
	s.files[""] = s.files["index.html"]
	s.policy = contentPolicy(s.files[""].forms[""].content)
	return s, nil
}

func isCompressed(name string) bool {
	for _, c := range codings {
		if strings.HasSuffix(name, c.suffix) {
			return true
		}
	}
	return false
}

func readForm(dir fs.FS, name string) (form, error) {
	b, err := fs.ReadFile(dir, name)
	return newForm(b), err
}

func newForm(content []byte) form {
	sum := sha256.Sum256(content)
	return form{content, `"` + hex.EncodeToString(sum[:12]) + `"`}
}

// types are the media types of what a page is made of. Go's own table asks the
// operating system, which may know no .wasm.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
	".webmanifest": "application/manifest+json",
	".js":          "text/javascript; charset=utf-8", ".json": "application/json",
	".wasm": "application/wasm", ".svg": "image/svg+xml",
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
	".gif": "image/gif", ".webp": "image/webp", ".bmp": "image/bmp", ".avif": "image/avif",
}

func typeOf(name string) string {
	if t, ok := types[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}

// ServeHTTP answers GET and HEAD for the page's files.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.setPolicy(w.Header())
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	if strings.HasPrefix(r.URL.Path, "/"+ownFolder) && s.own != nil {
		http.StripPrefix("/"+ownFolder, s.own).ServeHTTP(w, r)
		return
	}
	f := s.files[strings.TrimPrefix(r.URL.Path, "/")]
	if f == nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.mime)
	if f.immutable {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache") // keep, but ask each time
	}
	chosen := ""
	if len(f.forms) > 1 {
		h.Set("Vary", "Accept-Encoding")
		for _, c := range codings {
			if _, ok := f.forms[c.name]; ok && accepts(r.Header.Get("Accept-Encoding"), c.name) {
				chosen = c.name
				h.Set("Content-Encoding", c.name)
				break
			}
		}
	}
	h.Set("ETag", f.forms[chosen].etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.forms[chosen].content))
}
