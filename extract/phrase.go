package extract

import (
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/token"
)

// A phrase is a run of tokens: [first, end).
type phrase = token.Range

func (r *reader) norm(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].Norm
}

func (r *reader) tag(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].Tag
}

func (r *reader) isNoun(i int) bool { return strings.HasPrefix(r.tag(i), "NN") }
func (r *reader) isName(i int) bool { return strings.HasPrefix(r.tag(i), "NNP") }
func (r *reader) isVerb(i int) bool { return strings.HasPrefix(r.tag(i), "VB") || r.tag(i) == "MD" }
func (r *reader) isPron(i int) bool { return pronouns[r.norm(i)] }

// isFinite reports whether token i can be the verb of a clause with a subject.
func (r *reader) isFinite(i int) bool {
	switch r.tag(i) {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return auxiliaries[r.norm(i)] && r.tag(i) != "POS" && r.norm(i) != "be" && r.norm(i) != "being" && r.norm(i) != "been"
}

var pronouns = map[string]bool{"he": true, "she": true, "they": true, "i": true, "we": true, "it": true, "you": true, "who": true}

var auxiliaries = map[string]bool{"has": true, "have": true, "had": true, "is": true, "are": true, "was": true, "were": true, "be": true, "been": true,
	"being": true, "do": true, "does": true, "did": true, "'s": true, "'ve": true, "'d": true, "'ll": true, "'re": true, "will": true, "would": true, "could": true, "can": true, "may": true, "might": true, "must": true, "should": true}

var dayOrMonth = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true, "september": true, "october": true,
	"november": true, "december": true, "yesterday": true, "today": true, "tonight": true, "earlier": true, "later": true, "jan.": true, "feb.": true, "aug.": true, "sept.": true, "oct.": true, "nov.": true, "dec.": true}

// span is the stretch of text under p, without white space or a comma or full stop at its end that stands outside quotes.
func (r *reader) span(p phrase) hearsay.Span {
	for p.End > p.First && r.isStop(p.End-1) {
		p.End--
	}
	for p.First < p.End && r.isStop(p.First) {
		p.First++
	}
	if p.First >= p.End {
		return hearsay.Span{}
	}
	return hearsay.Span{Start: r.tokens[p.First].Span.Start, End: r.tokens[p.End-1].Span.End}
}

func (r *reader) isStop(i int) bool {
	switch r.norm(i) {
	case ",", ".", ";", ":", "--", "!", "?", "...":
		return true
	}
	return false
}

func (r *reader) spans(ps []phrase) []hearsay.Span {
	var out []hearsay.Span
	for _, p := range ps {
		if s := r.span(p); s.Len() > 0 {
			out = append(out, s)
		}
	}
	return out
}

// nounBefore finds the noun phrase that ends before token end and does not begin before token from: a pronoun, or
// determiner, adjectives and nouns, with the phrases in "of", "for", "in" ... that belong to its head.
func (r *reader) nounBefore(from, end int) (phrase, bool) {
	i := end - 1
	if i < from {
		return phrase{}, false
	}
	if r.norm(i) == ")" { // Rau (67)
		for i--; i > from && r.norm(i) != "("; i-- {
		}
		i--
	}
	if i < from {
		return phrase{}, false
	}
	if r.isPron(i) || loneSubjects[r.norm(i)] && !r.isNoun(i) {
		return phrase{First: i, End: end}, true
	}
	if !r.isHead(i) {
		return phrase{}, false
	}
	first := i
	for i--; i >= from; i-- {
		word, t := r.norm(i), r.tag(i)
		switch {
		case t == "DT" || t == "PRP$" || word == "her" && r.owns(i) || t == "PDT" || word == "another" || t == "WP$":
			first = i
			if r.tag(i-1) == "PDT" && i-1 >= from {
				first = i - 1
			}
			if j, ok := r.joins(from, first); ok {
				first, i = j, j // the head before "of"
				continue
			}
			return phrase{First: first, End: end}, true
		case dayOrMonth[word] && !r.isNoun(i-1) && r.norm(i-1) != "'s":
			return phrase{First: first, End: end}, true
		case strings.HasPrefix(t, "NN") || strings.HasPrefix(t, "JJ") || t == "CD" || t == "POS" || word == "&" || t == "VBN" && r.isModifier(i) || t == "VBG" && r.isModifier(i):
			if r.isName(first) && (t == "NNS" || t == "NN" && r.tag(first+1) != "NN") && !r.is("person", word) && !r.is("person", r.norm(end-1)) && !r.is("group", word) { // "to reporters Rau said"
				return phrase{First: first, End: end}, true
			}
			first = i
		case t == "RB" && strings.HasPrefix(r.tag(i+1), "JJ") && r.tag(i-1) == "DT":
			first = i
		case (word == "``" || word == "''" || word == "`" || word == "'" || word == "’") && r.isHead(i-1) && r.tokens[i].Quote >= 0:
			first = i
		case word == "," && strings.HasPrefix(r.tag(i+1), "JJ") && strings.HasPrefix(r.tag(i-1), "JJ"):
			first = i
		default:
			if j, ok := r.joins(from, first); ok {
				first, i = j, j
				continue
			}
			return phrase{First: first, End: end}, true
		}
		if i == from {
			break
		}
	}
	return phrase{First: first, End: end}, true
}

