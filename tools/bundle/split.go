package main

import (
	"fmt"
	"os"
)

// splitter writes pieces of at most size bytes: name.000, name.001, and so on,
// which make the whole again one after the other.
type splitter struct {
	name   string
	size   int
	pieces []string // their files
	at     *os.File // being written; nil before the first
	room   int      // in it
}

// Write implements io.Writer.
func (s *splitter) Write(b []byte) (n int, err error) {
	for len(b) > 0 {
		if s.room == 0 {
			if err := s.next(); err != nil {
				return n, err
			}
		}
		part := b[:min(len(b), s.room)]
		k, err := s.at.Write(part)
		n, s.room, b = n+k, s.room-k, b[k:]
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

func (s *splitter) next() (err error) {
	if err := s.Close(); err != nil {
		return err
	}
	file := fmt.Sprintf("%s.%03d", s.name, len(s.pieces))
	if s.at, err = os.Create(file); err != nil {
		return err
	}
	s.pieces, s.room = append(s.pieces, file), s.size
	return nil
}

// Close ends the last piece.
func (s *splitter) Close() error {
	if s.at == nil {
		return nil
	}
	err := s.at.Close()
	s.at = nil
	return err
}
