// Package sweep trains the networks of a table, each with several seeds, and
// sets the results beside the paper's. Every run is a process and a folder of
// its own; a sweep that was stopped goes on where it was.
package sweep

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Sweep is the table of runs in a file.
type Sweep struct {
	Name   string   `toml:"name"`
	Note   string   `toml:"note"`
	Data   string   `toml:"data"`   // which data set is meant, in words
	Recipe string   `toml:"recipe"` // for "regnet train --recipe"
	Set    []string `toml:"set"`    // for "regnet train --set"
	Seeds  []uint64 `toml:"seeds"`
	Rows   []Row    `toml:"row"`
}

// Row is a network of the table.
type Row struct {
	Network string  `toml:"network"`
	Paper   float64 `toml:"paper"` // the paper's test error, %; 0: the paper has none
	Plain   string  `toml:"plain"` // the network of the table without a regulator that it is set beside; empty: none
}

// Job is one run of a sweep.
type Job struct {
	Network string
	Seed    uint64
}

// Folder is the name of the run's folder.
func (j Job) Folder() string { return fmt.Sprintf("%s-seed%d", j.Network, j.Seed) }

//go:embed tables/*.toml
var tables embed.FS

// Names lists the sweeps that come with the program.
func Names() []string {
	entries, err := fs.ReadDir(tables, "tables")
	if err != nil {
		return nil // not before the embedding above is gone
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".toml"))
	}
	return names
}

// Load reads a sweep by its name or, with ".toml" at the end, from a file.
func Load(name string) (Sweep, error) {
	var text []byte
	var err error
	if strings.HasSuffix(name, ".toml") {
		text, err = os.ReadFile(name)
	} else if text, err = tables.ReadFile(path.Join("tables", name+".toml")); err != nil {
		err = fmt.Errorf("there is no %q, only %q and files that end in .toml", name, Names())
	}
	if err != nil {
		return Sweep{}, fmt.Errorf("sweep: %w", err)
	}
	var s Sweep
	meta, err := toml.Decode(string(text), &s)
	if err == nil && len(meta.Undecoded()) > 0 {
		err = fmt.Errorf("%s is no field of a sweep", meta.Undecoded()[0])
	}
	if err == nil {
		err = s.validate()
	}
	if err != nil {
		return Sweep{}, fmt.Errorf("sweep: %s: %w", name, err)
	}
	return s, nil
}

func (s Sweep) validate() error {
	switch {
	case s.Name == "" || strings.ContainsFunc(s.Name, func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-", r) }):
		return fmt.Errorf("name: %q is not made of a-z, 0-9 and '-'", s.Name)
	case s.Recipe == "":
		return fmt.Errorf("recipe: missing")
	case len(s.Seeds) == 0:
		return fmt.Errorf("seeds: missing")
	case len(s.Rows) == 0:
		return fmt.Errorf("row: missing")
	}
	for _, r := range s.Rows {
		if r.Plain != "" && !slices.ContainsFunc(s.Rows, func(other Row) bool { return other.Network == r.Plain }) {
			return fmt.Errorf("plain: %q is no network of the table", r.Plain)
		}
	}
	seen := map[string]bool{}
	for _, j := range s.Jobs() {
		// A file with a record would do for training, but its name is no
		// folder's.
		if j.Network == "" || strings.ContainsAny(j.Network, "/\\ ") {
			return fmt.Errorf("network: %q is no name of a network", j.Network)
		}
		if seen[j.Folder()] {
			return fmt.Errorf("%s with seed %d stands there twice", j.Network, j.Seed)
		}
		seen[j.Folder()] = true
	}
	return nil
}

// Jobs lists the runs: all rows with the first seed, then all with the second,
// so that a sweep that is stopped early has compared all networks.
func (s Sweep) Jobs() []Job {
	var jobs []Job
	for _, seed := range s.Seeds {
		for _, r := range s.Rows {
			jobs = append(jobs, Job{r.Network, seed})
		}
	}
	return jobs
}
