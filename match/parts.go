package match

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/token"
)

// A part is what one statement says of one role.
type part struct {
	Role  hearsay.Role
	Text  string
	Key   uint64 // equal for equal values
	Kind  uint64 // of a number: what is counted, so that crowns are no rival of envelopes
	Named bool   // it holds a name for certain
	stems []uint64
}

// Parts takes a claim apart: who, did what, to whom, when, where, under which name, how many, how. items are its
// statements, at least its tellings. A part's value is that which most tellings give, names before descriptions ("the
// KGB" before "our directorate"). Support.Tellings says how many tellings give it; Support.Rivals what those say that do
// not. What is counted in different units makes a part each.
func Parts(claim *hearsay.Claim, items []Item) []hearsay.Part {
	var tellings []*Item
	for i := range items {
		if slices.Contains(claim.Tellings, items[i].Statement.ID) {
			tellings = append(tellings, &items[i])
		}
	}
	slices.SortFunc(tellings, func(a, b *Item) int { return strings.Compare(a.Statement.ID, b.Statement.ID) })
	var out []hearsay.Part
	for _, role := range []hearsay.Role{hearsay.Who, hearsay.What, hearsay.Whom, hearsay.When, hearsay.Where, hearsay.Named, hearsay.HowMany, hearsay.How} {
		var kinds []uint64
		for _, it := range tellings {
			for _, p := range it.parts {
				if p.Role == role {
					kinds = appendNew(kinds, p.Kind)
				}
			}
		}
		for _, kind := range kinds {
			out = append(out, gatherPart(tellings, role, kind))
		}
	}
	return out
}

// gatherPart makes one part of what tellings give for role, of the kind.
func gatherPart(tellings []*Item, role hearsay.Role, kind uint64) hearsay.Part {
	type value struct {
		text  string
		key   uint64
		named bool
		in    []int // the tellings that give it
		met   int   // how many of its words other tellings have
	}
	var values []value
	for n, it := range tellings {
		for _, p := range it.parts {
			if p.Role != role || p.Kind != kind {
				continue
			}
			at := slices.IndexFunc(values, func(v value) bool { return v.key == p.Key })
			if at < 0 {
				v := value{text: p.Text, key: p.Key, named: p.Named}
				for _, o := range tellings {
					for i := range o.words {
						if slices.Contains(p.stems, o.words[i].Stem) {
							v.met++
						}
					}
				}
				values, at = append(values, v), len(values)
			}
			v := &values[at]
			v.in = appendNew(v.in, n)
			if p.Named && !v.named || p.Named == v.named && len(p.Text) > len(v.text) {
				v.text, v.named = p.Text, p.Named
			}
		}
	}
	sign := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	act := role == hearsay.What || role == hearsay.How // a name alone is no act
	slices.SortStableFunc(values, func(a, b value) int {
		return cmp.Or(cmp.Compare(sign(b.named && !act), sign(a.named && !act)), cmp.Compare(sign(act && b.met > 0), sign(act && a.met > 0)), cmp.Compare(len(b.in), len(a.in)), cmp.Compare(b.met, a.met), cmp.Compare(len(b.text), len(a.text)), strings.Compare(a.text, b.text))
	})
	top := values[0]
	p := hearsay.Part{Role: role, Value: top.text, Named: top.named, Support: hearsay.Support{Tellings: len(top.in)}}
	if act {
		return p // the same in other words is no rival
	}
	for _, v := range values[1:] {
		rival := slices.ContainsFunc(v.in, func(n int) bool { return !slices.Contains(top.in, n) })
		if rival && v.named == top.named {
			p.Support.Rivals = append(p.Support.Rivals, v.text)
		}
	}
	return p
}

// A phrase is a noun phrase of a content, as indexes into the list of its tokens: [First, End).
type phrase struct {
	First, End int
	Named      bool
	Side       bool
}

