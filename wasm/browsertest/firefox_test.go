//go:build !js

package browsertest

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"regnetlens/infer/picture"
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
	// Small enough for the networks' workers, and decoded by the browser.
	pictures := map[string][]byte{"frog.jpg": sample(t, "frog.jpg"), "large.jpg": asJPEG(t, enlarged(t, "truck.jpg"), 90), "large.png": asPNG(t, enlarged(t, "horse.jpg"))}
	names := slices.Sorted(maps.Keys(pictures))
	args := []string{filepath.Join(root, "tools", "node", "firefox.mjs"), srv.URL + "/"}
	for _, name := range names {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, pictures[name], 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	var saw struct {
		Browser string
		First   []string
		Dropped []struct {
			Answers []string
			View    []int
		}
		Complaints []string
	}
	if err := json.Unmarshal(out, &saw); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Log(saw.Browser)
	check := func(name string, file []byte, got []string) {
		want := []string{native(t, sides["A"], file), native(t, sides["B"], file)}
		if !slices.Equal(got, want) {
			t.Errorf("%s: Firefox says %q, the native backend %q", name, got, want)
		}
	}
	check("ship.jpg", sample(t, "ship.jpg"), saw.First)
	for i, name := range names {
		check(name, pictures[name], saw.Dropped[i].Answers)
		img, err := picture.Decode(pictures[name])
		if err != nil {
			t.Fatal(err)
		}
		worst, mean := levelsApart(t, saw.Dropped[i].View, img)
		t.Logf("%s: at most %d levels apart, %.3f in the mean", name, worst, mean)
		if worst > 2 || mean > 0.34 {
			t.Errorf("%s: %d levels apart, %.3f in the mean", name, worst, mean)
		}
	}
	for _, c := range saw.Complaints {
		t.Errorf("the page complained: %s", c)
	}
}
