package match

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
	"github.com/hearsay-news/hearsay/model/glove"
	"github.com/hearsay-news/hearsay/token"
)

// An Item is a statement in the form in which it is compared. It is a function of the document alone.
type Item struct {
	Statement *hearsay.Statement // as extract made it
	Text      string             // the words of the content; of what it refers to, where it only refers
	Language  string
	Voice     string // who publishes the document

	words    []word // content words in the order of the text, each once
	names    []name
	numbers  []number
	years    []int
	dates    []date
	quoted   [][]uint64         // the stems of each quoted stretch, light words left out
	context  map[uint64]float32 // names that the document speaks of most, with their weights
	story    []uint64           // the same, the most spoken of first, those that everybody knows left out
	denier   []uint64           // of a denial, the last words of the names of its speaker
	title    bool               // it stands in the document's title
	weight   float32            // of all words
	against  bool               // the content, or its speaker, denies: "never", "no"
	target   string             // the statement whose form it has, because it only refers to it
	retold   string             // the statement below that a headline tells in short
	goesOn   string             // the statement of its speaker, or of its document, that it goes on with; see goOn
	referred bool               // it is such a statement
	cited    *name              // whom it says that it has this from, where that has a name
	outlet   *name              // who publishes the document, as a name
	other    bool               // it tells of one more of a kind: "a second envelope"
	again    bool               // and sets it apart in time: "a year after the first"
	points   bool               // somebody or something in it is told by a pronoun or a description only
	exact    uint64             // hash of all stems, light words left out
	parts    []part
}

// A number is an amount, a count, a share; not a year.
type number struct {
	Value float64
	Text  string
}

// A date is a day of a month.
type date struct {
	Month, Day int // no day is 0
	Text       string
}

// most is how many words, names and clusters of a statement are looked at: an own statement can be long.
const most = 48

// Prepare returns the statements of ext, in their order, in the form in which they are compared. ext belongs to doc;
// text is doc's text divided, or nil, when Prepare divides it.
func Prepare(doc *hearsay.Document, ext *hearsay.Extraction, text *token.Text) []Item {
	if text == nil {
		text = token.Divide(doc.Text, doc.Boilerplate...)
	}
	r := newReader(doc.Language, text)
	at := make(map[string]int, len(ext.Statements))
	within := map[string][]int{} // statements by the one that they are nested in
	for i := range ext.Statements {
		s := &ext.Statements[i]
		at[s.ID] = i
		if s.Parent != "" {
			within[s.Parent] = append(within[s.Parent], i)
		}
	}
	context, story := r.context()
	outlet := outletName(cmp.Or(doc.Outlet, doc.Author))
	referred := map[string]bool{}
	items := make([]Item, len(ext.Statements))
	for i := range ext.Statements {
		s := &ext.Statements[i]
		said := s
		for range 8 { // a reference to a reference, never in a circle for long
			j, found := at[said.Refers]
			if said.Refers == "" || !found || j == i {
				break
			}
			said = &ext.Statements[j]
		}
		if said == s {
			for _, j := range within[s.ID] {
				if handsOn(s, &ext.Statements[j]) {
					said = &ext.Statements[j]
					break
				}
			}
		}
		it := Item{Statement: s, Language: r.language, Voice: doc.Voice(), context: context, story: story, outlet: outlet}
		if s.Stance == hearsay.Tells && s.Allegation >= charge {
			it.cited = outletName(hearsay.Join(doc.Text, s.Source))
		}
		r.read(&it, said.Content)
		if said != s {
			it.target = said.ID
			referred[said.ID] = true
		}
		it.Text = trimmed(hearsay.Join(doc.Text, said.Content))
		it.against = denies(s, doc.Text, r.negated)
		it.title = doc.TitleSpan != nil && len(s.Content) > 0 && s.Content[0].End <= doc.TitleSpan.End
		items[i] = it
	}
	for i := range items {
		if s := items[i].Statement; s.Stance == hearsay.DeniesIt {
			items[i].denier = lastNames(ext, s.Speaker)
		}
		if j := r.suchOne(items, i); j >= 0 {
			form := items[j]
			form.Statement, form.Text, form.against = items[i].Statement, items[i].Text, items[i].against
			form.target = items[j].Statement.ID
			referred[form.target] = true
			items[i] = form
		}
	}
	for i := range items {
		if j := retold(items, i); j >= 0 {
			items[i].retold = items[j].Statement.ID
			referred[items[i].retold] = true
		}
	}
	r.goOn(items, at)
	for i := range items {
		if items[i].goesOn != "" {
			referred[items[i].goesOn] = true
		}
	}
	for i := range items {
		items[i].referred = referred[items[i].Statement.ID]
	}
	pack(items, func(it *Item) *[]word { return &it.words })
	pack(items, func(it *Item) *[]name { return &it.names })
	pack(items, func(it *Item) *[]part { return &it.parts })
	return items
}

