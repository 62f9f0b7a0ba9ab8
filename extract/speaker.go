package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/token"
)

// An entity is somebody or something that the document speaks of as a source, or as a person.
type entity struct {
	id           string
	name         string   // fullest form of the name, empty for an unnamed one
	names        []string // every form
	kind         hearsay.SourceKind
	heads        map[string]bool // the nouns that describe him: officer, head, year-old
	gender       byte            // 'm', 'f', or 0
	age          string
	plural       bool
	descriptions []hearsay.Description
	last         int   // token of the latest mention as a source, -1 before the first
	within       int   // the same, within a quotation of somebody else
	subject      []int // tokens where the name stands as a subject in the writer's own words, in order
	tells        int   // how many attributions so far tell, less those that deny
	speaks       bool  // is the source of an attribution
	narrates     bool  // the "I" or "we" of the text
	indefinite   bool  // introduced as "a former officer", not named yet
	first        int   // token of the first mention
}

// A mention is a phrase that names or describes an entity.
type mention struct {
	at     phrase
	entity int
}

// A naming is what a noun phrase tells: a name, descriptions, an age.
type naming struct {
	name         string
	descriptions []phrase
	age          string
	head         string // last noun of the first description, or of the name
	definite     bool
	plural       bool
	pronoun      string
	organisation bool
}

var titles = map[string]bool{"mr": true, "mr.": true, "mrs": true, "mrs.": true, "ms": true, "ms.": true, "miss": true, "dr": true, "dr.": true, "prof": true, "prof.": true, "sir": true, "dame": true, "lord": true, "lady": true, "rev": true, "rev.": true,
	"gen.": true, "gov.": true, "sen.": true, "rep.": true, "lt.": true, "col.": true, "capt.": true, "sgt.": true, "maj.": true, "adm.": true, "cmdr.": true, "det.": true, "supt.": true, "hon.": true, "fr.": true, "amb.": true, "mx": true, "cllr": true, "cllr.": true, "frau": true, "herr": true, "mme": true, "señor": true, "señora": true, "signor": true, "signora": true}

var masculine = map[string]bool{"he": true, "his": true, "him": true, "mr": true, "mr.": true, "sir": true, "man": true, "father": true, "dad": true, "husband": true, "ex-husband": true, "brother": true, "son": true, "uncle": true, "nephew": true, "grandfather": true, "spokesman": true, "businessman": true, "chairman": true, "policeman": true, "widower": true, "boyfriend": true, "king": true, "prince": true, "priest": true, "monk": true, "fisherman": true, "lord": true, "boy": true, "gentleman": true, "congressman": true, "actor": true, "waiter": true}
var feminine = map[string]bool{"she": true, "her": true, "mrs": true, "mrs.": true, "ms": true, "ms.": true, "miss": true, "dame": true, "woman": true, "mother": true, "mum": true, "mum-of-three": true, "mother-of-two": true, "wife": true, "ex-wife": true, "sister": true, "daughter": true, "aunt": true, "niece": true, "grandmother": true, "spokeswoman": true, "businesswoman": true, "chairwoman": true, "policewoman": true, "widow": true, "girlfriend": true, "queen": true, "princess": true, "nun": true, "lady": true, "girl": true, "songstress": true, "congresswoman": true, "actress": true, "waitress": true, "seamstress": true, "choirgirl": true, "matriarch": true, "maid": true, "soprano": true}

// describe takes a noun phrase apart.
func (r *reader) describe(p phrase) naming {
	n, ok := r.label(p)
	if ok {
		return n
	}
	if p.End-p.First > 1 && r.tag(p.End-1) == "POS" { // "Rau's"
		p.End--
	}
	if p.End-p.First == 1 && (r.isPron(p.First) || r.tag(p.First) == "PRP" || r.tag(p.First) == "PRP$") {
		n.pronoun = r.norm(p.First)
		return n
	}
	for i := p.First + 1; i+1 < p.End; i++ { // "Rau on Tuesday"
		if r.tag(i) == "IN" && r.isName(i-1) && dayOrMonth[r.norm(i+1)] {
			p.End = i
		}
	}
	segment := p.First
	depth := 0
	for i := p.First; i <= p.End; i++ {
		if i < p.End && r.norm(i) == "(" {
			depth++
		}
		if i < p.End && r.norm(i) == ")" {
			depth--
		}
		if i < p.End && (r.norm(i) != "," && r.norm(i) != "(" && r.norm(i) != ")" && r.norm(i) != "--" || depth > 0 && r.norm(i) != "(") {
			continue
		}
		if i > segment {
			r.segment(phrase{First: segment, End: i}, &n)
		}
		segment = i + 1
	}
	return n
}

// segment reads one piece of a noun phrase between commas.
func (r *reader) segment(p phrase, n *naming) {
	w := r.norm(p.First)
	if w == "who" && n.name != "" && !n.organisation && p.End-p.First > 2 { // "Rau, who leads the case"
		n.descriptions = append(n.descriptions, p)
		return
	}
	if w == "who" || w == "whose" || w == "which" || w == "and" {
		return
	}
	if p.End-p.First <= 2 && r.tag(p.First) == "CD" {
		n.age = w
		return
	}
	for i := p.First + 1; i < p.End; i++ { // "a surgeon who dined there on 14 October" names nobody
		if w := r.norm(i); (w == "who" || w == "whose" || w == "which") && w != r.norm(p.First) {
			if !r.isName(i - 1) {
				n.describeBy(r, p)
				return
			}
			p.End = i
		}
	}
	// A name at the end, with or without a description or title before it.
	first := p.End
	for first > p.First && (r.isName(first-1) || r.norm(first-1) == "-" || first < p.End && particles[r.norm(first-1)] && first-1 > p.First) {
		first--
	}
	inner := first-1 > p.First && r.tag(first-1) == "IN" && r.norm(first-1) != "like" && !offices[r.norm(first)] // "a lawyer for Colonel Rau"
	first = r.bareName(first, p.End)
	determined := inner || first > p.First && (r.tag(first-1) == "DT" || strings.HasPrefix(r.tag(first-1), "JJ") && r.tag(first-2) == "DT" || r.norm(first-1) == "of" || r.tag(first-1) == "POS")
	lower := false // a common noun stands right before: "spokesman Ivo Rau"
	if first > p.First && first < p.End {
		lower = r.isNoun(first-1) && !determined || titles[r.norm(first-1)] || r.norm(first-1) == "''" || r.tag(first-1) == "CD"
	}
	single := r.tokens[p.End-1].Text
	office := first == p.End-1 && first-1 > p.First && r.norm(p.First) == "the" && r.is("person", r.norm(first-1)) && r.is("person", r.norm(first)) // "the Chief Constable"
	switch {
	case p.End-p.First == 1 && r.is("person", r.norm(p.First)), office, first == p.End-1 && first-1 == p.First && r.norm(p.First) == "the" && isDemonym(single) && !r.looksLikeBody(phrase{First: first, End: p.End}):
		n.describeBy(r, p)
		n.definite = true
	case first == p.First && first < p.End || lower && first < p.End:
		name := strings.TrimSpace(r.phraseText(phrase{First: first, End: p.End}))
		if n.name == "" {
			n.name = name
			n.organisation = r.looksLikeBody(phrase{First: first, End: p.End})
		} else if first == p.First {
			return
		}
		described := phrase{First: p.First, End: first}
		for described.End > described.First && titles[r.norm(described.End-1)] { // "Vice-chairman Dr"
			described.End--
		}
		if described.End > described.First && !titles[r.norm(described.First)] {
			n.describeBy(r, described)
		}
		for i := p.First; i < first; i++ {
			if titles[r.norm(i)] && n.head == "" {
				n.head = r.norm(i)
			}
		}
	case first < p.End && determined && r.norm(first-1) == "the" && first-1 == p.First && !r.is("person", r.norm(p.End-1)):
		if n.name == "" { // the Harbour Post
			n.name, n.organisation, n.definite = r.phraseText(phrase{First: first, End: p.End}), true, true
		}
	default:
		n.describeBy(r, p)
	}
}

