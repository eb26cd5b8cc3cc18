package session

// Inspector is what the inspector, at the right of the axis, is open at.
type Inspector string

// The inspector's tabs.
const (
	InspectLook Inspector = "look" // one map of both networks, and how its values came about
	InspectAll  Inspector = "all"  // all maps of the selected block
	InspectWhy  Inspector = "why"  // the places of the picture that speak for a class
)

// InspectorTabs lists the tabs; the first is the one that the page opens with.
var InspectorTabs = []Inspector{InspectLook, InspectAll, InspectWhy}

// Inspect opens a tab of the inspector.
func (s *Session) Inspect(tab Inspector) {
	s.Inspector = tab
	s.getSheets()
}

// MoveInspector opens the tab so many further on; behind the last comes the
// first.
func (s *Session) MoveInspector(by int) {
	for i, tab := range InspectorTabs {
		if tab == s.Inspector {
			s.Inspect(InspectorTabs[(i+by+len(InspectorTabs))%len(InspectorTabs)])
			return
		}
	}
}
