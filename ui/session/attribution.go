package session

import (
	"slices"

	"regnetlens/wasm/protocol"
)

// Attribute is what the reader asks both networks: which places speak for a class.
type Attribute struct {
	Method protocol.Method
	Class  string // "" for the likeliest of both networks
}

// attributeQuestion is an Attribute for a picture.
type attributeQuestion struct {
	run    int
	method protocol.Method
	class  int
}

// AttributedClass is the class that is asked about; "" before there is an answer.
func (s *Session) AttributedClass() string {
	if s.Attribute.Class != "" {
		return s.Attribute.Class
	}
	return s.likeliest()
}

// AskClass asks about a class, and opens the inspector at the answer; once more,
// about the likeliest again.
func (s *Session) AskClass(class string) {
	if s.Attribute.Class == class {
		class = ""
	}
	s.Attribute.Class = class
	s.Inspector = InspectWhy
	s.askAll()
}

// AskAbout asks about a class; "" for the likeliest.
func (s *Session) AskAbout(class string) {
	s.Attribute.Class = class
	s.askAll()
}

// Classes are all that a network on the page knows, those of A first.
func (s *Session) Classes() []string {
	var out []string
	seen := map[string]bool{}
	for _, d := range s.Slots {
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
	s.Attribute.Method = m
	s.askAll()
}

func (s *Session) askAll() {
	for _, d := range s.Slots {
		if d.idle() {
			d.attribute()
		}
	}
}

// attribute puts the question to the slot's worker.
func (d *Slot) attribute() {
	s := d.session
	if d.Channel == nil || s.Attribute.Method == protocol.ByOcclusion && s.Moving() {
		return
	}
	class := slices.Index(d.Model.Classes, s.AttributedClass())
	q := attributeQuestion{d.Run, s.Attribute.Method, class}
	if class < 0 || d.Attributing == nil && q.answeredBy(d.Attribution) {
		return
	}
	k := key{topic: toAttribute}
	if d.ask(k, q, &protocol.Attribute{Method: q.method, Class: class}, func(m protocol.Message, err error) {
		switch {
		case err != nil:
			d.runFailed(q.run, err)
		case d.asked[k] == q: // not to an earlier question
			d.keep(m)
		}
	}) {
		s.markDirty(everything)
		d.Attributing = nil
	}
}

// attribute takes an attribution in, or how far it is.
func (seen *Seen) attribute(m *protocol.Attribution) {
	if m.Complete() {
		seen.Attribution, seen.Attributing = m, nil
	} else {
		seen.Attributing = m
	}
}

// answeredBy reports whether an attribution of the same picture is the answer: a
// worker gives that of the question before with each new picture.
func (q attributeQuestion) answeredBy(a *protocol.Attribution) bool {
	return a != nil && a.Method == q.method && a.Class == q.class
}
