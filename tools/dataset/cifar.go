package dataset

import (
	"errors"
	"fmt"
	"image"
	"path"
	"slices"
	"strings"

	"regnetlens/weights/filekind"
)

// cifarVersion describes the binary version of one of the two sets: a record
// is its labels, a byte each, then 3 planes (red, green, blue) of 32 × 32
// bytes, row by row.
type cifarVersion struct {
	name    string
	classes string              // the file with the classes' names, a line each
	splits  map[string][]string // the files of each split
	labels  int                 // label bytes before the planes; the last one counts
	// names are the classes by their official order, for files without the one
	// that names them.
	names []string
	// beside are the files that are published with them.
	beside []string
}

const (
	cifarSide   = 32
	cifarPlanes = 3 * cifarSide * cifarSide
)

var cifarVersions = []cifarVersion{
	{
		name:    "CIFAR-10",
		classes: "batches.meta.txt",
		splits: map[string][]string{
			"train": {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"},
			"test":  {"test_batch.bin"},
		},
		labels: 1, names: CIFAR10, beside: []string{"readme.html"},
	},
	{
		name:    "CIFAR-100",
		classes: "fine_label_names.txt",
		splits:  map[string][]string{"train": {"train.bin"}, "test": {"test.bin"}},
		labels:  2, // coarse, fine
		names:   cifar100,
		beside:  []string{"readme.html", "coarse_label_names.txt"},
	},
}

// fromCIFAR looks for a binary version by its file of class names or, without
// it, by one of a split's files.
func fromCIFAR(files []file, split string, left leftOver) (d *Dataset, found bool, err error) {
	for _, v := range cifarVersions {
		at := slices.IndexFunc(files, func(f file) bool { return path.Base(f.path) == v.classes })
		if at < 0 {
			at = slices.IndexFunc(files, v.isPart)
		}
		if at < 0 {
			continue
		}
		d, err := v.open(files, path.Dir(files[at].path), split, left)
		return d, true, err
	}
	return nil, false, nil
}

// isPart reports whether a file is one of the version's by its name, and holds
// whole records.
func (v cifarVersion) isPart(f file) bool {
	return v.splitOf(path.Base(f.path)) != "" && f.size > 0 && f.size%int64(v.labels+cifarPlanes) == 0
}

// splitOf is the split that a file belongs to, "" where it is none of them.
func (v cifarVersion) splitOf(base string) string {
	for split, parts := range v.splits {
		if slices.Contains(parts, base) {
			return split
		}
	}
	return ""
}

// open reads a split out of the files of a folder.
func (v cifarVersion) open(files []file, folder, split string, left leftOver) (*Dataset, error) {
	byName := map[string]file{}
	for _, f := range files {
		base := path.Base(f.path)
		switch ours := path.Dir(f.path) == folder; {
		case ours && (base == v.classes || v.splitOf(base) != ""):
			byName[base] = f
		case !ours || !slices.Contains(v.beside, base):
			left.addOther(f.path)
		}
	}
	d := &Dataset{Classes: v.names}
	if names, ok := byName[v.classes]; ok {
		var err error
		if d.Classes, err = classNames(names); err != nil {
			return nil, fmt.Errorf("%s: %w", names.path, err)
		}
	}
	parts := v.splits[split]
	if split == AllSplits {
		parts = slices.Concat(v.splits["test"], v.splits["train"])
	}
	if parts == nil {
		return nil, fmt.Errorf("%s has no split %q, only \"test\" and \"train\"", v.name, split)
	}
	for _, part := range parts {
		name := path.Join(folder, part)
		f, ok := byName[part]
		if !ok {
			return nil, fmt.Errorf("%s's file %s is missing", v.name, name)
		}
		b, err := f.read()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := v.records(d, name, b); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return d, nil
}

// classNames reads the file of class names, a line each.
func classNames(f file) ([]string, error) {
	text, err := f.read()
	if err != nil {
		return nil, err
	}
	var names []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" {
			names = append(names, line)
		}
	}
	if len(names) == 0 {
		return nil, errors.New("it names no classes")
	}
	return names, nil
}

// pythonVersion is an error if the files are those of CIFAR's Python version.
func pythonVersion(files []file) error {
	for _, f := range files {
		base := path.Base(f.path)
		if base != "data_batch_1" && base != "test_batch" && base != "batches.meta" && base != "train" && base != "test" && base != "meta" {
			continue
		}
		if b, err := f.read(); err == nil && filekind.Of(b) == filekind.CIFARPython {
			return errors.New("this is CIFAR's Python version, whose pickles are not read; the binary version is (\"regnet data get cifar10\" or cifar100 fetches it)")
		}
	}
	return nil
}

// records appends the records of one file to the items.
func (v cifarVersion) records(d *Dataset, name string, b []byte) error {
	size := v.labels + cifarPlanes
	if len(b) == 0 || len(b)%size != 0 {
		return fmt.Errorf("%d bytes are no whole number of %s's records of %d bytes", len(b), v.name, size)
	}
	for i := 0; len(b) > 0; i, b = i+1, b[size:] {
		label := int(b[v.labels-1])
		if label >= len(d.Classes) {
			return fmt.Errorf("record %d has label %d of %d classes", i, label, len(d.Classes))
		}
		d.items = append(d.items, item{
			name:   fmt.Sprintf("%s record %d", name, i),
			label:  label,
			planes: b[v.labels:size:size],
		})
	}
	return nil
}

// cifarImage interleaves the three planes of a record.
func cifarImage(planes []byte) *image.RGBA {
	const plane = cifarSide * cifarSide
	img := image.NewRGBA(image.Rect(0, 0, cifarSide, cifarSide))
	for i := range plane {
		copy(img.Pix[4*i:], []byte{planes[i], planes[plane+i], planes[2*plane+i], 0xff})
	}
	return img
}
