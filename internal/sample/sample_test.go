package sample

import (
	"testing"

	"github.com/hearsay-news/hearsay"
)

// Whatever a row names by id is in the report, and every span fits its text.
func TestReportsHoldTogether(t *testing.T) {
	for name, r := range map[string]hearsay.Report{"story": Story(), "1": Tellings(1), "200": Tellings(200)} {
		docs, statements := map[string]hearsay.Document{}, map[string]bool{}
		for _, d := range r.Documents {
			docs[d.ID] = d
		}
		for _, s := range r.Statements {
			statements[s.ID] = true
			for _, part := range [][]hearsay.Span{s.Source, s.Cue, s.Content} {
				for _, span := range part {
					if !span.Fits(docs[s.Document].Text) {
						t.Errorf("%s: %s: span %v does not fit", name, s.ID, span)
					}
				}
			}
		}
		if len(statements) != len(r.Statements) {
			t.Errorf("%s: %d statements have %d ids", name, len(r.Statements), len(statements))
		}
		for _, c := range r.Claims {
			for _, id := range append(append([]string{c.Earliest}, c.Tellings...), c.Others...) {
				if !statements[id] {
					t.Errorf("%s: claim %s names statement %q, which is not there", name, c.ID, id)
				}
			}
		}
		for _, l := range r.Links {
			if docs[l.From].ID == "" || docs[l.To].ID == "" {
				t.Errorf("%s: link %s leads nowhere", name, l.ID)
			}
		}
	}
}
