package worker

import (
	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// ends are where colours end, by the names that protocol.Ends has for them.
//
// The network paints a new picture before anybody knows what the other one makes
// of it, and so before the page can say where the colours of both end. Until
// then they end where they would if both networks' values had grown or shrunk
// alike since the picture before: which is near enough for nobody to see the
// maps painted anew a moment later.
type ends struct {
	own   map[string]float32 // by this network's values alone, as last painted
	said  map[string]float32 // by the page, of this picture
	ratio map[string]float32 // of what the page said last to the own one then
}

// end is where the colours of a name end.
func (e *ends) end(name string, own float32) float32 {
	if e.own == nil {
		e.own = map[string]float32{}
	}
	e.own[name] = own
	if high, ok := e.said[name]; ok {
		return high
	}
	if ratio, ok := e.ratio[name]; ok {
		return own * ratio
	}
	return own
}

// say takes in where the colours of the picture end, and returns the names for
// which that is news.
func (e *ends) say(highs map[string]float32) map[string]bool {
	news := map[string]bool{}
	for name, own := range e.own {
		before := e.end(name, own)
		high, said := highs[name]
		if !said {
			high = own
			delete(e.ratio, name)
		} else if own > 0 {
			if e.ratio == nil {
				e.ratio = map[string]float32{}
			}
			e.ratio[name] = high / own
		}
		if high != before {
			news[name] = true
		}
	}
	e.said = highs
	return news
}

// forget lets go of what was said of a name: it shows something else now.
func (e *ends) forget(name string) {
	delete(e.said, name)
	delete(e.ratio, name)
}

// scaleTo is the scale of maps of a kind: that of the kind where it has one,
// otherwise up to the end of a name.
func (e *engine) scaleTo(kind arch.Kind, name string, own float32) atlas.Scale {
	s := atlas.KindScale(kind)
	if s.High == 0 {
		s.High = e.ends.end(name, own)
		if s.Signed {
			s.Low = -s.High
		}
	}
	return s
}

// nameOf is the name of the end of a canvas's colours; "" where it has none.
func (e *engine) nameOf(subject string) string {
	switch subject {
	case protocol.SubjectLens, protocol.SubjectSheet, protocol.SubjectAttribution:
		return subject
	}
	if name, single := protocol.TapOf(subject); single {
		if tap, ok := e.net.Graph().Tap(name); ok {
			return protocol.EndOf(tap.Kind, tap.Place.Stage)
		}
	}
	return ""
}
