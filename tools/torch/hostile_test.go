package torch

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"runtime"
	"strings"
	"testing"
)

// The parts of hand-written pickles.
func global2(module, name string) string { return "c" + module + "\n" + name + "\n" }
func text(s string) string {
	return "X" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(s)))) + s
}
func number(n int32) string {
	return "J" + string(binary.LittleEndian.AppendUint32(nil, uint32(n)))
}
func program(body string) string { return "\x80\x02" + body + "." }

// dict is a pickle of {"t": value}.
func dict(value string) string { return program("}" + text("t") + value + "s") }

// floats is a tensor over the storage "0" of numel elements.
func floats(numel int32, offset int32, shape, stride string) string {
	id := "(" + text("storage") + global2("torch", "FloatStorage") + text("0") + text("cpu") + number(numel) + "tQ"
	return global2("torch._utils", "_rebuild_tensor") + "(" + id + number(offset) + shape + stride + "tR"
}

// archive packs a pickle and the storage "0" as torch.save does.
func archive(pickle string, storage []byte) []byte {
	return pack(zip.Store, "a/data.pkl", []byte(pickle), "a/data/0", storage)
}

// pack writes a zip archive of names and contents.
func pack(method uint16, namesAndContents ...any) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(namesAndContents); i += 2 {
		name, content := namesAndContents[i].(string), namesAndContents[i+1].([]byte)
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = f.Write(content)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// claim writes an archive whose entry says it has more bytes than the file.
func claim(size uint64) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateRaw(&zip.FileHeader{
		Name: "a/data.pkl", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte("x")),
		CompressedSize64: size, UncompressedSize64: size,
	})
	if err == nil {
		_, err = f.Write([]byte("x"))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

// legacyMagic is the first pickle of a stream.
var legacyMagic = program("\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19")

// stream is a legacy checkpoint of one value and the storage "0".
func stream(value string, numel uint64, storage []byte) []byte {
	b := legacyMagic + program("M\xe9\x03") + program("}") + value + program("]"+text("0")+"a")
	return append(binary.LittleEndian.AppendUint64([]byte(b), numel), storage...)
}

type hostileFile struct {
	name string
	file []byte
	want string // part of the error
}

// hostile lists inputs that must be refused, quickly and cheaply.
func hostile() []hostileFile {
	one, unit := "K\x04\x85", "K\x01\x85"
	z16 := make([]byte, 16)
	command := global2("os", "system") + text("touch /tmp/owned") + "\x85R"
	good := dict(floats(4, 0, one, unit))
	var bombs []any
	for i := range 50 {
		bombs = append(bombs, fmt.Sprintf("a/data/%d", i), make([]byte, 1<<20))
	}
	bombs = append(bombs, "a/data.pkl", []byte(good))
	overlap := floats(4, 0, one, unit)
	many := strings.Repeat(overlap+"a", 3) // three times the storage's elements
	return []hostileFile{
		{"nothing", nil, "no PyTorch checkpoint"},
		{"text", []byte("hello"), "no PyTorch checkpoint"},
		{"a call of os.system, zip", archive(program(command), nil), `refers to "os.system"`},
		{"a call of os.system, stream", stream(program(command), 0, nil), `refers to "os.system"`},
		{"builtins.eval", archive(program(global2("builtins", "eval")), nil), `refers to "builtins.eval"`},
		{"a name of torch that is not listed", archive(program(global2("torch", "load")), nil), `refers to "torch.load"`},
		{"a name behind another line", archive(program("ctorch\n\nx\n"), nil), "refers to"},
		{"INST", archive(program("(ios\nsystem\n"), nil), "opcode 0x69"},
		{"STACK_GLOBAL", archive(program(text("os")+text("system")+"\x93"), nil), `refers to "os.system"`},
		{"STACK_GLOBAL of protocol 4", archive("\x80\x04\x95\x0e\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x8c\x06system\x93.", nil), `refers to "os.system"`},
		{"STACK_GLOBAL of what is no text", archive(program("NN\x93"), nil), "malformed"},
		{"a frame longer than the file", archive("\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\x7f}.", nil), "truncated"},
		{"a frame that ends within an opcode", archive("\x80\x04\x95\x01\x00\x00\x00\x00\x00\x00\x00K\x01.", nil), "no dict"},
		{"a new object of os.system", archive(program(global2("posix", "system")+")\x81"), nil), `refers to "posix.system"`},
		{"a number of four bytes' length without digits", archive(program("\x8b\x00\x00\x00\x00"), nil), "without digits"},
		{"a list of lists of lists …", archive(program(strings.Repeat("]q\x00h\x00h\x00\x86", 1000)), nil), "no dict"},
		{"an extension", archive(program("\x82\x01"), nil), "opcode 0x82"},
		{"protocol 1", archive("\x80\x01}.", nil), "protocol 1"},
		{"protocol 6", archive("\x80\x06}.", nil), "protocol 6"},
		{"an empty dict of protocol 4", archive("\x80\x04}.", nil), "no tensors"},
		{"a number without digits", archive(program("\x8a\x00"), nil), "without digits"},
		{"text of 4 GB", archive("\x80\x02X\xff\xff\xff\xff", nil), "truncated"},
		{"no STOP", archive("\x80\x02}", nil), "truncated"},
		{"too many opcodes", archive(program(strings.Repeat("N", maxOpcodes)), nil), "million opcodes"},
		{"nested too deeply", archive(program(strings.Repeat("(", 1000)), nil), "nested"},
		{"an empty stack", archive(program("s"), nil), "malformed"},
		{"a dict with an odd number of items", archive(program("}(Nu"), nil), "malformed"},
		{"a list as a key of an ordered dict", archive(program(global2("collections", "OrderedDict")+")R]]s"), nil), "no tensors"},
		{"a list", archive(program("]"), nil), "no dict"},
		{"a list that holds itself", archive(program("]q\x00h\x00a"), nil), "no dict"},
		{"no tensors", archive(dict("N"), nil), `no tensors in the checkpoint, only "t"`},
		{"a tensor made of nothing", archive(dict(global2("torch._utils", "_rebuild_tensor")+")R"), nil), "0 arguments"},
		{"a call of a storage's type", archive(dict(global2("torch", "FloatStorage")+")R"), nil), "0 arguments"},
		{"an id that is text", archive(dict(text("0")+"Q"), nil), "id of a storage"},
		{"a negative storage", archive(dict(floats(-4, 0, one, unit)), z16), "id of a storage"},
		{"a storage of 2³¹-1 elements", archive(dict(floats(1<<31-1, 0, one, unit)), z16), "do not fit"},
		{"a storage too short", archive(good, z16[:12]), "do not fit"},
		{"no storage", pack(zip.Store, "a/data.pkl", []byte(good)), "not in the archive"},
		{"elements past the end", archive(dict(floats(4, 1, one, unit)), z16), "outside its storage"},
		{"a negative offset", archive(dict(floats(4, -1, one, unit)), z16), "outside its storage"},
		{"a negative dimension", archive(dict(floats(4, 0, number(-4)+"\x85", unit)), z16), "outside its storage"},
		{"a negative stride", archive(dict(floats(4, 3, one, number(-1)+"\x85")), z16), "outside its storage"},
		{"a billion elements by strides of 0", archive(dict(floats(4, 0, number(1<<30)+"\x85", "K\x00\x85")), z16), "more elements"},
		{"a stride that overflows", archive(dict(floats(4, 0, "K\x02K\x02\x86", "\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7fK\x01\x86")), z16), "outside its storage"},
		{"fewer strides than dimensions", archive(dict(floats(4, 0, one, ")")), z16), "with strides"},
		{"a dimension as text", archive(dict(floats(4, 0, text("4")+"\x85", unit)), z16), "something else"},
		{"a hundred dimensions", archive(dict(floats(4, 0, "("+strings.Repeat("K\x01", 100)+"t", unit)), z16), "something else"},
		{"the same name twice", archive(program("}("+strings.Repeat(text("t")+overlap, 2)+"u"), z16), "twice"},
		{"one storage under many names", archive(program("}("+names(1000, overlap)+"u"), z16), ""},
		{"tensors in a list", archive(program("]"+many), z16), "no dict"},
		{"a zip bomb", pack(zip.Deflate, bombs...), "compressed"},
		{"an entry larger than the file", claim(1 << 40), "reaches past the end"},
		{"an archive without a pickle", pack(zip.Store, "readme", []byte("x")), "no data.pkl"},
		{"two entries of one name", pack(zip.Store, "a/data.pkl", []byte(good), "a/data.pkl", []byte(good)), "two entries"},
		{"a big-endian archive", pack(zip.Store, "a/data.pkl", []byte(good), "a/data/0", z16, "a/byteorder", []byte("big")), "byte order"},
		{"a damaged storage", bytes.Replace(archive(good, []byte("0123456789abcdef")), []byte("0123"), []byte("9123"), 1), "checksum"},
		{"a stream of 2⁶⁴-1 elements", stream(good, 1<<64-1, z16), "truncated"},
		{"a stream that ends early", stream(good, 4, z16[:8]), "truncated"},
		{"a stream with another count", stream(good, 3, z16[:12]), "do not fit"},
		{"a stream of another version", []byte(legacyMagic + program("K\x01")), "unknown version"},
		{"a stream without its storage", []byte(legacyMagic + program("M\xe9\x03") + program("}") + good + program("]")), "not in the file"},
		{"a stream without its list", []byte(legacyMagic + program("M\xe9\x03") + program("}") + good + program("N")), "list of storages"},
		{"a big-endian stream", []byte(legacyMagic + program("M\xe9\x03") + program("}"+text("little_endian")+"\x89s")), "big-endian"},
	}
}

// names repeats a tensor under n names.
func names(n int, tensor string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(text(fmt.Sprint(i)) + tensor)
	}
	return b.String()
}

