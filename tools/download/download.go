// Package download fetches large files: with progress, taken up again where a
// try broke off, and checked against the publisher's checksum.
package download

import (
	"cmp"
	"context"
	"crypto/md5" // the checksum that the publisher gives
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// IdleTimeout is how long a download may stand still: a connection that died
// without a word would be waited for for ever.
const IdleTimeout = time.Minute

// File is something to be fetched.
type File struct {
	URL  string
	Name string        // of the file on disk
	MD5  string        // published, lower-case hex
	Idle time.Duration // how long it may stand still; 0: IdleTimeout
}

// Get fetches a file into a folder and returns its path. A file that is there
// and whole is left alone. What a broken-off try left in Name + ".part" is
// continued if the server lets it, else begun anew. progress is told how many
// bytes there are and, if the server says so, how many there will be; total is
// -1 if not.
func Get(ctx context.Context, client *http.Client, f File, dir string, progress func(done, total int64)) (string, error) {
	path := filepath.Join(dir, f.Name)
	if sum, err := checksum(path); err == nil {
		if sum == f.MD5 {
			return path, nil
		}
		return "", fmt.Errorf("download: %s is there, but its MD5 is %s instead of %s: move it away first", path, sum, f.MD5)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("download: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("download: %w", err)
	}
	part := path + ".part"
	if err := fetch(ctx, client, f, part, progress); err != nil {
		return "", fmt.Errorf("download: %s: %w (what came stays in %s; the same command goes on)", f.URL, err, part)
	}
	sum, err := checksum(part)
	if err != nil {
		return "", fmt.Errorf("download: %w", err)
	}
	if sum != f.MD5 {
		if err := os.Remove(part); err != nil {
			return "", fmt.Errorf("download: %w", err)
		}
		return "", fmt.Errorf("download: %s came with the MD5 %s instead of %s; it was thrown away", f.URL, sum, f.MD5)
	}
	if err := os.Rename(part, path); err != nil {
		return "", fmt.Errorf("download: %w", err)
	}
	return path, nil
}

// fetch appends to part what is missing of it.
func fetch(ctx context.Context, client *http.Client, f File, part string, progress func(done, total int64)) (err error) {
	out, err := os.OpenFile(part, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	have, err := out.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	// The timer is wound up by everything that comes.
	idle := cmp.Or(f.Idle, IdleTimeout)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	timer := time.AfterFunc(idle, func() { cancel(idleError(idle)) })
	defer timer.Stop()
	defer func() {
		var stood idleError
		if err != nil && errors.As(context.Cause(ctx), &stood) {
			err = stood
		}
	}()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.URL, nil)
	if err != nil {
		return err
	}
	if have > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", have))
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusPartialContent:
	case http.StatusRequestedRangeNotSatisfiable:
		return nil // it is whole already, or the checksum will tell
	case http.StatusOK:
		// The whole file, asked for or not.
		if have, err = out.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if err := out.Truncate(0); err != nil {
			return err
		}
	default:
		return fmt.Errorf("the server answered %s", resp.Status)
	}
	total := int64(-1)
	if resp.ContentLength >= 0 {
		total = have + resp.ContentLength
	}
	_, err = io.Copy(out, &counted{resp.Body, have, func(done int64) {
		timer.Reset(idle)
		progress(done, total)
	}})
	return err
}

// idleError says for how long nothing came.
type idleError time.Duration

func (e idleError) Error() string {
	return fmt.Sprintf("nothing came for %v", time.Duration(e))
}

// counted tells after each read how much there is.
type counted struct {
	io.Reader
	done int64
	tell func(done int64)
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.done += int64(n)
	c.tell(c.done)
	return n, err
}

func checksum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := md5.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
