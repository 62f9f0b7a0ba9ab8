package desk

import (
	"cmp"
	"context"
	"slices"
)

// An index holds the keys of a kind in memory, for a run that compares a good part of the casebook: a store asks for the
// neighbours of one subject at a time, and looks each key up anew. It takes some 8 bytes a key.
type index struct {
	subjects []string         // in the order of their turns
	number   map[string]int32 // of each subject its place in subjects
	sharing  []int32          // for each key, who shares it, ascending
	first    []int32          // of each subject where its keys begin in places; one more at the end
	places   []int32          // of each key of a subject, where those who share it begin in sharing
	weight   []float32        // of each subject, how near it is to the one that is looked at; 0 between looks
}

// An index is made where at least one document in share of the casebook's is compared, and more than a batch; and where the
// casebook has no more than indexed documents, which need some 6 kB each.
const (
	share   = 20
	indexed = 40_000
)

func (d *Desk) newIndex(ctx context.Context, kind string, t turns) (*index, error) {
	keys, err := d.Store.Keys(ctx, kind)
	if err != nil {
		return nil, err
	}
	n := len(keys.Subjects)
	x := &index{subjects: slices.SortedFunc(slices.Values(keys.Subjects), t.compare), number: make(map[string]int32, n),
		first: make([]int32, n+2), places: make([]int32, len(keys.Of)), weight: make([]float32, n)}
	for i, s := range x.subjects {
		x.number[s] = int32(i)
	}
	for i, s := range keys.Of {
		keys.Of[i] = x.number[keys.Subjects[s]]
	}
	x.sharing = keys.Of
	for _, s := range x.sharing {
		x.first[s+2]++
	}
	for i := 2; i < len(x.first); i++ {
		x.first[i] += x.first[i-1]
	}
	for begin := 0; begin < len(keys.Values); {
		end := begin + 1
		for end < len(keys.Values) && keys.Values[end] == keys.Values[begin] {
			end++
		}
		slices.Sort(x.sharing[begin:end])
		for _, s := range x.sharing[begin:end] {
			x.places[x.first[s+1]] = int32(begin)
			x.first[s+1]++
		}
		begin = end
	}
	return x, nil
}

// near returns the nearest of those subjects before s that share a key with it, at most as many as that, in the order of their
// turns. The more keys two share, and the fewer others share these, the nearer they are; of those that are as near, the first
// come first. A key that more than common subjects before s share is not used.
func (x *index) near(s string, nearest int) []string {
	at, known := x.number[s]
	if !known {
		return nil
	}
	var met []int32
	for _, begin := range x.places[x.first[at]:x.first[at+1]] {
		n := 0
		for n <= common && x.sharing[int(begin)+n] < at { // s itself is the end
			n++
		}
		if n > common {
			continue
		}
		for _, o := range x.sharing[begin : int(begin)+n] {
			if x.weight[o] == 0 {
				met = append(met, o)
			}
			x.weight[o] += 1 / float32(n)
		}
	}
	nearer := func(a, b int32) int { return cmp.Or(cmp.Compare(x.weight[b], x.weight[a]), cmp.Compare(a, b)) }
	best := make([]int32, 0, 2*nearest)
	cut := func() {
		slices.SortFunc(best, nearer)
		best = best[:min(len(best), nearest)]
	}
	for _, o := range met {
		if best = append(best, o); len(best) == cap(best) {
			cut()
		}
	}
	cut()
	slices.Sort(best)
	for _, o := range met {
		x.weight[o] = 0
	}
	names := make([]string, len(best))
	for i, o := range best {
		names[i] = x.subjects[o]
	}
	return names
}

// tied returns all that s is tied to, in the order of their turns. The keys of the index are ties, of which each has one.
func (x *index) tied(s string) []string {
	at, known := x.number[s]
	if !known {
		return nil
	}
	var names []string
	for _, begin := range x.places[x.first[at]:x.first[at+1]] {
		for _, o := range x.sharing[begin:min(int(begin)+2, len(x.sharing))] {
			if o != at && slices.Contains(x.places[x.first[o]:x.first[o+1]], begin) { // the other end may be of a document that was removed
				names = append(names, x.subjects[o])
			}
		}
	}
	return names
}

// candidates returns, for each of subjects, those before it that are worth comparing with it, in the order of their turns: those
// that share keys with it, and those that it is tied to by old.
func (d *Desk) candidates(ctx context.Context, c *comparison, t turns, subjects []string, old [][2]string) (map[string][]string, error) {
	all := map[string][]string{}
	add := func(s, o string) {
		if t.compare(o, s) < 0 {
			all[s] = append(all[s], o)
		}
	}
	if c.index != nil {
		for _, s := range subjects {
			all[s] = c.index.near(s, c.nearest)
		}
	} else {
		near, err := d.Store.Near(ctx, c.kind, subjects, common)
		if err != nil {
			return nil, err
		}
		for _, n := range near {
			add(n.A, n.B)
		}
	}
	asked := make(map[string]bool, len(subjects))
	for _, s := range subjects {
		asked[s] = true
	}
	for _, p := range old {
		for i, s := range p {
			if asked[s] {
				add(s, p[1-i])
			}
		}
	}
	for s := range all {
		slices.SortFunc(all[s], t.compare)
		all[s] = slices.Compact(all[s])
	}
	return all, nil
}
