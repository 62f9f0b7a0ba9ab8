package extract

import (
	"iter"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// responses finds how those accused are told to have answered: by statements that deny, and by the lines of
// lexicon/en/responses.txt.
func (r *reader) responses() []hearsay.Response {
	var out []hearsay.Response
	add := func(who string, answer hearsay.Answer, at phrase, statement string) {
		re := hearsay.Response{Who: who, Answer: answer, Document: r.doc.ID, Span: r.span(at), Statement: statement}
		if who != "" && !slices.ContainsFunc(out, func(o hearsay.Response) bool { return o.Who == re.Who && o.Answer == re.Answer }) {
			out = append(out, re)
		}
	}
	for i := range r.found {
		a := &r.found[i]
		if st := r.statementOf(a); st != nil && st.Stance == hearsay.DeniesIt && a.hasSource() && !recanting[a.word] {
			h := a.hull() // with the words, or "says Rau" would be all
			add(r.called(a.source), hearsay.Denied, phrase{First: min(a.source.First, a.cue.First, h.First), End: max(a.source.End, a.cue.End, h.End)}, st.ID)
		}
	}
	seen := make([]bool, r.words.answering.lists)
	for _, s := range r.text.Sentences {
		clear(seen)
		for i := s.First; i < s.End; i++ {
			r.words.answering.in(r.norm(i), seen)
		}
		for _, found := range r.answersIn(s, seen) {
			add(found.who, found.answer, found.at, "")
		}
	}
	for i := range r.found {
		a := &r.found[i]
		if a.hasSource() && a.stance == hearsay.Tells {
			if answer := r.answeredBy(i); answer != "" {
				add(r.called(a.source), answer, phrase{First: min(a.source.First, a.content[0].First), End: max(a.source.End, a.content[0].End)}, "")
			}
		}
	}
	return out
}

// A reply is a response that a sentence tells.
type reply struct {
	who    string
	answer hearsay.Answer
	at     phrase
}

// answersIn are the responses that sentence s tells, seen saying which lists of beginnings its words are of.
func (r *reader) answersIn(s phrase, seen []bool) []reply {
	var out []reply
	for h := range r.sightings(r.words.answers, s, seen) {
		if who := r.whose(h.whose, h.anchor, s); who != "" {
			out = append(out, reply{who, h.answer, h.match})
			h.bars = h.answer == hearsay.NotAsked || h.answer == hearsay.Declined // "cannot answer the charge" is not "did not answer"
		}
	}
	return out
}

// none marks a line for what only looks like what its list is of.
const none = "none"

// A sighting is where a line of a list tells of something in a sentence.
type sighting struct {
	*answering
	match  phrase
	anchor int  // the token that it is told of
	bars   bool // no later line may share a token with it
}

// sightings yields where the lines of list match sentence s, seen saying which lists of beginnings its words are of. What a line for what only
// looks so matches bars those behind it.
func (r *reader) sightings(list []answering, s phrase, seen []bool) iter.Seq[*sighting] {
	return func(yield func(*sighting) bool) {
		var folded string
		var at func(int) int
		var barred []phrase
		for k := range list {
			line := &list[k]
			if line.whose == "speaker" || !seen[line.trigger[0]] {
				continue
			}
			if at == nil {
				folded, at = r.fold(s)
			}
			m := line.match.FindStringSubmatchIndex(folded)
			if m == nil {
				continue
			}
			h := &sighting{answering: line, match: phrase{First: at(m[0]), End: at(m[1]-1) + 1}, bars: line.answer == none}
			h.anchor = h.match.First
			if g := line.match.SubexpIndex("at"); g > 0 && m[2*g] >= 0 {
				h.anchor = at(m[2*g])
			}
			if !h.bars && !within(barred, h.match) && !yield(h) {
				return
			}
			if h.bars {
				barred = append(barred, h.match)
			}
		}
	}
}

// whose is who a response is of that token anchor of sentence s belongs to, in the way that a line of the list says; empty where it
// stands in a quotation and is not of the one who speaks.
func (r *reader) whose(way string, anchor int, s phrase) string {
	var who phrase
	ok := false
	switch way {
	case "subject":
		who, ok = r.whoActs(anchor, s)
	case "object":
		if who, ok = r.nounAfter(anchor, s.End, true); ok {
			for i := who.First; i < who.End; i++ { // "Rau for his side"
				if r.norm(i) == "for" {
					who.End = i
				}
			}
		}
	case "owner":
		who, ok = r.nounBefore(s.First, anchor+1)
	}
	if r.quoted(anchor) {
		if w := r.norm(who.First); ok && who.End-who.First == 1 && ownVoice[w] {
			for _, i := range r.over[anchor] {
				if r.found[i].hasSource() {
					return r.called(r.found[i].source)
				}
			}
		}
		return ""
	}
	if !ok {
		return r.accusedAt(anchor)
	}
	for i := who.First + 1; i < who.End; i++ { // "the mayor's phone"
		if (r.tag(i) == "POS" || r.norm(i) == "'s") && r.mute(who) {
			return r.called(phrase{First: who.First, End: i})
		}
	}
	if r.mute(who) {
		return r.accusedAt(anchor)
	}
	return r.called(who)
}

// ownVoice are the words in which somebody speaks of himself.
var ownVoice = map[string]bool{"i": true, "me": true, "we": true, "us": true}

// whoActs is the subject of the verb at token i of sentence s, over the verbs that share it: "picked up the phone, listened and hung up".
func (r *reader) whoActs(i int, s phrase) (phrase, bool) {
	for f := r.groupStart(i, s); f >= s.First; f = r.finiteBefore(f, s) {
		if who, ok := r.subjectOf(f, s); ok && !r.mute(who) {
			return who, true
		}
	}
	return phrase{}, false
}

// mute reports whether p is a thing by which one reaches somebody: "a text message", "his phone".
func (r *reader) mute(p phrase) bool {
	i := r.headAt(p)
	return i >= 0 && r.is("line", r.norm(i)) && !r.isName(i)
}

// called is the name of whom p speaks of, else its words; a pronoun that nobody is found for is of the accused.
func (r *reader) called(p phrase) string {
	if e := r.entityOf(p); e != nil && e.name != "" {
		return e.name
	}
	if t := r.tag(p.First); p.End-p.First == 1 && (t == "PRP" || t == "PRP$") && !ownVoice[r.norm(p.First)] {
		if name := r.accusedAt(p.First); name != "" {
			return name
		}
	}
	return strings.TrimSpace(r.phraseText(p))
}

// accusedAt is who was accused last before token at, else first behind it; empty where nobody is.
func (r *reader) accusedAt(at int) string {
	name := ""
	for i := range r.found {
		a := &r.found[i]
		if a.cue.First >= at && name != "" {
			break
		}
		if a.stance != hearsay.Tells || r.allegation(a.content, a) < alleges {
			continue
		}
		if who, ok := r.nounAfter(a.content[0].First, a.content[0].End, true); ok && a.verb.takes('f') {
			if t := r.tag(who.First); who.End-who.First > 1 || t != "PRP" && t != "PRP$" {
				name = r.called(who)
			} else if e := r.entityOf(who); e != nil && e.name != "" { // called would ask here again whom "him" means
				name = e.name
			}
			continue
		}
		for _, c := range a.content {
			if who, ok := r.firstName(c); ok {
				name = r.called(who)
				break
			}
		}
	}
	return name
}

// firstName is the first name in p.
func (r *reader) firstName(p phrase) (phrase, bool) {
	for i := p.First; i < p.End; i++ {
		if r.isName(i) && !dayOrMonth[r.norm(i)] {
			end := i + 1
			for end < p.End && r.isName(end) {
				end++
			}
			return phrase{First: i, End: end}, true
		}
	}
	return phrase{}, false
}

// answeredBy is how the speaker of attribution i answers by what he says: "No comment"; "He has a grudge", of one who is accused or speaks for
// another. Empty where it is no answer.
func (r *reader) answeredBy(i int) hearsay.Answer {
	a := &r.found[i]
	c := a.content[0]
	c.End = min(c.End, c.First+rejecting)
	text := ""
	for k := range r.words.answers {
		line := &r.words.answers[k]
		if line.whose != "speaker" {
			continue
		}
		if text == "" {
			text, _ = r.fold(c)
		}
		if line.match.MatchString(text) && (line.answer != hearsay.Denied || !r.accuses(r.speaker[i], i) && r.answersFor(a.source, c.First)) {
			return line.answer
		}
	}
	return ""
}

// answersFor reports whether p is who was accused before token at, or somebody who speaks for another.
func (r *reader) answersFor(p phrase, at int) bool {
	name, accused := strings.Fields(r.called(p)), strings.Fields(r.accusedAt(at))
	if len(name) == 0 || len(accused) == 0 {
		return false
	}
	if name[len(name)-1] == accused[len(accused)-1] {
		return true
	}
	for i := p.First; i < p.End; i++ {
		if w := r.norm(i); spokesmen[w] || r.is("proxy", w) {
			return true
		}
	}
	return false
}

// statementOf is the statement that was made of a.
func (r *reader) statementOf(a *attribution) *hearsay.Statement {
	for k := range r.out {
		if len(r.out[k].Cue) > 0 && r.out[k].Cue[0].Start == r.tokens[a.cue.First].Span.Start {
			return &r.out[k]
		}
	}
	return nil
}
