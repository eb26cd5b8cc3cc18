package session

// The views that can be saved as pictures, in the order in which they are
// offered.
const (
	ViewLens        = "lens"    // the chosen channel of both networks
	ViewBlocks      = "blocks"  // the grid's maps
	ViewCurves      = "curves"  // likeness and early answer over depth
	ViewRibbons     = "classes" // the likeliest classes over depth
	ViewCost        = "cost"    // bars by block
	ViewSimilarity  = "alike"   // the table of likeness
	ViewAnswers     = "answers"
	ViewAttribution = "why"     // the places that speak for a class
	ViewExplain     = "explain" // how a value came about
	ViewBatch       = "batch"   // accuracy and confusion matrices
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
	charts := picture && s.View.Mode != ModeFigure // which has other columns
	_, _, _, alike := s.SimilarityTable()
	var views []string
	for _, v := range []struct {
		view string
		here bool
	}{
		{ViewLens, picture && s.Inspector == InspectLook},
		{ViewBlocks, picture},
		{ViewCurves, charts && answered},
		{ViewRibbons, charts && answered},
		{ViewCost, charts},
		{ViewSimilarity, picture && alike},
		{ViewAnswers, picture && answered},
		{ViewAttribution, picture && because && s.Inspector == InspectWhy},
		{ViewExplain, picture && explained && s.Inspector == InspectLook},
		{ViewBatch, s.Screen == ManyPictures && s.Batch != nil},
	} {
		if v.here {
			views = append(views, v.view)
		}
	}
	return views
}
