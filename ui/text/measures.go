package text

// Measures are the words of the matrices of how alike the blocks' outputs are.
type Measures struct {
	_               incomparable
	Matrix, Measure string
	CKA, Cosine     string
	CKAMeans        string
	CosineMeans     string
	PairWithin      string // network, stage, block, stage, block, value
	PairAcross      string // stage, block, stage, block, value
	NoValue         string
	MatrixAlt       string // row network, column network, blocks, blocks
	Itself          string // network
	RowsColumns     string
	LookFor         string
	Found           string // name of the likeness, mean of A, mean of B
	FoundAsPaper    string // regulated network, the other
	FoundNotAsPaper string // regulated network, the other
	FoundAcross     string // mean

	Over, Picture, Batch string
	FoundBatch           string // pictures, name of the likeness, mean of A, mean of B
	FoundAcrossBatch     string // pictures compared, mean
}

var englishMeasures = Measures{
	Matrix: "How alike are the blocks?", Measure: "Likeness",
	CKA: "CKA", Cosine: "cosine",
	CKAMeans:    "CKA, from 0 to 1: do two outputs tell the same places of the picture apart, whatever their channels are called? Where maps differ in size the larger one is averaged down to the smaller. Small maps have few places and score higher, so compare numbers of one stage.",
	CosineMeans: "Cosine, from 0 to 1: do two outputs have the same values, channel by channel and place by place? Only for maps of one size. Across two networks it is low by nature: their channels have nothing to do with each other.",
	PairWithin:  "%s, stage %d block %d and stage %d block %d: %s",
	PairAcross:  "A, stage %d block %d and B, stage %d block %d: %s",
	NoValue:     "cannot be compared",
	MatrixAlt:   "How alike each block of %s (%d rows) is to each block of %s (%d columns). Arrow keys go from pair to pair.",
	Itself:      "%s with itself", RowsColumns: "A (rows) × B (columns)",
	LookFor:         "The paper says that neighbouring blocks of a ResNet repeat each other, and that a regulator makes them differ more. Look for a brighter diagonal band in the plain network.",
	Found:           "On this picture a block and the one before it, in the mean of all such pairs within a stage (%s): A %s, B %s.",
	FoundAsPaper:    "Here it is so: %s, with the regulator, repeats itself less than %s.",
	FoundNotAsPaper: "Here it is not so: %s, with the regulator, repeats itself no less than %s.",
	FoundAcross:     "The same block of A and of B: %s in the mean.",
	Over:            "Measured on", Picture: "this picture", Batch: "the batch",
	FoundAcrossBatch: "The same block of A and of B, over the %d pictures compared across them: %s in the mean.",
	FoundBatch:       "Over the %d pictures of the batch a block and the one before it, in the mean of all such pairs within a stage (%s): A %s, B %s.",
}

var koreanMeasures = Measures{
	Matrix: "블록들은 서로 얼마나 비슷할까요?", Measure: "유사도",
	CKA: "CKA", Cosine: "코사인",
	CKAMeans:    "CKA(0에서 1): 채널의 순서와 상관없이, 두 출력이 그림의 같은 곳들을 똑같이 구별하나요? 맵의 크기가 다르면 큰 쪽을 작은 쪽에 맞추어 평균합니다. 작은 맵은 자리가 적어 값이 높게 나오므로 같은 스테이지끼리 비교하세요.",
	CosineMeans: "코사인(0에서 1): 두 출력의 값이 채널마다, 자리마다 같은가요? 크기가 같은 맵끼리만 비교합니다. 두 신경망 사이에서는 채널들이 서로 무관하므로 원래 낮습니다.",
	PairWithin:  "%s, 스테이지 %d 블록 %d 와 스테이지 %d 블록 %d: %s",
	PairAcross:  "A 스테이지 %d 블록 %d 와 B 스테이지 %d 블록 %d: %s",
	NoValue:     "비교할 수 없음",
	MatrixAlt:   "%s의 블록(%d행)과 %s의 블록(%d열)이 얼마나 비슷한지 보여 줍니다. 화살표 키로 쌍을 옮깁니다.",
	Itself:      "%s끼리", RowsColumns: "A (행) × B (열)",
	LookFor:         "논문에 따르면 ResNet의 이웃한 블록들은 서로 되풀이하고, 레귤레이터는 이들을 더 다르게 만듭니다. 레귤레이터가 없는 쪽의 대각선 띠가 더 밝은지 보세요.",
	Found:           "이 그림에서 한 블록과 바로 앞 블록의 유사도, 스테이지 안의 모든 쌍의 평균 (%s): A %s, B %s.",
	FoundAsPaper:    "여기서는 그렇습니다: 레귤레이터가 있는 %s 쪽이 %s 쪽보다 덜 되풀이합니다.",
	FoundNotAsPaper: "여기서는 그렇지 않습니다: 레귤레이터가 있는 %s 쪽이 %s 쪽보다 덜 되풀이하지 않습니다.",
	FoundAcross:     "A와 B의 같은 블록끼리: 평균 %s.",
	Over:            "대상", Picture: "이 그림", Batch: "여러 그림",
	FoundAcrossBatch: "A와 B의 같은 블록끼리, 서로 비교한 그림 %d장에서: 평균 %s.",
	FoundBatch:       "그림 %d장에서 한 블록과 바로 앞 블록의 유사도, 스테이지 안의 모든 쌍의 평균 (%s): A %s, B %s.",
}
