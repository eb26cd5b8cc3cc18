package session

import (
	"slices"
	"strconv"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
)

// State is what the address of the page says after its #: all that a reader
// chose, so that a link shows another reader the same. It reads like
//
//	a=resnet-20&b=regnet-20-lstm&pic=ship&at=2.2&kind=h&ch=7&view=diff&map=cividis&if=b-off-2.1
type State struct {
	A, B      string     // the networks' ids
	Picture   string     // a sample's id, or "own-" and a digest for a picture of the reader's own
	Place     arch.Place // the block
	Kind      arch.Kind  // of map
	Channel   int        // from 0; the address counts from 1, as the page does
	Telling   bool       // the channel is that of each network's own tile
	Screen    Screen     // the view that is open
	View      View
	Inspector Inspector
	Backend   string // what the reader wants to compute
	Edits     string // what if: see writeEdits
	Language  string // code
	Step      int    // of the story, from 1; NoStep for none
}

// part is one key of the address.
type part struct {
	key   string
	usual bool // stands in the address even when it says nothing new
	write func(State) string
	read  func(*State, string) bool // false for what makes no sense
}

// parts are all keys, in the order of the address.
var parts = []part{
	word("a", true, func(s *State) *string { return &s.A }),
	word("b", true, func(s *State) *string { return &s.B }),
	word("pic", true, func(s *State) *string { return &s.Picture }),
	{"at", true,
		func(s State) string { return s.Place.String() },
		func(s *State, v string) bool {
			var err error
			s.Place, err = arch.ParsePlace(v)
			return err == nil && s.Place.Block > 0 && max(s.Place.Stage, s.Place.Block) <= maxNumber
		}},
	{"kind", true,
		func(s State) string { return s.Kind.String() },
		func(s *State, v string) bool {
			var err error
			s.Kind, err = arch.ParseKind(v)
			return err == nil && s.Kind != arch.KindNone
		}},
	{"ch", true,
		func(s State) string {
			if s.Telling {
				return telling
			}
			return strconv.Itoa(s.Channel + 1)
		},
		func(s *State, v string) bool {
			if s.Telling = v == telling; s.Telling {
				return true
			}
			ok := number(v, 1, maxNumber, &s.Channel)
			s.Channel--
			return ok
		}},
	choice("v", Screens, func(s *State) *Screen { return &s.Screen }),
	choice("view", Modes, func(s *State) *string { return &s.View.Mode }),
	choice("tiles", Tiles, func(s *State) *Tile { return &s.View.Tile }),
	{"one", false, // as older links have it
		func(State) string { return "" },
		func(s *State, v string) bool {
			s.View.Tile = map[string]Tile{"0": TileAll, "1": TileOne}[v]
			return s.View.Tile != ""
		}},
	{"scale", false,
		func(s State) string {
			if s.View.OwnScale {
				return ownScale
			}
			return sameScale
		},
		func(s *State, v string) bool {
			s.View.OwnScale = v == ownScale
			return v == ownScale || v == sameScale
		}},
	flag("follow", func(s *State) *bool { return &s.View.Follow }),
	choice("map", atlas.Colormaps, func(s *State) *atlas.Colormap { return &s.View.Colormap }),
	{"cover", false,
		func(s State) string { return strconv.Itoa(s.View.Opacity) },
		func(s *State, v string) bool { return number(v, MinOpacity, MaxOpacity, &s.View.Opacity) }},
	choice("see", InspectorTabs, func(s *State) *Inspector { return &s.Inspector }),
	choice("by", BackendChoices, func(s *State) *string { return &s.Backend }),
	{"if", false,
		func(s State) string { return s.Edits },
		func(s *State, v string) bool {
			s.Edits = v
			return v == writeEdits(readEdits(v))
		}},
	word("lang", false, func(s *State) *string { return &s.Language }),
	{"step", false,
		func(s State) string {
			if s.Step == NoStep {
				return ""
			}
			return strconv.Itoa(s.Step)
		},
		func(s *State, v string) bool { return number(v, 1, len(StorySteps), &s.Step) }},
}

const (
	maxNumber = 9999 // of a stage, a block, a channel
	maxWord   = 64   // characters

	telling             = "tile"        // for the channel of each network's own tile
	ownScale, sameScale = "own", "same" // for where colours end
)

// Encode writes a state. What is as in base is left out, the usual parts apart.
func (s State) Encode(base State) string {
	var out []string
	for _, p := range parts {
		if v := p.write(s); v != "" && (p.usual || v != p.write(base)) {
			out = append(out, p.key+"="+v)
		}
	}
	return strings.Join(out, "&")
}

