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
	hash  uint64 // of its folded form
	span  hearsay.Span
	token int32
	upper bool // begins with a capital letter or a digit
	first bool // of its sentence
	quote int32
	marks mark // which lists hold it, or a part of it between hyphens
}

// A name is what a document is called by others: its outlet, its author where it is a post, its masthead.
type name struct {
	text  string
	words []uint64
	kind  nameKind
}

type nameKind uint8

const (
	outletName nameKind = iota // the publisher as the document gives it
	mastName                   // the publisher as its first lines give it
	authorName                 // who wrote the post, or an account
	hostName                   // the first label of its address
	wireName                   // the agency in its dateline
)

// A Doc is a document prepared for comparing. It is read only, and safe for several goroutines.
type Doc struct {
	*hearsay.Document
	text      *token.Text
	words     []word
	at        map[uint64][]int32 // places of each word, by its hash
	runs      []uint64           // of each word, the hash of the run of gram words from it on
	grams     map[uint64][]int32 // places of each run of gram words
	seen      [1024]uint64       // a bit for each run, by its hash: most runs of another document are not here
	names     []name             // what it is called
	credits   []credit           // agencies and outlets that it credits
	addresses []string           // its own, folded
	links     []string           // of each Document.Links, folded
	notable   map[uint64]bool    // names and numbers
	numbers   map[string]bool    // as numberOf writes them
	post      bool
	from, to  int64 // the first and the last second that it may have been published at; 0, 0 where unknown
}

// A credit is the place where a document says whose report it prints.
type credit struct {
	words []uint64
	text  string
	span  hearsay.Span // empty where it stands in the page's data
}

// gram is the length in words of the runs that passages are found by.
const gram = 5

// Prepare brings a document into the form in which it is compared. text is its text divided, boilerplate left out; where
// it is nil Prepare divides it.
func Prepare(doc *hearsay.Document, text *token.Text) *Doc {
	if text == nil {
		leave := slices.Clone(doc.Boilerplate)
		slices.SortFunc(leave, func(a, b hearsay.Span) int { return cmp.Compare(a.Start, b.Start) })
		text = token.Divide(doc.Text, leave...)
	}
	d := &Doc{Document: doc, text: text, at: map[uint64][]int32{}, grams: map[uint64][]int32{}, notable: map[uint64]bool{}, numbers: map[string]bool{}, post: isPost(doc)}
	for i := range text.Tokens {
		t := &text.Tokens[i]
		r, _ := utf8.DecodeRuneInString(t.Text)
		at := r == '@' || r == '#'
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !at {
			continue
		}
		w := word{hash: hashOf(t.Text), span: t.Span, token: int32(i), quote: int32(t.Quote),
			upper: unicode.IsUpper(r) || unicode.IsDigit(r) || at || unicode.IsTitle(r),
			first: text.Sentences[t.Sentence].First == i}
		if w.hash == 0 {
			continue
		}
		w.marks = marksOf(t.Text, w.hash)
		if unicode.IsDigit(r) {
			d.numbers[numberOf(t.Text)] = true
		}
		d.at[w.hash] = append(d.at[w.hash], int32(len(d.words)))
		d.words = append(d.words, w)
	}
	for i := 0; i+gram <= len(d.words); i++ {
		h := d.gramAt(i)
		d.runs = append(d.runs, h)
		d.seen[h>>48/64] |= 1 << (h >> 48 % 64)
		d.grams[h] = append(d.grams[h], int32(i))
	}
	small := map[uint64]bool{} // words that stand in small letters somewhere: their capitals say nothing
	for _, w := range d.words {
		if !w.upper {
			small[w.hash] = true
		}
	}
	for _, w := range d.words {
		if w.upper && !w.first && w.span.Len() >= 3 && !small[w.hash] {
			d.notable[w.hash] = true
		}
	}
	d.addresses = addresses(doc)
	for _, l := range doc.Links {
		d.links = append(d.links, Address(l.URL))
	}
	d.from, d.to = period(doc.Published)
	d.readNames()
	d.readCredits()
	return d
}

func (d *Doc) gramAt(i int) uint64 {
	h := uint64(0)
	for _, w := range d.words[i : i+gram] {
		h = mix(h, w.hash)
	}
	return h
}

// has returns the places of a run of words by its hash.
func (d *Doc) has(run uint64) []int32 {
	if d.seen[run>>48/64]&(1<<(run>>48%64)) == 0 {
		return nil
	}
	return d.grams[run]
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

// words of d between two tokens are found by paragraph: first is the index of the first word of paragraph p.
func (d *Doc) paragraph(p int) (first, end int) {
	r := d.text.Paragraphs[p]
	first, _ = slices.BinarySearchFunc(d.words, int32(r.First), func(w word, t int32) int { return cmp.Compare(w.token, t) })
	end, _ = slices.BinarySearchFunc(d.words, int32(r.End), func(w word, t int32) int { return cmp.Compare(w.token, t) })
	return first, end
}

func (d *Doc) paragraphText(p int) string {
	r := d.text.Paragraphs[p]
	return d.Text[d.text.Tokens[r.First].Span.Start:d.text.Tokens[r.End-1].Span.End]
}

// find returns the words [first, end) at which the words of a name stand, the first that begins at or after from; -1
// where they do not.
func (d *Doc) find(name []uint64, from int) (first, end int) {
	if len(name) == 0 {
		return -1, -1
	}
	for _, i := range d.at[name[0]] {
		at := int(i)
		if at < from || at+len(name) > len(d.words) || !d.words[at].upper {
			continue
		}
		same := true
		for k, h := range name {
			if d.words[at+k].hash != h || d.words[at+k].span.Start > d.words[at].span.Start+160 {
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
	d.names = append(d.names, name{text, words, kind})
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
func (d *Doc) readNames() {
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
	for p := range min(5, len(d.text.Paragraphs)) {
		text := d.paragraphText(p)
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
