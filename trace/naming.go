package trace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// A naming is where a document says that it has it from another.
type naming struct {
	spans      []hearsay.Span // every place, in order
	reason     string
	confidence float64
	by         nameKind
	copying    bool // "copied from", "shared from"
}

// Words beside a name that say that something was had from there. Of several languages, since a name needs no
// translation and a document in any language may cite.
var (
	citing = hashSet(`report reports reported reporting according per told tells tell said says say saying wrote writes write written published
		publishes publish printed prints print revealed reveals disclosed cited cites citing quoted quotes quoting broke aired broadcast
		claimed claims alleged alleges account interview story article piece first exclusive serialised serialized confirmed adds added carried
		ran runs picked source credited comes spoke obtained seen read post posted via
		berichtet berichtete berichten bericht laut zufolge schreibt schrieb meldet meldete angaben berufung zitiert
		selon rapporte rapporté citée cité cite après écrit affirme révèle publié publiée
		según informó informa publicada publicado publicó reveló dijo cita citado
		secondo riferisce riporta scrive pubblicato segundo publicou noticiou
		według podaje podał podała pisze napisał powołując informuje doniósł
		сообщает сообщил сообщила сообщило пишет написал написала данным словам ссылкой передает передаёт
		agency agentur nachrichtenagentur agence agencia agenzia агентство газета газете zeitung journal quotidien diario
		volgens meldt schrijft szerint írja írta közölte számolt enligt ifølge podle uvedl göre`)
	posting = hashSet(`post posts posted facebook instagram telegram twitter tweet tweeted thread account channel video page profile wrote
		shared forum online kanal kanał canal compte cuenta chaîne beitrag посте пост канал telegramkanal publicación group`)
	copying = hashSet(`copied reposted repost shared forwarded`)
	forums  = hashSet(`forum post thread site website board page`)
)

func hashSet(words string) map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields(words) {
		m[hashOf(w)] = true
	}
	return m
}

// A mark says which of the lists hold a word.
type mark uint8

const (
	cites mark = 1 << iota
	posts
	copies
	sites
)

func marksOf(word string, hash uint64) mark {
	var m mark
	for _, set := range []struct {
		words map[uint64]bool
		mark  mark
	}{{citing, cites}, {posting, posts}, {copying, copies}, {forums, sites}} {
		if set.words[hash] {
			m |= set.mark
		}
	}
	if parts := strings.Split(word, "-"); len(parts) > 1 {
		for _, p := range parts {
			if h := hashOf(p); h != 0 {
				m |= marksOf(p, h)
			}
		}
	}
	return m
}

// form fills in the forms of n.
func (n *name) form() {
	n.forms = [][]uint64{n.words}
	switch {
	case len(n.words) < 2:
	case n.kind == authorName:
		n.forms = append(n.forms, n.words[len(n.words)-1:])
	default:
		if short := initials(n.text); len(short) >= 3 {
			n.forms = append(n.forms, []uint64{hashOf(short)})
		}
	}
}

