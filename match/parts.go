package match

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Parts takes a claim apart: who, did what, to whom, when, where, under which name, how many. items are its statements,
// at least its tellings. A part's value is that which most tellings give; Support.Tellings says how many, and
// Support.Rivals what others give instead.
func Parts(claim *hearsay.Claim, items []Item) []hearsay.Part {
	var tellings []*Item
	for i := range items {
		if slices.Contains(claim.Tellings, items[i].Statement.ID) {
			tellings = append(tellings, &items[i])
		}
	}
	slices.SortFunc(tellings, func(a, b *Item) int { return strings.Compare(a.Statement.ID, b.Statement.ID) })
	type value struct {
		text  string
		key   uint64
		count int
	}
	var out []hearsay.Part
	for _, role := range []hearsay.Role{hearsay.Who, hearsay.What, hearsay.Whom, hearsay.When, hearsay.Where, hearsay.Named, hearsay.HowMany, hearsay.How} {
		var values []value
		for _, it := range tellings {
			for _, p := range it.parts {
				if p.Role != role {
					continue
				}
				at := slices.IndexFunc(values, func(v value) bool { return v.key == p.Key })
				if at < 0 {
					values = append(values, value{p.Text, p.Key, 1})
					continue
				}
				values[at].count++
				if len(p.Text) > len(values[at].text) {
					values[at].text = p.Text
				}
			}
		}
		slices.SortStableFunc(values, func(a, b value) int { return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.text, b.text)) })
		if len(values) == 0 {
			continue
		}
		p := hearsay.Part{Role: role, Value: values[0].text, Support: hearsay.Support{Tellings: values[0].count}}
		for _, v := range values[1:] {
			p.Support.Rivals = append(p.Support.Rivals, v.text)
		}
		out = append(out, p)
	}
	return out
}

// divide fills in the parts of it.
func (r *reader) divide(it *Item) {
	add := func(role hearsay.Role, text string, key uint64) {
		it.parts = append(it.parts, part{role, text, key})
	}
	for i, n := range it.names {
		role := hearsay.Whom
		if i == 0 {
			role = hearsay.Who
		}
		add(role, n.Text, n.last())
	}
	for _, w := range it.words {
		if w.Verb && !w.Side {
			add(hearsay.What, w.Text, w.Stem)
			break
		}
	}
	for _, y := range it.years {
		add(hearsay.When, strconv.Itoa(y), uint64(y))
	}
	for _, x := range it.numbers {
		add(hearsay.HowMany, x.Text, uint64(x.Value))
	}
}
