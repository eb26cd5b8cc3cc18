package text

// Sentences are the phrases that package sentence computes the page's findings
// of. {name} stands for a value; in Korean {은/는} is the particle that fits what
// stands before it (see [Particle]). * * is what matters, + + announces what
// shows, ~ ~ what does not, | | leads to the results.
type Sentences struct {
	_ incomparable

	// The thesis: what A and B are.
	ThesisRead                   string
	ThesisPlain, ThesisRegulated string // net: A is the plain one
	ThesisFirst, ThesisBare      string // net: A is the regulated one
	ThesisAsk                    string // net
	ThesisPair                   string // a, one, b, other
	Paper                        string

	// The finding.
	NoPicture, NoAnswers, NothingBefore string
	BothRead                            string // picture
	StillReads                          string // net, picture
	Says                                string // net, class, p
	NoNumber                            string // net
	OtherClasses                        string
	BothSay                             string // class
	Surer                               string // net, p, q
	EquallySure                         string // p
	NearlyAsSure                        string // p, q
	Wavers                              string // net, second, p
	Undecided                           string // net, class, second, p
	AgreeFrom, AgreeLast                string // block
	Disagree                            string // a, one, p, b, other, q
	Part                                string // block
	NeverAgree                          string
	MayBeNone                           string // classes
	TenClasses, TheirClasses            string
	NClasses                            string // number, for [Table.Fill]

	// The finding while something is changed.
	With                 string // change
	SeveralChanges       string // n
	Off, OffStage        string // memory, block; memory, stage
	Held, HeldStage      string // memory, block; memory, stage
	Memory, MemoryOf     string // MemoryOf: net
	MapScaled            string // net, map, n, block, factor
	Turns                string // net, class, p, old, q
	TurnsNoNumber        string // net, old
	StillSays            string // net, class, p, q
	StillAsMuch          string // net, class, p
	Stays                string // net, class
	Anew                 string // net, block
	Dashed               string
	AlikeNow             string // net, v, old
	ReadyWhen, Unchanged string // net
	EffectOn             string // net, shares
	ShareMoves           string // class, q, p
	ShareStays           string // class, p
	AnswerStays          string
	AnswerChanges        string

	// Beside the answers.
	Was, Close   string // class, p
	TheyDisagree string
	SharesAmong  string // classes
	TheseTen     string

	// The paper's claims.
	ClaimsSeen, ClaimsMissing, AlsoMissing string // claims
	RepeatsLess                            string // net, v, w
	KnowsEarlier                           string // net, block, class, p, q
	KnowsEarlierNot                        string // net
	EarlierOverBatch                       string // net, block, p, q, chance
	Learnt                                 string // n, paper
	LearntEach                             string // a, n, b, m, paper
	Results                                string

	// Many pictures.
	BatchAgree                   string // n, m
	BatchOf, BatchOfOwn          string // n, own
	BatchRight                   string // a, x, b, y
	WithinChance, MoreThanChance string
	ButEarlier, AlsoEarlier      string // net, block, p, other, q
	BatchParts                   string // a, x, b, y, n
	BatchTest                    string // chance

	// Networks that were just trained.
	LossLower          string // net, x, y
	LossesClose        string // a, x, b, y
	NothingTested      string
	TestRight          string // n, a, x, b, y
	TestAllRight       string // n
	AddHarder, AddMore string // n
}

