package session

import (
	"fmt"
	"slices"
	"testing"

	"regnetlens/wasm/protocol"
)

// Ten classes keep their places; of more the likeliest of either network are
// shown, and others are found by name.
func TestBars(t *testing.T) {
	s, _ := begin(t)
	names := func() (out []string) {
		for _, b := range s.Bars() {
			out = append(out, b.Class)
		}
		return out
	}
	ten := slices.Clone(s.Slots[0].Model.Classes)
	if got := names(); !slices.Equal(got, ten) || s.HasMoreClasses() {
		t.Errorf("before an answer the bars are %q", got)
	}
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	s.SearchClasses("no such class") // there is no field for it
	if got := names(); !slices.Equal(got, ten) {
		t.Errorf("after it they are %q", got)
	}
	many := make([]string, 100)
	p := [2][]float32{make([]float32, 100), make([]float32, 100)}
	for i := range many {
		many[i] = fmt.Sprint("class ", i)
	}
	p[0][70], p[0][10], p[1][99], p[1][10] = 0.6, 0.4, 0.9, 0.1
	for i, d := range s.Slots {
		d.Model.Classes = many
		d.Result = &protocol.Result{Run: 2, Probabilities: p[i]}
	}
	if got := names(); s.HasMoreClasses() && len(got) != 0 {
		t.Errorf("a search for what is not there finds %q", got)
	}
	s.SearchClasses("")
	if got, want := names(), []string{"class 99", "class 70", "class 10", "class 0", "class 1", "class 2", "class 3", "class 4", "class 5", "class 6"}; !slices.Equal(got, want) {
		t.Errorf("of a hundred classes %q are shown, want %q", got, want)
	}
	s.SearchClasses(" CLASS 1")
	if got, want := names(), []string{"class 10", "class 1", "class 11", "class 12", "class 13", "class 14", "class 15", "class 16", "class 17", "class 18"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
	// By the name in the page's language as well as by the file's own.
	many[50] = "frog"
	s.SetLanguage("ko")
	for _, search := range []string{"개구", "fro"} {
		s.SearchClasses(search)
		if got := names(); !slices.Equal(got, []string{"frog"}) {
			t.Errorf("%q finds %q", search, got)
		}
	}
	// Networks of different classes: those of A, then what B has besides.
	s.SearchClasses("")
	s.Slots[0].Model.Classes, s.Slots[1].Model.Classes = []string{"cat", "dog"}, []string{"dog", "bird"}
	s.Slots[0].Result.Probabilities, s.Slots[1].Result.Probabilities = []float32{0.75, 0.25}, []float32{0.5, 0.5}
	bars := s.Bars()
	if got := names(); !slices.Equal(got, []string{"cat", "dog", "bird"}) || bars[0].Known != [2]bool{true, false} || bars[1].P != [2]float32{0.25, 0.5} || bars[2].Known != [2]bool{false, true} {
		t.Errorf("bars %+v", bars)
	}
}
