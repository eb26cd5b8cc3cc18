package run

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Names of the logs in a run's folder: one JSON object a line, and the same as
// a table.
const (
	LogFile = "epochs.jsonl"
	csvFile = "epochs.csv"
)

// writeLogs writes both logs anew, so that a run that was taken up again has
// each epoch once.
func writeLogs(dir string, epochs []Epoch) error {
	err := atomically(filepath.Join(dir, LogFile), func(f io.Writer) error {
		enc := json.NewEncoder(f)
		for _, e := range epochs {
			if err := enc.Encode(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return atomically(filepath.Join(dir, csvFile), func(f io.Writer) error {
		_, err := fmt.Fprintln(f, "epoch,steps,loss,accuracy,rate,seconds,images_per_second,held_out,test")
		for _, e := range epochs {
			if err == nil {
				_, err = fmt.Fprintf(f, "%d,%d,%g,%g,%g,%g,%g,%g,%g\n", e.Epoch, e.Steps, e.Loss, e.Accuracy, e.Rate, e.Seconds, e.ImagesPer, e.HeldOut, e.Test)
			}
		}
		return err
	})
}

// ReadLog reads the log of a run's folder.
func ReadLog(dir string) ([]Epoch, error) {
	f, err := os.Open(filepath.Join(dir, LogFile))
	if err != nil {
		return nil, fmt.Errorf("run: %w", err)
	}
	defer f.Close()
	var epochs []Epoch
	for dec := json.NewDecoder(f); dec.More(); {
		var e Epoch
		if err := dec.Decode(&e); err != nil {
			return nil, fmt.Errorf("run: %s: %w", f.Name(), err)
		}
		epochs = append(epochs, e)
	}
	return epochs, nil
}
