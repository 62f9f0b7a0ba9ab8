package tell

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/sample"
)

// tree writes a drawing as an indented list.
func tree(l *lineage) string {
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		fmt.Fprintf(&b, "%s%s %s (%s)\n", strings.Repeat("  ", n.depth), n.Kind, n.Title, n.Line)
		for _, c := range n.Children {
			walk(c)
		}
	}
	for _, r := range l.Roots {
		walk(r)
	}
	return b.String()
}

func TestLineage(t *testing.T) {
	r := sample.Story()
	b := open(r)
	got := tree(b.lineage(&r.Claims[0], "claim-1", nil))
	want := `outside Oskar Lindqvale (Telegram · not in the pile)
  member The Skerrow Courier (names the speaker · 2 Mar)
    member Northwire (cites it · 2 Mar)
      member Daily Lantern (prints the wire · 2 Mar)
    member Küstenbote (cites it · 4 Mar)
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// An own telling that depends on nothing has unknown lineage; it is never hung on an origin.
func TestLineageUnknown(t *testing.T) {
	r := sample.Story()
	r.Links = nil
	for i := range r.Statements {
		r.Statements[i].Kind, r.Statements[i].Speaker = hearsay.Own, ""
	}
	r.Claims[0].NamedOrigin = nil
	l := open(r).lineage(&r.Claims[0], "claim-1", nil)
	if len(l.Roots) != 1 || l.Roots[0].Kind != "unknown" || len(l.Roots[0].Children) != 4 {
		t.Errorf("got\n%s", tree(l))
	}
}

// Links that run in a circle, to themselves or to nowhere are survived, and every document is drawn once.
func TestLineageCircle(t *testing.T) {
	r := sample.Story()
	d := r.Documents
	for i, pair := range [][2]string{{d[0].ID, d[1].ID}, {d[1].ID, d[0].ID}, {d[2].ID, d[2].ID}, {d[3].ID, "nowhere"}} {
		r.Links = append(r.Links, hearsay.Link{ID: fmt.Sprint("x", i), From: pair[0], To: pair[1], Kind: hearsay.Cites, Confidence: 1})
	}
	l := open(r).lineage(&r.Claims[0], "claim-1", nil)
	seen := map[string]int{}
	for _, n := range l.Nodes {
		if n.Document != nil {
			seen[n.Document.ID]++
		}
	}
	for _, d := range r.Documents {
		if seen[d.ID] != 1 {
			t.Errorf("%s is drawn %d times:\n%s", d.Outlet, seen[d.ID], tree(l))
		}
	}
}

// However many tellings there are, the drawing stays small, loses nobody, and no two boxes overlap.
func TestLineageBounds(t *testing.T) {
	for _, n := range []int{2, 24, 25, 200, 10000} {
		r := sample.Tellings(n)
		l := open(r).lineage(&r.Claims[0], "claim-1", nil)
		documents := 0
		for i, x := range l.Nodes {
			switch x.Kind {
			case "member":
				documents++
			case "bundle":
				documents += x.below
			}
			for _, y := range l.Nodes[:i] {
				if x.X < y.X+y.W && y.X < x.X+x.W && x.Y < y.Y+boxHigh && y.Y < x.Y+boxHigh {
					t.Errorf("%d: the boxes of %s and %s overlap", n, x.Title, y.Title)
				}
			}
		}
		if documents != n {
			t.Errorf("%d tellings: %d are drawn or counted", n, documents)
		}
		if len(l.Nodes) > 60 || n > drawAll && l.Width > pageWide+12 {
			t.Errorf("%d tellings: %d boxes, %.0f wide", n, len(l.Nodes), l.Width)
		}
	}
}
