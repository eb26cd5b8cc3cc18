package text

// Inputs are the words of the ways to choose a picture: tabs, camera, drawing,
// many files.
type Inputs struct {
	_                           incomparable
	Tabs                        string
	Samples, File, Camera, Draw string

	// What is known of the picture.
	Shows                 string // class
	Right, Wrong          string
	CameraFrame           string // titles of pictures
	YourDrawing           string
	OpenFiles, OpenFolder string
	FilesHint             string
	OpenWeights           string
	WeightsHint           string
	WeightsRefused        string // file
	Gathering             string
	WeightsLarge          string // file, blocks, classes, rows of input

	// Why a file is not shown: file, and …
	ThisFile                                    string // a file without a name
	NoPicture, EmptyPicture, LongFile, GoneFile string
	BarredPicture                               string
	BrokenPicture                               string // format
	LargePicture                                string // columns, rows, megapixels, limit
	Start, Freeze, Go                           string
	CameraHint                                  string
	CameraAlt                                   string
	Asking                                      string
	Frames                                      string // frames a second
	Frozen                                      string
	Refused, Absent                             string
	Taken, Gone, Unsafe                         string
	Paper                                       string // steps
	DrawHint                                    string
	Colours, Widths                             string
	ColourNames                                 [10]string // of session.Colours
	WidthNames                                  [4]string  // of session.Widths
	Undo, Clear, Fill                           string
	Batch, BatchOf                              string // Batch: heading; BatchOf: done, all
	BatchReads                                  string // done, all
	BatchComplete                               string // all
	BatchStopped                                string // done, all
	BatchInterrupted                            string // done, all
	GoOn                                        string
	ReadAgain                                   string // networks
	And                                         string // between two networks
	NoBatch, NoBatchHint                        string
	Other                                       string
	RightOf, RightWhenRead                      string
	EarlyChance                                 string // block, p
	Test                                        string // the test that gives p
	ReadUnit                                    string
	AsPictures, AsTable, ListAs                 string
	DisagreeFirst, NothingPasses                string
	FilterCount                                 string // filter, pictures
	Remove                                      string
	LabelRule                                   string // with a class, all
	BatchRate                                   string // pictures a second, seconds
	BatchLeft                                   string // files
	Cancel, Save                                string
	SaveNote                                    string
	ToBatch                                     string
	Interval                                    string // low, high
	NoLabels                                    string
	PerPicture                                  string // milliseconds
	Matrix                                      string // network
	MatrixHint                                  string
	MatrixLabel                                 string // class, answer, pictures
	TooManyClasses                              string
	Table                                       string
	Filter, Search                              string
	Filters                                     [7]string // names of session.Filters
	FileColumn, Label                           string
	Answer, Probability                         string // network
	Agree, Time                                 string
	Yes, No                                     string
	Unread                                      string
	Earlier, Later                              string
	PageOf                                      string // page, pages, rows
	AllCells                                    string
	ShowRow                                     string // file
	SortedUp, SortedDown                        string
}

