package session

import (
	"slices"
	"strings"
	"testing"
)

// keeping is a browser that keeps files.
type keeping struct {
	Devices
	files []Kept
}

func (k *keeping) KeepFile(f Kept) { k.files = append(k.files, f) }

// What the reader brought is kept under a name of its content, and found again
// by an address of an earlier visit.
func TestKeptFiles(t *testing.T) {
	s, _, d := equipped(t)
	k := &keeping{Devices: d}
	s.Equip(k)
	s.Choose("mine.jpg", InMemory([]byte("mine")))
	read(s, s.number)
	s.OpenWeights(1, "net.safetensors", InMemory(weightFile(t, customModel())))
	if len(k.files) != 2 || !strings.HasPrefix(k.files[0].ID, "own-") || k.files[1].ID != "mine" {
		t.Fatalf("kept %+v", k.files)
	}
	if lacks := s.LinkLacks(); !slices.Equal(lacks, []string{"mine.jpg", "net"}) {
		t.Errorf("a link lacks %q", lacks)
	}
	named := s.State()
	if named.Picture != k.files[0].ID || named.B != "mine" {
		t.Errorf("the address names %+v", named)
	}
	again, p, _ := equipped(t)
	again.Regain(k.files, named)
	if got := again.State(); got.Picture != named.Picture || got.B != "mine" || again.chosen.Title != "mine.jpg" {
		t.Errorf("regained %+v, %+v", got, p.started)
	}
	again.NameUnmet("#" + named.Encode(plainState))
	if notice(again) != "" {
		t.Errorf("notice %q", notice(again))
	}
	other, _, _ := equipped(t)
	other.Apply(named)
	other.NameUnmet("#" + named.Encode(plainState) + "&odd=1")
	for _, want := range []string{"b=mine", "pic=own-", "odd=1"} {
		if !strings.Contains(notice(other), want) {
			t.Errorf("the notice %q does not name %s", notice(other), want)
		}
	}
	if ownID(InMemory([]byte("mine"))) == ownID(InMemory([]byte("Mine"))) {
		t.Error("two files have one name")
	}
}
