package text

// Keys are the words of the list of keys.
type Keys struct {
	_                    incomparable
	Button, Title, Close string
	Letters              string // the switch of keys that are characters
	Tab                  string // what every browser does

	Tabs, Pen, PenFar, PenDown                string
	Grid, GridChannel, Lens                   string
	Channel, Block, Kind, Gate                string
	Screen                                    string
	Sample, Language                          string
	Matrix, OnMatrix                          string
	Inspector, OnInspector                    string
	Story, OnStory                            string
	Save, Help, Escape                        string
	OnGrid, OnLens, OnTabs, OnPaper, Anywhere string // headings
}

var englishKeys = Keys{
	Button: "Keys", Title: "Everything by keyboard", Close: "Close",
	Letters: "Use keys that are characters, such as n or ?",
	Tab:     "Tab goes from part to part, Enter or Space presses a button.",

	Tabs: "the next way to choose a picture", Pen: "move the pen", PenFar: "move the pen further", PenDown: "Space: put the pen down, lift it",
	Grid: "along the blocks, between the maps", GridChannel: "from channel to channel of the map", Lens: "move the point whose values are shown",
	Screen:  "the views: One picture, Many pictures, Teach, Results",
	Channel: "previous, next channel", Block: "previous, next block", Kind: "kind of map: input, hidden state, cell state, mix, residual, output", Gate: "the next gate",
	Sample: "next, previous sample picture", Language: "the other language",
	Save: "save pictures and numbers", Help: "this list", Escape: "close what lies over the page",
	Inspector: "the next tab", OnInspector: "On the tabs of the inspector",
	Story: "the step before, the next step", OnStory: "On a step of the story",
	Matrix: "from pair to pair of blocks", OnMatrix: "On the table of likeness",
	OnGrid: "On the grid of blocks", OnLens: "On a map of the lens", OnTabs: "On the ways to choose a picture", OnPaper: "On the drawing", Anywhere: "Anywhere",
}

var koreanKeys = Keys{
	Button: "단축키", Title: "키보드로 모두 하기", Close: "닫기",
	Letters: "n, ? 같은 글자 키 사용",
	Tab:     "Tab은 다음 부분으로 옮기고, Enter나 Space는 단추를 누릅니다.",

	Tabs: "그림을 고르는 다음 방법", Pen: "펜 옮기기", PenFar: "펜 더 멀리 옮기기", PenDown: "스페이스: 펜 내리기, 들기",
	Grid: "블록과 맵 사이를 옮기기", GridChannel: "맵의 채널 사이를 옮기기", Lens: "값을 보여 주는 점 옮기기",
	Screen:  "화면: 그림 하나, 여러 그림, 가르치기, 결과",
	Channel: "이전, 다음 채널", Block: "이전, 다음 블록", Kind: "맵의 종류: 입력, 은닉 상태, 셀 상태, 혼합, 잔차, 출력", Gate: "다음 게이트",
	Sample: "다음, 이전 예시 그림", Language: "다른 언어",
	Save: "그림과 값 저장", Help: "이 목록", Escape: "페이지 위에 열린 것 닫기",
	Inspector: "다음 탭", OnInspector: "살펴보기의 탭에서",
	Story: "이전 단계, 다음 단계", OnStory: "이야기의 단계에서",
	Matrix: "블록의 쌍을 옮기기", OnMatrix: "유사도 표에서",
	OnGrid: "블록 표에서", OnLens: "렌즈의 맵에서", OnTabs: "그림을 고르는 방법에서", OnPaper: "그림판에서", Anywhere: "어디서나",
}
