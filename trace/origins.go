package trace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
)

// Origins walks every telling of claim back to where its chain ends, and counts the ends. It returns how many there are,
// where the tellings say that the claim comes from (nil where they name nothing), and the earliest telling whose time is
// known. pile must hold the claim's statements with the documents and sources that they name, and the links between
// those documents.
//
// A chain is walked by these rules:
//
//   - What a named source tells is that source's chain, however often and to whomever he tells it.
//   - What one says that another said is the other's chain: of nested statements the innermost counts.
//   - What is told of an outlet or an account, or by one that says whom it follows, is the chain of what that one tells;
//     so is every telling of a document that depends on another that tells the claim (its links say so), unless it has a
//     source of its own who claims access.
//   - A document that tells the claim flat and also tells of whom it has it is one chain with that source; so is one that
//     first describes a source ("a former officer") and then names him.
//   - Whoever is left is an end: a source nobody names, or a voice of unknown lineage.
//   - A finding (of a court, of an inquiry) and a denial by those accused are no origins.
//
// High counts the ends. Low counts those that are identified, by name or by what access they are said to have, and claim
// access of their own: who did it, saw it, held the office, has the record. Who only heard it adds nothing to low, nor does who may be another
// that is counted: "the fire chief", where somebody else names the chief.
func Origins(claim *hearsay.Claim, pile *hearsay.Pile) (hearsay.Origins, *hearsay.NamedOrigin, string) {
	return Over(pile).Origins(claim)
}

// A Lineage is what the origins of all claims of one pile are looked for in. It is safe for several goroutines; the pile must not
// change.
type Lineage struct {
	pile     *hearsay.Pile
	links    map[string][]int            // by the document that they lead from, their places in the pile
	to       map[string][]string         // to which documents they lead from it, each once
	findings map[string][]hearsay.Remark // by document, what an inquiry or a court found
	divided  sync.Map                    // stretches of documents into sentences
}

// Over returns the lineage of a pile.
func Over(pile *hearsay.Pile) *Lineage {
	l := &Lineage{pile: pile, links: map[string][]int{}, to: map[string][]string{}, findings: map[string][]hearsay.Remark{}}
	for i := range pile.Links {
		link := &pile.Links[i]
		l.links[link.From] = append(l.links[link.From], i)
		if link.From != link.To && !slices.Contains(l.to[link.From], link.To) {
			l.to[link.From] = append(l.to[link.From], link.To)
		}
	}
	for _, r := range pile.Remarks {
		if r.Kind == hearsay.FindingFor || r.Kind == hearsay.FindingAgainst || r.Kind == hearsay.FindingNone {
			l.findings[r.Document] = append(l.findings[r.Document], r)
		}
	}
	return l
}

// Origins walks every telling of claim back, as the function of that name does.
func (l *Lineage) Origins(claim *hearsay.Claim) (hearsay.Origins, *hearsay.NamedOrigin, string) {
	w := newWalk(claim, l)
	ends := w.ends()
	origins := hearsay.Origins{}
	whys := make([]string, len(ends))
	for i, e := range ends {
		whys[i] = w.judge(e)
	}
	for i, e := range ends {
		if o := perhaps(e, ends[:i], ends[i+1:]); o != nil {
			e.counts, whys[i] = false, fmt.Sprintf("%s may be %s: not in the lower number.", e.name, o.name)
		}
	}
	for i, e := range ends {
		why := whys[i]
		if len(ends) > 1 && w.accused(e) {
			w.note("%s is accused by it: no origin.", e.name)
			continue
		}
		origins.High++
		if e.counts {
			origins.Low++
		}
		origins.Why = append(origins.Why, why)
	}
	origins.Why = brief(origins.Why, w.left)
	return origins, w.named(ends), w.earliest()
}

