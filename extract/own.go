package extract

import (
	"slices"
	"sort"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
)

// own finds what the document states in its own voice: its headline, every sentence of a post, and those sentences of an
// article that tell flat what it elsewhere attributes.
func (r *reader) own() {
	title := r.titleTokens()
	if title.End > title.First && (!r.attributed(title) || r.debunks([]phrase{title})) {
		r.addOwn(title)
	}
	r.press = r.isPressStatement(title)
	post := r.isPost() || r.press
	keys := r.toldWords()
	lead := title.End // the first two paragraphs behind the title
	for n, p := range r.text.Paragraphs {
		if p.First >= title.End && n < r.paragraphOf(title.End)+2 {
			lead = p.End
		}
	}
	least := 0.5 // how much of an allegation a sentence of the lead must be
	short := len(r.text.Sentences) <= brief
	if short {
		lead, least = len(r.tokens), 0.35
	}
	for _, s := range r.text.Sentences {
		if s.First < title.End || s.End-s.First < 4 || r.attributed(s) && !(post && r.mostlyOwn(s)) {
			continue
		}
		if post || r.retells(s, keys) || r.firstPerson(s) || (title.End > 0 || short) && s.End <= lead && (r.allegation([]phrase{s}, nil) >= least || r.heads(title, s)) {
			r.addOwn(s)
		}
	}
}

// brief is of how many sentences a document is at most that is all lead: a note, a post passed on.
const brief = 5

// isPressStatement reports whether the document is what somebody has put out about himself: it is short, and says at its head that it
// is a statement.
func (r *reader) isPressStatement(title phrase) bool {
	if len(r.text.Sentences) > 40 {
		return false
	}
	for i := range r.tokens {
		if r.tokens[i].Paragraph > 2 || i > title.End+40 {
			return false
		}
		w := r.norm(i)
		if w == "statement" && (r.norm(i+1) == "by" || r.norm(i+1) == "from" || r.norm(i+1) == "of" || r.norm(i+1) == "," || r.norm(i+1) == ":" || r.tokens[i].Sentence != r.sentenceAt(i+1)) ||
			(w == "press" || w == "media" || w == "news") && (r.norm(i+1) == "release" || r.norm(i+1) == "statement") {
			s := r.text.Sentences[r.tokens[i].Sentence]
			return !r.isVerbBetween(s.First, s.End)
		}
	}
	return false
}

// sentenceAt is the number of the sentence of token i, -1 behind the last.
func (r *reader) sentenceAt(i int) int {
	if i >= len(r.tokens) {
		return -1
	}
	return r.tokens[i].Sentence
}

// heads reports whether the title says in short what a sentence says: it has half of the title's words and a verb.
func (r *reader) heads(title, s phrase) bool {
	words := map[string]bool{}
	for i := title.First; i < title.End; i++ {
		if r.weighty(i) {
			words[stemOf(r.norm(i))] = true
		}
	}
	all, shared, act := len(words), 0, false
	for i := s.First; i < s.End; i++ {
		if w := stemOf(r.norm(i)); words[w] && r.weighty(i) {
			shared++
			act = act || !r.isName(i) // names alone are what both are about
			delete(words, w)
		}
	}
	return act && shared >= 2 && 2*shared >= all && r.isFiniteBetween(s.First, s.End)
}

// weighty reports whether token i is a name, a noun, a number or a verb of its own.
func (r *reader) weighty(i int) bool {
	return r.isNoun(i) || r.tag(i) == "CD" || r.isVerb(i) && !auxiliaries[r.norm(i)] && r.tag(i) != "MD"
}

func (r *reader) paragraphOf(i int) int {
	if i >= len(r.tokens) {
		return len(r.text.Paragraphs)
	}
	return r.tokens[i].Paragraph
}

// firstPerson reports whether the document speaks of itself in a sentence: whoever publishes it tells it.
func (r *reader) firstPerson(s phrase) bool {
	for i := s.First; i < s.End; i++ {
		if w := r.norm(i); (w == "i" && r.tokens[i].Text == "I" || w == "me" || w == "my") && r.tokens[i].Quote < 0 {
			return true
		}
	}
	return false
}

// foreign is what can be said of a document in a language that is not read deeply: headline and, of a post, its sentences.
func (r *reader) foreign() []hearsay.Statement {
	title := r.titleTokens()
	if title.End > title.First {
		r.addOwn(title)
	}
	if r.isPost() || title.End <= title.First {
		for _, s := range r.text.Sentences {
			if s.First >= title.End && s.End-s.First > 3 && len(r.out) < 12 {
				r.addOwn(s)
			}
		}
	}
	return r.out
}

