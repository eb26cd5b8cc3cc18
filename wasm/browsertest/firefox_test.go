//go:build !js

package browsertest

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"regnetlens/tools/node"
)

// The page works in Firefox, too: a first result, a dropped picture, nothing
// on the console. "make tools-firefox tools-node" installs what this needs.
func TestFirefox(t *testing.T) {
	if _, err := node.Package("puppeteer-core"); err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("firefox-esr"); err != nil {
		t.Fatalf("%v (\"make tools-firefox\" installs it)", err)
	}
	s, err := site()
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s)
	defer srv.Close()
	picture, err := filepath.Abs(filepath.Join(root, "ui", "samples", "frog.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", filepath.Join(root, "tools", "node", "firefox.mjs"), srv.URL+"/", picture)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	var saw struct {
		Browser        string
		First, Dropped []string
		Complaints     []string
	}
	if err := json.Unmarshal(out, &saw); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Log(saw.Browser)
	for file, got := range map[string][]string{"ship.jpg": saw.First, "frog.jpg": saw.Dropped} {
		want := []string{native(t, sides["A"], sample(t, file)), native(t, sides["B"], sample(t, file))}
		if !slices.Equal(got, want) {
			t.Errorf("%s: Firefox says %q, the native backend %q", file, got, want)
		}
	}
	for _, c := range saw.Complaints {
		t.Errorf("the page complained: %s", c)
	}
}
