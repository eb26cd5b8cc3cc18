package text

// Teach are the words of the view on which networks learn the reader's own
// classes.
type Teach struct {
	_            incomparable
	Title, What  string
	Command      string // where the program comes from
	Steps        [4]string
	Notes        [4]string // what a step does, under its name
	Folders      string    // label of the drawing of the folders
	Open         string
	Copy, Copied string
}

var englishTeach = Teach{
	Title:   "Teach both networks classes of your own",
	What:    "Show A and B the same pictures, in the same order, and see which learns faster and what each looks at. The training runs on your computer, by the command regnet; the two files that come out open here.",
	Command: "regnet is one program without anything around it: “make build” in this project's folder makes it.",
	Steps:   [4]string{"Collect", "Train both", "Test", "Look inside"},
	Notes: [4]string{
		"A folder for each class, with ten pictures or more, and a few others to test on. JPEG, PNG, GIF, WebP and BMP will do.",
		"Both begin with the networks of this page, so that forty pictures a class take seconds.",
		"Pictures that neither has learnt from. With few of them the two can hardly be told apart.",
		"A file of each; drop the two here together. They become A and B, with your classes, and all of One picture works with them.",
	},
	Folders: "The folders",
	Open:    "Open both networks…",
	Copy:    "Copy", Copied: "Copied",
}

var koreanTeach = Teach{
	Title:   "두 신경망에 나만의 클래스 가르치기",
	What:    "A와 B에 같은 그림을 같은 순서로 보여 주고, 어느 쪽이 더 빨리 배우는지, 무엇을 보는지 알아봅니다. 학습은 내 컴퓨터에서 regnet 명령으로 하고, 결과로 나온 파일 두 개를 여기에서 엽니다.",
	Command: "regnet은 다른 것이 필요 없는 프로그램 하나입니다. 이 프로젝트 폴더에서 “make build”로 만듭니다.",
	Steps:   [4]string{"모으기", "둘 다 학습하기", "시험하기", "들여다보기"},
	Notes: [4]string{
		"클래스마다 폴더를 하나씩 만들고 그림을 열 장 이상 넣습니다. 시험에 쓸 그림도 따로 몇 장 둡니다. JPEG, PNG, GIF, WebP, BMP를 읽습니다.",
		"둘 다 이 페이지의 신경망에서 시작하므로, 클래스마다 마흔 장이면 몇 초 만에 끝납니다.",
		"둘 다 본 적 없는 그림으로 시험합니다. 그림이 적으면 둘의 차이를 가리기 어렵습니다.",
		"신경망마다 파일 하나입니다. 두 파일을 함께 여기에 끌어다 놓으면 나의 클래스를 배운 A와 B가 되고, ‘그림 하나’의 모든 기능을 쓸 수 있습니다.",
	},
	Folders: "폴더",
	Open:    "두 신경망 열기…",
	Copy:    "복사", Copied: "복사됨",
}
