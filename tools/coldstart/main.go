// Command coldstart times a first visit: from going to the page to both
// networks' answers on it, in a fresh browser that has kept nothing, for our
// page and for a plain one that does the same with ONNX Runtime Web, in turns.
//
//	make bench-cold
//	go run ./tools/coldstart -rounds 9 -o build/cold.json
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"regnetlens/tools/atomicfile"
	"regnetlens/tools/node"
)

func main() {
	rounds := flag.Int("rounds", 7, "visits of each page over each link")
	out := flag.String("o", "build/cold.json", "file for the rows")
	flag.Parse()
	if err := run(*rounds, *out, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "coldstart:", err)
		os.Exit(1)
	}
}

func run(rounds int, out string, table io.Writer) error {
	version, err := node.Version("onnxruntime-web")
	if err != nil {
		return err
	}
	var rows []row
	fmt.Fprintf(table, "| link | ours, ms | onnxruntime-web %s, ms | ours / peer | ours, KB | peer, KB | bar |\n|---|--:|--:|--:|--:|--:|---|\n", version)
	for _, l := range links() {
		r, err := compare(l, rounds)
		if err != nil {
			return fmt.Errorf("%s: %w", l.Name, err)
		}
		rows = append(rows, r)
		fmt.Fprintf(table, "| %s | %.0f | %.0f | %.2f | %d | %d | %s |\n", r.Link, r.OursMS, r.PeerMS, r.Ratio, r.OursBytes/1000, r.PeerBytes/1000, r.bar())
	}
	fmt.Fprintf(table, "\n%s: medians of %d visits each, in turns.\n", time.Now().Format(time.DateOnly), rounds)
	b, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		return err
	}
	return errors.Join(os.MkdirAll(filepath.Dir(out), 0o755), atomicfile.WriteBytes(out, append(b, '\n')))
}

// row is our page beside the peer's over a link.
type row struct {
	Link      string    `json:"link"`
	OursMS    float64   `json:"ours_ms"` // medians
	PeerMS    float64   `json:"peer_ms"`
	Ratio     float64   `json:"ratio"` // ours to the peer's
	OursBytes int64     `json:"ours_bytes"`
	PeerBytes int64     `json:"peer_bytes"`
	Ours      []float64 `json:"ours"` // all visits
	Peer      []float64 `json:"peer"`
}

// bar is the last column: ours is to be the sooner.
func (r row) bar() string {
	if r.Ratio > 1 {
		return "missed ≤ 1"
	}
	return "≤ 1"
}

// compare visits both pages in turns. Pages that answer differently are no
// comparison.
func compare(l *link, rounds int) (row, error) {
	r := row{Link: l.Name}
	ours, err := ourSite()
	if err != nil {
		return r, err
	}
	peer, err := peerSite()
	if err != nil {
		return r, err
	}
	var answers string
	for range rounds {
		for _, s := range []struct {
			site  http.Handler
			ms    *[]float64
			bytes *int64
		}{{ours, &r.Ours, &r.OursBytes}, {peer, &r.Peer, &r.PeerBytes}} {
			v, err := visit(s.site, l)
			if err != nil {
				return r, err
			}
			said := strings.Join(v.Answers, ", ")
			if answers == "" {
				answers = said
			}
			if said != answers {
				return r, fmt.Errorf("one page answers %q, another %q", answers, said)
			}
			*s.ms, *s.bytes = append(*s.ms, v.MS), v.Bytes
		}
	}
	r.OursMS, r.PeerMS = median(r.Ours), median(r.Peer)
	r.Ratio = r.OursMS / r.PeerMS
	return r, nil
}

func median(v []float64) float64 { return slices.Sorted(slices.Values(v))[len(v)/2] }
