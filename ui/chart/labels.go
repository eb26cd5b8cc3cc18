package chart

import (
	"slices"
	"strings"
)

// Where the values stand beside their points, so that none lies over another.
// What has no room is left out: first the values of columns beside those that
// are written, then flags.

const (
	labelSize = 11 // of their letters
	labelGap  = 3  // between two
	digit     = 8  // how high a digit is
	lineStep  = 11 // from one to that below it
	rise      = 6  // from a point to the value over it
	fall      = 14 // from a point to the foot of the value under it
)

// box is where a text lies, in pixels of the plot.
type box struct{ left, right, top, bottom float64 }

func (b box) meets(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

func meetsAny(b box, others []box) bool { return slices.ContainsFunc(others, b.meets) }

// extent is about how wide a text is.
func extent(text string, size float64) float64 {
	w := 0.0
	for _, r := range text {
		switch {
		case r >= 0x1100: // Hangul and the like
			w += 1
		case strings.ContainsRune(" .,:il", r):
			w += 0.36
		default:
			w += 0.6
		}
	}
	return w * size
}

// wrapped breaks a text into lines of at most a width, between words.
func wrapped(text string, width, size float64) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		if n := len(lines); n > 0 && extent(lines[n-1]+" "+word, size) <= width {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// wrappedWords breaks words into lines of at most a width, at spaces.
func wrappedWords(words []Word, width, size float64) [][]Word {
	var lines [][]Word
	long := 0.0
	for _, w := range words {
		for text := range strings.SplitAfterSeq(w.Text, " ") {
			if text == "" {
				continue
			}
			wide := extent(strings.TrimRight(text, " "), size)
			if lines == nil || long+wide > width && long > 0 {
				lines, long = append(lines, nil), 0
			}
			last := &lines[len(lines)-1]
			*last = append(*last, Word{text, w.Ink, w.Strong})
			long += extent(text, size)
		}
	}
	return lines
}

// legible are the columns whose values have room beside each other, at a width:
// the selected one, those with something to say, and then from the left.
func (c Chart) legible(spans []Span, width float64) []bool {
	out := make([]bool, len(spans))
	var boxes []box
	try := func(i int) {
		wide, sum := 0.0, 0.0
		for _, s := range c.Series {
			if p := s.Points[i]; p.known() {
				w := extent(p.Text, labelSize) + labelGap
				wide, sum = max(wide, w), sum+w
			}
		}
		if c.Kind == Bars {
			wide = 2 * max(sum/2, wide)
		}
		if c.paired() && wide > 0 {
			wide += 2 * pairShift * spans[i].Width * width
		}
		x := spans[i].Middle() * width
		b := box{x - wide/2, x + wide/2, 0, 1}
		if wide > 0 && !out[i] && b.left > -labelGap && !meetsAny(b, boxes) {
			out[i] = true
			boxes = append(boxes, b)
		}
	}
	if c.Selected >= 0 && c.Selected < len(spans) {
		try(c.Selected)
	}
	for _, s := range c.Series {
		for i, p := range s.Points {
			if p.Flag != "" {
				try(i)
			}
		}
	}
	for i := range spans {
		try(i)
	}
	return out
}

// labels are the values and flags of a plot of a size.
func (c Chart) labels(spans []Span, width, height, least float64) []Shape {
	var out []Shape
	var boxes []box
	legible, fewer, always := c.legible(spans, width), c.legible(spans, max(least, min(width, fewerWidth))), c.legible(spans, least)
	add := func(s Shape, text string, x, foot float64) {
		half := extent(text, labelSize) / 2
		shift := max(0, half-2-x) - max(0, x+half-width-6) // into the plot
		boxes = append(boxes, box{x + shift - half, x + shift + half, foot - 9, foot + 2})
		s.DX, s.Text = shift, text
		out = append(out, s)
	}
	for i, span := range spans {
		if !legible[i] {
			continue
		}
		class := ""
		if !always[i] {
			class = "roomy"
		}
		if !fewer[i] {
			class = strings.TrimSpace(class + " roomier")
		}
		for k, foot := range c.feet(i, height) {
			s := c.Series[k]
			p := s.Points[i]
			if !p.known() {
				continue
			}
			y := c.Axis.y(p.Value)
			label := Shape{Role: Value, Ink: s.Ink, X: c.x(k, span), Y: y, DY: foot - y*height, Class: class}
			if c.Kind == Bars {
				label.Role = [...]Role{ValueLeft, ValueRight}[k]
			}
			add(label, p.Text, label.X*width, foot)
			if c.Kind == Bars {
				out[len(out)-1].DX = 2*float64(k) - 1
			}
		}
	}
	for k, s := range c.Series {
		for i, p := range s.Points {
			if p.Flag == "" || !p.known() {
				continue
			}
			x, y := c.x(k, spans[i])*width, c.Axis.y(p.Value)
			half := extent(p.Flag, labelSize*1.1) / 2
			for _, foot := range []float64{y*height + fall + 1, y*height - rise - lineStep - 2} {
				b := box{x - half, x + half, foot - 9, foot + 2}
				if foot > height+below || foot < -above || meetsAny(b, boxes) {
					continue
				}
				add(Shape{Role: Flag, X: x / width, Y: y, DY: foot - y*height}, p.Flag, x, foot)
				break
			}
		}
	}
	return out
}

// feet are the base lines of a column's values, by series: one alone stands over
// its point. Of two the upper one does, and the lower one under its own; where
// there is no room under it, over its own, or both stand over the upper point.
func (c Chart) feet(i int, height float64) []float64 {
	feet := make([]float64, len(c.Series))
	over := float64(rise)
	switch c.Kind {
	case Rings:
		over += 2
	case Bars:
		over = 3
	}
	upper, lower := 0, -1
	for k, s := range c.Series {
		feet[k] = max(c.Axis.y(s.Points[i].Value)*height-over, digit-above)
	}
	if len(c.Series) == 2 && c.Kind != Bars && c.Series[0].Points[i].known() && c.Series[1].Points[i].known() {
		if lower = 1; feet[1] < feet[0] {
			upper, lower = 1, 0
		}
	}
	if lower < 0 {
		return feet
	}
	switch under := feet[lower] + over + fall; {
	case under <= height+below:
		feet[lower] = under
	case feet[lower]-9 > feet[upper]+over+4: // its own over is clear of the upper point
	default:
		feet[lower] = feet[upper]
		feet[upper] -= lineStep
	}
	return feet
}
