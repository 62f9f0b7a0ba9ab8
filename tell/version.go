package tell

import (
	"fmt"

	"github.com/hearsay-news/hearsay"
)

// A version is another version of a document's page, with the first of the sentences in which the later of the two differs.
type version struct {
	ID        string
	Anchor    string // where it stands in the page
	Later     bool   // than the document
	Since     string
	New, Gone []string
	Left      int // how many more sentences are new or gone
}

// versions are the versions next to a document, the earlier first.
func (b *book) versions(id string) (all []version) {
	const most = 10
	for _, later := range [...]bool{false, true} {
		for _, l := range b.Links {
			at, other := l.From, l.To
			if later {
				at, other = other, at
			}
			if at != id || !l.OnePage() {
				continue
			}
			v := version{ID: other, Later: later, Since: since(b.document(other)), Left: len(l.Spans.From) + len(l.Spans.To)}
			for _, s := range l.Spans.From[:min(most, len(l.Spans.From))] {
				v.New = append(v.New, b.words(l.From, s))
			}
			for _, s := range l.Spans.To[:min(most, len(l.Spans.To))] {
				v.Gone = append(v.Gone, b.words(l.To, s))
			}
			v.Left -= len(v.New) + len(v.Gone)
			all = append(all, v)
		}
	}
	return all
}

// String says which version it is.
func (v version) String() string {
	switch {
	case len(v.New)+len(v.Gone) == 0:
		return fmt.Sprintf("the same text in %s (%s)", v.ID, v.Since)
	case v.Later:
		return fmt.Sprintf("changed later in %s (%s)", v.ID, v.Since)
	}
	return fmt.Sprintf("changed since %s (%s)", v.ID, v.Since)
}

// since is the time from which a document is known to stand as it does.
func since(d *hearsay.Document) string {
	switch {
	case d.Modified.Known():
		return "changed " + d.Modified.String()
	case d.Captured.Known():
		return "captured " + d.Captured.String()
	case d.Published.Known():
		return "published " + d.Published.String()
	}
	return "no time known"
}
