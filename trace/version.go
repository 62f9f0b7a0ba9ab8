package trace

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/hearsay-news/hearsay"
)

// How much of the shorter of two texts must stand in the other, in runs of shortest words and more, where they are to be one page at
// two times. An address alone says too little: a feed has one for all its entries, a wrong template one canonical address for a whole
// site, and what stands at a section's address is another text each day.
const (
	sameHead  = 0.15 // where both have one title
	otherHead = 0.6  // where they have different ones, or none
	headWords = 3    // of a title that says something
	bodyWords = 40   // of a text that nobody writes twice
	postWords = 6    // of a post of which so much can be said at all
)

// version says that a and b are one page: at several addresses, or at several times. The link leads from the later to the earlier. Its spans
// are the sentences that are new, and those that are gone; there are none where both have the same text.
func (m *meeting) version() (hearsay.Link, bool) {
	a, b := m.a, m.b
	if a.post != b.post || !samePublisher(a, b) {
		return hearsay.Link{}, false
	}
	same := a.Text == b.Text && a.Title == b.Title
	kind, reason := hearsay.SameAs, "stands at the same address"
	if at := sharedAddress(a, b); at != "" {
		if !m.onePage(same) {
			return hearsay.Link{}, false
		}
	} else {
		// A site that shows one article in two places gives both the same date.
		if !same || a.post || a.Outlet == "" || b.Outlet == "" || len(a.words) < bodyWords || a.later(b) || b.later(a) {
			return hearsay.Link{}, false
		}
		reason = "stands at another address of " + a.Outlet
	}
	docs := []*hearsay.Document{a.Document, b.Document}
	SortVersions(docs)
	from, to := a, b
	if docs[1].ID == b.ID {
		from, to = b, a
	}
	var spans hearsay.LinkSpans
	if same {
		reason += " with the same text"
	} else {
		kind = hearsay.VersionOf
		spans = hearsay.LinkSpans{From: from.sentencesNotIn(to), To: to.sentencesNotIn(from)}
		reason += " with another text"
	}
	return hearsay.Link{ID: LinkID(from.ID, to.ID, kind), From: from.ID, To: to.ID, Kind: kind, Confidence: 1, Reason: reason, Spans: spans}, true
}

// OneText reports whether two documents are one page with one text, as Links says with hearsay.SameAs.
func OneText(a, b *Doc) bool {
	if a.ID == b.ID || a.Text != b.Text {
		return false
	}
	link, is := (&meeting{a: a, b: b}).version()
	return is && link.Kind == hearsay.SameAs
}

// onePage reports whether two documents at one address are one page. same says that they have the same text.
func (m *meeting) onePage(same bool) bool {
	a, b := m.a, m.b
	n := min(len(a.words), len(b.words))
	apart := a.later(b) || b.later(a)
	switch {
	case a.post && apart:
		return false // an edited post keeps its time
	case same:
		return !apart || n >= bodyWords
	case n == 0:
		return false
	}
	part := float64(m.all) / float64(n)
	if len(a.title) >= headWords && slices.Equal(a.title, b.title) {
		return part >= sameHead
	}
	least := bodyWords
	if a.post {
		least = postWords
	}
	return n >= least && part >= otherHead
}

// samePublisher reports whether nothing speaks against one publisher of d and e: they give one name, of which the one may be a part of
// the other ("BBC" in its feed, "BBC News" on its page), or names that both stand in the address of one site; or, where one gives none,
// they stand on one site.
func samePublisher(d, e *Doc) bool {
	if d.Outlet == "" || e.Outlet == "" {
		return site(d) == site(e)
	}
	if d.post && d.Author != "" && e.Author != "" && !slices.Equal(hashes(d.Author), hashes(e.Author)) {
		return false
	}
	long, short := bare(d.Outlet), bare(e.Outlet)
	if len(long) < len(short) {
		long, short = short, long
	}
	for i := 0; i+len(short) <= len(long); i++ {
		if slices.Equal(long[i:i+len(short)], short) {
			return true
		}
	}
	return site(d) == site(e) && d.inHost() && e.inHost()
}

