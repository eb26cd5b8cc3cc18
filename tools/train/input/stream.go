package input

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"regnetlens/infer/picture"
	"regnetlens/tools/dataset"
)

// Stream reads pictures from their files as the steps need them, and cuts them
// by [Augmentation].Resized.
type Stream struct {
	Header // its SHA256 is of the list of files

	data    *dataset.Dataset
	pending []*pending
	cores   chan struct{} // a token for each picture being decoded
	closed  chan struct{}
}

// pending is a step's pictures on their way.
type pending struct {
	step  int
	draws []int32
	set   *Set
	err   error
	done  chan struct{}
}

// ahead is the number of steps that are decoded before they are asked for.
const ahead = 3

// OpenStream lists the pictures of a split of the data at path (see
// [dataset.Open]), to be cut to size × size pixels.
func OpenStream(path, split string, size int) (*Stream, error) {
	d, err := dataset.Open(path, dataset.Options{Split: split, Size: size})
	if err != nil {
		return nil, fmt.Errorf("input: %w", err)
	}
	return &Stream{
		Header: Header{Version: cacheVersion, Split: split, Size: size, Images: d.Len(), Classes: d.Classes, SHA256: d.ListSHA256()},
		data:   d, cores: make(chan struct{}, runtime.GOMAXPROCS(0)), closed: make(chan struct{}),
	}, nil
}

// Close implements [Source]: no further picture is decoded.
func (s *Stream) Close() error {
	close(s.closed)
	return nil
}

// At implements [Source]. Steps that are asked for in their order have been
// decoded in advance. It is used by one goroutine at a time, with one drawer.
func (s *Stream) At(d *Drawer, step int) ([]int32, *Set, error) {
	if len(s.pending) > 0 && s.pending[0].step != step {
		s.pending = nil
	}
	for len(s.pending) <= ahead {
		s.pending = append(s.pending, s.begin(d, step+len(s.pending)))
	}
	p := s.pending[0]
	s.pending = s.pending[1:]
	<-p.done
	return p.draws, p.set, p.err
}

// begin draws for a step and has its pictures decoded. The draws' first column
// becomes a picture's place in the step's set.
func (s *Stream) begin(d *Drawer, step int) *pending {
	p := &pending{step: step, draws: make([]int32, d.Batch*DrawWidth), done: make(chan struct{})}
	d.Draw(p.draws, step)
	images := make([]int32, d.Batch)
	for place := range images {
		images[place], p.draws[place*DrawWidth] = p.draws[place*DrawWidth], int32(place)
	}
	seed, least := d.Seed, d.Augmentation.Resized
	first := streamResized + uint64(step)*uint64(d.Batch)
	go func() {
		defer close(p.done)
		p.set, p.err = s.decode(images, func(place int, img image.Image) *image.RGBA {
			rng := rand.New(rand.NewPCG(seed, first+uint64(place)))
			return picture.Part(img, resizedCrop(rng, img.Bounds().Size(), least), s.Size)
		})
	}()
	return p
}

// Plain implements [Source].
func (s *Stream) Plain(images []int32) (*Set, error) {
	return s.decode(images, func(_ int, img image.Image) *image.RGBA { return picture.Square(img, s.Size) })
}

// decode reads pictures on all cores and cuts each to the stream's size.
func (s *Stream) decode(images []int32, cut func(place int, img image.Image) *image.RGBA) (*Set, error) {
	per := s.Size * s.Size * 3
	set := &Set{Header: s.Header, Labels: make([]int32, len(images)), Pixels: make([]byte, len(images)*per)}
	set.Images = len(images)
	errs := make([]error, len(images))
	var wait sync.WaitGroup
	for place, index := range images {
		set.Labels[place] = int32(s.data.Label(int(index)))
		wait.Go(func() {
			select {
			case s.cores <- struct{}{}:
				defer func() { <-s.cores }()
			case <-s.closed:
				return
			}
			img, err := s.data.Picture(int(index))
			if err != nil {
				errs[place] = fmt.Errorf("input: %w", err)
				return
			}
			pack(set.Pixels[place*per:][:per], cut(place, img))
		})
	}
	wait.Wait()
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return nil, errs[i]
	}
	return set, nil
}

// resizedCrop chooses a part of a picture: an area of least to 1 of its whole
// and sides in a ratio of 3:4 to 4:3, both evenly (the ratio by its logarithm),
// anywhere. When ten such parts did not fit in, it is the largest in the middle
// whose sides are in such a ratio.
func resizedCrop(rng *rand.Rand, size image.Point, least float64) image.Rectangle {
	w, h := float64(size.X), float64(size.Y)
	edge := math.Log(4.0 / 3)
	for range 10 {
		area := w * h * (least + (1-least)*rng.Float64())
		ratio := math.Exp(edge * (2*rng.Float64() - 1))
		cw, ch := int(math.Round(math.Sqrt(area*ratio))), int(math.Round(math.Sqrt(area/ratio)))
		if cw >= 1 && ch >= 1 && cw <= size.X && ch <= size.Y {
			at := image.Pt(rng.IntN(size.X-cw+1), rng.IntN(size.Y-ch+1))
			return image.Rectangle{at, at.Add(image.Pt(cw, ch))}
		}
	}
	cw := max(1, min(size.X, int(h*4/3)))
	ch := max(1, min(size.Y, int(w*4/3)))
	at := image.Pt((size.X-cw)/2, (size.Y-ch)/2)
	return image.Rectangle{at, at.Add(image.Pt(cw, ch))}
}

// pack drops the alpha of opaque pixels.
func pack(dst []byte, img *image.RGBA) {
	for i := 0; i < len(img.Pix); i += 4 {
		copy(dst[i/4*3:], img.Pix[i:i+3])
	}
}
