package trace

import (
	"cmp"
	"math"
	"math/bits"
	"net/url"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zeebo/xxh3"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/token"
)

// A word is a word or a number of the text. A document has one for each, so it is small.
type word struct {
	hash   uint64 // of its folded form
	start  int32
	length uint16
	is     shape
	marks  mark // which lists hold it, or a part of it between hyphens
}

// A shape says how and where a word stands.
type shape uint8

const (
	isUpper   shape = 1 << iota // it begins with a capital letter or a digit
	isFirst                     // it stands first in its sentence
	isOpening                   // it is the first word of its sentence; marks may stand before it
	isQuoted                    // it stands in a quotation
)

func (w *word) end() int32 { return w.start + int32(w.length) }

func (w *word) span() hearsay.Span { return hearsay.Span{Start: int(w.start), End: int(w.end())} }

func (w *word) has(s shape) bool { return w.is&s != 0 }

// A stretch is a run of words: [first, end).
type stretch struct{ first, end int32 }

// A quotation is a stretch of words between marks.
type quotation struct {
	stretch
	tokens int32 // how many there are with the marks
	single bool  // the marks are single ones
}

// A name is what a document is called by others: its outlet, its author where it is a post, its masthead.
type name struct {
	text  string
	words []uint64
	kind  nameKind
	forms [][]uint64 // the words, an author's last name, an agency's initials
}

type nameKind uint8

const (
	outletName nameKind = iota // the publisher as the document gives it
	mastName                   // the publisher as its first lines give it
	authorName                 // who wrote the post, or an account
	hostName                   // the first label of its address
	wireName                   // the agency in its dateline
)

// A Doc is a document prepared for comparing. It is read only, and safe for several goroutines. It takes some 30 bytes a
// word, the document itself aside.
type Doc struct {
	*hearsay.Document
	words      []word
	paragraphs []stretch
	quotes     []quotation
	at         index    // of the words, by their hashes
	distinct   int      // how many different words there are
	grams      index    // of the runs of shortest words, by their hashes
	seen       sieve    // of the same: most runs of another document are not here
	names      []name   // what it is called
	title      []uint64 // the words of its title
	credits    []credit // agencies and outlets that it credits
	addresses  []string // its own, folded
	links      []string // of each Document.Links, folded
	notable    []uint64 // names and numbers, by their hashes, sorted
	long       []uint64 // words that are longer where they stand first, and not among the common ones, likewise
	numbers    []uint64 // hashes of numbers as numberOf writes them, sorted
	post       bool
	from, to   int64 // the first and the last second that it may have been published at; 0, 0 where unknown
}

// An index holds the places of a list in the order of the values that stand there, those of one value in their own order.
type index []int32

// newIndex makes an index of values. It returns how many different ones there are.
func newIndex(values []uint64) (x index, distinct int) {
	type entry struct {
		value uint64
		at    int32
	}
	all := make([]entry, len(values))
	for i, v := range values {
		all[i] = entry{v, int32(i)}
	}
	slices.SortFunc(all, func(a, b entry) int { return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.at, b.at)) })
	x = make(index, len(all))
	for i, e := range all {
		if x[i] = e.at; i == 0 || all[i-1].value != e.value {
			distinct++
		}
	}
	return x, distinct
}

// places returns the places of v; value says what stands at a place.
func (x index) places(v uint64, value func(int) uint64) []int32 {
	begin := sort.Search(len(x), func(i int) bool { return value(int(x[i])) >= v })
	if begin == len(x) || value(int(x[begin])) != v {
		return nil
	}
	rest := x[begin:]
	return rest[:sort.Search(len(rest), func(i int) bool { return value(int(rest[i])) > v })]
}

// A sieve tells most values that were not added to it from those that were (Bloom, 1970). A value sets two bits of it, told by its
// highest bits and by its lowest, and it has sixteen for each or more.
type sieve struct {
	bits  []uint64
	shift int // of a value to the number of its first bit
}

func newSieve(n int) sieve {
	words := 1 << bits.Len(uint(n/4))
	return sieve{make([]uint64, words), 64 - bits.TrailingZeros(uint(64*words))}
}

func (s *sieve) add(v uint64) {
	high, low := v>>s.shift, v&(1<<(64-s.shift)-1)
	s.bits[high/64] |= 1 << (high % 64)
	s.bits[low/64] |= 1 << (low % 64)
}

// mayHave reports whether v may have been added: false where it was not.
func (s *sieve) mayHave(v uint64) bool {
	high := v >> s.shift
	if s.bits[high/64]&(1<<(high%64)) == 0 {
		return false
	}
	low := v & (1<<(64-s.shift) - 1)
	return s.bits[low/64]&(1<<(low%64)) != 0
}

