// Package text is every word the page says, one table a language.
package text

import (
	"fmt"
	"strings"
)

// incomparable in a struct keeps the compiler from making the function that
// compares two of it: for structs of so many strings they are 8 KB on the wire,
// and nobody calls them.
type incomparable [0]func()

// Table is the page's words in one language. In a phrase %s, %d and %.0f stand
// for what [Table.Fill] puts there, which the comments name.
type Table struct {
	_     incomparable
	Code  string // of the language, as the document's lang attribute
	Other string // the name of the other language, in that language
	Swap  string // the code of the other language

	// Header.
	NetworkA, NetworkB        string
	Starting, Running, Failed string
	LoadingWeights            string // per cent
	PreparingPicture          string // name of the file, per cent

	// Picture.
	Picture, NoPicture, Open, Samples, DropHint, DropHere string
	PictureAlt                                            string // rows, columns
	Prepared                                              string // rows, columns, milliseconds

	// Depth.
	Blocks, GridKeys, CellEmpty string
	Stage                       string // number
	Block                       string // heading of the row of their numbers
	CellLabel                   string // network, kind, stage, block, size
	KindI, KindH, KindO         string

	// Answer.
	Answer, NoAnswer                      string
	Reading, NoNumber                     string // of a network that has not answered yet; whose answer is none
	Overflow, OverflowFirst, OverflowLast string // network; network, stage, block and map in Overflow
	BarLabel                              string // network, share

	// Lens.
	Lens, Earlier, Later, Values, Gates, NoBlock, Histogram string
	ChannelOf                                               string // channel, channels
	LensAlt                                                 string // network, kind, channel
	KindNames                                               map[string]string

	// Notices.
	Close, TryAgain                     string
	NoModels, NoNetwork                 string
	SampleFailed                        string            // picture
	LoadFailed                          string            // model, one of LoadReasons
	LoadReasons                         map[string]string // by fetch.Reason's words
	RunFailed, WorkerDied, WorkerGaveUp string            // network

	Keys        Keys
	Save        Save
	WhatIf      WhatIf
	Explain     Explain
	Attribution Attribution
	About       About
	How         How
	Story       Story
	Views       Views
	Screens     Screens
	Teach       Teach
	Results     Results

	Inspector Inspector
	Computing Computing
	Cost      Cost
	Charts    Charts
	Diagram   Diagram

	Measures  Measures
	Inputs    Inputs
	Sentences Sentences
	Answers   Answers

	Classes map[string]string // names of classes; one that is not there stays as it is
}

// For is the table of a language code such as "ko" or "en-GB"; English for
// languages without one.
func For(code string) *Table {
	if strings.HasPrefix(strings.ToLower(code), Korean.Code) {
		return &Korean
	}
	return &English
}

// Fill puts values into a phrase.
func (t *Table) Fill(phrase string, values ...any) string { return fmt.Sprintf(phrase, values...) }

// longClass is how many bytes of a class's name stand in a line.
const longClass = 24

// Class is the name of a class as sentences and charts say it: of a long one with
// synonyms after commas, as ImageNet's are, the first.
func (t *Table) Class(name string) string {
	name = t.FullClass(name)
	if first, _, ok := strings.Cut(name, ","); ok && len(name) > longClass {
		return first
	}
	return name
}

// FullClass is the name of a class with its synonyms.
func (t *Table) FullClass(name string) string {
	if n, ok := t.Classes[name]; ok {
		return n
	}
	return name
}
