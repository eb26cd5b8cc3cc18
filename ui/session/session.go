package session

import (
	"cmp"
	"time"

	"regnetlens/infer/arch"
	"regnetlens/ui/text"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// Port is what a session asks of the browser.
type Port interface {
	// Start starts a worker for a slot and ends the one it had. What the new
	// one says comes to Receive, its end to Ended, both with this generation.
	Start(slot, generation int)
	// Post sends a command of a call to a slot's worker, as soon as that is
	// ready.
	Post(slot int, h protocol.Header, m protocol.Message)
	// Fetch reads a file of the page's own server; done comes later.
	Fetch(url string, done func(file File, err error))
	// Language tells the page's language to the document.
	Language(code string)
	// After calls do later, in a turn of its own.
	After(wait time.Duration, do func())
	// Keep keeps a choice of the reader's for the next visit.
	Keep(name, value string)
	// Download gives the reader a file.
	Download(name, mime string, data []byte)
	// DownloadFile gives the reader a file that the browser has.
	DownloadFile(name string, file File)
	// Picture gives the reader a view as a PNG file, so many times its plain size.
	Picture(view string, scale int, name string)
	// SVG gives the reader a view that is Drawn as an SVG file.
	SVG(view, name string)
}

// PageData is what the build tells the page. The URLs are below the page's.
type PageData struct {
	Version string            `json:"version"` // of the build
	Weights map[string]string `json:"weights"` // weights in their form for the page, by model id
	Files   map[string]string `json:"files"`   // full weight files, by model id
	First   []string          `json:"first"`   // ids of the models that a first visit shows, as A and B
	Samples []Sample          `json:"samples"` // the gallery
	Results string            `json:"results"` // what networks are worth: see package results
}

// Sample is a picture of the gallery.
type Sample struct {
	ID      string `json:"id"` // its name in the page's address
	Title   string `json:"title"`
	TitleKo string `json:"title_ko"`
	URL     string `json:"url"`
	// Thumbnail is the address of a small form of the picture, for the gallery;
	// empty: the picture is small.
	Thumbnail string `json:"thumbnail,omitempty"`
	Label     string `json:"label"`  // the class it shows; may be empty
	Credit    string `json:"credit"` // origin and licence
}

// Small is the address of the picture as the gallery shows it.
func (s Sample) Small() string { return cmp.Or(s.Thumbnail, s.URL) }

// Session is everything the page knows.
type Session struct {
	Data     PageData
	Text     *text.Table
	Models   []weights.Model
	Slots    [2]*Slot
	Shown    *Picture // whose results are on the page; nil before the first
	Select   Selection
	Input    Input
	Batch    *Batch   // many pictures one after another; nil before the first time
	Pointer  *Pointer // where the lens is pointed at; nil for nowhere
	Compared Compared // what of the blocks' likeness is shown
	Notice   *Notice  // what went wrong last; nil for nothing

	Preparing *Preparing // the picture that is on its way to the networks; nil for none

	columns   []arch.Place // of columnsOf: see Columns
	columnsOf [2]*arch.Graph

	View       View      // how the maps of the grid are shown
	Inspector  Inspector // which tab of the inspector is open
	LinkCopied bool      // a moment ago
	Copied     string    // a command that was copied a moment ago; "" for none
	Published  Published

	Measure       Measure // what the networks' cost is counted in
	BackendChoice string  // what the reader wants to compute: one of BackendChoices

	Screen   Screen // the view that is open
	InView   string // part of the page that the next render brings on the screen; "" for none
	Dialog   string // the one that should be open, such as DialogHelp; "" for none
	Modal    string // the one that is; the browser's part of the page sets it
	NoLetter bool   // the reader wants no keys that are characters
	Story    Story

	ClassSearch string    // part of the name of a class of the answer, where it shows some only
	Attribute   Attribute // which class is looked into, and how
	Edits       []Edit    // what if: the changes of the networks, in their order

	// Watchers hear of every row of a batch, and BatchTaps says what the workers
	// are to keep of its pictures; for whoever adds something up over a batch.
	Watchers  []Watcher
	BatchTaps func(d *Slot) []string

	SheetOrder protocol.Order // of the maps that the inspector shows all of

	difference difference // the one last worked out
	scales     scales     // those last worked out

	uneditedAcross uneditedTable // blocks of A against those of B

	versions [dirtyFlags]int  // see Version
	dirty    [dirtyFlags]bool // by the turn under way

	truths   map[string]Truth // what the reader said pictures show: see truth.go
	files    map[string]File  // weight files of the reader's own, by the model's id
	storyDue bool             // the story is offered with the first result

	evaluated int           // rows of all batches
	batches   int           // that were begun
	depths    [2]BatchDepth // of the last batch
	port      Port
	number    int // of the last picture
	waited    int // number of the picture that one network was waited for with
	coming    int // number of the sample that is on its way, if none was chosen since

	editsBefore, editsAfter [][]Edit   // to undo and to redo
	wanted                  *Picture   // run last; Shown once the first network answered
	chosen                  *Picture   // chosen last: wanted, or on its way to be
	own                     []*Picture // the reader's own that were chosen last, to go back to
}

// PartPicture is a part of the page, by the id of its element.
const PartPicture = "picture-part"

// Notice is something the reader of the page should know.
type Notice struct {
	Say    func(*text.Table) string // one sentence, in whichever language
	Detail string                   // what the program said, in English; may be empty
	During int                      // number of the picture it came with, which does not take it away; 0 if any does
	Retry  *Slot                    // the slot that another try may help; may be nil
}

// New prepares a session with the models that the page opens with; where they
// are not among these, with the first that has no regulator beside the first that
// has one.
func New(data PageData, models []weights.Model) (*Session, error) {
	s := &Session{Data: data, Text: &text.English, Models: models, BackendChoice: protocol.Automatic, Screen: OnePicture, View: firstView, Inspector: InspectLook, Measure: MulAdds, Attribute: Attribute{Method: protocol.ByClassMap}, SheetOrder: SheetOrders[0]}
	s.Input.Drawing.start()
	for i := range s.Slots {
		s.Slots[i] = &Slot{Index: i, session: s}
	}
	s.Watchers = append(s.Watchers, s.watchDepth)
	if len(models) == 0 {
		s.Notice = &Notice{Say: func(t *text.Table) string { return t.NoModels }}
		return s, nil
	}
	for i, m := range opening(models) {
		if err := s.Slots[i].assign(m); err != nil {
			return nil, err
		}
	}
	s.Select = s.start()
	return s, nil
}

// opening are the models that the page opens with.
func opening(models []weights.Model) [2]weights.Model {
	pair, found := [2]weights.Model{models[0], models[0]}, [2]bool{}
	for _, m := range models {
		slot := 0
		if m.Arch.Regulator != arch.RegulatorNone {
			slot = 1
		}
		if m.ID == weights.Opening[slot] || !found[slot] {
			pair[slot], found[slot] = m, true
		}
	}
	return pair
}

// Begin starts the workers and chooses the first picture, so that a visitor
// sees a result without a click.
func (s *Session) Begin(p Port) {
	s.port = p
	for _, slot := range s.Slots {
		if slot.Graph != nil {
			slot.restart()
		}
	}
	if len(s.Data.Samples) > 0 {
		s.ChooseSample(0)
	}
}

// SelectModel puts another model on a slot. A story ends that does not speak of
// such networks.
func (s *Session) SelectModel(slot int, id string) {
	s.assignModel(slot, id)
	s.fitStory()
}

func (s *Session) assignModel(slot int, id string) {
	for _, m := range s.Models {
		if m.ID == id && m.ID != s.Slots[slot].Model.ID {
			if d := s.Slots[slot]; !s.hasFile(d.Model.ID) {
				d.shipped = d.Model.ID
			}
			if err := s.Slots[slot].assign(m); err != nil {
				s.Notice = &Notice{Say: func(t *text.Table) string { return t.NoNetwork }, Detail: err.Error()}
				return
			}
			s.Batch.end(Interrupted) // its rows are of the network before
			s.Select = s.within(s.Select)
			s.Edits = s.fitting(s.Edits)
			s.Slots[slot].restart()
		}
	}
}

// SetLanguage changes the language of the page.
func (s *Session) SetLanguage(code string) {
	s.Text = text.For(code)
	s.port.Language(s.Text.Code)
}

// Dismiss takes the notice away.
func (s *Session) Dismiss() { s.Notice = nil }
