package session

import (
	"path"
	"strings"
	"time"

	"regnetlens/infer/picture"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// Batch takes many picture files through both networks, one after another, and
// keeps what they answered. It runs beside the picture on the page, which goes
// first and stays.
type Batch struct {
	Items   []BatchItem
	Left    int       // files that came along and are no pictures
	Titles  [2]string // of the networks
	Done    int       // rows that are finished
	Running bool
	Ended   Ended // why it does not run
	Scores  [2]Score
	Both    Both
	Early   []EarlyRight // in the order of depth
	List    List         // which rows are shown, and in what order
	Number  int          // counts batches: a row of one is not that of another

	session *Session
	classes [2][]string      // of the networks
	models  [2]weights.Model // the networks
	early   earlyAnswers
	base    int              // numbers of runs are below -base
	read    int              // files asked for
	reading int              // of them, on their way
	files   map[int]*Picture // read, and prepared
	results map[int][2]*protocol.Result
	next    [2]int // row that a slot is asked next
	flight  [2]int // row a slot is at, counted from 1; 0 for none
	turn    int    // counts its beginnings: what was read for an earlier one is thrown away
	begun   time.Time
	took    time.Duration
}

// Ended says why a batch does not run.
type Ended int

// The ends of a batch.
const (
	Complete    Ended = iota // every row is finished
	Stopped                  // by the reader
	Interrupted              // by another network on a slot
)

// BatchItem is one file of a batch.
type BatchItem struct {
	File    string // its path, as far as the browser tells it
	Label   string // the class its folder is named after, or the reader said; "" for none
	Truth   Truth  // what the reader said
	Answers [2]Answer
	Error   string         // why it could not be read; "" where it could
	Fault   *picture.Fault // the same for those who read it on the page; may be nil
	Thumb   []byte         // what a network read, small: RGBA, a square; nil before
	number  int            // of the file, for Devices.Read
	open    int            // networks that have not answered; only in a running batch
	done    bool
}

// Answer is what a network said of a row.
type Answer struct {
	Class string  // "" without an answer
	P     float32 // its probability
	MS    float64 // preparing and running, in milliseconds
	Error string  // why there is no answer
}

// readAhead is how many files are held in memory at most.
const readAhead = 4

// Watcher hears of a row when both networks have answered to it or failed; a
// result is nil where one failed. It is called in the order of the rows'
// finishing, which is nearly that of the files.
type Watcher func(b *Batch, row int, results [2]*protocol.Result)

// StartBatch runs files, given by their paths in the order of their numbers for
// [Devices].Read, through both networks. left is how many more came that are
// no pictures. A batch that is running is ended.
func (s *Session) StartBatch(files []string, left int) {
	if s.Input.devices == nil || len(files) == 0 {
		return
	}
	s.Batch.Cancel()
	s.batches++
	b := &Batch{session: s, Left: left, Number: s.batches}
	for i, file := range files {
		b.Items = append(b.Items, BatchItem{File: file, number: i, Label: s.labelOf(file), open: len(s.Slots)})
	}
	for i, d := range s.Slots {
		b.Titles[i], b.classes[i], b.models[i] = d.Model.Title, d.Model.Classes, d.Model
		b.Scores[i].Confusion = map[[2]string]int{}
		if d.Phase == Broken && d.Graph != nil {
			d.Retry()
		}
	}
	s.Batch = b
	s.OpenScreen(ManyPictures)
	b.begin()
}

// begin reads the rows that are not finished.
func (b *Batch) begin() {
	s := b.session
	b.Running, b.begun, b.turn = true, s.Input.clock(), b.turn+1
	b.files, b.results = map[int]*Picture{}, map[int][2]*protocol.Result{}
	b.read, b.reading, b.next, b.flight = 0, 0, [2]int{}, [2]int{}
	b.base = s.evaluated
	s.evaluated += len(b.Items)
	b.proceed()
}

// Same reports whether the networks of the batch are those on the page.
func (b *Batch) Same() bool {
	return b.Titles == [2]string{b.session.Slots[0].Model.Title, b.session.Slots[1].Model.Title}
}

// CanGoOn reports whether there is something to read: what is left, or all of it
// with other networks.
func (b *Batch) CanGoOn() bool { return !b.Running && (b.Done < len(b.Items) || !b.Same()) }

// GoOn reads the rest of a batch that was ended; all of it anew if the networks
// are others now.
func (s *Session) GoOn() {
	b := s.Batch
	switch {
	case b == nil || !b.CanGoOn():
	case b.Same():
		b.begin()
	default:
		files := make([]string, len(b.Items))
		for i, r := range b.Items {
			files[i] = r.File
		}
		s.StartBatch(files, b.Left)
		s.Batch.takeTruths(b)
	}
}

// RemoveBatch takes the batch off the page.
func (s *Session) RemoveBatch() {
	s.Batch.Cancel()
	s.Batch = nil
}

// labelOf is the class that the nearest folder around a file is named after,
// in whichever case; "" if none is.
func (s *Session) labelOf(file string) string {
	for dir := path.Dir(file); dir != "." && dir != "/"; dir = path.Dir(dir) {
		name := path.Base(dir)
		for _, d := range s.Slots {
			for _, class := range d.Model.Classes {
				if strings.EqualFold(class, name) {
					return class
				}
			}
		}
	}
	return ""
}

// Cancel ends the batch where it is. What it found stays, and what it did not
// reach is kept to go on with.
func (b *Batch) Cancel() { b.end(Stopped) }

func (b *Batch) end(why Ended) {
	if b == nil || !b.Running {
		return
	}
	b.took = b.Took()
	b.Running, b.Ended = false, why
	b.files, b.results = nil, nil
	b.List.stale = true // the order is another now
	for _, d := range b.session.Slots {
		d.withdraw(key{topic: toEvaluate})
	}
	for i := range b.Items {
		if r := &b.Items[i]; !r.done { // one network may have answered
			r.Answers, r.Error, r.Fault, r.open = [2]Answer{}, "", nil, len(b.session.Slots)
		}
	}
}

// proceed reads ahead and asks the networks that are free.
func (b *Batch) proceed() {
	if b == nil || !b.Running {
		return
	}
	b.readAhead()
	for k, d := range b.session.Slots {
		for b.Running && b.flight[k] == 0 && b.next[k] < len(b.Items) && b.evaluate(k, d) {
		}
	}
}

// readAhead asks for the next files.
func (b *Batch) readAhead() {
	for b.Running && b.read < len(b.Items) && b.reading+len(b.files) < readAhead {
		i, turn := b.read, b.turn
		b.read++
		if b.Items[i].done {
			continue
		}
		b.reading++
		come := func(p *Picture, err error) {
			if !b.Running || turn != b.turn {
				return
			}
			b.reading--
			if err != nil {
				b.Items[i].Error, b.Items[i].Fault = err.Error(), faultOf(err)
				b.finish(i)
			} else {
				b.files[i] = p
			}
			b.proceed()
		}
		b.session.Input.devices.Read(i, func(file File, err error) {
			if !b.Running || err != nil {
				come(nil, err)
				return
			}
			b.session.prepareBatchItem(file, func(made *Prepared, err error) {
				if err != nil {
					err = picture.FaultOf(err)
				}
				come(&Picture{file: file, prepared: made}, err)
			})
		})
	}
}

// evaluate asks a slot for its next row. It is false where that has to wait.
func (b *Batch) evaluate(k int, d *Slot) bool {
	i := b.next[k]
	file, here := b.files[i]
	switch {
	case b.Items[i].done:
		b.next[k]++
		return true
	case !here, k == 1 && !b.passed(i):
		return false
	case d.Graph == nil || d.Phase == Broken:
		b.next[k]++
		b.resolve(i, k, Answer{Error: b.session.Text.Fill(b.session.Text.RunFailed, d.Name())}, nil)
		return true
	}
	b.next[k]++
	b.flight[k] = i + 1
	other := b.session.Slots[1-k]
	m := &protocol.Evaluate{
		Run: -(b.base + i + 1), Taps: b.taps(d),
		Send: k == 0 && other.Graph != nil && other.Phase != Broken, Receive: k == 1 && b.results[i][0] != nil,
	}
	d.fill(&m.Picture, file) // a change of networks ends a batch
	turn := b.turn
	d.Call(key{topic: toEvaluate}, m, func(m protocol.Message, err error) {
		if b.Running && turn == b.turn && b.flight[k] == i+1 {
			b.flight[k] = 0
			b.evaluated(i, d, m, err)
		}
	})
	return true
}

// passed reports whether A is done with a row. B takes a row after A, and so
// receives what A's worker has sent it of that picture.
func (b *Batch) passed(row int) bool { return b.next[0] > row && b.flight[0] != row+1 }

// taps are what a watcher wants a worker to keep of the pictures of a batch.
func (b *Batch) taps(d *Slot) []string {
	if b.session.BatchTaps == nil {
		return nil
	}
	return b.session.BatchTaps(d)
}

// evaluated takes in what became of a row in a network. A row at which a worker
// died is not tried again: it may be what killed it.
func (b *Batch) evaluated(i int, d *Slot, m protocol.Message, err error) {
	if err == errRestarted {
		b.next[d.Index] = i
		return
	}
	result, ok := m.(*protocol.Result)
	if !ok {
		said := b.session.Text.Fill(b.session.Text.RunFailed, d.Name())
		if f, ok := err.(*protocol.Failed); ok {
			said = f.Message
			if f.Picture != nil {
				b.Items[i].Error, b.Items[i].Fault = f.Message, f.Picture
			}
		}
		b.resolve(i, d.Index, Answer{Error: said}, nil)
		return
	}
	d.crashes = 0
	if top, ok := likeliest(result.Probabilities); ok {
		b.resolve(i, d.Index, Answer{Class: d.Model.Classes[top], P: result.Probabilities[top], MS: result.PrepareMS + result.RunMS}, result)
	} else {
		b.resolve(i, d.Index, Answer{Error: b.session.Text.NoNumber}, result)
	}
}

// resolve notes one network's answer to a row.
func (b *Batch) resolve(i, slot int, a Answer, m *protocol.Result) {
	r := &b.Items[i]
	r.Answers[slot] = a
	if m != nil && r.Thumb == nil {
		r.Thumb = m.View
	}
	results := b.results[i]
	results[slot] = m
	b.results[i] = results
	if r.open--; r.open == 0 {
		b.finish(i)
	}
}

// finish counts a row in.
func (b *Batch) finish(i int) {
	b.Items[i].done = true
	b.Done++
	b.List.stale = true
	b.count(&b.Items[i])
	results := b.results[i]
	delete(b.results, i)
	delete(b.files, i)
	if b.Done == len(b.Items) {
		b.end(Complete)
	}
	for _, watch := range b.session.Watchers {
		watch(b, i, results)
	}
}

// Took is how long the batch has run, or ran.
func (b *Batch) Took() time.Duration {
	if b.Running {
		return b.took + b.session.Input.clock().Sub(b.begun)
	}
	return b.took
}

// ShowRow makes the file of a row the picture on the page, under One picture as
// soon as it is read.
func (s *Session) ShowRow(i int) {
	b := s.Batch
	r := b.Items[i]
	s.stopFrames()
	turn := s.number
	s.Input.devices.Read(r.number, func(file File, err error) {
		switch {
		case turn != s.number || b != s.Batch: // another one was chosen meanwhile
		case err != nil:
			s.refusePicture(r.File, faultOf(err))
		default:
			s.openRow(b, i, file)
		}
	})
}

// IsPicture reports by a file's name whether it may be a picture of a kind that
// is read.
func IsPicture(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp", ".bmp", ".avif", ".svg":
		return true
	}
	return false
}

// IsHidden reports whether a file, or a folder around it, is one that systems
// leave behind unseen.
func IsHidden(file string) bool {
	for _, part := range strings.Split(file, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." || part == "__MACOSX" || part == "Thumbs.db" || part == "desktop.ini" {
			return true
		}
	}
	return false
}
