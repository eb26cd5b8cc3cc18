package protocol

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Message is a command or a report: a pointer to one of this package's structs
// that registry lists. Those with bytes are carriers.
type Message any

// carrier is a message with bytes that travel beside its JSON.
type carrier interface{ payload() *[]byte }

// Header says what call a message belongs to.
type Header struct {
	Call int  `json:"call,omitempty"` // its number, from 1; 0 for none
	More bool `json:"more,omitempty"` // of a report: further ones on the call follow
}

// registry has every message there is, once, by its name on the wire.
var registry = []struct {
	name  string
	blank Message
}{
	{"ready", &Ready{}},
	{"load", &Load{}},
	{"progress", &Progress{}},
	{"loaded", &Loaded{}},
	{"open", &Open{}},
	{"opened", &Opened{}},
	{"prepare", &Prepare{}},
	{"preparing", &Preparing{}},
	{"prepared", &Prepared{}},
	{"show", &Show{}},
	{"evaluate", &Evaluate{}},
	{"result", &Result{}},
	{"warmRun", &WarmRun{}},
	{"canvases", &Canvases{}},
	{"paint", &Paint{}},
	{"painted", &Painted{}},
	{"tiles", &Tiles{}},
	{"ends", &Ends{}},
	{"getSheet", &GetSheet{}},
	{"sheet", &Sheet{}},
	{"getChannel", &GetChannel{}},
	{"channelMap", &ChannelMap{}},
	{"getTap", &GetTap{}},
	{"tapValues", &TapValues{}},
	{"getActivation", &GetActivation{}},
	{"activation", &Activation{}},
	{"attribute", &Attribute{}},
	{"attribution", &Attribution{}},
	{"ablate", &Ablate{}},
	{"withoutH", &WithoutH{}},
	{"effects", &Effects{}},
	{"compare", &Compare{}},
	{"similarity", &Similarity{}},
	{"link", &Link{}},
	{"blockOutputs", &BlockOutputs{}},
	{"verify", &Verify{}},
	{"verified", &Verified{}},
	{"time", &Time{}},
	{"timed", &Timed{}},
	{"recovered", &Recovered{}},
	{"failed", &Failed{}},
}

// typeOf is the struct behind a name; nil for none.
func typeOf(name string) reflect.Type {
	for _, r := range registry {
		if r.name == name {
			return reflect.TypeOf(r.blank).Elem()
		}
	}
	return nil
}

// nameOf is a message's name; "" for what is no message.
func nameOf(m Message) string {
	for _, r := range registry {
		if reflect.TypeOf(r.blank) == reflect.TypeOf(m) {
			return r.name
		}
	}
	return ""
}

// envelope is the JSON of a message.
type envelope struct {
	Header
	Kind      string          `json:"kind"`
	NonFinite nonFinite       `json:"nonFinite,omitempty"`
	Body      json.RawMessage `json:"body"`
}

// Encode takes a message apart: its control part as JSON, and its bytes (nil
// where it has none).
func Encode(h Header, m Message) (control string, bytes []byte, err error) {
	name := nameOf(m)
	if name == "" {
		return "", nil, fmt.Errorf("protocol: %T is no message", m)
	}
	removed := take(m)
	body, err := json.Marshal(m)
	removed.restore(m)
	if err != nil {
		return "", nil, fmt.Errorf("protocol: message %s: %w", name, err)
	}
	b, err := json.Marshal(envelope{h, name, removed, body})
	if err != nil {
		return "", nil, fmt.Errorf("protocol: message %s: %w", name, err)
	}
	if c, ok := m.(carrier); ok {
		bytes = *c.payload()
	}
	return string(b), bytes, nil
}

// Decode puts a message together again. The message keeps bytes.
func Decode(control string, bytes []byte) (Header, Message, error) {
	var e envelope
	if err := json.Unmarshal([]byte(control), &e); err != nil {
		return Header{}, nil, fmt.Errorf("protocol: not a message: %w", err)
	}
	t := typeOf(e.Kind)
	if t == nil {
		return Header{}, nil, fmt.Errorf("protocol: there is no message %q", e.Kind)
	}
	m := reflect.New(t).Interface()
	if err := json.Unmarshal(e.Body, m); err != nil {
		return Header{}, nil, fmt.Errorf("protocol: message %s: %w", e.Kind, err)
	}
	e.NonFinite.restore(m)
	if c, ok := m.(carrier); ok {
		*c.payload() = bytes
	} else if len(bytes) > 0 {
		return Header{}, nil, fmt.Errorf("protocol: message %s came with %d bytes it has no place for", e.Kind, len(bytes))
	}
	return e.Header, m, nil
}
