package session

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

// List says which rows of a batch are shown, as pictures or in a table, in what
// order, and which page of them.
type List struct {
	Table  bool        // not as pictures
	Filter string      // one of Filters
	Search string      // part of a file's name
	Cell   *ConfusedAs // of a confusion matrix; nil for none
	Sort   string      // of the table: one of Orders; "" for the order of the files
	Down   bool        // the greatest first
	Page   int         // from 0

	stale bool // there are rows that rows does not know of
	rows  []int
	// passing are how many of the finished rows pass each filter.
	passing map[string]int
}

// ConfusedAs is a cell of a confusion matrix.
type ConfusedAs struct {
	Slot          int
	Class, Answer string
}

// Filters of a batch's list.
var Filters = [...]string{"all", "differ", "wrong", "onlyA", "onlyB", "neither", "unread"}

// Orders of a batch's table.
var Orders = []string{"file", "label", "A", "PA", "B", "PB", "agree", "ms"}

// PageRows is how many rows a page of the table has, PagePictures how many
// pictures a page of those.
const PageRows, PagePictures = 20, 48

// page is how many rows a page of the list has.
func (l *List) page() int {
	if l.Table {
		return PageRows
	}
	return PagePictures
}

// Show changes what the table shows, from its first page on.
func (b *Batch) Show(change func(*List)) {
	change(&b.List)
	b.List.Page, b.List.stale = 0, true
}

// SortBy sorts the table by a column; a second time the other way round, and a
// third time not at all.
func (b *Batch) SortBy(order string) {
	b.Show(func(l *List) {
		switch {
		case l.Sort != order:
			l.Sort, l.Down = order, strings.HasPrefix(order, "P") || order == "ms"
		case l.Down == (strings.HasPrefix(order, "P") || order == "ms"):
			l.Down = !l.Down
		default:
			l.Sort, l.Down = "", false
		}
	})
}

// Listed are the numbers of all rows that are shown, in their order.
func (b *Batch) Listed() []int {
	l := &b.List
	if l.stale || l.rows == nil {
		l.stale = false
		l.rows, l.passing = b.arranged(l.Table), b.counted()
		l.Page = max(0, min(l.Page, b.Pages()-1))
	}
	return l.rows
}

// arranged are the rows that pass, in the order of the table or of the pictures.
func (b *Batch) arranged(table bool) []int {
	rows, search := []int{}, strings.ToLower(b.List.Search)
	for i := range b.Items {
		if r := &b.Items[i]; r.done && b.passes(r, search) {
			rows = append(rows, i)
		}
	}
	switch {
	case !table:
		slices.SortStableFunc(rows, b.surest)
	case b.List.Sort != "":
		slices.SortStableFunc(rows, func(i, j int) int {
			c := b.compare(&b.Items[i], &b.Items[j])
			if b.List.Down {
				return -c
			}
			return c
		})
	}
	return rows
}

// surest orders pictures: those that the networks disagree on first, and of
// them, once all are read, the one first that they are surest of. Until then it
// is the one that was read first, so that what a reader aims at stays in its
// place.
func (b *Batch) surest(i, j int) int {
	x, y := &b.Items[i], &b.Items[j]
	differ := [2]bool{x.Agree() == disagree, y.Agree() == disagree}
	switch {
	case differ[0] != differ[1]:
		if differ[0] {
			return -1
		}
		return 1
	case !differ[0] || b.Running:
		return 0
	}
	return cmp.Compare(y.Answers[0].P+y.Answers[1].P, x.Answers[0].P+x.Answers[1].P)
}

// Passing is how many of the rows that are read pass one of Filters.
func (b *Batch) Passing(filter string) int {
	if _, ok := filters[filter]; !ok {
		return b.Done
	}
	b.Listed()
	return b.List.passing[filter]
}

func (b *Batch) counted() map[string]int {
	out := map[string]int{}
	for i := range b.Items {
		for name, passes := range filters {
			if b.Items[i].done && passes(b, &b.Items[i]) {
				out[name]++
			}
		}
	}
	return out
}

// Pages is how many the list has.
func (b *Batch) Pages() int { return max(1, (len(b.List.rows)+b.List.page()-1)/b.List.page()) }

// Turn goes so many pages on.
func (b *Batch) Turn(by int) { b.List.Page = max(0, min(b.List.Page+by, b.Pages()-1)) }

