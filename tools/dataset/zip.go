package dataset

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// readZip reads a zip archive into memory, with the same limits as others.
func readZip(r io.ReaderAt, size int64, l limits) ([]file, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("the zip archive cannot be read, it is damaged or cut short: %w", err)
	}
	if len(archive.File) > l.entries {
		return nil, fmt.Errorf("the archive has over %d entries", l.entries)
	}
	var files []file
	var kept int64
	for _, entry := range archive.File {
		name := strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(entry.Name, `\`, "/")), "/")
		const encrypted = 1
		switch mode := entry.Mode(); {
		case mode.IsDir():
			continue
		case !mode.IsRegular():
			files = append(files, file{path: name, left: leftLinks})
			continue
		case entry.Flags&encrypted != 0:
			files = append(files, file{path: name, left: leftEncrypted})
			continue
		}
		b, err := readEntry(entry, min(l.file, l.total-kept))
		if errors.Is(err, errLarge) && l.total-kept < l.file {
			return nil, errOver(l.total)
		}
		if err != nil {
			return nil, fmt.Errorf("%s in the archive: %w", name, err)
		}
		kept += int64(len(b))
		files = append(files, file{path: name, size: int64(len(b)), read: func() ([]byte, error) { return b, nil }})
	}
	return files, nil
}

var errLarge = errors.New("it is larger than is read")

// readEntry unpacks a file of at most so many bytes.
func readEntry(entry *zip.File, most int64) ([]byte, error) {
	r, err := entry.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(b)) > most {
		err = fmt.Errorf("%w (%d bytes)", errLarge, most)
	}
	return b, err
}
