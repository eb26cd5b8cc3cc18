package page

import (
	"bytes"
	"encoding/json"
	"strings"
	"text/template"

	"regnetlens/ui"
	"regnetlens/ui/samples"
	"regnetlens/ui/session"
	"regnetlens/weights"
)

// index fills index.html in: what the program must know of the build, and the
// page as it looks before the program runs, so that nothing jumps when it does,
// with the script that has to be there from the first byte on.
func index(text, early []byte, version string, catalogue []weights.Model, gallery []samples.Sample) ([]byte, error) {
	t, err := template.New("index.html").Parse(string(text))
	if err != nil {
		return nil, err
	}
	data := session.PageData{Version: version, Weights: map[string]string{}, Files: map[string]string{}, Results: "asset:results.json"}
	for _, m := range catalogue {
		data.Weights[m.ID] = "asset:" + wireAsset(m)
		data.Files[m.ID] = "asset:" + fileAsset(m)
	}
	for _, s := range gallery {
		data.Samples = append(data.Samples, session.Sample{
			ID: s.ID, Title: s.Title, TitleKo: s.TitleKo, URL: "asset:samples/" + s.File,
			Label: s.Label, Credit: s.Origin + ". " + s.Licence,
		})
	}
	begun, err := session.New(data, catalogue)
	if err != nil {
		return nil, err
	}
	for _, d := range begun.Slots {
		data.First = append(data.First, d.Model.ID)
	}
	// encoding/json escapes <, so the text cannot end its script element.
	b, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	var first, out bytes.Buffer
	if err := ui.RenderStatic(&first, data); err != nil {
		return nil, err
	}
	err = t.Execute(&out, struct{ Data, Page, Early string }{string(b), strings.TrimSpace(first.String()), string(early)})
	return out.Bytes(), err
}
