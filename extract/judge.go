package extract

import (
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
)

// rejections are words in which a speaker rejects what is said of him, over lower-case tokens parted by spaces.
var rejections = dfa.MustCompile(`\b(?:untrue|nonsense|baseless|unfounded|groundless|fabrications?|slander\w*|smear|rubbish|absurd|ridiculous|preposterous|ludicrous|a lie|(?:are|is|all|of|pure|those|these|such|no|but|his|her|their) lies|(?:is|was|are|were|been|being|be|entirely|wholly|completely|totally) (?:fabricated|invented)|(?:an|pure|sheer|complete|utter) (?:invention|fabrication|fiction|fantasy)|(?:i|we|he|she|they) (?:\w+ )?(?:invented|fabricated) (?:it|this|that|the (?:story|tale|account|accusation|allegation|claim|charge|whole|lot|thing))|i invented|made (?:it|this|that|the \w+|the whole \w+) up|made up (?:the|it|this|that|my|a|everything|every)|(?:it|this|that|which|the \w+|his \w+|her \w+|their \w+) (?:is|was|are|were|'s) (?:false|wrong|incorrect|mistaken|forged|wicked|a (?:hoax|fabrication|forgery|fake|fairy|lie|myth|mistake)|fakes|forgeries)|no such|(?:did|done) nothing wrong|nothing of the (?:kind|sort)|(?:never|did not|does not|did n't|has not|had not|has never|had never) (?:happen(?:ed)?|take place|taken place|took place|occur(?:red)?|exist(?:ed)?)|not an? (?:\w+ )?(?:grain|word|shred|scrap|ounce|iota|jot|spark|crumb) of|(?:was|is|were|are|been|be|simply|entirely|all) made up|out of thin air|out of whole cloth|figments?|hogwash|poppycock|(?:without|no) (?:any )?(?:foundation|basis)|fiction|concocted|trumped up|categorically|not true|(?:none|nothing|not a word|not one word) of (?:it|this|that|the (?:sort|kind)|these things)(?: (?:had|has|have|ever|was|is|were) (?:ever )?(?:happened|true|so|accurate|correct|taken place|real)| happened| took place)|nothing of the (?:sort|kind)|handiwork|politically motivated|(?:allegations?|claims?|accusations?|charges?|reports?|rumou?rs?|suggestions?) (?:\w+ ){0,3}?(?:is|are|was|were) (?:\w+ )?(?:false|wrong|incorrect|inaccurate|malicious|mischievous|misleading|without (?:foundation|merit|basis|substance))|no truth|witch hunt|fantas(?:y|ies)|fairy ?tale|defam\w+|libel\w*)\b`)

// disavowals are how a speaker begins who says that he, or his, did not: "we have never". They deny only where somebody said so.
var disavowals = dfa.MustCompile(`^(?:that |" |'' |` + "`` |' |no , |no )*(?:i|we|he|she|they|(?:his|her|my|our|their|the) (?:client|company|party|council|ministry|family|office|union|club|firm)) (?:(?:have |had |has |did |do |was |were |am |are |is )?never|(?:have |had |has |did |was |were )(?:n't|not)|(?:had |has |have )?(?:received|took|paid|knew|done|did) (?:nothing|none|no))\\b")

// recantations are words in which a speaker takes back what he said himself.
var recantations = dfa.MustCompile(`\b(?:i|he|she|they|we) (?:had |have |has |just |simply |only )*(?:made (?:it|this|that|the \w+|up|the whole \w+)|invented|lied|fabricated)\b|\bno longer stands? by\b`)

// allegation says how much of an allegation the words are, from 0 to 1: an act that is held against somebody, told as having
// happened. An opinion, a plan, a courtesy is none. A claim is ranked by it and nothing else rests on it.
func (r *reader) allegation(content []phrase, a *attribution) float64 {
	wrong, past, future, name, number, feeling := 0, 0, 0, 0, 0, 0
	for _, c := range content {
		for i := c.First; i < c.End; i++ {
			w := r.norm(i)
			switch {
			case r.isWrongdoing(w):
				wrong++
			case feelings[w]:
				feeling++
			}
			switch t := r.tag(i); {
			case t == "VBD" || t == "VBN":
				past++
			case w == "will" || w == "'ll" || w == "would" || w == "should" || w == "must" || w == "could":
				future++
			case t == "NNP":
				name++
			case t == "CD":
				number++
			}
		}
	}
	score := 0.15
	if wrong > 0 {
		score += 0.3
	}
	if wrong > 1 {
		score += 0.1
	}
	if past > 0 {
		score += 0.2
	}
	if name > 0 {
		score += 0.1
	}
	if number > 0 {
		score += 0.05
	}
	if future > 0 && past == 0 {
		score -= 0.25
	}
	if feeling > 0 {
		score -= 0.15
	}
	if a != nil && (a.commitment == hearsay.Distances || a.word == "accuse" || a.word == "deny") {
		score += 0.15
	}
	return min(1, max(0, score))
}

