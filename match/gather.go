package match

import (
	"cmp"
	"container/heap"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// Gather makes claims of statements: items are compared by pairs, which Compare found, and before says to which claim a
// statement belonged so far, so that claims keep their ids while the pile grows. Every statement gets a claim, and one
// that is like no other a claim of its own. The claims have their ID, Text, Tellings, Others, Pairs and Allegation;
// they are in the order of their ids.
//
// Pairs are links of a chain, and a chain of weak links may lead from one claim to another. So the claims are not what
// hangs together somehow: the two groups with the best link between them are joined, then the next, for as long as the
// link is good enough (agglomeration, see link). What only refers to another statement takes no part in that: it goes where
// that goes. Items that no chain of pairs connects do not
// influence each other: a caller may give all, or whole connected parts alone.
func Gather(items []Item, pairs []hearsay.Pair, before map[string]string) []hearsay.Claim {
	items = slices.Clone(items)
	slices.SortFunc(items, func(a, b Item) int { return strings.Compare(a.Statement.ID, b.Statement.ID) })
	items = slices.CompactFunc(items, func(a, b Item) bool { return a.Statement.ID == b.Statement.ID })
	g := newGathering(items, pairs)
	g.unite()
	g.join()
	g.goOn()
	g.cite()
	g.attach()
	g.answer()
	g.beside = make([][]int, len(items))
	for k := range g.pairs {
		g.beside[k[0]] = append(g.beside[k[0]], k[1])
	}
	for i := range g.beside {
		slices.Sort(g.beside[i])
	}
	var claims []hearsay.Claim
	for _, members := range g.groups {
		if len(members) > 0 {
			claims = append(claims, g.claim(members))
		}
	}
	identify(claims, before)
	slices.SortFunc(claims, func(a, b hearsay.Claim) int { return strings.Compare(a.ID, b.ID) })
	return claims
}

// joins is the link from which two groups are one claim. It is below Same because among the tellings of one claim many pairs have
// little in common.
const joins = 0.3

// sample is how many statements of a group are compared with those of another at most.
const sample = 12

type gathering struct {
	items   []Item
	at      map[string]int
	score   map[[2]int]float64 // of pairs of items, the smaller first
	pairs   map[[2]int]hearsay.Pair
	beside  [][]int                 // of each item those after it that it has a pair with, ascending
	groups  [][]int                 // members of each group, ascending; empty once joined to another
	near    []map[int]bool          // groups that share a pair with it
	answers map[int]map[int]float64 // of denials, how well they answer which items
	cited   map[int]map[int]float64 // of what cites an outlet, how like it is to which items of that
}

func newGathering(items []Item, pairs []hearsay.Pair) *gathering {
	g := &gathering{items: items, at: map[string]int{}, score: map[[2]int]float64{}, pairs: map[[2]int]hearsay.Pair{}, answers: map[int]map[int]float64{}, cited: map[int]map[int]float64{}}
	for i := range items {
		g.at[items[i].Statement.ID] = i
		g.groups = append(g.groups, []int{i})
		g.near = append(g.near, map[int]bool{})
	}
	for _, p := range pairs {
		a, foundA := g.at[p.A]
		b, foundB := g.at[p.B]
		if !foundA || !foundB || a == b {
			continue
		}
		k := [2]int{min(a, b), max(a, b)}
		g.pairs[k] = p
		if items[a].target != "" || items[b].target != "" {
			continue
		}
		for _, e := range [2][2]int{{a, b}, {b, a}} {
			if v := answers(&items[e[0]], &items[e[1]]); v > 0 {
				if g.answers[e[0]] == nil {
					g.answers[e[0]] = map[int]float64{}
				}
				g.answers[e[0]][e[1]] = v
			}
		}
		if p.Score == Same { // perhaps not because they are alike
			if p.Score = new(meeting).likeness(&items[k[0]], &items[k[1]]); p.Score < Same {
				for _, e := range [2][2]int{{a, b}, {b, a}} {
					if p.Score >= told && cites(&items[e[0]], &items[e[1]]) {
						if g.cited[e[0]] == nil {
							g.cited[e[0]] = map[int]float64{}
						}
						g.cited[e[0]][e[1]] = p.Score
					}
				}
				continue
			}
		}
		g.score[k] = p.Score
		g.near[a][b], g.near[b][a] = true, true
	}
	return g
}

// link is how well two groups go together: the average, over the statements of the smaller one, of its best scores with those of
// the other (between single and average linkage). One good link does not glue two claims, and a new wording need not be near to
// all the others.
func (g *gathering) link(x, y int) float64 {
	a, b := g.some(x, y), g.some(y, x)
	if len(a) > len(b) {
		a, b = b, a
	}
	var sum float64
	for _, i := range a {
		scores := make([]float64, len(b))
		for n, j := range b {
			scores[n] = g.between(i, j)
		}
		slices.SortFunc(scores, func(v, w float64) int { return cmp.Compare(w, v) })
		scores = scores[:min(len(scores), max(witnesses, (len(b)-large)/6))]
		for _, s := range scores {
			sum += s / float64(len(scores))
		}
	}
	return sum / float64(len(a))
}

// witnesses is how many statements of a group speak for that another belongs to it: more where it has more than large, which otherwise
// would have three that are near to anything on its topic.
const witnesses, large = 3, 16

// between is the score of two items.
func (g *gathering) between(i, j int) float64 {
	k := [2]int{min(i, j), max(i, j)}
	s, known := g.score[k]
	if !known {
		s = new(meeting).likeness(&g.items[k[0]], &g.items[k[1]])
		g.score[k] = s
	}
	return s
}

// some returns members of group x that are to be compared with group y: all of a small one, or where y is small; else some,
// spread evenly.
func (g *gathering) some(x, y int) []int {
	members := g.groups[x]
	if len(g.groups[y]) <= witnesses {
		return members
	}
	return sampled(members)
}

// sampled returns members where they are few, else as many as sample of them, spread evenly.
func sampled(members []int) []int {
	if len(members) <= sample {
		return members
	}
	out := make([]int, sample)
	for i := range out {
		out[i] = members[i*len(members)/sample]
	}
	return out
}

// A bond is how good it would be to join two groups, as they were at their ages.
type bond struct {
	link       float64
	x, y       int // x < y
	ageX, ageY int
}

// bonds is a heap, the best on top; of equal ones that of the smaller groups' numbers.
type bonds []bond

func (b bonds) Len() int { return len(b) }
func (b bonds) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(b[j].link, b[i].link), cmp.Compare(b[i].x, b[j].x), cmp.Compare(b[i].y, b[j].y)) < 0
}
func (b bonds) Swap(i, j int) { b[i], b[j] = b[j], b[i] }
func (b *bonds) Push(x any)   { *b = append(*b, x.(bond)) }
func (b *bonds) Pop() any {
	last := (*b)[len(*b)-1]
	*b = (*b)[:len(*b)-1]
	return last
}