// isPost reports whether the document is a post rather than an article.
func (r *reader) isPost() bool {
	return platforms[string(r.doc.Channel)] || r.doc.Channel == hearsay.Post
}

func (r *reader) titleTokens() phrase {
	if r.doc.TitleSpan == nil {
		return phrase{}
	}
	p := phrase{}
	for i := range r.tokens {
		if r.doc.TitleSpan.Covers(r.tokens[i].Span) {
			if p.End == 0 {
				p.First = i
			}
			p.End = i + 1
		}
	}
	return p
}

// inTitle reports whether token i stands in the title, or in a first line that looks like one.
func (r *reader) inTitle(i int) bool {
	if r.doc.TitleSpan != nil {
		return r.doc.TitleSpan.Covers(r.tokens[i].Span)
	}
	return r.tokens[i].Paragraph == 0
}

// attributed reports whether a cue stands in the sentence, or the sentence lies within a content.
func (r *reader) attributed(s phrase) bool {
	next := sort.Search(len(r.found), func(i int) bool { return r.found[i].cue.First >= s.First })
	if next < len(r.found) && r.found[next].cue.First < s.End {
		return true
	}
	return slices.ContainsFunc(r.over[s.First:s.End], func(over []int) bool { return len(over) > 0 })
}

// mostlyOwn reports whether less than half of a sentence belongs to attributions.
func (r *reader) mostlyOwn(s phrase) bool {
	own := s.End - s.First
	for i := range r.found {
		for _, p := range append([]phrase{r.found[i].cue, r.found[i].source}, r.found[i].content...) {
			own -= max(0, min(p.End, s.End)-max(p.First, s.First))
		}
	}
	return 2*own > s.End-s.First
}

func (r *reader) addOwn(p phrase) {
	span := r.span(p)
	if span.Len() == 0 {
		return
	}
	if q := r.quoteOpeningAt(p.First); q >= 0 && r.text.Quotes[q].End == p.End {
		span = r.text.Quotes[q].Span
	}
	s := hearsay.Statement{Document: r.doc.ID, Kind: hearsay.Own, Commitment: r.ownCommitment(p), Stance: hearsay.Tells, Content: []hearsay.Span{span}}
	if s.Commitment == hearsay.Asks {
		s.Stance = hearsay.AsksWhether
	}
	if r.doc.Language != "" && r.doc.Language != "en" {
		s.Via = r.viaAbroad(p)
	}
	s.Allegation = r.allegation([]phrase{p}, nil)
	text := r.folded([]phrase{p})
	if s.Stance == hearsay.Tells && r.press && r.saysNo(p) {
		s.Stance = hearsay.DeniesIt
	}
	if s.Stance == hearsay.Tells && r.doc.TitleSpan != nil && r.inTitle(p.First) && (r.debunks([]phrase{p}) || r.saysNot(p)) {
		s.Stance = hearsay.DeniesIt
	}
	if s.Stance == hearsay.Tells && (rejections.MatchString(text) || disavowals.MatchString(text)) && !r.isPost() {
		s.Stance = hearsay.DeniesIt
	}
	if r.voice >= 0 && (r.isPost() || r.firstPerson(p)) {
		s.Speaker = r.people[r.voice].id
		r.people[r.voice].speaks = true
	}
	switch {
	case r.isPost() && saw.MatchString(text):
		s.Access = hearsay.FirstHand
	case r.isPost() && heard.MatchString(text):
		s.Access = hearsay.Heard
	}
	s.ID = hearsay.StatementID(r.doc.ID, nil, s.Content)
	r.out = append(r.out, s)
}

// debunks reports whether a headline calls what is told elsewhere untrue: "Three-breasted woman is a fake", "Viral hoax fools thousands", "Fake news site
// has bishop arrested". A fake passport, or a hoax call, is a thing and no telling.
func (r *reader) debunks(title []phrase) bool {
	return debunking.MatchString(hoaxThings.ReplaceAllString(r.folded(title), ""))
}

// hoaxThings are hoaxes by which somebody is alarmed, not told.
var hoaxThings = dfa.MustCompile(`\bhoax(?:es)? (?:calls?|callers?|bombs?|bombers?|threats?|devices?|letters?|e-?mails?|packages?|alarms?)\b`)

