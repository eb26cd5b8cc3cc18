package session

import (
	"encoding/json"
	"fmt"

	"regnetlens/ui/export"
	"regnetlens/ui/text"
	"regnetlens/wasm/protocol"
)

// SavePicture saves a view as a PNG file, so many times its plain size.
func (s *Session) SavePicture(view string, scale int) {
	s.port.Picture(view, scale, fmt.Sprintf("%s_%dx.png", s.viewName(view), scale))
}

// SaveSVG saves a view that is [Drawn] as an SVG file.
func (s *Session) SaveSVG(view string) { s.port.SVG(view, s.viewName(view)+".svg") }

// SaveTap saves all values of what a slot shows of the selection, as "npy" or
// "csv".
func (s *Session) SaveTap(side int, format string) {
	tap, _, ok := s.Slots[side].Selected()
	if !ok {
		return
	}
	name := fileName(s.ShownTitle(), []string{s.Slots[side].Model.ID}, tap.Name) + "." + format
	s.GetTap(side, tap.Name, func(v *protocol.TapValues) {
		if v == nil {
			s.saveFailed("", func(t *text.Table) string { return t.Save.Failed })
			return
		}
		write, mime := export.NPY, "application/octet-stream"
		if format == "csv" {
			write, mime = export.CSV, "text/csv"
		}
		b, err := write(v)
		if err != nil {
			s.saveFailed(err.Error(), func(t *text.Table) string { return t.Save.Failed })
			return
		}
		s.port.Download(name, mime, b)
	})
}

// saveFailed says why nothing was saved. The dialog, which lies over notices, gives
// way.
func (s *Session) saveFailed(detail string, say func(*text.Table) string) {
	if s.Dialog == DialogSave {
		s.Dialog = ""
	}
	s.Notice = &Notice{Say: say, Detail: detail}
}

// saved is the file of a result. Names carry their units.
type saved struct {
	Software string         `json:"software"`
	Version  string         `json:"version"` // of the build
	Picture  string         `json:"picture"`
	Networks []savedNetwork `json:"networks"`
}

type savedNetwork struct {
	Slot          string              `json:"side"`
	Model         string              `json:"model"`
	Title         string              `json:"title"`
	Backend       string              `json:"backend"`
	Answer        string              `json:"answer"`
	Probabilities map[string]*float32 `json:"probabilities"` // by class, from 0 to 1; null for what is no number
	PrepareMS     float64             `json:"prepare_ms"`
	RunMS         float64             `json:"run_ms"`
}

// numbers are values for JSON, which has no word for what is no number.
func numbers(values map[string]float32) map[string]*float32 {
	out := map[string]*float32{}
	for name, v := range values {
		out[name] = nil
		if protocol.Finite(v) {
			out[name] = &v
		}
	}
	return out
}

// SaveResult saves both answers to the picture as JSON.
func (s *Session) SaveResult() {
	if s.Shown == nil {
		return
	}
	out := saved{Software: "RegNet Lens", Version: s.Data.Version, Picture: s.Shown.Title, Networks: []savedNetwork{}}
	for _, d := range s.Slots {
		if d.Result == nil {
			continue
		}
		out.Networks = append(out.Networks, savedNetwork{
			Slot: d.Name(), Model: d.Model.ID, Title: d.Model.Title, Backend: d.Backend, Answer: d.Top(),
			Probabilities: numbers(d.Probabilities()), PrepareMS: d.Result.PrepareMS, RunMS: d.Result.RunMS,
		})
	}
	b, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		s.saveFailed(err.Error(), func(t *text.Table) string { return t.Save.Failed })
		return
	}
	s.port.Download(fileName(s.Shown.Title, []string{s.Slots[0].Model.ID, s.Slots[1].Model.ID}, "result")+".json", "application/json", append(b, '\n'))
}
