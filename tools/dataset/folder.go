package dataset

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// file is one file of the data, on disk or in an archive.
type file struct {
	path string // slash-separated, relative to the folder or archive
	size int64  // bytes
	read func() ([]byte, error)
}

// labelled is the file as a picture of the data.
func (f file) labelled(label int) item {
	return item{name: f.path, size: f.size, label: label, picture: f.read}
}

// maxFile is the largest file that is read, 256 MiB: the largest official
// file, CIFAR-100's training set, has 154 MB.
const maxFile = 256 << 20

// listFolder lists the regular files below a folder. Links to files are
// followed, links to folders are not.
func listFolder(root string) ([]file, error) {
	var files []file
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return nil
		}
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		files = append(files, file{
			path: filepath.ToSlash(rel),
			size: info.Size(),
			read: func() ([]byte, error) {
				if info.Size() > maxFile {
					return nil, fmt.Errorf("%d bytes are over the limit of %d", info.Size(), maxFile)
				}
				return os.ReadFile(path)
			},
		})
		return nil
	})
	return files, err
}