// bare is a name's words without the article before them.
func bare(name string) []uint64 {
	words := hashes(name)
	for len(words) > 1 && articles[words[0]] {
		words = words[1:]
	}
	return words
}

// site is the domain that somebody registered for the first address of d, "" where it has none.
func site(d *Doc) string {
	if len(d.addresses) == 0 {
		return ""
	}
	host, _, _ := strings.Cut(d.addresses[0], "/")
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}

// sharedAddress returns an address of a page that both have, "" where there is none.
func sharedAddress(d, e *Doc) string {
	for _, a := range d.addresses {
		if slices.Contains(e.addresses, a) && !front.MatchString(a) {
			return a
		}
	}
	return ""
}

// front is the address of a site rather than of a page of it.
var front = regexp.MustCompile(`^[^/?]+(?:/(?:[a-z]{2}|index\.\w+|default\.\w+|home|rss|feed|feeds?/[\w.]*|rss\.xml|feed\.xml|atom\.xml))?$`)

// SortVersions puts versions of one page in the order of their times, the earliest first. These are the times of capture where each was
// captured; else the times since when a page says that it stands as it does: of its change, or of its publication. Those of one time
// are in the order of the lengths of their addresses, as what is added to an address makes it longer, and of their ids.
func SortVersions(docs []*hearsay.Document) {
	captured := !slices.ContainsFunc(docs, func(d *hearsay.Document) bool { return !d.Captured.Known() })
	since := func(d *hearsay.Document) hearsay.Time {
		switch {
		case captured:
			return d.Captured
		case d.Modified.Known():
			return d.Modified
		case d.Published.Known():
			return d.Published
		}
		return d.Captured
	}
	slices.SortFunc(docs, func(a, b *hearsay.Document) int {
		return cmp.Or(since(a).At.Compare(since(b).At), a.Captured.At.Compare(b.Captured.At), a.Modified.At.Compare(b.Modified.At), a.Published.At.Compare(b.Published.At),
			longer(a, b), strings.Compare(a.ID, b.ID))
	})
}

// longer compares the lengths of addresses; none is the longest.
func longer(a, b *hearsay.Document) int {
	const most = 1 << 30
	return cmp.Compare(cmp.Or(len(a.URL), most), cmp.Or(len(b.URL), most))
}

// sentencesNotIn returns the sentences of d that do not stand in e, in their order.
func (d *Doc) sentencesNotIn(e *Doc) (spans []hearsay.Span) {
	there := map[uint64]bool{}
	for _, h := range e.sentences(nil) {
		there[h] = true
	}
	d.sentences(func(h uint64, s hearsay.Span) {
		if !there[h] {
			spans = append(spans, s)
		}
	})
	return spans
}

// sentences returns the hashes of d's sentences by their words, and calls f with each and its span.
func (d *Doc) sentences(f func(uint64, hearsay.Span)) (all []uint64) {
	for first := 0; first < len(d.words); {
		_, end := d.sentenceAround(first)
		h := uint64(0)
		for i := first; i < end; i++ {
			h = mix(h, d.words[i].hash)
		}
		all = append(all, h)
		if f != nil {
			f(h, d.stretch(first, end))
		}
		first = end
	}
	return all
}

// defers reports whether d, of another publisher, gives an address of e as its own: so do pages that print what another has
// published ("canonical"). Of two that give one address it is the page of the one whose name stands in it.
func (d *Doc) defers(e *Doc) bool {
	at := sharedAddress(d, e)
	if at == "" || d.post || e.post || samePublisher(d, e) {
		return false
	}
	if d.addresses[0] != e.addresses[0] {
		return e.addresses[0] == at
	}
	return e.inHost() && !d.inHost()
}

// inHost reports whether the name of d's outlet stands in the host of its first address, its letters in their order.
func (d *Doc) inHost() bool {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, strings.ToLower(s))
	}
	name := strings.TrimPrefix(letters(d.Outlet), "the")
	return name != "" && strings.Contains(letters(site(d)), name)
}
