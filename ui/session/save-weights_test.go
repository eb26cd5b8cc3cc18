package session

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// The full file of a network of the catalogue is fetched when it is asked for;
// what does not come, or not whole, is said and not saved.
func TestSaveWeights(t *testing.T) {
	s, p := begin(t)
	s.Data.Files = map[string]string{"resnet-20": "a.full", "regnet-20-lstm": "b.full"}
	whole := make([]byte, s.Slots[1].Model.Bytes)
	for _, c := range []struct {
		file  File
		err   error
		saved bool
	}{
		{File{}, errors.New("no connection"), false},
		{InMemory(whole[1:]), nil, false},
		{InMemory(whole), nil, true},
	} {
		s.Notice, s.Dialog, p.saved = nil, DialogSave, nil
		s.SaveWeights(1)
		p.fetches["b.full"](c.file, c.err)
		if saved := len(p.saved) == 1 && p.saved[0] == "regnet-20-lstm.safetensors" && bytes.Equal(p.file, whole); saved != c.saved {
			t.Errorf("%d bytes, %v: saved %q", c.file.Size, c.err, p.saved)
		}
		if said := notice(s); c.saved != (said == "") || !c.saved && !strings.Contains(said, "RegNet-20 (LSTM)") {
			t.Errorf("%d bytes, %v: the page says %q", c.file.Size, c.err, said)
		}
		if open := s.Dialog == DialogSave; open != c.saved {
			t.Errorf("%d bytes, %v: the dialog is open: %v; it lies over notices", c.file.Size, c.err, open)
		}
	}
}

// A file of the reader's own is there already.
func TestSaveOwnWeights(t *testing.T) {
	s, p := begin(t)
	file := weightFile(t, customModel())
	s.OpenWeights(1, "Mine.safetensors", InMemory(file))
	s.SaveWeights(1)
	if len(p.saved) != 1 || p.saved[0] != "Mine.safetensors" || !bytes.Equal(p.file, file) {
		t.Errorf("saved %q, %d bytes of %d", p.saved, len(p.file), len(file))
	}
}
