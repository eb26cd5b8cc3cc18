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
// follow each: a fixed number, or one of the forms below. They are those of
// PyTorch's own restricted loader (torch.load with weights_only), which
// are what protocol 2 needs for dicts, lists, tuples, numbers and text, and
// the text of Python 2.
var operand = map[byte]int{
	0x80: 1,                                            // PROTO
	'(':  0, 't': 0, ')': 0, 0x85: 0, 0x86: 0, 0x87: 0, // MARK, tuples
	'}': 0, 's': 0, 'u': 0, // dicts
	']': 0, 'a': 0, 'e': 0, // lists
	'N': 0, 0x88: 0, 0x89: 0, // None, True, False
	'J': 4, 'K': 1, 'M': 2, 'G': 8, // BININT, BININT1, BININT2, BINFLOAT
	0x8a: length1,               // LONG1
	'X':  length4, 'T': length4, // BINUNICODE, BINSTRING
	'U': length1,                   // SHORT_BINSTRING
	'q': 1, 'r': 4, 'h': 1, 'j': 4, // BINPUT, LONG_BINPUT, BINGET, LONG_BINGET
	'c': twoLines,                  // GLOBAL
	'R': 0, 'b': 0, 'Q': 0, '.': 0, // REDUCE, BUILD, BINPERSID, STOP
}

// The forms of operands that are not of a fixed size.
const (
	length1  = -1 // a byte with the length, then as many bytes
	length4  = -2 // four bytes with the length, then as many bytes
	twoLines = -3 // two lines: module and name
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
			if arg[0] != 2 && arg[0] != 3 {
				return 0, fmt.Errorf("the pickle is of protocol %d; save it with torch.save's default, 2", arg[0])
			}
		case 0x8a:
			if arg[0] == 0 {
				return 0, errors.New("the pickle has a number without digits")
			}
		case 'c':
			module, name, _ := bytes.Cut(arg[:n-1], []byte{'\n'})
			if global := string(module) + "." + string(name); !allowed(global) {
				return 0, fmt.Errorf("the checkpoint refers to %.80q, which is no part of a dict of tensors; "+
					"nothing of it is executed (save model.state_dict() alone)", global)
			}
		case '(':
			if marks++; marks > maxMarks {
				return 0, errors.New("the pickle is nested too deeply")
			}
		case 't', 'u', 'e':
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
