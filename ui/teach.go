package ui

import "regnetlens/ui/text"

func (c *Teach) t() *text.Teach { return &c.S.Text.Teach }

// teachFolders is how the pictures lie.
const teachFolders = `my-pictures/
  train/circle/  1.jpg  2.jpg  3.jpg …
  train/cross/   1.jpg  2.jpg  3.jpg …
  test/circle/   21.jpg  22.jpg …
  test/cross/    21.jpg  22.jpg …`

// teachCommands are what the steps take. Both networks get the same pictures in
// the same order: that of the seed, which is 1 where none is named.
var teachCommands = [4][]string{
	{"mkdir -p my-pictures/train/circle my-pictures/train/cross my-pictures/test/circle my-pictures/test/cross"},
	{
		"regnet train resnet-20 --init resnet-20 --data my-pictures --batch 16 --epochs 20 --lr 0.02 --dir runs/a",
		"regnet train regnet-20-lstm --init regnet-20-lstm --data my-pictures --batch 16 --epochs 20 --lr 0.02 --dir runs/b",
	},
	{"regnet eval runs/a/model.safetensors runs/b/model.safetensors my-pictures"},
	{
		"regnet export runs/a/model.safetensors -o my-a.safetensors",
		"regnet export runs/b/model.safetensors -o my-b.safetensors",
	},
}