// Visible are the rows of the page that is open.
func (b *Batch) Visible() []int {
	rows := b.Listed()
	at := min(b.List.Page*b.List.page(), len(rows))
	return rows[at:min(at+b.List.page(), len(rows))]
}

// filters decide which rows the table shows, by List.Filter; any other shows
// all.
var filters = map[string]func(b *Batch, r *BatchItem) bool{
	"differ":  func(_ *Batch, r *BatchItem) bool { return r.Agree() == disagree },
	"wrong":   func(b *Batch, r *BatchItem) bool { return b.is(r, 0, wrong) || b.is(r, 1, wrong) },
	"onlyA":   func(b *Batch, r *BatchItem) bool { return b.is(r, 0, right) && b.is(r, 1, wrong) },
	"onlyB":   func(b *Batch, r *BatchItem) bool { return b.is(r, 0, wrong) && b.is(r, 1, right) },
	"neither": func(b *Batch, r *BatchItem) bool { return b.is(r, 0, wrong) && b.is(r, 1, wrong) },
	"unread": func(_ *Batch, r *BatchItem) bool {
		return r.Error != "" || r.Answers[0].Error != "" || r.Answers[1].Error != ""
	},
}

const right, wrong = true, false

// is reports whether an answer is known to be right, or wrong.
func (b *Batch) is(r *BatchItem, slot int, want bool) bool {
	got, known := b.RightAt(r, slot)
	return known && got == want
}

func (b *Batch) passes(r *BatchItem, search string) bool {
	if search != "" && !strings.Contains(strings.ToLower(r.File), search) {
		return false
	}
	if c := b.List.Cell; c != nil && (r.Label != c.Class || r.Answers[c.Slot].Class != c.Answer) {
		return false
	}
	filter, ok := filters[b.List.Filter]
	return !ok || filter(b, r)
}

func (b *Batch) compare(x, y *BatchItem) int {
	switch b.List.Sort {
	case "label":
		return strings.Compare(x.Label, y.Label)
	case "A", "B":
		k := int(b.List.Sort[0] - 'A')
		return strings.Compare(x.Answers[k].Class, y.Answers[k].Class)
	case "PA", "PB":
		k := int(b.List.Sort[1] - 'A')
		return cmp.Compare(x.Answers[k].P, y.Answers[k].P)
	case "agree":
		return strings.Compare(x.Agree(), y.Agree())
	case "ms":
		return cmp.Compare(x.Answers[0].MS+x.Answers[1].MS, y.Answers[0].MS+y.Answers[1].MS)
	}
	return strings.Compare(x.File, y.File)
}

const agree, disagree = "yes", "no"

// Agree is "yes" or "no", and "" where an answer is missing.
func (r *BatchItem) Agree() string {
	switch {
	case r.Answers[0].Class == "" || r.Answers[1].Class == "":
		return ""
	case r.Answers[0].Class == r.Answers[1].Class:
		return agree
	}
	return disagree
}

// CSV is the table as it is filtered and sorted, whether it is shown or not, all
// its pages, in the form of
// RFC 4180 with a line of headings. A text that begins with =, +, -, @, a tab
// or a line's end gets an apostrophe before it: spreadsheets would take it for
// a formula and carry it out, and file names are anybody's.
func (b *Batch) CSV() []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	w.Write([]string{"file", "label", "A", "A probability", "A ms", "B", "B probability", "B ms", "agree", "said"})
	for _, i := range b.arranged(true) {
		r := &b.Items[i]
		line := []string{harmless(r.File), harmless(r.Label)}
		said := r.Error
		for _, a := range r.Answers {
			p, ms := "", ""
			if a.Class != "" {
				p, ms = fmt.Sprintf("%.6f", a.P), fmt.Sprintf("%.3f", a.MS)
			}
			line = append(line, harmless(a.Class), p, ms)
			if said == "" {
				said = a.Error
			}
		}
		w.Write(append(line, r.Agree(), harmless(said)))
	}
	w.Flush()
	return out.Bytes()
}

func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// SaveCSV offers the table to the reader.
func (s *Session) SaveCSV() {
	if s.Batch != nil {
		s.port.Download("regnet-lens.csv", "text/csv;charset=utf-8", s.Batch.CSV())
	}
}
