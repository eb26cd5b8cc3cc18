package text

// About are the words that say what the page is.
type About struct {
	_                    incomparable
	Button, Title, Close string
	What                 string
	Paper, PaperText     string
	PaperLink            string
	Networks, Network    string // Network: letter, title, parameters, multiply-adds
	Learnt               string // data, licence
	Measured             string // per cent, pictures, data
	Unmeasured           string
	Data, DataText       string
	Classes              string // how many, their names
	Program, Licence     string
	Version, Development string // Version: of the build
}

var englishAbout = About{
	Button: "About", Title: "About this page", Close: "Close",
	What:      "RegNet Lens shows what two networks make of one picture, block by block: a residual network (ResNet), and the same network with a regulator, a small memory beside its blocks. Everything is computed in your browser; no picture leaves this computer.",
	Paper:     "The paper",
	PaperText: "Regulators are the idea of Jing Xu, Yu Pan, Xinglin Pan, Steven Hoi, Zhang Yi and Zenglin Xu: “RegNet: Self-Regulated Network for Image Classification”, 2021. This page is not theirs, and its networks were trained for it. With the RegNetX and RegNetY of Facebook they share the name only.",
	PaperLink: "arXiv 2101.00590",
	Networks:  "The two networks", Network: "%s: %s. %s parameters, %s multiply-adds a picture.",
	Learnt:   "Learnt from: %s. Licence of the weights: %s.",
	Measured: "%.2f %% right on %s pictures: %s.", Unmeasured: "Nobody has measured how often it is right.",
	Data:     "Pictures and classes",
	DataText: "CIFAR-10 is a set of 60,000 labelled photographs of 32 × 32 pixels, collected by Alex Krizhevsky, Vinod Nair and Geoffrey Hinton (2009): 50,000 to learn from, 10,000 for tests.",
	Classes:  "The networks know %d classes and nothing else: %s.",
	Program:  "The program", Licence: "Written in Go, Apache License 2.0. Source, tests and recipes of the training are in the repository that this page was built of.",
	Version: "Version %s.", Development: "Development version.",
}

var koreanAbout = About{
	Button: "소개", Title: "이 페이지에 대하여", Close: "닫기",
	What:      "RegNet Lens는 두 신경망이 그림 하나를 어떻게 읽는지 블록마다 보여 줍니다. 하나는 잔차 신경망(ResNet)이고, 다른 하나는 같은 신경망의 블록 옆에 작은 기억인 레귤레이터를 붙인 것입니다. 모두 브라우저 안에서 계산하며 그림은 이 컴퓨터를 떠나지 않습니다.",
	Paper:     "논문",
	PaperText: "레귤레이터는 Jing Xu, Yu Pan, Xinglin Pan, Steven Hoi, Zhang Yi, Zenglin Xu가 제안했습니다: “RegNet: Self-Regulated Network for Image Classification”, 2021. 이 페이지는 저자들이 만든 것이 아니며, 신경망은 이 페이지를 위해 따로 학습했습니다. Facebook의 RegNetX, RegNetY와는 이름만 같습니다.",
	PaperLink: "arXiv 2101.00590",
	Networks:  "두 신경망", Network: "%s: %s. 매개변수 %s개, 그림당 곱셈-덧셈 %s번.",
	Learnt:   "학습 데이터: %s. 가중치의 라이선스: %s.",
	Measured: "정답률 %.2f %%, 그림 %s개: %s.", Unmeasured: "얼마나 자주 맞히는지 아무도 재지 않았습니다.",
	Data:     "그림과 클래스",
	DataText: "CIFAR-10은 Alex Krizhevsky, Vinod Nair, Geoffrey Hinton이 모은(2009) 32 × 32 픽셀 사진 60,000장이며 클래스가 붙어 있습니다. 50,000장은 학습에, 10,000장은 시험에 씁니다.",
	Classes:  "신경망이 아는 클래스는 %d개뿐입니다: %s.",
	Program:  "프로그램", Licence: "Go로 작성, Apache License 2.0. 소스와 시험, 학습 방법은 이 페이지를 만든 저장소에 있습니다.",
	Version: "버전 %s.", Development: "개발 중인 버전.",
}
