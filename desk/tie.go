package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/hearsay-news/hearsay"
)

// The kinds of keys. Statements have match's own kind.
const (
	documentKind = "document" // what trace compares documents by
	pairTie      = "pair"     // two statements with a Pair
	linkTie      = "link"     // two documents with a Link
	claimTie     = "claim"    // a statement and its claim
)

// common is how many subjects may share a key before it says nothing any more.
const common = 500

// tie returns the key that a and b have for themselves, twice: of each. Whoever is asked about finds the other with
// Near. Keys are never taken back, so what a tie finds has to be looked up: the result that it stands for may be gone.
func tie(kind, a, b string) []hearsay.Key {
	value := xxh3.HashString(kind + "\x00" + a + "\x00" + b)
	return []hearsay.Key{{Kind: kind, Value: value, Subject: a}, {Kind: kind, Value: value, Subject: b}}
}

// tied returns the subjects that are tied to subjects, as pairs, each once, the smaller first.
func (d *Desk) tied(ctx context.Context, kind string, subjects []string) ([][2]string, error) {
	if len(subjects) == 0 {
		return nil, nil // the store would take none for all
	}
	near, err := d.Store.Near(ctx, kind, subjects, 2)
	if err != nil {
		return nil, err
	}
	return pairsOf(near), nil
}

func pairsOf(near []hearsay.Neighbours) [][2]string {
	pairs := make([][2]string, 0, len(near))
	for _, n := range near {
		pairs = append(pairs, [2]string{min(n.A, n.B), max(n.A, n.B)})
	}
	slices.SortFunc(pairs, compareTies)
	return slices.Compact(pairs)
}

func compareTies(x, y [2]string) int {
	return cmp.Or(strings.Compare(x[0], y[0]), strings.Compare(x[1], y[1]))
}

// documentOf returns the document that a statement stands in, by its id; a document's own id is its own.
func documentOf(id string) string {
	document, _, _ := strings.Cut(id, "/")
	return document
}