var debunking = dfa.MustCompile(`\b(?:hoax(?:es|ed|er|ers)?\b|debunk(?:ed|s|ing)?\b|bogus\b|satir(?:e|ical)\b|(?:clears|cleared|exonerate[sd]?|vindicate[sd]?|acquits|acquitted)\b|photoshopped\b|` +
	`(?:is|are|was|were|be|as|totally|entirely|completely|probably|likely|actually|account|story|report|quote|photo|video|letter|tweet|picture) (?:a |an |all |just |really |another |totally |entirely |completely |probably |likely |almost certainly )*` +
	`(?:fakes?|false|fabricated|untrue|fabrications?|myths?|not true|not real)\b|(?:proven|proved|rated|found) (?:to be )?(?:false|fake|untrue)\b|` +
	`fake (?:\p{L}+ ){0,3}?(?:news|stor(?:y|ies)|reports?|tweets?|videos?|photos?|pictures?|quotes?|articles?|images?|rumou?rs?|claims?)\b|false (?:rumou?rs?|reports?|claims?|stor(?:y|ies)|alarms?)\b|\bpranks?\b)`)

// saysNot reports whether a headline denies: its main verb is negated ("Argentina's president did not adopt a boy"), it begins with a "no" to what is told
// ("No, that is not Banksy"), or it leaves out the verb ("Missing students not in mass grave").
func (r *reader) saysNot(title phrase) bool {
	first := title.First
	if w := r.norm(first); (w == "no" || w == "sorry") && r.isStop(first+1) {
		first += 2
	}
	if r.norm(first) == "no" && r.isNoun(title.End-1) && r.norm(first+1) != "one" { // "No gender segregation on flights"
		return true
	}
	for i := first + 1; i < title.End && !breaks[r.norm(i)] && r.norm(i) != ":"; i++ {
		switch {
		case r.norm(i) == "n't" || r.norm(i) == "never":
			return r.tag(i-1) != "MD" && (i-1 > first || r.norm(first) != "do")
		case r.norm(i) == "not" && r.isFinite(i-1):
			return r.tag(i-1) != "MD" && r.norm(i+1) != "only" && r.norm(i+1) != "just" && !r.stands("but", phrase{First: i, End: title.End})
		case r.norm(i) == "not":
			return r.isNoun(i-1) && (r.tag(i+1) == "IN" || r.tag(i+1) == "VBN" || r.tag(i+1) == "VBD")
		}
	}
	return false
}

// stands reports whether a word stands in p: "not one envelope but two" denies nothing.
func (r *reader) stands(word string, p phrase) bool {
	for i := p.First; i < p.End; i++ {
		if r.norm(i) == word {
			return true
		}
	}
	return false
}

// breaks are words behind which a "not" is none of the main clause.
var breaks = map[string]bool{"so": true, "because": true, "if": true, "unless": true, "who": true, "but": true, "and": true, "as": true, "after": true,
	"while": true, "when": true, "until": true, "before": true, "why": true, "how": true, "what": true, "says": true, "say": true}

// viaAbroad is the channel that a sentence in another language than English tells of.
func (r *reader) viaAbroad(p phrase) string {
	text, _ := r.fold(p)
	for i := range r.words.mediaAbroad {
		if line := &r.words.mediaAbroad[i]; line.match.MatchString(text) {
			return line.channel
		}
	}
	return ""
}

// ownCommitment is how far the document goes along with a sentence of its own.
func (r *reader) ownCommitment(p phrase) hearsay.Commitment {
	if r.doc.Language != "" && r.doc.Language != "en" {
		return r.abroad(p)
	}
	commitment := hearsay.StatesAsFact
	for i := p.First; i < p.End; i++ {
		switch w := r.norm(i); {
		case w == "?":
			return hearsay.Asks
		case w == "allegedly" || w == "alleged" || w == "purported" || w == "purportedly" || w == "reportedly" || w == "supposed" || w == "supposedly" || w == "claims" && r.isNoun(i) || w == "claim" && r.isNoun(i) || w == "allegation" || w == "allegations" || w == "accused" || w == "accusation" || w == "accusations" || w == "rumour" || w == "rumor" || w == "rumours":
			commitment = hearsay.Distances
		case r.tag(i) == "``" && r.tokens[i].Quote >= 0 && r.text.Quotes[r.tokens[i].Quote].First == i:
			commitment = hearsay.Distances
		}
	}
	return commitment
}

