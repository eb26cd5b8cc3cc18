package text

// Results are the words of the view of what networks are worth.
type Results struct {
	_                 incomparable
	Fetching, Failed  string
	AllBeat, NotAllDo string // of the paper's regulated networks; NotAllDo: how many, of
	Ahead, Behind     string // of ours: data, epochs, network, plain network, points, Within or Beyond
	Level             string // the same without a difference
	Within, Beyond    string // chance; p
	OneSeed           string // what the test does not say; epochs of ours and of the paper
	OursOn            string
	Table             string
	Network, Million  string
	Paper, Ours       string // Ours: data
	Mean, From        string
	Seeds, Seed       string // seeds, epochs; epochs of one seed
	NotRun, Train     string
	Numbers           map[string]string // what a table of the paper is about, by its number
	TableNumber       string            // number
	Key               string
	Size, SizeHint    string // the figure of accuracy against parameters; SizeHint: data
	Right, Parameters string // axes
	Smaller           string // network, its millions, network, its millions
	OursMark          string // beside a point of ours
	OursName          string // network, epochs
	Early, EarlyHint  string
	Block             string
	PaperLine         string // network
	EarlyOurs         string // epochs
	EarlyOf           string // network, numbers
	TrainTitle        string // network, data
	TrainHint         string
	TrainSeed         string
	Close             string
}

var englishResults = Results{
	Fetching: "Fetching the results…", Failed: "The results could not be fetched.",
	AllBeat:  "In the paper every regulated network beats its plain one.",
	NotAllDo: "In the paper %d of %d regulated networks beat their plain one.",
	Ahead:    "Ours on %s, %d epochs: %s, beside %s, is %.2f points ahead, %s.",
	Behind:   "Ours on %s, %d epochs: %s, beside %s, is %.2f points behind, %s.",
	Level:    "Ours on %s, %d epochs: %s and %s are right equally often, %s.",
	Within:   "which is within chance (%s)", Beyond: "which is more than chance (%s)",
	OneSeed: "McNemar's exact test on the same test pictures: it speaks of these trained networks, not of other seeds. The paper trained for 164 epochs.",
	OursOn:  "Ours on", Table: "The paper's tables beside our runs",
	Network: "network", Million: "parameters, million",
	Paper: "paper, % right", Ours: "ours, %s, %% right",
	Mean: "mean", From: "from",
	Seeds: "%d seeds, %d epochs; ± deviation", Seed: "1 seed, %d epochs; 95 %% interval",
	NotRun: "not run yet", Train: "train it…",
	Numbers:     map[string]string{"III": "20 layers", "IV": "32 and 56 layers", "V": "a regulator in one stage only"},
	TableNumber: "Table %s: ",
	Key:         "Point: the mean of our seeds, which are small points. Line: ± the standard deviation over the seeds; with one seed the 95 % interval that so many test pictures leave, and nothing about other seeds.",
	Size:        "More accurate, or only larger?", SizeHint: "after the paper's Fig. 4: its accuracies on %s, our count of parameters",
	Right: "% right", Parameters: "parameters, million",
	Smaller:  "%s, %s million, is right more often than %s with %s million.",
	OursMark: "ours",
	OursName: "ours: %s, %d epochs",
	Early:    "Knowing earlier", EarlyHint: "the paper's Fig. 1(b): right when read after a block, on CIFAR-10",
	Block: "block", PaperLine: "paper: %s",
	EarlyOurs: "Ours, dashed, after %d epochs: ", EarlyOf: "%s %s",
	TrainTitle: "Train %s on %s", TrainHint: "In a folder of your own, with the command regnet (“make build” makes it). Ctrl-C saves; the same command with --resume goes on.",
	TrainSeed: "The last line trains the whole table with three seeds each.",
	Close:     "Close",
}

var koreanResults = Results{
	Fetching: "결과를 가져오는 중…", Failed: "결과를 가져오지 못했습니다.",
	AllBeat:  "논문에서는 레귤레이터가 있는 모든 신경망이 없는 것보다 정확합니다.",
	NotAllDo: "논문에서 레귤레이터가 있어 더 정확한 신경망은 %d개입니다(%d개 가운데).",
	Ahead:    "우리 결과(%s, %d에포크): %s 정확도가 %s보다 %.2f점 높으며, %s.",
	Behind:   "우리 결과(%s, %d에포크): %s 정확도가 %s보다 %.2f점 낮으며, %s.",
	Level:    "우리 결과(%s, %d에포크): %s, %s 두 신경망의 정확도가 같으며, %s.",
	Within:   "우연의 범위 안입니다(%s)", Beyond: "우연으로 보기 어렵습니다(%s)",
	OneSeed: "같은 시험 그림에 대한 맥니마 정확 검정입니다. 학습한 이 신경망들에 대한 것이며 다른 시드에 대해서는 말하지 않습니다. 논문은 164에포크를 학습했습니다.",
	OursOn:  "우리 결과", Table: "논문의 표와 우리 결과",
	Network: "신경망", Million: "매개변수, 백만",
	Paper: "논문, 정확도 %", Ours: "우리 %s, 정확도 %%",
	Mean: "평균", From: "근거",
	Seeds: "시드 %d개, %d에포크, ± 표준편차", Seed: "시드 1개, %d에포크, 95 %% 구간",
	NotRun: "아직 실행하지 않음", Train: "학습하기…",
	Numbers:     map[string]string{"III": "20층", "IV": "32층과 56층", "V": "한 스테이지에만 레귤레이터"},
	TableNumber: "표 %s: ",
	Key:         "점: 시드 평균이며, 작은 점이 시드 하나하나입니다. 선: ± 시드 간 표준편차. 시드가 하나면 시험 그림 수에 따른 95 % 구간이며, 다른 시드에 대해서는 말하지 않습니다.",
	Size:        "더 정확한가, 그저 더 큰가?", SizeHint: "논문의 그림 4를 따름: %s에 대한 논문의 정확도, 매개변수는 직접 셈",
	Right: "정확도 %", Parameters: "매개변수, 백만",
	Smaller:  "%s(%s백만)의 정확도가 %s(%s백만)보다 높습니다.",
	OursMark: "우리",
	OursName: "우리: %s, %d에포크",
	Early:    "더 일찍 알기", EarlyHint: "논문의 그림 1(b): 블록 뒤에서 읽은 답의 정확도, CIFAR-10",
	Block: "블록", PaperLine: "논문: %s",
	EarlyOurs: "우리 결과(점선), %d에포크: ", EarlyOf: "%s %s",
	TrainTitle: "%s 학습하기, %s", TrainHint: "빈 폴더에서 regnet 명령으로 합니다(“make build”로 만듭니다). Ctrl-C를 누르면 저장하고, 같은 명령에 --resume을 붙이면 이어서 합니다.",
	TrainSeed: "마지막 줄은 표 전체를 시드 세 개씩으로 학습합니다.",
	Close:     "닫기",
}
