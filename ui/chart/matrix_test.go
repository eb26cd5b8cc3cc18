package chart

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// matrix is a table of blocks of stages, with values that grow from its first
// row to its last.
func matrix(title string, rows, columns []int) Matrix {
	m := Matrix{Title: title, RowInk: A, ColumnInk: B}
	for _, c := range blocks(rows...) {
		m.Rows = append(m.Rows, c.Place)
	}
	for _, c := range blocks(columns...) {
		m.Columns = append(m.Columns, c.Place)
	}
	n := len(m.Rows) * len(m.Columns)
	for i := range n {
		m.Values = append(m.Values, float64(i)/float64(n-1))
	}
	return m
}

func TestCells(t *testing.T) {
	m := matrix("", []int{2}, []int{2})
	m.Values = []float64{0, 0.99, nan, 1}
	cells := m.Cells(10, 20, 8, 4)
	if len(cells) != 2 || cells[0].Text != "M10 20h4v2h-4z" || cells[0].Class != "v0" || cells[1].Text != "M14 20h4v2h-4zM14 22h4v2h-4z" || cells[1].Fill != "#fde725" {
		t.Errorf("%+v", cells)
	}
	if d := matrix("", []int{1, 2}, []int{2, 1}).Stages(0, 0, 3, 3); d != "M0 1h3M2 0v3" {
		t.Errorf("stages at %s", d)
	}
	m.Values = nil
	if m.Cells(0, 0, 1, 1) != nil {
		t.Error("cells before there are values")
	}
}

// Blocks are named as far as there is room, the first of every stage at any rate.
func TestNames(t *testing.T) {
	for _, stages := range [][]int{{3, 3, 3}, {3, 4, 6, 3}, {9, 9, 9}, {18, 18, 18}, {1}} {
		m := matrix("", stages, stages)
		for _, names := range [][]Shape{m.RowNames(), m.ColumnNames()} {
			all := strings.Join(texts(names, RowName, ColumnName), " ") + " "
			for s := range stages {
				if !strings.Contains(all, fmt.Sprintf("%d.1 ", s+1)) {
					t.Errorf("%v: of %s the first of stage %d is missing", stages, all, s+1)
				}
			}
			if len(stages) == 3 && stages[0] == 3 && len(names) != 9 || len(names) > 23 {
				t.Errorf("%v: %d names", stages, len(names))
			}
			for i, a := range names {
				for _, b := range names[:i] {
					if dx, dy := a.X-b.X, a.Y-b.Y; dx*dx+dy*dy < 100 {
						t.Errorf("%v: %s lies over %s", stages, a.Text, b.Text)
					}
				}
			}
		}
	}
}

func TestMatricesFile(t *testing.T) {
	three := Matrices{All: []Matrix{matrix("A with itself", []int{3, 3, 3}, []int{3, 3, 3}), matrix("B with itself", []int{9, 9, 9}, []int{9, 9, 9}), matrix("A (rows) × B (columns)", []int{3, 3, 3}, []int{9, 9, 9})}, Scale: "CKA", Says: strings.Repeat("What is to be said of it. ", 9), Of: 2, Marked: [2]int{1, 20}}
	file := File(Heading{"a cat", "How alike", [2]string{"ResNet-20", "RegNet-56"}}, three)
	elements(t, file)
	for _, want := range []string{"A with itself", "B with itself", "A (rows) × B (columns)", ">CKA<", `fill="#fde725"`, `>3.3<`} {
		if !strings.Contains(file, want) {
			t.Errorf("the file lacks %s", want)
		}
	}
	if dir := os.Getenv("REGNET_SCREENSHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "matrices.svg"), []byte(file), 0o644); err != nil {
			t.Error(err)
		}
	}
}

// The page's style sheet has the same colours.
func TestLevels(t *testing.T) {
	sheet, err := os.ReadFile("../style/matrices.css")
	if err != nil {
		t.Fatal(err)
	}
	for i, colour := range Levels {
		if want := fmt.Sprintf(".v%d { fill: %s; }", i, colour); !strings.Contains(string(sheet), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}
