package text

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"regnetlens/weights"
)

var verb = regexp.MustCompile(`%[.0-9]*[a-z%]`)

// named are values by name, whose order may differ; particles are none of them.
var named = regexp.MustCompile(`{[a-z]+}`)

// Both tables say everything, and take the same values into each phrase.
func TestNoWordMissing(t *testing.T) {
	compare(t, "", reflect.ValueOf(English), reflect.ValueOf(Korean))
}

// compare holds two tables, or parts of them, against each other. Names of
// classes are not compared: English ones are the files' own.
func compare(t *testing.T, name string, en, ko reflect.Value) {
	switch en.Kind() {
	case reflect.Struct:
		for i := range en.NumField() {
			if field := en.Type().Field(i).Name; field != "Classes" {
				compare(t, name+"."+field, en.Field(i), ko.Field(i))
			}
		}
	case reflect.Array:
		for i := range en.Len() {
			compare(t, fmt.Sprintf("%s[%d]", name, i), en.Index(i), ko.Index(i))
		}
	case reflect.Map:
		for _, key := range append(en.MapKeys(), ko.MapKeys()...) {
			a, b := en.MapIndex(key), ko.MapIndex(key)
			if !a.IsValid() || !b.IsValid() {
				t.Errorf("%s[%v] is in one language only", name, key)
				continue
			}
			compare(t, fmt.Sprintf("%s[%v]", name, key), a, b)
		}
	case reflect.String:
		a, b := en.String(), ko.String()
		if a == "" || b == "" {
			t.Errorf("%s is missing: English %q, Korean %q", name, a, b)
		}
		if va, vb := verb.FindAllString(a, -1), verb.FindAllString(b, -1); !slices.Equal(va, vb) {
			t.Errorf("%s takes %q in English and %q in Korean", name, va, vb)
		}
		na, nb := named.FindAllString(a, -1), named.FindAllString(b, -1)
		slices.Sort(na)
		slices.Sort(nb)
		if !slices.Equal(slices.Compact(na), slices.Compact(nb)) {
			t.Errorf("%s takes %q in English and %q in Korean", name, na, nb)
		}
	default:
		t.Errorf("%s is a %s, which this test does not know", name, en.Kind())
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
