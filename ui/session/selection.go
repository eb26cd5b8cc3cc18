package session

import (
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
)

// Selection is the one thing both networks are looked at: a block, a kind of
// map and a channel of it. A network without that kind shows its output there.
type Selection struct {
	Place   arch.Place
	Kind    arch.Kind
	Channel int // from 0
	Row     int // the row of the grid that the keyboard is on
	// Telling means that each network shows the channel that its own tiles show
	// first, and not both one of the same number: networks trained apart use
	// numbers for different things. Channel counts where that is not known.
	Telling bool
}

// Row is a row of the grid: a kind of map of one network.
type Row struct {
	Slot *Slot
	Kind arch.Kind
}

// Pointer is a place on the lens, in fractions of its width and height.
type Pointer struct{ X, Y float64 }

// Columns lists the columns of the grid: the blocks that at least one network
// has. It is asked for so often in one
// build of the page that the list is kept.
func (s *Session) Columns() []arch.Place {
	if of := [2]*arch.Graph{s.Slots[0].Graph, s.Slots[1].Graph}; s.columns == nil || of != s.columnsOf {
		s.columns, s.columnsOf = s.allColumns(), of
	}
	return s.columns
}

func (s *Session) allColumns() []arch.Place {
	var out []arch.Place
	for stage := 1; ; stage++ {
		blocks := 0
		for _, d := range s.Slots {
			if d.Graph != nil && stage <= len(d.Graph.Record.Blocks) {
				blocks = max(blocks, d.Graph.Record.Blocks[stage-1])
			}
		}
		if blocks == 0 {
			return out
		}
		for b := 1; b <= blocks; b++ {
			out = append(out, arch.Place{Stage: stage, Block: b})
		}
	}
}

// Rows lists the rows: the outputs where they are taken from one another, all
// that there are otherwise; in the figure in its order.
func (s *Session) Rows() []Row {
	if s.View.Mode == ModeDiff && s.Slots[0].Graph != nil && s.Slots[1].Graph != nil {
		return []Row{{s.Slots[1], arch.KindO}}
	}
	if s.View.Mode == ModeFigure {
		var out []Row
		for _, d := range s.Slots {
			if d.Graph != nil {
				out = append(out, Row{d, arch.KindO})
			}
			if d.Regulated() {
				out = append(out, Row{d, arch.KindH}, Row{d, arch.KindI})
			}
		}
		return out
	}
	return s.allRows()
}

// AllRows is how many rows there are where nothing is left out.
func (s *Session) AllRows() int { return len(s.allRows()) }

// allRows are all rows: the output of a plain network; input, state and output of
// a regulated one.
func (s *Session) allRows() []Row {
	var out []Row
	for _, d := range s.Slots {
		if d.Graph == nil {
			continue
		}
		if d.Regulated() {
			out = append(out, Row{d, arch.KindI}, Row{d, arch.KindH})
		}
		out = append(out, Row{d, arch.KindO})
	}
	return out
}

// Regulated reports whether the slot's network has a regulator anywhere.
func (d *Slot) Regulated() bool {
	return d.Graph != nil && d.Graph.Record.Regulator != arch.RegulatorNone
}

// tapKey is what tells a slot's taps of a block apart.
type tapKey struct {
	place arch.Place
	kind  arch.Kind
}

// TapAt is the tap of a kind at a column; false where the network has none.
func (d *Slot) TapAt(c arch.Place, kind arch.Kind) (arch.Tap, bool) {
	t, ok := d.places[tapKey{c, kind}]
	return t, ok
}

// Selected is what the slot shows of the selection.
func (d *Slot) Selected() (t arch.Tap, channel int, ok bool) {
	s := d.session.Select
	if t, ok = d.TapAt(s.Place, s.Kind); !ok {
		t, ok = d.TapAt(s.Place, arch.KindO)
	}
	if told, known := d.tellingChannel(t); ok && s.Telling && known {
		return t, told, true
	}
	return t, min(s.Channel, max(t.Shape.C-1, 0)), ok
}