func TestHostile(t *testing.T) {
	for _, c := range hostile() {
		if c.want == "" { // harmless, and must stay cheap
			if _, err := Parse(c.file); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Parse(c.file)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q in it", c.name, err, c.want)
		} else if len(err.Error()) > 400 {
			t.Errorf("%s: an error of %d characters", c.name, len(err.Error()))
		}
		if spent := after.TotalAlloc - before.TotalAlloc; spent > 4<<20 {
			t.Errorf("%s: %d bytes allocated for a file of %d", c.name, spent, len(c.file))
		}
	}
}

// The tensors of a small file may not claim more elements than it has bytes.
func TestClaimedElements(t *testing.T) {
	ten := floats(1<<10, 0, number(1<<10)+"\x85", "K\x01\x85")
	tensors := text("0") + ten + "q\x00"
	for i := range 99 {
		tensors += text(fmt.Sprint(i+1)) + "h\x00"
	}
	if _, err := Parse(archive(program("}("+tensors+"u"), make([]byte, 4<<10))); err == nil || !strings.Contains(err.Error(), "more elements than the file") {
		t.Errorf("got %v", err)
	}
}

// What the hand-written parts give when nothing is wrong with them.
func TestHandWritten(t *testing.T) {
	data := []byte{0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40}
	value := dict(floats(4, 1, "K\x03\x85", "K\x01\x85"))
	for _, b := range [][]byte{archive(value, data), stream(value, 4, data)} {
		c, err := Parse(b)
		if err != nil {
			t.Fatal(err)
		}
		if got, _, err := c.Float32("t"); err != nil || fmt.Sprint(got) != "[2 3 4]" {
			t.Errorf("%v, %v", got, err)
		}
	}
}
