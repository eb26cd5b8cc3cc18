// Package rules has no code of its own: its tests read the whole repository and
// hold it to what was agreed for all of it. Each failure names its reason.
//
//   - rooms_test.go is the table of which folder may import which, and
//     architecture_test.go holds ARCHITECTURE.md's against it.
//   - words_test.go has the words that the code has given up for better ones.
//   - source_test.go has the rest: every package says what it is, JavaScript is
//     reached through one package, lists are not made by splitting strings.
//
// To add a folder, give it a row in rooms and one in ARCHITECTURE.md.
package rules
