package session

import (
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/picture"
	"regnetlens/ui/text"
)

// Every key has a word in the list, and no two fight over a name.
func TestKeysAreListedOnce(t *testing.T) {
	type spot struct {
		name  string
		shift bool
		place Place
	}
	seen := map[spot]string{}
	for _, k := range Keys {
		if k.Say(text.English.Keys) == "" || k.Say(text.Korean.Keys) == "" || k.Label == "" || len(k.Names) == 0 {
			t.Errorf("the key %q is listed without words", k.Label)
		}
		for _, name := range k.Names {
			at := spot{name, k.Shift, k.Place}
			if before, taken := seen[at]; taken {
				t.Errorf("%s is both %q and %q", name, before, k.Say(text.English.Keys))
			}
			seen[at] = k.Say(text.English.Keys)
			if KeyFor(name, k.Shift, k.Place) == nil {
				t.Errorf("%s does nothing", name)
			}
		}
	}
	if KeyFor("ArrowLeft", false, Anywhere) != nil {
		t.Error("the arrow keys work outside the grid and the lens: the page could not be scrolled")
	}
}

func TestKeysAct(t *testing.T) {
	s, p := begin(t)
	press := func(name string) {
		t.Helper()
		k := KeyFor(name, false, Anywhere)
		if k == nil {
			t.Fatalf("%s does nothing", name)
		}
		k.Do(s, name)
	}
	for _, step := range []struct {
		name string
		want Selection
	}{
		{"]", Selection{arch.Place{Stage: 2, Block: 2}, arch.KindH, 1, 2, false}}, {"[", Selection{arch.Place{Stage: 2, Block: 2}, arch.KindH, 0, 2, false}}, {".", Selection{arch.Place{Stage: 2, Block: 3}, arch.KindH, 0, 2, false}}, {",", Selection{arch.Place{Stage: 2, Block: 2}, arch.KindH, 0, 2, false}},
		{"o", Selection{arch.Place{Stage: 2, Block: 2}, arch.KindO, 0, 3, false}}, {"c", Selection{arch.Place{Stage: 2, Block: 2}, arch.KindC, 0, 3, false}}, {"g", Selection{arch.Place{Stage: 2, Block: 2}, arch.KindGateI, 0, 3, false}}, {"g", Selection{arch.Place{Stage: 2, Block: 2}, arch.KindGateF, 0, 3, false}},
	} {
		if press(step.name); s.Select != step.want {
			t.Errorf("%s selects %+v, want %+v", step.name, s.Select, step.want)
		}
	}
	press("p") // round to the last
	p.fetches["2.jpg"](File{}, nil)
	if s.wanted.Sample != 1 {
		t.Errorf("p chose sample %d", s.wanted.Sample)
	}
	if press("?"); s.Dialog != DialogHelp {
		t.Errorf("? opens %q", s.Dialog)
	}
	if press("Escape"); s.Dialog != "" {
		t.Error("Escape leaves the dialog open")
	}
	s.Unreadable("why", picture.Gone)
	if press("Escape"); s.Notice != nil {
		t.Error("Escape leaves the notice")
	}
	for i, name := range []string{"2", "4", "3", "1"} {
		press(name)
		if want := []Screen{ManyPictures, Results, Teach, OnePicture}[i]; s.Screen != want {
			t.Errorf("%s opens %q, want %q", name, s.Screen, want)
		}
	}
	s.UseLetters(false)
	if !slices.Contains(p.kept, "letters=no") {
		t.Errorf("kept %q", p.kept)
	}
	s.Restore(func(string) string { return "" })
	if s.NoLetter {
		t.Error("without a choice there are no letters")
	}
}
