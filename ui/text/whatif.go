package text

// WhatIf is said where networks are changed while they run.
type WhatIf struct {
	_                              incomparable
	Title, Undo, Redo, Clear, Hint string
	Times                          string // network, map, channel, factor
	Of                             string // network: whose memory the switches are of
	Pale                           string // what dashed bars are
	Off, OffAll, Frozen, Scaled    string // list: network and place; network and stage; …; network, place, map, channel, factor
	Remove                         string // an edit of the list
}

var englishWhatIf = WhatIf{
	Title: "What if?", Undo: "Undo", Redo: "Redo", Clear: "Clear",
	Hint:  "Press a block to switch the memory off there. The change shows in the bars and above the maps.",
	Times: "Network %s: map %s, channel %d %s",
	Of:    "%s’s H",
	Pale:  "before",
	Off:   "%s %d.%d: regulator off", OffAll: "%s stage %d: regulator off", Frozen: "%s %d.%d: state frozen", Scaled: "%s %d.%d: %s·%d × %s",
	Remove: "Take back: %s",
}

var koreanWhatIf = WhatIf{
	Title: "바꾸어 보면?", Undo: "되돌리기", Redo: "다시 하기", Clear: "모두 지우기",
	Hint:  "블록을 누르면 그곳의 기억이 꺼집니다. 바뀐 것은 막대와 맵 위에 보입니다.",
	Times: "신경망 %s: 맵 %s, 채널 %d %s",
	Of:    "%s의 H",
	Pale:  "바꾸기 전",
	Off:   "%s %d.%d: 레귤레이터 끔", OffAll: "%s 스테이지 %d: 레귤레이터 끔", Frozen: "%s %d.%d: 상태 고정", Scaled: "%s %d.%d: %s·%d × %s",
	Remove: "되돌리기: %s",
}
