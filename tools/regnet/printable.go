package main

import (
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names come from files: of classes, models, tensors, of files in archives. One
// with an escape sequence in it could change what a terminal shows, or is.
// Everything that is printed as text goes through printable, and JSON through
// asciiControls.

// printable writes what a terminal would not show as a character as Go writes
// it in a string: "\x1b", "\u202e".
func printable(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
	}
	return b.String()
}

// text formats arguments, with every string among them made printable.
func text(format string, args ...any) string {
	safe := make([]any, len(args))
	for i, a := range args {
		safe[i] = a
		switch v := a.(type) {
		case error:
			safe[i] = printable(v.Error())
		case fmt.Stringer:
			safe[i] = printable(v.String())
		default:
			if r := reflect.ValueOf(a); r.Kind() == reflect.String {
				safe[i] = printable(r.String())
			}
		}
	}
	return fmt.Sprintf(format, safe...)
}

// say prints formatted text.
func say(w io.Writer, format string, args ...any) error {
	_, err := io.WriteString(w, text(format, args...))
	return err
}

// asciiControls escapes, in JSON, the control characters that encoding/json
// leaves as they are: it escapes those below a space only.
func asciiControls(b []byte) []byte {
	if !strings.ContainsFunc(string(b), isLateControl) {
		return b
	}
	var out []byte
	for _, r := range string(b) {
		if isLateControl(r) {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

// isLateControl reports whether r is a control or formatting character above
// ASCII's first: DEL, C1, the marks that turn the direction of writing.
func isLateControl(r rune) bool {
	return r >= 0x7f && r <= 0xffff && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r))
}
