package trace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zeebo/xxh3"

	"github.com/hearsay-news/hearsay"
)

// Links says how a depends on b and how b depends on a, why, and by which words. Its order is fixed: links of a first,
// then those of b, each in the order of hearsay.LinkKind's constants. Links(a, b) and Links(b, a) hold the same links.
//
// A document that prints an agency's report has a wire link to it and no other: that it shares passages and quotations
// with the agency, or with another subscriber, says no more. A quotation in common makes a link only where nothing
// stronger leads from the later document to the earlier. Two versions of one page have the link that says so, and no other.
func Links(a, b *Doc) []hearsay.Link {
	if a.ID == b.ID {
		return nil
	}
	m := &meeting{a: a, b: b}
	m.align()
	if version, is := m.version(); is {
		return []hearsay.Link{version}
	}
	links := m.from(a, b, false)
	return append(links, m.from(b, a, true)...)
}

// LinkID names a link by its ends and its kind.
func LinkID(from, to string, kind hearsay.LinkKind) string {
	return fmt.Sprintf("l%012x", xxh3.HashString(from+"\x00"+to+"\x00"+string(kind))>>16)
}

// A run is a stretch of words that both have: length words from a's word i and b's word j on.
type run struct{ i, j, length int }

type meeting struct {
	a, b    *Doc
	runs    []run
	plain   int // words of runs outside the quotations of a and of b
	longest int // of one run's plain words
	all     int
}

// shortest is the length in words from which a run is looked at: two writers hit on fewer by chance.
const shortest = 6

// most is how many places of one run of words are looked at: a text that says the same over and over has no more to tell.
const most = 16

// align finds the runs, the longest where several begin at one word.
func (m *meeting) align() {
	a, b := m.a, m.b
	if !a.sharesRun(b) {
		return
	}
	for i := 0; i+shortest <= len(a.words); {
		best := run{}
		h := a.runAt(i)
		var places []int32
		if b.seen.mayHave(h) {
			places = b.grams.places(h, b.runAt)
		}
		for _, place := range places[:min(len(places), most)] {
			j, n := int(place), 0
			for i+n < len(a.words) && j+n < len(b.words) && a.words[i+n].hash == b.words[j+n].hash {
				n++
			}
			if n > best.length {
				best = run{i, j, n}
			}
		}
		if best.length < shortest {
			i++
			continue
		}
		plain := 0
		for k := range best.length {
			if !a.words[i+k].has(isQuoted) && !b.words[best.j+k].has(isQuoted) {
				plain++
			}
		}
		m.runs = append(m.runs, best)
		m.plain += plain
		m.longest = max(m.longest, plain)
		m.all += best.length
		i += best.length
	}
}

// from finds how d depends on e; flipped says that d is m.b.
func (m *meeting) from(d, e *Doc, flipped bool) []hearsay.Link {
	if e.later(d) {
		return nil
	}
	defers := d.defers(e) && m.all >= passage
	var links []hearsay.Link
	add := func(kind hearsay.LinkKind, confidence float64, reason string, spans hearsay.LinkSpans) {
		links = append(links, hearsay.Link{ID: LinkID(d.ID, e.ID, kind), From: d.ID, To: e.ID, Kind: kind,
			Confidence: min(1, confidence), Reason: reason, Spans: spans})
	}
	same := sameOutlet(d, e)
	naming, named := m.naming(d, e, same)
	at, linked := d.leadsTo(e)
	credited, wire := m.credited(d, e)
	copied := (defers || m.copied(d, e, named || linked, flipped)) && !e.defers(d)
	if named && naming.copying && m.all >= 10 {
		copied, named = true, false
	}
	if named && !wire {
		add(hearsay.Cites, naming.confidence, naming.reason, hearsay.LinkSpans{From: naming.spans})
	}
	if linked {
		add(hearsay.Hyperlinks, 1, "leads to its address", hearsay.LinkSpans{From: []hearsay.Span{at}})
	}
	if wire {
		spans := m.spans(flipped, shortest)
		if credited.span.Len() > 0 {
			spans.From = append([]hearsay.Span{credited.span}, spans.From...)
		}
		add(hearsay.CarriesWire, 0.95, "credits "+credited.text, spans)
	}
	copied = copied && !wire && !sharedWire(d, e)
	if copied {
		confidence, reason := copyConfidence(d, e, m.plain), fmt.Sprintf("has %d of its words in the same order", m.all)
		if defers {
			confidence, reason = 0.95, "gives the other's address as its own, and "+reason
		}
		add(hearsay.Copies, confidence, reason, m.spans(flipped, shortest))
	}
	if len(m.runs) > 0 && !wire && !copied && !same && (named || linked || d.later(e)) && !sharedWire(d, e) {
		if spans, words := m.quoted(d, e, flipped); words > 0 {
			confidence := 0.6
			if named || linked {
				confidence = namedQuote
			}
			add(hearsay.Quotes, confidence, fmt.Sprintf("has a quotation of %d words that stood there first", words), spans)
		}
	}
	if named && !wire && naming.by != authorName && translated(d, e) {
		add(hearsay.Translates, 0.8, "tells it in another language, with the same names and numbers and its quotation, and names it", hearsay.LinkSpans{From: naming.spans})
	}
	if at, shown := d.shows(e); shown {
		add(hearsay.Embeds, 1, "shows it within itself", hearsay.LinkSpans{From: []hearsay.Span{at}})
	}
	return links
}

