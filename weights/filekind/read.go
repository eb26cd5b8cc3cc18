//go:build !js

package filekind

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// ReadFile reads a file whole after showing its kind: an archive of many
// gigabytes is not read to find that it is none of the files wanted. An error
// of accept's comes back with the file's name.
func ReadFile(path string, accept func(Kind) error) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s is a folder, not a file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, HeadSize)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	head = head[:n]
	if err := accept(Of(head)); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	b := bytes.NewBuffer(make([]byte, 0, max(int64(n), info.Size())+bytes.MinRead))
	b.Write(head)
	_, err = b.ReadFrom(f)
	return b.Bytes(), err
}