// temper takes for less of an allegation what somebody tells of himself, and what holds nothing against anybody.
func (r *reader) temper() {
	for i := range r.out {
		st := &r.out[i]
		content := r.contentOf(st)
		if st.Stance != hearsay.Tells || !r.ofSelf(content) {
			continue
		}
		wrong := false
		for _, c := range content {
			for j := c.First; j < c.End; j++ {
				wrong = wrong || r.isWrongdoing(r.norm(j))
			}
		}
		if !wrong {
			st.Allegation = max(0, st.Allegation-0.2)
		}
	}
}

// ofSelf reports whether what is said begins with who says it: "I have bought from him for years".
func (r *reader) ofSelf(content []phrase) bool {
	if len(content) == 0 {
		return false
	}
	for i := content[0].First; i < min(content[0].End, content[0].First+3); i++ {
		switch r.norm(i) {
		case "i", "we", "my", "our":
			return true
		case "\"", "``", "'", "that", "and", "but", "so":
		default:
			return false
		}
	}
	return false
}

var feelings = map[string]bool{"think": true, "believe": true, "feel": true, "hope": true, "proud": true, "happy": true, "glad": true, "grateful": true, "thank": true, "thanks": true, "great": true, "wonderful": true, "best": true, "better": true, "important": true, "love": true, "sorry": true, "wish": true, "congratulations": true, "excited": true, "look": true, "forward": true}

func (r *reader) isWrongdoing(word string) bool {
	for _, stem := range r.words.wrong {
		if strings.HasPrefix(word, stem) && len(word)-len(stem) <= 4 {
			return true
		}
	}
	return false
}

// via is the channel or the outlet that attribution i came through, as its own sentence tells: "in his post", "told the
// Harbour Post", or the writing that speaks. Empty where it tells nothing.
func (r *reader) via(i int) string {
	named := r.viaNamed(i)
	if named != "" && !generic[named] && !gathers[named] {
		return named
	}
	if c := r.viaTold(i); c != "" {
		return c
	}
	return named
}

// gathers are channels whose words stand in those of more particular ones: "a news conference".
var gathers = map[string]bool{"conference": true, "speech": true}

// core is the source of a without what says more of it: "the editor of the Argus" and "the editor, whose letter" is "the editor".
func (r *reader) core(a *attribution) phrase {
	p := a.source
	for j := p.First + 1; j < p.End; j++ {
		if t := r.tag(j); t == "IN" || t == "TO" || t == "WDT" || t == "WP" || t == "WP$" || r.norm(j) == "," {
			p.End = j
		}
	}
	return p
}

// sentenceAround is the sentence of a's cue; where the label of a turn is the cue, what follows it is what is said.
func (r *reader) sentenceAround(a *attribution) phrase {
	s := r.text.Sentences[r.tokens[a.cue.First].Sentence]
	if _, turn := r.labels[a.source.First]; turn && a.hasSource() && a.cue.First >= a.source.End {
		s.End = a.cue.End
	}
	return s
}

// viaTold is the channel by a line of lexicon/en/media.txt that fits the sentence of attribution i without its content.
func (r *reader) viaTold(i int) string {
	a := &r.found[i]
	s := r.sentenceAround(a)
	from, to := s.First, s.End
	for j := a.cue.First; j > s.First; j-- { // a clause beside it tells of something else
		if r.crossed(j-1, j+1) && !a.covers(j) {
			from = j
			break
		}
	}
	for j := a.cue.End; j < s.End; j++ {
		if r.crossed(j, j+1) && !a.covers(j) {
			to = j
			break
		}
	}
	seen := make([]bool, r.words.mediaBegins.lists)
	core := r.core(a)
	person := a.hasSource() && (r.is("person", r.norm(core.End-1)) || r.isName(core.End-1)) && (r.norm(core.End) != "," || strings.HasPrefix(r.norm(core.End+1), "who"))
	var b strings.Builder
	within := false
	for j := from; j < to; j++ {
		if a.covers(j) || person && core.End <= j && j < a.source.End { // "the farmer, whose letter went unanswered"
			if !within {
				b.WriteString(" ... ")
			}
			within = true
			continue
		}
		if within = false; j > from && r.tokens[j].Span.Start > r.tokens[j-1].Span.End {
			b.WriteByte(' ')
		}
		r.words.mediaBegins.in(r.norm(j), seen)
		b.WriteString(r.norm(j))
	}
	text := b.String()
	for k := range r.words.media {
		if line := &r.words.media[k]; seen[line.trigger[0]] && line.match.MatchString(text) {
			return line.channel
		}
	}
	return ""
}

