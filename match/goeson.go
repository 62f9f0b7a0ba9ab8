package match

import (
	"slices"
	"sort"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// goingOn returns the index of the statement that items[i] goes on with, -1 where there is none. What goes on with a
// statement says no proposition that could be told elsewhere in other words: "Ten per cent, in two bags, at the fish
// restaurant", he said, right after he was told to have said that the mayor took a share. It belongs to the same claim, unless it
// is like something else.
//
// It is a quotation that leans on what was said before, right behind a statement of its speaker on the same side; or a
// headline, which tells what the text below tells first.
func (r *reader) goingOn(items []Item, i int) int {
	it := &items[i]
	s := &it.Statement
	switch {
	case !r.english || it.target != "" || it.retold != "" || s.Allegation < quip:
		return -1
	case it.title:
		return firstTold(items, i)
	case s.Speaker == "" || s.Kind != hearsay.Direct || r.brief(it) || !it.points && r.finite(it):
		return -1
	}
	for at := i; ; {
		j := latestBefore(items, at)
		if j < 0 {
			return -1
		}
		o := &items[j]
		if o.Statement.Speaker != s.Speaker || o.Statement.Stance != s.Stance || r.paragraph(&items[at])-r.paragraph(o) > 1 {
			return -1
		}
		if o.target != "" {
			return slices.IndexFunc(items, func(x Item) bool { return x.Statement.ID == o.target })
		}
		if o.Statement.Allegation >= alleges && o.Statement.Kind != hearsay.Direct {
			if s.Stance == hearsay.Tells && !named(it, o) {
				return -1
			}
			return j
		}
		at = j
	}
}

// Bounds of how much of an allegation a statement is: from alleges on others may go on with it; below quip it goes on with
// nothing.
const alleges, quip = 0.3, 0.1

// latestBefore is the statement below the title whose content begins last before that of items[i].
func latestBefore(items []Item, i int) int {
	best := -1
	for j := range items {
		if o := &items[j]; !o.title && before(o, &items[i]) && (best < 0 || before(&items[best], o)) {
			best = j
		}
	}
	return best
}

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
		if best < 0 || before(o, &items[best]) {
			best = j
		}
	}
	if best < 0 || items[i].within(&items[best]) < 0.05 {
		return -1
	}
	return best
}

// before reports whether a's content begins before b's.
func before(a, b *Item) bool { return a.Statement.Content[0].Start < b.Statement.Content[0].Start }

// first is the first token of the content of it.
func (r *reader) first(it *Item) int {
	tokens := r.text.Tokens
	return sort.Search(len(tokens), func(i int) bool { return tokens[i].Span.End > it.Statement.Content[0].Start })
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
