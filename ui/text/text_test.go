package text

import (
	"reflect"
	"regexp"
	"slices"
	"testing"

	"regnetlens/weights"
)

var verb = regexp.MustCompile(`%[.0-9]*[a-z%]`)

// Both tables say everything, and take the same values into each phrase.
func TestNoWordMissing(t *testing.T) {
	compare(t, "", reflect.ValueOf(English), reflect.ValueOf(Korean))
	for kind := range English.KindNames {
		if Korean.KindNames[kind] == "" {
			t.Errorf("the kind %s has no name in Korean", kind)
		}
	}
	if len(Korean.KindNames) != len(English.KindNames) {
		t.Error("a kind has a name in Korean only")
	}
}

// compare holds two tables, or the parts of them that one feature says,
// against each other.
func compare(t *testing.T, part string, en, ko reflect.Value) {
	for i := range en.NumField() {
		name := part + en.Type().Field(i).Name
		switch en.Field(i).Kind() {
		case reflect.Map:
			continue
		case reflect.Struct:
			compare(t, name+".", en.Field(i), ko.Field(i))
			continue
		}
		a, b := en.Field(i).String(), ko.Field(i).String()
		if a == "" || b == "" {
			t.Errorf("%s is missing: English %q, Korean %q", name, a, b)
		}
		if va, vb := verb.FindAllString(a, -1), verb.FindAllString(b, -1); !slices.Equal(va, vb) {
			t.Errorf("%s takes %q in English and %q in Korean", name, va, vb)
		}
	}
}

// Every class of the catalogue has a Korean name; English is the files' own.
func TestClasses(t *testing.T) {
	models, err := weights.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range models {
		if len(m.Classes) > 10 {
			continue // larger sets keep their English names
		}
		for _, class := range m.Classes {
			if Korean.Classes[class] == "" {
				t.Errorf("the class %s has no name in Korean", class)
			}
		}
	}
	if English.Class("frog") != "frog" || Korean.Class("frog") != "개구리" {
		t.Error("a frog is no frog")
	}
}

func TestFor(t *testing.T) {
	for code, want := range map[string]*Table{"ko": &Korean, "ko-KR": &Korean, "KO": &Korean, "en-GB": &English, "de": &English, "": &English} {
		if For(code) != want {
			t.Errorf("%q gives %s", code, For(code).Code)
		}
	}
}
