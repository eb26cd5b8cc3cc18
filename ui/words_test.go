package ui

import (
	"slices"
	"testing"

	"regnetlens/ui/session"
	"regnetlens/ui/text"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/fetch"
	"regnetlens/weights"
)

// Lists of words are as long as the lists of values that they name, or this
// does not compile.
var (
	_ [len(session.Colours)]string    = text.English.Inputs.ColourNames
	_ [len(session.Widths)]string     = text.English.Inputs.WidthNames
	_ [len(session.Filters)]string    = text.English.Inputs.Filters
	_ [len(session.StorySteps)]string = text.English.Story.Says
)

// Every value that the page names has a name in both languages.
func TestEveryValueHasItsWord(t *testing.T) {
	models, err := weights.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []*text.Table{&text.English, &text.Korean} {
		named := func(value, word string) {
			if word == "" {
				t.Errorf("%s: no word for %q", table.Code, value)
			}
		}
		for _, m := range session.Measures {
			named(string(m), table.Cost.Names[string(m)])
			named(string(m), table.Cost.Units[string(m)])
			named(string(m), table.Cost.Notes[string(m)])
		}
		for _, c := range atlas.Colormaps {
			named(string(c), table.Views.ColourNames[string(c)])
		}
		for _, b := range session.BackendChoices {
			named(b, table.Computing.Backend(b))
		}
		for _, m := range models {
			g, err := m.Arch.Build(m.Input, m.Input)
			if err != nil {
				t.Fatal(err)
			}
			for _, tap := range g.Taps() {
				if tap.Place.Inside() {
					named(tap.Kind.String(), table.KindNames[tap.Kind.String()])
				}
			}
		}
		for _, reason := range fetch.Reasons {
			named(reason, table.LoadReasons[reason])
		}
		for _, l := range slices.Concat(looks, moreLooks) {
			named(l.id, l.name(&table.Views))
		}
		for _, o := range session.SheetOrders {
			named(string(o), (&AllMaps{S: &session.Session{Text: table}}).order(o))
		}
	}
}
