package session

import (
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// SheetOrders lists the orders of a sheet; the first is the default.
var SheetOrders = []protocol.Order{protocol.ByNumber, protocol.ByStrength, protocol.ByEffect}

// sheetQuestion is a GetSheet for a picture.
type sheetQuestion struct {
	run int
	protocol.GetSheet
	told bool // the effects of its maps are known
}

// SortSheet puts the sheets of all maps into another order.
func (s *Session) SortSheet(o protocol.Order) {
	s.markDirty(Looked)
	s.SheetOrder = o
	s.getSheets()
}

// getSheets asks for the sheets of all maps where they are looked at, and has
// them painted no more where they are not.
func (s *Session) getSheets() {
	for _, d := range s.Slots {
		if d.idle() {
			d.getSheet()
		}
	}
}

// getSheet asks for all maps of the selection, while the inspector is open at
// them.
func (d *Slot) getSheet() {
	tap, _, ok := d.Selected()
	if d.session.Inspector == InspectAll && ok {
		m := protocol.GetSheet{Tap: tap.Name, Order: d.session.SheetOrder}
		d.question(toGetSheet, d.sheetQuestion(d.Run, m), &m)
		return
	}
	k := key{topic: toGetSheet}
	if _, asked := d.asked[k]; asked {
		d.withdraw(k)
		delete(d.asked, k)
		d.post(protocol.Header{}, &protocol.GetSheet{})
	}
	d.Sheet = nil
}

// sheetQuestion is the question that a sheet answers.
func (d *Slot) sheetQuestion(run int, m protocol.GetSheet) sheetQuestion {
	q := sheetQuestion{run: run, GetSheet: m}
	if m.Order == protocol.ByEffect {
		q.told = d.knows(run, d.kindOf(m.Tap))
	}
	return q
}

// SheetLayout is where the maps of the slot's sheet stand; false without one.
func (d *Slot) SheetLayout() (layout atlas.Layout, ok bool) {
	if d.Sheet == nil {
		return atlas.Layout{}, false
	}
	return atlas.SheetOf(d.taps[d.Sheet.Tap].Shape), true
}

// PickFromSheet puts the map at a place of the slot's sheet, given in fractions
// of its width and height, into the lens and the tiles: the channel of its number,
// of both networks.
func (d *Slot) PickFromSheet(x, y float64) {
	layout, ok := d.SheetLayout()
	if at, inside := layout.Channel(x, y); ok && inside && at < len(d.Sheet.Channels) {
		d.session.SelectChannel(d.Sheet.Channels[at])
	}
}
