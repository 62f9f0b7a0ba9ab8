package trace

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zeebo/xxh3"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/token"
)

// A word is a word or a number of the text.
type word struct {
	hash       uint64 // of its folded form
	start, end int32  // its span
	token      int32
	sentence   int32
	quote      int32
	upper      bool // begins with a capital letter or a digit
	first      bool // of its sentence
	marks      mark // which lists hold it, or a part of it between hyphens
}

func (w *word) span() hearsay.Span { return hearsay.Span{Start: int(w.start), End: int(w.end)} }

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

// A Doc is a document prepared for comparing. It is read only, and safe for several goroutines. It takes some 70 bytes a
// word, the document itself aside.
type Doc struct {
	*hearsay.Document
	words      []word
	paragraphs []token.Range
	quotes     []token.Quote
	at         index       // places of words, by their hashes
	distinct   int         // how many different words there are
	runs       []uint64    // of each word, the hash of the run of shortest words from it on
	grams      index       // places of runs
	seen       [512]uint64 // a bit for each run, by its hash: most runs of another document are not here
	names      []name      // what it is called
	title      []uint64    // the words of its title
	credits    []credit    // agencies and outlets that it credits
	addresses  []string    // its own, folded
	links      []string    // of each Document.Links, folded
	notable    []uint64    // names and numbers, by their hashes, sorted
	long       []uint64    // words that are longer where they stand first, and not among the common ones, likewise
	numbers    []uint64    // hashes of numbers as numberOf writes them, sorted
	post       bool
	from, to   int64 // the first and the last second that it may have been published at; 0, 0 where unknown
}

// An index says where values stand in a list.
type index struct {
	slots []int32 // of each value its first place and one, in a slot by the value or after it; a power of two of them
	next  []int32 // from each place the next of the same value and one; 0 where there is none
}

// newIndex makes an index of the values that value returns for 0 to n-1. It returns how many different ones there are.
func newIndex(n int, value func(int) uint64) (x index, distinct int) {
	size := 4
	for size*3 < n*4 {
		size *= 2
	}
	x = index{make([]int32, size), make([]int32, n)}
	for i := n - 1; i >= 0; i-- {
		v := value(i)
		s := int(v) & (size - 1)
		for x.slots[s] != 0 && value(int(x.slots[s]-1)) != v {
			s = (s + 1) & (size - 1)
		}
		if x.slots[s] == 0 {
			distinct++
		}
		x.next[i] = x.slots[s]
		x.slots[s] = int32(i + 1)
	}
	return x, distinct
}

// first returns the first place of v, -1 where there is none.
func (x *index) first(v uint64, value func(int) uint64) int {
	for s := int(v) & (len(x.slots) - 1); x.slots[s] != 0; s = (s + 1) & (len(x.slots) - 1) {
		if at := int(x.slots[s] - 1); value(at) == v {
			return at
		}
	}
	return -1
}

// after returns the next place of the value that stands at place at, -1 where there is none.
func (x *index) after(at int) int { return int(x.next[at]) - 1 }

func (d *Doc) hashAt(i int) uint64 { return d.words[i].hash }
func (d *Doc) runAt(i int) uint64  { return d.runs[i] }

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
	d := &Doc{Document: doc, paragraphs: text.Paragraphs, quotes: text.Quotes, title: hashes(doc.Title), post: isPost(doc)}
	d.words = make([]word, 0, len(text.Tokens))
	for i := range text.Tokens {
		t := &text.Tokens[i]
		r, _ := utf8.DecodeRuneInString(t.Text)
		at := r == '@' || r == '#'
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !at {
			continue
		}
		w := word{hash: hashOf(t.Text), start: int32(t.Span.Start), end: int32(t.Span.End), token: int32(i), sentence: int32(t.Sentence), quote: int32(t.Quote),
			upper: unicode.IsUpper(r) || unicode.IsDigit(r) || at || unicode.IsTitle(r),
			first: text.Sentences[t.Sentence].First == i}
		if w.hash == 0 {
			continue
		}
		w.marks = marksOf(t.Text, w.hash)
		if unicode.IsDigit(r) {
			d.numbers = append(d.numbers, xxh3.HashString(numberOf(t.Text)))
		}
		d.words = append(d.words, w)
	}
	d.words = slices.Clip(d.words)
	d.at, d.distinct = newIndex(len(d.words), d.hashAt)
	if n := len(d.words) - shortest + 1; n > 0 {
		d.runs = make([]uint64, n)
	}
	for i := range d.runs {
		h := uint64(0)
		for _, w := range d.words[i : i+shortest] {
			h = mix(h, w.hash)
		}
		d.runs[i] = h
		d.seen[h>>49/64] |= 1 << (h >> 49 % 64)
	}
	d.grams, _ = newIndex(len(d.runs), d.runAt)
	small := map[uint64]bool{} // words that stand in small letters somewhere: their capitals say nothing
	for _, w := range d.words {
		if !w.upper {
			small[w.hash] = true
		}
	}
	for i := range d.words {
		w := &d.words[i]
		if w.upper && !w.first && w.span().Len() >= 3 && !small[w.hash] {
			d.notable = append(d.notable, w.hash)
		}
		if w.span().Len() >= 5 && !common[w.hash] && d.at.first(w.hash, d.hashAt) == i {
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

// mayHave reports whether a run of words may stand in d, by its hash: false where it does not.
func (d *Doc) mayHave(run uint64) bool { return d.seen[run>>49/64]&(1<<(run>>49%64)) != 0 }

// sharesRun reports whether a run of words of e stands in d.
func (d *Doc) sharesRun(e *Doc) bool {
	for _, run := range e.runs {
		if d.mayHave(run) && d.grams.first(run, d.runAt) >= 0 {
			return true
		}
	}
	return false
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

// paragraphOf returns the number of the paragraph in which the token with the number at stands.
func (d *Doc) paragraphOf(at int32) int {
	p, _ := slices.BinarySearchFunc(d.paragraphs, int(at), func(r token.Range, at int) int {
		if r.End <= at {
			return -1
		}
		return 1
	})
	return p
}

// paragraph returns the words [first, end) of a paragraph.
func (d *Doc) paragraph(p int) (first, end int) {
	r := d.paragraphs[p]
	first, _ = slices.BinarySearchFunc(d.words, int32(r.First), func(w word, t int32) int { return cmp.Compare(w.token, t) })
	end, _ = slices.BinarySearchFunc(d.words, int32(r.End), func(w word, t int32) int { return cmp.Compare(w.token, t) })
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
	for at := d.at.first(name[0], d.hashAt); at >= 0; at = d.at.after(at) {
		if at < from || at+len(name) > len(d.words) || !d.words[at].upper {
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
