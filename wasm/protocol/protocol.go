// Package protocol is what the page and its workers say to each other.
//
// Each network has a worker of its own. The page sends it commands ([Load],
// [Canvases], [Run], [Look], [Give],
// [Compare]), the worker answers with reports ([Ready],
// [Progress], [Loaded], [Result], [Channel], [Values], [Likeness], [Failed]). A message is a small
// struct for control, sent as JSON; what is large travels beside it as bytes
// and is handed over, not copied (see package wire). The two workers say one
// thing to each other ([Half]), over their [Link]. Nothing here knows the
// browser, so both ends are tested natively.
package protocol

import (
	"encoding/json"
	"fmt"
)

// Message is a command or a report. The pointers to this package's structs
// are the messages.
type Message interface {
	// kind is the message's name on the wire.
	kind() string
	// payload is where its bytes are; nil for a message without any.
	payload() *[]byte
}

// makers knows every message by its name on the wire.
var makers = map[string]func() Message{
	"load":        func() Message { return new(Load) },
	"canvases":    func() Message { return new(Canvases) },
	"run":         func() Message { return new(Run) },
	"look":        func() Message { return new(Look) },
	"give":        func() Message { return new(Give) },
	"compare":     func() Message { return new(Compare) },
	"explain":     func() Message { return new(Explain) },
	"explanation": func() Message { return new(Explanation) },
	"why":         func() Message { return new(Why) },
	"reason":      func() Message { return new(Reason) },
	"paint":       func() Message { return new(Paint) },
	"picked":      func() Message { return new(Picked) },
	"ready":       func() Message { return new(Ready) },
	"progress":    func() Message { return new(Progress) },
	"loaded":      func() Message { return new(Loaded) },
	"result":      func() Message { return new(Result) },
	"painted":     func() Message { return new(Painted) },
	"again":       func() Message { return new(Again) },
	"channel":     func() Message { return new(Channel) },
	"values":      func() Message { return new(Values) },
	"likeness":    func() Message { return new(Likeness) },
	"failed":      func() Message { return new(Failed) },
	"link":        func() Message { return new(Link) },
	"half":        func() Message { return new(Half) },

	"open":      func() Message { return new(Open) },
	"opened":    func() Message { return new(Opened) },
	"prepare":   func() Message { return new(Prepare) },
	"preparing": func() Message { return new(Preparing) },
	"prepared":  func() Message { return new(Prepared) },

	"verify":    func() Message { return new(Verify) },
	"verified":  func() Message { return new(Verified) },
	"recovered": func() Message { return new(Recovered) },
	"time":      func() Message { return new(Time) },
	"timed":     func() Message { return new(Timed) },
}

// envelope is the JSON of a message.
type envelope struct {
	Kind string          `json:"kind"`
	Odd  odd             `json:"odd,omitempty"`
	Body json.RawMessage `json:"body"`
}

// Encode takes a message apart: its control part as JSON, and its bytes (nil
// where it has none).
func Encode(m Message) (control string, bytes []byte, err error) {
	odd := take(m)
	body, err := json.Marshal(m)
	odd.restore(m)
	if err != nil {
		return "", nil, fmt.Errorf("protocol: message %s: %w", m.kind(), err)
	}
	b, err := json.Marshal(envelope{m.kind(), odd, body})
	if err != nil {
		return "", nil, fmt.Errorf("protocol: message %s: %w", m.kind(), err)
	}
	if p := m.payload(); p != nil {
		bytes = *p
	}
	return string(b), bytes, nil
}

// Decode puts a message together again. The message keeps bytes.
func Decode(control string, bytes []byte) (Message, error) {
	var e envelope
	if err := json.Unmarshal([]byte(control), &e); err != nil {
		return nil, fmt.Errorf("protocol: not a message: %w", err)
	}
	blank, ok := makers[e.Kind]
	if !ok {
		return nil, fmt.Errorf("protocol: there is no message %q", e.Kind)
	}
	m := blank()
	if err := json.Unmarshal(e.Body, m); err != nil {
		return nil, fmt.Errorf("protocol: message %s: %w", e.Kind, err)
	}
	e.Odd.restore(m)
	if p := m.payload(); p != nil {
		*p = bytes
	} else if len(bytes) > 0 {
		return nil, fmt.Errorf("protocol: message %s came with %d bytes it has no place for", e.Kind, len(bytes))
	}
	return m, nil
}