var englishSentences = Sentences{
	ThesisRead:  "*Two networks read one picture.*",
	ThesisPlain: "{net} is a ResNet.", ThesisRegulated: "{net} is the same with a *regulator*: a small memory that tells each block what earlier blocks saw.",
	ThesisFirst: "{net} is a ResNet with a *regulator*: a small memory that tells each block what earlier blocks saw.", ThesisBare: "{net} is the same without.",
	ThesisAsk:  "Does {net} repeat itself less, and know earlier?",
	ThesisPair: "{a} is {one}, {b} is {other}; both read the same picture.",
	Paper:      "Xu et al. 2021, RegNet",

	NoPicture: "Both networks are getting ready for the first picture.", NoAnswers: "Neither network answers.",
	NothingBefore: "Nothing of the picture before is shown: what is empty has not been computed for this one yet.",
	BothRead:      "Both are reading {picture}.",
	StillReads:    "{net} is still reading {picture}.",
	Says:          "{net} says *{class}* ({p}).",
	NoNumber:      "{net}'s answer is not a number.",
	OtherClasses:  "They choose from different classes.",
	BothSay:       "Both say *{class}*.",
	Surer:         "{net} is surer: {p} against {q}.",
	EquallySure:   "Equally sure: {p}.",
	NearlyAsSure:  "About equally sure: {p} and {q}.",
	Wavers:        "{net} wavers to {second} ({p}).",
	Undecided:     "{net} cannot decide between {class} and {second} ({p} each).",
	AgreeFrom:     "From block {block} on they agree.", AgreeLast: "Only in the last block, {block}, do they come to agree.",
	Disagree:   "They disagree: {a} says *{one}* ({p}), {b} says *{other}* ({q}).",
	Part:       "They part ways after block {block}.",
	NeverAgree: "They never agree where the answer can be read.",
	MayBeNone:  "Neither is sure: it may be none of {classes}.",
	TenClasses: "the ten", TheirClasses: "their classes", NClasses: "the %d classes",

	With:           "With {change},",
	SeveralChanges: "your {n} changes",
	Off:            "{memory} off at block {block}", OffStage: "{memory} off in stage {stage}",
	Held: "{memory} held at block {block}", HeldStage: "{memory} held in stage {stage}",
	Memory: "H", MemoryOf: "{net}'s H",
	MapScaled:     "{net}'s map {n} of {map} × {factor} at block {block}",
	Turns:         "{net} says *{class}* ({p}) instead of {old} ({q}).",
	TurnsNoNumber: "{net}'s answer is not a number instead of {old}.",
	StillSays:     "{net} still says *{class}*: {p} instead of {q}.",
	StillAsMuch:   "{net} still says *{class}*, as surely as before ({p}).",
	Stays:         "{net} stays with {class}.",
	Anew:          "Everything of {net} from block {block} on is computed anew.",
	Dashed:        "Dashed bars: before the change.",
	AlikeNow:      "Neighbouring blocks of {net} are now {v} alike, without the change {old}.",
	ReadyWhen:     "Ready when {net} has read the picture.", Unchanged: "{net} unchanged.",
	EffectOn:   "{net} {shares}.",
	ShareMoves: "{class} {q} → *{p}*", ShareStays: "{class} *{p}* as before",
	AnswerStays: "The answer stays.", AnswerChanges: "*The answer changes.*",

	Was: "was {class} {p}", Close: "close: {class} {p}", TheyDisagree: "≠ They disagree",
	SharesAmong: "% shares among {classes}; other things get one of them too.", TheseTen: "these ten classes",

	ClaimsSeen: "Of the paper's two claims, +seen here:+ {claims}.", ClaimsMissing: "Of the paper's two claims, ~not seen here:~ {claims}.", AlsoMissing: "~Not seen:~ {claims}.",
	RepeatsLess:      "{net} repeats itself less ({v} against {w})",
	KnowsEarlier:     "{net} knows earlier (after {block} {class} {p} against {q})",
	KnowsEarlierNot:  "{net} knows earlier (the answers differ)",
	EarlierOverBatch: "{net} knows earlier (after {block} {p} right against {q}, {chance})",
	Learnt:           "Ours learnt for {n} epochs, the paper's for {paper}.",
	LearntEach:       "Ours learnt for {n} ({a}) and {m} ({b}) epochs, the paper's for {paper}.",
	Results:          "|Results|",

	BatchAgree: "They give the same answer to {m} of {n} pictures; nobody has said what is right.",
	BatchOf:    "Of these {n},", BatchOfOwn: "Of these {n} ({own} by your own label),",
	BatchRight:   "{a} has {x} right and {b} {y}.",
	WithinChance: "That is within chance.", MoreThanChance: "That is more than chance.",
	ButEarlier: "But {net} knows earlier: after block {block} it has {p} right, {other} {q}.", AlsoEarlier: "And {net} knows earlier: after block {block} it has {p} right, {other} {q}.",
	BatchParts: "Only {a} right: {x}, only {b} right: {y}, both wrong: {n}.",
	BatchTest:  "McNemar's exact test: {chance}. It speaks of these two networks on such pictures, not of other seeds.",

	LossLower:     "{net}'s loss is lower: {x} against {y}.",
	LossesClose:   "Their losses are about equal: {a} {x}, {b} {y}.",
	NothingTested: "No pictures are kept for the test yet.",
	TestRight:     "Of {n} test pictures {a} has {x} right and {b} {y}.",
	TestAllRight:  "Both have all {n} test pictures right.",
	AddHarder:     "{n} pictures cannot tell them apart: add harder ones.", AddMore: "{n} pictures cannot tell them apart: add more.",
}