func (d *Doc) hashAt(i int) uint64 { return d.words[i].hash }

// base makes the hash of a run of words from its words: a polynomial, so that the next run's follows from it (Karp and Rabin, 1987).
const base = 0x9E3779B97F4A7C15

// off is base to the power of the words in a run: how much the first of them counts in the hash of those after it.
var off = func() uint64 {
	n := uint64(1)
	for range shortest {
		n *= base
	}
	return n
}()

// runAt is the hash of the run of shortest words from word i on.
func (d *Doc) runAt(i int) (h uint64) {
	for _, w := range d.words[i : i+shortest] {
		h = h*base + w.hash
	}
	return h
}

// after is the hash of the run from word i on, where before is that of the run before it.
func (d *Doc) after(before uint64, i int) uint64 {
	return before*base + d.words[i+shortest-1].hash - off*d.words[i-1].hash
}

// runs is how many runs of shortest words there are.
func (d *Doc) runs() int { return max(0, len(d.words)-shortest+1) }

// A credit is the place where a document says whose report it prints.
type credit struct {
	words []uint64
	text  string
	span  hearsay.Span // empty where it stands in the page's data
}

// Prepare brings a document into the form in which it is compared. text is its text divided, boilerplate left out; where
// it is nil Prepare divides it.
func Prepare(doc *hearsay.Document, text *token.Text) *Doc {
	if text == nil {
		leave := slices.Clone(doc.Boilerplate)
		slices.SortFunc(leave, func(a, b hearsay.Span) int { return cmp.Compare(a.Start, b.Start) })
		text = token.Divide(doc.Text, leave...)
	}
	d := &Doc{Document: doc, title: hashes(doc.Title), post: isPost(doc)}
	tokens := d.readWords(text)
	word := func(token int) int32 { // the first that does not stand before it
		at, _ := slices.BinarySearch(tokens, int32(token))
		return int32(at)
	}
	d.paragraphs = make([]stretch, len(text.Paragraphs))
	for i, p := range text.Paragraphs {
		d.paragraphs[i] = stretch{word(p.First), word(p.End)}
	}
	d.quotes = make([]quotation, len(text.Quotes))
	for i, q := range text.Quotes {
		d.quotes[i] = quotation{stretch{word(q.First), word(q.End)}, int32(q.End - q.First), q.Single}
	}
	values := make([]uint64, len(d.words))
	for i := range d.words {
		values[i] = d.words[i].hash
	}
	d.at, d.distinct = newIndex(values)
	values = values[:d.runs()]
	d.seen = newSieve(len(values))
	for i := range values {
		values[i] = d.runAt(i)
		d.seen.add(values[i])
	}
	d.grams, _ = newIndex(values)
	small := map[uint64]bool{} // words that stand in small letters somewhere: their capitals say nothing
	for _, w := range d.words {
		if !w.has(isUpper) {
			small[w.hash] = true
		}
	}
	for i := range d.words {
		w := &d.words[i]
		if w.has(isUpper) && !w.has(isFirst) && w.length >= 3 && !small[w.hash] {
			d.notable = append(d.notable, w.hash)
		}
		if w.length >= 5 && !common[w.hash] && int(d.at.places(w.hash, d.hashAt)[0]) == i {
			d.long = append(d.long, w.hash)
		}
	}
	for _, list := range []*[]uint64{&d.notable, &d.long, &d.numbers} {
		slices.Sort(*list)
		*list = slices.Clip(slices.Compact(*list))
	}
	d.addresses = addresses(doc)
	for _, l := range doc.Links {
		d.links = append(d.links, Address(l.URL))
	}
	d.from, d.to = period(doc.Published)
	d.readNames(text)
	d.readCredits(text)
	return d
}

