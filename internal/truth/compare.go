package truth

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Compare holds r against t. Documents are known by the end of their path.
func Compare(t Truth, r hearsay.Report) Score {
	c := &comparison{
		truth: t, report: r, pages: map[string]*page{}, documents: map[string]*hearsay.Document{}, statements: map[string]*hearsay.Statement{},
		sources: map[string]*hearsay.Source{}, matched: map[string]*hearsay.Statement{}, claims: map[string]*hearsay.Claim{},
	}
	for i := range r.Documents {
		d := &r.Documents[i]
		c.documents[d.ID], c.pages[d.ID] = d, newPage(d.Text)
	}
	for i := range r.Statements {
		c.statements[r.Statements[i].ID] = &r.Statements[i]
	}
	for i := range r.Sources {
		c.sources[r.Sources[i].ID] = &r.Sources[i]
	}
	c.compareStatements()
	c.compareSources()
	c.compareClaims()
	c.compareRemarks()
	c.compareLinks()
	c.compareDocuments()
	return c.score
}

type comparison struct {
	truth      Truth
	report     hearsay.Report
	pages      map[string]*page // by document's id
	documents  map[string]*hearsay.Document
	statements map[string]*hearsay.Statement
	sources    map[string]*hearsay.Source
	matched    map[string]*hearsay.Statement // by the truth's name
	claims     map[string]*hearsay.Claim     // by the truth's name
	score      Score
}

// document finds the report's document of that name: the only one where name is empty, else the one whose path ends in
// it. Of a file with several documents the name has the line, as the path does.
func (c *comparison) document(name string) (*hearsay.Document, string) {
	var exact, line []*hearsay.Document
	for i := range c.report.Documents {
		d := &c.report.Documents[i]
		if ends(d.Path, name) {
			exact = append(exact, d)
		} else if fits(d.Path, name) {
			line = append(line, d)
		}
	}
	if len(exact) == 0 {
		exact = line
	}
	switch len(exact) {
	case 0:
		return nil, fmt.Sprintf("the report has no document %q", name)
	case 1:
		return exact[0], ""
	}
	return nil, fmt.Sprintf("the report has %d documents %q", len(exact), name)
}

func ends(path, name string) bool {
	path = strings.ReplaceAll(path, "\\", "/")
	return name == "" || path == name || strings.HasSuffix(path, "/"+name)
}

// fits reports whether path ends in name, or does so without the line that it gives.
func fits(path, name string) bool {
	if i := strings.LastIndexByte(path, ':'); i >= 0 && ends(path[:i], name) {
		return true
	}
	return ends(path, name)
}

// wanted is a statement of the truth with its places in the report's text, a list for each reading.
type wanted struct {
	*Statement
	document             *hearsay.Document
	source, cue, content [][]hearsay.Span
}

func (c *comparison) compareStatements() {
	all := make([]wanted, len(c.truth.Statements))
	missing := make([]string, len(all)) // why a statement cannot be found
	taken := map[string]map[hearsay.Span]bool{}
	for i := range c.truth.Statements {
		s := &c.truth.Statements[i]
		w := wanted{Statement: s}
		if w.document, missing[i] = c.document(s.In); w.document != nil {
			id := w.document.ID
			if taken[id] == nil {
				taken[id] = map[hearsay.Span]bool{}
			}
			w.content = c.pages[id].contents(s.Content, taken[id])
			if hull, ok := hullOf(w.content); ok {
				w.source, w.cue = c.pages[id].around(s.Source, hull), c.pages[id].around(s.Cue, hull)
			} else {
				missing[i] = fmt.Sprintf("%q does not stand in the text of %s", s.Content[0][0], w.document.Path)
			}
		}
		all[i] = w
	}
	c.assign(all)
	for i, w := range all {
		c.compareStatement(w, missing[i])
	}
	if c.truth.AtMost < 0 {
		return
	}
	named := map[string]bool{}
	for _, s := range c.matched {
		named[s.ID] = true
	}
	var further []string
	for i := range c.report.Statements {
		if s := &c.report.Statements[i]; s.Kind != hearsay.Own && !named[s.ID] {
			further = append(further, fmt.Sprintf("further attribution: %s: %q | %q | %q", c.path(s.Document), c.quote(s.Document, s.Source), c.quote(s.Document, s.Cue), c.quote(s.Document, s.Content)))
		}
	}
	item := c.score.item(Further)
	if item.Extra = max(0, len(further)-c.truth.AtMost); item.Extra > 0 {
		item.Wrong = append([]string{fmt.Sprintf("%d further attributions, at most %d wanted", len(further), c.truth.AtMost)}, further...)
	}
}

func hullOf(readings [][]hearsay.Span) (hearsay.Span, bool) {
	for _, spans := range readings {
		if len(spans) > 0 {
			return hearsay.Hull(spans)
		}
	}
	return hearsay.Span{}, false
}