// unite joins what says the same in the same words. Nothing is nearer than that, so join would begin with it, and look again at all
// that is near after each: where many tell one thing word by word that takes time with the square of their number.
func (g *gathering) unite() {
	leader := make([]int, len(g.groups))
	for x := range leader {
		leader[x] = x
	}
	find := func(x int) int {
		for leader[x] != x {
			leader[x] = leader[leader[x]]
			x = leader[x]
		}
		return x
	}
	for k, s := range g.score {
		if s == 1 && g.items[k[0]].exact == g.items[k[1]].exact {
			a, b := find(k[0]), find(k[1])
			leader[max(a, b)] = min(a, b)
		}
	}
	near := make([]map[int]bool, len(g.near))
	for x := range g.groups {
		to := find(x)
		if near[to] == nil {
			near[to] = map[int]bool{}
		}
		for y := range g.near[x] {
			if y = find(y); y != to {
				near[to][y] = true
			}
		}
		if to != x { // it comes after to: every leader is the first of its own
			g.groups[to] = append(g.groups[to], x)
			g.groups[x] = nil
		}
	}
	g.near = near
}

// join joins groups for as long as a bond is good enough. The group that is joined to another keeps no members.
func (g *gathering) join() {
	age := make([]int, len(g.groups)) // how often a group was joined; a bond of another age is out of date
	var best bonds
	tie := func(x, y int) {
		x, y = min(x, y), max(x, y)
		if link := g.link(x, y); link >= joins {
			heap.Push(&best, bond{link, x, y, age[x], age[y]})
		}
	}
	for x := range g.near {
		for y := range g.near[x] {
			if x < y {
				tie(x, y)
			}
		}
	}
	for best.Len() > 0 {
		b := heap.Pop(&best).(bond)
		if age[b.x] != b.ageX || age[b.y] != b.ageY {
			continue
		}
		age[b.x]++
		age[b.y]++
		g.groups[b.x] = append(g.groups[b.x], g.groups[b.y]...)
		slices.Sort(g.groups[b.x])
		g.groups[b.y] = nil
		for z := range g.near[b.y] {
			delete(g.near[z], b.y)
			if z != b.x {
				g.near[b.x][z], g.near[z][b.x] = true, true
			}
		}
		g.near[b.y] = nil
		for z := range g.near[b.x] {
			tie(b.x, z)
		}
	}
}

