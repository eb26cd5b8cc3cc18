package text

import "regnetlens/infer/fallback"

// Computing is what the page says of what computes.
type Computing struct {
	_               incomparable
	Title, Choice   string
	Automatic       string
	On              string            // backend, adapter
	Recovered       string            // network
	Apart           string            // network, backend, backend, difference of the scores, of the maps, what is allowed
	GivenUp         string            // backend
	ApartOdd        string            // network, backend, backend
	Backends, Hints map[string]string // by protocol's words
	Reasons         map[fallback.Reason]string
}

// Backend is the name of a backend; of the choice that is left to the page,
// too.
func (c *Computing) Backend(word string) string {
	if word == "auto" {
		return c.Automatic
	}
	return c.Backends[word]
}

// Reason says why WebGPU does not compute.
func (c *Computing) Reason(reason fallback.Reason) string {
	if r, ok := c.Reasons[reason]; ok {
		return r
	}
	return c.Reasons[fallback.OtherError]
}

var englishComputing = Computing{
	Title: "What computes", Choice: "What computes", Automatic: "automatic",
	On:        "%s on %s",
	Recovered: "The graphics device of network %s was lost; a new one has taken over.",
	Apart:     "Network %s: %s and %s differ by at most %s in the scores and %s in the maps, relative to 1 + the largest value; %s is allowed.",
	GivenUp:   "%s: given up, SIMD computes",
	ApartOdd:  "Network %s: where one of %s and %s gives a number, the other gives none.",
	Backends:  map[string]string{"webgpu": "WebGPU", "simd": "SIMD", "gonum": "reference"},
	Hints: map[string]string{
		"webgpu": "shaders", "simd": "the processor, four numbers at a time", "gonum": "the processor, plainly: what the others are checked against",
	},
	Reasons: map[fallback.Reason]string{
		fallback.NoWebGPU:     "This browser offers no WebGPU here, so the processor computes.",
		fallback.NoAdapter:    "The browser found no graphics device for WebGPU, so the processor computes.",
		fallback.Lacking:      "The graphics device lacks what the networks need, so the processor computes.",
		fallback.Lost:         "The graphics device was lost and could not be replaced, so the processor computes instead.",
		fallback.Late:         "The graphics device did not answer in time, so the processor computes instead.",
		fallback.WrongNumbers: "The graphics device computed wrong numbers, so the processor computes instead.",
		fallback.TooLarge:     "The network is too large for the graphics device, so the processor computes instead.",
		fallback.NoMemory:     "The graphics device has not enough memory, so the processor computes instead.",
		fallback.BadShader:    "The graphics device's driver could not compile a shader, so the processor computes instead.",
		fallback.OtherError:   "The graphics device made an error, so the processor computes instead.",
		fallback.Software:     "WebGPU runs in software here, so the processor computes unless you choose otherwise.",
	},
}

var koreanComputing = Computing{
	Title: "계산하는 곳", Choice: "계산하는 곳", Automatic: "자동",
	On:        "%s: %s",
	Recovered: "신경망 %s의 그래픽 장치가 끊겨 새 장치로 이어서 계산합니다.",
	Apart:     "신경망 %s: %s와 %s의 차이는 점수에서 최대 %s, 맵에서 최대 %s입니다(1 + 가장 큰 값에 대한 비율, 허용 %s).",
	GivenUp:   "%s: 포기, SIMD가 계산",
	ApartOdd:  "신경망 %s: %s와 %s 가운데 한쪽만 수를 내는 곳이 있습니다.",
	Backends:  map[string]string{"webgpu": "WebGPU", "simd": "SIMD", "gonum": "기준 구현"},
	Hints: map[string]string{
		"webgpu": "셰이더", "simd": "프로세서, 한 번에 네 수씩", "gonum": "프로세서, 가장 단순하게: 다른 방식을 이것에 견줍니다",
	},
	Reasons: map[fallback.Reason]string{
		fallback.NoWebGPU:     "이 브라우저에서는 WebGPU를 쓸 수 없어 프로세서가 계산합니다.",
		fallback.NoAdapter:    "브라우저가 WebGPU용 그래픽 장치를 찾지 못해 프로세서가 계산합니다.",
		fallback.Lacking:      "그래픽 장치에 신경망에 필요한 기능이 없어 프로세서가 계산합니다.",
		fallback.Lost:         "그래픽 장치가 끊겼고 대신할 장치가 없어 프로세서가 대신 계산합니다.",
		fallback.Late:         "그래픽 장치가 제때 응답하지 않아 프로세서가 대신 계산합니다.",
		fallback.WrongNumbers: "그래픽 장치의 계산 결과가 틀려 프로세서가 대신 계산합니다.",
		fallback.TooLarge:     "신경망이 그래픽 장치에 너무 커서 프로세서가 대신 계산합니다.",
		fallback.NoMemory:     "그래픽 장치의 메모리가 모자라 프로세서가 대신 계산합니다.",
		fallback.BadShader:    "그래픽 드라이버가 셰이더를 컴파일하지 못해 프로세서가 대신 계산합니다.",
		fallback.OtherError:   "그래픽 장치에 오류가 생겨 프로세서가 대신 계산합니다.",
		fallback.Software:     "여기서는 WebGPU가 소프트웨어로 돌아가므로, 따로 고르지 않으면 프로세서가 계산합니다.",
	},
}