// perhaps is who e, whom nobody names, may be for all that is told: another end that counts, named and told to be what e is ("the fire chief", and James
// Steele, chief of the fire department), or one before that nobody names either. Nil for an end that does not count, or that is somebody else for sure.
func perhaps(e *end, before, behind []*end) *end {
	if !e.counts || e.source == nil || e.source.Kind != hearsay.Unnamed {
		return nil
	}
	if bodies.MatchString(e.name) { // "officials": whoever else counts may be one of them
		for _, ends := range [][]*end{before, behind} {
			for _, o := range ends {
				if o.counts && o.source != nil && (o.source.Kind != hearsay.Unnamed || !bodies.MatchString(o.name)) {
					return o
				}
			}
		}
	}
	if e.plural {
		return nil
	}
	role := roleOf(e.name)
	for i, ends := range [][]*end{before, behind} {
		for _, o := range ends {
			if !o.counts || o.plural || o.source == nil {
				continue
			}
			if o.source.Kind == hearsay.Unnamed {
				if i == 0 && o.document != e.document && roleOf(o.name) == role {
					return o
				}
				continue
			}
			for _, d := range o.source.Descriptions {
				if o.source.Kind == hearsay.Person && contains(folded(d.Text), role) {
					return o
				}
			}
		}
	}
	return nil
}

// bodies are bare words for those who act by office, of whom neither number nor name is told.
var bodies = dfa.MustCompile(`(?i)^(?:(?:the|local|state|federal|city|county|senior|government|prison|court) )*(?:officials|authorities|police|investigators|prosecutors|officers|agents|sources|police sources|police officials|spokesmen|lawyers)$`)

// roleOf is the noun that says what somebody without a name is: "porter" of "a night porter at the town hall".
func roleOf(words string) string {
	words = folded(words)
	if at := further.FindStringIndex(words); at != nil {
		words = words[:at[0]]
	}
	return lastWord(words)
}

// further begins what says more of somebody.
var further = dfa.MustCompile(`,| (?:of|at|in|on|from|for|with|who|whose|that|which|to|by|near|close|familiar|briefed)\b`)

// brief leaves of the sentences on ends and on tellings that are none so many that a person reads them: those on the ends
// that count come first, what is over is counted.
func brief(ends, left []string) []string {
	const most = 6
	slices.SortStableFunc(ends, func(a, b string) int {
		x, y := strings.Contains(a, ": counted in both numbers"), strings.Contains(b, ": counted in both numbers")
		switch {
		case x && !y:
			return -1
		case y && !x:
			return 1
		}
		return 0
	})
	if len(ends)+len(left) <= most {
		return append(ends, left...)
	}
	shown := ends[:min(len(ends), most-1)]
	if n := min(len(left), most-1-len(shown)); n > 0 {
		shown = append(shown[:len(shown):len(shown)], left[:n]...)
		left = left[n:]
	}
	return append(shown[:len(shown):len(shown)], over(len(ends)-min(len(ends), most-1), len(left)))
}

// over says how many sentences more there are.
func over(ends, left int) string {
	var parts []string
	for _, p := range []struct {
		n         int
		one, more string
	}{{ends, "one more origin", "%d more origins"}, {left, "one more chain that leads to these", "%d more chains that lead to these"}} {
		switch {
		case p.n == 1:
			parts = append(parts, p.one)
		case p.n > 1:
			parts = append(parts, fmt.Sprintf(p.more, p.n))
		}
	}
	return "And " + strings.Join(parts, " and ") + "."
}

// accused reports whether an end is one of those whom the claim is about, and does not himself say that he did it.
func (w *walk) accused(e *end) bool {
	if e.source == nil || e.source.Kind == hearsay.Unnamed || w.witness(e.source) || !w.about(e.source) {
		return false
	}
	for _, id := range e.tellings {
		s := w.pile.Statements[id]
		d := w.pile.Documents[s.Document]
		if d == nil || !w.is(e, s) && s.Kind != hearsay.Own {
			continue
		}
		if s.Kind == hearsay.Own && e.source.ID == s.Speaker || admits.MatchString(hearsay.Join(d.Text, s.Cue)) || self.MatchString(hearsay.Join(d.Text, s.Content)) {
			return false
		}
	}
	return true
}

// witness reports whether a telling says of a source that he saw it: "Bus driver Noreen Castellano saw the bag vanish".
func (w *walk) witness(src *hearsay.Source) bool {
	name := folded(lastWord(src.Name))
	if src.Kind != hearsay.Person || len(name) < 3 {
		return false
	}
	for _, s := range w.tellings {
		if d := w.pile.Documents[s.Document]; d != nil {
			if _, after, found := strings.Cut(folded(hearsay.Join(d.Text, s.Content)), name); found && perceives.MatchString(after) {
				return true
			}
		}
	}
	return false
}

