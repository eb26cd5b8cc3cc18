package text

// Attribution is said where the page shows which places speak for a class.
type Attribution struct {
	_               incomparable
	Title           string // class
	Map, Occlusion  string
	SayMap          string
	SayOcclusion    string // pixels of the patch, of a step
	Logits, Percent string // unit behind a number
	Ask             string // class
	Alt             string // network, class
	Method          string
	Class           string
	Likeliest       string
	Places          string // places done, all
}

var englishAttribution = Attribution{
	Title: "Why “%s”?", Map: "Class map", Occlusion: "Occlusion",
	SayMap:       "Red places speak for the class, blue ones against it. The mean over the map plus the class's bias is its score (logit).",
	SayOcclusion: "A grey patch of %d pixels hides place after place, %d pixels on each time. Red: the class loses that much probability without the place; blue: it gains.",
	Logits:       "%s logits", Percent: "%s points of %%",
	Ask: "Why %s?", Alt: "Network %s: places that speak for %s", Method: "Method", Class: "Class", Likeliest: "the likeliest of both", Places: "%d of %d places",
}

var koreanAttribution = Attribution{
	Title: "왜 “%s”일까?", Map: "클래스 맵", Occlusion: "가려 보기",
	SayMap:       "붉은 곳은 이 클래스를 지지하고 푸른 곳은 반대합니다. 맵의 평균에 클래스의 바이어스를 더하면 점수(로짓)가 됩니다.",
	SayOcclusion: "%d픽셀 회색 조각으로 %d픽셀씩 옮겨 가며 가립니다. 붉은 곳: 가리면 그만큼 확률을 잃고, 푸른 곳: 얻습니다.",
	Logits:       "%s 로짓", Percent: "%s %%p",
	Ask: "왜 %s?", Alt: "신경망 %s: %s 클래스를 지지하는 곳", Method: "방법", Class: "클래스", Likeliest: "둘의 답 가운데 가장 그럴듯한 것", Places: "%d / %d곳",
}
