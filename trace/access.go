package trace

import (
	"fmt"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
)

// What the words themselves say about access, where extract left it open. English, as everything that reads sentences
// at this depth.
var (
	// said by the one who was there
	firstPerson = dfa.MustCompile(`(?i)\b(?:I|we)(?:\s+(?:had|have|was|were|myself|ourselves|personally|also|then|once|twice|still))?\s+(?:saw|seen|heard|watched|witnessed|counted|carried|held|holding|handed|told to|signed|gave|took|drove|rinsed|passed|stuck|drew|recruited|ran|worked|stood|standing|there|in the room|present|posted|put|printed|burned|burnt|wrote|recorded|tested|listened|packed|opened|found|made|paid|got|went|came|never saw|helped|filed|photographed|filmed|met|cooked|delivered|loaded|typed|destroyed|shredded|poured|wired|delivered)\b|\bbefore my (?:own )?eyes\b|\bmy own (?:eyes|hands|ears)\b|\bour (?:directorate|unit|department|section|office|crew|ward|shift|team|squad)\b|\bin my presence\b|\b(?:I am|I was|I'm) (?:a|an|the)\b`)
	// said of the one who was there
	thirdPerson = dfa.MustCompile(`(?i)\b(?:he|she|they) (?:himself |herself |personally |had |has |also |then |once |twice )*(?:saw|seen|heard him|heard her|watched|witnessed|counted|carried|held|handed|signed|rinsed|passed|posted|ran the|was in the room|was present|was there|had gone up|put the|worked|drove|took part|tested|listened|reported the|had reported)\b|\b(?:saw|seen|heard|watched|witnessed|counted|carried|signed|read|done|did|held|wrote|written|drove|took|delivered|handed)\b[^.;]{0,40}?\b(?:himself|herself)\b|\bhad (?:her|him) post\b|\bto (?:having )?(?:accepted|helped|held|taken part)\b`)
	// had from others
	hearing = dfa.MustCompile(`(?i)\b(?:I|we|he|she|they) (?:had |have |has |only |also )*(?:heard (?:that|from|it|about|years)|been told|read (?:it|that|about))\b|\b(?:was|were|been) told (?:by|that)\b|\btold (?:me|her|him|them) that\b|\bfrom a (?:friend|colleague|neighbour|neighbor|cousin|relative|acquaintance)\b|\ba friend(?: of [\p{L} ]+)? (?:had |has )?(?:saw|seen)\b|\bfriend had seen\b|\bheard years ago\b|\bthe whole town\b|\beverybody (?:knows|says)\b|\bread it on\b|\bhow I know\b`)
	// described by an office or a part that lets him know
	near = dfa.MustCompile(`(?i)\b(?:former|ex|ex-[\p{L}]+|one-time|retired|veteran|longtime|long-time|then|late|past)\b|\b(?:who|that) (?:had |has |once |then |also )*(?:worked|works|ran|runs|led|leads|headed|heads|served|serves|guarded|kept|did|does|cooked|picks|represents|held|holds|drove|was in|was on|was at|was present|was there|used to|carried|took|saw|dealt|handled|managed|oversaw|supervised|commanded|flew|signed|repaired|built)\b|\b(?:briefed|familiar with|close to|involved in|knowledge of|aware of|present at|on board|in the room)\b|\b(?:officer|officials?|engineer|agent|inspector|accountant|bookkeeper|secretary|bodyguard|minder|mechanic|fitter|nurse|pilot|skipper|captain|prosecutor|detective|investigator|aide|adviser|advisor|assistant|deputy|deckhand|crew|employee|insider|whistleblower|whistle-blower|witness|eyewitness|passenger|staffer|clerk|registrar|housekeeper|servant|linesman|referee|technician|foreman|guide|sherpa|director|manager|head|chief|commander|colonel|general|major|sergeant|soldier|guard|plaintiff|picker|matron|caretaker|butler|maid|nanny|chauffeur|warder|archivist|auditor|treasurer|curator|surgeon|doctor|physician|midwife|chemist|translator|interpreter|courier|operative|spy|producer|editor|cameraman|teammate|rival|victim|survivor)\b`)
	// said around a telling: that its speaker has it from others
	secondhand = dfa.MustCompile(`(?i)\b(?:the whole town|read it (?:on|in)|asked how (?:he|she) knew|(?:had|has|have) it from|(?:only|just) heard|heard (?:it|about it) (?:from|in|at)|heard years ago|on hearsay)\b`)
	// said of one whom the outlet has found itself
	ownSource = dfa.MustCompile(`(?i)\b(?:asked not to be named|anonymity|who did not want|whose name (?:is|we)|told (?:us|this (?:newspaper|station|reporter|paper|site)))\b`)
	// who looks into a matter by office: what it finds is evidence, and no origin
	finder  = dfa.MustCompile(`(?i)\b(?:tribunal|court|jury|judges?|inquiry|commission|panel|ombudsman)\b`)
	finds   = dfa.MustCompile(`(?i)\b(?:found|finds|rule[sd]?|ruling|concluded|concludes|held|upheld)\b`)
	hears   = dfa.MustCompile(`(?i)\b(?:heard|hears|been told|was told|were told)\b`)
	several = dfa.MustCompile(`(?i)^(?:the )?(?:(?:two|three|four|five|six|several|some|many|most|other|various|officials|aides|people|critics|users|residents|locals|observers|officials|witnesses|sources|one of them|reports|rumours|rumors|media|half of)\b)`)
	// how one says that he did it
	admits = dfa.MustCompile(`(?i)\b(?:admit|confess|acknowledg|conced|own(?:ed|s) up|disclos|reveal|boast)`)
	self   = dfa.MustCompile(`(?i)\b(?:I|we|my|me)\b`)
	// words that stand where a speaker does, and are none
	nobodys  = dfa.MustCompile(`(?i)^(?:you|us|me|it|this|that|these|those|which|what|there|everything|nothing|(?:about |some |nearly |almost |over |only |just |the |a |an |last |next |past |few |[\d.,]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens? of|[ -])*(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|per ?cent|percent|%|times?|points?|votes?|miles?|dollars?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|evening|afternoon))$`)
	pronoun  = dfa.MustCompile(`(?i)^(?:he|she|they|who)$`)
	writings = dfa.MustCompile(`(?i)\b(?:papers|filing|lawsuit|suit|complaint|affidavit|letter|memo|document|documents|report|book|memoir|post|video|statement)$`)
	crowd    = dfa.MustCompile(`(?i)\b(?:social media|internet|online|rumou?rs?|reports|critics|observers|users|locals|commentators|people)\b`)
)

