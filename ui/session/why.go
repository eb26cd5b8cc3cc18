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

// AskAbout asks about a class; "" for the likeliest.
func (s *Session) AskAbout(class string) {
	s.Why.Class = class
	s.askAll()
}

// Classes are all that a network on the page knows, those of A first.
func (s *Session) Classes() []string {
	var out []string
	seen := map[string]bool{}
	for _, d := range s.Sides {
		for _, class := range d.Model.Classes {
			if !seen[class] {
				seen[class] = true
				out = append(out, class)
			}
		}
	}
	return out
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
	if !d.idle() || d.looking || d.Channel == nil || s.Why.Method == protocol.ByOcclusion && s.moving() {
		return
	}
	class := slices.Index(d.Model.Classes, s.WhyClass())
	q := question{d.Run, d.Generation, s.Why.Method, class}
	if class < 0 || q == d.asked || d.Asking == nil && q.answeredBy(d.Because) {
		return
	}
	d.asked = q
	d.Asking = nil
	d.post(&protocol.Why{Method: q.method, Class: class})
}

// reason takes an answer in, or how far it is.
func (d *Side) reason(m *protocol.Reason) {
	seen := d.seen(m.Run)
	if seen == nil || m.Method != d.asked.method || m.Class != d.asked.class {
		return // to an earlier question
	}
	seen.Asking = m
	if m.Done == m.Total {
		seen.Because, seen.Asking = m, nil
	}
}

// answeredBy tells whether a reason of the same picture is the answer: a worker
// gives that of the question before with each new picture.
func (q question) answeredBy(r *protocol.Reason) bool {
	return r != nil && r.Method == q.method && r.Class == q.class
}
