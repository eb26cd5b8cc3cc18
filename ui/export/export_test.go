package export

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/wasm/protocol"
)

var values = &protocol.TapValues{Tap: "stage1.block1.o", Channels: 2, Height: 1, Width: 3, Values: protocol.PutFloats([]float32{0, -1.5, 0.1, 3, 4, 1e-7})}

// The bytes are those of the published format: numpy.lib.format, version 1.0.
func TestNPY(t *testing.T) {
	b, err := NPY(values)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b, []byte("\x93NUMPY\x01\x00\x76\x00{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 3), }")) ||
		len(b) != 128+24 || b[127] != '\n' || !bytes.Equal(b[128:], values.Values) {
		t.Errorf("%q", b)
	}
	if err := exec.Command("python3", "-c", "import numpy").Run(); err != nil {
		t.Log("there is no NumPy here: the format is held against its description only")
		return
	}
	name := filepath.Join(t.TempDir(), "v.npy")
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("python3", "-c", "import numpy, sys; a = numpy.load(sys.argv[1]); print(a.shape, a.dtype, a.ravel().tolist()[:2])", name).CombinedOutput()
	if got := strings.TrimSpace(string(out)); err != nil || got != "(2, 1, 3) float32 [0.0, -1.5]" {
		t.Errorf("NumPy reads %s, %v", got, err)
	}
}

func TestCSV(t *testing.T) {
	b, err := CSV(values)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil || len(rows) != 7 || strings.Join(rows[2], " ") != "1 1 2 -1.5" || strings.Join(rows[3], " ") != "1 1 3 0.1" || strings.Join(rows[6], " ") != "2 1 3 1e-07" {
		t.Errorf("%q, %v", rows, err)
	}
}

func TestWrongSize(t *testing.T) {
	v := *values
	v.Values = v.Values[4:]
	if _, err := NPY(&v); err == nil {
		t.Error("NPY of too few values")
	}
	if _, err := CSV(&v); err == nil {
		t.Error("CSV of too few values")
	}
}
