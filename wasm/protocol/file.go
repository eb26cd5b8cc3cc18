package protocol

// Files that a reader gives the page may be hundreds of megabytes. A message
// holds such a file as the browser has it, a Blob, which the browser hands from
// thread to thread without copying what is in it. Nothing but the worker reads
// it, into the message's bytes.

// fileHolder is a message about a file.
type fileHolder interface {
	carrier
	file() *any
}

// File is the file that a message is about, as the browser has it; nil for none.
func File(m Message) any {
	if h, ok := m.(fileHolder); ok {
		return *h.file()
	}
	return nil
}

// SetFile gives a message that was decoded the file that came with it.
func SetFile(m Message, file any) {
	if h, ok := m.(fileHolder); ok {
		*h.file() = file
	}
}

// ReadFile has what is in a message's file read into its bytes; nothing happens
// to a message without one.
func ReadFile(m Message, read func(file any) ([]byte, error)) error {
	h, ok := m.(fileHolder)
	if !ok || *h.file() == nil {
		return nil
	}
	b, err := read(*h.file())
	if err == nil {
		*h.payload(), *h.file() = b, nil
	}
	return err
}