var koreanSentences = Sentences{
	ThesisRead:  "*두 신경망이 그림 하나를 읽습니다.*",
	ThesisPlain: "{net}{은/는} ResNet입니다.", ThesisRegulated: "{net}{은/는} 여기에 *레귤레이터*를 더한 것입니다. 앞선 블록들이 본 것을 블록마다 알려 주는 작은 기억입니다.",
	ThesisFirst: "{net}{은/는} *레귤레이터*가 있는 ResNet입니다. 레귤레이터는 앞선 블록들이 본 것을 블록마다 알려 주는 작은 기억입니다.", ThesisBare: "{net}{은/는} 레귤레이터만 없습니다.",
	ThesisAsk:  "{net}{은/는} 덜 되풀이하고, 더 일찍 알아볼까요?",
	ThesisPair: "{a}{은/는} {one}, {b}{은/는} {other}입니다. 둘 다 같은 그림을 읽습니다.",
	Paper:      "Xu 외 2021, RegNet",

	NoPicture: "두 신경망이 첫 그림을 읽을 준비를 하고 있습니다.", NoAnswers: "어느 신경망도 답하지 않습니다.",
	NothingBefore: "앞 그림의 것은 보여 주지 않습니다. 비어 있는 곳은 이 그림에 대해 아직 계산하지 않았습니다.",
	BothRead:      "둘 다 읽고 있습니다: {picture}.",
	StillReads:    "{net}{은/는} 아직 읽고 있습니다: {picture}.",
	Says:          "{net}의 답은 *{class}*입니다({p}).",
	NoNumber:      "{net}의 답은 수가 아닙니다.",
	OtherClasses:  "두 신경망이 고르는 클래스가 서로 다릅니다.",
	BothSay:       "둘 다 *{class}*{이라고/라고} 합니다.",
	Surer:         "{net} 쪽이 더 확신합니다: {p}, 다른 쪽은 {q}.",
	EquallySure:   "확신도 같습니다: {p}.",
	NearlyAsSure:  "확신도 비슷합니다: {p}, {q}.",
	Wavers:        "{net}{은/는} {second} 쪽으로도 기웁니다({p}).",
	Undecided:     "{net}{은/는} {class}{과/와} {second} 사이에서 고르지 못합니다(각각 {p}).",
	AgreeFrom:     "블록 {block}부터 답이 같습니다.", AgreeLast: "마지막 블록 {block}에 와서야 답이 같아집니다.",
	Disagree:   "답이 다릅니다: {a}{은/는} *{one}*({p}), {b}{은/는} *{other}*({q}).",
	Part:       "블록 {block} 뒤에서 갈라집니다.",
	NeverAgree: "답을 읽을 수 있는 곳 어디에서도 같지 않습니다.",
	MayBeNone:  "둘 다 확신하지 못합니다. {classes} 가운데 아무것도 아닐 수 있습니다.",
	TenClasses: "열 가지", TheirClasses: "저마다의 클래스", NClasses: "클래스 %d개",

	With:           "{change}",
	SeveralChanges: "{n}가지를 바꾸면",
	Off:            "블록 {block}의 {memory}를 끄면", OffStage: "스테이지 {stage}의 {memory}를 끄면",
	Held: "블록 {block}의 {memory}를 고정하면", HeldStage: "스테이지 {stage}의 {memory}를 고정하면",
	Memory: "H", MemoryOf: "{net}의 H",
	MapScaled:     "블록 {block}에서 {net}의 {map} 맵 {n}에 {factor}{을/를} 곱하면",
	Turns:         "{net}의 답이 {old}({q})에서 *{class}*({p}){으로/로} 바뀝니다.",
	TurnsNoNumber: "{net}의 답이 {old}에서 수가 아닌 것으로 바뀝니다.",
	StillSays:     "{net}의 답은 그대로 *{class}*입니다: {p}, 전에는 {q}.",
	StillAsMuch:   "{net}의 답은 그대로 *{class}*이고 확신도 같습니다({p}).",
	Stays:         "{net}{은/는} 그대로 {class}입니다.",
	Anew:          "{net}의 블록 {block}부터는 모두 새로 계산한 것입니다.",
	Dashed:        "점선 막대: 바꾸기 전.",
	AlikeNow:      "{net}의 이웃한 블록들의 유사도는 이제 {v}, 바꾸기 전에는 {old}입니다.",
	ReadyWhen:     "{net}{이/가} 그림을 다 읽으면 쓸 수 있습니다.", Unchanged: "{net}{은/는} 그대로입니다.",
	EffectOn:   "{net} {shares}.",
	ShareMoves: "{class} {q} → *{p}*", ShareStays: "{class} *{p}* 그대로",
	AnswerStays: "답은 그대로입니다.", AnswerChanges: "*답이 바뀝니다.*",

	Was: "전에는 {class} {p}", Close: "근소한 차: {class} {p}", TheyDisagree: "≠ 답이 다름",
	SharesAmong: "{classes} 사이의 몫(%). 다른 것을 보아도 이 가운데 하나로 답합니다.", TheseTen: "이 열 클래스",

	ClaimsSeen: "논문의 두 주장 가운데 +여기서 보이는 것:+ {claims}.", ClaimsMissing: "논문의 두 주장 가운데 ~여기서 보이지 않는 것:~ {claims}.", AlsoMissing: "~보이지 않는 것:~ {claims}.",
	RepeatsLess:      "{net}{이/가} 덜 되풀이한다({v}, 다른 쪽은 {w})",
	KnowsEarlier:     "{net}{이/가} 더 일찍 알아본다({block} 뒤에 {class} {p}, 다른 쪽은 {q})",
	KnowsEarlierNot:  "{net}{이/가} 더 일찍 알아본다(두 답이 다름)",
	EarlierOverBatch: "{net}{이/가} 더 일찍 알아본다({block} 뒤에 정답률 {p}, 다른 쪽은 {q}, {chance})",
	Learnt:           "우리 신경망은 {n}에포크, 논문의 신경망은 {paper}에포크를 배웠습니다.",
	LearntEach:       "우리 신경망은 {n}({a})과 {m}({b})에포크, 논문의 신경망은 {paper}에포크를 배웠습니다.",
	Results:          "|결과|",

	BatchAgree: "그림 {n}개 가운데 {m}개에서 답이 같습니다. 무엇이 맞는지는 아무도 말하지 않았습니다.",
	BatchOf:    "이 {n}개 가운데", BatchOfOwn: "이 {n}개(그중 {own}개는 직접 붙인 정답) 가운데",
	BatchRight:   "{a}{은/는} {x}개, {b}{은/는} {y}개를 맞혔습니다.",
	WithinChance: "우연으로도 생길 만한 차이입니다.", MoreThanChance: "우연이라기에는 큰 차이입니다.",
	ButEarlier: "그러나 {net}{이/가} 더 일찍 알아봅니다: 블록 {block} 뒤에 정답률 {p}, {other}{은/는} {q}.", AlsoEarlier: "그리고 {net}{이/가} 더 일찍 알아봅니다: 블록 {block} 뒤에 정답률 {p}, {other}{은/는} {q}.",
	BatchParts: "{a}만 맞음 {x}개, {b}만 맞음 {y}개, 둘 다 틀림 {n}개.",
	BatchTest:  "맥니마 정확 검정: {chance}. 이런 그림에 대한 이 두 신경망의 결과이며, 다른 시드에 대해서는 말해 주지 않습니다.",

	LossLower:     "{net}의 손실이 더 작습니다: {x}, 다른 쪽은 {y}.",
	LossesClose:   "손실은 비슷합니다: {a} {x}, {b} {y}.",
	NothingTested: "시험용 그림이 아직 없습니다.",
	TestRight:     "시험용 그림 {n}개 가운데 {a}{은/는} {x}개, {b}{은/는} {y}개를 맞혔습니다.",
	TestAllRight:  "둘 다 시험용 그림 {n}개를 모두 맞혔습니다.",
	AddHarder:     "그림 {n}개로는 둘을 가릴 수 없습니다. 더 어려운 그림을 더하세요.", AddMore: "그림 {n}개로는 둘을 가릴 수 없습니다. 그림을 더하세요.",
}
