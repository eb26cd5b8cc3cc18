// Package cache knows the folder in which decoded data sets are kept from one
// training to the next, lists what is in it, and clears it.
package cache

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Extension is that of a decoded set's file. Its first line is JSON, an [Entry]
// among it.
const Extension = ".regnet-cache"

// maxHeader bounds the first line: the names of a thousand classes take a tenth
// of it.
const maxHeader = 1 << 20

// Dir is where decoded sets are kept if nothing else is said.
func Dir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("cache: no place for a cache: %w", err)
	}
	return filepath.Join(dir, "regnet", "data"), nil
}

// Entry is one decoded set.
type Entry struct {
	File   string    `json:"file"` // base name
	Bytes  int64     `json:"bytes"`
	Time   time.Time `json:"time"` // of its making
	Split  string    `json:"split"`
	Size   int       `json:"size"` // rows and columns of its pictures
	Images int       `json:"images"`
	Broken bool      `json:"broken,omitempty"` // its first line cannot be read
}

// List lists the sets in a folder, the newest first. A folder that is not
// there has none.
func List(dir string) ([]Entry, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("cache: %w", err)
	}
	var all []Entry
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), Extension) || !e.Type().IsRegular() {
			continue
		}
		entry, err := read(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("cache: %w", err)
		}
		all = append(all, entry)
	}
	slices.SortFunc(all, func(a, b Entry) int { return b.Time.Compare(a.Time) })
	return all, nil
}

func read(path string) (Entry, error) {
	f, err := os.Open(path)
	if err != nil {
		return Entry{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Entry{}, err
	}
	var e Entry
	line, err := bufio.NewReader(io.LimitReader(f, maxHeader)).ReadBytes('\n')
	if err != nil || json.Unmarshal(line, &e) != nil {
		e = Entry{Broken: true}
	}
	e.File, e.Bytes, e.Time = filepath.Base(path), info.Size(), info.ModTime()
	return e, nil
}

// Clear removes the sets of a folder, and what an interrupted decoding left. It
// returns how many files that were, and their bytes. Other files stay.
func Clear(dir string) (files int, bytes int64, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, fmt.Errorf("cache: %w", err)
	}
	for _, e := range entries {
		name := e.Name()
		ours := strings.HasSuffix(name, Extension) || strings.Contains(name, Extension+".") && strings.HasSuffix(name, ".part") ||
			strings.HasPrefix(name, "decoding-")
		if !ours || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err == nil {
			err = os.Remove(filepath.Join(dir, name))
		}
		if err != nil {
			return files, bytes, fmt.Errorf("cache: %w", err)
		}
		files++
		bytes += info.Size()
	}
	return files, bytes, nil
}
