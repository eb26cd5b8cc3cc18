package torch

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
)

// parseZip reads an archive: <root>/data.pkl, the value, and <root>/data/<key>,
// the elements of each storage. torch.save compresses nothing, so a compressed
// entry is refused and the archive cannot unfold to more than its own size.
func parseZip(b []byte) (any, error) {
	archive, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, fmt.Errorf("the zip archive is damaged or truncated: %w", err)
	}
	files := map[string]*zip.File{}
	root := ""
	for _, f := range archive.File {
		if files[f.Name] != nil {
			return nil, fmt.Errorf("the archive has two entries %.80q", f.Name)
		}
		files[f.Name] = f
		if dir, ok := strings.CutSuffix(f.Name, "/data.pkl"); ok && !strings.Contains(dir, "/") {
			root = dir
		}
	}
	if root == "" {
		holds := ""
		if len(archive.File) > 0 {
			holds = fmt.Sprintf(" (it holds %.80q)", archive.File[0].Name)
		}
		return nil, fmt.Errorf("the zip archive has no data.pkl: it is no PyTorch checkpoint%s", holds)
	}
	if files[root+"/constants.pkl"] != nil {
		return nil, errors.New("this is a TorchScript program, not a dict of tensors (save model.state_dict())")
	}
	if f := files[root+"/byteorder"]; f != nil {
		order, err := content(b, f)
		if err != nil {
			return nil, err
		}
		if string(order) != "little" {
			return nil, fmt.Errorf("the checkpoint's byte order is %.16q, not little", order)
		}
	}
	program, err := content(b, files[root+"/data.pkl"])
	if err != nil {
		return nil, err
	}
	u := &unpickler{storages: map[string]*storage{}}
	value, _, err := u.load(program)
	if err != nil {
		return nil, err
	}
	for key, s := range u.storages {
		f := files[root+"/data/"+key]
		if f == nil {
			return nil, fmt.Errorf("storage %.40q is not in the archive", key)
		}
		data, err := content(b, f)
		if err != nil {
			return nil, err
		}
		if err := s.fill(data); err != nil {
			return nil, err
		}
	}
	return value, nil
}

// content returns the bytes of an entry, a part of the archive b itself.
func content(b []byte, f *zip.File) ([]byte, error) {
	if f.Method != zip.Store || f.CompressedSize64 != f.UncompressedSize64 {
		return nil, fmt.Errorf("the archive's entry %.80q is compressed, which torch.save never does", f.Name)
	}
	offset, err := f.DataOffset()
	if err != nil {
		return nil, fmt.Errorf("the archive's entry %.80q is damaged: %w", f.Name, err)
	}
	if offset < 0 || offset > int64(len(b)) || f.UncompressedSize64 > uint64(int64(len(b))-offset) {
		return nil, fmt.Errorf("the archive's entry %.80q reaches past the end of the file", f.Name)
	}
	data := b[offset : offset+int64(f.UncompressedSize64)]
	if crc32.ChecksumIEEE(data) != f.CRC32 {
		return nil, fmt.Errorf("the archive's entry %.80q is damaged: its checksum differs", f.Name)
	}
	return data, nil
}
