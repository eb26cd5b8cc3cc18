package session

import (
	"strings"

	"regnetlens/ui/results"
)

// Command is a line for a shell, word by word: the page breaks it between words
// only.
type Command []string

// String is the line as it is typed.
func (c Command) String() string { return strings.Join(c, " ") }

// archives are the files that "regnet data get" brings of results.Data.
var archives = [len(results.Data)]struct{ set, file string }{
	{"cifar10", "cifar-10-binary.tar.gz"}, {"cifar100", "cifar-100-binary.tar.gz"},
}

// Commands train a network as the paper did, on one of results.Data: they get
// the pictures, train with one seed, and all networks of the table with three.
func Commands(n results.Network, data int) []Command {
	a := archives[data]
	commands := []Command{
		{"regnet", "data", "get", a.set},
		{"regnet", "train", n.ID, "--recipe", "paper-cifar", "--data", a.file, "--test", a.file, "--dir", "runs/" + n.ID + "-seed1"},
	}
	if n.Sweep[data] != "" {
		commands = append(commands, Command{"regnet", "sweep", n.Sweep[data], "--data", a.file, "--dir", "runs/" + n.Sweep[data]})
	}
	return commands
}

// TeachFolders is how the pictures lie that networks are taught with.
const TeachFolders = `my-pictures/
  train/circle/  1.jpg  2.jpg  3.jpg …
  train/cross/   1.jpg  2.jpg  3.jpg …
  test/circle/   21.jpg  22.jpg …
  test/cross/    21.jpg  22.jpg …`

// TeachCommands teach both networks the classes of TeachFolders, step by step:
// folders, training, test, and the files that the page opens. Both networks get
// the same pictures in the same order: that of the seed, which is 1 where none is
// named.
var TeachCommands = [4][]Command{
	{{"mkdir", "-p", "my-pictures/train/circle", "my-pictures/train/cross", "my-pictures/test/circle", "my-pictures/test/cross"}},
	{
		{"regnet", "train", "resnet-20", "--init", "resnet-20", "--data", "my-pictures", "--batch", "16", "--epochs", "20", "--lr", "0.02", "--dir", "runs/a"},
		{"regnet", "train", "regnet-20-lstm", "--init", "regnet-20-lstm", "--data", "my-pictures", "--batch", "16", "--epochs", "20", "--lr", "0.02", "--dir", "runs/b"},
	},
	{{"regnet", "eval", "runs/a/model.safetensors", "runs/b/model.safetensors", "my-pictures"}},
	{
		{"regnet", "export", "runs/a/model.safetensors", "-o", "my-a.safetensors"},
		{"regnet", "export", "runs/b/model.safetensors", "-o", "my-b.safetensors"},
	},
}