// SelectedRow reports whether a cell of the grid stands for what its network
// shows of the selection; and whether the cell's channels are those of the
// selected map, so that the channel can be pointed out in it.
func (s *Session) SelectedRow(l Row, c arch.Place) (selected, channel bool) {
	if c != s.Select.Place {
		return false, false
	}
	t, _, ok := l.Slot.Selected()
	kind := t.Kind
	switch {
	case kind == arch.KindC || kind.Gate():
		kind = arch.KindH // the regulator works channel by channel
	case kind == arch.KindMix || kind == arch.KindResidual || kind == arch.KindI && !l.Slot.Regulated():
		return ok && l.Kind == arch.KindO, false // no lane of its own
	}
	return ok && kind == l.Kind, ok && kind == l.Kind
}

// Kinds lists the kinds of map that a network on the page has, the gates apart.
func (s *Session) Kinds() (kinds, gates []arch.Kind) {
	return s.present(arch.BlockKinds), s.present(arch.GateKinds)
}

func (s *Session) present(kinds []arch.Kind) []arch.Kind {
	var out []arch.Kind
	for _, kind := range kinds {
		for _, c := range s.Columns() {
			_, a := s.Slots[0].TapAt(c, kind)
			_, b := s.Slots[1].TapAt(c, kind)
			if a || b {
				out = append(out, kind)
				break
			}
		}
	}
	return out
}

// start is the first selection: the regulator's state in the middle of the
// blocks that both networks have, or the output if there is no regulator.
func (s *Session) start() Selection {
	columns := s.Columns()
	if common := slices.DeleteFunc(slices.Clone(columns), func(c arch.Place) bool {
		return slices.ContainsFunc(s.Slots[:], func(d *Slot) bool { _, ok := d.TapAt(c, arch.KindO); return !ok })
	}); len(common) > 0 {
		columns = common
	}
	c := columns[len(columns)/2]
	sel := Selection{Place: c, Kind: arch.KindO, Telling: true}
	for i, l := range s.Rows() {
		if l.Kind == arch.KindH {
			sel.Kind, sel.Row = arch.KindH, i
		}
	}
	return sel
}

// within moves a selection to one the networks have.
func (s *Session) within(sel Selection) Selection {
	kinds, gates := s.Kinds()
	if !slices.Contains(kinds, sel.Kind) && !slices.Contains(gates, sel.Kind) {
		return s.start()
	}
	if !slices.Contains(s.Columns(), sel.Place) {
		return s.start()
	}
	allRows := s.Rows()
	sel.Row = min(sel.Row, len(allRows)-1)
	for i, l := range allRows {
		if allRows[sel.Row].Kind != sel.Kind && l.Kind == sel.Kind {
			sel.Row = i
		}
	}
	if s.View.Follow || s.View.Mode == ModeDiff { // of which both show the same channel
		sel = s.numbered(sel)
	}
	sel.Channel = max(0, min(sel.Channel, s.channels(sel)-1))
	return sel
}

// numbered is a selection with the channel that the network of its row shows, in
// place of what each network's tiles show.
func (s *Session) numbered(sel Selection) Selection {
	if rows := s.Rows(); sel.Telling && sel.Row < len(rows) {
		d := rows[sel.Row].Slot
		t, ok := d.TapAt(sel.Place, sel.Kind)
		if !ok {
			t, _ = d.TapAt(sel.Place, arch.KindO)
		}
		if c, ok := d.tellingChannel(t); ok {
			sel.Channel = c
		}
		sel.Telling = false
	}
	return sel
}

// channels is how many the selected maps have, the most of both networks.
func (s *Session) channels(sel Selection) int {
	was := s.Select
	defer func() { s.Select = was }()
	s.Select = sel
	most := 0
	for _, d := range s.Slots {
		if t, _, ok := d.Selected(); ok {
			most = max(most, t.Shape.C)
		}
	}
	return most
}

// Channels is how many channels the selected maps have.
func (s *Session) Channels() int { return s.channels(s.Select) }

func (s *Session) choose(sel Selection) {
	s.Select = s.within(sel)
	for _, d := range s.Slots {
		d.restyle()
		if d.idle() {
			d.getChannel()
			d.getSheet()
		}
	}
}

