package session

// Fig. 1(a) of the paper shows one channel of three blocks in a row: ResNet's
// outputs O^t, O^t+1, O^t+2, and a RegNet's outputs, states H and inputs I.

// figure is how many blocks the figure shows.
const figure = 3

// FigureBlocks are the blocks of the figure that holds a column: three of its
// stage, or all if there are fewer. A stage is cut into such figures from its
// first block on; the last one ends with the stage.
func (s *Session) FigureBlocks(of Column) []Column {
	var stage []Column
	for _, c := range s.Columns() {
		if c.Stage == of.Stage {
			stage = append(stage, c)
		}
	}
	first := max(0, min((of.Block-1)/figure*figure, len(stage)-figure))
	return stage[first:min(first+figure, len(stage))]
}

// Figures are the columns that the figures begin to be cut at, one of each.
func (s *Session) Figures() []Column {
	var out []Column
	for _, c := range s.Columns() {
		if (c.Block-1)%figure == 0 {
			out = append(out, c)
		}
	}
	return out
}

// SelectFigure shows the figure of a column.
func (s *Session) SelectFigure(c Column) {
	sel := s.Select
	sel.Stage, sel.Block = c.Stage, c.Block
	s.choose(sel)
}