// bareName is where in the run of names [first, end) the name itself begins, behind titles and offices: "Dr Rau", "Supreme Court Justice
// Frank Rau", "Secretary of State Jon Rau". A run that ends with an office has its name before it.
func (r *reader) bareName(first, end int) int {
	for first < end && (titles[r.norm(first)] || (r.is("person", r.norm(first)) || r.tag(first) == "IN") && first < end-1) { // "By Jill"
		first++
	}
	if end-first >= 2 && r.norm(first-1) == "of" && offices[r.norm(first)] && r.is("person", r.norm(first-2)) {
		first++
	}
	for i := end - 2; i > first; i-- {
		if (r.is("person", r.norm(i)) || titles[r.norm(i)] || r.norm(i) == "justice") && !r.looksLikeBody(phrase{First: i + 1, End: end}) && !r.is("person", r.norm(end-1)) {
			return i + 1
		}
	}
	return first
}

// offices are what a secretary, a minister or a chief is of.
var offices = setOf("state staff defense defence justice commerce labor labour health education energy agriculture transportation transport interior finance police homeland operations")

// isDemonym reports whether a capitalised word looks like one for people from somewhere: "the Norwegian", "the Latvian".
func isDemonym(word string) bool {
	for _, ending := range []string{"an", "ese", "ish", "er", "ole", "ard", "eek", "utch", "ench", "iss", "ot", "ak", "ech", "ali", "awi", "eli", "aqi", "ani"} {
		if strings.HasSuffix(word, ending) && len(word) > len(ending)+2 {
			return true
		}
	}
	return false
}

var particles = map[string]bool{"de": true, "van": true, "von": true, "der": true, "den": true, "al": true, "bin": true, "ibn": true, "da": true, "di": true, "dos": true, "la": true, "le": true, "el": true, "ten": true, "af": true, "del": true, "du": true}

func (n *naming) describeBy(r *reader, p phrase) {
	if p.End-p.First == 1 && loneSubjects[r.norm(p.First)] { // "nobody" describes nobody
		return
	}
	if r.tag(p.First) == "IN" && r.norm(p.First) != "like" { // "for six years the head of the service"
		for i := p.First + 1; i < p.End-1; i++ {
			if r.tag(i) == "DT" {
				p.First = i
				break
			}
		}
	}
	n.descriptions = append(n.descriptions, p)
	if len(n.descriptions) > 1 {
		return
	}
	w := r.norm(p.First)
	n.definite = w == "the" || r.tag(p.First) == "PRP$" || w == "this" || w == "that"
	n.head = r.headOf(p)
	n.plural = r.headTag(p) == "NNS" && !strings.HasSuffix(n.head, "year-old") || w == "two" || w == "three" || w == "several" || w == "some" || w == "many" || r.onlyNames(p)
}

// onlyNames reports whether a phrase is nothing but names, joined by "and": "India and Pakistan".
func (r *reader) onlyNames(p phrase) bool {
	and := false
	for i := p.First; i < p.End; i++ {
		switch {
		case r.norm(i) == "and" && p.First < i && i+1 < p.End:
			and = true
		case !r.isName(i) && r.norm(i) != "," && !particles[r.norm(i)]:
			return false
		}
	}
	return and
}

// headOf is the noun that a description is about: the last before "of", "for", "who".
func (r *reader) headOf(p phrase) string {
	if i := r.headAt(p); i >= 0 {
		return r.norm(i)
	}
	return ""
}

func (r *reader) headTag(p phrase) string {
	if i := r.headAt(p); i >= 0 {
		return r.tag(i)
	}
	return ""
}

// headAt is the token of headOf, or -1.
func (r *reader) headAt(p phrase) int {
	head := -1
	for i := p.First; i < p.End; i++ {
		w, t := r.norm(i), r.tag(i)
		if head >= 0 && (t == "IN" || t == "TO" || t == "WP" || t == "VBG" || t == "VBN" || t == "VBD" || w == "," || w == "who" || w == "ever") {
			break
		}
		if r.isNoun(i) || r.is("person", w) || strings.HasSuffix(w, "year-old") {
			head = i
		}
	}
	return head
}

// looksLikeBody reports whether a name is that of an organisation: it ends in a word for one, or is an acronym.
func (r *reader) looksLikeBody(p phrase) bool {
	for i := p.First; i < p.End; i++ {
		if w := r.norm(i); r.is("group", w) || bodyWords[w] {
			return true
		}
	}
	t := r.tokens[p.End-1].Text
	return p.End-p.First == 1 && len(t) > 1 && len(t) <= 6 && strings.ToUpper(t) == t && strings.ToLower(t) != t
}

var bodyWords = map[string]bool{"post": true, "times": true, "herald": true, "gazette": true, "tribune": true, "journal": true, "news": true, "telegraph": true, "mirror": true, "guardian": true, "review": true, "observer": true, "courier": true, "chronicle": true, "examiner": true, "standard": true, "press": true, "radio": true, "tv": true, "inc.": true, "ltd": true, "llc": true, "plc": true, "corporation": true, "trust": true, "society": true, "league": true, "house": true, "lantern": true, "argus": true, "echo": true, "dispatch": true, "bulletin": true, "star": true, "sun": true, "record": true, "globe": true, "independent": true}

func (n *naming) gender() byte {
	for _, w := range []string{n.pronoun, n.head} {
		if masculine[w] {
			return 'm'
		}
		if feminine[w] {
			return 'f'
		}
	}
	return 0
}

// speakers finds who is behind every source phrase of the document.
func (r *reader) speakers() {
	r.roles()
	if name := r.doc.Author; name != "" || r.isPost() && r.doc.Outlet != "" {
		if name == "" {
			name = r.doc.Outlet
		}
		if r.voice = r.named(name); r.voice < 0 && len(r.tokens) > 0 {
			kind := hearsay.Person
			r.voice = r.add(&entity{name: name, names: []string{name}, kind: kind, first: 0, last: -1})
		}
	}
	type event struct {
		at    phrase
		found int // index into found, or -1 for a phrase that only describes
	}
	var events []event
	for i := range r.found {
		if r.found[i].hasSource() {
			events = append(events, event{r.found[i].source, i})
		}
	}
	for _, p := range r.describers() {
		events = append(events, event{p, -1})
	}
	// In the order of the text; but who "I" is in a quotation is known when its speaker is.
	turn := func(e event) int {
		if e.found >= 0 && r.parent[e.found] >= 0 && firstPerson[r.norm(e.at.First)] && e.at.End-e.at.First == 1 {
			return max(e.at.First, r.found[r.parent[e.found]].source.First+1)
		}
		return e.at.First
	}
	slices.SortStableFunc(events, func(a, b event) int { return turn(a) - turn(b) })
	r.speaker = make([]int, len(r.found))
	for i := range r.speaker {
		r.speaker[i] = -1
	}
	for _, e := range events {
		r.identify(e.at.First)
		r.introduce(e.at.First)
		who := r.resolve(e.at, e.found)
		if who < 0 {
			continue
		}
		p := r.people[who]
		if e.found >= 0 {
			r.speaker[e.found] = who
			p.speaks = true
			if r.stance(&r.found[e.found]) == hearsay.Tells {
				p.tells++
			} else {
				p.tells--
			}
		}
		if n := r.describe(e.at); p.plural && n.name != "" {
			r.note(p, naming{descriptions: []phrase{e.at}})
		} else if n.pronoun == "" || n.pronoun == "who" {
			r.note(p, n)
		}
		if e.found >= 0 && r.parent[e.found] >= 0 && r.quoted(e.at.First) {
			p.within = e.at.First
		} else {
			p.last = e.at.First
		}
		r.mentions = append(r.mentions, mention{e.at, who})
	}
	r.headlined()
	r.echoes()
}

