package text

// About are the words that explain the page, and those of the tour.
type About struct {
	_                         incomparable
	Button, Title, Close      string
	ResNet, ResNetText        string // ResNetText: rows, columns
	Regulator, RegulatorText  string
	Look                      string
	LookO, LookH, LookAnswer  string
	Networks, Network         string // Network: letter, title, parameters, multiply-adds
	Measured                  string // per cent, pictures, data
	Unmeasured                string
	TourStart, Tour, TourStep string // TourStep: number, of
	Back, Next, Done, Leave   string

	// The steps of the tour.
	TourPicture, TourAnswer, TourDepth, TourLens string
}

var englishAbout = About{
	Button: "About", Title: "What am I looking at?", Close: "Close",
	ResNet:        "A ResNet, block by block",
	ResNetText:    "The picture goes in as %d × %d pixels of red, green and blue. Each block makes new maps out of those it is given: a point of a map says how strongly a pattern is found around that place. What a block finds is added to what came in, and goes on to the next block, which hears of nothing else.",
	Regulator:     "What the regulator adds",
	RegulatorText: "RegNet is the same ResNet with a memory that runs along the blocks of a stage. In each block the memory reads the map I, renews its hidden state H (an LSTM keeps a cell state C besides), and gives H back. The block mixes I and H and works on with the mixture, so that it can know what earlier blocks saw.",
	Look:          "What to look for",
	LookO:         "Compare the O maps of neighbouring blocks. The paper's claim is that those of a ResNet repeat each other, and that a regulator makes them repeat less. The table of likeness puts a number to it: 1 is alike, 0 is not.",
	LookH:         "Follow H along a stage: what stays is what the memory keeps. Switch the regulator off under “What if” and see whether the answer moves.",
	LookAnswer:    "Where the two answers differ, look at the ribbons below the blocks: they show after which block the networks part.",
	Networks:      "The two networks", Network: "%s: %s. %s parameters, %s multiply-adds a picture.",
	Measured: "%.2f %% right on %d pictures: %s.", Unmeasured: "Nobody has measured how often it is right.",
	TourStart: "Show the tour", Tour: "Tour of the page", TourStep: "%d of %d",
	Back: "Back", Next: "Next", Done: "Done", Leave: "Leave the tour",

	TourPicture: "Both networks read this picture. Choose another here, or drop one of your own anywhere: nothing leaves this computer.",
	TourAnswer:  "This is what they see in it, A in blue and B in orange. Press a class to ask why.",
	TourDepth:   "From left to right, the way through the networks: a column is a block. Above is A, below is B with its regulator H between the blocks. Press a tile to look into that channel.",
	TourLens:    "Here is the channel you chose, in both networks. Point at it for values; the formula behind them stands below.",
}

var koreanAbout = About{
	Button: "소개", Title: "무엇을 보고 있나요?", Close: "닫기",
	ResNet:        "블록마다 보는 ResNet",
	ResNetText:    "그림은 %d × %d 픽셀의 빨강, 초록, 파랑으로 들어갑니다. 블록은 받은 맵으로 새 맵을 만듭니다. 맵의 한 점은 그 둘레에서 어떤 무늬가 얼마나 뚜렷한지 말해 줍니다. 블록이 찾은 것은 들어온 것에 더해져 다음 블록으로 가고, 다음 블록은 그 밖의 것은 모릅니다.",
	Regulator:     "레귤레이터가 더하는 것",
	RegulatorText: "RegNet은 같은 ResNet에, 스테이지의 블록들을 따라 흐르는 기억을 붙인 것입니다. 블록마다 이 기억은 맵 I를 읽어 은닉 상태 H를 새로 고치고(LSTM은 셀 상태 C도 지닙니다) H를 돌려줍니다. 블록은 I와 H를 섞어 계속하므로 앞의 블록들이 본 것을 알 수 있습니다.",
	Look:          "눈여겨볼 것",
	LookO:         "이웃한 블록의 O 맵을 견주어 보세요. 논문은 ResNet의 O 맵들이 서로 되풀이되고 레귤레이터가 있으면 덜 되풀이된다고 합니다. 유사도 표가 이를 수로 보여 줍니다. 1이면 닮았고 0이면 닮지 않았습니다.",
	LookH:         "스테이지를 따라 H를 살펴보세요. 남아 있는 것이 기억이 지키는 것입니다. “만약에”에서 레귤레이터를 끄고 답이 바뀌는지 보세요.",
	LookAnswer:    "두 답이 다르면 블록 아래의 띠를 보세요. 어느 블록에서 갈라지는지 보입니다.",
	Networks:      "두 신경망", Network: "%s: %s. 매개변수 %s개, 그림당 곱셈-덧셈 %s번.",
	Measured: "정답률 %.2f %%, 그림 %d개: %s.", Unmeasured: "얼마나 자주 맞히는지 아무도 재지 않았습니다.",
	TourStart: "둘러보기", Tour: "페이지 둘러보기", TourStep: "%d / %d",
	Back: "이전", Next: "다음", Done: "마침", Leave: "그만 보기",

	TourPicture: "두 신경망이 이 그림을 읽습니다. 여기서 다른 그림을 고르거나 아무 데나 끌어다 놓으세요. 이 컴퓨터를 떠나지 않습니다.",
	TourAnswer:  "두 신경망이 본 것입니다. A는 파란색, B는 주황색입니다. 클래스를 누르면 그 까닭을 볼 수 있습니다.",
	TourDepth:   "왼쪽에서 오른쪽으로 신경망을 지나갑니다. 열 하나가 블록입니다. 위는 A, 아래는 B와 블록 사이의 레귤레이터 H입니다. 칸을 누르면 그 채널을 들여다봅니다.",
	TourLens:    "고른 채널을 두 신경망에서 보여 줍니다. 가리키면 값을, 그 아래에서 값이 나온 식을 볼 수 있습니다.",
}