// ParseState reads what [State.Encode] wrote. What it does not know or cannot
// make sense of is as in base.
func ParseState(address string, base State) State {
	s := base
	for _, said := range strings.Split(strings.TrimPrefix(address, "#"), "&") {
		key, value, _ := strings.Cut(said, "=")
		for _, p := range parts {
			next := s
			if p.key == key && p.read(&next, value) {
				s = next
			}
		}
	}
	return s
}

// Steps reports whether a state differs from another only in where one looks, or
// how far a slider is moved: steps of a way rather than turns.
func (s State) Steps(from State) bool {
	from.Place, from.Kind, from.Channel, from.Telling, from.View.Opacity = s.Place, s.Kind, s.Channel, s.Telling, s.View.Opacity
	return s == from
}

func word(key string, usual bool, field func(*State) *string) part {
	return part{key, usual, func(s State) string { return *field(&s) }, func(s *State, v string) bool {
		*field(s) = v
		return v != "" && len(v) <= maxWord && !strings.ContainsFunc(v, func(r rune) bool {
			return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._", r)
		})
	}}
}

func choice[T ~string](key string, all []T, field func(*State) *T) part {
	return part{key, false, func(s State) string { return string(*field(&s)) }, func(s *State, v string) bool {
		*field(s) = T(v)
		return slices.Contains(all, T(v))
	}}
}

func flag(key string, field func(*State) *bool) part {
	words := map[bool]string{false: "0", true: "1"}
	return part{key, false, func(s State) string { return words[*field(&s)] }, func(s *State, v string) bool {
		*field(s) = v == words[true]
		return v == words[*field(s)]
	}}
}

func number(text string, least, most int, into *int) bool {
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most || text != strconv.Itoa(n) {
		return false
	}
	*into = n
	return true
}

// State is the present state.
func (s *Session) State() State {
	st := State{
		A: s.Slots[0].Model.ID, B: s.Slots[1].Model.ID,
		Place: s.Select.Place, Kind: s.Select.Kind, Channel: s.Select.Channel, Telling: s.Select.Telling,
		Screen: s.Screen, View: s.View, Inspector: s.Inspector, Backend: s.BackendChoice, Edits: writeEdits(s.Edits), Language: s.Text.Code, Step: s.storyStep(),
	}
	if s.chosen != nil {
		st.Picture = s.pictureID(s.chosen)
	}
	return st
}

// Settled reports whether the picture of the state is the one on the page: one
// that is on its way may turn out to be none.
func (s *Session) Settled() bool { return s.chosen == s.Shown }

// Apply makes a state the present one, as far as there is what it names. A step
// of the story that is come to sets what it shows; within the step the rest of
// the state does.
func (s *Session) Apply(st State) {
	s.storyDue = false // an address shows what it says
	if st.Step == NoStep && s.InStory() {
		s.LeaveStory()
	}
	for i, id := range []string{st.A, st.B} {
		s.SelectModel(i, id)
	}
	if st.Language != s.Text.Code {
		s.SetLanguage(st.Language)
	}
	s.SelectBackend(st.Backend)
	s.OpenScreen(st.Screen)
	if s.chosen == nil || s.pictureID(s.chosen) != st.Picture {
		s.choosePicture(st.Picture)
	}
	if st.Step != s.storyStep() {
		s.TellStory(st.Step)
		return
	}
	s.turnEdits(readEdits(st.Edits))
	if len(s.Rows()) == 0 {
		return
	}
	s.View, s.Inspector = st.View, st.Inspector
	s.choose(Selection{Place: st.Place, Kind: st.Kind, Channel: st.Channel, Row: s.Select.Row, Telling: st.Telling})
}

// pictureID is a picture's name in an address.
func (s *Session) pictureID(p *Picture) string {
	if p.Sample != NoSample {
		return s.Data.Samples[p.Sample].ID
	}
	return p.own // "" for a frame of the camera, a drawing: nothing to go back to
}

// choosePicture runs the picture of a name, if there is one.
func (s *Session) choosePicture(id string) {
	if id == "" {
		return
	}
	for i, sample := range s.Data.Samples {
		if sample.ID == id {
			s.ChooseSample(i)
			return
		}
	}
	for _, p := range s.own {
		if s.pictureID(p) == id {
			again := *p
			s.number++
			again.number, again.on = s.number, ""
			s.keep(&again, p)
			if again.prepared != nil {
				s.run(&again)
			} else { // it was given up for another
				s.prepare(&again)
			}
			return
		}
	}
}
