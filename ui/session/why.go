package session

import (
	"slices"

	"regnetlens/wasm/protocol"
)

// Why is what the reader asks both networks: which places speak for a class.
type Why struct {
	Method protocol.Method
	Class  string // "" for the likeliest of both networks
}

// question is a Why as it was put to a worker.
type question struct {
	run, generation int
	method          protocol.Method
	class           int
}

// WhyClass is the class that is asked about; "" before there is an answer.
func (s *Session) WhyClass() string {
	if s.Why.Class != "" {
		return s.Why.Class
	}
	if bars := s.Bars(1); len(bars) > 0 {
		return bars[0].Class
	}
	return ""
}

// AskClass asks about a class; once more, about the likeliest again.
func (s *Session) AskClass(class string) {
	if s.Why.Class == class {
		class = ""
	}
	s.Why.Class = class
	s.askAll()
}

// AskBy asks in another way.
func (s *Session) AskBy(m protocol.Method) {
	s.Why.Method = m
	s.askAll()
}

func (s *Session) askAll() {
	for _, d := range s.Sides {
		d.ask()
	}
}

// ask puts the question to the side's worker, after what the page shows of the
// picture otherwise, if it was not put yet.
func (d *Side) ask() {
	s := d.session
	if d.Result == nil || d.Phase != Ready || d.running != 0 || d.looking || d.Channel == nil || d.Channel.Run != d.Result.Run {
		return
	}
	class := slices.Index(d.Model.Classes, s.WhyClass())
	q := question{d.Result.Run, d.Generation, s.Why.Method, class}
	if class < 0 || q == d.asked {
		return
	}
	d.asked = q
	d.Asking = nil
	d.post(&protocol.Why{Method: q.method, Class: class})
}

// reason takes an answer in, or how far it is.
func (d *Side) reason(m *protocol.Reason) {
	if m.Method != d.asked.method || m.Class != d.asked.class || m.Run != d.asked.run {
		return // to an earlier question
	}
	d.Asking = m
	if m.Done == m.Total {
		d.Because, d.BecauseOf, d.Asking = m, d.Generation, nil
	}
}