// perceives is how it goes on behind the name of somebody who was there.
var perceives = dfa.MustCompile(`^ (?:\p{L}+ ){0,2}(?:saw|watched|witnessed|heard|overheard|noticed|spotted|looked on)\b`)

// about reports whether the claim is about a source: its parts say so, or another's telling names him.
func (w *walk) about(src *hearsay.Source) bool {
	for _, p := range w.claim.Parts {
		if (p.Role == hearsay.Who || p.Role == hearsay.Whom) && samePerson(p.Value, src) {
			return true
		}
	}
	name := folded(lastWord(src.Name))
	if src.Kind != hearsay.Person || len(name) < 3 {
		return false
	}
	for _, s := range w.tellings {
		if d := w.pile.Documents[s.Document]; d != nil && s.Speaker != src.ID && contains(folded(hearsay.Join(d.Text, s.Content)), name) {
			return true
		}
	}
	return false
}

// An end is where chains end.
type end struct {
	key      string
	source   *hearsay.Source // nil for a document's own voice
	document string          // the voice's document; for a source the first in which he tells it
	name     string
	tellings []string
	plural   bool
	counts   bool // adds to low
}

// A walk goes through the tellings of one claim.
type walk struct {
	*Lineage
	claim    *hearsay.Claim
	tellings []*hearsay.Statement            // in the order of the claim
	in       map[string][]*hearsay.Statement // tellings by document
	docs     []string                        // documents that tell it, in the order of the tellings
	place    map[string]int                  // of each its place in docs
	leads    map[string][]string             // documents that tell it and that a document depends on
	roots    map[string][]string             // where a document without leads goes back to: documents in which nobody tells it
	children map[string][]*hearsay.Statement // tellings by their parent
	found    map[string]*end
	order    []*end
	left     []string        // sentences on tellings that are no chain of their own
	finding  map[string]bool // tellings that tell what was found
	steps    map[string]step
	keys     map[string]string // by speaker, what keyOf says
	known    map[string]string // by telling, what access says
	says     map[string]string // by speaker, what his tellings say of it
	others   map[string]bool   // by speaker, whether he says when he denies it that he had it from others; nil until somebody asks
	hearing  map[string]bool   // by telling, what heard says
	folded   map[string]*end   // tellings by words that only describe whom another telling names
}

func newWalk(claim *hearsay.Claim, l *Lineage) *walk {
	pile := l.pile
	w := &walk{Lineage: l, claim: claim, in: map[string][]*hearsay.Statement{}, leads: map[string][]string{}, roots: map[string][]string{},
		children: map[string][]*hearsay.Statement{}, found: map[string]*end{}, finding: map[string]bool{}, steps: map[string]step{}, folded: map[string]*end{},
		keys: map[string]string{}, known: map[string]string{}, says: map[string]string{}, hearing: map[string]bool{}, place: map[string]int{}}
	for _, id := range claim.Tellings {
		s := pile.Statements[id]
		if s == nil {
			continue
		}
		w.tellings = append(w.tellings, s)
		if len(w.in[s.Document]) == 0 {
			w.place[s.Document] = len(w.docs)
			w.docs = append(w.docs, s.Document)
		}
		w.in[s.Document] = append(w.in[s.Document], s)
		if s.Parent != "" {
			w.children[s.Parent] = append(w.children[s.Parent], s)
		}
	}
	w.lead()
	for _, s := range w.tellings {
		for _, r := range l.findings[s.Document] {
			if s.Kind != hearsay.Own && r.Span.Overlaps(s.Hull()) {
				w.finding[s.ID] = true
			}
		}
	}
	for _, s := range w.tellings {
		if d := pile.Documents[s.Document]; d != nil && finder.MatchString(hearsay.Join(d.Text, s.Source)) && finds.MatchString(hearsay.Join(d.Text, s.Cue)) {
			w.finding[s.ID] = true
		}
	}
	return w
}

