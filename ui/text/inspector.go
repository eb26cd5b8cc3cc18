package text

// Inspector is what the inspector, at the right of the axis, says.
type Inspector struct {
	_                      incomparable
	Title                  string // stage, block, letter of the kind of map
	Label, Tabs            string
	Look, All, Attribution string // All: channels
	Came                   string // row, column
	CameIn, Bias           string
	Strongest              string
	Others                 string // how many
	Sum                    string // the nonlinearity's name comes after it
	Sorted                 string
	SortNumber             string
	SortStrength           string
	SortEffect             string
	AllMaps                string // network, kind of map
	Own                    string // channels, of which each network shows its own
	HoldHere               string // stage, block
	OffAll, OffHere        string // network, stage, block
}

var englishInspector = Inspector{
	Title: "Block %d.%d · %s", Label: "Inspector", Tabs: "What to look at",
	Look: "Look", All: "All %d maps", Attribution: "Why this class?",
	Came: "row %d, col. %d", CameIn: "came in (X)", Bias: "bias", Strongest: "strongest map", Others: "other %d maps",
	Sum:    "sum",
	Sorted: "Sorted by", SortNumber: "number", SortStrength: "strength", SortEffect: "weight in the answer",
	AllMaps: "All maps of %s, %s", Own: "own of %d",
	HoldHere: "hold H at %d.%d", OffAll: "all off", OffHere: "%[2]d.%[3]d: H of %[1]s off",
}

var koreanInspector = Inspector{
	Title: "블록 %d.%d · %s", Label: "살펴보기", Tabs: "무엇을 볼지",
	Look: "보기", All: "맵 %d개 모두", Attribution: "왜 이 분류?",
	Came: "%d행 %d열", CameIn: "들어온 값 (X)", Bias: "바이어스", Strongest: "가장 센 맵", Others: "다른 맵 %d개",
	Sum:    "합",
	Sorted: "순서", SortNumber: "번호", SortStrength: "세기", SortEffect: "답에 미친 영향",
	AllMaps: "%s의 모든 맵, %s", Own: "%d개 중 각자",
	HoldHere: "%d.%d에서 H 유지", OffAll: "모두 끄기", OffHere: "%[2]d.%[3]d: %[1]s의 H 끄기",
}
