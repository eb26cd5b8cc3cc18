package session

import (
	"errors"
	"strings"
	"testing"

	"regnetlens/infer/picture"

	"regnetlens/wasm/protocol"
)

// decoder are devices that prepare large pictures: files that begin with "large".
type decoder struct {
	*devices
	prepared []*preparing
}

type preparing struct {
	file      string
	sizes     []int
	batchItem bool
	told      func(float64)
	done      func(*Prepared, error)
}

func (d *decoder) Prepare(file File, sizes []int, batchItem bool, told func(float64), done func(*Prepared, error)) {
	if !strings.HasPrefix(string(file.Head), "large") {
		done(nil, nil)
		return
	}
	d.prepared = append(d.prepared, &preparing{string(file.Head), sizes, batchItem, told, done})
}

// contents is what a worker reads of a picture: its file or its pixels.
func contents(m *protocol.Show) []byte {
	if b, ok := m.File.([]byte); ok {
		return b
	}
	return m.Bytes
}

// ready is a picture as it comes prepared.
func ready(first byte) *Prepared {
	return &Prepared{Inputs: map[int][]byte{32: {first, 32*32*4 - 1: 255}}, MS: 7}
}

// deciding is a session whose devices prepare.
func deciding(t *testing.T) (*Session, *port, *decoder) {
	s, p, d := equipped(t)
	all := &decoder{devices: d}
	s.Equip(all)
	p.posts()
	p.shows = nil
	return s, p, all
}

func TestPrepare(t *testing.T) {
	s, p, d := deciding(t)
	s.Choose("a small one.jpg", InMemory([]byte("small")))
	if len(p.shows) != 2 || string(p.shows[0].show.File.([]byte)) != "small" || p.shows[0].show.Width != 0 || s.Preparing != nil {
		t.Fatalf("of a small one the workers are sent %d runs, %+v", len(p.shows), s.Preparing)
	}
	number := p.shows[0].show.Run
	read(s, number)
	p.shows = nil
	s.Choose("holiday.jpg", InMemory([]byte("large")))
	if len(p.shows) != 0 || len(d.prepared) != 1 || d.prepared[0].batchItem || len(d.prepared[0].sizes) != 1 || d.prepared[0].sizes[0] != 32 {
		t.Fatalf("%d runs, prepared %+v", len(p.shows), d.prepared)
	}
	if s.Preparing == nil || s.Preparing.Name != "holiday.jpg" || s.ShownTitle() != "a small one.jpg" || s.Settled() {
		t.Errorf("meanwhile %+v is prepared and %q shown", s.Preparing, s.ShownTitle())
	}
	d.prepared[0].told(0.5)
	if s.Preparing.Part != 0.5 {
		t.Errorf("half of it is done: %v", s.Preparing.Part)
	}
	d.prepared[0].done(ready(3), nil)
	if len(p.shows) != 2 || s.Preparing != nil {
		t.Fatalf("%d runs; %+v", len(p.shows), s.Preparing)
	}
	for _, r := range p.shows {
		if m := r.show; m.Width != 32 || m.Height != 32 || m.File != nil || len(m.Bytes) != 32*32*4 || m.Bytes[0] != 3 || m.PreparedMS != 7 {
			t.Errorf("the worker is sent %d × %d pixels, %d bytes, %v ms", m.Width, m.Height, len(m.Bytes), m.PreparedMS)
		}
	}
}

// The newest picture wins, whenever the others come.
func TestNewestPrepared(t *testing.T) {
	for _, choose := range []struct {
		name string
		do   func(*Session)
		want string
	}{
		{"a small picture", func(s *Session) { s.Choose("b", InMemory([]byte("small"))) }, "small"},
		{"a large picture", func(s *Session) { s.Choose("b", InMemory([]byte("large b"))) }, "b"},
	} {
		s, p, d := deciding(t)
		s.Choose("a", InMemory([]byte("large a")))
		choose.do(s)
		d.prepared[0].told(0.9)
		if s.Preparing != nil && s.Preparing.Name != "b" {
			t.Errorf("%s: %+v is still prepared", choose.name, s.Preparing)
		}
		if len(d.prepared) > 1 {
			d.prepared[1].done(ready('b'), nil)
		}
		d.prepared[0].done(ready('a'), nil)
		if len(p.shows) != 2 || p.shows[0].show.Run != p.shows[1].show.Run || !strings.HasPrefix(string(contents(p.shows[0].show)), choose.want) {
			t.Errorf("%s: %d runs", choose.name, len(p.shows))
		}
	}
}

func TestPreparedInVain(t *testing.T) {
	s, p, d := deciding(t)
	shown := s.ShownTitle()
	s.Choose("broken.jpg", InMemory([]byte("large")))
	d.prepared[0].done(nil, &picture.Fault{Kind: picture.Broken, Format: "GIF"})
	if notice(s) != "broken.jpg cannot be shown, the GIF picture is broken or cut short." || s.Preparing != nil {
		t.Errorf("notice %+v", s.Notice)
	}
	if len(p.shows) != 0 || s.ShownTitle() != shown || !s.Settled() {
		t.Errorf("%d runs, %q is shown", len(p.shows), s.ShownTitle())
	}
}

// A network of another input has the picture prepared for it, too.
func TestPreparedForAnotherSize(t *testing.T) {
	s, p, d := deciding(t)
	s.Choose("a", InMemory([]byte("large")))
	d.prepared[0].done(ready(3), nil)
	answer(s, 0, p.shows[0].show.Run)
	answer(s, 1, p.shows[0].show.Run)
	p.shows = nil
	s.Slots[1].Model.Input = 64
	s.Slots[1].restart()
	load(s, 1)
	if len(p.shows) != 0 || len(d.prepared) != 2 || len(d.prepared[1].sizes) != 2 {
		t.Fatalf("%d runs, %d prepared", len(p.shows), len(d.prepared))
	}
	made := ready(3)
	made.Inputs[64] = make([]byte, 64*64*4)
	d.prepared[1].done(made, nil)
	if len(p.shows) != 1 || p.shows[0].slot != 1 || p.shows[0].show.Width != 64 {
		t.Errorf("runs %+v", p.shows)
	}
}

// Files of a batch are prepared, too, and wait for those of the page.
func TestPreparedBatch(t *testing.T) {
	s, p, d := deciding(t)
	s.StartBatch([]string{"a.jpg", "b.jpg", "c.jpg"}, 0)
	for i, content := range []string{"large a", "small", "large c"} {
		d.files[i](InMemory([]byte(content)), nil)
	}
	if len(d.prepared) != 2 || !d.prepared[0].batchItem {
		t.Fatalf("prepared %+v", d.prepared)
	}
	d.prepared[0].done(ready(3), nil)
	if len(p.evaluates) != 1 || p.evaluates[0].evaluate.Width != 32 {
		t.Fatalf("runs %+v", p.evaluates)
	}
	d.prepared[1].done(nil, errors.New("it is broken"))
	for slot := range 2 {
		for range 2 {
			if i := len(p.evaluates) - 1; p.evaluates[i].slot == slot {
				result := &protocol.Result{Run: p.evaluates[i].evaluate.Run, Probabilities: make([]float32, 10)}
				say(s, slot, result)
			}
		}
	}
	if s.Batch.Items[2].Error != "it is broken" {
		t.Errorf("rows %+v", s.Batch.Items)
	}
}
