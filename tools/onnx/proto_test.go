package onnx

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// listing parses a message and writes each field on a line, "number: value".
// nested says which fields are messages themselves, by the path of their
// numbers ("7.1"); their fields stand with the path in front.
func listing(t *testing.T, path string, b []byte, nested ...string) []string {
	t.Helper()
	var lines []string
	for len(b) > 0 {
		field, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			t.Fatalf("%s: %v", path, protowire.ParseError(n))
		}
		b = b[n:]
		at := strings.TrimPrefix(fmt.Sprintf("%s.%d", path, field), ".")
		switch kind {
		case protowire.VarintType:
			v, n := protowire.ConsumeVarint(b)
			if n < 0 {
				t.Fatalf("%s: %v", at, protowire.ParseError(n))
			}
			lines, b = append(lines, fmt.Sprintf("%s: %d", at, int64(v))), b[n:]
		case protowire.Fixed32Type:
			v, n := protowire.ConsumeFixed32(b)
			if n < 0 {
				t.Fatalf("%s: %v", at, protowire.ParseError(n))
			}
			lines, b = append(lines, fmt.Sprintf("%s: %#x", at, v)), b[n:]
		case protowire.BytesType:
			v, n := protowire.ConsumeBytes(b)
			if n < 0 {
				t.Fatalf("%s: %v", at, protowire.ParseError(n))
			}
			b = b[n:]
			if slices.Contains(nested, at) {
				lines = append(lines, listing(t, at, v, nested...)...)
			} else {
				lines = append(lines, fmt.Sprintf("%s: %q", at, v))
			}
		default:
			t.Fatalf("%s: wire type %d", at, kind)
		}
	}
	return lines
}

// TestMessages holds every message against the field numbers of onnx.proto.
func TestMessages(t *testing.T) {
	n := node{
		inputs: []string{"x", "", "b"}, outputs: []string{"y"}, name: "here", op: "Conv",
		attributes: []attribute{
			intAttribute("group", -1), floatAttribute("epsilon", 0), intsAttribute("pads", 1, 300),
		},
	}
	initialiser := tensor{dims: []int64{2, 1}, kind: typeFloat16, name: "b", raw: []byte{1, 2, 3, 4}}
	value := valueInfo{"x", []dim{{param: "batch"}, {value: 3}}}
	all := graph{
		nodes: []node{n}, name: "net", initialisers: []tensor{initialiser},
		inputs: []valueInfo{value}, outputs: []valueInfo{{"y", []dim{{value: 7}}}},
	}
	m := model{irVersion: 8, producerName: "regnet", graph: all, opset: 17, metadata: [][2]string{{"key", "text"}}}
	for _, test := range []struct {
		name    string
		message []byte
		nested  []string
		want    string
	}{
		{"NodeProto", n.encode(), []string{"5"}, `
			1: "x"
			1: ""
			1: "b"
			2: "y"
			3: "here"
			4: "Conv"
			5.1: "group"
			5.3: -1
			5.20: 2
			5.1: "epsilon"
			5.2: 0x0
			5.20: 1
			5.1: "pads"
			5.8: 1
			5.8: 300
			5.20: 7`},
		{"TensorProto", initialiser.encode(), nil, `
			1: 2
			1: 1
			2: 10
			8: "b"
			9: "\x01\x02\x03\x04"`},
		{"ValueInfoProto", value.encode(), []string{"2", "2.1", "2.1.2", "2.1.2.1"}, `
			1: "x"
			2.1.1: 1
			2.1.2.1.2: "batch"
			2.1.2.1.1: 3`},
		{"GraphProto", all.encode(), []string{"12", "12.2", "12.2.1", "12.2.1.2", "12.2.1.2.1"}, fmt.Sprintf(`
			1: %q
			2: "net"
			5: %q
			11: %q
			12.1: "y"
			12.2.1.1: 1
			12.2.1.2.1.1: 7`, n.encode(), initialiser.encode(), value.encode())},
		{"ModelProto", m.encode(), []string{"8", "14"}, fmt.Sprintf(`
			1: 8
			2: "regnet"
			7: %q
			8.1: ""
			8.2: 17
			14.1: "key"
			14.2: "text"`, all.encode())},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Join(listing(t, "", test.message, test.nested...), "\n")
			want := strings.ReplaceAll(strings.TrimSpace(test.want), "\t", "")
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
