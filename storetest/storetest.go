// Package storetest is the suite that every hearsay.Store must pass. It holds what databases disagree on: order, case,
// limits, what a failed transaction leaves behind, and what is seen while one is under way.
package storetest

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
)

// Run runs the suite. open returns a new, empty store of the test's own, and sees to it that it is closed.
func Run(t *testing.T, open func(t *testing.T) hearsay.Store) {
	for _, c := range []struct {
		name string
		test func(*testing.T, hearsay.Store)
	}{
		{"Empty", empty},
		{"DocumentWhole", documentWhole},
		{"DocumentOrder", documentOrder},
		{"DocumentTwice", documentTwice},
		{"DocumentRefused", documentRefused},
		{"Limits", limits},
		{"Removed", removed},
		{"ResultsSupersede", resultsSupersede},
		{"ResultsExactly", resultsExactly},
		{"ResultsMany", resultsMany},
		{"Near", near},
		{"NearCommon", nearCommon},
		{"NearRemoved", nearRemoved},
		{"NearMany", nearMany},
		{"NearOrder", nearOrder},
		{"Fetched", fetched},
		{"Decisions", decisions},
		{"FailedWrite", failedWrite},
		{"ReadWithinWrite", readWithinWrite},
		{"WriteWithinRead", writeWithinRead},
		{"Together", together},
		{"Cancelled", cancelled},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

// RunReopened checks that a casebook that was closed holds what was written. open returns a new store, and a function
// that closes it and opens the same one again.
func RunReopened(t *testing.T, open func(t *testing.T) (hearsay.Store, func() hearsay.Store)) {
	s, reopen := open(t)
	d, raw := document("a.txt", "Ines Rau said that the bridge was sold.")
	write(t, s, func(w hearsay.Writer) {
		must(t, w.AddDocument(d, raw))
		put(t, w, hearsay.StageExtract, d.ID, "1", `{"n":1}`)
		must(t, w.PutKeys([]hearsay.Key{{Kind: "document", Value: 1, Subject: d.ID}}))
		must(t, w.PutDecision(hearsay.Decision{At: noon, By: "I. Rau", Kind: "same"}))
		must(t, w.PutFetched(hearsay.Fetched{Address: "https://harbour.example/", Final: "https://harbour.example/news", At: noon.UTC(), ETag: `"1"`, Documents: []string{d.ID}}))
	})
	write(t, s, func(w hearsay.Writer) { must(t, w.RemoveDocument(d.ID, "by mistake")) })
	s = reopen()
	has, err := s.Has(t.Context(), []string{d.ID})
	must(t, err)
	equal(t, "has", has, map[string]bool{d.ID: false})
	got, err := s.Document(t.Context(), d.ID)
	must(t, err)
	sameDocument(t, got, d)
	write(t, s, func(w hearsay.Writer) {
		must(t, w.RestoreDocument(d.ID, "it was none"))
		if put(t, w, hearsay.StageExtract, d.ID, "1", `{"n":1}`) {
			t.Error("a result that is there already was put a second time after reopening")
		}
		put(t, w, hearsay.StageExtract, d.ID, "2", `{"n":2}`)
	})
	equal(t, "history", bodies(t, s, hearsay.StageExtract, d.ID), []string{`1 {"n":1}`, `2 {"n":2}`})
	gave, err := s.Fetched(t.Context(), "https://harbour.example/")
	must(t, err)
	equal(t, "fetched", gave, hearsay.Fetched{Address: "https://harbour.example/", Final: "https://harbour.example/news", At: noon.UTC(), ETag: `"1"`, Documents: []string{d.ID}})
	kept, err := s.Decisions(t.Context())
	must(t, err)
	if len(kept) != 1 || kept[0].By != "I. Rau" {
		t.Errorf("decisions after reopening: %+v", kept)
	}
}

var noon = time.Date(2024, 3, 5, 12, 0, 0, 123456789, time.FixedZone("", 2*3600))

var run = hearsay.Run{At: noon, Program: "0.1.0", Command: "trace"}

// document is a document of one piece, with text as its raw bytes.
func document(path, text string) (hearsay.Document, []byte) {
	raw := []byte(text)
	sum := sha256.Sum256(raw)
	hash := hex.EncodeToString(sum[:])
	return hearsay.Document{
		ID: "d" + hash[:12], Path: path, Text: text, SHA256: hash,
		Pieces: []hearsay.Piece{{At: 0, N: len(text), Raw: hearsay.Span{Start: 0, End: len(raw)}}},
	}, raw
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantError(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: got error %v, want one that is %q", what, err, want)
	}
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

func write(t *testing.T, s hearsay.Store, f func(hearsay.Writer)) {
	t.Helper()
	must(t, s.Write(t.Context(), run, func(w hearsay.Writer) error { f(w); return nil }))
}

func put(t *testing.T, w hearsay.Writer, stage hearsay.Stage, subject, version, body string) bool {
	t.Helper()
	did, err := w.PutResult(hearsay.Result{Stage: stage, Subject: subject, Version: version, Body: []byte(body)})
	must(t, err)
	return did
}

// bodies is the history of a subject as "version body".
func bodies(t *testing.T, s hearsay.Store, stage hearsay.Stage, subject string) []string {
	t.Helper()
	history, err := s.History(t.Context(), stage, subject)
	must(t, err)
	var all []string
	for _, r := range history {
		if r.Stage != stage || r.Subject != subject || r.Run == 0 {
			t.Errorf("history of %s %s holds %+v", stage, subject, r)
		}
		all = append(all, r.Version+" "+string(r.Body))
	}
	return all
}

// now is what Results gives, as subject -> "version body".
func now(t *testing.T, s hearsay.Store, stage hearsay.Stage, subjects []string) map[string]string {
	t.Helper()
	results, err := s.Results(t.Context(), stage, subjects)
	must(t, err)
	all := map[string]string{}
	for subject, r := range results {
		if r.Stage != stage || r.Subject != subject || r.Run == 0 {
			t.Errorf("under %s %s there is %+v", stage, subject, r)
		}
		all[subject] = r.Version + " " + string(r.Body)
	}
	return all
}

func ids(t *testing.T, s hearsay.Store) []string {
	t.Helper()
	var all []string
	must(t, s.Documents(t.Context(), func(d hearsay.Document) error { all = append(all, d.ID); return nil }))
	return all
}

// sameDocument compares what the JSON says and the pieces; nil and empty are the same.
func sameDocument(t *testing.T, got, want hearsay.Document) {
	t.Helper()
	g, err := json.Marshal(got)
	must(t, err)
	w, err := json.Marshal(want)
	must(t, err)
	if !bytes.Equal(g, w) {
		t.Errorf("document:\n got %.2000s\nwant %.2000s", g, w)
	}
	if got.Text != want.Text {
		t.Errorf("text of %d bytes came back as another of %d", len(want.Text), len(got.Text))
	}
	if len(got.Pieces)+len(want.Pieces) > 0 {
		equal(t, "pieces", got.Pieces, want.Pieces)
	}
}

func empty(t *testing.T, s hearsay.Store) {
	equal(t, "documents", ids(t, s), nil)
	_, err := s.Document(t.Context(), "d000000000000")
	wantError(t, "a document that is not there", err, hearsay.ErrNotFound)
	_, err = s.Bytes(t.Context(), "d000000000000")
	wantError(t, "bytes of a document that is not there", err, hearsay.ErrNotFound)
	has, err := s.Has(t.Context(), []string{"d000000000000"})
	must(t, err)
	equal(t, "has", has, map[string]bool{})
	if _, err = s.Has(t.Context(), nil); err != nil {
		t.Error(err)
	}
	equal(t, "results", now(t, s, hearsay.StageClaim, nil), map[string]string{})
	equal(t, "history", bodies(t, s, hearsay.StageClaim, "c"), nil)
	for _, subjects := range [][]string{nil, {}, {"d000000000000"}} {
		near, err := s.Near(t.Context(), "document", subjects, 10)
		must(t, err)
		equal(t, "near", len(near), 0)
	}
	kept, err := s.Decisions(t.Context())
	must(t, err)
	equal(t, "decisions", len(kept), 0)
	for name, f := range map[string]func(hearsay.Writer) error{
		"remove":  func(w hearsay.Writer) error { return w.RemoveDocument("d000000000000", "") },
		"restore": func(w hearsay.Writer) error { return w.RestoreDocument("d000000000000", "") },
	} {
		wantError(t, name+" what is not there", s.Write(t.Context(), run, f), hearsay.ErrNotFound)
	}
	size, err := s.Size(t.Context())
	must(t, err)
	if size < 0 {
		t.Errorf("size %d", size)
	}
}

func documentWhole(t *testing.T, s hearsay.Store) {
	d, raw := document("posts.jsonl:2", "The bridge was sold\n\nInes Rau said “so” — 𝒉𝒆𝒓𝒆.\n\n")
	d.URL, d.Addresses = "https://post.example/a?b=c&d=<e>", []string{"https://m.post.example/a"}
	d.Outlet, d.Channel, d.Title, d.TitleSpan = "The Harbour Post", hearsay.Web, "The bridge was sold", &hearsay.Span{Start: 0, End: 19}
	d.Author, d.Credit, d.Language, d.LanguageHow = "Ines Rau, Ото Ким", "Coast News Agency", "en", "declared"
	d.Published = hearsay.Time{At: time.Date(2024, 3, 5, 23, 59, 58, 0, time.FixedZone("", -5*3600)), Precision: hearsay.ToSecond, How: "json-ld datePublished"}
	d.Modified = hearsay.Time{At: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), Precision: hearsay.ToMonth, How: "address"}
	d.Embeds = []hearsay.Embed{{Platform: "instagram", At: 21, Text: "View this post"}}
	d.Links = []hearsay.Hyperlink{{URL: "https://a.example/", Text: "so", Span: hearsay.Span{Start: 34, End: 36}}}
	d.Reviews = []hearsay.Review{{Claim: "It was sold", Claimant: "Ines Rau", Rating: "False"}}
	d.Pieces = []hearsay.Piece{
		{At: 0, N: 19, Raw: hearsay.Span{Start: 4, End: 23}},
		{At: 21, N: 3, Raw: hearsay.Span{Start: 23, End: 31}}, // a character reference
		{At: 24, N: 10, Raw: hearsay.Span{Start: 1, End: 3}},  // earlier in the bytes, and shorter
	}
	write(t, s, func(w hearsay.Writer) { must(t, w.AddDocument(d, raw)) })
	got, err := s.Document(t.Context(), d.ID)
	must(t, err)
	sameDocument(t, got, d)
	must(t, s.Documents(t.Context(), func(got hearsay.Document) error { sameDocument(t, got, d); return nil }))
	back, err := s.Bytes(t.Context(), d.ID)
	must(t, err)
	equal(t, "bytes", back, raw)
}

func documentOrder(t *testing.T, s hearsay.Store) {
	var want []string
	for batch := range 3 {
		write(t, s, func(w hearsay.Writer) {
			for i := range 20 { // hashes, and so ids, come in no order
				d, raw := document("x", fmt.Sprint("text ", batch, i))
				must(t, w.AddDocument(d, raw))
				want = append(want, d.ID)
			}
		})
	}
	equal(t, "order", ids(t, s), want)
	stop := errors.New("enough")
	n := 0
	err := s.Documents(t.Context(), func(hearsay.Document) error {
		if n++; n == 5 {
			return stop
		}
		return nil
	})
	if err != stop || n != 5 {
		t.Errorf("an error of the callback: got %v after %d documents, want that error after 5", err, n)
	}
}

func documentTwice(t *testing.T, s hearsay.Store) {
	d, raw := document("first.txt", "One text.")
	again := d
	again.Path, again.Outlet = "second.txt", "Another"
	write(t, s, func(w hearsay.Writer) {
		must(t, w.AddDocument(d, raw))
		must(t, w.AddDocument(again, raw))
	})
	write(t, s, func(w hearsay.Writer) { must(t, w.AddDocument(again, raw)) })
	equal(t, "documents", ids(t, s), []string{d.ID})
	got, err := s.Document(t.Context(), d.ID)
	must(t, err)
	sameDocument(t, got, d)
}

func documentRefused(t *testing.T, s hearsay.Store) {
	d, raw := document("a.txt", "One text.")
	write(t, s, func(w hearsay.Writer) { must(t, w.AddDocument(d, raw)) })
	twin, other := document("b.txt", "Another text.")
	twin.ID = d.ID
	wrong, _ := document("c.txt", "A third text.")
	late, bytes := document("d.txt", "A text of the far future.")
	late.Published = hearsay.Time{At: time.Date(12024, 1, 1, 0, 0, 0, 0, time.UTC), Precision: hearsay.ToSecond}
	for what, f := range map[string]func(hearsay.Writer) error{
		"an id that other bytes have":   func(w hearsay.Writer) error { return w.AddDocument(twin, other) },
		"bytes of another hash":         func(w hearsay.Writer) error { return w.AddDocument(wrong, []byte("else")) },
		"a document without an id":      func(w hearsay.Writer) error { return w.AddDocument(hearsay.Document{}, nil) },
		"a time that cannot be written": func(w hearsay.Writer) error { return w.AddDocument(late, bytes) },
		"a result that is not JSON": func(w hearsay.Writer) error {
			_, err := w.PutResult(hearsay.Result{Stage: hearsay.StageClaim, Subject: "c", Version: "1", Body: []byte(`{"n":`)})
			return err
		},
	} {
		wantError(t, what, s.Write(t.Context(), run, f), hearsay.ErrInvalid)
	}
	equal(t, "documents", ids(t, s), []string{d.ID})
}

func limits(t *testing.T, s hearsay.Store) {
	every := make([]byte, 1024)
	for i := range every {
		every[i] = byte(i)
	}
	for name, c := range map[string]struct{ text, raw string }{
		"no text, no bytes":           {"", ""},
		"one byte":                    {"x", "y"},
		"a NUL":                       {"a\x00b", "\x00"},
		"bytes that are no UTF-8":     {"caf\u00e9", "caf\xe9 \xff\xfe"},
		"every byte":                  {"every", string(every)},
		"characters of four bytes":    {"𝔥𝔢𝔞𝔯𝔰𝔞𝔶 🗞️", "𝔥𝔢𝔞𝔯𝔰𝔞𝔶 🗞️"},
		"five million bytes":          {strings.Repeat("she said that he said ", 5_000_000/22), strings.Repeat("raw", 2_000_000)},
		"quotation marks and %_\\'\"": {`'; DROP TABLE documents; -- "$1" ?1 %s`, "'"},
	} {
		d, raw := document(name, c.raw)
		d.Text, d.Title, d.Pieces = c.text, name, nil
		write(t, s, func(w hearsay.Writer) { must(t, w.AddDocument(d, raw)) })
		got, err := s.Document(t.Context(), d.ID)
		must(t, err)
		sameDocument(t, got, d)
		back, err := s.Bytes(t.Context(), d.ID)
		must(t, err)
		if !bytes.Equal(back, raw) {
			t.Errorf("%s: %d raw bytes came back as others", name, len(raw))
		}
	}
	body := `"` + strings.Repeat("ж", 1_000_000) + `"`
	write(t, s, func(w hearsay.Writer) { put(t, w, hearsay.StageExtract, "large", "1", body) })
	if got := now(t, s, hearsay.StageExtract, []string{"large"})["large"]; got != "1 "+body {
		t.Errorf("a body of %d bytes came back as another of %d", len(body), len(got)-2)
	}
}

func removed(t *testing.T, s hearsay.Store) {
	a, rawA := document("a", "Text A.")
	b, rawB := document("b", "Text B.")
	write(t, s, func(w hearsay.Writer) {
		must(t, w.AddDocument(a, rawA))
		must(t, w.AddDocument(b, rawB))
		must(t, w.RemoveDocument(a.ID, "by mistake"))
	})
	state := func(what string, wantIDs []string, wantHas map[string]bool) {
		t.Helper()
		equal(t, what+": documents", ids(t, s), wantIDs)
		has, err := s.Has(t.Context(), []string{a.ID, b.ID, "d000000000000", strings.ToUpper(b.ID)})
		must(t, err)
		equal(t, what+": has", has, wantHas)
	}
	state("removed", []string{b.ID}, map[string]bool{a.ID: false, b.ID: true})
	got, err := s.Document(t.Context(), a.ID)
	must(t, err)
	sameDocument(t, got, a)
	if _, err := s.Bytes(t.Context(), a.ID); err != nil {
		t.Errorf("bytes of a removed document: %v", err)
	}
	write(t, s, func(w hearsay.Writer) {
		must(t, w.RemoveDocument(a.ID, "again"))
		must(t, w.AddDocument(a, rawA)) // does not bring it back
	})
	state("removed twice, added again", []string{b.ID}, map[string]bool{a.ID: false, b.ID: true})
	write(t, s, func(w hearsay.Writer) {
		must(t, w.RestoreDocument(a.ID, "it was none"))
		must(t, w.RestoreDocument(b.ID, "it counts anyway"))
	})
	state("restored", []string{a.ID, b.ID}, map[string]bool{a.ID: true, b.ID: true})
	write(t, s, func(w hearsay.Writer) { must(t, w.RemoveDocument(a.ID, "after all")) })
	state("removed again", []string{b.ID}, map[string]bool{a.ID: false, b.ID: true})
}

func resultsSupersede(t *testing.T, s hearsay.Store) {
	const stage = hearsay.StageClaim
	step := func(subject, version, body string, want bool) {
		t.Helper()
		write(t, s, func(w hearsay.Writer) {
			if got := put(t, w, stage, subject, version, body); got != want {
				t.Errorf("put %s %s %s: got %v, want %v", subject, version, body, got, want)
			}
		})
	}
	step("c1", "1", `{"n":1}`, true)
	step("c1", "1", `{"n":1}`, false)
	step("c1", "1", `{"n":2}`, true)
	step("c1", "2", `{"n":2}`, true)
	step("c1", "1", `{"n":1}`, true) // as an older one, but not as the current one
	step("c2", "1", `{"n":1}`, true)
	step("c2", "1", ``, true)
	step("c2", "1", ``, false)
	equal(t, "current", now(t, s, stage, nil), map[string]string{"c1": `1 {"n":1}`})
	equal(t, "current of those asked for", now(t, s, stage, []string{"c2", "c1", "c3", "c1"}), map[string]string{"c1": `1 {"n":1}`})
	equal(t, "current of none", now(t, s, stage, []string{}), map[string]string{})
	equal(t, "history", bodies(t, s, stage, "c1"), []string{`1 {"n":1}`, `1 {"n":2}`, `2 {"n":2}`, `1 {"n":1}`})
	equal(t, "history with an end", bodies(t, s, stage, "c2"), []string{`1 {"n":1}`, `1 `})
	step("c2", "1", `{"n":1}`, true)
	equal(t, "back again", now(t, s, stage, []string{"c2"}), map[string]string{"c2": `1 {"n":1}`})
	history, err := s.History(t.Context(), stage, "c1")
	must(t, err)
	for i := range history[1:] {
		if history[i].Run >= history[i+1].Run {
			t.Errorf("runs do not rise: %d, then %d", history[i].Run, history[i+1].Run)
		}
	}
	write(t, s, func(w hearsay.Writer) { // several within one run: the last counts
		put(t, w, stage, "c4", "1", `1`)
		put(t, w, stage, "c4", "1", `2`)
		if put(t, w, stage, "c4", "1", `2`) {
			t.Error("a result put in the same run was put a second time")
		}
	})
	equal(t, "the last of a run", now(t, s, stage, []string{"c4"}), map[string]string{"c4": "1 2"})
}

// resultsExactly: bodies come back letter by letter, and stages, subjects and versions differ by case and by space.
func resultsExactly(t *testing.T, s hearsay.Store) {
	want := map[string]string{"a": `1 {"b": 1,  "a":1.0, "a":2}`, "A": `1 {"x":"\u00e9é\ud83d\udcf0<&>"}`, "a ": "1 [ ]", "ä": "1 null", "a b": "1 0"}
	write(t, s, func(w hearsay.Writer) {
		for subject, body := range want {
			put(t, w, hearsay.StageSource, subject, "1", strings.TrimPrefix(body, "1 "))
		}
		put(t, w, "SOURCE", "a", "1", `"another stage"`)
		put(t, w, hearsay.StageSource, "v", "m", "1")
		if !put(t, w, hearsay.StageSource, "v", "M", "1") {
			t.Error("versions that differ by case were taken for the same")
		}
	})
	want["v"] = "M 1"
	equal(t, "all", now(t, s, hearsay.StageSource, nil), want)
	equal(t, "asked for", now(t, s, hearsay.StageSource, []string{"A"}), map[string]string{"A": want["A"]})
	equal(t, "another stage", now(t, s, "SOURCE", nil), map[string]string{"a": `1 "another stage"`})
}

func resultsMany(t *testing.T, s hearsay.Store) {
	const n = 3000
	var subjects []string
	write(t, s, func(w hearsay.Writer) {
		for i := range n {
			subjects = append(subjects, fmt.Sprint("c", i))
			put(t, w, hearsay.StageClaim, subjects[i], "1", fmt.Sprint(i))
		}
	})
	if got := now(t, s, hearsay.StageClaim, subjects); len(got) != n || got["c2999"] != "1 2999" {
		t.Errorf("asked for %d results, got %d", n, len(got))
	}
}

func neighbours(t *testing.T, s hearsay.Store, kind string, subjects []string, common int) []string {
	t.Helper()
	near, err := s.Near(t.Context(), kind, subjects, common)
	must(t, err)
	var all []string
	for _, n := range near {
		all = append(all, fmt.Sprintf("%s %s %d", n.A, n.B, n.Shared))
	}
	equal(t, "what all keys say", byKeys(t, s, kind, subjects, common), all)
	return all
}

// byKeys returns what neighbours does, from all keys.
func byKeys(t *testing.T, s hearsay.Store, kind string, subjects []string, common int) []string {
	t.Helper()
	keys, err := s.Keys(t.Context(), kind)
	must(t, err)
	shared := map[[2]string]int{}
	for begin := 0; begin < len(keys.Values); {
		end := begin
		for end < len(keys.Values) && keys.Values[end] == keys.Values[begin] {
			end++
		}
		group := keys.Of[begin:end]
		if begin = end; len(group) > common {
			continue
		}
		for _, a := range group {
			for _, b := range group {
				if a, b := keys.Subjects[a], keys.Subjects[b]; a != b && (subjects == nil || slices.Contains(subjects, a)) {
					shared[[2]string{a, b}]++
				}
			}
		}
	}
	var all []string
	for _, pair := range slices.SortedFunc(maps.Keys(shared), func(x, y [2]string) int {
		return cmp.Or(strings.Compare(x[0], y[0]), strings.Compare(x[1], y[1]))
	}) {
		all = append(all, fmt.Sprintf("%s %s %d", pair[0], pair[1], shared[pair]))
	}
	return all
}

func near(t *testing.T, s hearsay.Store) {
	key := func(kind string, value uint64, subject string) hearsay.Key {
		return hearsay.Key{Kind: kind, Value: value, Subject: subject}
	}
	const high = 1<<64 - 1
	write(t, s, func(w hearsay.Writer) {
		must(t, w.PutKeys([]hearsay.Key{
			key("statement", high, "x"), key("statement", 0, "x"), key("statement", 7, "x"), key("statement", 7, "x"),
			key("statement", high, "y"), key("statement", 0, "y"),
			key("statement", high, "z"), key("statement", 8, "z"),
			key("document", 8, "x"), key("document", 7, "Y"), // another kind
		}))
		must(t, w.PutKeys(nil))
	})
	write(t, s, func(w hearsay.Writer) { // again, and one more
		must(t, w.PutKeys([]hearsay.Key{key("statement", high, "x"), key("statement", 8, "y")}))
	})
	all := []string{"x y 2", "x z 1", "y x 2", "y z 2", "z x 1", "z y 2"}
	equal(t, "all", neighbours(t, s, "statement", nil, 10), all)
	equal(t, "x and z", neighbours(t, s, "statement", []string{"z", "x", "z", "nobody"}, 10), []string{"x y 2", "x z 1", "z x 1", "z y 2"})
	equal(t, "another case", neighbours(t, s, "statement", []string{"X"}, 10), nil)
	equal(t, "another kind", neighbours(t, s, "document", nil, 10), nil)
	equal(t, "no such kind", neighbours(t, s, "STATEMENT", nil, 10), nil)
	equal(t, "none", neighbours(t, s, "statement", []string{}, 10), nil)
}

func nearCommon(t *testing.T, s hearsay.Store) {
	write(t, s, func(w hearsay.Writer) {
		var keys []hearsay.Key
		for i := range 5 {
			keys = append(keys, hearsay.Key{Kind: "statement", Value: 1, Subject: fmt.Sprint("s", i)})
		}
		keys = append(keys, hearsay.Key{Kind: "statement", Value: 2, Subject: "s0"}, hearsay.Key{Kind: "statement", Value: 2, Subject: "s1"})
		must(t, w.PutKeys(keys))
	})
	for _, subjects := range [][]string{nil, {"s0", "s1"}} {
		equal(t, "a key too common", neighbours(t, s, "statement", subjects, 4), []string{"s0 s1 1", "s1 s0 1"})
		equal(t, "a key just rare enough", neighbours(t, s, "statement", subjects, 5)[0], "s0 s1 2")
	}
}

func nearRemoved(t *testing.T, s hearsay.Store) {
	var d [4]hearsay.Document
	write(t, s, func(w hearsay.Writer) {
		var keys []hearsay.Key
		for i := range d {
			var raw []byte
			d[i], raw = document("x", fmt.Sprint("Text ", i))
			must(t, w.AddDocument(d[i], raw))
			keys = append(keys, hearsay.Key{Kind: "document", Value: 1, Subject: d[i].ID}, hearsay.Key{Kind: "statement", Value: 1, Subject: d[i].ID + "/own/0-4"})
		}
		must(t, w.PutKeys(keys))
	})
	a, b, gone := d[0].ID, d[1].ID, []string{d[2].ID, d[3].ID}
	equal(t, "before, too common", neighbours(t, s, "document", []string{a}, 2), nil)
	write(t, s, func(w hearsay.Writer) {
		for _, id := range gone {
			must(t, w.RemoveDocument(id, "by mistake"))
		}
	})
	// Who was removed does not make a key common either: it is as if he had never come.
	for _, subjects := range [][]string{{a}, {a, gone[0]}} {
		equal(t, "documents", neighbours(t, s, "document", subjects, 2), []string{a + " " + b + " 1"})
	}
	equal(t, "statements", neighbours(t, s, "statement", []string{a + "/own/0-4"}, 2), []string{a + "/own/0-4 " + b + "/own/0-4 1"})
	equal(t, "how many of all", len(neighbours(t, s, "statement", nil, 2)), 2)
	write(t, s, func(w hearsay.Writer) { must(t, w.RestoreDocument(gone[0], "it was none")) })
	equal(t, "how many after restoring", len(neighbours(t, s, "statement", nil, 3)), 6)
}

// nearMany: keys that came in many writes, large and small ones, some of them twice.
func nearMany(t *testing.T, s hearsay.Store) {
	random := rand.New(rand.NewPCG(3, 5))
	want := map[hearsay.Key]bool{}
	for _, n := range []int{3000, 1, 40, 7, 2500, 1, 300} {
		var keys []hearsay.Key
		for range n {
			k := hearsay.Key{Kind: "statement", Value: random.Uint64N(2000) << 53, Subject: fmt.Sprint("s", random.IntN(900))}
			keys = append(keys, k)
			want[k] = true
		}
		write(t, s, func(w hearsay.Writer) {
			for some := range slices.Chunk(keys, 100) {
				must(t, w.PutKeys(some))
			}
		})
	}
	keys, err := s.Keys(t.Context(), "statement")
	must(t, err)
	got := map[hearsay.Key]bool{}
	for i, v := range keys.Values {
		got[hearsay.Key{Kind: "statement", Value: v, Subject: keys.Subjects[keys.Of[i]]}] = true
	}
	equal(t, "how many keys", len(keys.Values), len(want))
	equal(t, "keys", got, want)
	if near := neighbours(t, s, "statement", nil, 5); len(near) < 1000 {
		t.Errorf("only %d neighbours", len(near))
	}
	for _, subjects := range [][]string{{"s1"}, {"s3", "s4", "s899"}, keys.Subjects[:300]} {
		if near := neighbours(t, s, "statement", subjects, 5); len(near) == 0 {
			t.Error("no neighbours")
		}
	}
}

// nearOrder: by bytes, whatever the language of the database.
func nearOrder(t *testing.T, s hearsay.Store) {
	order := []string{"A", "B", "_", "a", "a/", "a0", "b", "ä", "б", "𝔞"}
	write(t, s, func(w hearsay.Writer) {
		for i := range order { // in another order
			must(t, w.PutKeys([]hearsay.Key{{Kind: "statement", Value: 5, Subject: order[(i*7+3)%len(order)]}}))
		}
	})
	near, err := s.Near(t.Context(), "statement", nil, 100)
	must(t, err)
	i := 0
	for _, a := range order {
		for _, b := range order {
			if a == b {
				continue
			}
			if i >= len(near) || near[i] != (hearsay.Neighbours{A: a, B: b, Shared: 1}) {
				t.Fatalf("neighbour %d is not %s, %s: %+v", i, a, b, near)
			}
			i++
		}
	}
}

func decisions(t *testing.T, s hearsay.Store) {
	want := []hearsay.Decision{
		{At: noon, By: "Ines Rau", Kind: "same", Value: "c1 c2", Note: "one “matter”\nand one line", Anchors: []hearsay.Anchor{
			{SHA256: strings.Repeat("b", 64), Quote: "second by name", Span: hearsay.Span{Start: 7, End: 21}},
			{SHA256: strings.Repeat("a", 64), Quote: "first by name", Span: hearsay.Span{Start: 0, End: 13}}}},
		{At: noon.Add(-time.Hour), By: "Oto Kim", Kind: "verdict", Value: "confirmed"}, // older, but decided later
	}
	for _, d := range want {
		write(t, s, func(w hearsay.Writer) { must(t, w.PutDecision(d)) })
	}
	got, err := s.Decisions(t.Context())
	must(t, err)
	if len(got) != 2 || got[0].ID == got[1].ID {
		t.Fatalf("decisions: %+v", got)
	}
	for i := range got {
		if !got[i].At.Equal(want[i].At) {
			t.Errorf("decision %d: at %v, want %v", i, got[i].At, want[i].At)
		}
		got[i].ID, got[i].At = 0, want[i].At
	}
	equal(t, "decisions", got, want)
}

// What an address gave last counts, whatever others gave; addresses are told apart to the last letter.
func fetched(t *testing.T, s hearsay.Store) {
	_, err := s.Fetched(t.Context(), "https://harbour.example/a")
	wantError(t, "an address that was never fetched", err, hearsay.ErrNotFound)
	first := hearsay.Fetched{Address: "https://harbour.example/a", Final: "https://harbour.example/b", Via: []string{"http://harbour.example/a"}, At: noon.UTC(),
		Type: "text/html; charset=utf-8", ETag: `W/"é"`, Modified: "Tue, 05 Mar 2024 10:00:00 GMT", Documents: []string{"d1", "d2"}}
	other := hearsay.Fetched{Address: "https://harbour.example/A", Final: "https://harbour.example/A", At: noon.UTC()}
	write(t, s, func(w hearsay.Writer) {
		must(t, w.PutFetched(first))
		must(t, w.PutFetched(other))
		wantError(t, "without an address", w.PutFetched(hearsay.Fetched{Final: "https://harbour.example/"}), hearsay.ErrInvalid)
	})
	second := first
	second.ETag, second.Documents, second.At = "", []string{"d3"}, noon.UTC().Add(-time.Hour) // the clock was set back
	for _, want := range []hearsay.Fetched{first, second} {
		got, err := s.Fetched(t.Context(), want.Address)
		must(t, err)
		equal(t, "fetched", got, want)
		write(t, s, func(w hearsay.Writer) { must(t, w.PutFetched(second)) })
	}
	got, err := s.Fetched(t.Context(), other.Address)
	must(t, err)
	equal(t, "the other", got, other)
	err = s.Write(t.Context(), run, func(w hearsay.Writer) error {
		must(t, w.PutFetched(first))
		return errors.New("broken off")
	})
	if err == nil {
		t.Error("a write that broke off gave no error")
	}
	got, err = s.Fetched(t.Context(), first.Address)
	must(t, err)
	equal(t, "after a write that broke off", got, second)
}

func failedWrite(t *testing.T, s hearsay.Store) {
	d, raw := document("a", "Text.")
	halfway := func(w hearsay.Writer) {
		must(t, w.AddDocument(d, raw))
		put(t, w, hearsay.StageExtract, d.ID, "1", "1")
		must(t, w.PutKeys([]hearsay.Key{{Kind: "document", Value: 1, Subject: d.ID}, {Kind: "document", Value: 1, Subject: "e"}}))
		must(t, w.PutDecision(hearsay.Decision{At: noon}))
	}
	broken := errors.New("broken off")
	if err := s.Write(t.Context(), run, func(w hearsay.Writer) error { halfway(w); return broken }); !errors.Is(err, broken) {
		t.Errorf("Write returned %v, want the error of the function", err)
	}
	nothing(t, s)
	func() {
		defer func() {
			if p := recover(); p != "broken off" {
				t.Errorf("the panic came out as %v", p)
			}
		}()
		_ = s.Write(t.Context(), run, func(w hearsay.Writer) error { halfway(w); panic("broken off") })
	}()
	nothing(t, s)
	write(t, s, halfway) // and the store works on
	equal(t, "documents", ids(t, s), []string{d.ID})
}

func nothing(t *testing.T, s hearsay.Store) {
	t.Helper()
	equal(t, "documents", ids(t, s), nil)
	equal(t, "results", now(t, s, hearsay.StageExtract, nil), map[string]string{})
	equal(t, "near", neighbours(t, s, "document", nil, 10), nil)
	kept, err := s.Decisions(t.Context())
	must(t, err)
	equal(t, "decisions", len(kept), 0)
}

func readWithinWrite(t *testing.T, s hearsay.Store) {
	a, rawA := document("a", "Text A.")
	b, rawB := document("b", "Text B.")
	write(t, s, func(w hearsay.Writer) {
		must(t, w.AddDocument(a, rawA))
		put(t, w, hearsay.StageExtract, a.ID, "1", "1")
	})
	write(t, s, func(w hearsay.Writer) {
		must(t, w.AddDocument(b, rawB))
		put(t, w, hearsay.StageExtract, a.ID, "1", "2")
		equal(t, "documents within a write", ids(t, s), []string{a.ID})
		equal(t, "results within a write", now(t, s, hearsay.StageExtract, nil), map[string]string{a.ID: "1 1"})
	})
	equal(t, "documents after it", ids(t, s), []string{a.ID, b.ID})
	equal(t, "results after it", now(t, s, hearsay.StageExtract, nil), map[string]string{a.ID: "1 2"})
}

func writeWithinRead(t *testing.T, s hearsay.Store) {
	write(t, s, func(w hearsay.Writer) {
		for i := range 3 {
			d, raw := document("x", fmt.Sprint("Text ", i))
			must(t, w.AddDocument(d, raw))
		}
	})
	n := 0
	must(t, s.Documents(t.Context(), func(d hearsay.Document) error {
		n++
		write(t, s, func(w hearsay.Writer) {
			put(t, w, hearsay.StageExtract, d.ID, "1", "1")
			more, raw := document("y", "More "+d.ID)
			must(t, w.AddDocument(more, raw))
		})
		if got := now(t, s, hearsay.StageExtract, []string{d.ID}); len(got) != 1 {
			t.Errorf("what was just written is not read: %v", got)
		}
		return nil
	}))
	if n != 3 {
		t.Errorf("%d documents, want the 3 that were there when the reading began", n)
	}
	equal(t, "documents afterwards", len(ids(t, s)), 6)
}

// together: each write puts two results that must never be seen apart, while others read and write.
func together(t *testing.T, s hearsay.Store) {
	const writers, readers, rounds = 3, 3, 15
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var writing, reading sync.WaitGroup
	done := make(chan struct{})
	for i := range writers {
		writing.Go(func() {
			for n := range rounds {
				err := s.Write(ctx, run, func(w hearsay.Writer) error {
					body := fmt.Appendf(nil, "%d", i*rounds+n)
					for _, subject := range []string{"left", "right"} {
						if _, err := w.PutResult(hearsay.Result{Stage: hearsay.StageClaim, Subject: subject, Version: "1", Body: body}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Errorf("writer %d: %v", i, err)
				}
			}
		})
	}
	for i := range readers {
		reading.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				results, err := s.Results(ctx, hearsay.StageClaim, nil)
				if err != nil {
					t.Errorf("reader %d: %v", i, err)
					return
				}
				if l, r := results["left"], results["right"]; !bytes.Equal(l.Body, r.Body) || l.Run != r.Run {
					t.Errorf("reader %d saw half a write: left %s of run %d, right %s of run %d", i, l.Body, l.Run, r.Body, r.Run)
				}
			}
		})
	}
	writing.Wait()
	close(done)
	reading.Wait()
	equal(t, "how many results were kept", len(bodies(t, s, hearsay.StageClaim, "left")), writers*rounds)
}

func cancelled(t *testing.T, s hearsay.Store) {
	d, raw := document("a", "Text.")
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Write(ctx, run, func(w hearsay.Writer) error {
		must(t, w.AddDocument(d, raw))
		cancel()
		return nil
	})
	wantError(t, "a write that was cancelled", err, context.Canceled)
	nothing(t, s)
	_, err = s.Document(ctx, d.ID)
	wantError(t, "a read that was cancelled", err, context.Canceled)
	write(t, s, func(w hearsay.Writer) { must(t, w.AddDocument(d, raw)) })
}
