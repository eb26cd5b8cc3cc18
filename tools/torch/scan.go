package torch

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// Bounds of a pickle; a ResNet-152's has about 35,000 opcodes.
const (
	maxOpcodes = 1 << 20
	maxMarks   = 256
)

var errTruncated = errors.New("the pickle is truncated")

// operand lists the opcodes that may stand in a checkpoint with the bytes that
// follow each: a fixed number, or one of the forms below. They are those that
// protocols 2 to 5 need for dicts, lists, tuples, sets, numbers, text, bytes
// and objects.
var operand = map[byte]int{
	0x80: 1, 0x95: frame, // PROTO, FRAME
	'(': 0, 't': 0, ')': 0, 0x85: 0, 0x86: 0, 0x87: 0, // MARK, tuples
	'}': 0, 's': 0, 'u': 0, 'd': 0, // dicts
	']': 0, 'a': 0, 'e': 0, 'l': 0, // lists
	0x8f: 0, 0x90: 0, 0x91: 0, // EMPTY_SET, ADDITEMS, FROZENSET
	'N': 0, 0x88: 0, 0x89: 0, // None, True, False
	'J': 4, 'K': 1, 'M': 2, 'G': 8, // BININT, BININT1, BININT2, BINFLOAT
	0x8a: length1, 0x8b: length4, // LONG1, LONG4
	'X': length4, 'T': length4, 0x8c: length1, 0x8d: length8, // BINUNICODE, BINSTRING, SHORT_BINUNICODE, BINUNICODE8
	'U': length1,                                             // SHORT_BINSTRING
	'B': length4, 'C': length1, 0x8e: length8, 0x96: length8, // BINBYTES, SHORT_BINBYTES, BINBYTES8, BYTEARRAY8
	'q': 1, 'r': 4, 'h': 1, 'j': 4, 0x94: 0, // BINPUT, LONG_BINPUT, BINGET, LONG_BINGET, MEMOIZE
	'0': 0, '1': 0, '2': 0, // POP, POP_MARK, DUP
	'c': twoLines, 0x93: 0, // GLOBAL, STACK_GLOBAL
	'R': 0, 'b': 0, 0x81: 0, 0x92: 0, 'Q': 0, '.': 0, // REDUCE, BUILD, NEWOBJ, NEWOBJ_EX, BINPERSID, STOP
}

// The forms of operands that are not of a fixed size.
const (
	length1  = -1 // a byte with the length, then as many bytes
	length4  = -2 // four bytes with the length, then as many bytes
	length8  = -3 // eight bytes with the length, then as many bytes
	twoLines = -4 // two lines: module and name
	frame    = -5 // eight bytes with the length of the opcodes that follow
)

// scan reads through the pickle at the start of b without executing it and
// returns its length. The error names the first thing that has no place in a
// checkpoint of tensors.
func scan(b []byte) (int, error) {
	marks := 0
	at := 0
	for range maxOpcodes {
		if at >= len(b) {
			return 0, errTruncated
		}
		op := b[at]
		at++
		form, ok := operand[op]
		if !ok {
			return 0, fmt.Errorf("the pickle has the opcode %#02x, which torch.save does not write for tensors", op)
		}
		n, err := operandSize(b[at:], form)
		if err != nil {
			return 0, err
		}
		arg := b[at : at+n]
		at += n
		switch op {
		case 0x80:
			if arg[0] < 2 || arg[0] > 5 {
				return 0, fmt.Errorf("the pickle is of protocol %d; save it with torch.save's default, 2", arg[0])
			}
		case 0x8a, 0x8b:
			if n == 1 || op == 0x8b && n == 4 {
				return 0, errors.New("the pickle has a number without digits")
			}
		case 'c':
			module, name, _ := bytes.Cut(arg[:n-1], []byte{'\n'})
			if full := string(module) + "." + string(name); !allowed(full) {
				return 0, refusedName(full)
			}
		case '(':
			if marks++; marks > maxMarks {
				return 0, errors.New("the pickle is nested too deeply")
			}
		case 't', 'u', 'e', 'd', 'l', '1', 0x90, 0x91:
			marks = max(0, marks-1)
		case '.':
			return at, nil
		}
	}
	return 0, errors.New("the pickle has more than a million opcodes")
}

// operandSize returns how many bytes an opcode's operand takes; all of them are
// there.
func operandSize(b []byte, form int) (int, error) {
	n := uint64(max(form, 0))
	switch form {
	case length1:
		if len(b) < 1 {
			return 0, errTruncated
		}
		n = 1 + uint64(b[0])
	case length4:
		if len(b) < 4 {
			return 0, errTruncated
		}
		n = 4 + uint64(binary.LittleEndian.Uint32(b))
	case length8, frame:
		if len(b) < 8 {
			return 0, errTruncated
		}
		length := binary.LittleEndian.Uint64(b)
		if length > uint64(len(b)-8) {
			return 0, errTruncated
		}
		if n = 8; form == length8 {
			n += length
		}
	case twoLines:
		first := bytes.IndexByte(b, '\n')
		second := bytes.IndexByte(b[first+1:], '\n')
		if first < 0 || second < 0 {
			return 0, errTruncated
		}
		n = uint64(first + 1 + second + 1)
	}
	if n > uint64(len(b)) {
		return 0, errTruncated
	}
	return int(n), nil
}