// pack puts a list of each of items into one array, which is no longer than it has to be: items are kept by the ten thousand.
func pack[T any](items []Item, list func(*Item) *[]T) {
	n := 0
	for i := range items {
		n += len(*list(&items[i]))
	}
	all := make([]T, 0, n)
	for i := range items {
		l := list(&items[i])
		begin := len(all)
		all = append(all, *l...)
		*l = all[begin:len(all):len(all)]
	}
}

// lastNames are the last words of the names of a source, without those that everybody knows.
func lastNames(ext *hearsay.Extraction, source string) (lasts []uint64) {
	for i := range ext.Sources {
		if ext.Sources[i].ID != source {
			continue
		}
		for _, name := range append([]string{ext.Sources[i].Name}, ext.Sources[i].Names...) {
			if n, ok := newName(strings.Fields(name), true); ok && !famous()[name[strings.LastIndexByte(name, ' ')+1:]] {
				lasts = appendNew(lasts, n.last())
			}
		}
	}
	return lasts
}

// handsOn reports whether s only hands on inner, which is nested in it: "that he had heard from a colleague that money had reached Hald"
// tells what the colleague told.
func handsOn(s, inner *hearsay.Statement) bool {
	outer, _ := hearsay.Hull(s.Content)
	hull, _ := hearsay.Hull(inner.Content)
	return s.Stance == hearsay.Tells && inner.Stance == hearsay.Tells && outer.Covers(hull) && hull.End >= outer.End-2 &&
		len(inner.Cue) > 0 && inner.Cue[0].Start-outer.Start <= frame
}

// frame is how many bytes may stand before the cue of what a statement hands on: who told it.
const frame = 30

// retold returns the index of the statement that items[i] tells in short, where that stands in the title: the one that
// has most of its words, the first of equal ones; -1 where none has a good part of them.
func retold(items []Item, i int) int {
	if !items[i].title || items[i].target != "" {
		return -1
	}
	best, at := 0.45, -1
	for j := range items {
		if b := &items[j]; !b.title && b.target == "" {
			if s := items[i].within(b); s > best {
				best, at = s, j
			}
		}
	}
	return at
}

// within is the share of the weight of it's words that o says too.
func (it *Item) within(o *Item) float64 {
	var all, got float32
	for i := range it.words {
		var met float32
		for j := range o.words {
			met = max(met, alike(&it.words[i], &o.words[j]))
		}
		all += it.words[i].Weight
		got += it.words[i].Weight * met
	}
	if all == 0 {
		return 0
	}
	return float64(got / all)
}

// such are phrases that say that something is of a kind that was told just before.
var such = dfa.MustCompile(`(?i)\b(?:was|is|were|are|be|been|as) (?:just |only |indeed )?one (?:such|of (?:these|those|them))\b`)

// suchOne returns the index of the statement whose proposition statement i repeats by "was one such recruit": who is said to
// be one is whom its speaker told something of, in the same document. It is the first statement of the speaker that
// shares a name with it and tells something of its own; where it names nobody ("The Latvian was one such find"), the first
// that names somebody. -1 where there is none.
func (r *reader) suchOne(items []Item, i int) int {
	it := &items[i]
	if !such.MatchString(it.Text) {
		return -1
	}
	named := slices.ContainsFunc(it.names, func(n name) bool { return n.Sure })
	for j := range items {
		o := &items[j]
		if j == i || o.Statement.Speaker != it.Statement.Speaker || o.Statement.Refers != "" || such.MatchString(o.Text) {
			continue
		}
		for x := range o.names {
			if !o.names[x].Sure {
				continue
			}
			if !named || slices.ContainsFunc(it.names, func(n name) bool { return sameName(&n, &o.names[x]) }) {
				return j
			}
		}
	}
	return -1
}

