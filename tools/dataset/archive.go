package dataset

import (
	"archive/tar"
	"bufio"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"regnetlens/weights/filekind"
)

// limits of what an archive may unpack to. They are held while it is unpacked,
// against what really comes out, so that a small file that claims or becomes a
// huge one ends in an error.
type limits struct {
	total   int64 // bytes of all, padding included
	file    int64 // bytes of one file
	entries int
}

var archiveLimits = limits{total: 4 << 30, file: maxFile, entries: 2_000_000}

// listArchive reads an archive into memory: tar, plain or compressed, or zip.
func listArchive(name string) ([]file, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	head := make([]byte, filekind.HeadSize)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	kind := filekind.Of(head[:n])
	if kind == filekind.Empty {
		return nil, fmt.Errorf("%w; it is %s", errNoArchive, kind)
	}
	if kind == filekind.Zip || kind == filekind.NumPyArchive || kind == filekind.TorchZip {
		return readZip(f, info.Size(), archiveLimits)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	files, err := readArchive(f, archiveLimits)
	if errors.Is(err, errNoArchive) && kind != filekind.Unknown {
		err = fmt.Errorf("%w; it is %s", err, kind)
	}
	return files, err
}

func readArchive(r io.Reader, l limits) ([]file, error) {
	plain, err := decompress(r)
	if err != nil {
		return nil, err
	}
	defer plain.Close()
	stream := &limited{r: plain, left: l.total, limit: l.total}
	archive := tar.NewReader(stream)
	var files []file
	var kept int64 // a sparse file unpacks to more than it takes in the archive
	for entries := 0; ; entries++ {
		h, err := archive.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			if entries == 0 && !errors.As(err, new(errOver)) {
				return nil, errNoArchive
			}
			return nil, archiveError(err)
		}
		if entries == l.entries {
			return nil, fmt.Errorf("the archive has over %d entries", l.entries)
		}
		// Nothing is ever written by its name, but a clean one reads better
		// and splits into the folders that it means.
		name := strings.TrimPrefix(path.Clean("/"+h.Name), "/")
		switch h.Typeflag {
		case tar.TypeReg:
		case tar.TypeLink, tar.TypeSymlink:
			files = append(files, file{path: name, left: leftLinks}) // they lead nowhere in memory
			continue
		default: // folders, devices
			continue
		}
		if h.Size > l.file {
			return nil, fmt.Errorf("%s in the archive has %d bytes; the limit is %d", h.Name, h.Size, l.file)
		}
		// Not make(h.Size): the header may claim what does not follow.
		b, err := io.ReadAll(archive)
		if err != nil {
			return nil, archiveError(err)
		}
		if kept += int64(len(b)); kept > l.total {
			return nil, errOver(l.total)
		}
		files = append(files, file{
			path: name,
			size: int64(len(b)),
			read: func() ([]byte, error) { return b, nil },
		})
	}
}

// errNoArchive says that not even one entry could be read.
var errNoArchive = errors.New("this is neither a folder nor a tar archive (.tar, .tar.gz, .tar.xz, .tar.bz2, .tar.zst) nor a zip archive, or it is damaged or cut short")

func archiveError(err error) error {
	var over errOver
	switch {
	case errors.As(err, &over):
		return over
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the archive is cut short")
	}
	return fmt.Errorf("the archive cannot be read: %w", err)
}

// maxWindow bounds what a zstd archive makes the decoder remember, in bytes: as
// much as "zstd --long" makes.
const maxWindow = 1 << 27

// decompress tells the compression by the first bytes.
func decompress(r io.Reader) (io.ReadCloser, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	magic, err := b.Peek(6)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case strings.HasPrefix(string(magic), "\x1f\x8b"):
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, archiveError(err)
		}
		return z, nil
	case string(magic) == "\xfd7zXZ\x00":
		z, err := xz.NewReader(b)
		if err != nil {
			return nil, archiveError(err)
		}
		return io.NopCloser(bufio.NewReaderSize(z, 1<<16)), nil
	case strings.HasPrefix(string(magic), "BZh"):
		return io.NopCloser(bzip2.NewReader(b)), nil
	case strings.HasPrefix(string(magic), "\x28\xb5\x2f\xfd"):
		z, err := zstd.NewReader(b, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxWindow))
		if err != nil {
			return nil, archiveError(err)
		}
		return z.IOReadCloser(), nil
	}
	return io.NopCloser(b), nil
}

// limited reads until more than a number of bytes have come.
type limited struct {
	r           io.Reader
	left, limit int64
}

// errOver is the limit that was passed, in bytes.
type errOver int64

func (e errOver) Error() string {
	return fmt.Sprintf("the archive unpacks to over %d MB; unpack it into a folder first", int64(e)/1e6)
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errOver(l.limit)
	}
	return n, err
}
