package text

// Save are the words of the ways to take something off the page.
type Save struct {
	Button, Title, Close                            string
	Pictures, Lens, Blocks, Numbers, Result, Answer string
	Hint                                            string
	Failed                                          string
}

var englishSave = Save{
	Button: "Save", Title: "Save what is on the page", Close: "Close",
	Pictures: "As a picture (PNG, plain and double size)", Lens: "the chosen channel of both", Blocks: "all blocks",
	Numbers: "Every number of the chosen map", Result: "Both answers", Answer: "classes and times (JSON)",
	Hint:   "NPY is for numpy.load: float32, channels × rows × columns. CSV is for spreadsheets.",
	Failed: "The values could not be saved.",
}

var koreanSave = Save{
	Button: "저장", Title: "페이지의 내용 저장", Close: "닫기",
	Pictures: "그림으로 (PNG, 보통 크기와 두 배 크기)", Lens: "고른 채널, 두 신경망", Blocks: "모든 블록",
	Numbers: "고른 맵의 모든 값", Result: "두 신경망의 답", Answer: "클래스와 시간 (JSON)",
	Hint:   "NPY는 numpy.load로 읽습니다: float32, 채널 × 행 × 열. CSV는 표 계산용입니다.",
	Failed: "값을 저장하지 못했습니다.",
}
