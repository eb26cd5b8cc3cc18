package text

// Answers are the words of the answers: the last column of the axis, and what
// the picture really shows.
type Answers struct {
	_             incomparable
	Whole         string
	Search        string
	NoSuchClass   string
	Known, KnownA string // KnownA: for a class that begins with a vowel; class
	Really        string
	YouSay        string
	NoneOfTen     string
	NoneOf        string // number
	Right, Wrong  string // network
}

var englishAnswers = Answers{
	Whole: "whole network", Search: "Find a class", NoSuchClass: "No class is called so.",
	Known: "It is a *{class}*.", KnownA: "It is an *{class}*.", Really: "It is really", YouSay: "you say…",
	NoneOfTen: "none of these ten", NoneOf: "none of these %d",
	Right: "%s is right", Wrong: "%s is wrong",
}

var koreanAnswers = Answers{
	Whole: "신경망 전체", Search: "클래스 찾기", NoSuchClass: "그런 이름의 클래스가 없습니다.",
	Known: "정답은 *{class}*입니다.", KnownA: "정답은 *{class}*입니다.", Really: "정답은", YouSay: "골라 주세요…",
	NoneOfTen: "이 열 가지가 아님", NoneOf: "이 %d가지가 아님",
	Right: "%s 맞음", Wrong: "%s 틀림",
}
