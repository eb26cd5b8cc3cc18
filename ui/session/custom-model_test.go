package session

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

// customModel is a small network as a reader may bring one.
func customModel() weights.Model {
	return weights.Model{
		ID: "mine", Title: "Mine", Input: 24, Classes: []string{"left", "ship"},
		Mean: [3]float32{.5, .5, .5}, Std: [3]float32{.25, .25, .25},
		Arch: arch.Record{
			Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4, 8}, Blocks: []int{2, 1},
			Shortcut: arch.ShortcutPad, Regulator: arch.RegulatorGRU, Classes: 2,
		},
	}
}

func weightFile(t *testing.T, m weights.Model) []byte {
	t.Helper()
	g, err := m.Arch.Build(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	var tensors []safetensors.Tensor
	for _, p := range g.Params() {
		tensors = append(tensors, safetensors.Tensor{Name: p.Name, DType: safetensors.F16, Shape: p.Shape, Data: make([]float32, p.Len())})
	}
	var b bytes.Buffer
	if err := weights.Encode(&b, m, tensors); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A file of the reader's own becomes a model like the others, and goes to the
// worker whenever that starts.
func TestOwnWeights(t *testing.T) {
	s, p := begin(t)
	file := weightFile(t, customModel())
	s.OpenWeights(1, "mine.safetensors", InMemory(file))
	b := s.Slots[1]
	if b.Model.ID != "mine" || b.Model.Title != "mine" || len(s.Models) != 3 || b.Generation != 2 || notice(s) != "" {
		t.Fatalf("%+v, %d models, notice %q", b.Model, len(s.Models), notice(s))
	}
	for range 2 {
		say(s, 1, &protocol.Ready{})
		if l := p.loads[len(p.loads)-1]; l.Model != "mine" || !bytes.Equal(l.File.([]byte), file) {
			t.Errorf("the worker is to load %+v", l.Model)
		}
		s.Ended(1, b.Generation, "gone")
	}
	s.OpenWeights(0, "again.safetensors", InMemory(file))
	if len(s.Models) != 3 || s.Slots[0].Model.ID != "mine" {
		t.Errorf("the same file again: %d models, A is %s", len(s.Models), s.Slots[0].Model.ID)
	}
	if st := s.State(); st.A != "mine" || st.B != "mine" {
		t.Errorf("the address says %s and %s", st.A, st.B)
	}
}

// Another file of a name that is taken gets one of its own.
func TestOwnNames(t *testing.T) {
	s, _ := begin(t)
	m := customModel()
	m.ID, m.Title = s.Models[0].ID, s.Models[0].Title
	for i := range 7 {
		m.Mean[0] = float32(i)
		s.OpenWeights(i%2, "x.safetensors", InMemory(weightFile(t, m)))
	}
	var ids, titles []string
	for _, m := range s.Models {
		ids, titles = append(ids, m.ID), append(titles, m.Title)
	}
	if slices.Sort(ids); len(slices.Compact(ids)) != 2+maxCustom {
		t.Errorf("ids %q", ids)
	}
	if slices.Sort(titles); len(slices.Compact(titles)) != 2+maxCustom {
		t.Errorf("titles %q", titles)
	}
}

// What cannot be shown is refused, in words, and the page stays.
func TestOwnRefused(t *testing.T) {
	incomplete, deep, wide := customModel(), customModel(), customModel()
	incomplete.Classes = nil
	deep.Arch.Blocks = []int{200, 200}
	wide.Arch.Classes, wide.Classes = maxCustomClasses+1, nil
	for i := range wide.Arch.Classes {
		wide.Classes = append(wide.Classes, fmt.Sprint("class ", i))
	}
	large := customModel()
	large.Input = 2048
	for want, file := range map[string][]byte{
		"weights:":           []byte("Dear reader"),
		"names of its":       weightFile(t, incomplete),
		"400 blocks":         weightFile(t, deep),
		"2001 classes":       weightFile(t, wide),
		"2048 rows of input": weightFile(t, large),
	} {
		s, p := begin(t)
		started := len(p.started)
		s.OpenWeights(1, "odd.safetensors", InMemory(file))
		if !strings.HasPrefix(notice(s), "odd.safetensors is ") || strings.Contains(notice(s), "too large") != strings.ContainsAny(want, "0") || !strings.Contains(s.Notice.Detail, want) {
			t.Errorf("%s: notice %q, %q", want, notice(s), s.Notice.Detail)
		}
		if len(p.started) != started || len(s.Models) != 2 {
			t.Errorf("%s: the page changed", want)
		}
	}
	s, _ := begin(t)
	m := customModel()
	s.OpenWeights(1, strings.Repeat("뜻", 500)+".safetensors", InMemory(weightFile(t, m)))
	if got := len([]rune(s.Slots[1].Model.Title)); got != maxCustomTitle+1 {
		t.Errorf("a title of %d characters", got)
	}
}

// A network that turns out not to work gives its place back.
func TestCustomModelFails(t *testing.T) {
	for name, fail := range map[string]func(*Session){
		"load": func(s *Session) {
			say(s, 1, &protocol.Ready{})
			say(s, 1, &protocol.Failed{Message: "no"})
		},
		"crashes": func(s *Session) {
			for range maxCrashes {
				s.Ended(1, s.Slots[1].Generation, "out of memory")
			}
		},
	} {
		s, _ := begin(t)
		before := s.Slots[1].Model.ID
		s.OpenWeights(1, "mine.safetensors", InMemory(weightFile(t, customModel())))
		fail(s)
		if s.Slots[1].Model.ID != before || len(s.Models) != 2 || s.Slots[1].Phase == Broken || notice(s) == "" || s.Notice.Retry != nil {
			t.Errorf("%s: B is %s, %d models, notice %q", name, s.Slots[1].Model.ID, len(s.Models), notice(s))
		}
	}
}