// viaNamed is the channel or the outlet that the cue, its source or a phrase beside it names.
func (r *reader) viaNamed(i int) string {
	a := &r.found[i]
	s := r.sentenceAround(a)
	if a.hasSource() {
		if head := r.norm(a.source.End - 1); (r.is("writing", head) || r.channelOf(a.source.End-1) != "") && !r.is("person", r.norm(r.core(a).End-1)) {
			if c := r.channelIn(a.source, i); c != "" {
				return c
			}
		}
	}
	if c := r.channelOf(a.cue.End - 1); c != "" && c != "report" && a.verb != nil && r.isVerb(a.cue.End-1) { // "texted"
		return c
	}
	outside := func(j int) bool {
		for _, c := range a.content {
			if c.First <= j && j < c.End {
				return false
			}
		}
		return true
	}
	// A channel counts where the cue's own phrase names it: with a preposition, or with "used his ... channel to disclose".
	best := ""
	for j := s.First; j < s.End; j++ {
		if !outside(j) || a.hasSource() && a.source.First <= j && j < a.source.End || r.channelOf(j) == "" || r.tag(j) == "VBG" || r.isNoun(j+1) && (r.is("person", r.norm(j+1)) || places[r.norm(j+1)]) {
			continue
		}
		lo := j
		for lo > s.First && j-lo < 7 && r.tag(lo) != "IN" && r.tag(lo) != "TO" && !strings.HasPrefix(r.tag(lo), "VB") && lo != a.cue.End-1 && r.norm(lo) != "," {
			lo--
		}
		near := j > a.cue.First && !r.crossed(a.cue.End, j) || j < a.cue.First && !r.crossed(j, a.cue.First)
		if near && !apart[r.norm(lo)] && (r.tag(lo) == "IN" || r.tag(lo) == "TO" || r.norm(lo) == "used" || r.norm(lo) == "told" || strings.HasPrefix(r.tag(lo), "VB")) {
			if c := r.channelIn(phrase{First: lo, End: j + 1}, i); c != "" && (best == "" || generic[best] && !generic[c]) {
				best = c
			}
		}
	}
	if best != "" && !generic[best] {
		return best
	}
	for j := s.First; j+1 < s.End; j++ { // "writing in the Lindmark Courier", "in a talk with Radio Tamarind"
		if r.tag(j) != "IN" && r.tag(j) != "TO" || !outside(j) || r.crossed(min(j, a.cue.First), max(j, a.cue.First)) {
			continue
		}
		if np, ok := r.nounAfter(j+1, s.End, false); ok && r.isName(np.End-1) && (media[r.norm(np.End-1)] || media[r.norm(np.First)]) && outside(np.First) {
			return r.phraseText(np)
		}
	}
	if v := a.verb; v.takes('i') {
		if name := r.outletAfter(a.cue.End, s); name != "" && outside(a.cue.End) {
			return name
		}
		if head, ok := r.nounAfter(a.cue.End, s.End, false); ok && outside(head.First) && r.norm(head.First) == "the" { // "tells the Swedish paper"
			switch r.norm(head.End - 1) {
			case "paper", "daily", "weekly", "tabloid":
				return "newspaper"
			}
		}
	}
	// "writes in it", "claimed in the thread", "a video in which she says": the channel that was named last.
	for j := max(s.First, a.cue.First-3); j < min(s.End-1, a.cue.End+3); j++ {
		if w := r.norm(j); (w == "in" || w == "on") && outside(j) {
			next := r.norm(j + 1)
			if next == "it" || next == "which" || (next == "the" || next == "that") && pieces[r.norm(j+2)] {
				if c := r.channelBefore(j); c != "" {
					return c
				}
			}
		}
	}
	core := r.core(a)
	switch {
	case a.word == "tweet":
		return string(hearsay.X)
	case best == "" && a.hasSource() && r.isName(core.End-1) && (a.word == "report" || media[r.norm(core.End-1)] || media[r.norm(core.First)]) && !r.is("person", r.norm(core.First)): // "Radio Tamarind said"
		name := core
		for name.First > s.First && isCapital(r.tokens[name.First-1].Text) && !r.isStop(name.First-1) {
			name.First--
		}
		return strings.TrimPrefix(r.phraseText(name), "The ")
	}
	return best
}

