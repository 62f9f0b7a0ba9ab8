package truth

import "github.com/hearsay-news/hearsay"

// Speaker returns who is found to speak where a source stands in source: the speaker of the statement whose source has most bytes in
// common with it, the first of even ones. It is empty where no source was found there.
func Speaker(statements []hearsay.Statement, source []hearsay.Span) (speaker string) {
	most := 0
	for i := range statements {
		shared := 0
		for _, a := range statements[i].Source {
			for _, b := range source {
				shared += max(0, min(a.End, b.End)-max(a.Start, b.Start))
			}
		}
		if shared > most {
			most, speaker = shared, statements[i].Speaker
		}
	}
	return speaker
}
