package dataset

import (
	"fmt"
	"image"
	"path"
	"slices"
	"strings"
)

// cifarVersion describes the binary version of one of the two sets: a record
// is its labels, a byte each, then 3 planes (red, green, blue) of 32 × 32
// bytes, row by row.
type cifarVersion struct {
	name    string
	classes string              // the file with the classes' names, a line each
	splits  map[string][]string // the files of each split
	labels  int                 // label bytes before the planes; the last one counts
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
		labels: 1,
	},
	{
		name:    "CIFAR-100",
		classes: "fine_label_names.txt",
		splits:  map[string][]string{"train": {"train.bin"}, "test": {"test.bin"}},
		labels:  2, // coarse, fine
	},
}

// fromCIFAR looks for a binary version by its file of class names.
func fromCIFAR(files []file, split string) (d *Dataset, found bool, err error) {
	for _, v := range cifarVersions {
		names := slices.IndexFunc(files, func(f file) bool { return path.Base(f.path) == v.classes })
		if names < 0 {
			continue
		}
		d, err := v.open(files, files[names], split)
		return d, true, err
	}
	return nil, false, nil
}

func (v cifarVersion) open(files []file, names file, split string) (*Dataset, error) {
	text, err := names.read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", names.path, err)
	}
	d := &Dataset{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" {
			d.Classes = append(d.Classes, line)
		}
	}
	if len(d.Classes) == 0 {
		return nil, fmt.Errorf("%s names no classes", names.path)
	}
	parts, ok := v.splits[split]
	if !ok {
		return nil, fmt.Errorf("%s has no split %q, only \"test\" and \"train\"", v.name, split)
	}
	for _, part := range parts {
		want := path.Join(path.Dir(names.path), part)
		i := slices.IndexFunc(files, func(f file) bool { return f.path == want })
		if i < 0 {
			return nil, fmt.Errorf("%s's file %s is missing", v.name, want)
		}
		b, err := files[i].read()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", want, err)
		}
		if err := v.records(d, want, b); err != nil {
			return nil, fmt.Errorf("%s: %w", want, err)
		}
	}
	return d, nil
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
