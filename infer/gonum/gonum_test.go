package gonum

import (
	"testing"

	"regnetlens/infer/internal/conform"
)

func TestGolden(t *testing.T) { conform.Golden(t, Backend{}, "../testdata", conform.Tolerance) }

func TestRunning(t *testing.T) { conform.Running(t, Backend{}) }

func TestEdits(t *testing.T) { conform.Edits(t, Backend{}, conform.Tolerance) }
