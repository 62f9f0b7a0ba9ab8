package match

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/token"
)

// A Hit is a claim that a query may mean.
type Hit struct {
	Claim string  // its id
	Score float64 // 0 to 1
}

// About ranks claims by how well they meet words: a few words, or the address of a document that tells them. items are
// the statements, with Statement.Claim filled in; addresses says which addresses a document has. The best come first;
// claims that do not meet it at all are left out.
func About(words string, items []Item, addresses map[string][]string) []Hit {
	q := ask(words)
	best := map[string]float64{}
	for i := range items {
		it := &items[i]
		score := q.score(it)
		for _, a := range addresses[it.Statement.Document] {
			if address(words) != "" && address(words) == address(a) {
				score = 1
			}
		}
		if c := it.Statement.Claim; c != "" && score > 0 {
			best[c] = max(best[c], score)
		}
	}
	hits := make([]Hit, 0, len(best))
	for c, s := range best {
		hits = append(hits, Hit{c, s})
	}
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Claim, b.Claim)) })
	return hits
}

// address folds an address to what tells pages apart; it is empty for what is no address.
func address(s string) string {
	s = strings.TrimSpace(s)
	rest, found := strings.CutPrefix(s, "https://")
	if !found {
		if rest, found = strings.CutPrefix(s, "http://"); !found {
			return ""
		}
	}
	rest, _, _ = strings.Cut(rest, "#")
	return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(rest), "www."), "/")
}

// A query is words that are looked for.
type query struct{ it Item }

// ask brings a query into the form in which it is compared.
func ask(words string) *query {
	text := token.Divide(words)
	q := &query{Item{Language: "en"}}
	newReader("en", text).read(&q.it, []hearsay.Span{{Start: 0, End: len(words)}})
	for i := range q.it.words { // who asks may write names small
		if w := &q.it.words[i]; w.Name == 0 {
			w.Name = hash(skeleton(w.Text))
		}
	}
	return q
}

// score is how much of the query's weight a statement meets, and, less, how much of the statement the query meets: 0 to 1.
// What the query shares with a statement by letter counts more than what only stands near.
func (q *query) score(it *Item) float64 {
	if q.it.weight == 0 || it.weight == 0 {
		return 0
	}
	var got, met float32
	for i := range q.it.words {
		w := &q.it.words[i]
		var best float32
		at := -1
		for j := range it.words {
			if s := alike(w, &it.words[j]); s > best {
				best, at = s, j
			}
		}
		if at < 0 {
			continue
		}
		if best < 1 {
			best *= 0.4
		}
		got += best * w.Weight
		met += best * it.words[at].Weight
	}
	return 0.8*float64(got/q.it.weight) + 0.2*float64(min(1, met/it.weight))
}
