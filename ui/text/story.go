package text

// Story are the words of the story. In its sentences {plain} and {regulated}
// stand for the letters of the two networks, {block} for the block whose maps are
// shown, {stage} for its stage, {off} for the block whose H is off.
type Story struct {
	_     incomparable
	Start string // how many steps
	Label string
	Where string // step, of
	Dot   string // step, its title

	Back, Next, Done, Leave string

	Titles, Says [7]string // step by step: see session.StorySteps
}

var englishStory = Story{
	Start: "The story in %d steps", Label: "The story", Where: "Step %d of %d", Dot: "Step %d: %s",
	Back: "Back", Next: "Next", Done: "Done", Leave: "Leave",
	Titles: [7]string{
		"What a residual block does", "What the regulator adds", "Follow H along a stage",
		"Do blocks repeat themselves?", "When do they know?", "Switch the memory off", "Now your own picture",
	},
	Says: [7]string{
		"Two networks read the same picture, block by block from left to right. Each block adds what it finds (R) to what came in (X) and hands the sum (O) on. In {plain} the next block gets nothing else.",
		"{regulated} is the same network with a memory beside the blocks. Each block shows it what it has found so far (I); the memory answers with H; the block mixes the two and works on. Press the parts of the drawing.",
		"One memory runs through stage {stage}: what a block leaves in it, the next one reads. What stays bright from left to right is what {regulated} keeps; {plain} has no such row. The mark lies on the brightest place of H at {block}; at the right is how it came about.",
		"How alike is a block's output to that of the block before? 1: it tells the same places apart, 0: they have nothing in common. The paper finds that with a regulator blocks repeat themselves less. Does the line of {regulated} run below that of {plain} here? The finding at the top judges it.",
		"In the last stage the answer can be read after every block, as if the network ended there. The paper finds that the regulated network knows earlier. Which line rises first here, that of {plain} or that of {regulated}? The finding at the top judges that, too.",
		"H of {regulated} is now zero at block {off}, and all that follows is computed anew. What became of the answer stands in the finding; dashed bars are the answer before. Press other blocks, or the points of the chart H off, which tries each block by itself.",
		"All is as it was. Choose another picture, open or drop one of yours, use the camera or draw one: it never leaves this computer. Then switch the memory off in it, too.",
	},
}

var koreanStory = Story{
	Start: "%d단계 이야기", Label: "이야기", Where: "%d / %d단계", Dot: "%d단계: %s",
	Back: "이전", Next: "다음", Done: "마침", Leave: "그만 보기",
	Titles: [7]string{
		"잔차 블록이 하는 일", "레귤레이터가 더하는 것", "스테이지를 따라 H 살펴보기",
		"블록은 같은 말을 되풀이할까요?", "언제 알아볼까요?", "기억을 꺼 보기", "이제 직접 고른 그림으로",
	},
	Says: [7]string{
		"두 신경망이 같은 그림을 왼쪽에서 오른쪽으로 블록마다 읽습니다. 블록은 들어온 것(X)에 자기가 찾은 것(R)을 더해 그 합(O)을 넘깁니다. {plain}에서 다음 블록이 받는 것은 이것뿐입니다.",
		"{regulated}는 같은 신경망의 블록들 옆에 기억을 붙인 것입니다. 블록이 지금까지 찾은 것(I)을 기억에 보여 주면 기억은 H로 답하고, 블록은 둘을 섞어 계속합니다. 그림의 부분을 눌러 보세요.",
		"하나의 기억이 스테이지 {stage}의 모든 블록을 지나갑니다. 한 블록이 남긴 것을 다음 블록이 읽습니다. 왼쪽에서 오른쪽까지 계속 밝은 곳이 {regulated}가 지키는 것이며, {plain}에는 이런 줄이 없습니다. 표시는 블록 {block}의 H에서 가장 밝은 곳에 있고, 오른쪽에 그 값이 나온 과정이 있습니다.",
		"블록의 출력이 바로 앞 블록의 출력과 얼마나 닮았는지 보여 줍니다. 1이면 같은 곳을 가려내고, 0이면 아무 관계가 없습니다. 논문에 따르면 레귤레이터가 있으면 블록들이 덜 되풀이합니다. 여기서도 {regulated}의 선이 {plain}의 선보다 아래에 있나요? 맨 위의 결론을 보세요.",
		"마지막 스테이지에서는 신경망이 거기서 끝난 것처럼 블록마다 답을 읽을 수 있습니다. 논문에 따르면 레귤레이터가 있는 신경망이 더 일찍 알아봅니다. 여기서는 {plain}와 {regulated} 중 어느 선이 먼저 올라가나요? 역시 맨 위의 결론을 보세요.",
		"블록 {off}에서 {regulated}의 H를 0으로 만들고 그 뒤를 모두 다시 계산했습니다. 답이 어떻게 되었는지는 맨 위의 결론에 있고, 점선 막대는 그 전의 답입니다. 다른 블록이나, 블록을 하나씩 꺼 본 “H 끄기” 차트의 점을 눌러 보세요.",
		"모두 처음대로 되돌렸습니다. 다른 그림을 고르거나, 가진 그림을 열거나 끌어다 놓거나, 카메라로 찍거나 그려 보세요. 그림은 이 컴퓨터를 떠나지 않습니다. 그 그림에서도 기억을 꺼 보세요.",
	},
}