// headlined joins whom the headline alone quotes without a name with whom the text shows him to be: the first speaker of the same noun, of several
// people the first whom its first paragraph quotes, by whatever noun.
func (r *reader) headlined() {
	for i, e := range r.people {
		if !e.speaks || e.name != "" || e.narrates || !r.inTitle(e.first) || !r.inTitle(max(e.last, 0)) {
			continue
		}
		loose := e.plural // may be called by another noun
		for h := range e.heads {
			loose = loose && !forces[h]
		}
		best, fits := -1, false
		for k, o := range r.people {
			if !o.speaks || o.narrates || o.last < 0 || r.inTitle(o.last) || o.plural != e.plural {
				continue
			}
			same := false
			for h := range e.heads {
				same = same || o.heads[h]
			}
			if !same && (fits || !loose || o.name != "" || r.tokens[o.first].Paragraph > r.tokens[e.first].Paragraph+1) {
				continue
			}
			if best < 0 || same && !fits || o.first < r.people[best].first {
				best, fits = k, same
			}
		}
		if best >= 0 {
			r.merge(best, i)
		}
	}
}

// firstPerson are the pronouns by which somebody speaks of himself, or of himself and others.
var firstPerson = setOf("i we my our me us")

// forces are bodies of which one speaks as of many, and always by this word.
var forces = setOf("police authorities prosecutors")

// identify joins those whom the text before token to says to be one: "The man is Ilyas Bektemir".
func (r *reader) identify(to int) {
	for ; r.identified < to; r.identified++ {
		i := r.identified
		if w := r.norm(i); w != "is" && w != "was" || !r.isName(i+1) {
			continue
		}
		s := r.text.Sentences[r.tokens[i].Sentence]
		end := i + 1
		for end < s.End && r.isName(end) {
			end++
		}
		np, ok := r.nounBefore(s.First, i)
		if !ok || r.isPron(np.First) || r.isName(np.End-1) {
			continue
		}
		n := r.describe(np)
		who := r.named(r.phraseText(phrase{First: i + 1, End: end}))
		if !n.definite || who < 0 {
			continue
		}
		if old := r.described(np, n); old >= 0 && old != who && r.people[old].name == "" {
			r.merge(who, old)
		}
	}
}

// introduce joins those who spoke without a name with the first person whom the text then makes the subject of a sentence, by a
// name that did not stand before: "..., his own mechanic has revealed. Bas Wijnands spent nine seasons ...".
func (r *reader) introduce(to int) {
	for i, u := range r.people {
		if !u.speaks || u.kind != hearsay.Unnamed || u.narrates {
			continue
		}
		best, at := -1, to
		for k, e := range r.people {
			if e.kind != hearsay.Person || e.name == "" || e.speaks || len(e.subject) == 0 || e.first < u.first || e.subject[0] >= at || r.hasBe(e.subject[0]-1, e.subject[0]) || r.isNoun(e.subject[0]-1) && !u.heads[r.norm(e.subject[0]-1)] || !r.follows(e.subject[0], u.last) || !r.isBefore(i, k, e.subject[0]) || r.toldBy(i, e) {
				continue
			}
			best, at = k, e.subject[0]
		}
		if best >= 0 {
			r.merge(best, i)
		}
	}
}

// isBefore reports whether the unnamed speaker u can be the named person who, who comes into the text at token at.
func (r *reader) isBefore(u, who, at int) bool {
	a, e := r.people[u], r.people[who]
	if r.tokens[a.first].Sentence >= 8 || e.first < a.first && !r.inTitle(e.first) || r.quoted(a.first) || !a.speaks || a.plural || a.kind != hearsay.Unnamed || a.narrates || a.first >= at || !r.near(a.first, at) || a.gender != 0 && e.gender != 0 && a.gender != e.gender || r.otherNamedBetween(a.first, at, who) {
		return false
	}
	n := r.text.Sentences[r.tokens[a.first].Sentence]
	for i := a.first; i < n.End; i++ { // one who asked for it stays unnamed
		if w := r.norm(i); w == "anonymity" || w == "anonymous" || (w == "named" || w == "identified") && r.norm(i-1) == "be" {
			return false
		}
	}
	if _, label := r.labels[a.first]; label { // the one who chairs stays that
		return false
	}
	for h := range a.heads { // a posting is nobody
		if r.thing(h) || spokesmen[h] {
			return false
		}
	}
	if words := strings.Fields(a.text()); len(words) == 3 && periodicals[words[1]] && isCapital(words[2]) { // "the weekly Tribune" has a name
		return false
	}
	if e.kind != hearsay.Person || r.partial(a.first) {
		return false
	}
	for h := range e.heads { // one who speaks for another was not the one who told
		if spokesmen[h] && !a.heads[h] {
			return false
		}
	}
	return true
}

// otherwise reports whether what stands before the name of p, which n describes, tells that it is not the unnamed speaker u: "a trader said ... The
// grower Yaw Rau said". What is written with a capital or put together ("Justice", "mum-of-two") may stand before anybody's name.
func (r *reader) otherwise(n naming, p phrase, u int) bool {
	i := p.First - 1 // "... The grower", where it was not taken for a part of p
	if len(n.descriptions) > 0 && n.descriptions[0].First == p.First {
		i = r.headAt(n.descriptions[0])
	}
	return r.isNoun(i) && (!isCapital(r.tokens[i].Text) || r.is("person", r.norm(i))) && !strings.Contains(r.norm(i), "-") && !r.people[u].heads[r.norm(i)]
}

// partial reports whether token i begins a phrase for some of those who were spoken of: "one of them", "the other", "a third".
func (r *reader) partial(i int) bool {
	for j := i; j < min(i+2, len(r.tokens)); j++ {
		switch r.norm(j) {
		case "one", "two", "three", "other", "another", "second", "third", "fourth", "latter", "both", "neither", "either":
			return true
		}
	}
	return false
}

// follows reports whether token at stands in the sentence after that of token last, or in the first of the next paragraph.
func (r *reader) follows(at, last int) bool {
	n := r.tokens[at].Sentence
	return last >= 0 && n > r.tokens[last].Sentence && !r.inTitle(last) && (n == r.tokens[last].Sentence+1 || r.tokens[at].Paragraph == r.tokens[last].Paragraph+1 && r.text.Paragraphs[r.tokens[at].Paragraph].First == r.text.Sentences[n].First)
}

var spokesmen = map[string]bool{"spokesman": true, "spokeswoman": true, "spokesperson": true, "lawyer": true, "solicitor": true, "attorney": true, "barrister": true, "counsel": true}

// toldBy reports whether e is named in what the speaker who tells: one who is accused, as a rule.
func (r *reader) toldBy(who int, e *entity) bool {
	for i := range r.found {
		if r.speaker[i] == who && r.toldOf(e, i) {
			return true
		}
	}
	return false
}