// spans are the places of the runs of n words and more, d's first.
func (m *meeting) spans(flipped bool, n int) hearsay.LinkSpans {
	var s hearsay.LinkSpans
	for _, r := range m.runs {
		if r.length >= n {
			s.From = append(s.From, m.a.stretch(r.i, r.i+r.length))
			s.To = append(s.To, m.b.stretch(r.j, r.j+r.length))
		}
	}
	if flipped {
		s.From, s.To = s.To, s.From
	}
	return s
}

// stretch is the span of the words [first, end).
func (d *Doc) stretch(first, end int) hearsay.Span {
	return hearsay.Span{Start: int(d.words[first].start), End: int(d.words[end-1].end())}
}

func sameOutlet(d, e *Doc) bool {
	if d.post != e.post {
		return false
	}
	for _, n := range d.names {
		for _, o := range e.names {
			if slices.Equal(n.words, o.words) {
				return true
			}
		}
	}
	return false
}

// leadsTo returns the first hyperlink in the body of d that leads to e.
func (d *Doc) leadsTo(e *Doc) (hearsay.Span, bool) {
	for i, l := range d.links {
		if l != "" && slices.Contains(e.addresses, l) {
			return d.Links[i].Span, true
		}
	}
	return hearsay.Span{}, false
}

// shows returns the place at which d embeds e.
func (d *Doc) shows(e *Doc) (hearsay.Span, bool) {
	for _, em := range d.Embeds {
		if a := Address(em.URL); a != "" && slices.Contains(e.addresses, a) {
			return hearsay.Span{Start: em.At, End: em.At}, true
		}
	}
	return hearsay.Span{}, false
}

// copied reports whether d has passages of e, which are more than quotations of the same words.
func (m *meeting) copied(d, e *Doc, leads, flipped bool) bool {
	if m.longest < 12 && m.plain < 24 && !(m.plain >= 12 && 2*m.plain >= len(d.words)) {
		return false
	}
	if d.later(e) || leads {
		return true
	}
	if e.later(d) {
		return false
	}
	// No time tells which was first. Who names the other has it from there; else who has less of his own.
	if _, back := m.naming(e, d, sameOutlet(d, e)); back {
		return false
	}
	if _, back := e.leadsTo(d); back {
		return false
	}
	if len(d.words) != len(e.words) {
		return len(d.words) < len(e.words)
	}
	return !flipped
}

func copyConfidence(d, e *Doc, plain int) float64 {
	c := 0.7 + float64(plain)/200
	if !d.later(e) {
		c -= 0.25
	}
	return min(0.95, c)
}

// quoted finds quotations of d that stood in e.
func (m *meeting) quoted(d, e *Doc, flipped bool) (spans hearsay.LinkSpans, words int) {
	for _, r := range m.runs {
		di, ei := r.i, r.j
		if flipped {
			di, ei = r.j, r.i
		}
		in := 0
		for k := range r.length {
			if d.words[di+k].has(isQuoted) {
				in++
			}
		}
		if in < shortest || d.ownInterview(di) {
			continue
		}
		words = max(words, in)
		spans.From = append(spans.From, d.stretch(di, di+r.length))
		spans.To = append(spans.To, e.stretch(ei, ei+r.length))
	}
	return spans, words
}

