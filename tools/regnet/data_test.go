package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDataGet(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("not CIFAR")) }))
	defer server.Close()
	dir := t.TempDir()
	run := func(args ...string) (string, error) {
		cmd := newRootCommand()
		var out bytes.Buffer
		cmd.SetOut(&out)
		cmd.SetErr(&out)
		cmd.SetArgs(append([]string{"data", "get", "--dir", dir}, args...))
		err := cmd.ExecuteContext(t.Context())
		return out.String(), err
	}
	if _, err := run("cifar10", "--url", server.URL); err == nil || !strings.Contains(err.Error(), "MD5") {
		t.Errorf("other content: %v", err)
	}
	if _, err := run("mnist"); err == nil || !strings.Contains(err.Error(), "cifar100") {
		t.Errorf("an unknown set: %v", err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("left in the folder: %v", files)
	}
	// What is there under the name and is not the set is not touched.
	mine := filepath.Join(dir, "cifar-10-binary.tar.gz")
	if err := os.WriteFile(mine, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := run("cifar10", "--url", server.URL); err == nil {
		t.Error("another file of that name: no error")
	}
}
