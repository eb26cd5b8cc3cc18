package text

// Diagram are the words of the drawing of a block.
type Diagram struct {
	_                       incomparable
	Label, Press            string
	Plain, Regulated        string    // network
	FromBefore, BeginsEmpty [2]string // lines
	ToNext, Gates, Padded   string
	Part                    string            // network, part, sentence
	Says                    map[string]string // by part
	GatesSay                map[string]string // by regulator
}

var englishDiagram = Diagram{
	Label: "What a block is", Press: "One block of each network: press a part to see its maps",
	Plain: "%s plain", Regulated: "%s regulated",
	FromBefore: [2]string{"from block", "before"}, BeginsEmpty: [2]string{"begins", "empty"}, ToNext: "to next", Gates: "gates", Padded: "pad",
	Part: "%s, %s: %s",
	Says: map[string]string{
		"x":        "what comes in: the output of the block before.",
		"i":        "what the first layer finds; a regulated block shows it to the memory.",
		"h":        "what the memory answers; it goes on to the next block of the stage.",
		"c":        "the memory’s long-term store; gates decide what is kept.",
		"mix":      "I and H put together, as many maps as before.",
		"residual": "what this block adds.",
		"o":        "what the block hands on: what came in (X) plus what it found (R).",
	},
	GatesSay: map[string]string{
		"rnn":  "what the memory makes of I and the H before; this cell has one gate.",
		"gru":  "they decide how much of the H before stays, and how much is new.",
		"lstm": "they decide what goes into C, what stays, and what H shows.",
	},
}

var koreanDiagram = Diagram{
	Label: "블록의 구조", Press: "두 신경망의 블록 하나씩: 부분을 누르면 그 맵을 봅니다",
	Plain: "%s 기본", Regulated: "%s 레귤레이터",
	FromBefore: [2]string{"앞 블록", "에서"}, BeginsEmpty: [2]string{"빈 채로", "시작"}, ToNext: "다음으로", Gates: "게이트", Padded: "채움",
	Part: "%s, %s: %s",
	Says: map[string]string{
		"x":        "들어오는 것: 앞 블록의 출력입니다.",
		"i":        "첫 층이 찾아낸 것입니다. 레귤레이터가 있는 블록은 이것을 기억에 보여 줍니다.",
		"h":        "기억의 대답입니다. 같은 스테이지의 다음 블록으로 이어집니다.",
		"c":        "기억이 오래 간직하는 것입니다. 무엇을 남길지는 게이트가 정합니다.",
		"mix":      "I와 H를 합친 것으로, 맵의 수는 그대로입니다.",
		"residual": "이 블록이 더하는 것입니다.",
		"o":        "블록이 내보내는 것: 들어온 것(X)에 찾아낸 것(R)을 더합니다.",
	},
	GatesSay: map[string]string{
		"rnn":  "I와 앞의 H로 만든 값입니다. 이 셀에는 게이트가 하나입니다.",
		"gru":  "앞의 H를 얼마나 남기고 얼마나 새로 쓸지 정합니다.",
		"lstm": "C에 넣을 것, 남길 것, H로 보일 것을 정합니다.",
	},
}
