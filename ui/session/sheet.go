package session

import (
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// SheetView is the reader's look at all maps of the selected kind and block.
type SheetView struct {
	Open  bool
	Order protocol.Order
}

// SheetOrders lists the orders of a sheet; the first is the default.
var SheetOrders = []protocol.Order{protocol.ByNumber, protocol.ByStrength, protocol.ByEffect}

// sheetQuestion is a GetSheet for a picture.
type sheetQuestion struct {
	run int
	protocol.GetSheet
	told bool // the effects of its maps are known
}

// ShowSheet opens the sheet of all maps, sorts it anew, or closes it.
func (s *Session) ShowSheet(v SheetView) {
	s.markDirty(Looked)
	s.SheetView = v
	for _, d := range s.Slots {
		if !v.Open {
			d.closeSheet()
		} else if d.idle() {
			d.getSheet()
		}
	}
}

// closeSheet has the slot's worker paint none any more.
func (d *Slot) closeSheet() {
	k := key{topic: toGetSheet}
	if _, asked := d.asked[k]; asked && d.Phase == Ready {
		d.withdraw(k)
		delete(d.asked, k)
		d.post(protocol.Header{}, &protocol.GetSheet{})
	}
	d.Sheet = nil
}

// getSheet asks for all maps of the selection, if they are looked at.
func (d *Slot) getSheet() {
	tap, _, ok := d.Selected()
	if !d.session.SheetView.Open || !ok {
		return
	}
	m := protocol.GetSheet{Tap: tap.Name, Order: d.session.SheetView.Order}
	d.question(toGetSheet, d.sheetQuestion(d.Run, m), &m)
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
