package sharedtest

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPath(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("REGNET_SHARED", dir)
	want := filepath.Join(dir, "data", "x")
	if err := os.MkdirAll(want, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := Path(t, "data", "x"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var skipped bool
	t.Run("absent", func(t *testing.T) {
		defer func() { skipped = t.Skipped() }()
		Path(t, "data", "y")
	})
	if !skipped {
		t.Error("an absent file did not skip the test")
	}
}

func TestFolderBesideTheRepository(t *testing.T) {
	t.Setenv("REGNET_SHARED", "")
	root := t.TempDir()
	inner := filepath.Join(root, "repo", "tools", "deep")
	for _, dir := range []string{inner, filepath.Join(root, "shared")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "repo", "go.mod"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(inner)
	got, err := folder()
	if err != nil {
		t.Fatal(err)
	}
	want, err := filepath.EvalSymlinks(filepath.Join(root, "shared"))
	if err != nil {
		t.Fatal(err)
	}
	if real, _ := filepath.EvalSymlinks(got); real != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
