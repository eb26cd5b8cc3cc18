package session

import "regnetlens/infer/arch"

// Fig. 1(a) of the paper shows one channel of three blocks in a row: ResNet's
// outputs O^t, O^t+1, O^t+2, and a RegNet's outputs, states H and inputs I.

// figure is how many blocks the figure shows.
const figure = 3

// FigureBlocks are the blocks of the figure: three of the selected stage, the
// selected one among them, or all if there are fewer. A stage is cut into
// figures from its first block on; the last one ends with the stage.
func (s *Session) FigureBlocks() []arch.Place {
	var stage []arch.Place
	for _, c := range s.Columns() {
		if c.Stage == s.Select.Place.Stage {
			stage = append(stage, c)
		}
	}
	first := max(0, min((s.Select.Place.Block-1)/figure*figure, len(stage)-figure))
	return stage[first:min(first+figure, len(stage))]
}

// MoveFigure selects the block after the figure's last, or before its first.
func (s *Session) MoveFigure(on bool) {
	blocks := s.FigureBlocks()
	by := blocks[0].Block - 1
	if on {
		by = blocks[len(blocks)-1].Block + 1
	}
	s.MoveBlock(by - s.Select.Place.Block)
}
