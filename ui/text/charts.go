package text

// Charts are the words of the charts that share the grid's columns. Each has a
// name, a hint, and what it comes to.
type Charts struct {
	_                             incomparable
	Alike, AlikeHint, AlikeSum    string // sum: measure of likeness
	AlikeWas, Was                 string // network, likeness before the edits
	WasBy                         string // those, measure of likeness
	Answer                        string
	AnswerHint                    string // class
	AnswerEach, RightHint         string // hints: where the answers differ; over a batch
	RightSum                      string // pictures
	OnlyIn, From                  string // stage, maps
	Off, OffNone                  string
	OffHintFirst                  string // network
	OffHint                       string // network, class
	OffHintEach                   string // of two networks that differ
	OffHintBoth                   string // class
	OffAsIs                       string // network, per cent
	OffAsTheyAre                  string
	OffCount                      string // network, blocks where its answer changes, blocks
	OffChangeEach                 string // those
	OffChanges                    string // blocks where the answer changes, blocks
	OffKeeps                      string // blocks
	Says                          string // class
	Press                         string // network, block
	Across, AcrossHint, AcrossSum string // sum: measure of likeness
	Network                       string // network, what it comes to
	Values                        string // network, values
	NoValues                      string // network
	ValueAt                       string // block, value
}

var englishCharts = Charts{
	Alike: "Alike", AlikeHint: "O to O before", AlikeSum: "mean within stages (%s)",
	AlikeWas: "%s was %s", Was: "was %s", WasBy: "%s (%s)",
	Answer: "Answer", AnswerHint: "%s %%, if read here", AnswerEach: "its own %, if read here",
	RightHint: "% right, if read here", RightSum: "%% right of %d pictures",
	OnlyIn: "Readable in stage %d only: the last layer takes %s maps.", From: "Readable from stage %d on: the last layer takes %s maps.",
	Off: "H off", OffNone: "Neither network has a memory that could be switched off.",
	OffHintFirst: "%s’s answer %%; press one", OffHint: "%s’s %s %%; press one", OffAsIs: "%s as it is: %s",
	OffHintEach: "each its own, %; press one", OffHintBoth: "%s %%; press one", OffAsTheyAre: "as is:", OffCount: "%s %d of %d", OffChangeEach: "answer changes: %s blocks",
	OffChanges: "changes its answer at %d of %d blocks", OffKeeps: "keeps its answer at all %d blocks",
	Says: "says %s", Press: "%s: switch H off at block %s",
	Across: "A × B", AcrossHint: "same block", AcrossSum: "mean over blocks (%s)",
	Network: "%s %s", Values: "%s: %s", NoValues: "%s: no values", ValueAt: "%s %s",
}

var koreanCharts = Charts{
	Alike: "유사도", AlikeHint: "앞 블록의 O와", AlikeSum: "스테이지 안의 평균 (%s)",
	AlikeWas: "%s 전에는 %s", Was: "전에는 %s", WasBy: "%s (%s)",
	Answer: "답", AnswerHint: "%s %%, 여기서 읽으면", AnswerEach: "각자의 답 %, 여기서 읽으면",
	RightHint: "정답률 %, 여기서 읽으면", RightSum: "%% 정답, 그림 %d장",
	OnlyIn: "스테이지 %d에서만 읽힙니다. 마지막 층은 맵 %s개를 받습니다.", From: "스테이지 %d부터 읽힙니다. 마지막 층은 맵 %s개를 받습니다.",
	Off: "H 끄기", OffNone: "두 신경망 모두 끌 수 있는 기억이 없습니다.",
	OffHintFirst: "%s의 답 %%, 눌러서 끄기", OffHint: "%s의 %s %%, 눌러서 끄기", OffAsIs: "%s 그대로: %s",
	OffHintEach: "각자의 답 %, 눌러서 끄기", OffHintBoth: "%s %%, 눌러서 끄기", OffAsTheyAre: "그대로:", OffCount: "%s %d / %d", OffChangeEach: "답이 바뀌는 블록: %s",
	OffChanges: "답이 바뀌는 블록: %d / %d", OffKeeps: "블록 %d개 모두에서 답이 그대로입니다",
	Says: "답: %s", Press: "%s: 블록 %s에서 H 끄기",
	Across: "A × B", AcrossHint: "같은 블록끼리", AcrossSum: "블록들의 평균 (%s)",
	Network: "%s %s", Values: "%s: %s", NoValues: "%s: 값 없음", ValueAt: "%s %s",
}