// divide fills in the parts of it. at are the tokens of its content, sides those said by the way. English is divided by
// tags: the subject before the main verb did it, unless the verb is a passive; what stands behind "by" did it then. Of other languages only
// names, years and numbers are told.
func (r *reader) divide(it *Item, at []int, sides map[int]bool) {
	add := func(role hearsay.Role, first, end int, named bool) {
		for first < end && strings.Contains(" the a an , ", " "+r.tok(at, first).Norm+" ") {
			first++
		}
		if end <= first {
			return
		}
		text := r.text.Source[r.tok(at, first).Span.Start:r.tok(at, end-1).Span.End]
		text = strings.Join(strings.Fields(strings.Trim(text, "“”\"‘’,.;: ")), " ")
		p := part{Role: role, Text: text, Named: named}
		var last string
		for k := first; k < end; k++ {
			if t := r.tok(at, k); len(t.Norm) > 2 && !light()[t.Norm] {
				p.stems = append(p.stems, hash(stem(r.env, r.language, t.Norm)))
				if !named || capital(t.Text) {
					last = t.Text
				}
			}
		}
		if last == "" {
			return
		}
		if p.Key = hash(stem(r.env, r.language, strings.ToLower(last))); named {
			p.Key = hash(skeleton(last))
		}
		it.parts = append(it.parts, p)
	}
	for _, y := range it.years {
		it.parts = append(it.parts, part{Role: hearsay.When, Text: r.when(it, at, y), Key: uint64(y), Named: true})
	}
	if len(it.years) == 0 {
		for _, d := range it.dates {
			if d.Day > 0 {
				it.parts = append(it.parts, part{Role: hearsay.When, Text: d.Text, Key: uint64(d.Month*100 + d.Day), Named: true})
			}
		}
	}
	if !r.english {
		if len(it.names) > 0 {
			it.parts = append(it.parts, part{Role: hearsay.Who, Text: it.names[0].Text, Key: it.names[0].last(), Named: it.names[0].Sure})
		}
		return
	}
	r.counted(it, at)
	r.alias(it, at)
	phrases := r.phrases(at, sides)
	verb, end, passive := r.verb(at, sides)
	if verb < 0 {
		for _, p := range phrases[:min(1, len(phrases))] {
			add(hearsay.What, p.First, p.End, p.Named)
		}
		return
	}
	var subject, object, agent *phrase
	for i := range phrases {
		p := &phrases[i]
		switch {
		case p.Side:
		case p.End <= verb && (p.First == 0 || r.tok(at, p.First-1).Tag != "IN" || r.tok(at, p.First-1).Norm == "that"):
			subject = p
		case p.First >= end && p.First <= end+1 && object == nil && (p.First == end || strings.HasPrefix(r.tok(at, end).Tag, "RB") || r.tok(at, end).Tag == "RP"):
			object = p
		case p.First > end && agent == nil && r.tok(at, p.First-1).Norm == "by" && passive:
			agent = p
		}
	}
	pronoun := func(p *phrase) bool {
		return p == nil || p.End-p.First == 1 && strings.HasPrefix(r.tok(at, p.First).Tag, "PRP")
	}
	if passive {
		subject, object, agent = agent, subject, nil
	}
	if bare := end-verb == 1 && light()[r.tok(at, verb).Norm]; !pronoun(subject) && (!bare || subject.Named) { // who is something, does nothing
		add(hearsay.Who, subject.First, subject.End, subject.Named)
	}
	what, behind := verb, end
	switch {
	case object != nil && object.Named && !pronoun(object):
		add(hearsay.Whom, object.First, object.End, true)
	case object != nil && !passive:
		behind = object.End
	case passive && !pronoun(object):
		if what, behind = object.First, end; object.First > verb {
			what = verb
		}
	}
	if !passive {
		behind = r.complement(at, verb, max(end, behind))
	}
	add(hearsay.What, what, behind, false)
	for i := range phrases {
		p := &phrases[i]
		if p.First < 1 || p.Side || p == subject || p == object {
			continue
		}
		before := r.tok(at, p.First-1).Norm
		switch {
		case r.timely(at, p), r.tok(at, p.First).Norm == "least", r.aliased(at, p):
		case before == "to" && p.Named && object != p && !slices.ContainsFunc(it.parts, func(q part) bool { return q.Role == hearsay.Whom }):
			add(hearsay.Whom, p.First, p.End, true)
		case strings.Contains(" in at under near inside outside into on onto behind ", " "+before+" "):
			add(hearsay.Where, p.First, p.End, p.Named)
		case strings.Contains(" with through via using ", " "+before+" ") && !p.Named:
			add(hearsay.How, p.First, p.End, false)
		}
	}
}

// ends are words before which the complement of a verb ends.
var ends = wordSet("because after before while when so as who which that whom whose where and but or if although though since during in at on near under " +
	"until unless despite amid , ; : -- . ! ?")

