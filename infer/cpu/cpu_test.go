package cpu

import (
	"testing"

	"regnetlens/infer/gonum"
	"regnetlens/infer/internal/conform"
)

func TestGolden(t *testing.T) { conform.Golden(t, Backend{}, "../testdata", conform.Tolerance) }

func TestRunning(t *testing.T) { conform.Running(t, Backend{}) }

func TestAgreesWithReference(t *testing.T) {
	conform.Agree(t, Backend{}, gonum.Backend{}, 60, conform.Tolerance)
}

func TestEdits(t *testing.T) {
	conform.Edits(t, Backend{}, conform.Tolerance)
	conform.AgreeEdited(t, Backend{}, gonum.Backend{}, 30, conform.Tolerance)
}

func TestNonFinite(t *testing.T) { conform.NonFinite(t, Backend{}, gonum.Backend{}) }