// trimmed takes what does not belong to a proposition from both ends of its words.
func trimmed(s string) string {
	s = strings.Trim(s, " \t\r\n,;:–—-“”„«»\"‘’")
	if rest, found := strings.CutPrefix(s, "that "); found {
		s = rest
	}
	return strings.TrimSpace(s)
}

// deniers are the stems of cues that deny what follows them.
var deniers = wordSet("deni denied denies deny denying denial reject rejects rejected rejecting dismiss dismisses dismissed dismissing refute refutes refuted refuting " +
	"dispute disputes disputed disputing contradict contradicts contradicted contradicting rebut rebuts rebutted")

// denies reports whether s speaks against the proposition that its words name. negated says that they hold a negation.
// A denying cue and a negation ("denied that he never paid") undo each other; a stance that denies without such a cue
// ("he never paid", he said) is the negation.
func denies(s *hearsay.Statement, text string, negated bool) bool {
	for _, w := range strings.Fields(strings.ToLower(hearsay.Join(text, s.Cue))) {
		if deniers[strings.Trim(w, ".,;:")] {
			return !negated
		}
	}
	return negated || s.Stance == hearsay.DeniesIt
}

// A reader reads the contents of one document's statements.
type reader struct {
	text     *token.Text
	language string
	english  bool
	env      *snowballstem.Env
	proper   map[string]int // words that stand capitalised where nothing asks for it, with how often
	negated  bool           // the content read last holds a negation
}

func newReader(language string, text *token.Text) *reader {
	if language == "" {
		language = "en"
	}
	r := &reader{text: text, language: language, english: language == "en", env: snowballstem.NewEnv(""), proper: map[string]int{}}
	for _, s := range text.Sentences {
		if loud(text.Tokens[s.First:s.End]) {
			continue
		}
		for i := s.First; i < s.End; i++ {
			t := &text.Tokens[i]
			if capital(t.Text) && !r.opens(i, s.First) && !light()[t.Norm] && !calendar[t.Norm] {
				r.proper[t.Norm]++
			}
		}
	}
	return r
}

// context returns the names that the document speaks of most, the commonest first; none of a document of few sentences,
// which has little beside its statements.
func (r *reader) context() (map[uint64]float32, []uint64) {
	if len(r.text.Sentences) < 3 { // too little beyond the statements themselves
		return nil, nil
	}
	words := make([]string, 0, len(r.proper))
	for w := range r.proper {
		if _, found := glove.Lookup(w); (!found || r.proper[w] > 1) && !isTitle(w) {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(r.proper[b]-r.proper[a], strings.Compare(a, b))
	})
	set := map[uint64]float32{}
	var story []uint64
	for _, w := range words[:min(len(words), 12)] {
		h := hash(skeleton(w))
		if _, twice := set[h]; twice {
			continue
		}
		set[h] = nameWeight(w)
		if !famous()[w] {
			story = append(story, h)
		}
	}
	return set, story
}

func capital(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c)
}

// loud reports whether tokens are written with capitals throughout, like many headlines, so that a capital says nothing.
func loud(tokens []token.Token) bool {
	up, all := 0, 0
	for i := range tokens {
		if c, _ := utf8.DecodeRuneInString(tokens[i].Text); len(tokens[i].Text) > 3 && unicode.IsLetter(c) {
			all++
			if unicode.IsUpper(c) {
				up++
			}
		}
	}
	return all >= 3 && up*10 >= all*7
}

// opens reports whether token i stands where every word takes a capital: at the start of a sentence that begins with
// token first, or of a quotation.
func (r *reader) opens(i, first int) bool {
	if i <= first {
		return true
	}
	switch r.text.Tokens[i-1].Norm {
	case "``", "`", "\"", ":", "--", "''", "|", "•", ".", "?", "!", "(", "‘", "'":
		return true
	}
	return false
}

var calendar = wordSet("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september " +
	"october november december jan feb mar apr jun jul aug sep sept oct nov dec")

