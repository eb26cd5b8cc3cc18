package text

// Save are the words of the ways to take something off the page.
type Save struct {
	_                                               incomparable
	Button, Title, Close                            string
	Pictures, Lens, Blocks, Numbers, Result, Answer string
	Curves, ToBefore, Early, WithoutH, Across, Cost string // views
	Similarity, Drawing                             string // views
	Answers, Attribution, Explain, Batch            string // views
	OfBatch                                         string // pictures read
	Hint                                            string
	Weights, WeightsHint                            string
	Failed                                          string
	WeightsFailed                                   string // title of the network
}

var englishSave = Save{
	Button: "Save", Title: "Save what is on the page", Close: "Close",
	Pictures: "As a picture (PNG, plain and double size; SVG for print)", Lens: "the chosen channel of both", Blocks: "all blocks",
	Curves: "all charts over the blocks", ToBefore: "how alike a block is to the one before", Early: "the answer if read at a block",
	WithoutH: "the answer without a block’s H", Across: "how alike the same blocks of A and B are", Cost: "what each block costs",
	Similarity: "how alike any two blocks are", Drawing: "the drawing of a block", Answers: "the answers", Attribution: "why this class?", Explain: "how this value came about",
	Batch:   "many pictures: accuracy and confusion",
	OfBatch: "%d pictures of a batch",
	Numbers: "Every number of the chosen map", Result: "Both answers", Answer: "classes and times (JSON)",
	Hint:    "NPY is for numpy.load: float32, channels × rows × columns. CSV is for spreadsheets.",
	Weights: "The networks' weights", WeightsHint: "The full files, fetched when you press: the page itself reads a shorter form with 8 bits a value.",
	Failed:        "The values could not be saved.",
	WeightsFailed: "The weight file of %s could not be fetched. The page works without a connection, but this file needs one: connect and press again.",
}

var koreanSave = Save{
	Button: "저장", Title: "페이지의 내용 저장", Close: "닫기",
	Pictures: "그림으로 (PNG, 보통 크기와 두 배 크기. 인쇄에는 SVG)", Lens: "고른 채널, 두 신경망", Blocks: "모든 블록",
	Curves: "블록에 따른 모든 도표", ToBefore: "블록과 바로 앞 블록의 유사도", Early: "블록에서 읽은 답",
	WithoutH: "블록의 H를 끈 답", Across: "A와 B의 같은 블록끼리의 유사도", Cost: "블록마다 드는 비용",
	Similarity: "모든 블록 쌍의 유사도", Drawing: "블록 그림", Answers: "두 신경망의 답", Attribution: "왜 이 클래스인가", Explain: "이 값이 나온 과정",
	Batch:   "여러 그림: 정확도와 혼동 행렬",
	OfBatch: "여러 그림 중 읽은 %d장",
	Numbers: "고른 맵의 모든 값", Result: "두 신경망의 답", Answer: "클래스와 시간 (JSON)",
	Hint:    "NPY는 numpy.load로 읽습니다: float32, 채널 × 행 × 열. CSV는 표 계산용입니다.",
	Weights: "두 신경망의 가중치", WeightsHint: "전체 파일이며, 누를 때 받습니다. 페이지는 값 하나에 8비트를 쓰는 더 짧은 형식을 읽습니다.",
	Failed:        "값을 저장하지 못했습니다.",
	WeightsFailed: "%s의 가중치 파일을 받지 못했습니다. 페이지는 연결 없이도 동작하지만 이 파일을 받으려면 연결이 필요합니다. 연결한 뒤 다시 누르세요.",
}
