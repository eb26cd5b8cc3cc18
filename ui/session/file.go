package session

import (
	"fmt"
	"hash/fnv"
)

// File is a file of the reader's own as the browser has it. Its content stays
// there and goes to the workers as it is; of it the session has the ends, by
// which it is told from others.
type File struct {
	Size    int64
	Head    []byte // its first bytes: FileEnd of them, or all
	Tail    []byte // its last bytes: FileEnd of them, or all
	Content any    // what the browser knows it by
}

// FileEnd is how many bytes of either end of a file a session has.
const FileEnd = 1 << 19

// InMemory is a file whose content is its bytes, where there is no browser.
func InMemory(content []byte) File {
	n := len(content)
	return File{Size: int64(n), Head: content[:min(FileEnd, n)], Tail: content[max(0, n-FileEnd):], Content: content}
}

// digest names a file by what is in its ends and how long it is.
func (f File) digest() string {
	h := fnv.New64a()
	h.Write(f.Head)
	h.Write(f.Tail)
	fmt.Fprint(h, f.Size)
	return fmt.Sprintf("%016x", h.Sum64())
}

// ownID names a picture file by what is in it, so that it has the same name
// after a reload, and another one never has.
func ownID(f File) string { return ownPrefix + f.digest() }

// ownPrefix begins the names of pictures of the reader's own.
const ownPrefix = "own-"