// access says what lets the speaker of s know; see knows.
func (w *walk) access(s *hearsay.Statement, src *hearsay.Source) string {
	how, known := w.known[s.ID]
	if !known {
		how = w.knows(s, src)
		w.known[s.ID] = how
	}
	return how
}

// knows says what lets the speaker of s know, in words; "" where nothing does. What he says here or elsewhere in the
// pile counts, and how he is described.
func (w *walk) knows(s *hearsay.Statement, src *hearsay.Source) string {
	if w.heard(s) {
		return ""
	}
	if s.Access.Own() {
		return accessWord(s.Access)
	}
	d := w.pile.Documents[s.Document]
	if d == nil {
		return ""
	}
	content := hearsay.Join(d.Text, s.Content)
	if s.Speaker != "" {
		says, known := w.says[s.Speaker]
		if !known {
			says = w.saysHow(s.Speaker)
			w.says[s.Speaker] = says
		}
		if says != "" {
			return says
		}
	} else if m := telltale(content, s.Kind); m != "" {
		return "says " + quoted(m)
	}
	if src != nil {
		if src.Access.Own() {
			return accessWord(src.Access) + ", as described"
		}
		for _, desc := range src.Descriptions {
			if m := near.FindString(desc.Text); m != "" && !crowd.MatchString(desc.Text) {
				return "described as " + quoted(desc.Text)
			}
		}
	}
	if words := w.described(d, s); near.MatchString(words) && !crowd.MatchString(words) && (src == nil || src.Kind != hearsay.Writing) {
		return "described as " + quoted(words)
	}
	return ""
}

// saysHow says what lets a speaker know by what he tells in any of his tellings, the first that says so; "" where none does.
func (w *walk) saysHow(speaker string) string {
	for _, t := range w.tellings {
		if t.Speaker != speaker {
			continue
		}
		if t.Access.Own() {
			return accessWord(t.Access)
		}
		if x := w.pile.Documents[t.Document]; x != nil {
			if m := telltale(hearsay.Join(x.Text, t.Content), t.Kind); m != "" {
				return "says " + quoted(m)
			}
		}
	}
	return ""
}

