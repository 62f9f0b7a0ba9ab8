package trace_test

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/golden"
	"github.com/hearsay-news/hearsay/token"
	"github.com/hearsay-news/hearsay/trace"
)

// parse makes a document of lines "field: value", an empty line and the text. "link" is an address and the words that
// carry it.
func parse(t testing.TB, name, text string) *hearsay.Document {
	t.Helper()
	head, body, _ := strings.Cut(text, "\n\n")
	d := &hearsay.Document{ID: name, Text: strings.TrimSpace(body), Channel: hearsay.Web, Language: "en"}
	for line := range strings.Lines(head) {
		field, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch field {
		case "outlet":
			d.Outlet = value
		case "author":
			d.Author = value
		case "credit":
			d.Credit = value
		case "title":
			d.Title = value
		case "url":
			d.URL = value
		case "language":
			d.Language = value
		case "channel":
			d.Channel = hearsay.Channel(value)
		case "published":
			at, err := time.Parse(time.DateOnly, value)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			d.Published = hearsay.Time{At: at, Precision: hearsay.ToDay}
		case "link":
			url, words, _ := strings.Cut(value, " ")
			at := strings.LastIndex(d.Text, words)
			if at < 0 {
				t.Fatalf("%s: %q does not stand in the text", name, words)
			}
			d.Links = append(d.Links, hearsay.Hyperlink{URL: url, Text: words, Span: hearsay.Span{Start: at, End: at + len(words)}})
		case "embed":
			d.Embeds = append(d.Embeds, hearsay.Embed{URL: value, At: len(d.Text)})
		case "", "published:":
		default:
			t.Fatalf("%s: no field is called %q", name, field)
		}
	}
	return d
}

func TestLinks(t *testing.T) {
	for _, path := range golden.Files(t, "testdata/links/*.txtar") {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var docs []*trace.Doc
			byID := map[string]*hearsay.Document{}
			want := ""
			for _, f := range a.Files {
				if f.Name == "want" {
					want = strings.TrimSpace(string(f.Data))
					continue
				}
				d := parse(t, f.Name, string(f.Data))
				byID[d.ID] = d
				docs = append(docs, trace.Prepare(d, nil))
			}
			var links []hearsay.Link
			for i := range docs {
				for j := range docs[:i] {
					found := trace.Links(docs[j], docs[i])
					check(t, found, byID)
					if back := trace.Links(docs[i], docs[j]); !sameLinks(found, back) {
						t.Errorf("the links hang on the order of the documents: %v, %v", found, back)
					}
					if len(found) > 0 && !meets(trace.Keys(docs[i]), trace.Keys(docs[j])) {
						t.Errorf("%s and %s have links and no key in common", docs[j].ID, docs[i].ID)
					}
					links = append(links, found...)
				}
			}
			var got []string
			for _, l := range trace.Settle(append(links, trace.Errors(docs)...), byID) {
				got = append(got, string(l.Kind)+" "+l.From+" "+l.To)
			}
			slices.Sort(got)
			if got := strings.Join(got, "\n"); got != want {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", strings.TrimSpace(string(a.Comment)), got, want)
			}
		})
	}
}

func sameLinks(a, b []hearsay.Link) bool {
	byID := func(x, y hearsay.Link) int { return strings.Compare(x.ID, y.ID) }
	a, b = slices.Clone(a), slices.Clone(b)
	slices.SortFunc(a, byID)
	slices.SortFunc(b, byID)
	return reflect.DeepEqual(a, b)
}

func meets(a, b []uint64) bool {
	return slices.ContainsFunc(a, func(k uint64) bool { return slices.Contains(b, k) })
}

// check fails t where a link breaks what is promised of links.
func check(t testing.TB, links []hearsay.Link, docs map[string]*hearsay.Document) {
	t.Helper()
	for _, l := range links {
		from, to := docs[l.From], docs[l.To]
		if from == nil || to == nil || l.From == l.To || l.Confidence <= 0 || l.Confidence > 1 || l.Reason == "" {
			t.Errorf("a broken link: %+v", l)
			continue
		}
		for _, s := range l.Spans.From {
			if !s.Fits(from.Text) {
				t.Errorf("%s: the span %v does not fit the text it depends in", l.ID, s)
			}
		}
		for _, s := range l.Spans.To {
			if !s.Fits(to.Text) {
				t.Errorf("%s: the span %v does not fit the text it depends on", l.ID, s)
			}
		}
		if from.Published.Known() && to.Published.Known() && from.Published.At.Before(to.Published.At) {
			t.Errorf("%s: an earlier document depends on a later one", l.ID)
		}
	}
}

func FuzzLinks(f *testing.F) {
	for _, path := range golden.Files(f, "testdata/links/*.txtar") {
		a, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(a.Files[0].Data), string(a.Files[1].Data), "Outlet", "Agency", "https://a.example/b")
	}
	f.Fuzz(func(t *testing.T, a, b, outlet, credit, url string) {
		x := &hearsay.Document{ID: "a", Text: strings.ToValidUTF8(a, ""), Outlet: outlet, Credit: credit, Channel: hearsay.Web}
		y := &hearsay.Document{ID: "b", Text: strings.ToValidUTF8(b, ""), Outlet: credit, Author: outlet, URL: url, Channel: hearsay.Facebook}
		if len(x.Text) > 5 {
			x.Links = []hearsay.Hyperlink{{URL: url, Span: hearsay.Span{End: len(x.Text)}}}
		}
		docs := map[string]*hearsay.Document{"a": x, "b": y}
		p, q := trace.Prepare(x, nil), trace.Prepare(y, nil)
		links := trace.Links(p, q)
		check(t, links, docs)
		check(t, trace.Errors([]*trace.Doc{p, q}), docs)
		check(t, trace.Settle(links, docs), docs)
		trace.Missing([]*trace.Doc{p, q})
		trace.Keys(p)
	})
}

func BenchmarkLinks(b *testing.B) {
	text := strings.Repeat("The mayor signed the licence for the ferry, the Harbour Post reported on Monday, and nobody was surprised by that. ", 60)
	x := trace.Prepare(&hearsay.Document{ID: "a", Outlet: "Mirror", Text: "Ines Rau of Orrin. " + text}, nil)
	y := trace.Prepare(&hearsay.Document{ID: "b", Outlet: "The Harbour Post", Text: text + " Ines Rau of Orrin."}, nil)
	z := trace.Prepare(&hearsay.Document{ID: "c", Outlet: "Echo", Text: strings.Repeat("Otters are shy and sleep much of the day in Orrin under a wall that the zoo has given them with some pride. ", 60)}, nil)
	b.Run("copies", func(b *testing.B) {
		for b.Loop() {
			trace.Links(x, y)
		}
	})
	b.Run("nothing", func(b *testing.B) {
		for b.Loop() {
			trace.Links(x, z)
		}
	})
}

func BenchmarkPrepare(b *testing.B) {
	text := strings.Repeat("The mayor signed the licence for the ferry, the Harbour Post reported on Monday, and nobody was surprised by that. ", 60)
	d := &hearsay.Document{ID: "a", Outlet: "Mirror", Text: text}
	divided := token.Divide(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		trace.Keys(trace.Prepare(d, divided))
	}
}
