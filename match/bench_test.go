package match

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/token"
)

func BenchmarkCompare(b *testing.B) {
	lines := map[string][2]string{
		"same": {"that the trade commissioner, Ansis Rudzitis, was recruited by Syrian military intelligence in 1998 and was given a codename named “Otter.”",
			"Syrian spies signed up trade commissioner Rudzitis in 1998 as “Otter”, ex-officer says"},
		"different": {"that the trade commissioner, Ansis Rudzitis, was recruited by Syrian military intelligence in 1998 and was given a codename named “Otter.”",
			"Otter handed them the tanker schedules a month ahead"},
	}
	for name, l := range lines {
		x, y := alone("a", l[0]), alone("b", l[1])
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Compare(&x, &y)
			}
		})
	}
}

// BenchmarkPrepare prepares a document of ten statements that was divided before, and computes their keys.
func BenchmarkPrepare(b *testing.B) {
	sentence := "Mayor Soledad Rau took a bribe of 40,000 crowns from the Saltmere quarry in March 1987, said Ines Oduya, a former clerk. "
	doc := &hearsay.Document{ID: "d", Language: "en", Text: strings.Repeat(sentence, 10)}
	ext := &hearsay.Extraction{Document: "d"}
	for i := range 10 {
		s := hearsay.Statement{Document: "d", Stance: hearsay.Tells, Content: []hearsay.Span{{Start: i * len(sentence), End: i*len(sentence) + 87}}}
		s.ID = hearsay.StatementID("d", nil, s.Content)
		ext.Statements = append(ext.Statements, s)
	}
	text := token.Divide(doc.Text)
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		for i, items := 0, Prepare(doc, ext, text); i < len(items); i++ {
			Keys(&items[i])
		}
	}
}
