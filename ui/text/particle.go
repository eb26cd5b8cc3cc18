package text

import (
	"strings"
	"unicode/utf8"
)

// Particle is the form of a Korean particle that fits the word before it: with
// behind a final consonant, without behind a vowel, as in 은/는, 이/가, 을/를,
// 과/와, 이라고/라고. 으로/로 takes the second form behind ㄹ, too. What stands in
// brackets behind the word is not read along with it.
func Particle(before, with, without string) string {
	last := finalOf(before)
	if last == noFinal || last == finalL && with == "으로" {
		return without
	}
	return with
}

// final is what a word ends with when it is said in Korean.
type final int

const (
	noFinal final = iota
	finalL
	otherFinal
)

// finalOf looks at the last letter or digit of a text. Latin letters are read
// by their names (A 에이, L 엘), which is right for the networks' letters and as
// good a guess as any for foreign words.
func finalOf(before string) final {
	before = strings.TrimRight(before, " .,:;!?%\"'”’")
	if open := strings.LastIndexByte(before, '('); open > 0 && strings.HasSuffix(before, ")") {
		before = strings.TrimRight(before[:open], " ")
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	if r >= '가' && r <= '힣' {
		switch (r - '가') % 28 {
		case 0:
			return noFinal
		case 8:
			return finalL
		}
		return otherFinal
	}
	switch r {
	case '1', '7', '8', 'l', 'L', 'r', 'R':
		return finalL
	case '0', '3', '6', 'm', 'M', 'n', 'N':
		return otherFinal
	}
	return noFinal
}
