package session

import (
	"slices"
	"testing"

	"regnetlens/infer/arch"
)

// The figure is three blocks of a stage, ResNet's outputs above the outputs,
// states and inputs of the RegNet; the channel is picked or chosen.
func TestFigure(t *testing.T) {
	s, p := begin(t)
	v := s.View
	v.Mode = ModeFigure
	s.Show(v)
	p.expect(t) // a tile shows one map already
	a, b := s.Slots[0], s.Slots[1]
	if got := s.Rows(); !slices.Equal(got, []Row{{a, arch.KindO}, {b, arch.KindO}, {b, arch.KindH}, {b, arch.KindI}}) || got[s.Select.Row].Kind != s.Select.Kind {
		t.Errorf("rows %v, selected %+v", got, s.Select)
	}
	s.Slots[0].Run = 1
	say(s, 0, tilesOf(1, 4))
	if c, _, ok := a.Shows(arch.KindO, 2); !ok || c[0] != 4 {
		t.Errorf("A shows %d, %v", c, ok)
	}
	s.Pick(0, arch.Place{Stage: 2, Block: 3}, 0.5, 0.5)
	if _, channel, _ := a.Selected(); channel != 4 || !s.Select.Telling || s.Select.Place.Block != 3 || s.Select.Kind != arch.KindO {
		t.Errorf("a tile picks %+v", s.Select)
	}
	v.Follow = true
	s.Show(v)
	if got := p.posts(); !slices.Contains(got, "B paint viridis 5 0 0") {
		t.Errorf("B was told %q", got)
	}
	s.MoveFigure(true)
	if got := s.FigureBlocks(); !slices.Equal(got, []arch.Place{{Stage: 3, Block: 1}, {Stage: 3, Block: 2}, {Stage: 3, Block: 3}}) {
		t.Errorf("the figure is of %v", got)
	}
	s.MoveFigure(true) // there is no more
	s.MoveFigure(false)
	if got := s.FigureBlocks(); got[0] != (arch.Place{Stage: 2, Block: 1}) || s.Select.Place.Block != 3 {
		t.Errorf("back at %v", got)
	}
	st := s.State()
	base := st
	base.View = firstView
	if back := ParseState(st.Encode(base), base); back != st {
		t.Errorf("%s came back as %+v", st.Encode(base), back)
	}
}

// Stages of other lengths are cut into figures that stay within them.
func TestFiguresOfStages(t *testing.T) {
	s, _ := begin(t)
	for n, want := range map[int][][]int{1: {{1}}, 2: {{1, 2}}, 3: {{1, 2, 3}}, 5: {{1, 2, 3}, {3, 4, 5}}, 7: {{1, 2, 3}, {4, 5, 6}, {5, 6, 7}}} {
		for _, d := range s.Slots {
			g := *d.Graph
			g.Record.Blocks = []int{n, n}
			d.Graph = &g
		}
		for block := 1; block <= n; block++ {
			s.Select.Place.Stage, s.Select.Place.Block = 2, block
			var got []int
			for _, c := range s.FigureBlocks() {
				got = append(got, c.Block)
			}
			if !slices.Equal(got, want[(block-1)/3]) || !slices.Contains(got, block) {
				t.Errorf("the figure of block %d of %d: %v", block, n, got)
			}
		}
	}
}
