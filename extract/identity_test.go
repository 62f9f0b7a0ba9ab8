package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/internal/b3"
	"github.com/hearsay-news/hearsay/internal/golden"
	"github.com/hearsay-news/hearsay/internal/truth"
)

// sourcesMarked takes the marks [[words|id]] out of a text. It returns what is left, and the places that were marked with their ids.
func sourcesMarked(t *testing.T, marked string) (text string, places []hearsay.Span, ids []string) {
	t.Helper()
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(marked, "[[")
		b.WriteString(before)
		if !found {
			return b.String(), places, ids
		}
		inside, after, closed := strings.Cut(rest, "]]")
		words, id, named := strings.Cut(inside, "|")
		if !closed || !named {
			t.Fatalf("a mark is not [[words|id]]: %.60q", rest)
		}
		places = append(places, hearsay.Span{Start: b.Len(), End: b.Len() + len(words)})
		ids = append(ids, id)
		b.WriteString(words)
		marked = after
	}
}

// TestIdentity scores who is found to be meant by each source mention of testdata/identity.txt, whose head tells its form, by B3. A
// mention where no source is found is one of its own; the second line of each half leaves these out.
func TestIdentity(t *testing.T) {
	var all, met [2]b3.Counts // of odd numbers and of even ones
	for _, b := range blocks(t, "testdata/identity.txt") {
		marked := b.fields["text"]
		if title := b.fields["title"]; title != "" {
			marked = title + "\n\n" + marked
		}
		text, places, ids := sourcesMarked(t, marked)
		doc := hearsay.Document{ID: "d", Language: "en", Text: text}
		if title, _, _ := sourcesMarked(t, b.fields["title"]); title != "" {
			doc.Title, doc.TitleSpan = title, &hearsay.Span{End: len(title)}
		}
		x := extract.Document(&doc)
		names := map[string]string{}
		for _, s := range x.Sources {
			names[s.ID] = s.Name
		}
		half := 1
		if b.odd() {
			half = 0
		}
		for i, place := range places {
			who := truth.Speaker(x.Statements, []hearsay.Span{place})
			wanted := b.number + " " + ids[i]
			if *wrong && b.odd() {
				words, _ := place.In(text)
				t.Logf("case %s: %-12s %-40.40q %s", b.number, ids[i], words, names[who])
			}
			if who == "" {
				all[half].Add(fmt.Sprint(b.number, " none ", i), wanted)
				continue
			}
			all[half].Add(b.number+" "+who, wanted)
			met[half].Add(b.number+" "+who, wanted)
		}
	}
	var out strings.Builder
	for half, name := range []string{"odd numbers", "even numbers"} {
		fmt.Fprintf(&out, "%-13s all mentions  %s\n%-13s those found   %s\n", name, &all[half], name, &met[half])
	}
	t.Log("\n" + out.String())
	golden.Equal(t, "testdata/identity.golden", []byte(out.String()))
}