// complement returns where what belongs to the verb at from ends; it reaches to end at least.
func (r *reader) complement(at []int, from, end int) int {
	for end < len(at) && end-from < 14 && !ends[r.tok(at, end).Norm] && !strings.HasPrefix(r.tok(at, end).Tag, "''") {
		end++
	}
	return end
}

// tok is the k-th token of the content at.
func (r *reader) tok(at []int, k int) *token.Token { return &r.text.Tokens[at[k]] }

// when writes a year, with the day or month that stands beside it.
func (r *reader) when(it *Item, at []int, year int) string {
	y := strconv.Itoa(year)
	for k := range at {
		if r.tok(at, k).Text != y {
			continue
		}
		first := k
		for first > 0 && k-first < 3 {
			b := r.tok(at, first-1)
			if months[b.Norm] == 0 && b.Tag != "CD" && b.Norm != "," || b.Norm == "," && (first < 2 || months[r.tok(at, first-2).Norm] == 0 && r.tok(at, first-2).Tag != "CD") {
				break
			}
			first--
		}
		if len(it.dates) == 0 {
			first = k
		}
		return r.text.Source[r.tok(at, first).Span.Start:r.tok(at, k).Span.End]
	}
	return y
}

// counted adds the numbers of it with what they count: "240,000 crowns", "$41 million".
func (r *reader) counted(it *Item, at []int) {
	for k := range at {
		t := r.tok(at, k)
		digit := t.Norm != "" && (t.Norm[0] >= '0' && t.Norm[0] <= '9')
		if !digit && counts[t.Norm] == 0 || digit && r.numbered(at, k) {
			continue
		}
		var value Item
		r.number(&value, at, k)
		if len(value.numbers) == 0 {
			continue
		}
		if k+1 < len(at) && months[r.tok(at, k+1).Norm] > 0 || k > 0 && months[r.tok(at, k-1).Norm] > 0 {
			continue // a day
		}
		first, end := k, k+1
		if k > 0 && strings.Contains("$ € £", r.tok(at, k-1).Text) {
			first--
		}
		if end < len(at) && scales[r.tok(at, end).Norm] > 0 {
			end++
		}
		kind := hash("$")
		if end < len(at) && (strings.HasPrefix(r.tok(at, end).Tag, "NN") || strings.HasPrefix(r.tok(at, end).Tag, "JJ")) {
			for end < len(at) && strings.HasPrefix(r.tok(at, end).Tag, "JJ") && end-k < 3 {
				end++
			}
			if end < len(at) && strings.HasPrefix(r.tok(at, end).Tag, "NN") {
				kind = hash(stem(r.env, r.language, r.tok(at, end).Norm))
				end++
			}
		} else if first == k && !strings.ContainsAny(t.Text, "$€£%") {
			continue // a bare number counts nothing that could be told
		}
		text := r.text.Source[r.tok(at, first).Span.Start:r.tok(at, end-1).Span.End]
		it.parts = append(it.parts, part{Role: hearsay.HowMany, Text: text, Key: uint64(value.numbers[0].Value), Kind: kind})
	}
}

var aliases = wordSet("codename codenamed code-name code-named pseudonym alias nickname nicknamed called named name dubbed")

// alias adds the name under which something was done: "under the pseudonym Krasnov", "a codename named “Krasnov”".
func (r *reader) alias(it *Item, at []int) {
	for k := range at {
		if !aliases[r.tok(at, k).Norm] {
			continue
		}
		first := k + 1
		for first < len(at) && (aliases[r.tok(at, first).Norm] || strings.Contains(" `` ` ‘ ' \" of was is as : , ", " "+r.tok(at, first).Norm+" ")) {
			first++
		}
		end := first
		for end < len(at) && capital(r.tok(at, end).Text) {
			end++
		}
		if end > first {
			text := r.text.Source[r.tok(at, first).Span.Start:r.tok(at, end-1).Span.End]
			p := part{Role: hearsay.Named, Text: strings.Trim(text, ".,”’\""), Named: true}
			p.Key = hash(skeleton(p.Text))
			it.parts = append(it.parts, p)
			return
		}
	}
}

// aliased reports whether a phrase names an alias: "the pseudonym Otter".
func (r *reader) aliased(at []int, p *phrase) bool {
	for k := p.First; k < p.End; k++ {
		if aliases[r.tok(at, k).Norm] {
			return true
		}
	}
	return false
}