// toldWords are the weighty words of what the document attributes: names, numbers and words for wrongdoing.
func (r *reader) toldWords() map[string]bool {
	keys := map[string]bool{}
	for i := range r.found {
		if r.found[i].about {
			continue
		}
		for _, c := range r.found[i].content {
			for j := c.First; j < c.End; j++ {
				if r.isName(j) || r.tag(j) == "CD" || r.isWrongdoing(r.norm(j)) {
					keys[r.norm(j)] = true
				}
			}
		}
	}
	return keys
}

// retells reports whether a sentence says over what the document attributes elsewhere: an act of the kind, and a name or number
// with it.
func (r *reader) retells(s phrase, keys map[string]bool) bool {
	seen := map[string]bool{}
	wrong, finite := false, false
	for j := s.First; j < s.End; j++ {
		w := r.norm(j)
		finite = finite || r.isFinite(j)
		if keys[w] {
			seen[w] = true
			wrong = wrong || r.isWrongdoing(w)
		}
	}
	return finite && wrong && len(seen) >= 2
}

// compared is how many statements of a document are looked at when it is asked what the document is mostly about: that stands
// near its beginning.
const compared = 200

// refer finds what a statement stands for whose own words do not say it: one whose content is only "this information", which
// stands for the strongest allegation that the same speaker tells nearby, else for that of the document; and a denial, which
// stands for what it denies: what others tell that shares its words or names its speaker.
func (r *reader) refer() {
	for i := range r.out {
		st := &r.out[i]
		found := r.foundAt(st)
		anaphoric := found >= 0 && (r.found[found].about || r.anaphoric(found))
		if !anaphoric && st.Stance != hearsay.DeniesIt {
			continue
		}
		if anaphoric && st.Stance == hearsay.Tells { // "this secret", "was one such recruit": what the document is mostly about
			if main := r.byID(r.mainStatement(r.tokensOf(st.Hull()))); main != nil && main.ID != st.ID {
				st.Refers, st.Allegation = main.ID, main.Allegation
				continue
			}
		}
		text := r.folded(r.contentOf(st))
		called := found >= 0 && r.found[found].called
		loose := anaphoric || called || rejections.MatchString(text) // it says no, and not to what
		implicit := found >= 0 && r.found[found].answers
		recants := recantations.MatchString(text) || found >= 0 && recanting[r.found[found].word]
		best, score := -1, 0.0
		for k := range r.out[:min(len(r.out), compared)] {
			o := &r.out[k]
			if o.ID == st.ID || o.Refers != "" || o.Stance != hearsay.Tells || st.Parent == o.ID || o.Parent == st.ID {
				continue
			}
			v := o.Allegation
			if o.Kind == hearsay.Own {
				v -= 0.2
			}
			if o.Hull().Start < st.Hull().Start {
				v += 0.1
			}
			if st.Stance != hearsay.Tells {
				own := o.Speaker == st.Speaker && (st.Speaker != "" || o.Kind == hearsay.Own && st.Kind == hearsay.Own) || r.press && o.Kind == hearsay.Own
				switch {
				case own && recants:
					v += 0.4
				case own:
					v--
				}
				shared := r.sharedWords(st, r.wordsOf(o))
				named := r.namesSpeaker(st, o)
				switch {
				case found >= 0 && findingVerbs[r.found[found].word] && shared == 0:
					continue // what was found says no to something else
				case !loose && shared == 0 && !named && !(own && recants):
					continue // nobody said so
				case shared == 0 && !anaphoric && r.specific(st):
					continue // it says itself what it denies: "I made it up. Rau never took a penny"
				case implicit && (o.Allegation < alleges || shared == 0 && !r.behind(o, st)):
					continue // nothing that needs a denial
				}
				if o.Allegation < slight && shared < 2 && !anaphoric {
					continue // it holds nothing against anybody
				}
				v += 0.2 * float64(min(shared, 4))
				if named {
					v += 0.4
				}
			}
			if best < 0 || v > score {
				best, score = k, v
			}
		}
		if best >= 0 && score > 0.3 {
			st.Refers = r.out[best].ID
			if anaphoric || st.Allegation < r.out[best].Allegation {
				st.Allegation = r.out[best].Allegation
			}
		} else if implicit && !r.press {
			st.Stance = hearsay.Tells
		}
	}
}