// readWords fills in the words. It returns of each the number of its token.
func (d *Doc) readWords(text *token.Text) []int32 {
	d.words = make([]word, 0, len(text.Tokens))
	tokens := make([]int32, 0, len(text.Tokens))
	last := -1 // the sentence of the word before
	for i := range text.Tokens {
		t := &text.Tokens[i]
		r, _ := utf8.DecodeRuneInString(t.Text)
		at := r == '@' || r == '#'
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !at || t.Span.Len() > math.MaxUint16 {
			continue
		}
		w := word{hash: hashOf(t.Text), start: int32(t.Span.Start), length: uint16(t.Span.Len())}
		if w.hash == 0 {
			continue
		}
		w.marks = marksOf(t.Text, w.hash)
		note := func(s shape, is bool) {
			if is {
				w.is |= s
			}
		}
		note(isUpper, unicode.IsUpper(r) || unicode.IsDigit(r) || at || unicode.IsTitle(r))
		note(isFirst, text.Sentences[t.Sentence].First == i)
		note(isOpening, t.Sentence != last)
		note(isQuoted, t.Quote >= 0)
		last = t.Sentence
		if unicode.IsDigit(r) {
			d.numbers = append(d.numbers, xxh3.HashString(numberOf(t.Text)))
		}
		d.words = append(d.words, w)
		tokens = append(tokens, int32(i))
	}
	d.words = slices.Clone(d.words) // no longer than it has to be
	return tokens
}

// sharesRun reports whether a run of words of e stands in d.
func (d *Doc) sharesRun(e *Doc) bool {
	if e.runs() == 0 {
		return false
	}
	run := e.runAt(0)
	for i := 1; ; i++ {
		if d.seen.mayHave(run) && len(d.grams.places(run, d.runAt)) > 0 {
			return true
		}
		if i == e.runs() {
			return false
		}
		run = e.after(run, i)
	}
}

func mix(h, w uint64) uint64 { return (h^w)*0x9E3779B97F4A7C15 ^ (h<<7 | h>>57) }

// hashOf is the hash of a word without case, apostrophes and a possessive s; 0 for a lone s.
func hashOf(s string) uint64 {
	s = strings.ToLower(strings.ReplaceAll(s, "’", "'"))
	s = strings.TrimSuffix(strings.TrimRight(s, ".'"), "'s")
	if s == "s" || s == "" {
		return 0
	}
	return xxh3.HashString(s)
}

// hashes are the hashes of the words of a name.
func hashes(name string) []uint64 {
	var out []uint64
	for _, f := range strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("@_'’-.&", r)
	}) {
		if h := hashOf(strings.Trim(f, "-.&'’")); h != 0 {
			out = append(out, h)
		}
	}
	return out
}

// platforms are the channels on which people speak for themselves under their own names.
var platforms = map[hearsay.Channel]bool{hearsay.Facebook: true, hearsay.Instagram: true, hearsay.X: true, hearsay.Telegram: true,
	hearsay.YouTube: true, hearsay.TikTok: true, hearsay.Mastodon: true, hearsay.Bluesky: true, hearsay.VK: true, hearsay.Reddit: true,
	hearsay.WhatsApp: true, hearsay.LinkedIn: true, hearsay.Post: true, "twitter": true, "threads": true, "forum": true, "truthsocial": true}

func isPost(d *hearsay.Document) bool { return platforms[d.Channel] }

// Address is the form in which addresses are compared: without scheme, "www.", fragment, closing slash and the
// parameters that say where a reader came from.
func Address(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Host)
	for _, p := range []string{"www.", "m.", "amp.", "mobile."} {
		host = strings.TrimPrefix(host, p)
	}
	out := host + strings.TrimRight(u.EscapedPath(), "/")
	q := u.Query()
	for k := range q {
		if strings.HasPrefix(k, "utm_") || trackers[k] {
			q.Del(k)
		}
	}
	if len(q) > 0 {
		out += "?" + q.Encode()
	}
	return out
}

var trackers = map[string]bool{"fbclid": true, "gclid": true, "ref": true, "source": true, "cmpid": true, "smid": true, "igshid": true, "mc_cid": true, "mc_eid": true, "via": true}

