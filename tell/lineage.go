package tell

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// lineage is the drawing of who had a claim from whom. Every document hangs on what it most likely has it from; what
// else it depends on is drawn thin beside. It reads from left to right: origins, then those who had it from them.
type lineage struct {
	ID            string
	Width, Height float64
	Roots         []*node
	Nodes         []*node // all that are drawn, in the order of the tree
	Edges         []edge
	Extra         []edge // second parents
	Hidden        int    // links between documents that are drawn only within a bundle, or not at all
	Alternative   string
	Bundled       bool
}

// node is one box of the drawing: a document, an origin outside the pile, those of unknown lineage, or a bundle.
type node struct {
	Kind     string // "member", "outside", "unknown", "bundle"
	Document *hearsay.Document
	Anchor   string // of the document
	Mark     string // "told", "flat", "denied"; "" for what is no document
	Title    string
	Line     string
	Full     string // all the words, for the tooltip
	Names    []string
	More     int
	X, Y     float64 // the middle of the left side
	W        float64
	Origin   bool
	Children []*node

	said  []*hearsay.Statement
	link  *hearsay.Link // to the parent; nil where only the speaker is shared
	below int           // how many documents stand under it
	depth int
}

type edge struct {
	Path  string
	Class string
	Title string
}

const (
	boxHigh  = 44.0
	slotHigh = 56.0
	boxWide  = 216.0 // a box at its widest, and at its narrowest where there are many columns
	boxSmall = 172.0
	between  = 36.0
	pageWide = 1036.0
	drawAll  = 24 // so many documents are drawn one by one
	expanded = 14 // so many documents with followers are drawn one by one where there are more,
	columns  = 4  // in so many columns
)

// lineage draws the claim's documents; nil where there are fewer than two.
func (b *book) lineage(c *hearsay.Claim, anchor string, docAnchor map[string]string) *lineage {
	nodes, order := b.family(c, docAnchor)
	if len(order) < 2 {
		return nil
	}
	roots := b.hang(c, nodes, order)
	for _, r := range roots {
		r.measure(0)
	}
	l := &lineage{ID: anchor + "-lineage", Bundled: len(order) > drawAll}
	if l.Bundled {
		roots = bundle(roots)
	}
	l.Roots = roots
	l.place()
	l.connect(b, c, nodes, order)
	var heads []string
	for _, r := range roots {
		heads = append(heads, fmt.Sprintf("%s (%s)", r.Title, count(r.below, "document", "documents")))
	}
	l.Alternative = "Reads from left to right, origins first: " + strings.Join(heads, "; ") + ". The same is told as a list below the drawing."
	return l
}

// family makes a node of every document that tells or denies the claim, in the order of time.
func (b *book) family(c *hearsay.Claim, anchors map[string]string) (map[string]*node, []string) {
	nodes, order := map[string]*node{}, []string{}
	for _, s := range b.tellings(append(slices.Clone(c.Tellings), c.Others...)) {
		d := b.documents[s.Document]
		if d == nil {
			continue
		}
		if nodes[d.ID] == nil {
			nodes[d.ID] = &node{Kind: "member", Document: d, Anchor: anchors[d.ID], Title: d.Byline()}
			order = append(order, d.ID)
		}
		nodes[d.ID].said = append(nodes[d.ID].said, s)
	}
	for _, n := range nodes {
		n.Mark = mark(n.said...)
	}
	return nodes, order
}

// hang ties every node to its parent and returns the roots: origins outside the pile, documents that are the named
// origin, and one root for all whose lineage is unknown.
func (b *book) hang(c *hearsay.Claim, nodes map[string]*node, order []string) (roots []*node) {
	named := ""
	if n := c.NamedOrigin; n != nil && n.InPile && nodes[n.Document] != nil {
		named = n.Document
	}
	parent := map[string]string{}
	for _, id := range order {
		links := slices.DeleteFunc(slices.Clone(b.linksFrom[id]), func(l *hearsay.Link) bool {
			to := b.documentOf(l.To)
			return to == id || nodes[to] == nil
		})
		slices.SortStableFunc(links, func(x, y *hearsay.Link) int {
			return cmp.Or(cmp.Compare(y.Confidence, x.Confidence), earlier(b.document(b.documentOf(x.To)).Published, b.document(b.documentOf(y.To)).Published))
		})
		for _, l := range links {
			to := b.documentOf(l.To)
			if id == named || leadsTo(parent, to, id) {
				continue
			}
			parent[id], nodes[id].link = to, l
			break
		}
	}
	outside := map[string]*node{}
	unknown := &node{Kind: "unknown", Title: "lineage unknown", Line: "does not say where from"}
	for _, id := range order {
		n := nodes[id]
		switch speaker := n.speaker(b); {
		case parent[id] != "":
			nodes[parent[id]].Children = append(nodes[parent[id]].Children, n)
		case id == named:
			n.Origin = true
			roots = append(roots, n)
		case speaker == nil:
			unknown.Children = append(unknown.Children, n)
		case named != "" && c.NamedOrigin.Source == speaker.ID && !leadsTo(parent, named, id):
			parent[id] = named
			nodes[named].Children = append(nodes[named].Children, n)
		default:
			root := outside[speaker.ID]
			if root == nil {
				root = &node{Kind: "outside", Title: speaker.Name, Line: "not in the pile", Origin: true}
				if o := c.NamedOrigin; o != nil && o.Source == speaker.ID {
					root.Full = o.Text + ", not in the pile"
					if o.Channel != "" {
						root.Line = word(channelWords, o.Channel) + " · not in the pile"
					}
				}
				outside[speaker.ID] = root
				roots = append(roots, root)
			}
			root.Children = append(root.Children, n)
		}
	}
	if len(unknown.Children) > 0 {
		roots = append(roots, unknown)
	}
	year := b.year(order)
	for _, id := range order {
		nodes[id].describe(year)
	}
	return roots
}

