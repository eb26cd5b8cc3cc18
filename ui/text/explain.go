package text

// Explain is said where the page shows how one value came to be.
type Explain struct {
	_                 incomparable
	Title, Hint, Keys string
	Reads             string // kernel, kernel, map, channel, channels
	ReadsHidden       string // kernel, kernel, channels
	Fused             string // channel
	Read, Kernel      string
	Shortcut, Edited  string
}

var englishExplain = Explain{
	Title: "How this value came about", Hint: "Point at a map above, or move over it with the arrow keys.",
	Keys:        "The boxes on the picture: what the value can depend on.",
	Reads:       "%d × %d window of %s; channel %d of %d adds the most",
	ReadsHidden: "%d × %d window of %d channels",
	Fused:       "3 × 3 window of u = a·I + b·H, channel %d",
	Read:        "Map that is read, with the window", Kernel: "Values in the window, and the kernel's weights",
	Shortcut: "shortcut", Edited: "changed by you",
}

var koreanExplain = Explain{
	Title: "이 값이 나온 과정", Hint: "위의 맵을 가리키거나 화살표 키로 옮겨 보세요.",
	Keys:        "그림 위의 상자: 값이 달려 있을 수 있는 범위.",
	Reads:       "%d × %d 창, 맵 %s, 가장 많이 더하는 채널 %d / %d",
	ReadsHidden: "%d × %d 창, 채널 %d개",
	Fused:       "u = a·I + b·H 의 3 × 3 창, 채널 %d",
	Read:        "읽는 맵과 창", Kernel: "창 안의 값과 커널의 가중치",
	Shortcut: "지름길", Edited: "바꾼 값",
}
