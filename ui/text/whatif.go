package text

// WhatIf is said where networks are changed while they run.
type WhatIf struct {
	_                              incomparable
	Title, Undo, Redo, Clear, Hint string
	Times                          string // network, map, channel, factor
	OffHere, Freeze                string
	OffStage                       string // stage
	Pale                           string // what pale bars are
	Off, OffAll, Frozen, Scaled    string // list: network and place; network and stage; …; network, place, map, channel, factor
	Remove                         string // an edit of the list
}

var englishWhatIf = WhatIf{
	Title: "What if?", Undo: "Undo", Redo: "Redo", Clear: "Clear",
	Hint:    "Change a network at this block: the answer moves, pale bars keep what it was. Freeze hands on the state of the block before.",
	Times:   "Network %s: map %s, channel %d %s",
	OffHere: "Regulator off", Freeze: "Freeze",
	OffStage: "Off in stage %d",
	Pale:     "pale: without the changes",
	Off:      "%s %d.%d: regulator off", OffAll: "%s stage %d: regulator off", Frozen: "%s %d.%d: state frozen", Scaled: "%s %d.%d: %s·%d × %s",
	Remove: "Take back: %s",
}

var koreanWhatIf = WhatIf{
	Title: "바꾸어 보면?", Undo: "되돌리기", Redo: "다시 하기", Clear: "모두 지우기",
	Hint:    "여기에서 신경망을 바꾸면 답이 움직이고, 옅은 막대는 바꾸기 전의 답입니다. 고정하면 앞 블록의 상태가 그대로 넘어갑니다.",
	Times:   "신경망 %s: 맵 %s, 채널 %d %s",
	OffHere: "레귤레이터 끄기", Freeze: "고정",
	OffStage: "스테이지 %d 끄기",
	Pale:     "옅은 막대: 바꾸기 전",
	Off:      "%s %d.%d: 레귤레이터 끔", OffAll: "%s 스테이지 %d: 레귤레이터 끔", Frozen: "%s %d.%d: 상태 고정", Scaled: "%s %d.%d: %s·%d × %s",
	Remove: "되돌리기: %s",
}
