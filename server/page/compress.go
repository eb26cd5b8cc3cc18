package page

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"

	"regnetlens/tools/atomicfile"
)

// compressor makes the compressed forms of a file, keeping the slow ones in a
// folder by the hash of their content.
type compressor struct{ cache string }

// coding is one way to compress, each at its best.
type coding struct {
	suffix   string
	settings string // as far as they can change, for what is kept
	writer   func(io.Writer) io.WriteCloser
}

var (
	// A window of 4 MB; larger ones made the program larger, too.
	brotliCoding = coding{".br", "11-22", func(w io.Writer) io.WriteCloser {
		return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: 11, LGWin: 22})
	}}
	gzipCoding = coding{".gz", "9", func(w io.Writer) io.WriteCloser {
		z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
		if err != nil {
			panic(err) // the level is a constant of the package
		}
		return z
	}}
)

// compress returns the form of content, nil where it gains less than a
// twentieth: pictures are compressed already.
func (c compressor) compress(k coding, content []byte) ([]byte, error) {
	sum := sha256.Sum256(content)
	kept := filepath.Join(c.cache, hex.EncodeToString(sum[:])+"-"+k.settings+k.suffix)
	small, err := os.ReadFile(kept)
	if errors.Is(err, fs.ErrNotExist) {
		small, err = c.make(k, content, kept)
	}
	if err != nil || len(small) > len(content)*19/20 {
		return nil, err
	}
	return small, nil
}

func (c compressor) make(k coding, content []byte, keep string) ([]byte, error) {
	var out bytes.Buffer
	w := k.writer(&out)
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(c.cache, 0o755); err != nil {
		return nil, err
	}
	// Another build may be reading.
	return out.Bytes(), atomicfile.WriteBytes(keep, out.Bytes())
}