// roles makes entities of the persons whom the document names with what they are, speakers or not: "the current president,
// Donald Oba", "Minister Rau", "Rau, the minister". So "the minister" can be told from the source.
func (r *reader) roles() {
	runs := map[string]int{} // how often each run of names stands in the text
	for i := 0; i < len(r.tokens); i++ {
		end := i
		for end < len(r.tokens) && r.isName(end) && r.tokens[end].Sentence == r.tokens[i].Sentence {
			end++
		}
		if end > i {
			runs[r.phraseText(phrase{First: i, End: end})]++
			i = end
		}
	}
	for i := 0; i < len(r.tokens); i++ {
		if !r.isName(i) || dayOrMonth[r.norm(i)] || r.is("person", r.norm(i)) && r.inTitle(i) && !r.isName(i+1) {
			continue
		}
		end := i + 1
		for end < len(r.tokens) && r.tokens[end].Sentence == r.tokens[i].Sentence && (r.isName(end) || particles[r.norm(end)] && r.isName(end+1)) {
			end++
		}
		s := r.text.Sentences[r.tokens[i].Sentence]
		first := i
		for first < end && auxiliaries[r.norm(first)] {
			first++
		}
		first = r.bareName(first, end)
		if first == s.First && end-first >= 2 { // "Ask Marit Hauge": a capital that only opens the sentence
			whole, rest := r.phraseText(phrase{First: first, End: end}), r.phraseText(phrase{First: first + 1, End: end})
			if runs[whole] == 1 && end-first > 2 && (runs[rest] > 0 || r.words.verbs[r.norm(first)] != nil) || !r.isName(first) {
				first++
			}
		}
		if end-first >= 1 && !r.looksLikeBody(phrase{First: first, End: end}) {
			var heads []string
			var told []phrase
			if first > i {
				heads = append(heads, r.norm(first-1))
			} else if i > s.First && r.is("person", r.norm(i-1)) {
				heads = append(heads, r.norm(i-1))
				if np, ok := r.nounBefore(s.First, i); ok {
					told = append(told, np)
				}
			} else if i-1 > s.First && r.norm(i-1) == "," {
				if np, ok := r.nounBefore(s.First, i-1); ok && (r.is("person", r.headOf(np)) || r.isName(np.End-1)) {
					heads = append(heads, r.headOf(np))
					if r.is("person", r.headOf(np)) && (r.tag(np.First) == "DT" || r.tag(np.First) == "PRP$" || r.tag(np.First+1) == "POS" || r.tag(np.First+2) == "POS") && r.norm(end) == "," {
						told = append(told, np)
					}
				}
			}
			if r.norm(end) == "," {
				if np, ok := r.nounAfter(end+1, s.End, true); ok && r.is("person", r.headOf(np)) && (r.tag(np.First) == "DT" || strings.HasPrefix(r.tag(np.First), "JJ") || r.isNoun(np.First) || r.tag(np.First) == "PRP$") {
					heads = append(heads, r.headOf(np))
					if r.isStop(np.End) {
						told = append(told, np)
					}
				}
			}
			if end-first >= 2 || len(heads) > 0 || r.named(r.phraseText(phrase{First: first, End: end})) >= 0 {
				name := r.phraseText(phrase{First: first, End: end})
				e := r.named(name)
				if e < 0 {
					e = r.add(&entity{name: name, names: []string{name}, first: i, last: -1})
				}
				opens := i == s.First && end-first >= 2 && (r.norm(end) == "," || r.tag(end) == "JJ" || r.tag(end) == "VBN") // "Rau spent ...", taken for an adjective
				subject := opens || r.isFinite(end) || r.tag(end) == "RB" && r.isFinite(end+1) || r.norm(end) == "," && (r.norm(end+1) == "who" || r.tag(end+1) == "CD")
				if (subject && !placing[r.norm(i-1)] || len(heads) > 0 || first > i) && r.tag(i-1) != "DT" && r.people[e].kind != hearsay.Organisation {
					r.people[e].kind = hearsay.Person
				}
				if (opens || r.isFinite(end) || r.norm(end) == "," || r.tag(end) == "RB" && r.isFinite(end+1)) && !r.told(i, i, i) && !r.quoted(i) && (i == s.First || !strings.HasPrefix(r.tag(i-1), "IN") && r.norm(i-1) != "to") {
					r.people[e].subject = append(r.people[e].subject, i)
					switch sex := r.genderAfter(end, s); {
					case sex == 'n' && r.people[e].gender == 0 && len(r.people[e].heads) == 0 && len(heads) == 0:
						r.people[e].kind = hearsay.Organisation
					case sex != 'n' && r.people[e].gender == 0:
						r.people[e].gender = sex
					}
				}
				for _, np := range told {
					n := naming{}
					n.describeBy(r, np)
					r.note(r.people[e], n)
				}
				for _, h := range heads {
					if r.is("person", h) {
						r.people[e].heads[h] = true
					}
					if masculine[h] {
						r.people[e].gender = 'm'
					} else if feminine[h] {
						r.people[e].gender = 'f'
					}
				}
			}
		}
		i = end - 1
	}
}

// placing are prepositions that make a name before a verb that of a place: "the fire at Llanfair Wen began".
var placing = setOf("at in near outside inside across around through throughout")

// genderAfter is what the first pronoun after token i in s says of the subject before it, where nobody else is named between: 'n' is a body, which
// has somebody ("its chief executive").
func (r *reader) genderAfter(i int, s phrase) byte {
	for ; i < s.End; i++ {
		w := r.norm(i)
		if r.isName(i) && !dayOrMonth[w] || r.is("person", w) || r.quoted(i) {
			return 0
		}
		if r.tag(i) == "PRP" || r.tag(i) == "PRP$" {
			switch {
			case w == "he" || w == "his" || w == "himself":
				return 'm'
			case w == "she" || w == "her" || w == "herself":
				return 'f'
			case w == "its":
				if np, ok := r.nounAfter(i, s.End, false); ok && r.is("person", r.norm(np.End-1)) {
					return 'n'
				}
			}
			return 0
		}
	}
	return 0
}

func (r *reader) add(e *entity) int {
	if e.heads == nil {
		e.heads = map[string]bool{}
	}
	e.within = -1
	e.id = fmt.Sprintf("%s/who/%d", r.doc.ID, r.tokens[e.first].Span.Start)
	for _, o := range r.people {
		if o.id == e.id {
			e.id += "b"
		}
	}
	r.people = append(r.people, e)
	return len(r.people) - 1
}

// named finds the entity that a name means: the same name, or a full name that ends or begins with it.
func (r *reader) named(name string) int {
	fold := func(s string) string {
		return strings.ToLower(strings.TrimSuffix(strings.ReplaceAll(s, "’", "'"), "'s"))
	}
	want, short := fold(name), initials(name)
	best := -1
	for i, e := range r.people {
		whole := fold(e.name) // Perpetua Fenwick is not Giles Fenwick, though both are Fenwick
		other := strings.Contains(want, " ") && strings.Contains(whole, " ") && !strings.HasSuffix(want, " "+whole) && !strings.HasSuffix(whole, " "+want) &&
			!strings.HasPrefix(whole, want+" ") && !strings.HasPrefix(want, whole+" ")
		for _, n := range e.names {
			have := fold(n)
			if have == want || e.kind != hearsay.Person && (n == short || initials(n) == name) {
				return i
			}
			if other {
				continue
			}
			if strings.HasSuffix(have, " "+want) || strings.HasSuffix(want, " "+have) || e.kind == hearsay.Person && (strings.HasPrefix(have, want+" ") || strings.HasPrefix(want, have+" ")) || e.kind == hearsay.Organisation && strings.HasPrefix(have, want+" ") {
				best = i
			}
		}
	}
	return best
}

// initials are the first letters of the words of a name that have capitals, "" where it has fewer than three: "Christian News Service" is
// CNS.
func initials(name string) string {
	if short := token.Initials(strings.Fields(name)); utf8.RuneCountInString(short) >= 3 {
		return short
	}
	return ""
}

// namesake is the one whom a surname alone means at token at, where several bear it: of those whose sex fits the one of whom the
// text spoke last; else who.
func (r *reader) namesake(who int, n naming, at int) int {
	if who < 0 || strings.Contains(n.name, " ") {
		return who
	}
	best, last := who, -1
	for i, e := range r.people {
		if !strings.HasSuffix(strings.ToLower(e.name), " "+strings.ToLower(n.name)) || e.gender != 0 && n.gender() != 0 && e.gender != n.gender() {
			continue
		}
		latest := e.first
		if e.last < at {
			latest = max(latest, e.last)
		}
		for _, m := range e.subject {
			if m < at {
				latest = max(latest, m)
			}
		}
		if latest < at && latest > last {
			best, last = i, latest
		}
	}
	return best
}

// note keeps what a mention tells about an entity.
func (r *reader) note(e *entity, n naming) {
	if n.name != "" {
		if !slices.Contains(e.names, n.name) {
			e.names = append(e.names, n.name)
		}
		if len(n.name) > len(e.name) && (e.name == "" || strings.Count(n.name, " ") > strings.Count(e.name, " ")) {
			e.name = n.name
		}
		e.indefinite = false
		if e.kind == hearsay.Unnamed {
			e.kind = hearsay.Person
		}
	}
	if n.age != "" {
		e.age = n.age
	}
	if g := n.gender(); g != 0 {
		e.gender = g
	}
	for _, d := range n.descriptions {
		h := r.headOf(d)
		if e.kind != hearsay.Writing && e.kind != hearsay.Organisation && (r.is("writing", h) || r.channelOf(d.End-1) != "") {
			continue
		}
		if h != "" {
			e.heads[h] = true
		}
		span := r.span(d)
		text, _ := span.In(r.text.Source)
		if text == "" || slices.ContainsFunc(e.descriptions, func(o hearsay.Description) bool { return strings.EqualFold(o.Text, text) }) {
			continue
		}
		e.descriptions = append(e.descriptions, hearsay.Description{Text: text, Document: r.doc.ID, By: r.doc.Voice(), Span: span})
	}
}

