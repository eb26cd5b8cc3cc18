package text

// How are the words of the article that explains how it works.
type How struct {
	_                    incomparable
	Button, Title, Close string

	Titles, Says [HowSections]string
	Cells        [3]string // below HowCells: RNN, GRU, LSTM
	Cautions     [4]string // below HowNumbers
}

// The sections of the article, in their order.
const (
	HowBlock = iota
	HowRegulator
	HowCells
	HowAlike
	HowEarly
	HowNumbers
	HowSections
)

var englishHow = How{
	Button: "How it works", Title: "How it works", Close: "Close",
	Titles: [HowSections]string{
		"A residual block", "The regulator", "Three kinds of memory", "How alike two blocks are", "Reading the answer early", "What the numbers can say, and what they cannot",
	},
	Says: [HowSections]string{
		"Each block makes maps: a value says how strongly a pattern is found around its place. From what comes in, X, convolutions compute R; the block hands on O = ReLU(X + R). So what is there stays unless R takes it away, and the next block hears of nothing else.",
		"A regulator is a small recurrent network beside the blocks of a stage. In each block the first convolution gives I. From I and from the H of the block before, the regulator makes a new H; the block mixes it in and works on. One regulator with the same weights serves all blocks of its stage, and begins with an empty memory.",
		"All are convolutions over I and the old H, written H₋. A gate lies between 0 and 1 and says how much passes. What comes out is normalised: H = ReLU(a·H̃ + b).",
		"Linear CKA asks: are two places of the picture that look alike to one block alike to the other, too? 1 means always, 0 that there is no relation. How many maps a block has and how strong they are plays no part.",
		"The last layer weighs the mean of each map of the last block. Given the maps of an earlier block that has as many, it answers as if the network ended there. It has not learnt to do that: a small share says that this layer cannot read the answer there, not that it is not known.",
		"All numbers are measured in these networks and on these pictures. Four things to bear in mind:",
	},
	Cells: [3]string{
		"RNN: H̃ is a candidate made of I and H₋. Nothing decides what is kept.",
		"GRU: H̃ = (1−z)∘H₋ + z∘h. The gate z decides how much of the old gives way to the candidate h, and r how much of the old goes into h.",
		"LSTM: C = f∘C₋ + i∘g, H̃ = o∘tanh(C). A second memory C: f decides what of it is kept, i what is added of the candidate g, o what is let out.",
	},
	Cautions: [4]string{
		"Shares are divided among the classes that a network knows, and add up to 100 %. A thing that is none of them gets one as well, and sometimes a large one.",
		"A network is the outcome of one training from one seed. Another seed gives other maps and other answers: a small difference between two networks may be chance.",
		"Over many pictures, p is how probable a difference at least as large would be if both networks were right equally often (McNemar's exact test). A small p speaks of these two networks and such pictures, not of every ResNet and every RegNet.",
		"H off shows what a network does without the memory that it learnt with, not what one would do that never had it.",
	},
}

var koreanHow = How{
	Button: "작동 원리", Title: "작동 원리", Close: "닫기",
	Titles: [HowSections]string{
		"잔차 블록", "레귤레이터", "세 가지 기억", "두 블록은 얼마나 닮았나", "답을 일찍 읽기", "수가 말해 주는 것과 말해 주지 못하는 것",
	},
	Says: [HowSections]string{
		"블록은 맵을 만듭니다. 맵의 값은 그 둘레에서 어떤 무늬가 얼마나 뚜렷한지 말해 줍니다. 들어온 X에서 합성곱으로 R을 계산하고 O = ReLU(X + R)를 넘깁니다. 그래서 있던 것은 R이 지우지 않는 한 남고, 다음 블록은 그 밖의 것을 모릅니다.",
		"레귤레이터는 스테이지의 블록들 옆에 있는 작은 순환 신경망입니다. 블록마다 첫 합성곱이 I를 만들고, 레귤레이터는 I와 앞 블록의 H로 새 H를 만들며, 블록은 그것을 섞어 계속합니다. 한 스테이지의 모든 블록이 가중치가 같은 레귤레이터 하나를 쓰고, 기억은 비어 있는 채로 시작합니다.",
		"모두 I와 이전 H(H₋로 씁니다)에 대한 합성곱입니다. 게이트는 0과 1 사이의 값으로 얼마나 지나가는지 정합니다. 나온 것은 정규화합니다: H = ReLU(a·H̃ + b).",
		"선형 CKA는 한 블록이 비슷하게 보는 그림의 두 곳을 다른 블록도 비슷하게 보는지 묻습니다. 1이면 늘 그렇고 0이면 아무 관계가 없습니다. 맵의 개수와 세기는 상관이 없습니다.",
		"마지막 층은 마지막 블록의 맵마다 그 평균에 가중치를 곱합니다. 맵의 개수가 같은 앞 블록의 맵을 주면 신경망이 거기서 끝난 것처럼 답합니다. 이렇게 하도록 배운 것은 아니므로, 확률이 낮으면 이 층이 거기서 답을 읽지 못한다는 뜻이지 신경망이 모른다는 뜻은 아닙니다.",
		"모든 수는 이 신경망들에서 이 그림들로 잰 것입니다. 네 가지를 염두에 두세요.",
	},
	Cells: [3]string{
		"RNN: H̃는 I와 H₋로 만든 후보입니다. 무엇을 지킬지 정하는 것이 없습니다.",
		"GRU: H̃ = (1−z)∘H₋ + z∘h. 게이트 z는 이전 값이 후보 h에 얼마나 자리를 내주는지, r은 이전 값이 h에 얼마나 들어가는지 정합니다.",
		"LSTM: C = f∘C₋ + i∘g, H̃ = o∘tanh(C). 두 번째 기억 C가 있습니다. f는 무엇을 지킬지, i는 후보 g에서 무엇을 더할지, o는 무엇을 내보낼지 정합니다.",
	},
	Cautions: [4]string{
		"확률은 신경망이 아는 클래스끼리 나눈 것이고 더하면 100 %입니다. 어느 것도 아닌 그림도 하나를 받으며, 때로는 아주 높게 받습니다.",
		"신경망 하나는 시드 하나로 한 번 학습한 결과입니다. 시드가 다르면 맵도 답도 달라지므로 두 신경망의 작은 차이는 우연일 수 있습니다.",
		"그림이 여러 장일 때 p는 두 신경망의 정답률이 같다면 이만큼 이상의 차이가 생길 확률입니다(맥니마 정확 검정). p가 작다는 것은 이 두 신경망과 이런 그림에 대한 말이지 모든 ResNet과 RegNet에 대한 말이 아닙니다.",
		"H를 끄면 기억과 함께 배운 신경망이 기억 없이 무엇을 하는지 보입니다. 처음부터 기억이 없던 신경망이 할 일을 보여 주는 것은 아닙니다.",
	},
}
