package session

import (
	"errors"

	"regnetlens/ui/text"
)

var errFileSize = errors.New("what arrived is not as long as the file of the catalogue")

// SaveWeights gives the reader the full weight file of a slot's network: the file
// that the reader opened or, as the page runs a shorter form of the catalogue's,
// that of the catalogue, which is fetched now.
func (s *Session) SaveWeights(slot int) {
	m := s.Slots[slot].Model
	if own, ok := s.files[m.ID]; ok {
		s.port.DownloadFile(m.File, own)
		return
	}
	s.port.Fetch(s.Data.Files[m.ID], func(file File, err error) {
		if err == nil && file.Size != m.Bytes {
			err = errFileSize
		}
		if err != nil {
			s.saveFailed(err.Error(), func(t *text.Table) string { return t.Fill(t.Save.WeightsFailed, m.Title) })
			return
		}
		s.port.DownloadFile(m.File, file)
	})
}