// resolve finds or makes the entity behind a source phrase.
func (r *reader) resolve(p phrase, found int) int {
	n := r.describe(p)
	if r.labels[p.First] == p && n.name == "" { // "THE CHAIR"
		text := r.phraseText(p)
		for i, e := range r.people {
			if e.name == "" && e.text() == text {
				return i
			}
		}
		return r.add(&entity{kind: hearsay.Unnamed, first: p.First, last: -1, indefinite: true})
	}
	switch n.pronoun {
	case "he", "she", "his", "her", "him":
		if who := r.ofContent(p, found); who >= 0 {
			return who
		}
		if who := r.antecedent(p, n.gender(), false, found); who >= 0 {
			return who
		}
		return r.lastNamed(p, found)
	case "they", "their", "them":
		if who := r.antecedent(p, 0, true, found); who >= 0 {
			return who
		}
		if who := r.lastBody(p, found); who >= 0 && r.people[who].kind == hearsay.Organisation && r.people[who].last >= 0 && r.near(r.people[who].last, p.First) {
			return who
		}
		if who := r.antecedent(p, 0, false, found); who >= 0 && r.people[who].gender == 0 { // one who is called neither "he" nor "she"
			return who
		}
		return -1
	case "it", "its": // the body or the writing named last, as a source or as a subject
		if n := r.tokens[p.First].Sentence; n > 0 { // "Plumbline went through the accounts ... It found"
			s := r.text.Sentences[n-1]
			end := s.First
			for end < s.End && r.isName(end) {
				end++
			}
			if name := r.phraseText(phrase{First: s.First, End: end}); end > s.First && r.isFinite(end) {
				switch who := r.named(name); {
				case who < 0:
					return r.add(&entity{name: name, names: []string{name}, kind: hearsay.Organisation, first: s.First, last: s.First})
				case end == s.First+1 && r.people[who].first == s.First && r.people[who].gender == 0: // met first as one who found something
					r.people[who].kind = hearsay.Organisation
					return who
				}
			}
		}
		who := r.lastBody(p, found)
		if who >= 0 && r.people[who].kind == "" {
			r.people[who].kind = hearsay.Organisation
		}
		return who
	case "i", "we", "my", "our", "me", "us", "you", "your":
		if found >= 0 && r.parent[found] >= 0 {
			return r.speaker[r.parent[found]]
		}
		if r.quoted(p.First) || n.pronoun == "you" || n.pronoun == "your" {
			return -1
		}
		return r.narrator(p, n.pronoun)
	case "who":
		return -1
	case "":
	default:
		return -1
	}
	if pair := r.pair(p); pair != "" {
		for i, e := range r.people {
			if e.plural && e.heads[pair] {
				return i
			}
		}
		return r.add(&entity{kind: hearsay.Unnamed, heads: map[string]bool{pair: true}, first: p.First, last: -1, plural: true})
	}
	couple := r.couple(p)
	if couple || n.name == "" && r.partial(p.First) { // "the other" is none of those of whom other words speak
		text := r.phraseText(p)
		for i, e := range r.people {
			if (e.plural || !couple) && (couple || n.definite) && e.name == "" && strings.EqualFold(e.text(), text) {
				return i
			}
		}
		return r.add(&entity{kind: hearsay.Unnamed, first: p.First, last: -1, plural: couple || n.plural})
	}
	if n.name != "" {
		kind := hearsay.Person
		if n.organisation {
			kind = hearsay.Organisation
		}
		who := r.namesake(r.named(n.name), n, p.First)
		if who < 0 {
			who = r.add(&entity{name: n.name, names: []string{n.name}, kind: kind, first: p.First, last: -1})
		}
		e := r.people[who]
		if n.organisation || e.kind == "" {
			e.kind = kind
		}
		if !e.speaks && e.kind == hearsay.Person { // "A retired colonel said ... Zurab Kiknavelidze used": he was told of before his name
			for i := range r.people {
				if r.isBefore(i, who, p.First) && !r.otherwise(n, p, i) {
					r.merge(who, i)
				}
			}
		}
		return who
	}
	if len(n.descriptions) == 0 {
		return -1
	}
	head := n.head
	if r.is("writing", head) && !r.is("person", head) || r.channelOf(p.End-1) != "" {
		if messages[head] && n.definite {
			if who := r.teller(p, naming{}, found); who >= 0 && r.people[who].speaks {
				return who
			}
		}
		for i, e := range r.people {
			if e.kind == hearsay.Writing && e.heads[head] {
				return i
			}
		}
		return r.add(&entity{kind: hearsay.Writing, first: p.First, last: -1})
	}
	if n.definite && (n.plural || anybody[head]) {
		if who := r.several(n); who >= 0 {
			return who
		}
	}
	person := r.is("person", head) || strings.HasSuffix(head, "year-old") || found >= 0 && !r.is("group", head)
	if person && !n.plural && n.definite {
		nameless := r.nameless(p)
		if who := r.described(p, n); who >= 0 && !(nameless && r.people[who].name != "") {
			return who
		}
		other := r.hasTag(p, "POS")                                                                                     // "the councillor's agent" is somebody of his own
		if r.tag(p.First) != "PRP$" && !nameless && !r.thing(head) && !r.is("party", head) && r.personal(p) && !other { // "the ex-spy": a new word for the one whom the paragraph is about, or who speaks
			if who := r.topic(p, n, found); who >= 0 {
				return who
			}
			if who := r.teller(p, n, found); who >= 0 {
				return who
			}
		}
	}
	if n.definite && !n.plural && r.is("group", head) { // "the company": the body named last
		best, at, fits := -1, -1, false
		for i, e := range r.people {
			company := head == "company" || head == "firm" || head == "paper" || head == "newspaper" || head == "magazine" || head == "bank" || head == "club" || head == "airline" || head == "station" || head == "broadcaster" || head == "outlet" || head == "site" || head == "website" || head == "group" || head == "agency" || head == "union" || head == "party"
			same := strings.Contains(strings.ToLower(e.name), head) || e.name == "" && e.heads[head] // "the union" after "the union of dockers"
			same = same || head == "force" && (strings.HasSuffix(e.name, "Police") || e.heads["police"])
			if e.name == "" && e.kind != hearsay.Organisation || e.kind == hearsay.Person || e.kind == hearsay.Writing || !same && (fits || !company || e.name == "" || e.kind != hearsay.Organisation) {
				continue
			}
			latest := e.first
			for _, m := range e.subject {
				if m < p.First {
					latest = max(latest, m)
				}
			}
			if e.last < p.First {
				latest = max(latest, e.last)
			}
			if latest < p.First && (latest > at || same && !fits) && r.near(latest, p.First) {
				best, at, fits = i, latest, same
			}
		}
		if best >= 0 {
			r.people[best].kind = hearsay.Organisation
			return best
		}
	}
	if n.definite || r.is("group", head) {
		for i, e := range r.people {
			if e.name == "" && e.heads[head] && e.plural == n.plural && strings.EqualFold(e.text(), r.phraseText(n.descriptions[0])) {
				return i
			}
		}
	}
	kind := hearsay.Unnamed
	if r.is("group", head) && !n.plural && !person {
		kind = hearsay.Organisation
	}
	w := r.norm(p.First)
	return r.add(&entity{kind: kind, first: p.First, last: -1, plural: n.plural, indefinite: w == "a" || w == "an" || w == "one" || !n.definite && !n.plural})
}

