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

// archives are the files that "regnet data get" brings of results.Data.
var archives = [len(results.Data)]struct{ set, file string }{
	{"cifar10", "cifar-10-binary.tar.gz"}, {"cifar100", "cifar-100-binary.tar.gz"},
}

// Commands train a network as the paper did, on one of results.Data: they get
// the pictures, train with one seed, and all networks of the table with three.
func Commands(n results.Network, data int) []string {
	a := archives[data]
	commands := []string{
		"regnet data get " + a.set,
		"regnet train " + n.ID + " --recipe paper-cifar --data " + a.file + " --test " + a.file + " --dir runs/" + n.ID + "-seed1",
	}
	if n.Sweep[data] != "" {
		commands = append(commands, "regnet sweep "+n.Sweep[data]+" --data "+a.file+" --dir runs/"+n.Sweep[data])
	}
	return commands
}