// described are the words for the speaker of s, with the clause that follows them: "a woman who used to repair them".
func (w *walk) described(d *hearsay.Document, s *hearsay.Statement) string {
	words := hearsay.Join(d.Text, s.Source)
	if len(s.Source) == 0 {
		return words
	}
	if last := s.Source[len(s.Source)-1]; last.Fits(d.Text) {
		words += clause.FindString(d.Text[last.End:])
	}
	return words
}

// clause is what says of the one just named who he is.
var clause = dfa.MustCompile(`^,? (?:who|whose)\b[^.,;:!?"“”\n]{0,120}`)

// telltale returns the words of a content that say that the speaker was there.
func telltale(content string, kind hearsay.Kind) string {
	if kind == hearsay.Direct || kind == hearsay.Mixed {
		if m := firstPerson.FindString(content); m != "" {
			return m
		}
	}
	return thirdPerson.FindString(content)
}

// heard reports whether the speaker of s has it from others; see hearsFrom.
func (w *walk) heard(s *hearsay.Statement) bool {
	heard, known := w.hearing[s.ID]
	if !known {
		heard = w.hearsFrom(s)
		w.hearing[s.ID] = heard
	}
	return heard
}

// hearsFrom reports whether the speaker of s has it from others, by what he says, here or when he takes it back, or by what is
// said around it.
func (w *walk) hearsFrom(s *hearsay.Statement) bool {
	if s.Speaker != "" && w.recants(s.Speaker) {
		return true
	}
	if s.Access == hearsay.Heard || s.Speaker != "" && w.onlyHeard(s.Speaker) {
		return true
	}
	if s.Access.Own() {
		return false
	}
	d := w.pile.Documents[s.Document]
	if d == nil {
		return false
	}
	content := hearsay.Join(d.Text, s.Content)
	if hearing.MatchString(content) || hears.MatchString(hearsay.Join(d.Text, s.Cue)) {
		return true
	}
	if telltale(content, s.Kind) == "" && s.Kind != hearsay.Own && secondhand.MatchString(paragraphAround(d.Text, s.Hull())) {
		return true
	}
	return false
}

// recants reports whether a speaker says when he denies the claim that he had it from others.
func (w *walk) recants(speaker string) bool {
	if w.others == nil {
		w.others = map[string]bool{}
		for _, id := range w.claim.Others {
			o := w.pile.Statements[id]
			if o == nil || o.Speaker == "" || o.Stance != hearsay.DeniesIt {
				continue
			}
			x := w.pile.Documents[o.Document]
			w.others[o.Speaker] = w.others[o.Speaker] || o.Access == hearsay.Heard || x != nil && recantsHearing.MatchString(hearsay.Join(x.Text, o.Content))
		}
	}
	return w.others[speaker]
}

// recantsHearing is how one who takes it back says that it was another's.
var recantsHearing = dfa.MustCompile(`(?i)\bI (?:only |just )?heard (?:the story|it|that|about)\b|\b(?:he|she) had (?:only |just )?heard\b|\bhad it from\b`)

// paragraphAround is the paragraph of text that span begins in, as far as it is around it.
func paragraphAround(text string, span hearsay.Span) string {
	p := paragraphSpan(text, span)
	return text[p.Start:p.End]
}

// onlyHeard reports whether a source says of the claim that he has it from others, and never that he knows himself.
func (w *walk) onlyHeard(speaker string) bool {
	heard := false
	for _, t := range w.tellings {
		if t.Speaker != speaker {
			continue
		}
		if t.Access.Own() {
			return false
		}
		heard = heard || t.Access == hearsay.Heard
		for _, c := range w.children[t.ID] {
			heard = heard || c.Speaker != speaker
		}
	}
	return heard
}

func accessWord(a hearsay.Access) string {
	if a == hearsay.Documented {
		return "has the record"
	}
	return "speaks at first hand"
}

// identified reports whether the speaker of s is named, or nobody named but described by what access he has.
func (w *walk) identified(s *hearsay.Statement, src *hearsay.Source) bool {
	if src != nil {
		return src.Kind == hearsay.Person || src.Kind == hearsay.Organisation || src.Kind == hearsay.Unnamed && w.access(s, src) != "" && !anybody.MatchString(w.words(s, src))
	}
	return len(s.Source) > 0 && w.access(s, src) != ""
}

