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