// apart are words before a channel that something did not come through: "outside the court", "handing out leaflets".
var apart = map[string]bool{"outside": true, "near": true, "behind": true, "handing": true, "handed": true, "turned": true, "leaving": true, "left": true, "watching": true,
	"reading": true, "selling": true, "sold": true, "bought": true, "met": true}

// media are words that the names of papers and stations begin or end with.
var media = map[string]bool{"post": true, "times": true, "herald": true, "gazette": true, "tribune": true, "journal": true, "news": true, "telegraph": true, "mirror": true, "observer": true, "courier": true, "chronicle": true, "examiner": true, "press": true, "radio": true, "tv": true, "argus": true, "echo": true, "dispatch": true, "bulletin": true, "sentinel": true, "advertiser": true, "channel": true}

// pieces are words for what somebody published, that do not say where.
var pieces = map[string]bool{"thread": true, "clip": true, "interview": true, "session": true, "recording": true, "episode": true, "footage": true, "stream": true, "text": true, "video": true, "post": true, "article": true, "film": true}

// outletAfter is the name that begins at token i, if it is an outlet's: "told the Harbour Post", "told Kystradioen".
func (r *reader) outletAfter(i int, s phrase) string {
	np, ok := r.nounAfter(i, s.End, false)
	if !ok || !isCapital(r.tokens[np.End-1].Text) {
		return ""
	}
	first := np.First
	for first < np.End && !r.isName(first) && !isCapital(r.tokens[first].Text) { // "the trade weekly Kettingblad"
		first++
	}
	for j := np.First; j < first; j++ {
		if r.is("person", r.norm(j)) {
			return ""
		}
	}
	name := r.phraseText(phrase{First: first, End: np.End})
	who := r.named(name)
	person := who >= 0 && r.people[who].kind == hearsay.Person || titles[r.norm(first)] || r.is("person", r.norm(first))
	article := r.tag(np.First) == "DT" || articles[r.norm(first)]
	if body := r.looksLikeBody(np); person && !body || np.End-first > 1 && !article && !body {
		return ""
	}
	return name
}

// places are what a word for a channel only tells apart: "the hearing room".
var places = map[string]bool{"room": true, "hall": true, "house": true, "building": true, "steps": true, "corridor": true, "car": true, "office": true, "studio": true, "tower": true, "headquarters": true}

// articles begin the names of newspapers in other languages.
var articles = map[string]bool{"the": true, "le": true, "la": true, "el": true, "il": true, "der": true, "die": true, "das": true, "de": true}

// channelBefore is the last channel named in the sixty tokens before token at that says something of the platform.
func (r *reader) channelBefore(at int) string {
	for j := at - 1; j >= max(0, at-60); j-- {
		if c := r.channelOf(j); c != "" && !generic[c] && c != "interview" {
			return c
		}
	}
	return ""
}

// crossed reports whether a clause of its own stands between two tokens: then what is named beyond it is not the cue's.
func (r *reader) crossed(from, to int) bool {
	for i := from; i < to; i++ {
		if r.norm(i) == ";" || r.norm(i) == ":" || r.norm(i) == "," && beside[r.norm(i+1)] {
			return true
		}
	}
	return false
}

// beside begin a clause that tells of something else than the one before it.
var beside = map[string]bool{"but": true, "though": true, "although": true, "while": true, "whereas": true}

func (r *reader) channelOf(i int) string {
	word := r.norm(i)
	if word == "x" && r.tokens[i].Text != "X" {
		return ""
	}
	if i > 0 && generic[r.words.channels[word]] && r.isName(i) && r.isName(i-1) && isCapital(r.tokens[i].Text) && isCapital(r.tokens[i-1].Text) { // "the Harbour Post"
		return ""
	}
	if c := r.words.channels[word]; c != "" {
		return c
	}
	return r.words.channels[strings.TrimSuffix(word, "s")]
}