// SelectKind shows another kind of map at the selected block.
func (s *Session) SelectKind(kind arch.Kind) {
	s.markDirty(Selected)
	sel := s.Select
	sel.Kind = kind
	for i, l := range s.Rows() {
		if l.Kind == kind {
			sel.Row = i
		}
	}
	s.choose(sel)
}

// Pick selects a cell of the grid, and the channel that its tile shows at a place
// given in fractions: a tile of one map shows each network's own. Outside 0 … 1
// the channel stays as it was chosen.
func (s *Session) Pick(lane int, c arch.Place, x, y float64) {
	s.markDirty(Selected)
	l := s.Rows()[lane]
	sel := Selection{Place: c, Kind: l.Kind, Channel: s.Select.Channel, Row: lane, Telling: s.Select.Telling}
	t, ok := l.Slot.TapAt(c, l.Kind)
	switch tile := s.Tile(); {
	case !ok:
	case tile == TileOne:
		sel.Telling = !s.View.Follow
	default:
		shape := t.Shape
		shown, _, few := l.Slot.Shows(l.Kind, c.Stage)
		if few {
			shape.C = len(shown)
		} else if tile == TileFour {
			break // nobody knows yet
		}
		if at, ok := atlas.Of(shape).Channel(x, y); ok {
			sel.Telling, sel.Channel = false, at
			if few {
				sel.Channel = shown[at]
			}
		}
	}
	s.choose(sel)
}

// SelectChannel shows the channel of a number of both networks, in the lens and
// in the tiles.
func (s *Session) SelectChannel(channel int) {
	v := s.View
	v.Follow = true
	s.Select = s.numbered(s.Select)
	s.Select.Channel = channel
	s.Show(v)
}

// MoveBlock selects the block so many columns on, if there is one.
func (s *Session) MoveBlock(by int) {
	s.markDirty(Selected)
	columns := s.Columns()
	at := slices.Index(columns, s.Select.Place) + by
	if at >= 0 && at < len(columns) {
		sel := s.Select
		sel.Place = columns[at]
		s.choose(sel)
	}
}

// MoveRow selects the kind of the row so many further down, if there is one.
func (s *Session) MoveRow(by int) {
	s.markDirty(Selected)
	if allRows := s.Rows(); s.Select.Row+by >= 0 && s.Select.Row+by < len(allRows) {
		sel := s.Select
		sel.Row += by
		sel.Kind = allRows[sel.Row].Kind
		s.choose(sel)
	}
}

// MoveChannel selects the channel so many to the right and so many down in the
// atlas, if there is one.
func (s *Session) MoveChannel(right, down int) {
	s.markDirty(Selected)
	if sel, ok := s.nextChannel(right, down); ok {
		s.choose(sel)
	}
}

// CanMoveChannel reports whether MoveChannel has a channel to go to.
func (s *Session) CanMoveChannel(right, down int) bool {
	_, ok := s.nextChannel(right, down)
	return ok
}

func (s *Session) nextChannel(right, down int) (Selection, bool) {
	allRows := s.Rows()
	if len(allRows) == 0 {
		return s.Select, false
	}
	t, _, ok := allRows[s.Select.Row].Slot.Selected()
	if !ok {
		return s.Select, false
	}
	sel := s.numbered(s.Select)
	sel.Channel += right + down*atlas.Of(t.Shape).Columns
	return sel, sel.Channel >= 0 && sel.Channel < s.Channels()
}

// MovePointer moves the pointer over the lens by whole values of the larger
// map; without one it starts in the middle.
func (s *Session) MovePointer(right, down int) {
	s.markDirty(Looked)
	width, height := 0, 0
	for _, d := range s.Slots {
		if d.Channel != nil {
			width, height = max(width, d.Channel.Width), max(height, d.Channel.Height)
		}
	}
	if width == 0 || height == 0 {
		return
	}
	x, y := width/2, height/2
	if p := s.Pointer; p != nil {
		x = max(0, min(int(p.X*float64(width))+right, width-1))
		y = max(0, min(int(p.Y*float64(height))+down, height-1))
	}
	s.Point(&Pointer{(float64(x) + 0.5) / float64(width), (float64(y) + 0.5) / float64(height)})
}
