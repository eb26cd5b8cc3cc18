//go:build unix

package input

import (
	"os"

	"golang.org/x/sys/unix"
)

// mapFile shows a file's bytes as memory, which unmap gives back.
func mapFile(f *os.File, size int) (data []byte, unmap func() error, err error) {
	data, err = unix.Mmap(int(f.Fd()), 0, size, unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, nil, err
	}
	return data, func() error { return unix.Munmap(data) }, nil
}
