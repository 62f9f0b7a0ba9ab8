package match

import (
	"slices"
	"sort"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// goOn fills in which statement each of items goes on with, and takes over that one's side. at leads from ids to items. What goes on
// with a statement says no proposition that could be told elsewhere in other words: "Ten per cent, in two bags, at the fish
// restaurant", he said, right after he was told to have said that the mayor took a share. It belongs to the same claim, unless
// it is like something else.
//
// It is a quotation that leans on what was said before, right behind a statement of its speaker on the same side; or a
// headline, which tells what the text below tells first.
func (r *reader) goOn(items []Item, at map[string]int) {
	if !r.english {
		return
	}
	var below []int // items that do not stand in the title, by their places
	for i := range items {
		if it := &items[i]; !it.title {
			below = append(below, i)
		} else if it.target == "" && it.retold == "" && it.Statement.Allegation >= quip {
			it.goOnWith(items, firstTold(items, i))
		}
	}
	slices.SortStableFunc(below, func(i, j int) int { return items[i].start() - items[j].start() })
	root := make([]int, len(items)) // what a statement right behind goes on with, -1 for nothing
	prev := -1
	for k := 0; k < len(below); {
		first := below[k]
		for ; k < len(below) && items[below[k]].start() == items[first].start(); k++ {
			i := below[k]
			it := &items[i]
			root[i] = -1
			if prev >= 0 && r.follows(it, &items[prev]) {
				root[i] = root[prev]
			}
			if j := root[i]; j >= 0 && (r.leans(it) && (it.Statement.Stance != hearsay.Tells || named(it, &items[j])) || r.picksUp(it, &items[prev])) {
				it.goOnWith(items, j)
			}
			if it.target != "" {
				root[i] = at[it.target]
			} else if it.Statement.Allegation >= alleges && it.Statement.Kind != hearsay.Direct {
				root[i] = i
			}
		}
		prev = first
	}
}

// goOnWith notes that it goes on with items[j], with nothing where j is negative.
func (it *Item) goOnWith(items []Item, j int) {
	if j >= 0 {
		it.goesOn, it.against = items[j].Statement.ID, items[j].against
	}
}

// follows reports whether it stands right behind o, in the mouth of the same speaker on the same side.
func (r *reader) follows(it, o *Item) bool {
	return o.Statement.Speaker == it.Statement.Speaker && o.Statement.Stance == it.Statement.Stance && r.paragraph(it)-r.paragraph(o) <= 1
}

// leans reports whether it is a quotation that leans on what was said before: it points back, or is no sentence.
func (r *reader) leans(it *Item) bool {
	s := it.Statement
	return it.target == "" && s.Speaker != "" && s.Kind == hearsay.Direct && s.Allegation >= quip && !r.brief(it) && (it.points || !r.finite(it))
}

// picksUp reports whether it speaks of a thing that o brought up, in another word: "a second envelope", then "carried the packet". A noun with
// the definite article that the document has not spoken of before means what was named just before, by a word near to it.
func (r *reader) picksUp(it, o *Item) bool {
	if it.target != "" || it.Statement.Stance != hearsay.Tells || it.Statement.Allegation < quip {
		return false
	}
	for _, n := range r.nouns(it, "the", "that", "this") {
		if r.spokenOf(n, o.start()) {
			continue
		}
		v, known := know(r.text.Tokens[n].Norm)
		for _, m := range r.nouns(o, "a", "an", "another") {
			if w, found := know(r.text.Tokens[m].Norm); known && found && v.Near(w) >= nearby {
				return true
			}
		}
	}
	return false
}

// nearby is the cosine from which a noun may pick up another that was brought up just before; there is less to choose from than among
// all words, so less is asked than near.
const nearby = 0.3

// nouns returns the tokens of the content of it that are the heads of single common nouns behind one of determiners.
func (r *reader) nouns(it *Item, determiners ...string) (heads []int) {
	tokens := r.text.Tokens
	for _, span := range it.Statement.Content {
		for i := sort.Search(len(tokens), func(i int) bool { return tokens[i].Span.End > span.Start }); i < len(tokens) && tokens[i].Span.Start < span.End; i++ {
			if slices.Contains(determiners, tokens[i].Norm) {
				if n := r.head(i); n > i && tokens[n].Span.End <= span.End {
					heads = append(heads, n)
				}
			}
		}
	}
	return heads
}

// head is the last of the single common nouns behind the determiner at token i, i where there is none.
func (r *reader) head(i int) int {
	n := i
	for j := i + 1; j < len(r.text.Tokens); j++ {
		switch tag := r.text.Tokens[j].Tag; {
		case tag == "NN":
			n = j
		case n > i || !strings.HasPrefix(tag, "JJ") && tag != "VBN" && tag != "VBG" && tag != "CD":
			return n
		}
	}
	return n
}

// spokenOf reports whether the noun at token n stands behind a determiner before the byte offset end.
func (r *reader) spokenOf(n, end int) bool {
	tokens := r.text.Tokens
	for i := range tokens {
		if tokens[i].Span.Start >= end {
			break
		}
		if (tokens[i].Tag == "DT" || tokens[i].Tag == "PRP$") && tokens[r.head(i)].Norm == tokens[n].Norm {
			return true
		}
	}
	return false
}

// Bounds of how much of an allegation a statement is: from alleges on others may go on with it; below quip it goes on with
// nothing.
const alleges, quip = 0.3, 0.1

// firstTold is the statement that the headline items[i] is held to tell: the first below it that alleges something, where
// they have anything in common.
func firstTold(items []Item, i int) int {
	if items[i].against || items[i].Statement.Stance != hearsay.Tells {
		return -1
	}
	best := -1
	for j := range items {
		o := &items[j]
		if o.title || o.target != "" || o.against || o.Statement.Stance != hearsay.Tells || o.Statement.Allegation < alleges {
			continue
		}
		if best < 0 || o.start() < items[best].start() {
			best = j
		}
	}
	if best < 0 || items[i].within(&items[best]) < 0.05 {
		return -1
	}
	return best
}

// start is where the content of it begins.
func (it *Item) start() int { return it.Statement.Content[0].Start }

// first is the first token of the content of it.
func (r *reader) first(it *Item) int {
	tokens := r.text.Tokens
	return sort.Search(len(tokens), func(i int) bool { return tokens[i].Span.End > it.start() })
}

// paragraph is the number of the paragraph that the content of it begins in.
func (r *reader) paragraph(it *Item) int {
	if at := r.first(it); at < len(r.text.Tokens) {
		return r.text.Tokens[at].Paragraph
	}
	return 0
}

// brief reports whether the content of it is less than four words: "Gladly", "Papers, yes".
func (r *reader) brief(it *Item) bool { return len(strings.Fields(it.Text)) < 4 }

// finite reports whether the first stretch of the content of it has a verb that makes it a sentence.
func (r *reader) finite(it *Item) bool {
	end := it.Statement.Content[0].End
	for i := r.first(it); i < len(r.text.Tokens) && r.text.Tokens[i].Span.Start < end; i++ {
		switch tag := r.text.Tokens[i].Tag; {
		case tag == "MD", strings.HasPrefix(tag, "VB") && tag != "VBG" && tag != "VBN":
			return true
		}
	}
	return false
}

// named reports whether all names that it has for certain are names of o, or such as the document speaks of anyway.
func named(it, o *Item) bool {
	for i := range it.names {
		n := &it.names[i]
		if n.Sure && it.context[n.last()] == 0 && !slices.ContainsFunc(o.names, func(m name) bool { return sameName(n, &m) }) {
			return false
		}
	}
	return true
}