var months = func() map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields("january february march april may june july august september october november december") {
		m[w], m[w[:3]] = i+1, i+1
	}
	m["sept"] = 9
	return m
}()

var negations = wordSet("not n't never no nobody none nothing neither nor false falsely untrue")

// negates reports whether a content denies its main act: a negation stands before its main verb, with it, or right behind
// it ("received nothing"). One that stands further on ("paid him so that it would not appear") denies something else.
func (r *reader) negates(at []int, sides map[int]bool) bool {
	_, end, _ := r.verb(at, sides)
	if end < 0 {
		end = len(at)
	}
	for k := 0; k < min(end+2, len(at)); k++ {
		if !sides[k] && negations[r.tok(at, k).Norm] {
			return true
		}
	}
	return false
}

var pronouns = wordSet("he she they him her them his it its their himself herself themselves we us our i my me")

var counts = map[string]float64{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "dozen": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

var scales = map[string]float64{"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12}

// read fills in the form of it from the words that content covers.
func (r *reader) read(it *Item, content []hearsay.Span) {
	r.negated = false
	var at []int // indexes of tokens, ascending
	content = slices.SortedFunc(slices.Values(content), func(a, b hearsay.Span) int { return a.Start - b.Start })
	for _, s := range content {
		tokens := r.text.Tokens
		first := sort.Search(len(tokens), func(i int) bool { return tokens[i].Span.End > s.Start })
		for i := first; i < len(tokens) && tokens[i].Span.Start < s.End; i++ {
			if len(at) > 0 && at[len(at)-1] >= i {
				continue // two stretches overlap
			}
			at = append(at, i)
		}
	}
	seen := map[uint64]int{}
	shout := r.shouts(at)
	var run []string // the words of a name, as far as read
	sure := false
	flush := func() {
		if len(run) > 0 && len(it.names) < most {
			if n, ok := newName(run, sure); ok {
				it.names = append(it.names, n)
			}
		}
		run, sure = run[:0], false
	}
	sides, aims := r.appositions(at), r.aims(at)
	exact := hash("")
	quote, stems := -1, []uint64(nil)
	for k, i := range at {
		t := &r.text.Tokens[i]
		if t.Quote != quote {
			if len(stems) >= 3 {
				it.quoted = append(it.quoted, stems)
			}
			quote, stems = t.Quote, nil
		}
		if pronouns[t.Norm] {
			it.points = true
		}
		c, _ := utf8.DecodeRuneInString(t.Text)
		isDigit := unicode.IsDigit(c) || (c == '$' || c == '€' || c == '£') && len(t.Text) > 1
		if isDigit || r.english && counts[t.Norm] > 0 {
			if h := hash(t.Norm); isDigit && r.numbered(at, k) { // "Flight 212": a name, not an amount
				if len(it.words) < most {
					it.words = append(it.words, word{Text: t.Text, Stem: h, Name: h, Weight: 1.1, Proper: true})
				}
				if len(run) > 0 {
					run = append(run, t.Text)
				}
			} else {
				r.number(it, at, k)
			}
			flush()
			if isDigit {
				exact = exact*31 + hash(t.Norm)
				continue
			}
		}
		if !unicode.IsLetter(c) {
			if t.Norm != "." || len(run) == 0 {
				flush()
			}
			continue
		}
		if m := months[t.Norm]; m > 0 && capital(t.Text) && r.english {
			flush()
			r.date(it, at, k, m)
			continue
		}
		if r.english && light()[t.Norm] && !(unicode.IsUpper(c) && len(t.Text) > 1 && strings.ToUpper(t.Text) == t.Text && !shout) {
			flush()
			continue
		}
		if calendar[t.Norm] && capital(t.Text) {
			flush()
			continue
		}
		w := word{Text: t.Text, Verb: strings.HasPrefix(t.Tag, "VB"), Side: sides[k], Aim: aims > 0 && k >= aims}
		var found bool
		if r.english {
			w.Glove, found = know(t.Norm)
		}
		w.Stem = hash(stem(r.env, r.language, t.Norm))
		if r.english {
			w.Acts = acts()[w.Stem]
		}
		maybe, certain := r.name(i, shout, found)
		if certain && r.english && found && t.Tag == "JJ" { // "Syrian"
			certain = false
		}
		if maybe {
			w.Name = hash(skeleton(t.Text))
		}
		if certain || maybe && !shout && t.Tag != "JJ" {
			run = append(run, t.Text)
			sure = sure || certain
		} else {
			flush()
		}
		switch {
		case certain && isTitle(t.Norm):
			w.Weight = 0.3
		case certain:
			w.Weight, w.Proper = nameWeight(t.Norm), true
		case r.english:
			w.Weight = rarity(w.Glove, found)
		default:
			w.Weight = min(1, 0.15*float32(utf8.RuneCountInString(t.Norm)))
		}
		if w.Side {
			w.Weight *= 0.4
		}
		exact = exact*31 + w.Stem
		if quote >= 0 {
			stems = append(stems, w.Stem)
		}
		if j, twice := seen[w.Stem]; twice {
			it.words[j].Weight = max(it.words[j].Weight, w.Weight)
			it.words[j].Verb = it.words[j].Verb || w.Verb
			continue
		}
		if len(it.words) < most {
			seen[w.Stem] = len(it.words)
			it.words = append(it.words, w)
		}
	}
	flush()
	if len(stems) >= 3 {
		it.quoted = append(it.quoted, stems)
	}
	for i := range it.words {
		it.weight += it.words[i].Weight
	}
	it.exact = exact
	it.other, it.again = r.another(at)
	r.negated = r.negates(at, sides)
	r.divide(it, at, sides)
}

// shouts reports whether the tokens at are written with capitals throughout.
func (r *reader) shouts(at []int) bool {
	tokens := make([]token.Token, len(at))
	for k, i := range at {
		tokens[k] = r.text.Tokens[i]
	}
	return loud(tokens)
}

// name reports whether token i may be part of a name, and whether it is for certain. known says that the word is one of
// those that have a vector.
func (r *reader) name(i int, shout, known bool) (maybe, certain bool) {
	t := &r.text.Tokens[i]
	if !capital(t.Text) {
		return false, false
	}
	beside := func(j int) bool { // another capital right beside it
		return j >= 0 && j < len(r.text.Tokens) && r.text.Tokens[j].Sentence == t.Sentence && capital(r.text.Tokens[j].Text) && !light()[r.text.Tokens[j].Norm]
	}
	first := r.text.Sentences[t.Sentence].First
	switch {
	case r.language == "de": // every noun has a capital
		return true, beside(i-1) && i > first || beside(i+1)
	case shout:
		certain = r.proper[t.Norm] > 0 || r.english && !known
		return true, certain
	case r.opens(i, first):
		certain = r.proper[t.Norm] > 0 || r.english && (!known || beside(i+1))
		return certain || strings.HasPrefix(t.Tag, "NNP"), certain
	}
	return true, true
}

// appositions marks the words that are said by the way about a name beside them: ", then a rising mogul in New York,".
func (r *reader) appositions(at []int) map[int]bool {
	sides := map[int]bool{}
	for k := 0; k+2 < len(at); k++ {
		mark := r.text.Tokens[at[k]].Norm
		next := &r.text.Tokens[at[k+1]]
		relative := relatives[next.Norm]
		if mark != "," && mark != "--" || mark == "," && !relative && !r.describes(at, k) {
			continue
		}
		end := k + 1
		for end < len(at) && r.text.Tokens[at[end]].Norm != mark && end-k < 20 {
			end++
		}
		if end-k == 20 || end == len(at) && !(relative && mark == ",") {
			continue
		}
		for j := k + 1; j < end; j++ {
			sides[j] = true
		}
		k = end
	}
	return sides
}

var relatives = wordSet("who which whose whom where")

// another reports whether a content tells of a thing as one more of its kind, and whether it sets that apart in time from the one
// before, so that it is not what others tell of that: "a second envelope, a year after the first", "another packet a year later".
func (r *reader) another(at []int) (other, again bool) {
	apart := false
	for k := range at {
		norm := r.tok(at, k).Norm
		apart = apart || since[norm]
		for j := k + 1; ordinals[norm] && j < min(k+3, len(at)); j++ {
			other = other || strings.HasPrefix(r.tok(at, j).Tag, "NN")
		}
	}
	return other, other && apart
}

var since = wordSet("first later afterwards again earlier previous")

var ordinals = wordSet("second third fourth another further more")

// describes reports whether what follows the comma at at[k] describes the name before it: "Mussayev, then a young clerk".
// aims returns where in at a clause of purpose begins that runs to the end, 0 where there is none: a main clause with a verb and
// what it takes comes first ("accepted 240,000 crowns to keep ...").
func (r *reader) aims(at []int) int {
	if !r.english {
		return 0
	}
	verb, object := false, false
	for k, i := range at {
		t := &r.text.Tokens[i]
		next := ""
		if k+1 < len(at) {
			next = r.text.Tokens[at[k+1]].Tag
		}
		switch {
		case verb && object && t.Norm == "to" && next == "VB", verb && t.Norm == "so" && k+1 < len(at) && r.text.Tokens[at[k+1]].Norm == "that":
			return k
		case strings.HasPrefix(t.Tag, "VB"):
			verb, object = true, false
		case strings.HasPrefix(t.Tag, "NN") || t.Tag == "CD" || t.Tag == "PRP":
			object = verb
		}
	}
	return 0
}

func (r *reader) describes(at []int, k int) bool {
	if k == 0 || !capital(r.text.Tokens[at[k-1]].Text) {
		return false
	}
	switch next := &r.text.Tokens[at[k+1]]; next.Tag {
	case "DT", "RB", "CD", "NN", "JJ", "PRP$", "IN":
		return !capital(next.Text)
	}
	return false
}

// numbered reports whether the number at at[k] tells things of one kind apart: "Flight 212", "number 14".
func (r *reader) numbered(at []int, k int) bool {
	if k == 0 || len(r.text.Tokens[at[k]].Text) > 4 {
		return false
	}
	before := &r.text.Tokens[at[k-1]]
	if before.Norm == "number" || before.Norm == "no." {
		return true
	}
	year, err := strconv.Atoi(r.text.Tokens[at[k]].Text)
	return err == nil && (year < 1800 || year > 2100) && capital(before.Text) && months[before.Norm] == 0 && !light()[before.Norm]
}

// number reads the number at at[k].
func (r *reader) number(it *Item, at []int, k int) {
	t := &r.text.Tokens[at[k]]
	text := strings.TrimLeft(t.Norm, "$€£")
	digits := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyz%-")
	value, err := strconv.ParseFloat(strings.ReplaceAll(digits, ",", ""), 64)
	suffix := text[len(digits):]
	if err != nil {
		if value = counts[t.Norm]; value == 0 {
			return
		}
		suffix = ""
	}
	plain := !strings.ContainsAny(t.Norm, ",.$€£%")
	if plain && suffix == "" && len(digits) == 4 && value >= 1000 && value < 2100 {
		it.years = appendNew(it.years, int(value))
		return
	}
	if s := scales[suffix]; s > 0 {
		value *= s
	} else if suffix != "" && suffix != "%" {
		return // "6th", "40-year-old"
	}
	if k+1 < len(at) {
		if s := scales[r.text.Tokens[at[k+1]].Norm]; s > 0 {
			value *= s
		}
	}
	if len(it.numbers) < most {
		it.numbers = append(it.numbers, number{value, t.Text})
	}
}

// date reads the day beside the month m at at[k].
func (r *reader) date(it *Item, at []int, k, m int) {
	for _, j := range []int{k + 1, k - 1} {
		if j < 0 || j >= len(at) {
			continue
		}
		if d, err := strconv.Atoi(strings.TrimRight(r.text.Tokens[at[j]].Norm, "stndrh")); err == nil && d >= 1 && d <= 31 {
			first, last := r.text.Tokens[at[min(j, k)]].Span.Start, r.text.Tokens[at[max(j, k)]].Span.End
			it.dates = append(it.dates, date{m, d, r.text.Source[first:last]})
			return
		}
	}
	it.dates = append(it.dates, date{Month: m})
}

func appendNew[T comparable](list []T, x T) []T {
	if slices.Contains(list, x) || len(list) >= most {
		return list
	}
	return append(list, x)
}