var englishInputs = Inputs{
	Tabs: "Where the picture comes from", Samples: "Samples", File: "File", Camera: "Camera", Draw: "Draw",
	Shows: "The picture shows: %s.", Right: "right", Wrong: "wrong",
	CameraFrame: "A frame of the camera", YourDrawing: "Your drawing",
	OpenFiles: "Open pictures…", OpenFolder: "Open a folder…",
	FilesHint:      "One picture is shown; several, or a folder, are read one after another. Folders named after classes give accuracy.",
	OpenWeights:    "Open networks…",
	WeightsHint:    "A .safetensors file of your own, as “regnet export” and “regnet import” write it, takes the place of B; two files become A and B.",
	WeightsRefused: "%s is no network that this page can show: it takes .safetensors files as “regnet export” and “regnet import” write them.",
	WeightsLarge:   "%s is too large a network for this page, which shows at most %d blocks, %d classes and %d rows of input.",
	ThisFile:       "What came",
	NoPicture:      "%s is not a picture that this page reads: JPEG, PNG, GIF, WebP, BMP, AVIF or SVG.",
	BrokenPicture:  "%s cannot be shown, the %spicture is broken or cut short.",
	EmptyPicture:   "%s is a picture without pixels.",
	LargePicture:   "%s has %d × %d pixels, %d megapixels; the limit is %d.",
	BarredPicture:  "%s cannot be read: this browser keeps the pixels of pictures from pages, so that only JPEG and PNG can be shown.",
	LongFile:       "%s is longer than 256 MB.", GoneFile: "%s could not be read from where it is.",
	Gathering: "Looking for pictures…",
	Start:     "Start the camera", Freeze: "Freeze", Go: "Go on",
	CameraHint: "Both networks read what the camera sees. Its pictures never leave this computer.",
	CameraAlt:  "What the camera sees",
	Asking:     "Waiting for the camera…", Frames: "%.1f frames/s through both networks", Frozen: "Held still.",
	Refused: "The camera was not allowed. Allow it in the browser's settings for this page and start it again.",
	Absent:  "No camera was found.", Taken: "The camera is in use by another program.", Gone: "The camera was disconnected.",
	Unsafe:   "Browsers give a camera only to pages that come over https or from this computer.",
	Paper:    "Your drawing, %d steps. Arrow keys move the pen, Space puts it down and lifts it.",
	DrawHint: "Draw with mouse, finger or pen; the networks read along.", Colours: "Colour", Widths: "Thickness",
	ColourNames: [10]string{"white", "black", "grey", "brown", "red", "orange", "yellow", "green", "light blue", "dark blue"}, WidthNames: [4]string{"fine", "medium", "broad", "very broad"},
	Undo: "Undo", Clear: "Clear", Fill: "Fill",
	Batch: "Many pictures", BatchOf: "%d of %d pictures", BatchRate: "%.1f pictures/s, %.1f s", BatchLeft: "%d other files left out",
	BatchReads: "Reading %d of %d", BatchComplete: "All %d read", BatchStopped: "Stopped after %d of %d", BatchInterrupted: "Stopped after %d of %d: another network was chosen",
	GoOn: "Go on", ReadAgain: "Read again with %s", And: " and ", Remove: "Remove",
	NoBatch:     "Read many pictures, one after another",
	NoBatchHint: "Drop pictures or a folder anywhere, or open them here. Folders named after classes tell how often each network is right; the pictures that they disagree on come first. Nothing leaves this computer.",
	Other:       "Read others:",
	RightOf:     "%d of %d right", RightWhenRead: "Right, if read after block", ReadUnit: "% of the pictures with a class",
	EarlyChance: "after %s %s", Test: "McNemar's exact test",
	AsPictures: "Pictures", AsTable: "Table", ListAs: "How the pictures are listed",
	DisagreeFirst: "disagreements first, the surest before the others", NothingPasses: "No picture is like that.",
	FilterCount: "%s %d",
	LabelRule:   "The class of a picture is the nearest folder around it that is named after a class of A or B, in capitals or not. %d of %d pictures have one; only they count for accuracy.",
	Cancel:      "Stop", Save: "Save as CSV",
	SaveNote:   "The CSV file has the rows as filtered and sorted. A cell that begins with = + - or @ gets an apostrophe, so that no spreadsheet carries it out.",
	ToBatch:    "See the results",
	Interval:   "95 %% interval %.1f–%.1f %%",
	NoLabels:   "No folder is named after a class, so nobody knows what is right.",
	PerPicture: "%.1f ms a picture",
	Matrix:     "%s: class down, answer across", MatrixHint: "A number is how many pictures; press one to see them.", MatrixLabel: "%s taken for %s: %d",
	TooManyClasses: "There are too many classes for a confusion matrix.",
	Table:          "Pictures and answers", Filter: "Show", Search: "File name contains",
	Filters:    [7]string{"all", "different answers", "A or B wrong", "only A right", "only B right", "both wrong", "not read"},
	FileColumn: "file", Label: "class", Answer: "%s says", Probability: "%s probability", Agree: "agree", Time: "A + B, ms",
	Yes: "yes", No: "no", Unread: "not read",
	Earlier: "Previous page", Later: "Next page", PageOf: "page %d of %d, %d rows", AllCells: "all cells", ShowRow: "Show %s",
	SortedUp: "▲", SortedDown: "▼",
}

