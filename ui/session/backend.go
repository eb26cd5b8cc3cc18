package session

import (
	"slices"

	"regnetlens/ui/text"
	"regnetlens/wasm/protocol"
)

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
	for _, d := range s.Sides {
		d.refused, d.Verified = false, nil
		if d.Graph != nil && s.port != nil {
			if d.Result != nil {
				d.before = d.Computes
			}
			d.deaths = 0
			d.restart()
		}
	}
}

// wants is the backend for the side's next worker.
func (d *Side) wants() string {
	if d.refused {
		return protocol.SIMD
	}
	return d.session.BackendChoice
}

// loaded takes in what computes now.
func (d *Side) loaded(m *protocol.Loaded) {
	d.session.touch(Arriving)
	d.Phase, d.Computes = Ready, m.Backend
	if d.Times != nil && d.Times.Backend != m.Backend {
		d.Times = nil // of the one before
		delete(d.costs, Time)
	}
	if !d.refused {
		d.Adapter, d.Reason = m.Adapter, m.Reason
	}
	if n := d.session.Notice; n != nil && n.Retry == d {
		d.session.touch(rest)
		d.session.Notice = nil
	}
}

// GivenUp tells whether WebGPU failed on a network, and SIMD computes it though
// the choice is another.
func (s *Session) GivenUp() bool { return s.Sides[0].refused || s.Sides[1].refused }

// verify asks, after a switch, how far the backend is from the one before.
func (d *Side) verify() {
	if d.before == "" || !d.idle() {
		return
	}
	if d.before != d.Computes {
		d.post(&protocol.Verify{With: d.before, Taps: d.atlases()})
	}
	d.before = ""
}

// refuse takes in that WebGPU does not work: a worker that does without takes
// over, until the reader chooses again.
func (d *Side) refuse(m *protocol.Failed) {
	d.refused, d.Reason, d.before = true, m.Reason, ""
	d.session.Notice = &Notice{
		Say:    func(t *text.Table) string { return t.Computing.Reason(m.Reason) },
		Detail: m.Message, During: d.session.number,
	}
	d.restart()
}

// recovered takes in that a lost graphics device was replaced.
func (d *Side) recovered(m *protocol.Recovered) {
	d.session.Notice = &Notice{
		Say:    func(t *text.Table) string { return t.Fill(t.Computing.Recovered, d.Name()) },
		Detail: m.Reason, During: d.session.number,
	}
}