// goOn brings groups of which most statements go on with others, and which are like nothing else, to the groups of those: where
// these are several, to that of most, then to the first. What several documents tell in words of their own stands by itself.
func (g *gathering) goOn() {
	group := g.places()
	for x, members := range g.groups {
		votes := map[int]int{}
		on, to := 0, -1
		var documents []string
		for _, i := range members {
			s := g.items[i].Statement
			if s.Kind != hearsay.Direct && s.Stance == hearsay.Tells {
				documents = appendNew(documents, s.Document)
			}
			j, found := g.at[g.items[i].goesOn]
			if !found || group[j] == x {
				continue
			}
			on++
			y := group[j]
			if votes[y]++; to < 0 || votes[y] > votes[to] || votes[y] == votes[to] && y < to {
				to = y
			}
		}
		if 2*on >= len(members) && on > 0 && len(documents) < 2 {
			g.move(x, to, group)
		}
	}
}

// move brings the members of group x to group to; places has then where they are.
func (g *gathering) move(x, to int, places []int) {
	for _, i := range g.groups[x] {
		places[i] = to
	}
	g.groups[to] = append(g.groups[to], g.groups[x]...)
	slices.Sort(g.groups[to])
	g.groups[x] = nil
}

// places returns the number of the group that each item is in.
func (g *gathering) places() []int {
	group := make([]int, len(g.items))
	for x, members := range g.groups {
		for _, i := range members {
			group[i] = x
		}
	}
	return group
}

// attach brings the statements that only refer to another to the group of that.
func (g *gathering) attach() {
	group := g.places()
	for i := range g.items {
		if to, found := g.at[g.items[i].target]; found && group[i] != group[to] {
			x := group[to]
			g.groups[group[i]] = nil
			g.groups[x] = append(g.groups[x], i)
			slices.Sort(g.groups[x])
			group[i] = x
		}
	}
}

// claim makes a claim of the items members, without its id.
func (g *gathering) claim(members []int) hearsay.Claim {
	var c hearsay.Claim
	for _, i := range members {
		for _, j := range g.beside[i] {
			if _, here := slices.BinarySearch(members, j); here {
				c.Pairs = append(c.Pairs, g.pairs[[2]int{i, j}])
			}
		}
	}
	side := g.side(members)
	var tellings []int
	for _, i := range members {
		s := g.items[i].Statement
		c.Allegation = max(c.Allegation, s.Allegation)
		if s.Stance != hearsay.Tells && s.Stance != "" || g.items[i].against != side {
			c.Others = append(c.Others, s.ID)
			continue
		}
		c.Tellings = append(c.Tellings, s.ID)
		tellings = append(tellings, i)
	}
	if len(tellings) == 0 {
		tellings = members
	}
	c.Text = g.items[g.fullest(tellings)].Text
	return c
}

