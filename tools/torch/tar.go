package torch

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// onlyFile returns the one file of a tar archive: some scripts name a
// checkpoint "model.pth.tar", and some people believe the name and pack it.
func onlyFile(b []byte) ([]byte, error) {
	archive := tar.NewReader(bytes.NewReader(b))
	var content []byte
	var name string
	for {
		h, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("the tar archive is damaged or cut short: %w", err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if h.Name == "sys_info" || h.Name == "./sys_info" {
			return nil, errors.New("the tar format of PyTorch before 0.1.10 is not read; save it again with a newer PyTorch")
		}
		if content != nil {
			return nil, fmt.Errorf("this is a tar archive of several files (%.40q, %.40q): unpack it first", name, h.Name)
		}
		if h.Size > int64(len(b)) { // or a sparse file, which torch.save does not write
			return nil, errors.New("the tar archive is damaged or cut short: its file is larger than itself")
		}
		name = h.Name
		if content, err = io.ReadAll(archive); err != nil {
			return nil, fmt.Errorf("the tar archive is damaged or cut short: %w", err)
		}
	}
	if content == nil {
		return nil, errors.New("this is a tar archive without a file in it")
	}
	return content, nil
}
