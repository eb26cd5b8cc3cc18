package ui

import "regnetlens/ui/text"

// list is what a section of the article enumerates; nil for nothing.
func (c *How) list(section int) []string {
	t := &c.S.Text.How
	switch section {
	case text.HowCells:
		return t.Cells[:]
	case text.HowNumbers:
		return t.Cautions[:]
	}
	return nil
}
