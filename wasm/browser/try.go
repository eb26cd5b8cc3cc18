//go:build js

package browser

import "syscall/js"

// Error is what JavaScript has thrown, or refused a promise with: mostly an
// Error or a DOMException, but it may be any value.
type Error struct{ Value js.Value }

// Error implements error: the message.
func (e *Error) Error() string {
	if m := e.property("message"); m != "" {
		return m
	}
	return e.Value.String()
}

// Name is the kind of error, such as "NotAllowedError"; "" for what has none.
func (e *Error) Name() string { return e.property("name") }

func (e *Error) property(name string) string {
	if e.Value.Type() == js.TypeObject {
		if v := e.Value.Get(name); v.Type() == js.TypeString {
			return v.String()
		}
	}
	return ""
}

// Property reads a property whose reading may throw; undefined then.
func Property(of js.Value, name string) js.Value {
	v := js.Undefined()
	// Unlike a property's, exceptions of a function come back as a panic.
	Try(func() { v = js.Global().Get("Reflect").Call("get", of, name) })
	return v
}

// Try runs a function and returns what the JavaScript that it calls throws, as
// an [*Error]. A method of a value that is not there counts to that.
func Try(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case js.Error:
			err = &Error{r.Value}
		case *js.ValueError:
			err = r
		default:
			panic(r)
		}
	}()
	f()
	return nil
}
