package download

// Sets are the data sets that can be fetched by name: the official binary
// versions of CIFAR (Krizhevsky 2009), with the checksums of their page.
var Sets = map[string]File{
	"cifar10": {
		URL:  "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
		Name: "cifar-10-binary.tar.gz",
		MD5:  "c32a1d4ab5d03f1284b67883e8d87530",
	},
	"cifar100": {
		URL:  "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz",
		Name: "cifar-100-binary.tar.gz",
		MD5:  "03b5dce01913d631647c71ecec9e9cb8",
	},
}