// anybody are words for people of whom nothing is said but that there are such: "some who would say".
var anybody = dfa.MustCompile(`(?i)^(?:(?:some|others|many|most|any|all|people|critics|observers|everyone|everybody|those|they|you)(?:$| (?:who|of|would|in|people|say)\b)|(?:who|so|turn|it|that|which|what|there|this|one)$)`)

// plural reports whether s names several together, or everybody.
func (w *walk) plural(s *hearsay.Statement, src *hearsay.Source) bool {
	if src != nil && src.Kind == hearsay.Person {
		return false
	}
	if d := w.pile.Documents[s.Document]; d != nil && len(s.Source) > 0 {
		return several.MatchString(hearsay.Join(d.Text, s.Source))
	}
	return false
}

// selfTold returns the words by which the voice of a document says that it was there itself.
func (w *walk) selfTold(s *hearsay.Statement) string {
	d := w.pile.Documents[s.Document]
	if d == nil || d.Author == "" {
		return ""
	}
	if s.Access == hearsay.Heard {
		return ""
	}
	if s.Access.Own() {
		return accessWord(s.Access)
	}
	if content := hearsay.Join(d.Text, s.Content); hearing.MatchString(content) {
		return ""
	} else if m := firstPerson.FindString(content); m != "" {
		return "says " + quoted(m)
	}
	if w.post(s.Document) == nil {
		return ""
	}
	// Elsewhere in his own post, outside what others are quoted with.
	text := d.Text
	if m := firstPerson.FindString(text); m != "" && !hearing.MatchString(text) {
		return "says " + quoted(m)
	}
	return ""
}

// judge says whether an end adds to low, and why, in a sentence.
func (w *walk) judge(e *end) string {
	times := ""
	if n := len(e.tellings); n > 1 {
		times = fmt.Sprintf(", in %d tellings", n)
	}
	var how string
	identified := false
	for _, id := range e.tellings {
		s := w.pile.Statements[id]
		if s.Kind == hearsay.Own && (e.key == "person "+folded(w.voice(s.Document)) || s.Speaker != "" && e.source != nil && s.Speaker == e.source.ID || e.name == authorOf(w.pile.Documents[s.Document])) {
			if m := w.selfTold(s); m != "" {
				how, identified = m, true
				break
			}
			continue
		}
		src := w.pile.Sources[s.Speaker]
		if !w.is(e, s) {
			continue
		}
		if m := w.access(s, src); m != "" {
			how, identified = m, w.identified(s, src)
			break
		}
	}
	switch {
	case how != "" && identified:
		e.counts = true
		return fmt.Sprintf("%s%s: counted in both numbers (%s).", e.name, times, how)
	case e.source == nil && strings.HasPrefix(e.key, "voice "):
		return fmt.Sprintf("%s%s names nobody as where it has it from: unknown lineage, not in the lower number.", e.name, times)
	case w.onlyHeardEnd(e):
		return fmt.Sprintf("%s%s: only heard it, so not in the lower number.", e.name, times)
	}
	return fmt.Sprintf("%s%s: no access is told, so not in the lower number.", e.name, times)
}

func authorOf(d *hearsay.Document) string {
	if d == nil {
		return ""
	}
	return d.Author
}

func (w *walk) onlyHeardEnd(e *end) bool {
	for _, id := range e.tellings {
		s := w.pile.Statements[id]
		if w.is(e, s) && w.heard(s) {
			return true
		}
	}
	return false
}

// is reports whether the speaker of s is the end e himself.
func (w *walk) is(e *end, s *hearsay.Statement) bool {
	if s.Kind == hearsay.Own {
		return false
	}
	if w.folded[s.ID] == e && e != nil {
		return true
	}
	if src := w.pile.Sources[s.Speaker]; e.source != nil && (s.Speaker == e.source.ID || src != nil && src.Kind == hearsay.Person && sameForm(src.Name, e.source.Name)) {
		return true
	}
	return w.found[e.key] == e && (e.key == "words "+s.Document+" "+folded(w.words(s, w.pile.Sources[s.Speaker])) ||
		strings.HasPrefix(e.key, "person ") && samePerson(e.name, w.pile.Sources[s.Speaker]))
}
