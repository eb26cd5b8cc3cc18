package text

// Views are the words of how maps are shown: the bar over the grid, the
// difference of both networks, and the link to what is seen.
type Views struct {
	_                           incomparable
	Link, LinkCopied, LinkTitle string
	LinkLacks                   string // names
	Unmet                       string // parts of an address

	Tiles, TilesShow                         string
	OneMap, FourMaps, AllMaps, Diff, Overlay string
	Scale, ScaleOf, SameScale, OwnScale      string
	More, Colours                            string
	ColourNames                              map[string]string
	Map, Telling, Follow                     string
	Cover                                    string

	OneTelling, OneVaried, FourTelling, FourVaried, AllHint, FollowHint, DiffHint string // what a tile is
	TellingRule                                                                   string // how the map is picked

	Figure, FigureHint, FigureRule string
	Blocks                         string

	NoDiff, DiffRule string
	DiffCell         string // kind, stage, block
}

var englishViews = Views{
	Link: "Link", LinkCopied: "Copied", LinkTitle: "Copy a link to what you see now",
	LinkLacks: "The link was copied without what stays on this computer: %s.",
	Unmet:     "The link asks for what is not here: %s. Pictures and networks of somebody's own do not travel with a link.",
	Tiles:     "Tiles", TilesShow: "What a tile shows",
	OneMap: "1 map", FourMaps: "4 maps", AllMaps: "All maps", Diff: "A − B", Overlay: "over picture",
	Scale: "Scale", ScaleOf: "Where the colours end", SameScale: "same for A and B", OwnScale: "own",
	More: "More", Colours: "Colours",
	ColourNames: map[string]string{"viridis": "viridis", "cividis": "cividis", "grey": "grey"},
	Map:         "Map", Telling: "the one that moves the answer most", Follow: "the selected one",
	Cover:      "Map over picture",
	OneTelling: "tile: the map that moves the answer most", OneVaried: "tile: the most varied map",
	FourTelling: "tile: the four maps that move the answer most", FourVaried: "tile: the four most varied maps",
	AllHint:     "tile: all maps, on a scale of its own",
	FollowHint:  "tile: the selected map",
	DiffHint:    "tile: A's maps minus B's, all of them",
	TellingRule: "The map that moves the answer most is the one whose removal (zero in all blocks of the stage) changes the probability of the network's answer most. Until that is tried out, the most varied map stands there: the one whose values differ most from place to place.",
	Figure:      "Fig. 1(a)", FigureHint: "three blocks in a row, one channel",
	FigureRule: "Do the outputs O of the ResNet repeat each other from block to block, and those of the RegNet less, as its state H remembers? (Fig. 1(a) of the paper.)",
	Blocks:     "Blocks",
	NoDiff:     "No difference: A and B have no map of one kind and size here. Outputs O of one size have one.",
	DiffRule:   "Red: A's value is greater; blue: B's is; white: equal. Networks trained apart may use a channel of one number for different things.",
	DiffCell:   "A minus B, map %s, stage %d, block %d",
}

var koreanViews = Views{
	Link: "링크", LinkCopied: "복사됨", LinkTitle: "지금 보는 화면의 링크 복사",
	LinkLacks: "링크를 복사했습니다. 이 컴퓨터에만 있는 것은 담기지 않았습니다: %s.",
	Unmet:     "링크가 가리키는 것이 여기에 없습니다: %s. 자신의 그림과 신경망은 링크에 담기지 않습니다.",
	Tiles:     "칸", TilesShow: "한 칸에 보이는 것",
	OneMap: "맵 1개", FourMaps: "맵 4개", AllMaps: "모든 맵", Diff: "A − B", Overlay: "그림 위에",
	Scale: "눈금", ScaleOf: "색이 끝나는 값", SameScale: "A와 B 같게", OwnScale: "각자",
	More: "더 보기", Colours: "색",
	ColourNames: map[string]string{"viridis": "비리디스", "cividis": "시비디스", "grey": "회색"},
	Map:         "맵", Telling: "답을 가장 크게 바꾸는 것", Follow: "선택한 것",
	Cover:      "그림 위의 맵",
	OneTelling: "칸: 답을 가장 크게 바꾸는 맵", OneVaried: "칸: 변화가 가장 큰 맵",
	FourTelling: "칸: 답을 가장 크게 바꾸는 맵 네 개", FourVaried: "칸: 변화가 가장 큰 맵 네 개",
	AllHint:     "칸: 모든 맵, 칸마다 다른 눈금",
	FollowHint:  "칸: 선택한 맵",
	DiffHint:    "칸: A의 모든 맵에서 B의 맵을 뺀 값",
	TellingRule: "답을 가장 크게 바꾸는 맵이란, 스테이지의 모든 블록에서 0으로 지웠을 때 신경망이 낸 답의 확률이 가장 크게 바뀌는 맵입니다. 시험해 볼 때까지는 변화가 가장 큰 맵, 곧 값이 위치에 따라 가장 크게 달라지는 맵을 보여 줍니다.",
	Figure:      "그림 1(a)", FigureHint: "이어지는 세 블록, 채널 하나",
	FigureRule: "ResNet의 출력 O는 블록마다 되풀이되나요? 상태 H가 기억하는 RegNet에서는 덜한가요? (논문의 그림 1(a).)",
	Blocks:     "블록",
	NoDiff:     "차이 없음: 여기에는 A와 B에 종류와 크기가 같은 맵이 없습니다. 크기가 같은 출력 O끼리는 볼 수 있습니다.",
	DiffRule:   "빨강: A의 값이 더 큼, 파랑: B의 값이 더 큼, 흰색: 같음. 따로 학습한 신경망에서는 같은 번호의 채널도 뜻이 다를 수 있습니다.",
	DiffCell:   "A 빼기 B, 맵 %s, 스테이지 %d, 블록 %d",
}