// phrases finds the noun phrases of a content; one that goes on with "of" is one with what follows.
func (r *reader) phrases(at []int, sides map[int]bool) []phrase {
	shout := r.shouts(at)
	inside := func(k int) bool {
		switch t := r.tok(at, k); t.Tag {
		case "DT":
			return k > 0 || t.Norm != "that"
		case "PRP$", "JJ", "JJR", "JJS", "CD", "NN", "NNS", "NNP", "NNPS", "POS", "$", "PDT":
			return true
		case "``", "''":
			return k+1 < len(at) && capital(r.tok(at, k+1).Text)
		default:
			return t.Tag == "VBN" && k > 0 && r.tok(at, k-1).Tag == "DT" || t.Tag == "VBG" && k > 0 && r.tok(at, k-1).Tag == "DT"
		}
	}
	var out []phrase
	for k := 0; k < len(at); k++ {
		if t := r.tok(at, k); t.Tag == "PRP" {
			out = append(out, phrase{First: k, End: k + 1, Side: sides[k]})
			continue
		}
		if !inside(k) {
			continue
		}
		p := phrase{First: k, Side: sides[k]}
		noun, of := false, false
		for k < len(at) && (inside(k) || noun && r.tok(at, k).Norm == "of" && k+1 < len(at) && inside(k+1)) && sides[k] == p.Side {
			if k > p.First && (r.tok(at, k).Tag == "CD" || r.tok(at, k).Tag == "$") && capital(r.tok(at, k-1).Text) && !r.numbered(at, k) {
				break // "paid Hald 240,000 crowns"
			}
			if k > p.First && r.tok(at, k).Tag == "DT" && r.tok(at, k-1).Norm != "of" && r.tok(at, k-1).Tag != "PDT" {
				break // "From 2007 the list names Orlavy"
			}
			switch t := r.tok(at, k); {
			case t.Norm == "of":
				of = true
			case strings.HasPrefix(t.Tag, "NN"):
				noun = true
				if !of { // the last noun before "of" is what the phrase is about
					p.Named = strings.HasPrefix(t.Tag, "NNP") && capital(t.Text) && !isTitle(t.Norm) && !calendar[t.Norm] && !(shout && r.english && (r.common(t.Norm) || r.common(r.tok(at, p.First).Norm)))
				}
			}
			k++
		}
		if p.End = k; noun {
			out = append(out, p)
		}
		k--
	}
	return out
}

// common reports whether a word is known, and the document writes it with a capital only where all words have one.
func (r *reader) common(norm string) bool {
	_, known := know(norm)
	return known && r.proper[norm] == 0
}

// verb finds the main verb of a content with its helpers: [first, end), and whether it is a passive; first is -1 where
// there is none.
func (r *reader) verb(at []int, sides map[int]bool) (first, end int, passive bool) {
	for k := range at {
		if t := r.tok(at, k); sides[k] || !strings.HasPrefix(t.Tag, "VB") && t.Tag != "MD" || t.Tag == "VBG" && k > 0 {
			continue
		}
		if first, end = k, k; k > 0 && negations[r.tok(at, k-1).Norm] {
			first-- // "never graduated"
		}
		be, last := false, ""
		for end < len(at) {
			t := r.tok(at, end)
			verb := strings.HasPrefix(t.Tag, "VB") || t.Tag == "MD"
			if !verb && !strings.HasPrefix(t.Tag, "RB") && t.Tag != "TO" || last != "" && verb && !light()[last] {
				break
			}
			if verb {
				last = t.Norm
				be = be || strings.Contains(" was were is are been be being ", " "+t.Norm+" ")
				passive = be && t.Tag == "VBN"
			}
			end++
		}
		if end < len(at) && r.tok(at, end).Tag == "RP" {
			end++
		}
		return first, end, passive
	}
	return -1, -1, false
}

// timely reports whether a phrase tells a time.
func (r *reader) timely(at []int, p *phrase) bool {
	for k := p.First; k < p.End; k++ {
		t := r.tok(at, k)
		if calendar[t.Norm] || strings.Contains(" year years month months week weeks day days night morning evening spring summer autumn winter time century ", " "+t.Norm+" ") {
			return true
		}
		if y, err := strconv.Atoi(t.Text); err == nil && y >= 1000 && y < 2100 {
			return true
		}
	}
	return false
}
