package gonum

import (
	"regnetlens/infer"
	"testing"

	"regnetlens/infer/internal/conform"
)

func TestGolden(t *testing.T) { conform.Golden(t, Backend{}, "../testdata", infer.Tolerance) }

func TestRunning(t *testing.T) { conform.Running(t, Backend{}) }

func TestEdits(t *testing.T) { conform.Edits(t, Backend{}, infer.Tolerance) }
