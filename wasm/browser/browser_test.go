//go:build js

package browser

import (
	"bytes"
	"context"
	"errors"
	"syscall/js"
	"testing"
	"time"
)

// within fails a test that waits for what does not come.
func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeoutCause(context.Background(), 10*time.Second, errors.New("nothing came"))
	t.Cleanup(cancel)
	return ctx
}

func script(t *testing.T, body string, names ...any) js.Value {
	t.Helper()
	return New("Function", append(names, body)...)
}

func TestAwait(t *testing.T) {
	for _, c := range []struct {
		body, value, err, name string
	}{
		{body: `return Promise.resolve("here")`, value: "here"},
		{body: `return new Promise(done => setTimeout(done, 5, "later"))`, value: "later"},
		{body: `return Promise.resolve()`, value: "<undefined>"},
		{body: `return Promise.reject(new TypeError("no such thing"))`, err: "no such thing", name: "TypeError"},
		{body: `return Promise.reject("a text")`, err: "a text"},
		{body: `return Promise.reject()`, err: "<undefined>"},
		{body: `return Promise.reject(null)`, err: "<null>"},
		{body: `return Promise.reject({message: 7})`, err: "<object>"},
	} {
		v, err := Await(within(t), script(t, c.body).Invoke())
		var e *Error
		switch {
		case c.err == "" && (err != nil || v.String() != c.value):
			t.Errorf("%s: %v, %v", c.body, v, err)
		case c.err != "" && (!errors.As(err, &e) || e.Error() != c.err || e.Name() != c.name):
			t.Errorf("%s: %v, %v", c.body, v, err)
		}
	}
}

// A promise that is given up may be settled later; its callbacks are there
// until then, and gone afterwards.
func TestAwaitGivenUp(t *testing.T) {
	var resolve js.Value
	promise := Promise(func(r, _ js.Value) { resolve = r })
	seen := script(t, `const then = p.then.bind(p); p.seen = []; p.then = (...f) => { p.seen.push(...f); return then(...f); }`, "p")
	seen.Invoke(promise)
	reason := errors.New("enough")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(reason)
	if _, err := Await(ctx, promise); !errors.Is(err, reason) {
		t.Fatalf("got %v", err)
	}
	complaints := 0
	console := Get("console")
	was := console.Get("error")
	defer console.Set("error", was)
	stop := Handle(console, "error", func(js.Value) { complaints++ })
	resolve.Invoke(1)
	if _, err := Await(within(t), Get("Promise").Call("resolve")); err != nil { // after what was promised before
		t.Fatal(err)
	}
	if complaints != 0 {
		t.Error("a callback was released before its promise was settled")
	}
	for i := range 2 { // syscall/js complains of the call of a released function
		promise.Get("seen").Index(i).Invoke()
	}
	stop()
	if complaints != 2 {
		t.Errorf("%d of 2 callbacks are released after their promise was settled", complaints)
	}
}

func TestTry(t *testing.T) {
	thrown := Try(func() { script(t, `throw new RangeError("too far")`).Invoke() })
	var e *Error
	if !errors.As(thrown, &e) || e.Error() != "too far" || e.Name() != "RangeError" {
		t.Errorf("an exception: %v", thrown)
	}
	if err := Try(func() { js.Undefined().Call("nothing") }); err == nil {
		t.Error("a method of nothing")
	}
	if err := Try(func() {}); err != nil {
		t.Error(err)
	}
	throwing := script(t, `return {get inside() { throw new Error("refused") }, there: 3}`).Invoke()
	if v := Property(throwing, "inside"); !v.IsUndefined() {
		t.Errorf("a property that throws: %v", v)
	}
	if v := Property(throwing, "there"); v.Int() != 3 {
		t.Errorf("a property: %v", v)
	}
	if v := Property(js.Undefined(), "there"); !v.IsUndefined() {
		t.Errorf("a property of nothing: %v", v)
	}
}

func TestBytes(t *testing.T) {
	want := []byte{0, 1, 254, 255}
	array := Array(want)
	for name, v := range map[string]js.Value{
		"Uint8Array": array, "ArrayBuffer": array.Get("buffer"), "Uint8ClampedArray": New("Uint8ClampedArray", array),
	} {
		if got := Bytes(v); !bytes.Equal(got, want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := Bytes(Array(nil)); len(got) != 0 {
		t.Errorf("no bytes: %v", got)
	}
}

func TestListen(t *testing.T) {
	target, heard := New("EventTarget"), 0
	send := func() { target.Call("dispatchEvent", New("Event", "sound")) }
	stop := Listen(target, "sound", func(e js.Value) {
		if e.Get("type").String() == "sound" {
			heard++
		}
	}, map[string]any{"capture": true})
	send()
	send()
	stop()
	send()
	if heard != 2 {
		t.Errorf("heard %d of 2", heard)
	}
	once := Once(func(js.Value) { heard++ })
	if once.Invoke(); heard != 3 {
		t.Error("a function that is called once was not")
	}
	object := New("Object")
	stop = Handle(object, "onsound", func(js.Value) { heard++ })
	object.Call("onsound", 1)
	if stop(); heard != 4 || !object.Get("onsound").IsNull() {
		t.Error("a handler of a property")
	}
}

// Texts that the browser refuses are kept in memory, until it takes one of the
// same name.
func TestTexts(t *testing.T) {
	define := func(getter string) {
		script(t, `Object.defineProperty(globalThis, "localStorage", {configurable: true, get: () => { `+getter+` }})`).Invoke()
	}
	working := `return globalThis.store ??= {kept: {}, getItem(k) { return this.kept[k] ?? null }, setItem(k, v) { this.kept[k] = v }}`
	for name, getter := range map[string]string{
		"refused": `throw new Error("denied")`, "null": `return null`,
		"full": `return {getItem: () => null, setItem() { throw new Error("quota") }}`,
	} {
		define(getter)
		if got := Text(name); got != "" {
			t.Errorf("%s: %q before", name, got)
		}
		Keep(name, "first")
		Keep(name, "second")
		if got := Text(name); got != "second" {
			t.Errorf("%s: %q", name, got)
		}
		define(working)
		if Keep(name, "third"); Text(name) != "third" || Get("store").Get("kept").Get(name).String() != "third" {
			t.Errorf("%s: not kept when it could be", name)
		}
	}
}