// speaker returns the source that n has the claim from by its own words, nil where it names none. A telling counts
// before a denial.
func (n *node) speaker(b *book) *hearsay.Source {
	var denies *hearsay.Source
	for _, s := range n.said {
		switch src := b.sources[s.Speaker]; {
		case src == nil || s.Kind == hearsay.Own:
		case s.Stance == hearsay.Tells:
			return src
		case denies == nil:
			denies = src
		}
	}
	return denies
}

// leadsTo reports whether the way up from id passes target.
func leadsTo(parent map[string]string, id, target string) bool {
	for ; id != ""; id = parent[id] {
		if id == target {
			return true
		}
	}
	return false
}

// describe writes the second line of a document's box, and the words behind it.
func (n *node) describe(year string) {
	how := "names the speaker"
	if n.link != nil {
		how = word(linkWords, n.link.Kind)
		if n.link.Confidence < sure {
			how = "perhaps " + how
		}
	}
	if n.Origin {
		how = "named origin"
	}
	when := short(n.Document.Published, year)
	n.Line = how + " · " + when
	n.Full = fmt.Sprintf("%s, %s: %s", n.Title, n.Document.Name(), n.Line)
	if n.link != nil {
		n.Full += fmt.Sprintf(" (%s; confidence %.2f)", n.link.Reason, n.link.Confidence)
	}
}

// year is the year that all the documents are of, "" where there are several.
func (b *book) year(documents []string) (year string) {
	for _, id := range documents {
		if t := b.document(id).Published; t.Known() {
			if y := t.At.Format("2006"); year == "" {
				year = y
			} else if y != year {
				return ""
			}
		}
	}
	return year
}

// short is a time in few letters, to stand in a box: without the year where all are of the same.
func short(t hearsay.Time, year string) string {
	switch t.Precision {
	case hearsay.ToSecond, hearsay.ToMinute, hearsay.ToDay:
		if t.At.Format("2006") == year {
			return t.At.Format("2 Jan")
		}
		return t.At.Format("2 Jan 2006")
	case hearsay.ToMonth:
		return t.At.Format("Jan 2006")
	case hearsay.ToYear:
		return t.At.Format("2006")
	}
	return "no date"
}

// sure is the confidence from which a link is drawn as a whole line.
const sure = .7

// measure counts what stands below n and how deep it is.
func (n *node) measure(depth int) {
	n.depth = depth
	if n.Kind == "bundle" {
		return
	}
	n.below = 0
	for _, c := range n.Children {
		c.measure(depth + 1)
		n.below += c.below
		if c.Kind != "bundle" {
			n.below++
		}
	}
}

// deepest is the column of the last of those below n.
func (n *node) deepest() int {
	d := n.depth
	for _, c := range n.Children {
		d = max(d, c.deepest())
	}
	return d
}