// lead fills in which documents that tell the claim a document depends on, by way of others too, in which match has not seen
// the claim; and, for one that depends on none of those, what it goes back to.
func (w *walk) lead() {
	for _, from := range w.docs {
		reached := map[string]bool{from: true}
		var roots []string
		for frontier := []string{from}; len(frontier) > 0; frontier = frontier[1:] {
			for _, d := range w.to[frontier[0]] {
				if reached[d] {
					continue
				}
				reached[d] = true
				switch {
				case len(w.in[d]) > 0:
					w.leads[from] = append(w.leads[from], d)
				case len(w.to[d]) == 0:
					roots = append(roots, d)
				default:
					frontier = append(frontier, d)
				}
			}
		}
		slices.SortFunc(w.leads[from], func(a, b string) int { return cmp.Compare(w.place[a], w.place[b]) })
		if len(w.leads[from]) == 0 && len(roots) > 0 {
			slices.Sort(roots)
			w.roots[from] = roots
		}
	}
}

// ends walks all tellings.
func (w *walk) ends() []*end {
	for _, s := range w.tellings {
		for _, e := range w.walk(s) {
			if !slices.Contains(e.tellings, s.ID) {
				e.tellings = append(e.tellings, s.ID)
			}
		}
	}
	var out []*end
	for _, e := range w.order {
		if len(e.tellings) > 0 {
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		for _, s := range w.tellings { // findings alone: whoever found it is the end
			out = append(out, w.speakerEnd(s))
			out[0].tellings = append(out[0].tellings, s.ID)
			break
		}
	}
	return out
}

// A step is where a telling leads within its document: to ends, and to documents that it depends on.
type step struct {
	ends []*end
	to   []string
}

func (st *step) add(o step) {
	st.ends = join(st.ends, o.ends)
	for _, d := range o.to {
		if !slices.Contains(st.to, d) {
			st.to = append(st.to, d)
		}
	}
}

// walk returns the ends of the chain of s: those that it leads to itself, and those of all documents that it depends on,
// by any number of steps. Documents that depend on each other and lead nowhere else are a circle, which ends in the first
// of them.
func (w *walk) walk(s *hearsay.Statement) []*end {
	st := w.step(s)
	if len(st.to) == 0 {
		return st.ends
	}
	ends := st.ends
	through := append([]string{s.Document}, st.to...)
	for i := 1; i < len(through); i++ {
		for _, t := range w.in[through[i]] {
			next := w.step(t)
			ends = join(ends, next.ends)
			for _, d := range next.to {
				if !slices.Contains(through, d) {
					through = append(through, d)
				}
			}
		}
	}
	if len(ends) == 0 {
		first := slices.MinFunc(through, func(a, b string) int {
			switch {
			case a == b:
				return 0
			case w.before(a, b):
				return -1
			}
			return 1
		})
		w.note("%s and what it leans on lean on each other.", w.voice(s.Document))
		ends = []*end{w.voiceEnd(w.in[first][0])}
	}
	return ends
}

// step returns where s leads within its document.
func (w *walk) step(s *hearsay.Statement) step {
	if st, known := w.steps[s.ID]; known {
		return st
	}
	w.steps[s.ID] = step{} // a nested telling of nobody's leads back to the telling around it
	st := w.take(s)
	w.steps[s.ID] = st
	return st
}

func (w *walk) take(s *hearsay.Statement) (st step) {
	if w.finding[s.ID] && len(w.tellings) > len(w.finding) {
		w.note("%s tells what an inquiry or a court found: that is evidence, and no origin.", w.voice(s.Document))
		return st
	}
	if inner := w.children[s.ID]; len(inner) > 0 {
		for _, c := range inner {
			st.add(w.step(c))
		}
		if len(st.ends)+len(st.to) > 0 {
			return st
		}
	}
	src := w.pile.Sources[s.Speaker]
	if s.Kind == hearsay.Own || len(s.Source) == 0 && s.Speaker == "" || w.nobody(s, src) {
		return w.takeOwn(s)
	}
	// An outlet or an account of the pile: what it tells is its document's.
	if to := w.documentsOf(s, src); len(to) > 0 {
		return w.follow(s.Document, to)
	}
	if cited := w.cites(s); cited != "" {
		if to := w.leads[s.Document]; len(to) > 0 {
			return w.follow(s.Document, to)
		}
		return step{ends: []*end{w.rootEnd(s.Document, cited)}}
	}
	// What a document of the pile is said to have from a source, it tells itself; and whom nobody names, in a document
	// that depends on others, is whoever is meant there.
	unnamed := src == nil || src.Kind == hearsay.Unnamed
	if parent := w.pile.Statements[s.Parent]; parent != nil && (unnamed || w.access(s, src) == "") {
		if to := w.documentsOf(parent, w.pile.Sources[parent.Speaker]); len(to) > 0 {
			return w.follow(s.Document, to)
		}
	}
	if to := w.leads[s.Document]; len(to) > 0 && unnamed && s.Parent == "" && s.Kind == hearsay.Indirect && w.follows(s, src) {
		return w.follow(s.Document, to)
	}
	if w.access(s, src) != "" && w.identified(s, src) {
		return step{ends: []*end{w.fold(s, src)}}
	}
	// Who has it from others, in a document that depends on some, has it from there; so have several who are told of
	// together, a writing, an outlet that is not here, and whom nobody names unless the document has found him itself.
	if to := w.leads[s.Document]; len(to) > 0 && s.Parent == "" && !w.speaksIn(s, to) && w.follows(s, src) {
		return w.follow(s.Document, to)
	}
	return step{ends: []*end{w.fold(s, src)}}
}

// follows reports whether a telling without access of its own is to be taken for one of what its document depends on.
func (w *walk) follows(s *hearsay.Statement, src *hearsay.Source) bool {
	if w.heard(s) || w.plural(s, src) {
		return true
	}
	if src != nil && src.Kind == hearsay.Person {
		return false
	}
	d := w.pile.Documents[s.Document]
	return d == nil || !ownSource.MatchString(paragraphAround(d.Text, s.Hull()))
}

// speaksIn reports whether s is by a named source who tells it himself in one of the documents too: then he is the end.
func (w *walk) speaksIn(s *hearsay.Statement, docs []string) bool {
	if src := w.pile.Sources[s.Speaker]; src == nil || src.Kind == hearsay.Unnamed {
		return false
	}
	for _, d := range docs {
		for _, t := range w.in[d] {
			if t.Speaker == s.Speaker && t.Speaker != "" {
				return true
			}
		}
	}
	return false
}

func (w *walk) takeOwn(s *hearsay.Statement) (st step) {
	if w.post(s.Document) == nil || w.selfTold(s) == "" {
		for _, t := range w.in[s.Document] {
			if t.Kind != hearsay.Own && t.ID != s.ID && (len(t.Source) > 0 || t.Speaker != "") && !w.finding[t.ID] {
				st.add(w.step(t))
			}
		}
		if len(st.ends)+len(st.to) > 0 {
			w.note("%s also tells it in its own voice: the same chain.", w.voice(s.Document))
			return st
		}
		if to := w.leads[s.Document]; len(to) > 0 {
			return w.follow(s.Document, to)
		}
		if to := w.roots[s.Document]; len(to) == 1 {
			return step{ends: []*end{w.rootEnd(s.Document, to[0])}}
		}
	}
	return step{ends: []*end{w.voiceEnd(s)}}
}

// rootEnd is the end of what a document tells that goes back to another, in which match has not seen the claim.
func (w *walk) rootEnd(from, root string) *end {
	w.note("%s goes back to %s.", w.voice(from), w.voice(root))
	return w.put("voice "+folded(w.voice(root)), func() *end { return &end{document: root, name: w.voice(root)} })
}

// nobody reports whether the words for the speaker of s stand for nobody who could know: a measure of time or a share, a
// pronoun for the readers.
func (w *walk) nobody(s *hearsay.Statement, src *hearsay.Source) bool {
	if src != nil && src.Kind != hearsay.Unnamed {
		return false
	}
	words := w.words(s, src)
	return nobodys.MatchString(words) || !strings.ContainsFunc(words, unicode.IsLetter)
}

// follow is a step from one document to others.
func (w *walk) follow(from string, to []string) step {
	for _, d := range to {
		w.note("%s has it from %s.", w.voice(from), w.voice(d))
	}
	return step{to: to}
}

func join(a, b []*end) []*end {
	for _, e := range b {
		if !slices.Contains(a, e) {
			a = append(a, e)
		}
	}
	return a
}

func (w *walk) note(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if !slices.Contains(w.left, s) {
		w.left = append(w.left, s)
	}
}

// before reports whether document a was published before b, as far as is known; those of unknown time go by the order of
// the tellings.
func (w *walk) before(a, b string) bool {
	x, y := w.pile.Documents[a], w.pile.Documents[b]
	if x != nil && y != nil && x.Published.Known() && y.Published.Known() && !x.Published.At.Equal(y.Published.At) {
		return x.Published.At.Before(y.Published.At)
	}
	i, is := w.place[a]
	j, isB := w.place[b]
	return isB && (!is || i < j)
}

func (w *walk) voice(document string) string {
	if d := w.pile.Documents[document]; d != nil {
		if isPost(d) && d.Author != "" {
			return d.Author
		}
		if d.Outlet != "" {
			return d.Outlet
		}
		return "“" + d.Name() + "”"
	}
	return document
}

func (w *walk) post(document string) *hearsay.Document {
	d := w.pile.Documents[document]
	if d != nil && (isPost(d) || d.Author != "" && (d.Channel == hearsay.Weblog || d.Channel == hearsay.Book || d.Channel == hearsay.Letter)) {
		return d
	}
	return nil
}

// put returns the end with a key, made by f where it is new.
func (w *walk) put(key string, f func() *end) *end {
	if e := w.found[key]; e != nil {
		return e
	}
	e := f()
	e.key = key
	w.found[key] = e
	w.order = append(w.order, e)
	return e
}

// fold returns the end of a telling by a source: another source of the same document where s only describes him.
func (w *walk) fold(s *hearsay.Statement, src *hearsay.Source) *end {
	if src != nil && src.Kind != hearsay.Unnamed && src.Kind != hearsay.Writing {
		return w.speakerEnd(s)
	}
	if w.plural(s, src) {
		if t := w.group(s, src); t != nil {
			e := w.speakerEnd(t)
			w.folded[s.ID] = e
			return e
		}
		return w.speakerEnd(s)
	}
	if s.Parent != "" {
		return w.speakerEnd(s) // he is another than those whom the document heard
	}
	var who *hearsay.Statement
	writing := src != nil && (src.Kind == hearsay.Writing || src.Kind == hearsay.Unnamed && writings.MatchString(src.Name))
	for _, t := range w.in[s.Document] {
		o := w.pile.Sources[t.Speaker]
		if t.ID == s.ID || o == nil || o.Kind != hearsay.Person || t.Speaker == s.Speaker || len(w.children[t.ID]) > 0 {
			continue
		}
		if who != nil && who.Speaker != t.Speaker {
			if writing {
				continue // a writing is by the first who is named
			}
			return w.speakerEnd(s) // several are named: it may be any of them
		}
		who = t
	}
	if who == nil {
		t := w.meant(s, src)
		if t == nil {
			return w.speakerEnd(s)
		}
		e := w.speakerEnd(t)
		w.folded[s.ID] = e
		return e
	}
	w.note("%s in %s is taken for %s, whom it names.", quoted(w.words(s, src)), w.voice(s.Document), w.pile.Sources[who.Speaker].Name)
	return w.speakerEnd(who)
}

// meant is the telling of the same document whose speaker a headline's source is ("fitter"), or a pronoun that nobody was
// found for: the first other telling by one who is not several. Nil where there is none.
func (w *walk) meant(s *hearsay.Statement, src *hearsay.Source) *hearsay.Statement {
	d := w.pile.Documents[s.Document]
	if d == nil || !w.inTitle(d, s) && !pronoun.MatchString(w.words(s, src)) {
		return nil
	}
	for _, t := range w.in[s.Document] {
		o := w.pile.Sources[t.Speaker]
		if t.ID == s.ID || t.Kind == hearsay.Own || t.Parent != "" || t.Speaker == s.Speaker && t.Speaker != "" || w.inTitle(d, t) ||
			w.plural(t, o) || w.nobody(t, o) || w.finding[t.ID] || len(t.Source) == 0 {
			continue
		}
		return t
	}
	return nil
}

// group is the first telling of the same document by several whom the words for the speaker of s take up ("the officials",
// "one of them" after "two officials briefed on it", or the headline's "officials"). Nil where there is none.
func (w *walk) group(s *hearsay.Statement, src *hearsay.Source) *hearsay.Statement {
	words := strings.Fields(folded(w.words(s, src)))
	if len(words) > 0 && (words[0] == "the" || words[0] == "these" || words[0] == "those" || words[0] == "both") {
		words = words[1:]
	}
	them := len(words) == 3 && words[1] == "of" && words[2] == "them"
	if len(words) != 1 && !them {
		return nil
	}
	for _, t := range w.in[s.Document] {
		o := w.pile.Sources[t.Speaker]
		if t.ID != s.ID && t.Speaker != s.Speaker && w.plural(t, o) && (them || contains(folded(w.words(t, o)), words[0])) && len(strings.Fields(w.words(t, o))) > len(words) {
			return t
		}
	}
	return nil
}

// inTitle reports whether s stands in the title of its document: its first paragraph, where that is no sentence.
func (w *walk) inTitle(d *hearsay.Document, s *hearsay.Statement) bool {
	if d.TitleSpan != nil {
		return d.TitleSpan.Covers(s.Hull())
	}
	text := strings.TrimLeft(d.Text, " \n")
	first, _, more := strings.Cut(text, "\n")
	return more && !isPost(d) && !strings.HasSuffix(strings.TrimSpace(first), ".") && s.Hull().End <= len(d.Text)-len(text)+len(first)
}

func quoted(s string) string { return "“" + s + "”" }

func (w *walk) words(s *hearsay.Statement, src *hearsay.Source) string {
	if src != nil && src.Name != "" {
		return src.Name
	}
	if d := w.pile.Documents[s.Document]; d != nil && len(s.Source) > 0 {
		return hearsay.Join(d.Text, s.Source)
	}
	return "somebody not named"
}

func (w *walk) speakerEnd(s *hearsay.Statement) *end {
	src := w.pile.Sources[s.Speaker]
	name := w.words(s, src)
	key := "words " + s.Document + " " + folded(name)
	if s.Speaker != "" {
		key = w.keyOf(s.Speaker, src)
	}
	return w.put(key, func() *end {
		return &end{source: src, document: s.Document, name: name, plural: w.plural(s, src)}
	})
}

// keyOf is the key of the end that a speaker is.
func (w *walk) keyOf(speaker string, src *hearsay.Source) string {
	if key, known := w.keys[speaker]; known {
		return key
	}
	key := "source " + speaker
	if src != nil && src.Kind == hearsay.Person {
		// the author of a post in the pile and the one who is told of are one
		for _, d := range w.docs {
			if p := w.post(d); p != nil && samePerson(p.Author, src) {
				key = "person " + folded(p.Author)
			}
		}
		// and so are sources whose names are forms of one, where match kept them apart
		if !strings.HasPrefix(key, "person ") {
			for _, t := range w.tellings {
				if o := w.pile.Sources[t.Speaker]; o != nil && o.Kind == hearsay.Person && sameForm(o.Name, src.Name) {
					key = "source " + t.Speaker
					break
				}
			}
		}
	}
	if src != nil && src.Kind != hearsay.Unnamed && key == "source "+speaker {
		// one name is one source, whatever kind extract took it for
		for _, t := range w.tellings {
			if o := w.pile.Sources[t.Speaker]; o != nil && o.Kind != hearsay.Unnamed && bareName(o.Name) == bareName(src.Name) {
				key = "source " + o.ID
				break
			}
		}
	}
	w.keys[speaker] = key
	return key
}

// bareName is a name as it is compared, without a genitive's ending.
func bareName(name string) string {
	name = strings.ReplaceAll(strings.TrimSpace(name), "’", "'")
	return folded(strings.TrimSuffix(name, "'s"))
}

func (w *walk) voiceEnd(s *hearsay.Statement) *end {
	src := w.pile.Sources[s.Speaker]
	if p := w.post(s.Document); p != nil {
		return w.put("person "+folded(w.voice(s.Document)), func() *end { return &end{source: src, document: s.Document, name: p.Author} })
	}
	d := w.pile.Documents[s.Document]
	if src != nil && src.Kind == hearsay.Person {
		return w.speakerEnd(s)
	}
	if d != nil && d.Author != "" && w.selfTold(s) != "" {
		return w.put("person "+folded(d.Author), func() *end { return &end{source: src, document: s.Document, name: d.Author} })
	}
	return w.put("voice "+folded(w.voice(s.Document)), func() *end { return &end{document: s.Document, name: w.voice(s.Document)} })
}

// samePerson reports whether name is one of the source's names, or a fuller or shorter form of one.
func samePerson(name string, src *hearsay.Source) bool {
	if name == "" || src == nil {
		return false
	}
	for _, n := range append([]string{src.Name}, src.Names...) {
		if fits(folded(name), folded(n)) {
			return true
		}
	}
	return false
}

// fits reports whether one of two names ends with the other, word by word.
func fits(a, b string) bool {
	a, b = strings.TrimPrefix(a, "@"), strings.TrimPrefix(b, "@")
	return a != "" && b != "" && (a == b || strings.HasSuffix(a, " "+b) || strings.HasSuffix(b, " "+a))
}

// sameForm reports whether two names are one: the one ends with the other, or they differ by misspellings.
func sameForm(a, b string) bool {
	a, b = folded(a), folded(b)
	if fits(a, b) {
		return true
	}
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) || len(x) < 2 {
		return false
	}
	for i := range x {
		if x[i] != y[i] && !misspelt(x[i], y[i]) {
			return false
		}
	}
	return true
}