var koreanInputs = Inputs{
	Tabs: "그림을 고르는 방법", Samples: "예시", File: "파일", Camera: "카메라", Draw: "그리기",
	Shows: "그림의 정답: %s", Right: "맞음", Wrong: "틀림",
	CameraFrame: "카메라 화면", YourDrawing: "직접 그린 그림",
	OpenFiles: "그림 열기…", OpenFolder: "폴더 열기…",
	FilesHint:      "그림 하나는 바로 보여 주고, 여러 개나 폴더는 차례로 읽습니다. 폴더 이름이 클래스이면 정확도를 냅니다.",
	OpenWeights:    "신경망 열기…",
	WeightsHint:    "“regnet export”나 “regnet import”가 만든 .safetensors 파일은 B 자리에 놓이고, 두 개를 열면 A와 B가 됩니다.",
	WeightsRefused: "%s 파일은 이 페이지가 보여 줄 수 있는 신경망이 아닙니다. “regnet export”나 “regnet import”가 만든 .safetensors 파일을 여세요.",
	WeightsLarge:   "%s 신경망은 이 페이지에 너무 큽니다. 블록 %d개, 클래스 %d개, 입력 %d행까지 보여 줍니다.",
	ThisFile:       "들어온 것",
	NoPicture:      "%s: 이 페이지가 읽는 그림(JPEG, PNG, GIF, WebP, BMP, AVIF, SVG)이 아닙니다.",
	BrokenPicture:  "%s: %s그림이 깨졌거나 중간에 잘려 보여 줄 수 없습니다.",
	EmptyPicture:   "%s: 픽셀이 없는 그림입니다.",
	LargePicture:   "%s: %d × %d 픽셀, %d메가픽셀입니다. %d메가픽셀까지 읽을 수 있습니다.",
	BarredPicture:  "%s: 이 브라우저는 그림의 픽셀을 페이지에 내주지 않아 JPEG와 PNG만 볼 수 있습니다.",
	LongFile:       "%s: 256 MB가 넘는 파일입니다.", GoneFile: "%s: 있던 자리에서 읽지 못했습니다.",
	Gathering: "그림을 찾는 중…",
	Start:     "카메라 켜기", Freeze: "멈추기", Go: "계속",
	CameraHint: "두 신경망이 카메라가 보는 것을 함께 읽습니다. 화면은 이 컴퓨터를 떠나지 않습니다.",
	CameraAlt:  "카메라가 보는 것",
	Asking:     "카메라를 기다리는 중…", Frames: "두 신경망 모두 초당 %.1f 프레임", Frozen: "멈추어 있습니다.",
	Refused: "카메라가 허용되지 않았습니다. 브라우저 설정에서 이 페이지에 허용한 뒤 다시 켜세요.",
	Absent:  "카메라를 찾지 못했습니다.", Taken: "다른 프로그램이 카메라를 쓰고 있습니다.", Gone: "카메라 연결이 끊겼습니다.",
	Unsafe:   "브라우저는 https나 이 컴퓨터에서 온 페이지에만 카메라를 허용합니다.",
	Paper:    "직접 그린 그림, %d단계. 화살표 키로 펜을 옮기고 스페이스로 내리거나 듭니다.",
	DrawHint: "마우스, 손가락, 펜으로 그리면 신경망이 따라 읽습니다.", Colours: "색", Widths: "굵기",
	ColourNames: [10]string{"흰색", "검은색", "회색", "갈색", "빨간색", "주황색", "노란색", "초록색", "하늘색", "파란색"}, WidthNames: [4]string{"가늘게", "보통", "굵게", "아주 굵게"},
	Undo: "되돌리기", Clear: "지우기", Fill: "채우기",
	Batch: "여러 그림", BatchOf: "그림 %d / %d", BatchRate: "초당 그림 %.1f개, %.1f초", BatchLeft: "그림이 아닌 파일 %d개 제외",
	BatchReads: "%d / %d 읽는 중", BatchComplete: "%d개 모두 읽음", BatchStopped: "%d / %d에서 멈춤", BatchInterrupted: "%d / %d에서 멈춤: 다른 신경망을 골랐습니다",
	GoOn: "계속", ReadAgain: "%s(으)로 다시 읽기", And: ", ", Remove: "지우기",
	NoBatch:     "여러 그림을 차례로 읽기",
	NoBatchHint: "그림이나 폴더를 아무 곳에나 끌어다 놓거나 여기에서 여세요. 폴더 이름이 클래스이면 두 신경망이 얼마나 자주 맞히는지 알 수 있고, 답이 다른 그림이 먼저 나옵니다. 아무것도 이 컴퓨터를 떠나지 않습니다.",
	Other:       "다른 그림 읽기:",
	RightOf:     "%d / %d개 맞음", RightWhenRead: "블록 뒤에서 읽었을 때 맞는 비율", ReadUnit: "정답이 있는 그림 가운데 %",
	EarlyChance: "%s 뒤 %s", Test: "맥니마 정확 검정",
	AsPictures: "그림", AsTable: "표", ListAs: "목록을 보는 방법",
	DisagreeFirst: "답이 다른 것부터, 확신이 큰 순서", NothingPasses: "그런 그림이 없습니다.",
	FilterCount: "%s %d",
	LabelRule:   "그림의 정답은 그림을 둘러싼 가장 가까운 폴더 가운데 A나 B의 클래스 이름(대소문자 무관)과 같은 것입니다. 정답이 있는 그림은 %d / %d개이고, 이 그림들로만 정확도를 냅니다.",
	Cancel:      "멈추기", Save: "CSV로 저장",
	SaveNote:   "CSV 파일에는 걸러지고 정렬된 행이 그대로 담깁니다. = + - @ 로 시작하는 칸에는 작은따옴표를 붙여 스프레드시트가 실행하지 못하게 합니다.",
	ToBatch:    "결과 보기",
	Interval:   "95 %% 구간 %.1f–%.1f %%",
	NoLabels:   "클래스 이름의 폴더가 없어 정답을 알 수 없습니다.",
	PerPicture: "그림당 %.1f ms",
	Matrix:     "%s: 세로 정답, 가로 답", MatrixHint: "수는 그림의 개수입니다. 누르면 그 그림들을 보여 줍니다.", MatrixLabel: "%s → %s: %d",
	TooManyClasses: "클래스가 너무 많아 혼동 행렬을 그리지 않습니다.",
	Table:          "그림과 답", Filter: "보기", Search: "파일 이름 찾기",
	Filters:    [7]string{"전체", "답이 다름", "A나 B가 틀림", "A만 맞음", "B만 맞음", "둘 다 틀림", "읽지 못함"},
	FileColumn: "파일", Label: "정답", Answer: "%s의 답", Probability: "%s 확률", Agree: "일치", Time: "A + B, ms",
	Yes: "예", No: "아니요", Unread: "읽지 못함",
	Earlier: "이전 쪽", Later: "다음 쪽", PageOf: "%d / %d쪽, %d행", AllCells: "모든 칸", ShowRow: "%s 보기",
	SortedUp: "▲", SortedDown: "▼",
}