// bundle keeps the documents that most others have it from and puts the rest of each one's children into one box.
func bundle(roots []*node) []*node {
	var parents []*node
	var walk func(*node)
	walk = func(n *node) {
		if n.below > 0 && n.Document != nil && n.depth < columns-1 {
			parents = append(parents, n)
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	for _, r := range roots {
		walk(r)
	}
	slices.SortStableFunc(parents, func(x, y *node) int {
		return cmp.Or(cmp.Compare(y.below, x.below), cmp.Compare(x.depth, y.depth))
	})
	keep := map[*node]bool{}
	for _, n := range parents[:min(expanded, len(parents))] {
		keep[n] = true
	}
	var fold func(*node)
	fold = func(n *node) {
		var kept, rest []*node
		for _, c := range n.Children {
			if keep[c] {
				fold(c)
				kept = append(kept, c)
			} else {
				rest = append(rest, c)
			}
		}
		if len(rest) > 1 {
			rest = []*node{bundled(rest)}
		} else if len(rest) == 1 && rest[0].depth < columns-1 {
			fold(rest[0])
		} else if len(rest) == 1 && rest[0].below > 0 {
			rest = []*node{bundled(rest)}
		}
		n.Children = append(kept, rest...)
	}
	for _, r := range roots {
		fold(r)
	}
	if len(roots) > expanded {
		slices.SortStableFunc(roots, func(x, y *node) int { return cmp.Compare(y.below, x.below) })
		rest := bundled(roots[expanded:])
		rest.Title = count(len(roots)-expanded, "other origin", "other origins")
		roots = append(roots[:expanded:expanded], rest)
	}
	for _, r := range roots {
		r.measure(0)
	}
	return roots
}

// bundled is one box for nodes and all below them.
func bundled(nodes []*node) *node {
	box := &node{Kind: "bundle", link: &hearsay.Link{Confidence: 1}}
	ways, outlets := map[string]int{}, map[string]bool{}
	documents := 0
	var add func(n *node, direct bool)
	add = func(n *node, direct bool) {
		if n.Document != nil {
			documents++
			if !outlets[n.Title] {
				outlets[n.Title] = true
				if len(box.Names) < 8 {
					box.Names = append(box.Names, n.Title)
				}
			}
			switch {
			case !direct:
				ways["further on"]++
			case n.link == nil:
				ways["name the speaker"]++
			default:
				ways[word(linkWordsOfMany, n.link.Kind)]++
			}
		}
		for _, c := range n.Children {
			add(c, false)
		}
	}
	for _, n := range nodes {
		add(n, true)
	}
	box.below = documents
	box.More = len(outlets) - len(box.Names)
	box.Title = fmt.Sprintf("%s more, %s", thousands(documents), count(len(outlets), "outlet", "outlets"))
	var how []string
	for w := range ways {
		how = append(how, w)
	}
	slices.SortFunc(how, func(x, y string) int { return cmp.Or(cmp.Compare(ways[y], ways[x]), strings.Compare(x, y)) })
	for i, w := range how {
		how[i] = fmt.Sprintf("%d %s", ways[w], w)
	}
	box.Line = strings.Join(how[:min(2, len(how))], ", ") // as much as a box has room for
	box.Full = box.Title + ": " + strings.Join(how, ", ")
	return box
}

// place gives every node its place: a column by its depth, and in it the middle of the rows of its children.
func (l *lineage) place() {
	deepest := 0
	for _, r := range l.Roots {
		deepest = max(deepest, r.deepest())
	}
	wide := max(boxSmall, min(boxWide, (pageWide-between*float64(deepest))/float64(deepest+1)))
	row := 0.0
	var put func(*node)
	put = func(n *node) {
		l.Nodes = append(l.Nodes, n)
		n.W = wide
		n.X = float64(n.depth) * (wide + between)
		if len(n.Children) == 0 {
			n.Y = 4 + slotHigh*(row+.5)
			row++
			return
		}
		for _, c := range n.Children {
			put(c)
		}
		n.Y = (n.Children[0].Y + n.Children[len(n.Children)-1].Y) / 2
	}
	for _, r := range l.Roots {
		put(r)
	}
	l.Width = float64(deepest+1)*(wide+between) - between + 12
	l.Height = slotHigh*row + 8
}

// connect draws the lines, those of second parents apart.
func (l *lineage) connect(b *book, c *hearsay.Claim, nodes map[string]*node, order []string) {
	visible, tied := map[*node]bool{}, map[[2]*node]bool{}
	for _, n := range l.Nodes {
		visible[n] = true
	}
	for _, n := range l.Nodes {
		for _, child := range n.Children {
			tied[[2]*node{child, n}] = true
			class, title := "edge", child.Full
			switch {
			case n.Kind == "unknown":
				class += " unknown"
			case child.link == nil:
				class += " speaker"
			case child.link.Confidence < sure:
				class += " unsure"
			case child.link.Kind == hearsay.CarriesWire:
				class += " wire"
			}
			l.Edges = append(l.Edges, edge{curve(n, child), class, title})
		}
	}
	for i := range b.Links {
		link := &b.Links[i]
		from, to := nodes[b.documentOf(link.From)], nodes[b.documentOf(link.To)]
		if from == nil || to == nil || from == to || tied[[2]*node{from, to}] {
			continue
		}
		tied[[2]*node{from, to}] = true
		if !visible[from] || !visible[to] || len(l.Extra) == 12 {
			l.Hidden++
			continue
		}
		l.Extra = append(l.Extra, edge{curve(to, from), "edge extra", fmt.Sprintf("%s also %s: %s", from.Title, word(linkWords, link.Kind), to.Title)})
	}
}

// curve is the line from the right side of one box to the left side of another.
func curve(from, to *node) string {
	x1, x2 := from.X+from.W, to.X
	bend := max(between/2, (x2-x1)/2)
	return fmt.Sprintf("M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f", x1, from.Y, x1+bend, from.Y, x2-bend, to.Y, x2, to.Y)
}

// Top is where the box begins.
func (n *node) Top() float64 { return n.Y - boxHigh/2 }

// TitleFits is the box's first line as far as it has room in it.
func (n *node) TitleFits() string { return fit(n.Title, labelSize, n.W-16) }

// LineFits is the second line as far as it has room.
func (n *node) LineFits() string { return fit(n.Line, labelSize-1, n.W-16) }

// SignX is where the sign of how it is told stands: on the corner of the box, out of the way of the words.
func (n *node) SignX() float64 { return n.X + n.W - 3 }