// naming finds where d names e as where it has it from: by a name of e, beside a word that says so, while both speak of
// the same matter; or by its title. Where e is of the same outlet only its title will do.
func (m *meeting) naming(d, e *Doc, same bool) (naming, bool) {
	if c, titled := d.titled(e); titled {
		return c, true
	}
	if same {
		return naming{}, false
	}
	var best naming
	var all []hearsay.Span
	for _, called := range e.names {
		if !slices.ContainsFunc(called.forms, d.hasName) || d.isOwn(called) {
			continue
		}
		names, numbers := related(d, e, called.words), sharedNumbers(d, e)
		if names < 2 && (names == 0 || numbers < 2) && (d.Language == e.Language && alike(d, e, called.words) < 3 || d.Language != e.Language && numbers < 3) {
			continue
		}
		for _, form := range called.forms {
			for from, n := 0, 0; n < most; n++ {
				first, end := d.find(form, from)
				if first < 0 {
					break
				}
				from = first + 1
				c, is := d.cited(e, called, first, end)
				if !is {
					continue
				}
				if all = append(all, c.spans...); c.confidence > best.confidence {
					best = c
				}
			}
		}
	}
	if best.confidence == 0 {
		return best, false
	}
	slices.SortFunc(all, func(a, b hearsay.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	best.spans = slices.CompactFunc(all, hearsay.Span.Overlaps)
	// The more both speak of the same, the surer: it tells apart several documents of one outlet.
	best.confidence = min(0.98, best.confidence+0.01*float64(min(8, related(d, e, nil)))+0.002*float64(min(20, alike(d, e, nil))))
	return best, true
}

func sharedNumbers(d, e *Doc) int { return inBoth(d.numbers, e.numbers, nil) }

// titled finds e's title, of some words, in a quotation of d or under a hyperlink that leads to e.
func (d *Doc) titled(e *Doc) (naming, bool) {
	if len(e.title) < 5 || e.TitleSpan != nil && d.Title == e.Title {
		return naming{}, false
	}
	for from, n := 0, 0; n < most; n++ {
		first, end := d.find(e.title, from)
		if first < 0 {
			break
		}
		from = first + 1
		at := d.stretch(first, end)
		linked := false
		for i, l := range d.links {
			linked = linked || l != "" && d.Links[i].Span.Overlaps(at)
		}
		if linked || slices.ContainsFunc(d.quotes, func(q quotation) bool { return int(q.first) <= first && end <= int(q.end) }) {
			return naming{spans: []hearsay.Span{at}, reason: "names its title", confidence: 0.9, by: outletName}, true
		}
	}
	return naming{}, false
}

func (d *Doc) isOwn(n name) bool {
	for _, own := range d.names {
		if own.kind != mastName && sameName(own.words, own.text, n.words, n.text) {
			return true
		}
	}
	return false
}

// passing are words after a name that say that it is named by another, who is the one that d has it from.
var passing = hashSet("cited quoted citée cité zitiert citado citada citato")

// reach is within how many words of a name a word must stand that says that something was had from there.
const reach = 8

// cited reports whether the words [first, end) of d, which are the name n, name e as where something comes from.
func (d *Doc) cited(e *Doc, n name, first, end int) (naming, bool) {
	at := d.stretch(first, end)
	for _, c := range d.credits {
		if c.span.Overlaps(at) {
			return naming{}, false
		}
	}
	from, _ := d.sentenceAround(first)
	_, to := d.sentenceAround(end - 1)
	near := func(m mark, within int) bool {
		for i := max(from, first-within); i < min(to, end+within); i++ {
			if (i < first || i >= end) && d.words[i].marks&m != 0 {
				return true
			}
		}
		return false
	}
	for i := end; i < min(to, end+3); i++ {
		if passing[d.words[i].hash] && i+1 < to && !d.words[i+1].has(isUpper) {
			return naming{}, false
		}
	}
	whole := to - from
	c := naming{spans: []hearsay.Span{at}, by: n.kind, copying: near(copies, 4)}
	switch n.kind {
	case authorName:
		if !near(posts, whole) {
			return c, false
		}
		c.confidence, c.reason = 0.8, fmt.Sprintf("speaks of a post by %s", n.text)
	case hostName:
		if !near(sites, reach) {
			return c, false
		}
		c.confidence, c.reason = 0.75, fmt.Sprintf("names the site %s as where it comes from", n.text)
	default:
		leads := false // to e itself, from the same sentence
		for i, l := range d.links {
			if l != "" && d.Links[i].Span.Start >= int(d.words[from].start) && d.Links[i].Span.Start < int(d.words[to-1].end()) {
				for _, a := range e.addresses {
					leads = leads || a == l
				}
			}
		}
		if !leads && !near(cites, reach) {
			return c, false
		}
		c.confidence, c.reason = 0.85, fmt.Sprintf("names %s as where it comes from", n.text)
		if n.kind == mastName {
			c.confidence = 0.75
		}
	}
	return c, true
}
