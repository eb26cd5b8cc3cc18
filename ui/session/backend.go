package session

import (
	"slices"

	"regnetlens/infer/fallback"
	"regnetlens/ui/text"
	"regnetlens/wasm/protocol"
)

// computing is what computes a slot, and why.
type computing struct {
	Computes string          // the backend of its worker; "" before it is known
	Adapter  string          // name of the graphics adapter, "" if none is known
	Reason   fallback.Reason // why WebGPU does not compute; "" if it does or was not wanted
	Times    *protocol.Timed // of the network's operations; nil before

	previous     string // backend before a switch, to be verified against; "" for none
	webgpuFailed bool   // SIMD computes until the reader chooses again
}

// BackendChoices are what the reader can choose from to compute.
var BackendChoices = []string{protocol.Automatic, protocol.WebGPU, protocol.SIMD, protocol.Reference}

// SelectBackend lets both networks be computed otherwise. Each gets a worker
// that begins with the choice and reads the same picture; what is on the page
// stays until the new one is there, and then the two are compared.
func (s *Session) SelectBackend(choice string) {
	if choice == s.BackendChoice || !slices.Contains(BackendChoices, choice) {
		return
	}
	s.BackendChoice = choice
	for _, d := range s.Slots {
		d.webgpuFailed, d.Verified = false, nil
		if d.Graph != nil && s.port != nil {
			if d.Result != nil {
				d.previous = d.Computes
			}
			d.crashes = 0
			d.restart()
		}
	}
}

// wants is the backend for the slot's next worker.
func (d *Slot) wants() string {
	if d.webgpuFailed {
		return protocol.SIMD
	}
	return d.session.BackendChoice
}

// loaded takes in what computes now.
func (d *Slot) loaded(m *protocol.Loaded) {
	d.session.markDirty(Arriving)
	d.Phase, d.Computes = Ready, m.Backend
	if d.Times != nil && d.Times.Backend != m.Backend {
		d.Times = nil // of the one before
		delete(d.costs, Time)
	}
	if !d.webgpuFailed {
		d.Adapter, d.Reason = m.Adapter, m.Reason
	}
	if n := d.session.Notice; n != nil && n.Retry == d {
		d.session.markDirty(everything)
		d.session.Notice = nil
	}
}

// GivenUp reports whether WebGPU failed on a network, and SIMD computes it though
// the choice is another.
func (s *Session) GivenUp() bool { return s.Slots[0].webgpuFailed || s.Slots[1].webgpuFailed }

// verify asks, after a switch, how far the backend is from the one before.
func (d *Slot) verify() {
	if d.previous != "" && d.previous != d.Computes {
		d.session.markDirty(everything)
		d.question(toVerify, d.Run, &protocol.Verify{With: d.previous, Taps: d.atlases()})
	}
	d.previous = ""
}

// fallBack takes in that WebGPU does not work: a worker that does without takes
// over, until the reader chooses again.
func (d *Slot) fallBack(m *protocol.Failed) {
	d.webgpuFailed, d.Reason, d.previous = true, m.Device, ""
	d.session.Notice = &Notice{
		Say:    func(t *text.Table) string { return t.Computing.Reason(m.Device) },
		Detail: m.Message, During: d.session.number,
	}
	d.restart()
}

// recovered takes in that a lost graphics device was replaced.
func (d *Slot) recovered(m *protocol.Recovered) {
	d.session.Notice = &Notice{
		Say:    func(t *text.Table) string { return t.Fill(t.Computing.Recovered, d.Name()) },
		Detail: m.Reason, During: d.session.number,
	}
}
