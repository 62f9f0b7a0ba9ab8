package match

import (
	"fmt"
	"testing"

	"github.com/hearsay-news/hearsay"
)

// FuzzCompare wants no text and no span to break anything, and the same answer in both orders.
func FuzzCompare(f *testing.F) {
	f.Add("that Mayor Rau took 40,000 crowns in 1987", "“In March 1987 the quarry paid ‘Krasnov’,” he said, then", 3, 40)
	f.Add("$€ 12th 3 February \xff\x00 . — – Äß日本", "one such", -4, 9)
	long := "" // as many words as are looked at, and then a number that is a name
	for i := range most {
		long += fmt.Sprintf("Quarry%c%c ", 'a'+i/26, 'a'+i%26)
	}
	f.Add(long+"of Flight 212", long+"was Flight 212", 0, len(long))
	f.Fuzz(func(t *testing.T, x, y string, start, end int) {
		doc := &hearsay.Document{ID: "d", Language: "en", Text: x + "\n\n" + y}
		ext := &hearsay.Extraction{Document: "d", Statements: []hearsay.Statement{
			{ID: "a", Document: "d", Content: []hearsay.Span{{Start: 0, End: len(x)}}, Refers: "b"},
			{ID: "b", Document: "d", Content: []hearsay.Span{{Start: start, End: end}}, Refers: "a"},
			{ID: "c", Document: "d", Content: []hearsay.Span{{Start: len(x), End: len(doc.Text)}}},
			{ID: "e", Document: "d", Content: []hearsay.Span{{Start: len(x), End: len(doc.Text)}, {Start: 0, End: len(x)}, {Start: 0, End: len(x) / 2}}},
		}}
		items := Prepare(doc, ext, nil)
		var pairs []hearsay.Pair
		for i := range items {
			Keys(&items[i])
			for j := range items {
				p, same := Compare(&items[i], &items[j])
				q, again := Compare(&items[j], &items[i])
				if same != again || p.Score != q.Score || !(p.Score >= 0 && p.Score <= 1) {
					t.Errorf("%v %v, in the other order %v %v", p, same, q, again)
				}
				if same && i != j {
					pairs = append(pairs, p)
				}
			}
		}
		claims := Gather(items, pairs, nil)
		n := 0
		for i := range claims {
			Parts(&claims[i], items)
			n += len(claims[i].Tellings) + len(claims[i].Others)
		}
		if n != len(items) {
			t.Errorf("%d statements belong to claims, want %d", n, len(items))
		}
	})
}