// assign gives each wanted statement the statement of the report that is most like it, and each of those to one only.
func (c *comparison) assign(all []wanted) {
	type pair struct {
		w     int
		s     *hearsay.Statement
		alike int
	}
	var pairs []pair
	for i, w := range all {
		if w.document == nil {
			continue
		}
		for k := range c.report.Statements {
			s := &c.report.Statements[k]
			if s.Document != w.document.ID {
				continue
			}
			if alike := c.alike(w, s); alike > 0 {
				pairs = append(pairs, pair{i, s, alike})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return b.alike - a.alike })
	given := map[*hearsay.Statement]bool{}
	for _, p := range pairs {
		if id := all[p.w].ID; c.matched[id] == nil && !given[p.s] {
			c.matched[id], given[p.s] = p.s, true
		}
	}
}

// alike is how much s looks like w; 0 where it is surely another.
func (c *comparison) alike(w wanted, s *hearsay.Statement) int {
	text := w.document.Text
	points := int(60 * overlap(text, w.content, s.Content))
	if points < 12 {
		return 0
	}
	if same(text, w.content, s.Content) {
		points = 100
	}
	for _, role := range []struct {
		want [][]hearsay.Span
		got  []hearsay.Span
	}{{w.source, s.Source}, {w.cue, s.Cue}} {
		if same(text, role.want, role.got) {
			points += 20
		} else {
			points += int(10 * overlap(text, role.want, role.got))
		}
	}
	if (w.Kind == hearsay.Own) == (s.Kind == hearsay.Own) {
		points += 25
	}
	if w.Kind == s.Kind {
		points += 3
	}
	if w.Stance == s.Stance {
		points++
	}
	return points
}

// same reports whether spans are those of one of the readings, or both are none.
func same(text string, readings [][]hearsay.Span, spans []hearsay.Span) bool {
	if len(readings) == 0 {
		return len(spans) == 0
	}
	got := make([]hearsay.Span, len(spans))
	for i, s := range spans {
		got[i] = trim(text, s)
	}
	slices.SortFunc(got, byStart)
	for _, want := range readings {
		want = slices.SortedFunc(slices.Values(want), byStart)
		if len(want) > 0 && slices.Equal(want, got) {
			return true
		}
	}
	return false
}

func byStart(a, b hearsay.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) }

// overlap is the share of bytes that spans have in common with the reading that is most like them, of all bytes of both.
func overlap(text string, readings [][]hearsay.Span, spans []hearsay.Span) float64 {
	best := 0.0
	for _, want := range readings {
		covered := map[int]int{} // byte -> 1 wanted, 2 got, 3 both
		for mark, list := range [][]hearsay.Span{want, spans} {
			for _, s := range list {
				for i := max(s.Start, 0); i < min(s.End, len(text)); i++ {
					covered[i] |= mark + 1
				}
			}
		}
		both := 0
		for _, m := range covered {
			if m == 3 {
				both++
			}
		}
		if len(covered) > 0 {
			best = max(best, float64(both)/float64(len(covered)))
		}
	}
	return best
}

func (c *comparison) compareStatement(w wanted, missing string) {
	s := c.matched[w.ID]
	if s == nil {
		c.score.check(Statements, false, "%s: %s", w.ID, cmp.Or(missing, fmt.Sprintf("not found: %q", strings.Join(w.Content[0], " … "))))
		s = &hearsay.Statement{}
	} else {
		text := w.document.Text
		all := true
		role := func(name string, wantWords []Reading, want [][]hearsay.Span, got []hearsay.Span, asked bool) {
			if !asked {
				return
			}
			right := same(text, want, got)
			all = all && right
			words := "nothing"
			if len(wantWords) > 0 {
				words = fmt.Sprintf("%q", strings.Join(wantWords[0], " … "))
				for i := range want {
					if len(want[i]) == 0 {
						words += fmt.Sprintf(" (%q does not stand in the text)", strings.Join(wantWords[i], " … "))
					}
				}
			}
			c.score.check(name, right, "%s %s: want %s, got %q", w.ID, name, words, hearsay.Join(text, got))
		}
		own := w.Kind == hearsay.Own
		role(Contents, w.Content, w.content, s.Content, true)
		role(SourceWords, w.Source, w.source, s.Source, own || len(w.Source) > 0)
		role(Cues, w.Cue, w.cue, s.Cue, own || len(w.Cue) > 0)
		c.score.check(Statements, all, "%s: found with other words", w.ID)
	}
	// What is asked of a statement that was not found counts as not found, and is told once, above.
	field := func(name, want, got string, right bool) {
		if want == "" {
			return
		}
		if c.matched[w.ID] == nil {
			c.score.item(name).Wanted++
			return
		}
		c.score.check(name, right, "%s %s: want %s, got %s", w.ID, name, want, cmp.Or(got, "nothing"))
	}
	equal := func(name, want, got string) { field(name, want, got, strings.EqualFold(want, got)) }
	equal(Kinds, string(w.Kind), string(s.Kind))
	equal(Commitments, string(w.Commitment), string(s.Commitment))
	equal(Stances, string(w.Stance), string(s.Stance))
	equal(Vias, w.Via, s.Via)
	speaker := c.sources[s.Speaker]
	switch {
	case w.Speaker == "-":
		field(Speakers, "nobody named", c.nameOf(s.Speaker), speaker == nil || speaker.Kind == hearsay.Unnamed)
	default:
		field(Speakers, w.Speaker, c.nameOf(s.Speaker), speaker != nil && c.isCalled(speaker, w.Speaker))
	}
	if w.Parent != "" {
		parent := c.matched[w.Parent]
		field(Parents, w.Parent, s.Parent, parent != nil && s.Parent == parent.ID)
	}
}

