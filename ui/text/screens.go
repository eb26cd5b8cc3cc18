package text

// Screens are the words of the header's navigation.
type Screens struct {
	_     incomparable
	Title string
	Names [4]string // of session.Screens
	Read  string    // done, all: beside the name of Many pictures while they are read
}

var englishScreens = Screens{
	Title: "Views", Names: [4]string{"One picture", "Many pictures", "Teach", "Results"},
	Read: "%d of %d",
}

var koreanScreens = Screens{
	Title: "화면", Names: [4]string{"그림 하나", "여러 그림", "가르치기", "결과"},
	Read: "%d / %d",
}