// narrator is the author of the text, who says "I", or those for whom it speaks, who say "we".
func (r *reader) narrator(p phrase, pronoun string) int {
	single := pronoun == "i" || pronoun == "my" || pronoun == "me"
	if single && r.voice >= 0 {
		return r.voice
	}
	for i, e := range r.people {
		if e.narrates && e.plural == !single {
			return i
		}
	}
	return r.add(&entity{narrates: true, kind: hearsay.Unnamed, plural: !single, first: p.First, last: -1})
}

// several are those of whom the text spoke last by the noun of a definite description, or by any where that is a word for some people: "two
// officials familiar with the matter", later "the officials" or "the people". It is -1 where there are none.
func (r *reader) several(n naming) int {
	best := -1
	for i, e := range r.people {
		if e.plural == (n.plural || teams[n.head]) && e.name == "" && e.speaks && !e.narrates && (e.heads[n.head] || anybody[n.head] && e.kind == hearsay.Unnamed) && (best < 0 || e.last >= r.people[best].last) {
			best = i
		}
	}
	return best
}

// anybody are words for one or some of whom was spoken in another word, teams those of them that stand for some and are not in the plural.
var (
	anybody = setOf("source sources person people team group pair trio duo couple")
	teams   = setOf("team group pair trio duo couple")
)

// lastBody is the body or the writing of which the text spoke last before p, as a source or as a subject, or -1.
func (r *reader) lastBody(p phrase, found int) int {
	best, at := -1, -1
	for i, e := range r.people {
		if e.kind == hearsay.Person || e.kind == hearsay.Unnamed || e.plural || r.toldOf(e, found) {
			continue
		}
		latest := -1
		if e.speaks && e.last < p.First {
			latest = e.last
		}
		for _, m := range e.subject {
			if m < p.First {
				latest = max(latest, m)
			}
		}
		if latest > at {
			best, at = i, latest
		}
	}
	return best
}

// messages are writings that speak for their writers; a report, a lawsuit or a log speaks for itself.
var messages = setOf("post posting tweet thread message email e-mail statement letter")

// periodicals are words for a paper or a station that may stand before its name.
var periodicals = setOf("weekly daily monthly newspaper paper magazine tabloid broadcaster station website portal site blog agency channel podcast")

// pair is the surnames of two people whose names a phrase joins, of whom the text knows one: "Les and Pat Rau", "President Rau and Ilse Holm". It is
// "" for anything else.
func (r *reader) pair(p phrase) string {
	for i := p.First + 1; i+1 < p.End; i++ {
		if r.norm(i) != "and" {
			if !r.isName(i) && !particles[r.norm(i)] {
				return ""
			}
			continue
		}
		end := i + 1
		for end < p.End && r.isName(end) {
			end++
		}
		for _, half := range []phrase{{First: r.bareName(p.First, i), End: i}, {First: r.bareName(i+1, end), End: end}} {
			if half.First < half.End && r.isName(i-1) && !r.looksLikeBody(half) {
				if who := r.named(r.phraseText(half)); who >= 0 && r.people[who].kind == hearsay.Person {
					return r.norm(i-1) + " and " + r.norm(end-1)
				}
			}
		}
		return ""
	}
	return ""
}

// couple reports whether a phrase joins two who speak together: "the Gazette and the bank that owns it", "the mayor and his wife". One who is
// two things ("the founder and head of the fund") is one.
func (r *reader) couple(p phrase) bool {
	determiner := func(i int) bool { return r.tag(i) == "DT" || r.tag(i) == "PRP$" }
	for i := p.First + 1; i+1 < p.End; i++ {
		switch w := r.norm(i); {
		case w == "," || w == "(" || w == "who" || w == "which" || w == "of" || w == "for":
			return false
		case w == "and" && determiner(i+1) && (determiner(p.First) || r.isName(p.First)):
			return true
		}
	}
	return false
}

// thing reports whether a noun is one for a thing or a body, by the lists, or where none holds it by its form.
func (r *reader) thing(head string) bool {
	if r.is("person", head) {
		return false
	}
	for _, ending := range []string{"ory", "tion", "sion", "ment", "ing", "ity", "ness", "ure", "ence", "ance", "ship", "dent"} {
		if strings.HasSuffix(head, ending) {
			return true
		}
	}
	return r.is("writing", head) || r.is("group", head)
}

// personal reports whether the noun of a description can be one for a person, by the lists or by its form.
func (r *reader) personal(p phrase) bool {
	head := r.headOf(p)
	if head == "" || r.is("person", head) || strings.HasSuffix(head, "year-old") || isCapital(r.tokens[p.End-1].Text) || strings.Contains(head, "-") {
		return true
	}
	for _, ending := range []string{"er", "or", "ist", "ian", "man", "ess", "eur", "ant", "ee", "ate", "head", "mate"} {
		if strings.HasSuffix(head, ending) {
			return true
		}
	}
	return false
}

// hasTag reports whether a token of p has the tag.
func (r *reader) hasTag(p phrase, tag string) bool {
	for i := p.First; i < p.End; i++ {
		if r.tag(i) == tag {
			return true
		}
	}
	return false
}

// nameless reports whether a phrase speaks of somebody whose name it says is not known: "the anonymous author".
func (r *reader) nameless(p phrase) bool {
	for i := p.First; i < p.End; i++ {
		switch r.norm(i) {
		case "anonymous", "unnamed", "unidentified", "unknown":
			return true
		}
	}
	return false
}

// lastNamed is the person whom the sentence before p, or what of its own stands before it, names last by two names or more: "We rang Walburga
// Stix. She keeps 46 colonies, she told us". It is -1 where there is none.
func (r *reader) lastNamed(p phrase, found int) int {
	n := r.tokens[p.First].Sentence
	for i := p.First - 1; i > 0 && r.tokens[i].Sentence >= n-1 && r.tokens[i].Paragraph == r.tokens[p.First].Paragraph; i-- {
		if !r.isName(i) || !r.isName(i-1) || r.quoted(i) {
			continue
		}
		first := i
		for first > 0 && r.isName(first-1) && r.tokens[first-1].Sentence == r.tokens[i].Sentence {
			first--
		}
		name := phrase{First: first, End: i + 1}
		if i-first > 3 || r.looksLikeBody(name) || r.norm(first-1) == "the" || placing[r.norm(first-1)] || dayOrMonth[r.norm(i)] || dayOrMonth[r.norm(first)] || r.tag(i+1) == "CD" {
			i = first
			continue
		}
		if d := r.describe(name); d.name != "" && !d.organisation {
			return r.resolve(name, found)
		}
		i = first
	}
	return -1
}

// ofContent is the person of whom the content before a pronoun tells, where nobody spoke before: "A bus driver watched him load a bag, she has
// told the Coast Line".
func (r *reader) ofContent(p phrase, found int) int {
	if found < 0 || r.found[found].content[0].First >= p.First || r.found[found].content[0].End > p.First {
		return -1
	}
	for _, e := range r.people {
		if e.speaks && e.last >= 0 && e.last < p.First && !r.inTitle(e.last) {
			return -1
		}
	}
	c := r.found[found].content[0]
	np, ok := r.nounAfter(c.First, c.End, true)
	if !ok || r.norm(c.First) != "a" && r.norm(c.First) != "an" || len(r.found[found].content) > 1 || c.End-c.First < 8 {
		return -1
	}
	if n := r.describe(np); n.name != "" || n.plural || !r.is("person", n.head) {
		return -1
	}
	who := r.resolve(np, -1)
	if who >= 0 {
		r.note(r.people[who], r.describe(np))
	}
	return who
}

func (e *entity) text() string {
	if e.name != "" || len(e.descriptions) == 0 {
		return e.name
	}
	return e.descriptions[0].Text
}

// described finds the entity that a definite description fits: the latest one with the same noun.
func (r *reader) described(p phrase, n naming) int {
	best := -1
	for i, e := range r.people {
		fits := e.heads[n.head]
		if !fits && strings.Contains(n.head, "-") { // the ex-conservator
			fits = e.heads[n.head[strings.LastIndex(n.head, "-")+1:]]
		}
		if !fits && strings.HasSuffix(n.head, "year-old") && e.age != "" {
			fits = strings.Contains(r.phraseText(p), e.age)
		}
		if !fits || e.plural || e.gender != 0 && n.gender() != 0 && e.gender != n.gender() {
			continue
		}
		if best < 0 || e.speaks && !r.people[best].speaks || e.speaks == r.people[best].speaks && e.last > r.people[best].last {
			best = i
		}
	}
	return best
}

