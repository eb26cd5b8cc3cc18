// Package measure says what a network's inner maps tell: the answer that could
// be read off each block ([Reader]), and how alike the outputs of two blocks
// are ([Compare]). It computes on taps that somebody else took.
package measure