// documentsOf returns the documents of the pile that tell the claim and that s names as its source: by the words that a link
// rests on, or by their outlet.
func (w *walk) documentsOf(s *hearsay.Statement, src *hearsay.Source) []string {
	if src != nil && src.Kind == hearsay.Person && w.access(s, src) != "" {
		return nil
	}
	var out []string
	for _, i := range w.links[s.Document] {
		l := &w.pile.Links[i]
		if len(w.in[l.To]) > 0 && (l.Kind == hearsay.Cites || l.Kind == hearsay.Hyperlinks) && overlap(l.Spans.From, s.Source) && !slices.Contains(out, l.To) {
			out = append(out, l.To)
		}
	}
	if len(out) > 0 {
		slices.Sort(out)
		return out
	}
	names := []string{}
	if src != nil {
		names = append(append(names, src.Name), src.Names...)
	}
	if d := w.pile.Documents[s.Document]; d != nil {
		for _, span := range s.Source {
			if in, ok := span.In(d.Text); ok {
				names = append(names, in)
			}
		}
	}
	for _, id := range w.docs {
		d := w.pile.Documents[id]
		if d == nil || id == s.Document {
			continue
		}
		for _, own := range []string{d.Outlet, postAuthor(d)} {
			own = folded(own)
			if len(own) > 2 && slices.ContainsFunc(names, func(n string) bool { return contains(folded(n), own) }) && !slices.Contains(out, id) {
				if len(w.leads[s.Document]) == 0 || slices.Contains(w.leads[s.Document], id) {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

// cites returns the document that the words for the speaker of s name as where its document has it from; empty where they
// name none.
func (w *walk) cites(s *hearsay.Statement) string {
	for _, i := range w.links[s.Document] {
		l := &w.pile.Links[i]
		if (l.Kind == hearsay.Cites || l.Kind == hearsay.Hyperlinks) && overlap(l.Spans.From, s.Source) {
			return l.To
		}
	}
	return ""
}

func overlap(a, b []hearsay.Span) bool {
	for _, x := range a {
		if slices.ContainsFunc(b, x.Overlaps) {
			return true
		}
	}
	return false
}

// contains reports whether name stands in words as whole words.
func contains(words, name string) bool {
	at := strings.Index(words, name)
	if at < 0 {
		return false
	}
	edge := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	before, after := []rune(words[:at]), []rune(words[at+len(name):])
	return (len(before) == 0 || edge(before[len(before)-1])) && (len(after) == 0 || edge(after[0]))
}

func postAuthor(d *hearsay.Document) string {
	if isPost(d) {
		return d.Author
	}
	return ""
}

// earliest is the telling whose document has the earliest known time.
func (w *walk) earliest() string {
	best := ""
	var at hearsay.Time
	for _, s := range w.tellings {
		d := w.pile.Documents[s.Document]
		if d != nil && d.Published.Known() && (best == "" || d.Published.At.Before(at.At)) {
			best, at = s.ID, d.Published
		}
	}
	return best
}
