package text

// Views are the words of how maps are shown: the bar over the grid, the
// difference of both networks, and the link to what is seen.
type Views struct {
	_                           incomparable
	Link, LinkCopied, LinkTitle string
	LinkLacks                   string // names
	Unmet                       string // parts of an address

	Tiles, AllChannels, OneChannel   string
	Mode, Maps, Diff, Overlay        string
	Colours                          string
	ColourNames                      map[string]string
	Channel, HighestVariance, Follow string
	Cover                            string

	AtlasHint, VariedHint, FollowHint, DiffHint string // what a tile is
	VariedRule                                  string // how the channel is picked

	Figure, FigureHint, FigureRule string
	Blocks                         string

	NoDiff, DiffRule string
	DiffCell         string // kind, stage, block
}

var englishViews = Views{
	Link: "Link", LinkCopied: "Copied", LinkTitle: "Copy a link to what you see now",
	LinkLacks: "The link was copied without what stays on this computer: %s.",
	Unmet:     "The link asks for what is not here: %s. Pictures and networks of somebody's own do not travel with a link.",
	Tiles:     "What a tile shows", AllChannels: "All channels", OneChannel: "One channel",
	Mode: "How maps are shown", Maps: "Maps", Diff: "A − B", Overlay: "Overlay",
	Colours:     "Colours",
	ColourNames: map[string]string{"viridis": "viridis", "cividis": "cividis", "grey": "grey"},
	Channel:     "Channel", HighestVariance: "the most varied", Follow: "the selected one",
	Cover:      "Map over picture",
	AtlasHint:  "each tile: all channels of one map",
	VariedHint: "each tile: its most varied channel",
	FollowHint: "each tile: the selected channel",
	DiffHint:   "each tile: A's map minus B's, all channels",
	VariedRule: "The most varied channel of a stage is the one whose outputs O differ most from place to place (greatest variance, summed over the stage's blocks), in each network for itself.",
	Figure:     "Fig. 1(a)", FigureHint: "three blocks in a row, one channel",
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
	Tiles:     "한 칸에 보이는 것", AllChannels: "모든 채널", OneChannel: "채널 하나",
	Mode: "맵을 보는 방법", Maps: "맵", Diff: "A − B", Overlay: "겹쳐 보기",
	Colours:     "색",
	ColourNames: map[string]string{"viridis": "비리디스", "cividis": "시비디스", "grey": "회색"},
	Channel:     "채널", HighestVariance: "변화가 가장 큰 것", Follow: "선택한 것",
	Cover:      "그림 위의 맵",
	AtlasHint:  "한 칸에 한 맵의 모든 채널",
	VariedHint: "한 칸에 변화가 가장 큰 채널 하나",
	FollowHint: "한 칸에 선택한 채널 하나",
	DiffHint:   "한 칸에 A의 맵에서 B의 맵을 뺀 값, 모든 채널",
	VariedRule: "변화가 가장 큰 채널이란, 신경망마다 각 스테이지에서 출력 O의 값이 위치에 따라 가장 크게 달라지는 채널입니다(스테이지 블록들의 분산을 더해 가장 큰 것).",
	Figure:     "그림 1(a)", FigureHint: "이어지는 세 블록, 채널 하나",
	FigureRule: "ResNet의 출력 O는 블록마다 되풀이되나요? 상태 H가 기억하는 RegNet에서는 덜한가요? (논문의 그림 1(a).)",
	Blocks:     "블록",
	NoDiff:     "차이 없음: 여기에는 A와 B에 종류와 크기가 같은 맵이 없습니다. 크기가 같은 출력 O끼리는 볼 수 있습니다.",
	DiffRule:   "빨강: A의 값이 더 큼, 파랑: B의 값이 더 큼, 흰색: 같음. 따로 학습한 신경망에서는 같은 번호의 채널도 뜻이 다를 수 있습니다.",
	DiffCell:   "A 빼기 B, 맵 %s, 스테이지 %d, 블록 %d",
}