func (c *comparison) nameOf(source string) string {
	if s := c.sources[source]; s != nil {
		return s.Name
	}
	return source
}

func (c *comparison) path(document string) string {
	if d := c.documents[document]; d != nil {
		return d.Path
	}
	return document
}

func (c *comparison) quote(document string, spans []hearsay.Span) string {
	if d := c.documents[document]; d != nil {
		return hearsay.Join(d.Text, spans)
	}
	return ""
}

// plain is s as names and descriptions are compared: without its article, in small letters.
func plain(s string) string {
	s = strings.ToLower(trimWords(s))
	for _, article := range []string{"the ", "a ", "an "} {
		if rest, ok := strings.CutPrefix(s, article); ok {
			return rest
		}
	}
	return s
}

// within reports whether one of a and b holds the other, as whole words.
func within(a, b string) bool {
	a, b = " "+plain(a)+" ", " "+plain(b)+" "
	return strings.TrimSpace(a) != "" && strings.TrimSpace(b) != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}

// isCalled reports whether a form of the source's name is the wanted one, or one that the truth gives beside it, or
// holds it.
func (c *comparison) isCalled(s *hearsay.Source, wanted string) bool {
	names := []string{wanted}
	for _, t := range c.truth.Sources {
		if t.Name == wanted {
			names = append(names, t.Also...)
		}
	}
	for _, have := range append([]string{s.Name}, s.Names...) {
		for _, want := range names {
			if within(have, want) {
				return true
			}
		}
	}
	return false
}

func (c *comparison) compareSources() {
	claimed := map[string]string{} // report's source -> the truth's
	for _, t := range c.truth.Sources {
		votes := map[string]int{}
		total := 0
		for _, s := range c.truth.Statements {
			if m := c.matched[s.ID]; s.Speaker == t.Name && m != nil {
				votes[m.Speaker]++
				total++
			}
		}
		if total == 0 { // nobody speaks for him: the name must do
			for _, s := range c.report.Sources {
				if c.isCalled(&s, t.Name) {
					votes[s.ID] = 1
					break
				}
			}
		}
		var best string
		for _, id := range slices.Sorted(maps.Keys(votes)) {
			if c.sources[id] != nil && (best == "" || votes[id] > votes[best]) {
				best = id
			}
		}
		s := c.sources[best]
		switch {
		case s == nil:
			c.score.check(Sources, false, "source %s: not found", t.Name)
			s = &hearsay.Source{}
		case !c.isCalled(s, t.Name):
			c.score.check(Sources, false, "source %s: is called %s", t.Name, s.Name)
		case len(votes) > 1:
			var who []string
			for _, id := range slices.Sorted(maps.Keys(votes)) {
				who = append(who, cmp.Or(c.nameOf(id), "nobody"))
			}
			c.score.check(Sources, false, "source %s: is split into %s", t.Name, strings.Join(who, " and "))
		case claimed[best] != "":
			c.score.check(Sources, false, "source %s: is one with %s", t.Name, claimed[best])
		default:
			c.score.check(Sources, true, "")
		}
		if best != "" && claimed[best] == "" {
			claimed[best] = t.Name
		}
		if t.Kind != "" {
			c.score.check(SourceKinds, s.Kind == t.Kind, "source %s kind: want %s, got %s", t.Name, t.Kind, cmp.Or(s.Kind, "nothing"))
		}
		for _, also := range t.Also {
			right := slices.ContainsFunc(append([]string{s.Name}, s.Names...), func(n string) bool { return plain(n) == plain(also) })
			c.score.check(OtherNames, right, "source %s: %q is not among its names: %s", t.Name, also, strings.Join(s.Names, ", "))
		}
		for _, d := range t.Described {
			right := slices.ContainsFunc(s.Descriptions, func(h hearsay.Description) bool { return plain(h.Text) == plain(d) })
			var have []string
			for _, h := range s.Descriptions {
				have = append(have, h.Text)
			}
			c.score.check(Descriptions, right, "source %s: %q is not among its descriptions: %s", t.Name, d, strings.Join(have, "; "))
		}
	}
}
