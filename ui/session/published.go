package session

import (
	"regnetlens/ui/results"
)

// Published is what the view of results shows and what the reader chose of it.
type Published struct {
	Report  *results.Report // nil before it is here
	Failed  error           // why it is not; nil while nobody knows
	Data    int             // of results.Data: the one whose runs stand beside the paper's
	Train   string          // id of the network that the dialog tells the training of
	fetched bool            // it is here, or on its way
}

// fetchResults brings the results when their view is opened the first time. They
// are no part of what a first visit loads.
func (s *Session) fetchResults() {
	p := &s.Published
	if p.fetched || s.port == nil {
		return
	}
	p.fetched, p.Failed = true, nil
	s.port.Fetch(s.Data.Results, func(file File, err error) {
		if err == nil {
			p.Report, err = results.Read(file.Head) // which is all of it: it is shorter than FileEnd
		}
		if err != nil {
			p.Failed, p.fetched = err, false
		}
	})
}

// RetryResults tries once more to bring the results.
func (s *Session) RetryResults() { s.fetchResults() }

// TellTraining opens the dialog that says how a network is trained.
func (s *Session) TellTraining(network string) {
	s.Published.Train, s.Dialog = network, DialogTrain
}

// DataOf is the data set that a figure of the view of results is of.
func (p *Published) DataOf(view string) string {
	if view == ViewResultsEarly {
		return results.Data[0] // the paper read no other early
	}
	return results.Data[p.Data]
}

// of is what the file of a figure is named after: its data set and, where the
// figure is of few, its networks by their ids.
func (p *Published) of(view string) (data string, networks []string) {
	if view == ViewResultsEarly && p.Report != nil {
		for _, e := range p.Report.Early {
			networks = append(networks, e.Network)
		}
	}
	return p.DataOf(view), networks
}

// Network is a network of the paper's tables by its id; false for another one,
// and before the results are here.
func (p *Published) Network(id string) (results.Network, bool) {
	if p.Report != nil {
		for _, t := range p.Report.Tables {
			for _, n := range t.Networks {
				if n.ID == id {
					return n, true
				}
			}
		}
	}
	return results.Network{}, false
}