// specific reports whether what st says denies a proposition of its own in which somebody is named: "Rau never took a penny from Borealis".
func (r *reader) specific(st *hearsay.Statement) bool {
	for _, p := range r.contentOf(st) {
		for i := p.First; i < p.End; i++ {
			if w := r.norm(i); (w == "never" || w == "not" || w == "n't") && (r.isName(i-1) || auxiliaries[r.norm(i-1)] && r.isName(i-2)) {
				return true
			}
		}
	}
	return false
}

// carryOn lets a denial that refers to nothing stand for what the denial of the same speaker right before it stands for.
func (r *reader) carryOn() {
	for i := range r.found {
		st := &r.out[r.index[i]]
		if i == 0 || st.Stance != hearsay.DeniesIt || st.Refers != "" || st.Speaker == "" {
			continue
		}
		if before := &r.out[r.index[i-1]]; before.Stance == hearsay.DeniesIt && before.Speaker == st.Speaker && r.behind(before, st) {
			st.Refers = before.Refers
		}
	}
}

// slight is how much of an allegation a statement must be that somebody may deny without using its words.
const slight = 0.3

// behind reports whether st stands in the same paragraph as o or in the next.
func (r *reader) behind(o, st *hearsay.Statement) bool {
	n := r.tokens[r.tokensOf(st.Hull()).First].Paragraph - r.tokens[r.tokensOf(o.Hull()).First].Paragraph
	return n == 0 || n == 1
}

// recanting are cues by which somebody takes back what he said himself.
var recanting = map[string]bool{"retract": true, "recant": true, "withdraw": true, "confess": true, "take": true}

// contentOf is the tokens of what st says.
func (r *reader) contentOf(st *hearsay.Statement) (out []phrase) {
	for _, c := range st.Content {
		out = append(out, r.tokensOf(c))
	}
	return out
}

func (r *reader) byID(id string) *hearsay.Statement {
	for i := range r.out {
		if r.out[i].ID == id {
			return &r.out[i]
		}
	}
	return nil
}

// foundAt is the attribution that st was made from, or -1 for an own statement.
func (r *reader) foundAt(st *hearsay.Statement) int {
	if len(st.Cue) == 0 {
		return -1
	}
	for i := range r.found {
		if r.span(r.found[i].cue).Start == st.Cue[0].Start {
			return i
		}
	}
	return -1
}

// sharedWords counts which of words stand in what st says.
func (r *reader) sharedWords(st *hearsay.Statement, words map[string]bool) int {
	met := map[string]bool{}
	for _, p := range r.contentOf(st) {
		for i := p.First; i < p.End; i++ {
			if w := stemOf(r.norm(i)); words[w] {
				met[w] = true
			}
		}
	}
	return len(met)
}

// wordsOf are the stems of what st says. They are kept: each denial is held against all that is alleged.
func (r *reader) wordsOf(st *hearsay.Statement) map[string]bool {
	words, found := r.said[st.ID]
	if !found {
		words = r.stems(r.contentOf(st))
		r.said[st.ID] = words
	}
	return words
}

// stems are those of the names, numbers and other nouns and verbs of more than three letters in ps.
func (r *reader) stems(ps []phrase) map[string]bool {
	words := map[string]bool{}
	for _, p := range ps {
		for i := p.First; i < p.End; i++ {
			if len(r.norm(i)) > 3 && (r.isNoun(i) || r.tag(i) == "CD" || strings.HasPrefix(r.tag(i), "VB")) {
				words[stemOf(r.norm(i))] = true
			}
		}
	}
	return words
}

// stemOf is the first five letters of a word: enough to see "receive" in "received" within one document.
func stemOf(word string) string {
	if len(word) > 5 {
		return word[:5]
	}
	return word
}

// namesSpeaker reports whether the content of o names the speaker of st.
func (r *reader) namesSpeaker(st, o *hearsay.Statement) bool {
	for _, e := range r.people {
		if e.id != st.Speaker || e.name == "" {
			continue
		}
		name := strings.Fields(e.name)
		return strings.Contains(hearsay.Join(r.text.Source, o.Content), name[len(name)-1])
	}
	return false
}

// anaphoric reports whether the content says only that somebody was "one such recruit".
func (r *reader) anaphoric(i int) bool {
	a := &r.found[i]
	n := 0
	such := false
	for _, c := range a.content {
		n += c.End - c.First
		for j := c.First; j < c.End; j++ {
			such = such || r.norm(j) == "such" && r.norm(j-1) == "one" || r.norm(j) == "them" && r.norm(j-1) == "of" && r.norm(j-2) == "one"
		}
	}
	return such && n < 30
}