// conflicts reports whether a description cannot be that of an entity.
func (r *reader) conflicts(who int, n naming) bool {
	e := r.people[who]
	if e.gender != 0 && n.gender() != 0 && e.gender != n.gender() {
		return true
	}
	return e.kind == hearsay.Organisation || e.narrates
}

// antecedent finds who a pronoun means: a person named as the subject earlier in its sentence, else the latest speaker, else the
// latest person named.
func (r *reader) antecedent(p phrase, gender byte, plural bool, found int) int {
	self := r.speakerAround(p, found)
	fits := func(e *entity) bool {
		return e != self && !e.narrates && !r.toldOf(e, found) && e.plural == plural && e.kind != "" && e.kind != hearsay.Organisation && e.kind != hearsay.Writing && (gender == 0 || e.gender == 0 || e.gender == gender)
	}
	s := r.text.Sentences[r.tokens[p.First].Sentence]
	if !plural {
		for i := s.First; i < p.First; i++ { // a named subject
			if r.isName(i) && (i == s.First || r.norm(i-1) == "," || r.norm(i-1) == "and" || r.norm(i-1) == "but" || r.norm(i-1) == "when" || r.norm(i-1) == "''") && !r.quoted(i) {
				end := i
				for end < p.First && r.isName(end) {
					end++
				}
				if r.isFinite(end) {
					if who := r.named(r.phraseText(phrase{First: i, End: end})); who >= 0 && fits(r.people[who]) {
						return who
					}
				}
			}
		}
	}
	best, at := -1, -1
	for i, e := range r.people {
		if !fits(e) || plural && !e.speaks {
			continue
		}
		latest := -1
		if e.speaks && e.last < p.First {
			latest = e.last
		}
		if r.quoted(p.First) && e.speaks && e.within < p.First {
			latest = max(latest, e.within)
		}
		for _, m := range e.subject {
			if m < p.First {
				latest = max(latest, m)
			}
		}
		if latest >= 0 && latest > at {
			best, at = i, latest
		}
	}
	if best >= 0 {
		if gender != 0 && r.people[best].gender == 0 {
			r.people[best].gender = gender
		}
		return best
	}
	if plural {
		return -1
	}
	for i, e := range r.people {
		if fits(e) && e.first < p.First && e.first > at {
			best, at = i, e.first
		}
	}
	if best >= 0 && gender != 0 {
		r.people[best].gender = gender
	}
	return best
}

// speakerAround is who speaks of himself as "I" where p stands: the speaker of the quotation or the turn around it, nil where it is in none.
func (r *reader) speakerAround(p phrase, found int) *entity {
	if found < 0 || r.parent[found] < 0 {
		return nil
	}
	outer := r.parent[found]
	if _, turn := r.labels[r.found[outer].source.First]; r.speaker[outer] < 0 || !turn && !r.quoted(p.First) {
		return nil
	}
	return r.people[r.speaker[outer]]
}

// toldOf reports whether the content of attribution found names e: then e is not who says it.
func (r *reader) toldOf(e *entity, found int) bool {
	if found < 0 || e.name == "" {
		return false
	}
	name := strings.Fields(strings.ToLower(e.name))
	first, last := name[0], name[len(name)-1]
	for _, c := range r.found[found].content {
		for i := c.First; i < c.End; i++ {
			if w := r.norm(i); w == last || w == first && r.isName(i) && e.kind == hearsay.Person {
				return true
			}
		}
	}
	return false
}

// topic is the person last named as a subject, or heard, in the paragraph before p, or -1.
func (r *reader) topic(p phrase, n naming, found int) int {
	best, at := -1, r.text.Paragraphs[r.tokens[p.First].Paragraph].First-1
	for i, e := range r.people {
		if e.kind != hearsay.Person || e.plural || r.conflicts(i, n) || r.toldOf(e, found) {
			continue
		}
		if e.speaks && e.last > at && e.last < p.First {
			best, at = i, e.last
		}
		for _, m := range e.subject {
			if m > at && m < p.First {
				best, at = i, m
			}
		}
	}
	return best
}

// teller is the person that a description means which fits nobody by its words: the one who has told most so far, the latest of
// equals, else the latest named as a subject.
func (r *reader) teller(p phrase, n naming, found int) int {
	best := -1
	for i, e := range r.people {
		if e.plural || !e.speaks || e.tells <= 0 || r.conflicts(i, n) || r.toldOf(e, found) || e.kind == hearsay.Writing {
			continue
		}
		if best < 0 || e.tells > r.people[best].tells || e.tells == r.people[best].tells && e.last > r.people[best].last {
			best = i
		}
	}
	if best >= 0 {
		return best
	}
	at := -1
	for i, e := range r.people {
		if e.kind != hearsay.Person || r.conflicts(i, n) || r.toldOf(e, found) {
			continue
		}
		for _, m := range e.subject {
			if m < p.First && m > at && r.near(m, p.First) {
				best, at = i, m
			}
		}
	}
	return best
}

// near reports whether token b stands within five paragraphs after token a: headline, subtitle, caption and lead come before the name.
func (r *reader) near(a, b int) bool { return r.tokens[b].Paragraph-r.tokens[a].Paragraph <= 5 }

// otherNamedBetween reports whether another named person speaks between two tokens.
func (r *reader) otherNamedBetween(a, b, but int) bool {
	for _, m := range r.mentions {
		if m.at.First > a && m.at.First < b && m.entity != but && r.people[m.entity].name != "" && r.people[m.entity].speaks {
			return true
		}
	}
	return false
}

// merge makes entity b one with a.
func (r *reader) merge(a, b int) {
	into, from := r.people[a], r.people[b]
	into.descriptions = append(from.descriptions, into.descriptions...)
	for h := range from.heads {
		into.heads[h] = true
	}
	if into.gender == 0 {
		into.gender = from.gender
	}
	into.speaks = into.speaks || from.speaks
	into.last, into.tells = max(into.last, from.last), into.tells+from.tells
	from.indefinite, from.speaks, from.descriptions, from.last = false, false, nil, -1
	from.heads = map[string]bool{}
	for i := range r.speaker {
		if r.speaker[i] == b {
			r.speaker[i] = a
		}
	}
	for i := range r.mentions {
		if r.mentions[i].entity == b {
			r.mentions[i].entity = a
		}
	}
}

// describers finds phrases that speak of a source without a content of their own: "A former officer made a claim", "the
// officer's claims", "the statement came from Rau, the former head".
func (r *reader) describers() []phrase {
	var out []phrase
	source := map[int]bool{}
	for i := range r.found {
		for j := r.found[i].source.First; j < r.found[i].source.End; j++ {
			source[j] = true
		}
	}
	covered := func(p phrase) bool {
		for j := p.First; j < p.End; j++ {
			if source[j] {
				return true
			}
		}
		return false
	}
	add := func(p phrase, ok bool) {
		if ok && !covered(p) && p.End > p.First {
			out = append(out, p)
		}
	}
	for _, s := range r.text.Sentences {
		for i := s.First; i < s.End; i++ {
			if !r.is("saying", r.norm(i)) || !r.isNoun(i) || r.quoted(i) {
				continue
			}
			for j := i - 1; j > s.First && j > i-5; j-- { // the officer's claims
				if r.tag(j) == "POS" || r.norm(j) == "'s" || r.norm(j) == "'" || r.norm(j) == "’" {
					np, ok := r.nounBefore(s.First, j)
					add(np, ok && r.person(np))
					break
				}
			}
			for j := i - 1; j >= s.First && j > i-6; j-- { // made a claim
				if w := r.norm(j); w == "made" || w == "makes" || w == "making" || w == "dropped" || w == "raised" || w == "aired" || w == "repeated" || w == "posted" || w == "by" {
					if w != "by" {
						np, ok := r.subjectOf(r.groupStart(j, s), s)
						add(np, ok && r.person(np))
					}
					break
				}
			}
			for j := i + 1; j < min(s.End, i+5); j++ { // came from Rau; made by Rau
				if w := r.norm(j); w == "from" || w == "by" {
					if np, ok := r.nounAfter(j+1, s.End, true); ok && r.person(np) {
						add(r.apposition(np, s.End), true)
					}
					break
				}
			}
		}
	}
	return out
}

