package session

import (
	"fmt"
	"strings"
	"testing"

	"regnetlens/infer/arch"
)

// Up to twelve blocks stand side by side. Of more only the selected stage is
// open, the others are a column each.
func TestAxis(t *testing.T) {
	for _, c := range []struct {
		blocks []int
		at     arch.Place
		want   string
	}{
		{[]int{3, 3, 3}, arch.Place{Stage: 2, Block: 2}, "1.1 1.2 1.3 2.1 2.2 2.3 3.1 3.2 3.3"},
		{[]int{4, 4, 4}, arch.Place{Stage: 1, Block: 1}, "1.1 1.2 1.3 1.4 2.1 2.2 2.3 2.4 3.1 3.2 3.3 3.4"},
		{[]int{9, 9, 9}, arch.Place{Stage: 2, Block: 5}, "1.9(9) 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 3.9(9)"},
		{[]int{9, 9, 9}, arch.Place{Stage: 3, Block: 1}, "1.9(9) 2.9(9) 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9"},
		{[]int{18, 18, 18}, arch.Place{Stage: 2, Block: 2}, "1.18(18) 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.18(10) 3.18(18)"},
		{[]int{18, 18, 18}, arch.Place{Stage: 2, Block: 9}, "1.18(18) 2.8(8) 2.9 2.10 2.11 2.12 2.13 2.14 2.15 2.16 2.18(2) 3.18(18)"},
		{[]int{18, 18, 18}, arch.Place{Stage: 3, Block: 18}, "1.18(18) 2.18(18) 3.10(10) 3.11 3.12 3.13 3.14 3.15 3.16 3.17 3.18"},
		{[]int{3, 4, 23, 3}, arch.Place{Stage: 3, Block: 23}, "1.3(3) 2.4(4) 3.16(16) 3.17 3.18 3.19 3.20 3.21 3.22 3.23 4.3(3)"},
		{[]int{1, 12, 2}, arch.Place{Stage: 2, Block: 1}, "1.1 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.12(4) 3.2(2)"},
		{[]int{3, 4, 6, 3}, arch.Place{Stage: 3, Block: 6}, "1.3(3) 2.4(4) 3.1 3.2 3.3 3.4 3.5 3.6 4.3(3)"},
		{[]int{1, 12, 2}, arch.Place{Stage: 3, Block: 1}, "1.1 2.12(12) 3.1 3.2"},
	} {
		s := &Session{columns: []arch.Place{}, Slots: [2]*Slot{{}, {}}}
		for i, n := range c.blocks {
			for b := 1; b <= n; b++ {
				s.columns = append(s.columns, arch.Place{Stage: i + 1, Block: b})
			}
		}
		s.Select.Place = c.at
		var got []string
		for _, column := range s.Axis() {
			name := column.Place.String()
			if column.Folded() {
				name += fmt.Sprintf("(%d)", column.Blocks)
			}
			got = append(got, name)
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%v at %s: %s, want %s", c.blocks, c.at, got, c.want)
		}
	}
}

// A folded column shows the last block that each network has of it.
func TestBlockInFold(t *testing.T) {
	shallow := &Slot{Graph: &arch.Graph{Record: arch.Record{Blocks: []int{3, 3}}}}
	for _, c := range []struct {
		column AxisColumn
		want   arch.Place
	}{
		{AxisColumn{arch.Place{Stage: 2, Block: 9}, 9}, arch.Place{Stage: 2, Block: 3}},
		{AxisColumn{arch.Place{Stage: 2, Block: 9}, 7}, arch.Place{Stage: 2, Block: 3}},
		{AxisColumn{arch.Place{Stage: 2, Block: 9}, 6}, arch.Place{Stage: 2, Block: 9}}, // it has none of 2.4 to 2.9
		{AxisColumn{arch.Place{Stage: 2, Block: 9}, 1}, arch.Place{Stage: 2, Block: 9}},
		{AxisColumn{arch.Place{Stage: 3, Block: 9}, 9}, arch.Place{Stage: 3, Block: 9}},
	} {
		if got := c.column.In(shallow); got != c.want {
			t.Errorf("%v: %v, want %v", c.column, got, c.want)
		}
	}
	if got := (AxisColumn{Place: arch.Place{Stage: 2, Block: 9}, Blocks: 9}).In(&Slot{}); got != (arch.Place{Stage: 2, Block: 9}) {
		t.Errorf("without a network: %v", got)
	}
}
