package text

// Cost is what the page says of what the networks cost.
type Cost struct {
	_                   incomparable
	Title, Unknown      string
	Sum                 string            // unit
	Names, Units, Notes map[string]string // by session.Measure
}

var englishCost = Cost{
	Title: "Cost", Unknown: "measuring…", Sum: "%s, whole network",
	Names: map[string]string{"muladds": "multiply-adds", "params": "parameters", "memory": "memory", "time": "time"},
	Units: map[string]string{"muladds": "million mul-adds", "params": "thousand parameters", "memory": "KiB of memory", "time": "ms"},
	Notes: map[string]string{
		"muladds": "Multiplications with a weight, each with its addition, for one picture.",
		"params":  "Trained numbers. A stage's blocks share one regulator; it counts to the first of them.",
		"memory":  "Values written for one picture, four bytes each.",
		"time":    "Measured layer by layer on what computes now, for one picture.",
	},
}

var koreanCost = Cost{
	Title: "비용", Unknown: "재는 중…", Sum: "%s, 신경망 전체",
	Names: map[string]string{"muladds": "곱셈·덧셈", "params": "매개변수", "memory": "메모리", "time": "시간"},
	Units: map[string]string{"muladds": "곱셈·덧셈 백만 번", "params": "매개변수 천 개", "memory": "메모리 KiB", "time": "ms"},
	Notes: map[string]string{
		"muladds": "그림 하나를 읽을 때 가중치를 곱하고 더하는 횟수입니다.",
		"params":  "학습된 수의 개수입니다. 한 스테이지의 블록은 레귤레이터 하나를 함께 쓰며, 첫 블록에 셉니다.",
		"memory":  "그림 하나를 읽을 때 쓰는 값의 크기로, 값마다 4바이트입니다.",
		"time":    "지금 계산하는 곳에서 그림 하나를 층마다 잰 시간입니다.",
	},
}
