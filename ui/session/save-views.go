package session

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"regnetlens/weights"
)

// The views that can be saved as pictures, in the order in which they are
// offered.
const (
	ViewLens        = "lens"   // the chosen channel of both networks
	ViewBlocks      = "blocks" // the grid's maps
	ViewCurves      = "curves" // all charts of the axis
	ViewSimilarity  = "alike"  // the matrices of likeness
	ViewBlock       = "block"  // the drawing of a block of each network
	ViewAnswers     = "answers"
	ViewAttribution = "why"         // the places that speak for a class
	ViewExplain     = "explain"     // how a value came about
	ViewBatch       = "batch"       // accuracy and confusion matrices
	ViewBatchEarly  = "batch-early" // right if read after a block, over the batch

	ViewResultsSize  = "results-size"  // accuracy against parameters
	ViewResultsEarly = "results-early" // right if read after a block, in the paper and in our runs
)

// The charts of the axis, from above. Each is a view of its own, and the id of
// its element.
const (
	ChartAlike  = "chart-alike"  // how alike a block's output is to that before
	ChartAnswer = "chart-answer" // the answer if read off a block
	ChartOff    = "chart-off"    // the answer without a block's H
	ChartAcross = "chart-across" // how alike the same blocks of both networks are
	ChartCost   = "chart-cost"   // what a block costs
)

// Charts lists them.
var Charts = []string{ChartAlike, ChartAnswer, ChartOff, ChartAcross, ChartCost}

// Drawn reports whether a view is drawn from a description, and so can be had as
// SVG.
func Drawn(view string) bool {
	switch view {
	case ViewCurves, ViewSimilarity, ViewBlock, ViewBatchEarly:
		return true
	}
	return ofResults(view) || slices.Contains(Charts, view)
}

// ofResults reports whether a view is of published results, and of no picture.
func ofResults(view string) bool { return view == ViewResultsSize || view == ViewResultsEarly }

// onBatch reports whether a view is a part of Many pictures.
func onBatch(view string) bool { return view == ViewBatch || view == ViewBatchEarly }

// ofBatch reports whether a view is of the pictures of the batch, and not of the
// one on the page.
func (s *Session) ofBatch(view string) bool {
	switch view {
	case ViewCurves, ViewSimilarity, ChartAlike, ChartAnswer, ChartAcross:
		return s.OverBatch()
	}
	return onBatch(view)
}

// BatchSize is how many pictures of the batch a view is of; false where it is of
// the picture on the page.
func (s *Session) BatchSize(view string) (pictures int, ok bool) {
	switch {
	case !s.ofBatch(view):
		return 0, false
	case onBatch(view):
		return s.Batch.Done, true
	}
	for side := range s.Slots {
		if d, ok := s.Depth(side); ok {
			pictures = max(pictures, d.Seen)
		}
	}
	return pictures, true
}

// ViewModels are the networks that a view is of: those on the page, or those that
// read the batch; none of what is published.
func (s *Session) ViewModels(view string) []weights.Model {
	switch {
	case ofResults(view):
		return nil
	case onBatch(view):
		return s.Batch.models[:]
	}
	return []weights.Model{s.Slots[0].Model, s.Slots[1].Model}
}

// fileName is that of something saved: what it is of, the ids of the networks,
// and what it is.
func fileName(of string, networks []string, what ...string) string {
	parts := []string{slug(of)}
	for _, id := range networks {
		parts = append(parts, slug(id))
	}
	return strings.Join(append(parts, what...), "_")
}

// viewName is the name of a saved view's file, without its ending.
func (s *Session) viewName(view string) string {
	of := s.ShownTitle()
	if pictures, ok := s.BatchSize(view); ok {
		of = fmt.Sprintf("batch of %d", pictures)
	}
	var networks []string
	for _, m := range s.ViewModels(view) {
		networks = append(networks, m.ID)
	}
	switch {
	case ofResults(view):
		data, ids := s.Published.of(view)
		return fileName(data, ids, view)
	case onBatch(view):
		return fileName(of, networks, view)
	}
	return fileName(of, networks, "block-"+s.Select.Place.String(), view)
}

// slug is a text as a part of a file's name: letters and digits in lower case,
// hyphens for all else; the ending of a picture's file is left out.
func slug(text string) string {
	if end := path.Ext(text); len(end) < 6 && !strings.Contains(end, " ") {
		text = strings.TrimSuffix(text, end)
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if all := []rune(strings.Join(words, "-")); len(all) > 0 {
		return strings.TrimSuffix(string(all[:min(len(all), 40)]), "-")
	}
	return "picture"
}

// Views lists what there is to save of the screen that is open: the others are
// not painted.
func (s *Session) Views() []string {
	var answered, because, explained bool
	for _, d := range s.Slots {
		answered = answered || d.Result != nil
		because = because || d.Attribution != nil
		explained = explained || d.Activation != nil
	}
	picture := s.Screen == OnePicture
	_, _, _, alikeA := s.SimilarityTable(WithinA)
	_, _, _, alikeB := s.SimilarityTable(WithinB)
	_, _, _, across := s.SimilarityTable(Across)
	var views []string
	for _, v := range []struct {
		view string
		here bool
	}{
		{ViewLens, picture && s.Inspector == InspectLook},
		{ViewBlocks, picture},
		{ViewCurves, picture && answered},
		{ChartAlike, picture && (alikeA || alikeB)},
		{ChartAnswer, picture && answered},
		{ChartOff, picture && answered && (s.Slots[0].Regulated() || s.Slots[1].Regulated())},
		{ChartAcross, picture && across},
		{ChartCost, picture},
		{ViewSimilarity, picture && (alikeA || alikeB)},
		{ViewBlock, picture},
		{ViewAnswers, picture && answered},
		{ViewAttribution, picture && because && s.Inspector == InspectWhy},
		{ViewExplain, picture && explained && s.Inspector == InspectLook},
		{ViewBatch, s.Screen == ManyPictures && s.Batch != nil},
		{ViewBatchEarly, s.Screen == ManyPictures && s.Batch != nil && s.Batch.judgedEarly()},
		{ViewResultsSize, s.Screen == Results && s.Published.Report != nil},
		{ViewResultsEarly, s.Screen == Results && s.Published.Report != nil},
	} {
		if v.here {
			views = append(views, v.view)
		}
	}
	return views
}