// loneSubjects are words that can be a subject by themselves.
var loneSubjects = map[string]bool{"some": true, "many": true, "others": true, "both": true, "one": true, "another": true, "none": true, "several": true, "most": true, "few": true, "this": true, "that": true, "everyone": true, "nobody": true, "someone": true, "somebody": true, "anyone": true, "those": true, "these": true}

// isHead reports whether token i can be the last word of a noun phrase.
func (r *reader) isHead(i int) bool {
	return r.isNoun(i) || r.tag(i) == "CD" || r.is("person", r.norm(i)) && !r.isFinite(i) || strings.HasSuffix(r.norm(i), "year-old") || r.norm(i) == "others" ||
		strings.HasPrefix(r.tag(i), "JJ") && len(r.tokens[i].Text) > 0 && r.tokens[i].Text[0] >= 'A' && r.tokens[i].Text[0] <= 'Z'
}

// isModifier reports whether the participle at i modifies the noun that follows.
func (r *reader) isModifier(i int) bool {
	return (r.isNoun(i+1) || strings.HasPrefix(r.tag(i+1), "JJ")) && !r.isNoun(i-1) && !r.isPron(i-1)
}

// joins looks for a preposition or "and" before token first that ties the phrase there to a noun before it, and returns the
// index of that noun.
func (r *reader) joins(from, first int) (int, bool) {
	p := first - 1
	if p-1 < from {
		return 0, false
	}
	if w := r.norm(p - 1); p-2 >= from && r.isHead(p-2) && (r.norm(p) == "with" && w == "familiar" || r.norm(p) == "to" && (w == "close" || w == "privy")) {
		return p - 2, true // "a person familiar with the inquiry", "two officials close to the talks"
	}
	switch r.norm(p) {
	case "of":
		if r.isHead(p-1) || loneSubjects[r.norm(p-1)] {
			return p - 1, true
		}
	case "for", "in", "at", "from", "with", "on", "to", "by", "near", "inside", "within", "behind", "close", "against", "under", "over":
		// A fronted "In 2019 the officer said" is no part of the subject: there must be a noun with its own beginning before it.
		if r.isHead(p-1) && !dayOrMonth[r.norm(p-1)] && r.tag(p-1) != "CD" {
			return p - 1, true
		}
	case "and", "&", "or":
		if r.isHead(p-1) && r.isHead(first) == r.isHead(p-1) {
			return p - 1, true
		}
	}
	return 0, false
}

// owns reports whether "her" at token i belongs to a noun that follows, and is no "her" of "told her that".
func (r *reader) owns(i int) bool {
	t := r.tag(i + 1)
	return strings.HasPrefix(t, "NN") && (!isCapital(r.tokens[i+1].Text) || r.tag(i+2) == "NN" && !isCapital(r.tokens[i+2].Text)) || strings.HasPrefix(t, "JJ") || t == "CD" || t == "VBG" || t == "VBN"
}

