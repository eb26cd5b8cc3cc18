package input

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"regnetlens/tools/atomicfile"
	"regnetlens/tools/cache"
	"regnetlens/tools/dataset"
)

// Set is a decoded split of a data set. Pixels lie in a mapped file: they are
// not to be written.
type Set struct {
	Header
	Labels []int32 // [Images]
	Pixels []byte  // [Images, Size, Size, 3]

	unmap func() error // nil: nothing is mapped
}

// Header is the first line of a cache file, JSON. Behind it stand the labels,
// 4 bytes each, little-endian, and then the pixels.
type Header struct {
	Version int      `json:"regnet_cache"`
	Source  string   `json:"source"` // see fingerprint
	Split   string   `json:"split"`
	Size    int      `json:"size"`
	Images  int      `json:"images"`
	Classes []string `json:"classes"`
	SHA256  string   `json:"sha256"` // of labels and pixels: the data's checksum
}

const cacheVersion = 1

// Close gives the memory back.
func (s *Set) Close() error {
	if s.unmap == nil {
		return nil
	}
	unmap := s.unmap
	s.unmap, s.Pixels, s.Labels = nil, nil, nil
	return unmap()
}

// Open returns a split of the data at path (see [dataset.Open]) decoded to
// size × size pixels: from the cache folder dir if it is there, else by
// decoding it now and leaving it there. said is told in words when that
// happens.
func Open(ctx context.Context, path, split string, size int, dir string, said func(string)) (*Set, error) {
	source, err := fingerprint(path)
	if err != nil {
		return nil, fmt.Errorf("input: %w", err)
	}
	file := cacheFile(dir, source, split, size)
	s, err := load(file)
	if err == nil {
		return s, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		said(fmt.Sprintf("the cache %s is of no use (%v) and is made anew", file, err))
	}
	said(fmt.Sprintf("decoding the %s pictures of %s, once, into %s", split, path, file))
	if err := decode(ctx, path, split, size, source, file); err != nil {
		return nil, fmt.Errorf("input: %w", err)
	}
	if s, err = load(file); err != nil {
		return nil, fmt.Errorf("input: %w", err)
	}
	return s, nil
}

// Peek tells what [Open] or [OpenStream] will find: from the cache, or else by
// listing the files without decoding them, and then without a checksum.
func Peek(path, split string, size int, dir string) (Header, error) {
	source, err := fingerprint(path)
	if err != nil {
		return Header{}, fmt.Errorf("input: %w", err)
	}
	if s, err := load(cacheFile(dir, source, split, size)); err == nil {
		return s.Header, s.Close()
	}
	d, err := dataset.Open(path, dataset.Options{Split: split, Size: size})
	if err != nil {
		return Header{}, fmt.Errorf("input: %w", err)
	}
	return Header{Version: cacheVersion, Source: source, Split: split, Size: size, Images: d.Len(), Classes: d.Classes}, nil
}

func cacheFile(dir, source, split string, size int) string {
	key := sha256.Sum256(fmt.Appendf(nil, "%d %s %s %d", cacheVersion, source, split, size))
	return filepath.Join(dir, hex.EncodeToString(key[:8])+cache.Extension)
}

// fingerprint tells data apart without reading all of it: the path, and for
// every file in it the size and time of its last change.
func fingerprint(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	if err := addFiles(h, abs, nil); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// addFiles writes what tells a file, or all files of a folder, apart. Links to
// folders are followed, as those who read the pictures do; above are the
// folders on the way, so that a circle is not.
func addFiles(h io.Writer, path string, above []fs.FileInfo) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		_, err := fmt.Fprintf(h, "%q %d %d\n", path, info.Size(), info.ModTime().UnixNano())
		return err
	}
	for _, folder := range above {
		if os.SameFile(folder, info) {
			return nil
		}
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	for _, e := range entries {
		err := addFiles(h, filepath.Join(path, e.Name()), append(above[:len(above):len(above)], info))
		if err != nil && !(e.Type()&fs.ModeSymlink != 0 && errors.Is(err, fs.ErrNotExist)) { // a link to nothing
			return err
		}
	}
	return nil
}

// decode writes a cache file, picture by picture, since all of them may be more
// than memory holds; it appears under its name when it is whole.
func decode(ctx context.Context, path, split string, size int, source, file string) error {
	d, err := dataset.Open(path, dataset.Options{Split: split, Size: size})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	tmp, err := atomicfile.Create(file)
	if err != nil {
		return err
	}
	defer tmp.Discard()

	head := Header{Version: cacheVersion, Source: source, Split: split, Size: size, Images: d.Len(), Classes: d.Classes}
	sum := sha256.New()
	head.SHA256 = hex.EncodeToString(sum.Sum(nil)) // holds the place: the right one is as long
	first, err := json.Marshal(head)
	if err != nil {
		return err
	}
	labels := make([]byte, 0, 4*d.Len())
	for i := range d.Len() {
		labels = binary.LittleEndian.AppendUint32(labels, uint32(d.Label(i)))
	}
	sum.Write(labels)
	out := bufio.NewWriterSize(tmp, 1<<20)
	for _, part := range [][]byte{first, {'\n'}, labels} {
		if _, err := out.Write(part); err != nil {
			return err
		}
	}
	pixels := make([]byte, size*size*3)
	for s, err := range d.Samples(ctx) {
		if err != nil {
			return err
		}
		pack(pixels, s.Pixels)
		sum.Write(pixels)
		if _, err := out.Write(pixels); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	head.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if first, err = json.Marshal(head); err != nil {
		return err
	}
	if _, err := tmp.WriteAt(first, 0); err != nil {
		return err
	}
	return tmp.Commit()
}

// load maps a cache file.
func load(file string) (*Set, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	line, err := bufio.NewReaderSize(f, 1<<16).ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("%s has no header: %w", file, err)
	}
	s := &Set{}
	if err := json.Unmarshal(line, &s.Header); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if s.Version != cacheVersion || s.Images < 1 || s.Size < 1 || s.Images > 1<<31 || s.Size > 1<<13 {
		return nil, fmt.Errorf("%s is of another version", file)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if want := int64(len(line)) + int64(s.Images)*int64(4+s.Size*s.Size*3); info.Size() != want {
		return nil, fmt.Errorf("%s has %d bytes, not %d", file, info.Size(), want)
	}
	mapped, unmap, err := mapFile(f, int(info.Size()))
	if err != nil {
		return nil, fmt.Errorf("%s cannot be mapped: %w", file, err)
	}
	s.unmap = unmap
	body := mapped[len(line):]
	s.Labels = make([]int32, s.Images)
	for i := range s.Labels {
		s.Labels[i] = int32(binary.LittleEndian.Uint32(body[4*i:]))
		if s.Labels[i] < 0 || int(s.Labels[i]) >= len(s.Classes) {
			return nil, errors.Join(fmt.Errorf("%s: label %d of %d classes", file, s.Labels[i], len(s.Classes)), s.Close())
		}
	}
	s.Pixels = body[4*s.Images:]
	return s, nil
}