// person reports whether a noun phrase names or describes a person.
func (r *reader) person(p phrase) bool {
	n := r.describe(p)
	if n.name != "" {
		return !n.organisation
	}
	return r.is("person", n.head) || strings.HasSuffix(n.head, "year-old")
}

// echoes adds descriptions that stand elsewhere: definite phrases whose noun already describes a source.
func (r *reader) echoes() {
	told := map[int]bool{}
	for _, m := range r.mentions {
		for i := m.at.First; i < m.at.End; i++ {
			told[i] = true
		}
	}
	for _, s := range r.text.Sentences {
		for i := s.First; i < s.End; i++ {
			if r.norm(i) != "the" || r.quoted(i) {
				continue
			}
			np, ok := r.nounAfter(i, s.End, false)
			if !ok || np.End-np.First < 2 {
				continue
			}
			head := r.headOf(np)
			if !r.is("person", head) && !strings.HasSuffix(head, "year-old") && !(np.End-np.First == 2 && isDemonym(r.tokens[np.First+1].Text) && isCapital(r.tokens[np.First+1].Text)) || r.tag(np.End-1) == "NNS" || told[np.First] {
				continue
			}
			n := naming{}
			n.describeBy(r, np)
			who := r.described(np, n)
			if subject := r.isFinite(np.End) || r.tag(np.End) == "POS" || r.norm(np.End) == ","; who < 0 && subject && !r.told(i, i, i) {
				if who = r.heardIn(r.text.Paragraphs[r.tokens[i].Paragraph].First, i, n); who < 0 && r.tokens[i].Paragraph > 0 && r.onlyDescribes(np) {
					who = r.heardIn(r.text.Paragraphs[r.tokens[i].Paragraph-1].First, i, n)
				}
				if who < 0 && r.norm(np.End) != "," {
					who = r.mainTeller(n)
				}
			}
			if who >= 0 && r.people[who].speaks {
				r.note(r.people[who], n)
				r.mentions = append(r.mentions, mention{np, who})
			}
		}
	}
}

// onlyDescribes reports whether a phrase says nothing by which one would know somebody who has not been named: an age, a people, a
// past.
func (r *reader) onlyDescribes(p phrase) bool {
	head := r.headOf(p)
	return strings.HasSuffix(head, "year-old") || strings.HasPrefix(head, "ex-") || isDemonym(head) && isCapital(r.tokens[p.End-1].Text) || r.norm(p.First+1) == "former" || r.norm(p.First+1) == "retired" || r.norm(p.First+1) == "veteran"
}

// heardIn is the speaker of whom the tokens from to speak last, as a source or as a subject, or -1.
func (r *reader) heardIn(from, to int, n naming) int {
	best, at := -1, from-1
	for _, m := range r.mentions {
		if e := r.people[m.entity]; m.at.First > at && m.at.First < to && e.speaks && !e.plural && e.kind != hearsay.Writing && !r.conflicts(m.entity, n) {
			best, at = m.entity, m.at.First
		}
	}
	for i, e := range r.people {
		for _, m := range e.subject {
			if m > at && m < to {
				if best = i; !e.speaks || r.conflicts(i, n) {
					best = -1
				}
				at = m
			}
		}
	}
	return best
}

// mainTeller is the one person who tells at least twice and twice as often as anybody else, or -1.
func (r *reader) mainTeller(n naming) int {
	best, second := -1, 0
	for i, e := range r.people {
		if !e.speaks || e.plural || e.kind != hearsay.Person || r.conflicts(i, n) {
			continue
		}
		if best < 0 || e.tells > r.people[best].tells {
			if best >= 0 {
				second = r.people[best].tells
			}
			best = i
		} else {
			second = max(second, e.tells)
		}
	}
	if best < 0 || r.people[best].tells < 2 || r.people[best].tells < 2*second {
		return -1
	}
	return best
}

// entityOf is the entity that a phrase was found to mention, or that its name means.
func (r *reader) entityOf(p phrase) *entity {
	for _, m := range r.mentions {
		if m.at.First <= p.First && p.End <= m.at.End || p.First <= m.at.First && m.at.End <= p.End {
			return r.people[m.entity]
		}
	}
	if n := r.describe(p); n.name != "" {
		if who := r.named(n.name); who >= 0 {
			return r.people[who]
		}
	} else if n.pronoun == "he" || n.pronoun == "she" || n.definite {
		if n.definite {
			if who := r.described(p, n); who >= 0 {
				return r.people[who]
			}
			return nil
		}
		if who := r.antecedent(p, n.gender(), false, -1); who >= 0 {
			return r.people[who]
		}
	}
	return nil
}

// sources are the entities that speak.
func (r *reader) sources() []hearsay.Source {
	var out []hearsay.Source
	for _, e := range r.people {
		if !e.speaks {
			continue
		}
		s := hearsay.Source{ID: e.id, Name: e.text(), Names: slices.Clone(e.names), Kind: e.kind, Descriptions: e.descriptions}
		if e.name != "" && e.kind == hearsay.Unnamed {
			s.Kind = hearsay.Person
		}
		for _, form := range r.forms(e) {
			if !slices.Contains(s.Names, form) {
				s.Names = append(s.Names, form)
			}
		}
		slices.SortStableFunc(s.Names, func(a, b string) int { return len(b) - len(a) })
		slices.SortStableFunc(s.Descriptions, func(a, b hearsay.Description) int { return a.Span.Start - b.Span.Start })
		for _, d := range s.Descriptions {
			s.Access = strongest(s.Access, accessOf(d.Text))
		}
		out = append(out, s)
	}
	return out
}

// forms are the other ways in which the text writes a person's name: the surname alone, with or without "Mr".
func (r *reader) forms(e *entity) []string {
	parts := strings.Fields(e.name)
	if len(parts) < 2 || e.kind == hearsay.Organisation {
		return nil
	}
	last := parts[len(parts)-1]
	var out []string
	for i := range r.tokens {
		if r.tokens[i].Text != last || i > 0 && r.isName(i-1) && !titles[r.norm(i-1)] {
			continue
		}
		form := last
		if i > 0 && titles[r.norm(i-1)] {
			form = r.phraseText(phrase{First: i - 1, End: i + 1})
		}
		if !slices.Contains(out, form) {
			out = append(out, form)
		}
	}
	return out
}

func strongest(a, b hearsay.Access) hearsay.Access {
	if b == "" || a == hearsay.FirstHand {
		return a
	}
	return b
}

// accessOf is what a description says about access: somebody who held an office or had a part near the matter, or who was
// briefed, has access of his own; a neighbour, a friend, a user of a platform has none by that word alone.
func accessOf(description string) hearsay.Access {
	for _, w := range strings.FieldsFunc(strings.ToLower(description), func(c rune) bool { return !unicode.IsLetter(c) && c != '-' }) {
		switch w {
		case "former", "ex", "retired", "head", "officer", "spy", "ex-spy", "agent", "colonel", "secretary", "witness", "eyewitness", "insider", "nurse", "accountant", "auditor", "engineer", "pilot", "guide", "whistleblower", "whistle-blower", "driver", "clerk", "veteran", "captain", "manager", "member", "briefed", "familiar", "knowledge", "worked", "survivor", "victim", "guard", "bodyguard", "operator", "inspector", "registrar", "employee", "assistant", "aide":
			return hearsay.FirstHand
		}
		if strings.HasPrefix(w, "ex-") {
			return hearsay.FirstHand
		}
	}
	return ""
}

// isCapital reports whether text begins with an upper-case letter.
func isCapital(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(c)
}
