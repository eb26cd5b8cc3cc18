package session

import (
	"errors"

	"regnetlens/infer/picture"
	"regnetlens/ui/text"
)

// Fault is why a picture file cannot be shown, in one sentence with its name.
func Fault(t *text.Table, name string, f *picture.Fault) string {
	in := t.Inputs
	if name == "" {
		name = in.ThisFile
	}
	format := f.Format
	if format != "" {
		format += " "
	}
	switch f.Kind {
	case picture.Unknown:
		return t.Fill(in.NoPicture, name)
	case picture.Empty:
		return t.Fill(in.EmptyPicture, name)
	case picture.Large:
		return t.Fill(in.LargePicture, name, f.Width, f.Height, f.Megapixels(), picture.MaxPixels/1_000_000)
	case picture.Barred:
		return t.Fill(in.BarredPicture, name)
	case picture.Long:
		return t.Fill(in.LongFile, name)
	case picture.Gone:
		return t.Fill(in.GoneFile, name)
	}
	return t.Fill(in.BrokenPicture, name, format)
}

// faultOf is the fault in an error of reading a file.
func faultOf(err error) *picture.Fault {
	var f *picture.Fault
	if errors.As(err, &f) {
		return f
	}
	return &picture.Fault{Kind: picture.Gone, Err: err}
}

// refusePicture says why a picture is not shown.
func (s *Session) refusePicture(name string, f *picture.Fault) {
	if f == nil {
		f = &picture.Fault{Kind: picture.Broken}
	}
	s.Notice = &Notice{Say: func(t *text.Table) string { return Fault(t, name, f) }, Detail: f.Error()}
}

// Unreadable says that a file could not be read; name may be "".
func (s *Session) Unreadable(name string, kind picture.Kind) {
	s.refusePicture(name, &picture.Fault{Kind: kind})
}

// UnreadableFor says that a file could not be read, because of an error.
func (s *Session) UnreadableFor(name string, err error) { s.refusePicture(name, faultOf(err)) }
