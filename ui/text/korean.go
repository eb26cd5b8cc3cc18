package text

// Korean is the page in Korean.
var Korean = Table{
	Code: "ko", Other: "English", Swap: "en",

	NetworkA: "신경망 A", NetworkB: "신경망 B",
	Starting: "시작하는 중", Running: "읽는 중", Failed: "작동하지 않음",
	LoadingWeights: "불러오는 중 %d %%", PreparingPicture: "%s 읽는 중, %d %%",

	Picture: "그림", NoPicture: "아직 그림이 없습니다", Open: "그림 열기…", Samples: "예시 그림",
	DropHint: "그림을 아무 데나 끌어다 놓거나 붙여 넣으세요. 그림은 이 컴퓨터를 떠나지 않습니다.", DropHere: "여기에 놓으세요",
	PictureAlt: "신경망이 읽는 그림, %d × %d 픽셀",
	Prepared:   "%d × %d 픽셀, %.0f ms",

	Blocks:    "블록별로 보기",
	GridKeys:  "채널을 누르면 자세히 볼 수 있습니다. 표에서 ← → 는 블록, ↑ ↓ 는 맵, Shift와 함께 누르면 채널을 옮깁니다.",
	CellEmpty: "해당하는 맵 없음",
	Stage:     "스테이지 %d", Block: "블록",
	CellLabel: "%s, 맵 %s, 스테이지 %d, 블록 %d, %s",
	KindI:     "셀 입력", KindH: "레귤레이터", KindO: "출력",

	Answer: "신경망의 답", NoAnswer: "–", Reading: "읽는 중…", NoNumber: "수가 아님",
	Overflow:      "신경망 %s의 답은 수가 아닙니다. 값이 처음 넘친 곳은 블록 %d.%d의 맵 %s입니다. 그런 값은 자홍색으로 보입니다.",
	OverflowFirst: "신경망 %s의 답은 수가 아닙니다. 첫 블록 앞에서 이미 값이 넘쳤습니다. 그런 값은 자홍색으로 보입니다.",
	OverflowLast:  "신경망 %s의 답은 수가 아닙니다. 마지막 블록 뒤에서 값이 넘쳤습니다.",
	BarLabel:      "%s: %s",

	Lens: "채널 하나", Earlier: "이전 채널", Later: "다음 채널", Values: "맵의 종류",
	Gates: "게이트", NoBlock: "해당하는 블록 없음", Histogram: "값의 분포",
	ChannelOf: "%d / %d",
	LensAlt:   "%s: %s, 채널 %d",
	KindNames: map[string]string{
		"i": "레귤레이터의 입력", "h": "은닉 상태", "c": "셀 상태", "mix": "입력과 은닉 상태의 혼합", "residual": "블록이 지름길에 더하는 값", "o": "블록의 출력",
		"gate_i": "입력 게이트", "gate_f": "망각 게이트", "gate_o": "출력 게이트", "gate_g": "후보 값",
		"gate_z": "갱신 게이트", "gate_r": "재설정 게이트", "gate_h": "후보 값",
	},

	Close: "닫기", TryAgain: "다시 시도",
	NoModels:     "이 페이지에는 신경망이 하나도 없습니다.",
	NoNetwork:    "이 신경망은 만들 수 없습니다.",
	SampleFailed: "%s 그림을 가져오지 못했습니다. 서버가 응답하지 않습니다.",
	LoadFailed:   "%s 신경망을 불러오지 못했습니다. %s.",
	LoadReasons: map[string]string{
		"network": "네트워크가 끊겼으니 연결을 확인하세요", "status": "서버가 파일을 내주지 않습니다", "integrity": "받은 파일이 목록의 파일과 다르니 페이지를 새로 불러오세요",
		"unfit": "파일이 손상되었거나 이 페이지가 계산할 수 없는 신경망입니다",
	},
	RunFailed:    "신경망 %s: 실행하지 못했습니다.",
	WorkerDied:   "신경망 %s: 멈추어서 다시 시작했고, 그림을 다시 읽습니다.",
	WorkerGaveUp: "신경망 %s: 여러 번 잇달아 멈추었습니다.",

	Keys:        koreanKeys,
	Save:        koreanSave,
	WhatIf:      koreanWhatIf,
	Explain:     koreanExplain,
	Attribution: koreanAttribution,
	About:       koreanAbout,
	Measures:    koreanMeasures,
	Inspector:   koreanInspector,
	Computing:   koreanComputing,
	Cost:        koreanCost,
	Inputs:      koreanInputs,
	Views:       koreanViews,
	Screens:     koreanScreens,
	Sentences:   koreanSentences,
	Charts:      koreanCharts,
	Diagram:     koreanDiagram,
	Answers:     koreanAnswers,
	Teach:       koreanTeach,
	Results:     koreanResults,
	How:         koreanHow,
	Story:       koreanStory,

	Classes: map[string]string{
		"airplane": "비행기", "automobile": "자동차", "bird": "새", "cat": "고양이", "deer": "사슴",
		"dog": "개", "frog": "개구리", "horse": "말", "ship": "배", "truck": "트럭",
	},
}
