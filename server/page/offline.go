package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"text/template"

	"regnetlens/ui/session"
)

// version names a build by everything that it is made of.
func (a assets) version() string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(a)) {
		content := sha256.Sum256(a[name].content)
		sum.Write([]byte(name + "\n"))
		sum.Write(content[:])
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// offlineBuild is what the service worker knows of its build.
type offlineBuild struct {
	Version string            `json:"version"`
	Page    string            `json:"page"`  // the one file whose name says nothing of its content
	Own     string            `json:"own"`   // the list of the user's own pictures
	Files   map[string]string `json:"files"` // hashes of the content, in hexadecimal, by name
}

// serviceWorker fills the service worker's script in. It must be the last file:
// it knows all others.
func serviceWorker(script []byte, version string, files []file) (file, error) {
	b := offlineBuild{Version: version, Page: "index.html", Own: session.OwnSamples, Files: map[string]string{}}
	for _, f := range files {
		if f.name != b.Own && !f.onDemand {
			sum := sha256.Sum256(f.content)
			b.Files[f.name] = hex.EncodeToString(sum[:])
		}
	}
	t, err := template.New("service-worker.js").Parse(string(script))
	if err != nil {
		return file{}, err
	}
	known, err := json.Marshal(b)
	if err != nil {
		return file{}, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, string(known))
	return file{name: session.ServiceWorker, content: out.Bytes(), part: partPage}, err
}
