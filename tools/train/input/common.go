package input

import (
	"bytes"
	"hash/maphash"
)

// Common counts the pictures of b that are in a too, by their pixels. Both
// have pictures of one size.
func Common(a, b *Set) int {
	per := a.Size * a.Size * 3
	picture := func(s *Set, i int) []byte { return s.Pixels[i*per:][:per] }
	seed := maphash.MakeSeed()
	where := make(map[uint64][]int32, b.Images)
	for i := range b.Images {
		h := maphash.Bytes(seed, picture(b, i))
		where[h] = append(where[h], int32(i))
	}
	common := 0
	for i := range a.Images {
		h := maphash.Bytes(seed, picture(a, i))
		left := where[h][:0]
		for _, j := range where[h] {
			if bytes.Equal(picture(a, i), picture(b, int(j))) {
				common++
			} else {
				left = append(left, j)
			}
		}
		where[h] = left
	}
	return common
}