// ownInterview reports whether the sentence of word i, or the next, says that the quotation was said to d itself.
func (d *Doc) ownInterview(i int) bool {
	first, end := d.paragraphAround(i)
	var own []string
	for _, w := range d.words[first:end] {
		if !w.has(isQuoted) {
			own = append(own, strings.ToLower(d.Text[w.start:w.end()]))
		}
	}
	text := strings.Join(own, " ")
	for _, s := range []string{"told us", "told this", "told me", "said in an interview with us", "tells us", "told our"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	for _, n := range d.names {
		if last := n.text[strings.LastIndex(n.text, " ")+1:]; n.kind != hostName && strings.Contains(text, "told the "+strings.ToLower(last)) {
			return true
		}
	}
	return false
}

// credited finds the credit of d that is e's name.
func (m *meeting) credited(d, e *Doc) (credit, bool) {
	if len(d.credits) == 0 || d.post || e.post || sameOutlet(d, e) || m.longest < 8 && related(d, e, nil) < 3 {
		return credit{}, false
	}
	for _, c := range d.credits {
		for _, n := range e.names {
			if n.kind != hostName && sameName(c.words, c.text, n.words, n.text) {
				return c, true
			}
		}
	}
	return credit{}, false
}

// sharedWire reports whether d and e print reports of one agency.
func sharedWire(d, e *Doc) bool {
	for _, c := range d.credits {
		for _, o := range e.credits {
			if sameName(c.words, c.text, o.words, o.text) {
				return true
			}
		}
	}
	return false
}

// sameName reports whether two names are one: the same words, or the one the initials of the other.
func sameName(a []uint64, aText string, b []uint64, bText string) bool {
	return slices.Equal(a, b) || len(a) == 1 && len(b) > 1 && aText == initials(bText) || len(b) == 1 && len(a) > 1 && bText == initials(aText)
}

func initials(s string) string {
	var out strings.Builder
	for _, f := range strings.Fields(s) {
		if r := []rune(f)[0]; !articles[hashOf(f)] && !linking[f] {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// related counts the names and numbers that both have, those of the words except left out.
func related(d, e *Doc, except []uint64) int { return inBoth(d.notable, e.notable, except) }

// inBoth counts what two sorted lists have in common, except left out.
func inBoth(a, b, except []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			if !slices.Contains(except, a[i]) {
				n++
			}
			i++
			j++
		}
	}
	return n
}

// alike counts the longer words that both have.
func alike(d, e *Doc, except []uint64) int {
	small, large := d, e
	if small.distinct > large.distinct {
		small, large = large, small
	}
	n := 0
	for _, h := range small.long {
		if len(large.at.places(h, large.hashAt)) > 0 && !slices.Contains(except, h) {
			n++
		}
	}
	return n
}

var common = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields(`about above after again against alone along already although always among another anything around asked because become
		becomes before behind being below between beyond claim claimed claims could during early either enough every everybody everything first found
		friday hours house large later least little makes might minutes monday month months morning never night nobody nothing number often other others
		people place quite rather reported reports right saturday second should since small something still story sunday their there these thing things
		think third those three through thursday today tomorrow tuesday twice under until wednesday weeks where whether which while whole without would
		write writes wrote years yesterday young first according newspaper article report published radio television website january february march april
		august september october november december`) {
		m[hashOf(w)] = true
	}
	return m
}()

// translated reports whether d, in another language than e, tells the same: it has most of its names or numbers from e,
// and a quotation with one of them where e has one.
func translated(d, e *Doc) bool {
	if d.Language == "" || e.Language == "" || d.Language == e.Language {
		return false
	}
	names, numbers := related(d, e, nil), sharedNumbers(d, e)
	if (names < 3 || 2*names < len(d.notable)) && (numbers < 3 || 10*numbers < 6*len(d.numbers)) {
		return false
	}
	there := e.besideQuotes()
	for h := range d.besideQuotes() {
		if there[h] {
			return true
		}
	}
	return false
}

func (d *Doc) isNotable(hash uint64) bool {
	_, is := slices.BinarySearch(d.notable, hash)
	return is
}

// besideQuotes are the names and numbers in the paragraphs that have a quotation of some words.
func (d *Doc) besideQuotes() map[uint64]bool {
	const words = 6
	out := map[uint64]bool{}
	for _, q := range d.quotes {
		if q.single || q.tokens < words+2 || q.first == q.end {
			continue
		}
		first, end := d.paragraphAround(int(q.first))
		for _, w := range d.words[first:end] {
			if r, _ := utf8.DecodeRuneInString(d.Text[w.start:]); d.isNotable(w.hash) || unicode.IsDigit(r) {
				out[w.hash] = true
			}
		}
	}
	return out
}

// Settle leaves of the links of a pile those that it needs. Where a document names an outlet of which several documents
// are there, it has it from one of them: the one that it also leads to, else the surest, else the earliest; the same for
// an agency's reports. A quotation that came with an agency's report, or with copied passages, came from nowhere else;
// one that stands in several documents came from those that the document names, else from the earliest. The order of what
// is left is that of the links' ends and kinds.
func Settle(links []hearsay.Link, docs map[string]*hearsay.Document) []hearsay.Link {
	type target struct {
		from, outlet string
		kind         hearsay.LinkKind
	}
	leads := map[[2]string]bool{}
	for _, l := range links {
		if l.Kind == hearsay.Hyperlinks || l.Kind == hearsay.Copies {
			leads[[2]string{l.From, l.To}] = true
		}
	}
	key := func(l hearsay.Link) (target, bool) {
		d := docs[l.To]
		return target{l.From, voiceOf(d), l.Kind}, d != nil && d.Outlet != "" && !isPost(d) && (l.Kind == hearsay.Cites || l.Kind == hearsay.CarriesWire)
	}
	surety := func(l hearsay.Link) float64 {
		if leads[[2]string{l.From, l.To}] {
			return l.Confidence + 1
		}
		return l.Confidence
	}
	surest := map[target]float64{}
	for _, l := range links {
		if k, one := key(l); one {
			surest[k] = max(surest[k], surety(l))
		}
	}
	const even = 0.005 // less is no difference: a word or two in common
	best := map[target]hearsay.Link{}
	for _, l := range links {
		k, one := key(l)
		if !one || surety(l) < surest[k]-even {
			continue
		}
		if old, there := best[k]; !there || earlier(docs[l.To], docs[old.To]) {
			best[k] = l
		}
	}
	first := firstQuoted(links, docs)
	var out []hearsay.Link
	for _, l := range links {
		if k, one := key(l); one && best[k].ID != l.ID || l.Kind == hearsay.Quotes && first[l.From] != "" && first[l.From] != l.To {
			continue
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b hearsay.Link) int {
		return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To), strings.Compare(string(a.Kind), string(b.Kind)))
	})
	return slices.CompactFunc(out, func(a, b hearsay.Link) bool { return a.ID == b.ID })
}