// nounAfter finds the noun phrase that begins at token i (an indirect object, an inverted subject, what is accused), with its
// "of" phrases when deep.
func (r *reader) nounAfter(i, to int, deep bool) (phrase, bool) {
	first := i
	if i < to && (r.isPron(i) || (r.tag(i) == "PRP" || r.norm(i) == "her") && !(r.norm(i) == "her" && r.owns(i)) || loneSubjects[r.norm(i)] && !r.isNoun(i+1) && !strings.HasPrefix(r.tag(i+1), "JJ") && r.tag(i+1) != "RB" && r.tag(i+1) != "VBG") {
		return phrase{First: i, End: i + 1}, true
	}
	head := -1
	for ; i < to; i++ {
		word, t := r.norm(i), r.tag(i)
		switch {
		case strings.HasPrefix(t, "NN") || t == "CD":
			if head >= 0 && dayOrMonth[word] {
				return phrase{First: first, End: head + 1}, true
			}
			head = i
		case (t == "DT" || t == "PRP$" || t == "PDT") && head < 0 && word != "no":
		case (t == "DT" || t == "PRP$") && word == "no" && head < 0:
		case strings.HasPrefix(t, "JJ") || t == "POS" || word == "&" || t == "RB" && head < 0:
			if r.is("person", word) || strings.HasSuffix(word, "year-old") || isCapital(r.tokens[i].Text) && r.norm(i+1) == "that" {
				head = i
			}
		case t == "VBN" && head < 0 || t == "VBG" && head < 0:
		case (word == "``" || word == "`") && head < 0:
		case (word == "''" || word == "'" || word == "’") && head >= 0 && r.tokens[i].Quote >= 0 && r.tokens[r.text.Quotes[r.tokens[i].Quote].First].Span.Start >= r.tokens[first].Span.Start:
			head = i
		case head >= 0 && deep && (word == "of" || word == "for" || word == "at" || word == "in" || word == "from" || word == "with" || word == "and"):
			if p, ok := r.nounAfter(i+1, to, word == "of"); ok && !dayOrMonth[r.norm(p.End-1)] && r.tag(i+1) != "CD" && !r.isPron(i+1) &&
				!(word == "and" && (r.isFinite(p.End) || r.norm(p.End) == ",")) {
				head, i = p.End-1, p.End-1
				continue
			}
			return phrase{First: first, End: head + 1}, true
		default:
			if head < 0 {
				return phrase{}, false
			}
			return phrase{First: first, End: head + 1}, true
		}
	}
	if head < 0 {
		return phrase{}, false
	}
	return phrase{First: first, End: head + 1}, true
}

// apposition extends the noun phrase p by what stands behind it between commas: another noun phrase, an age, a relative clause.
// It must end before token to; closed says whether a comma must end it.
func (r *reader) apposition(p phrase, to int) phrase {
	if r.norm(p.End) == "who" && r.isFinite(p.End+1) && !r.isName(p.End-1) { // "a woman who used to repair them"
		for p.End < to && r.norm(p.End) != "," && !r.isStop(p.End) && r.tag(p.End) != "``" {
			p.End++
		}
	}
	for r.norm(p.End) == "," && p.End+1 < to {
		i := p.End + 1
		if r.tag(i) == "CD" && (r.norm(i+1) == "," || i+1 >= to || r.isStop(i+1)) { // Rau, 67,
			p.End = i + 1
			continue
		}
		relative := r.norm(i) == "who" || r.norm(i) == "whose" || r.norm(i) == "which"
		if !relative {
			np, ok := r.nounAfter(i, to, true)
			if !ok || r.tag(i) == "PRP" || r.isVerb(np.End) && !r.isStop(np.End) && r.tag(np.End) != "VBN" {
				break
			}
			end := np.End
			for end < to && r.norm(end) != "," && !r.isStop(end) && r.tag(end) != "``" && !r.isFinite(end) {
				end++
			}
			if end < to && r.isFinite(end) || end < to && r.tag(end) == "``" {
				break
			}
			p.End = end
			continue
		}
		end := i
		for end < to && r.norm(end) != "," && !r.isStop(end) {
			end++
		}
		p.End = end
		break
	}
	return p
}
