package dataset

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// file is one file of the data, on disk or in an archive.
type file struct {
	path string // slash-separated, relative to the folder or archive
	size int64  // bytes
	read func() ([]byte, error)
	left string // why it is no file to be read, a kind of [LeftOut]; empty: it is one
}

// labelled is the file as a picture of the data.
func (f file) labelled(label int) item {
	return item{name: f.path, size: f.size, label: label, picture: f.read}
}

// maxFile is the largest file that is read, 256 MiB: the largest official
// file, CIFAR-100's training set, has 154 MB.
const maxFile = 256 << 20

// listFolder lists the files below a folder. Links are followed, to folders
// too, but not in a circle.
func listFolder(root string) ([]file, error) {
	info, err := os.Stat(root)
	if err != nil {
		return nil, err
	}
	w := walker{root: root}
	err = w.walk("", []fs.FileInfo{info})
	return w.files, err
}

// PictureFiles lists the pictures below a folder by their names, slash-separated
// and relative to it, sorted. Hidden ones are left out.
func PictureFiles(root string) ([]string, error) {
	files, err := listFolder(root)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, f := range files {
		if f.left == "" && isPicture(f.path) && !isHidden(f.path) {
			names = append(names, f.path)
		}
	}
	slices.Sort(names)
	return names, nil
}

type walker struct {
	root  string
	files []file
}

// walk lists a folder, relative to the root. above are the folders on the way
// to it, itself the last.
func (w *walker) walk(folder string, above []fs.FileInfo) error {
	entries, err := os.ReadDir(filepath.Join(w.root, filepath.FromSlash(folder)))
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		onDisk := filepath.Join(w.root, filepath.FromSlash(name))
		info, err := os.Stat(onDisk) // through links
		isLink := e.Type()&fs.ModeSymlink != 0
		switch {
		case err != nil && isLink:
			w.leave(name, leftBroken)
		case err != nil:
			return err
		case info.IsDir() && slices.ContainsFunc(above, func(a fs.FileInfo) bool { return os.SameFile(a, info) }):
			w.leave(name, leftCircle)
		case info.IsDir():
			if err := w.walk(name, append(slices.Clip(above), info)); err != nil {
				return err
			}
		case !info.Mode().IsRegular():
			w.leave(name, leftSpecial)
		default:
			w.files = append(w.files, file{path: name, size: info.Size(), read: func() ([]byte, error) { return readLimited(onDisk, info.Size()) }})
		}
	}
	return nil
}

func (w *walker) leave(name, kind string) {
	w.files = append(w.files, file{path: name, left: kind})
}

func readLimited(name string, size int64) ([]byte, error) {
	if size > maxFile {
		return nil, fmt.Errorf("%d bytes are over the limit of %d", size, maxFile)
	}
	return os.ReadFile(name)
}