// earlier reports whether d was published before e; of those of one time, or of none, the smaller id is first.
func earlier(d, e *hearsay.Document) bool {
	if d.Published.Known() && e.Published.Known() && !d.Published.At.Equal(e.Published.At) {
		return d.Published.At.Before(e.Published.At)
	}
	if d.Published.Known() != e.Published.Known() {
		return d.Published.Known()
	}
	return d.ID < e.ID
}

// namedQuote is the confidence of a quotation from a document that is also named.
const namedQuote = 0.9

// firstQuoted says for documents whose quotations may have come from one other only which that is; "-" is none.
func firstQuoted(links []hearsay.Link, docs map[string]*hearsay.Document) map[string]string {
	first := map[string]string{}
	for _, l := range links {
		if l.Kind != hearsay.Quotes || l.Confidence >= namedQuote {
			continue
		}
		old, new := docs[first[l.From]], docs[l.To]
		if old == nil || new != nil && earlier(new, old) {
			first[l.From] = l.To
		}
	}
	for _, l := range links {
		switch {
		case l.Kind == hearsay.CarriesWire || l.Kind == hearsay.Copies:
			first[l.From] = "-"
		case l.Kind == hearsay.Quotes && l.Confidence >= namedQuote && first[l.From] != "-":
			first[l.From] = l.To
		}
	}
	return first
}

func voiceOf(d *hearsay.Document) string {
	if d == nil {
		return ""
	}
	return folded(d.Outlet)
}

// folded is a name without case and article.
func folded(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	return strings.TrimPrefix(s, "the ")
}
