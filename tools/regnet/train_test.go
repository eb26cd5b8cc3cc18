package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTrainerIsStarted(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	run := func(args ...string) error {
		cmd := newRootCommand()
		cmd.SetArgs(args)
		return cmd.Execute()
	}
	if err := run("train", "resnet-20"); err == nil || !strings.Contains(err.Error(), "make build") {
		t.Fatalf("without a trainer: %v", err)
	}
	program := filepath.Join(dir, trainerName)
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	defer func(was func(string, []string) error) { becomeTrainer = was }(becomeTrainer)
	var got []string
	becomeTrainer = func(p string, args []string) error {
		got = append([]string{p}, args...)
		return nil
	}
	if err := run("train", "resnet-20", "--seed", "2", "--help"); err != nil {
		t.Fatal(err)
	}
	if want := []string{program, trainerName, "train", "resnet-20", "--seed", "2", "--help"}; !slices.Equal(got, want) {
		t.Errorf("started %q, want %q", got, want)
	}
}
