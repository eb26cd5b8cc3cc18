package cpu

import (
	"regnetlens/infer"
	"testing"

	"regnetlens/infer/gonum"
	"regnetlens/infer/internal/conform"
)

func TestGolden(t *testing.T) { conform.Golden(t, Backend{}, "../testdata", infer.Tolerance) }

func TestRunning(t *testing.T) { conform.Running(t, Backend{}) }

func TestAgreesWithReference(t *testing.T) {
	conform.Agree(t, Backend{}, gonum.Backend{}, 60, infer.Tolerance)
}

func TestEdits(t *testing.T) {
	conform.Edits(t, Backend{}, infer.Tolerance)
	conform.AgreeEdited(t, Backend{}, gonum.Backend{}, 30, infer.Tolerance)
}

func TestNonFinite(t *testing.T) { conform.NonFinite(t, Backend{}, gonum.Backend{}) }
