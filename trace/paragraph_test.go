package trace_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/trace"
)

// paragraph is a pile of one document that is a single paragraph, in which so many people tell something each, every tenth in a post,
// with a claim for each.
func paragraph(people int) (*hearsay.Pile, []hearsay.Claim) {
	var text strings.Builder
	put := func(words string) []hearsay.Span {
		start := text.Len()
		text.WriteString(words)
		return []hearsay.Span{{Start: start, End: text.Len()}}
	}
	pile := &hearsay.Pile{Statements: map[string]*hearsay.Statement{}, Sources: map[string]*hearsay.Source{}}
	var claims []hearsay.Claim
	for i := range people {
		s := &hearsay.Statement{ID: fmt.Sprintf("d/%d", i), Document: "d", Kind: hearsay.Indirect, Stance: hearsay.Tells, Speaker: fmt.Sprintf("s%d", i)}
		name := fmt.Sprintf("Anna Rau%d", i)
		s.Source = put(name)
		put(" ")
		s.Cue = put("said")
		if i%10 == 0 {
			put(" on Facebook")
		}
		put(" that ")
		s.Content = put(fmt.Sprintf("he took money from the harbour and kept %d envelopes in his desk", i))
		put(". " + strings.Repeat("Nobody at the quay would speak of it then. ", 3))
		pile.Statements[s.ID] = s
		pile.Sources[s.Speaker] = &hearsay.Source{ID: s.Speaker, Kind: hearsay.Person, Name: name}
		claims = append(claims, hearsay.Claim{ID: fmt.Sprintf("c%d", i), Tellings: []string{s.ID}})
	}
	pile.Documents = map[string]*hearsay.Document{"d": {ID: "d", Outlet: "The Gazette", Language: "en", Text: text.String()}}
	return pile, claims
}

// A text may be one paragraph: what stands around a telling is looked at, and not all of it for each.
func TestOneParagraph(t *testing.T) {
	pile, claims := paragraph(4000)
	l := trace.Over(pile)
	for i := range claims {
		_, named, _ := l.Origins(&claims[i])
		if i%10 == 0 && (named == nil || named.Channel != hearsay.Facebook) {
			t.Fatalf("claim %d: got %+v", i, named)
		}
	}
}

func BenchmarkOneParagraph(b *testing.B) {
	for _, people := range []int{1000, 4000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			pile, claims := paragraph(people)
			for range b.N {
				l := trace.Over(pile)
				for i := range claims {
					l.Origins(&claims[i])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*people), "ns/claim")
		})
	}
}

// A report that many print is one claim with as many tellings, by a few people.
func BenchmarkManyTellings(b *testing.B) {
	for _, prints := range []int{500, 2000} {
		b.Run(fmt.Sprint(prints), func(b *testing.B) {
			const text = "Anna Rau, who used to keep the books, said that she saw the mayor take money from the harbour."
			pile := &hearsay.Pile{Documents: map[string]*hearsay.Document{}, Statements: map[string]*hearsay.Statement{}, Sources: map[string]*hearsay.Source{}}
			claim := hearsay.Claim{ID: "c"}
			for i := range prints {
				d := &hearsay.Document{ID: fmt.Sprintf("d%04d", i), Outlet: fmt.Sprintf("The Gazette of Harbour %d", i), Language: "en", Text: text}
				s := &hearsay.Statement{ID: d.ID + "/1", Document: d.ID, Kind: hearsay.Indirect, Stance: hearsay.Tells, Speaker: fmt.Sprintf("s%d", i%20),
					Source: []hearsay.Span{{Start: 0, End: 8}}, Cue: []hearsay.Span{{Start: 37, End: 41}}, Content: []hearsay.Span{{Start: 47, End: len(text) - 1}}}
				pile.Documents[d.ID], pile.Statements[s.ID] = d, s
				pile.Sources[s.Speaker] = &hearsay.Source{ID: s.Speaker, Kind: hearsay.Person, Name: fmt.Sprintf("Anna Rau%c", 'a'+i%20)}
				claim.Tellings = append(claim.Tellings, s.ID)
			}
			for b.Loop() {
				trace.Over(pile).Origins(&claim)
			}
		})
	}
}