// channelIn is the most particular channel that p names: a platform before "post". A bare "the post" is the platform that the
// same speaker was last said to have used.
func (r *reader) channelIn(p phrase, i int) string {
	best := ""
	for j := p.First; j < p.End; j++ {
		c := r.channelOf(j)
		if c == "" || c == "report" || c == "press" && r.norm(j) == "release" && r.norm(j-1) != "press" {
			continue
		}
		if best == "" || generic[best] {
			best = c
		}
	}
	if generic[best] && r.isDefinite(p) {
		if c := r.platformBefore(p.First, i); c != "" {
			return c
		}
	}
	return best
}

// generic are channels that say little about the platform.
var generic = map[string]bool{"post": true, "video": true, "press": true, "report": true, "broadcast": true}

func (r *reader) isDefinite(p phrase) bool {
	for j := max(0, p.First-1); j < p.End; j++ {
		if w := r.norm(j); w == "the" || w == "his" || w == "her" || w == "their" || w == "that" || w == "this" || w == "same" {
			return true
		}
	}
	return false
}

// platformBefore is the last platform named before token at.
func (r *reader) platformBefore(at, i int) string {
	for j := at - 1; j >= 0; j-- {
		if c := r.channelOf(j); c != "" && !generic[c] && platforms[c] {
			return c
		}
	}
	return ""
}

var platforms = map[string]bool{"facebook": true, "instagram": true, "x": true, "telegram": true, "youtube": true, "tiktok": true, "mastodon": true, "bluesky": true, "vk": true, "reddit": true, "whatsapp": true, "linkedin": true, "substack": true, "twitch": true, "discord": true, "snapchat": true, "threads": true, "weibo": true}

// What a speaker says about how he knows, over lower-case tokens parted by spaces.
var (
	saw   = dfa.MustCompile(`\b(?:i|we|he|she|they) (?:\w+ )?(?:saw|witnessed|watched|attended|handed|carried|drove|paid|signed|recruited|delivered|stood|worked|served|heard|counted|posted|copied|measured|wrote|took|was there|were there|was present|was in the room|was paid|were paid|was told to|was ordered|was asked to|had seen|had witnessed)\b|\b(?:our|my) (?:directorate|unit|department|office|team|section|boss|desk|brigade|own eyes|ship|crew|shift|ward|lab)\b|\b(?:i|we|he|she) (?:\w+ )?(?:personally|himself|herself|myself|ourselves)\b|\bwith (?:my|his|her|their) own (?:eyes|hands|ears)\b|\b(?:in front of|gave|handed|paid|told|asked|ordered) (?:me|us)\b`)
	read  = dfa.MustCompile(`\b(?:records|documents|papers|files|ledgers?|minutes|e-?mails|letters|bank statements|logs?|receipts?) (?:\w+ ){0,4}(?:seen|obtained|reviewed|held|shown|show|shows)\b|\b(?:i|we|he|she) (?:\w+ )?(?:have|has|had|hold|holds|kept|keeps?) (?:\w+ ){0,3}(?:copies|copy|records|documents|papers|photographs|recordings?)\b`)
	heard = dfa.MustCompile(`\b(?:heard|overheard|told (?:me|us|him|her|them)|was told|were told|rumou?r|gossip|they say|people say|everybody (?:knows|says|in)|word is|apparently|read (?:about|on|online|somewhere)|according to a friend)\b`)
)

// access is what the speaker of attribution i says, in its content, about how he knows.
func (r *reader) access(i int) hearsay.Access {
	a := &r.found[i]
	text := r.folded(a.content)
	for j := range r.found {
		if r.parent[j] == i && r.found[j].verb != nil { // he has it from somebody
			return hearsay.Heard
		}
	}
	switch {
	case a.stance != hearsay.Tells:
		return ""
	case saw.MatchString(text):
		return hearsay.FirstHand
	case read.MatchString(text):
		return hearsay.Documented
	case heard.MatchString(text):
		return hearsay.Heard
	}
	return ""
}

// folded is the words of ps in lower case, parted by spaces.
func (r *reader) folded(ps []phrase) string {
	var b strings.Builder
	for _, p := range ps {
		for j := p.First; j < p.End; j++ {
			b.WriteString(r.norm(j))
			b.WriteByte(' ')
		}
	}
	return b.String()
}
