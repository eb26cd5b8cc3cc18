package protocol

import (
	"math"
	"reflect"
	"slices"
)

// JSON has no word for NaN and the infinities, which a network that overflows
// answers with like any other number. They travel beside the JSON of a message,
// by their place among its floats.

// nonFinite maps the place of a float in a message to what it is: 0 for NaN, else the
// sign of the infinity.
type nonFinite map[int]int

// take puts zeros in the place of a message's non-finite floats and returns which they
// were; restore puts them back.
func take(m Message) nonFinite {
	found := nonFinite{}
	floats(m, func(i int, v float64) float64 {
		switch {
		case math.IsNaN(v):
			found[i] = 0
		case math.IsInf(v, 0):
			found[i] = int(math.Copysign(1, v))
		default:
			return v
		}
		return 0
	})
	return found
}

func (n nonFinite) restore(m Message) {
	if len(n) == 0 {
		return
	}
	floats(m, func(i int, v float64) float64 {
		if sign, ok := n[i]; ok && sign == 0 {
			return math.NaN()
		} else if ok {
			return math.Inf(sign)
		}
		return v
	})
}

// floats replaces all floats of a message, in the order of its fields.
func floats(m Message, with func(i int, v float64) float64) {
	i := 0
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Float32, reflect.Float64:
			if was := v.Float(); with(i, was) != was {
				v.SetFloat(with(i, was))
			}
			i++
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Struct:
			for f := range v.NumField() {
				walk(v.Field(f))
			}
		case reflect.Slice:
			if v.Type().Elem().Kind() != reflect.Uint8 {
				for k := range v.Len() {
					walk(v.Index(k))
				}
			}
		case reflect.Map:
			var keys []string
			for _, key := range v.MapKeys() {
				keys = append(keys, key.String())
			}
			slices.Sort(keys)
			for _, name := range keys {
				key, one := reflect.ValueOf(name).Convert(v.Type().Key()), reflect.New(v.Type().Elem()).Elem()
				one.Set(v.MapIndex(key))
				walk(one)
				v.SetMapIndex(key, one)
			}
		}
	}
	walk(reflect.ValueOf(m))
}

// Finite reports whether a value is a number, neither NaN nor infinite.
func Finite(v float32) bool { return v-v == 0 }
