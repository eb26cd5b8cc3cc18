package page

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
)

// write puts the files and their compressed forms into a folder.
func write(dir string, c compressor, files []file) (Report, error) {
	report := make(Report, len(files))
	errs := make([]error, len(files))
	var wg sync.WaitGroup
	for i, f := range files {
		wg.Go(func() { report[i], errs[i] = writeFile(dir, c, f) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return report, nil
}

func writeFile(dir string, c compressor, f file) (Size, error) {
	name := filepath.Join(dir, filepath.FromSlash(f.name))
	size := Size{Name: f.name, Part: f.part, Plain: len(f.content), Wire: len(f.content)}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return size, err
	}
	if err := os.WriteFile(name, f.content, 0o644); err != nil {
		return size, err
	}
	if c.cache == "" {
		return size, nil
	}
	for _, k := range []coding{brotliCoding, gzipCoding} {
		small, err := c.compress(k, f.content)
		if err != nil {
			return size, err
		}
		if small == nil {
			continue
		}
		if err := os.WriteFile(name+k.suffix, small, 0o644); err != nil {
			return size, err
		}
		if k.suffix == brotliCoding.suffix {
			size.Wire = len(small)
		}
	}
	return size, nil
}

// Write puts files by their names into a folder, compressed as those of a page
// are, for [server.Load].
func Write(dir, cache string, files map[string][]byte) error {
	var list []file
	for name, content := range files {
		list = append(list, file{name: name, content: content})
	}
	if _, err := write(dir, compressor{cache}, list); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	return nil
}

// Report lists the files of a built page.
type Report []Size

// Size is one file's, in bytes.
type Size struct {
	Name  string
	Part  string // "page", "program", "models"; "" for what is not counted
	Plain int
	Wire  int // as a browser that knows brotli gets it
}

// WireLimit is the most that page, program and the models that it opens with
// may weigh on the wire.
const WireLimit = 2_500_000

// Wire is the weight of page, program and the models that it opens with on the
// wire.
func (r Report) Wire() int {
	total := 0
	for _, s := range r {
		if s.Part != "" {
			total += s.Wire
		}
	}
	return total
}

// String is the report as a table, the parts that count first.
func (r Report) String() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "brotli\tplain\tpart\t  file\t")
	rest := 0
	sorted := slices.Clone(r)
	slices.SortStableFunc(sorted, func(a, b Size) int { return b.Wire - a.Wire })
	for _, s := range sorted {
		if s.Part == "" {
			rest += s.Wire
			continue
		}
		fmt.Fprintf(w, "%d\t%d\t%s\t  %s\t\n", s.Wire, s.Plain, s.Part, s.Name)
	}
	fmt.Fprintf(w, "%d\t\t\t  of %d allowed\t\n", r.Wire(), WireLimit)
	w.Flush()
	fmt.Fprintf(&b, "besides, the gallery's pictures, models that are chosen, and full weight files: %d\n", rest)
	return b.String()
}