func addresses(d *hearsay.Document) []string {
	var out []string
	for _, s := range append([]string{d.URL}, d.Addresses...) {
		if a := Address(s); strings.ContainsAny(a, "/?") && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// period is the stretch of seconds that t may be in.
func period(t hearsay.Time) (from, to int64) {
	at := t.At
	switch t.Precision {
	case hearsay.ToSecond, hearsay.ToMinute:
		return at.Unix(), at.Unix() + 59
	case hearsay.ToDay:
		// a day somewhere on the earth
		return at.Unix() - 14*3600, at.AddDate(0, 0, 1).Unix() + 12*3600
	case hearsay.ToMonth:
		return at.Unix(), at.AddDate(0, 1, 0).Unix()
	case hearsay.ToYear:
		return at.Unix(), at.AddDate(1, 0, 0).Unix()
	}
	return 0, 0
}

// later reports whether d was certainly published after e.
func (d *Doc) later(e *Doc) bool {
	if d.Published.Precision == hearsay.ToDay && e.Published.Precision == hearsay.ToDay {
		return d.Published.At.After(e.Published.At)
	}
	return d.from != 0 && e.to != 0 && d.from > e.to
}

// paragraphAround returns the words [first, end) of the paragraph in which word i stands.
func (d *Doc) paragraphAround(i int) (first, end int) {
	p := d.paragraphs[sort.Search(len(d.paragraphs), func(p int) bool { return int(d.paragraphs[p].end) > i })]
	return int(p.first), int(p.end)
}

// sentenceAround returns the words [first, end) of the sentence in which word i stands.
func (d *Doc) sentenceAround(i int) (first, end int) {
	for first = i; first > 0 && !d.words[first].has(isOpening); {
		first--
	}
	for end = i + 1; end < len(d.words) && !d.words[end].has(isOpening); {
		end++
	}
	return first, end
}

func paragraphText(t *token.Text, p int) string {
	r := t.Paragraphs[p]
	return t.Source[t.Tokens[r.First].Span.Start:t.Tokens[r.End-1].Span.End]
}

// find returns the words [first, end) at which the words of a name stand, the first that begins at or after from; -1
// where they do not.
func (d *Doc) find(name []uint64, from int) (first, end int) {
	if len(name) == 0 {
		return -1, -1
	}
	for _, place := range d.at.places(name[0], d.hashAt) {
		at := int(place)
		if at < from || at+len(name) > len(d.words) || !d.words[at].has(isUpper) {
			continue
		}
		same := true
		for k, h := range name {
			if d.words[at+k].hash != h || d.words[at+k].start > d.words[at].start+160 {
				same = false
				break
			}
		}
		if same {
			return at, at + len(name)
		}
	}
	return -1, -1
}

// hasName reports whether the words of a name stand in d; see find.
func (d *Doc) hasName(name []uint64) bool {
	first, _ := d.find(name, 0)
	return first >= 0
}

// articles stand before names of outlets and are no part of them.
var articles = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, s := range strings.Fields("the der die das den dem le la les el los las il lo gli i o a os as de het een en az az") {
		m[hashOf(s)] = true
	}
	return m
}()

func (d *Doc) call(text string, kind nameKind) {
	text = strings.Join(strings.Fields(text), " ")
	words := hashes(text)
	for len(words) > 1 && articles[words[0]] {
		words = words[1:]
	}
	if kind != authorName {
		for fields := strings.Fields(text); len(words) > 2 && isNumber(fields[len(fields)-1]); fields = fields[:len(fields)-1] {
			words = words[:len(words)-1] // "Radio Nord 98.2"
		}
	}
	if len(words) == 0 || len(words) == 1 && utf8.RuneCountInString(text) < 3 {
		return
	}
	for _, n := range d.names {
		if slices.Equal(n.words, words) {
			return
		}
	}
	n := name{text: text, words: words, kind: kind}
	n.form()
	d.names = append(d.names, n)
}

// numberOf is a number without its separators and the thousands at its end, which languages write in their own ways.
func numberOf(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
	for len(s) > 3 && strings.HasSuffix(s, "000") {
		s = s[:len(s)-3]
	}
	return s
}

func isNumber(s string) bool {
	return strings.Trim(s, "0123456789.,") == ""
}

// readNames finds what d is called.
func (d *Doc) readNames(t *token.Text) {
	if d.post {
		for a := range strings.SplitSeq(d.Author, ", ") {
			d.call(a, authorName)
		}
		if !platforms[hearsay.Channel(strings.ToLower(d.Outlet))] {
			d.call(d.Outlet, authorName)
		}
	} else {
		d.call(d.Outlet, outletName)
	}
	if len(d.addresses) > 0 {
		host, _, _ := strings.Cut(d.addresses[0], "/")
		label, _, _ := strings.Cut(host, ".")
		if len(label) >= 5 && !platformHosts[label] {
			d.call(label, hostName)
		}
	}
	for p := range min(5, len(t.Paragraphs)) {
		text := paragraphText(t, p)
		if m := dateline.FindStringSubmatch(text); m != nil && (d.Outlet == "" || d.Channel == hearsay.Wire) {
			d.call(m[2], wireName) // elsewhere the dateline is whose report the outlet prints
		}
		for _, s := range masthead(text, p == 0) {
			if d.Outlet == "" && !d.post && s != d.Author {
				d.call(s, mastName)
			}
		}
	}
}

var platformHosts = map[string]bool{"facebook": true, "instagram": true, "twitter": true, "telegram": true, "youtube": true, "tiktok": true,
	"reddit": true, "linkedin": true, "medium": true, "substack": true, "wordpress": true, "blogspot": true, "archive": true, "google": true}
