package download

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// content is what the server has.
var content = bytes.Repeat([]byte("0123456789abcdef"), 1<<14)

func sum(b []byte) string {
	h := md5.Sum(b)
	return hex.EncodeToString(h[:])
}

// server serves content; the answer to request i is cut off after cut[i]
// bytes, if that is set. It notes the ranges that were asked for.
func server(t *testing.T, ranges bool, cut ...int) (File, *[]string) {
	t.Helper()
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i := len(asked)
		asked = append(asked, r.Header.Get("Range"))
		if !ranges {
			r.Header.Del("Range")
		}
		if i < len(cut) && cut[i] > 0 {
			w = &short{w, cut[i]}
		}
		http.ServeContent(w, r, "x", time.Time{}, bytes.NewReader(content))
	}))
	t.Cleanup(s.Close)
	return File{URL: s.URL, Name: "x.tar.gz", MD5: sum(content)}, &asked
}

// short breaks the connection off after some bytes.
type short struct {
	http.ResponseWriter
	left int
}

func (s *short) Write(p []byte) (int, error) {
	if len(p) > s.left {
		s.ResponseWriter.Write(p[:s.left])
		panic(http.ErrAbortHandler)
	}
	s.left -= len(p)
	return s.ResponseWriter.Write(p)
}

func get(f File, dir string) (string, error) {
	return Get(context.Background(), http.DefaultClient, f, dir, func(int64, int64) {})
}

func TestGet(t *testing.T) {
	f, asked := server(t, true)
	dir := filepath.Join(t.TempDir(), "new")
	var last, total int64
	path, err := Get(context.Background(), http.DefaultClient, f, dir, func(d, n int64) {
		if d < last {
			t.Errorf("progress went back from %d to %d", last, d)
		}
		last, total = d, n
	})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || !bytes.Equal(b, content) {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	if last != int64(len(content)) || total != last {
		t.Errorf("progress %d of %d", last, total)
	}
	if _, err := get(f, dir); err != nil || len(*asked) != 1 {
		t.Errorf("asked %d times for a file that is there, %v", len(*asked), err)
	}
}

func TestGoesOn(t *testing.T) {
	for _, ranges := range []bool{true, false} {
		f, asked := server(t, ranges, 100000)
		dir := t.TempDir()
		if _, err := get(f, dir); err == nil || !strings.Contains(err.Error(), "goes on") {
			t.Fatalf("a broken connection: %v", err)
		}
		path, err := get(f, dir)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(path); err != nil || !bytes.Equal(b, content) {
			t.Errorf("ranges %v: %d bytes, %v", ranges, len(b), err)
		}
		if len(*asked) != 2 || !strings.HasPrefix((*asked)[1], "bytes=") {
			t.Errorf("asked for %q", *asked)
		}
	}
}

// A part that is whole already, because only the last step was missing.
func TestWholePart(t *testing.T) {
	f, _ := server(t, true)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x.tar.gz.part"), content, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := get(f, dir); err != nil {
		t.Error(err)
	}
}

func TestWrongContent(t *testing.T) {
	f, _ := server(t, true)
	f.MD5 = sum([]byte("something else"))
	dir := t.TempDir()
	if _, err := get(f, dir); err == nil || !strings.Contains(err.Error(), "thrown away") {
		t.Errorf("a wrong checksum: %v", err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
	if err := os.WriteFile(filepath.Join(dir, "x.tar.gz"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := get(f, dir); err == nil || !strings.Contains(err.Error(), "move it away") {
		t.Errorf("another file of that name: %v", err)
	}
	f.URL += "/\x00"
	if _, err := get(f, t.TempDir()); err == nil {
		t.Error("an impossible address: no error")
	}
}

func TestNotFound(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	defer s.Close()
	if _, err := get(File{URL: s.URL, Name: "x"}, t.TempDir()); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("%v", err)
	}
}

// A server that stops sending is given up, and what came stays.
func TestIdle(t *testing.T) {
	for name, first := range map[string]string{"after a part": "half of it", "before anything": ""} {
		stop := make(chan struct{})
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if first != "" {
				w.Header().Set("Content-Length", "1000")
				io.WriteString(w, first)
				w.(http.Flusher).Flush()
			}
			select {
			case <-stop:
			case <-r.Context().Done():
			}
		}))
		dir := t.TempDir()
		began := time.Now()
		_, err := Get(t.Context(), server.Client(), File{URL: server.URL, Name: "x", MD5: "y", Idle: 100 * time.Millisecond}, dir, func(int64, int64) {})
		if err == nil || !strings.Contains(err.Error(), "nothing came for 100ms") || time.Since(began) > 20*time.Second {
			t.Errorf("%s: %v after %v", name, err, time.Since(began))
		}
		if b, _ := os.ReadFile(filepath.Join(dir, "x.part")); string(b) != first {
			t.Errorf("%s: %q is left", name, b)
		}
		close(stop)
		server.Close()
	}
}

// slow is a server whose answer comes byte by byte, with a pause before each.
type slow struct {
	left  int
	pause time.Duration
}

func (s *slow) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, ContentLength: int64(s.left), Body: io.NopCloser(s)}, nil
}

func (s *slow) Read(p []byte) (int, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	time.Sleep(s.pause)
	s.left--
	return copy(p, "x"), nil
}

// What keeps coming, however slowly, is not given up. The clock is the test's.
func TestSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		client := &http.Client{Transport: &slow{8, IdleTimeout - time.Second}}
		if _, err := Get(t.Context(), client, File{URL: "http://slow", Name: "x", MD5: sum([]byte("xxxxxxxx"))}, t.TempDir(), func(int64, int64) {}); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took != 8*(IdleTimeout-time.Second) {
			t.Errorf("it took %v", took)
		}
	})
}
