package sweep

import (
	_ "embed"
	"fmt"
	"io"
	"strings"
	"text/template"
)

// Cluster is what a script for many hosts needs to know beside the sweep.
type Cluster struct {
	File     string // the sweep, as the command line names it
	Dir      string // folder that all hosts share
	Pictures string // training pictures, seen from a host
	Device   string
	Image    string // Kubernetes: the container's image
	Claim    string // Kubernetes: the volume claim mounted at Dir
	Parallel int    // most runs at once; 0: all
}

//go:embed slurm.tmpl
var slurm string

//go:embed kubernetes.tmpl
var kubernetes string

var emitters = map[string]*template.Template{
	"slurm":      template.Must(template.New("slurm").Funcs(functions).Parse(slurm)),
	"kubernetes": template.Must(template.New("kubernetes").Funcs(functions).Parse(kubernetes)),
}

// functions quote for the shell and for YAML, whose double-quoted texts are
// written as Go's are for what can stand here.
var functions = template.FuncMap{
	"shell": func(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" },
	"yaml":  func(s string) string { return fmt.Sprintf("%q", s) },
}

// Emit writes a job array for Slurm or an Indexed Job for Kubernetes, whose
// i-th task runs the i-th of the sweep's jobs, as "regnet sweep --only i" does.
func (s Sweep) Emit(w io.Writer, system string, c Cluster) error {
	t, ok := emitters[system]
	if !ok {
		return fmt.Errorf("sweep: %q is neither slurm nor kubernetes", system)
	}
	if system == "kubernetes" && (c.Image == "" || c.Claim == "") {
		return fmt.Errorf("sweep: kubernetes needs --image and --claim")
	}
	n := len(s.Jobs())
	if c.Parallel < 1 || c.Parallel > n {
		c.Parallel = n
	}
	return t.Execute(w, struct {
		Sweep
		Cluster
		Count, Last int
		GPU         bool
	}{s, c, n, n - 1, c.Device == "cuda" || c.Device == "auto"})
}
