package ui

import "regnetlens/ui/sentence"

// paperTitle names the paper behind the page as bibliographies do.
const paperTitle = "Xu, Pan, Pan, Hoi, Yi, Xu: RegNet: Self-Regulated Network for Image Classification. arXiv 2101.00590"

func (c *Thesis) says() sentence.Sentence { return sentence.Thesis(c.S.Text, c.S.Networks()) }

// roleClass is the class of a run of a computed sentence.
func roleClass(r sentence.Run) string {
	return [...]string{sentence.Plain: "plain", sentence.A: "A", sentence.B: "B", sentence.Strong: "strong", sentence.Seen: "seen-here", sentence.Missing: "not-seen", sentence.Link: "link"}[r.Role]
}
