// Package dataset reads labelled pictures for evaluation: the official binary
// files of CIFAR-10 and CIFAR-100, or folders of picture files named after
// their classes, from disk or from a tar archive.
package dataset

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"iter"
	"os"
	"runtime"
	"slices"

	"regnetlens/infer/picture"
	"regnetlens/weights/filekind"
)

// Options say which pictures are wanted, and how large.
type Options struct {
	// Split is the part of the data to read where it is divided; empty: "test".
	// Of data that is not divided only the usual names of splits can be asked
	// for, and each is all of it: see [Dataset.Undivided]. "all" is all splits
	// together.
	Split string
	// Size is the side of the square that every picture is cut and resampled
	// to, in pixels.
	Size int
}

// Dataset is a list of labelled pictures, not decoded yet.
type Dataset struct {
	// Classes are the names of the classes, in the order of the labels: the
	// official order of CIFAR, alphabetical for folders.
	Classes []string
	// Undivided says that the data has no splits: whatever was asked for, these
	// are all pictures of it. Whoever trains on some and tests on others has to
	// divide them.
	Undivided bool
	// Left counts the files that are no part of the dataset, the other splits'
	// not among them.
	Left []LeftOut

	size  int
	items []item
}

// Sample is one labelled picture.
type Sample struct {
	Name   string      // the file within the data, for messages
	Label  int         // index in the dataset's Classes
	Pixels *image.RGBA // size × size, opaque
}

// item is a sample before decoding: either picture is the bytes of a picture
// file's, or planes are the 3 × 32 × 32 bytes of a CIFAR record.
type item struct {
	name    string
	size    int64 // of the file, bytes
	label   int
	picture func() ([]byte, error)
	planes  []byte
}

// Open lists the pictures of a folder, or of an archive: .tar, also compressed
// with gzip, xz, bzip2 or zstd, or .zip; the archive's kind is told by its content. Inside may lie, at any
// depth below common folders,
//
//   - the binary files of CIFAR-10 or CIFAR-100 as published
//     (https://www.cs.toronto.edu/~kriz/cifar.html),
//   - Tiny ImageNet or ImageNet as handed out (see imagenet.go),
//   - <class>/<picture>, or
//   - <split>/<class>/<picture>.
//
// An archive is read whole, into memory, once.
func Open(path string, o Options) (*Dataset, error) {
	if o.Size < 1 {
		return nil, fmt.Errorf("dataset: pictures of %d × %d pixels are asked for", o.Size, o.Size)
	}
	if o.Split == "" {
		o.Split = "test"
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	list := listArchive
	if info.IsDir() {
		list = listFolder
	}
	files, err := list(path)
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", path, err)
	}
	d, err := fromFiles(files, o)
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", path, err)
	}
	return d, nil
}

func fromFiles(files []file, o Options) (*Dataset, error) {
	left := leftOver{}
	files = slices.DeleteFunc(slices.Clone(files), func(f file) bool {
		if f.left != "" {
			left.add(f.left, f.path)
		}
		return f.left != ""
	})
	d, found, err := fromCIFAR(files, o.Split, left)
	if err == nil && !found {
		d, found, err = fromImageNet(files, o.Split, left)
	}
	if err == nil && !found {
		d, err = fromPictures(files, o.Split, left)
	}
	if err != nil {
		return nil, err
	}
	d.size, d.Left = o.Size, left.list()
	return d, nil
}

// Len is the number of pictures.
func (d *Dataset) Len() int { return len(d.items) }

// Limit keeps n pictures at even distances, so that every class keeps its
// share where they are sorted by class.
func (d *Dataset) Limit(n int) {
	all := d.items
	if n >= len(all) {
		return
	}
	d.items = nil
	for i := range n {
		d.items = append(d.items, all[i*len(all)/n])
	}
}

// Label is the class of a picture, as an index in Classes.
func (d *Dataset) Label(i int) int { return d.items[i].label }

// Picture decodes one picture, in its own size.
func (d *Dataset) Picture(i int) (image.Image, error) { return d.items[i].decode() }

// ListSHA256 is the checksum, in hex, of the list of pictures: names, sizes of
// files and labels. It tells sets apart that are too large to be read for it.
func (d *Dataset) ListSHA256() string {
	h := sha256.New()
	for _, it := range d.items {
		fmt.Fprintf(h, "%q %d %d\n", it.name, it.size, it.label)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Samples decodes the pictures on all cores and yields them in their order. It
// ends early with an error when a picture cannot be read or ctx is done.
func (d *Dataset) Samples(ctx context.Context) iter.Seq2[Sample, error] {
	return func(yield func(Sample, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()

		type result struct {
			Sample
			error
		}
		// A picture's place in the queue is taken before its decoding begins,
		// so that the results leave in order; the queue's length bounds how far
		// decoding runs ahead.
		cores := runtime.GOMAXPROCS(0)
		queue := make(chan chan result, 64*cores)
		tokens := make(chan struct{}, cores)
		go func() {
			defer close(queue)
			for _, it := range d.items {
				place := make(chan result, 1)
				select {
				case queue <- place:
				case <-ctx.Done():
					return
				}
				tokens <- struct{}{}
				go func() {
					img, err := it.decode()
					if err != nil {
						place <- result{error: err}
					} else {
						place <- result{Sample: Sample{Name: it.name, Label: it.label, Pixels: picture.Square(img, d.size)}}
					}
					<-tokens
				}()
			}
		}()
		for place := range queue {
			r := <-place
			if !yield(r.Sample, r.error) || r.error != nil {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(Sample{}, err)
		}
	}
}

func (it item) decode() (image.Image, error) {
	if it.planes != nil {
		return cifarImage(it.planes), nil
	}
	b, err := it.picture()
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", it.name, err)
	}
	img, err := picture.Decode(b)
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", it.name, filekind.Explain(err, picture.ErrFormat, b))
	}
	return img, nil
}
