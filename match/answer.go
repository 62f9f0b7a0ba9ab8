package match

import (
	"slices"

	"github.com/hearsay-news/hearsay"
)

// answers is how well d, a denial that refers to no statement of its document, answers what t tells; 0 where it does not. "Not one penny
// ever left this house", said by the priest, denies what another paper tells of him, in words that are not those of the charge: the two have
// in common that t names who denies or whom the document of d is about, that both documents are about the same people, and a word or two that
// mean something alike. A denial with few words of its own ("Nothing of the kind took place") needs no such words, nor does one
// right beside the charge.
func answers(d, t *Item) float64 {
	s := d.Statement
	if s.Stance != hearsay.DeniesIt || s.Speaker == "" && len(s.Cue) > 0 || d.target != "" || d.goesOn != "" || t.target != "" || t.Statement.Stance != hearsay.Tells || t.Statement.Allegation < charge {
		return 0
	}
	var m meeting
	m.likeness(d, t)
	if m.speaker || m.same && t.start() > s.Content[0].Start && !t.title {
		return 0
	}
	v := t.Statement.Allegation + 0.5*min(m.shared, 2) + m.context
	named := t.speaksOf(d.denier)
	if named {
		v++
	}
	switch {
	case m.same:
		return v
	case s.Kind == hearsay.Indirect && m.shared < 1 && d.weight > terse: // it says what it denies
		return 0
	case m.context < 0.4, !named && !t.speaksOf(d.story[:min(len(d.story), 3)]), m.shared < 0.25 && d.weight > terse:
		return 0
	}
	return v
}

// charge is how much of an allegation a statement is that somebody may deny without repeating it.
const charge = 0.35

// terse is the weight of a content that says little by itself.
const terse = 1.6

// speaksOf reports whether a name that it has for certain ends in one of lasts.
func (it *Item) speaksOf(lasts []uint64) bool {
	return slices.ContainsFunc(it.names, func(n name) bool { return n.Sure && slices.Contains(lasts, n.last()) })
}

// answer brings groups in which nobody tells anything, and everybody denies what is told elsewhere, to the group that they answer best: that
// with the best sum over their members of the best answer to one of its members.
func (g *gathering) answer() {
	group := g.places()
	for x, members := range g.groups {
		votes := map[int]float64{}
		for _, i := range members {
			if s := g.items[i].Statement; s.Stance == hearsay.Tells {
				votes = nil
				break
			}
			best := map[int]float64{}
			for j, v := range g.answers[i] {
				if group[j] != x {
					best[group[j]] = max(best[group[j]], v)
				}
			}
			for y, v := range best {
				votes[y] += v
			}
		}
		to := -1
		for y, v := range votes {
			if to < 0 || v > votes[to] || v == votes[to] && y < to {
				to = y
			}
		}
		if to < 0 {
			continue
		}
		g.move(x, to, group)
	}
}
