package match

import (
	"testing"

	"github.com/hearsay-news/hearsay"
)

func items(t *testing.T, text ...string) []Item {
	t.Helper()
	doc := &hearsay.Document{ID: "d1", Language: "en"}
	ext := &hearsay.Extraction{Document: "d1"}
	for _, s := range text {
		span := hearsay.Span{Start: len(doc.Text), End: len(doc.Text) + len(s)}
		doc.Text += s + "\n\n"
		st := hearsay.Statement{Document: "d1", Kind: hearsay.Own, Stance: hearsay.Tells, Content: []hearsay.Span{span}}
		st.ID = hearsay.StatementID("d1", nil, st.Content)
		ext.Statements = append(ext.Statements, st)
	}
	return Prepare(doc, ext, nil)
}

func TestCompare(t *testing.T) {
	it := items(t, "that the current US President, Donald Trump, was recruited by the KGB in 1987 and was given a codename named “Krasnov.”",
		"that Donald Trump, then a rising 40-year-old real estate mogul in New York, was one such recruit",
		"“In 1987, our directorate recruited Donald Trump under the pseudonym Krasnov,”",
		"that he previously worked in the 6th Directorate of the KGB in Moscow", "a key mission was “recruiting businessmen from capitalist countries” to serve Soviet interests",
		"Trump visited Moscow in 1987")
	for i := range it {
		for j := range i {
			p, ok := Compare(&it[i], &it[j])
			t.Log(i, j, ok, p.Score, p.Why)
		}
	}
}