// fullest returns the one of members whose words say best by themselves what they all say: of those that are about as near to the others as
// any is, the fullest.
func (g *gathering) fullest(members []int) int {
	others := sampled(members)
	near, most := make([]float64, len(members)), 0.0
	for k, i := range members {
		for _, j := range others {
			if i != j {
				near[k] += g.between(i, j)
			}
		}
		most = max(most, near[k])
	}
	best := -1
	for k, i := range members {
		if near[k] >= central*most && (best < 0 || g.items[i].fullness() > g.items[best].fullness()) {
			best = i
		}
	}
	return best
}

// central is how near to the others the words shown for a claim must be, as a part of how near the nearest are.
const central = 0.8

// side says on which side those stand who tell the claim: a proposition that holds a negation ("never graduated") is told
// by those who negate. It is the side of more of those whose stance is to tell it; where they are even, the bare one.
func (g *gathering) side(members []int) bool {
	balance := 0
	for _, i := range members {
		if s := g.items[i].Statement.Stance; s != hearsay.Tells && s != "" {
			continue
		}
		if g.items[i].against {
			balance--
		} else {
			balance++
		}
	}
	return balance < 0
}

// fullness is how well the words of it say the whole claim by themselves.
func (it *Item) fullness() float64 {
	f := float64(min(it.weight, 8))
	if n := utf8.RuneCountInString(it.Text); n > 240 {
		f -= float64(n-240) / 60
	}
	for i := range it.names {
		if it.names[i].Sure {
			f += 0.5
		}
	}
	if it.Statement.Kind != hearsay.Own {
		f++
	}
	if it.Statement.Speaker != "" {
		f++
	}
	if it.points {
		f -= 1.5
	}
	for _, opening := range []string{"to ", "of ", "him ", "her ", "them "} { // "to have three breasts" does not say who
		if strings.HasPrefix(strings.ToLower(it.Text), opening) {
			f -= 2.5
		}
	}
	if it.Statement.Refers != "" {
		f--
	}
	if it.Language != "en" {
		f -= 2
	}
	return f
}

// identify gives claims their ids: that which most of its statements had before, each given once; else a new one.
func identify(claims []hearsay.Claim, before map[string]string) {
	type wish struct {
		claim int
		id    string
		votes int
		first string // the claim's smallest statement
	}
	var wishes []wish
	for i := range claims {
		votes := map[string]int{}
		all := slices.Sorted(slices.Values(slices.Concat(claims[i].Tellings, claims[i].Others)))
		for _, s := range all {
			if id := before[s]; id != "" {
				votes[id]++
			}
		}
		claims[i].ID = ""
		for id, n := range votes {
			wishes = append(wishes, wish{i, id, n, all[0]})
		}
	}
	slices.SortFunc(wishes, func(a, b wish) int {
		return cmp.Or(cmp.Compare(b.votes, a.votes), strings.Compare(a.id, b.id), strings.Compare(a.first, b.first))
	})
	taken := map[string]bool{}
	for _, w := range wishes {
		if claims[w.claim].ID == "" && !taken[w.id] {
			claims[w.claim].ID = w.id
			taken[w.id] = true
		}
	}
	for i := range claims {
		if claims[i].ID != "" {
			continue
		}
		for _, s := range slices.Sorted(slices.Values(slices.Concat(claims[i].Tellings, claims[i].Others))) {
			if id := ClaimID(s); !taken[id] {
				claims[i].ID = id
				taken[id] = true
				break
			}
		}
		if claims[i].ID == "" { // every id of its statements went to another claim with a split
			id := ClaimID("split " + slices.Min(slices.Concat(claims[i].Tellings, claims[i].Others)))
			claims[i].ID = id
			taken[id] = true
		}
	}
}

// ClaimID is the id of a claim that had none before, from the smallest id of its statements.
func ClaimID(statement string) string {
	sum := sha256.Sum256([]byte(statement))
	return "c" + hex.EncodeToString(sum[:5])
}
