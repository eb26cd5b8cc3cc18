//go:build js

package worker

import (
	"image"
	"syscall/js"
	"time"

	"regnetlens/infer/picture"
	"regnetlens/wasm/browser"
	"regnetlens/wasm/protocol"
)

// reader makes pictures into what networks read, strip by strip, beside what
// else the worker does: the page's picture first, then a batch item.
type reader struct {
	page, batch *reading // nil for none
	busy        bool     // a goroutine is at them
	post        func(protocol.Header, protocol.Message)
}

// reading is a picture under way.
type reading struct {
	*protocol.Prepare
	call       int      // that is answered
	bitmap     js.Value // undefined for a file
	part       image.Rectangle
	resamplers []*picture.Resampler // by their place in Sizes
	strip      *image.RGBA
	rows       int // done
	took       time.Duration
}

// begin begins with a picture, in the place of the one before.
func (r *reader) begin(call int, m *protocol.Prepare, bitmap js.Value) {
	next := &reading{Prepare: m, call: call, bitmap: bitmap, part: picture.Centre(m.Width, m.Height)}
	if m.Width > 0 {
		for _, size := range m.Sizes {
			next.resamplers = append(next.resamplers, picture.NewResampler(next.part.Dx(), next.part.Dy(), size))
		}
	}
	place := r.place(m.BatchItem)
	(*place).close()
	*place = next
	if !r.busy {
		r.busy = true
		go r.work()
	}
}

func (r *reader) place(batchItem bool) **reading {
	if batchItem {
		return &r.batch
	}
	return &r.page
}

// work goes on until all pictures are read. It lets messages in now and then,
// among them perhaps a newer picture.
func (r *reader) work() {
	const interval = 40 * time.Millisecond
	rested := time.Now()
	for {
		at := r.page
		if at == nil {
			at = r.batch
		}
		if at == nil {
			r.busy = false
			return
		}
		start := time.Now()
		inputs, err := at.step()
		at.took += time.Since(start)
		switch {
		case err != nil:
			r.post(protocol.Header{Call: at.call}, &protocol.Failed{Message: err.Error(), Picture: picture.FaultOf(err)})
		case inputs != nil:
			r.post(protocol.Header{Call: at.call}, &protocol.Prepared{Sizes: at.Sizes, MS: milliseconds(at.took), Inputs: inputs})
		}
		if err != nil || inputs != nil {
			at.close()
			*r.place(at.BatchItem) = nil
		}
		if time.Since(rested) > interval {
			if at.rows < at.part.Dy() {
				r.post(protocol.Header{Call: at.call, More: true}, &protocol.Preparing{Part: float64(at.rows) / float64(at.part.Dy())})
			}
			time.Sleep(time.Millisecond)
			rested = time.Now()
		}
	}
}

// step does the next strip, or a whole file. It returns the inputs, one after
// the other, when the picture is whole.
func (r *reading) step() (inputs []byte, err error) {
	if len(r.resamplers) == 0 {
		img, err := picture.Decode(r.Bytes)
		if err != nil {
			return nil, err
		}
		for _, size := range r.Sizes {
			inputs = append(inputs, picture.Square(img, size).Pix...)
		}
		return inputs, nil
	}
	w, n := r.part.Dx(), r.resamplers[0].Next()
	if r.strip == nil || r.strip.Rect.Dy() != n {
		r.strip = image.NewRGBA(image.Rect(0, 0, w, n))
	}
	js.CopyBytesToGo(r.strip.Pix, browser.Call("regnetStrip", r.bitmap, r.part.Min.X, r.part.Min.Y+r.rows, w, n))
	r.rows += n
	for _, s := range r.resamplers {
		s.Add(r.strip)
	}
	for _, s := range r.resamplers {
		if r.rows == r.part.Dy() {
			inputs = append(inputs, s.Square().Pix...)
		}
	}
	return inputs, nil
}

// close gives the bitmap's memory back at once: it may be 200 MB.
func (r *reading) close() {
	if r != nil && r.bitmap.Truthy() {
		r.bitmap.Call("close")
	}
}
