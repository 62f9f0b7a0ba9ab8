package desk

import (
	"context"
	"slices"

	"github.com/hearsay-news/hearsay"
)

// An index holds all keys of a kind in memory, for a run that compares a good part of the casebook: a store asks for the
// neighbours of one subject at a time, and looks each key up anew.
type index struct {
	keys   hearsay.Keys
	number map[string]int32 // of each subject its place in keys.Subjects
	first  []int32          // of each subject where its keys begin in places; one more at the end
	places []int32          // of each key of a subject, where its value begins in keys.Values
	ends   []int32          // of each place in keys.Values where the values that are equal to it end
	stamp  []int32          // of each subject, for whom it was found last
}

// An index is made where at least one document in share of the casebook's is compared, and more than a batch; and where the
// casebook has no more than indexed documents, which need some 8 kB each.
const (
	share   = 20
	indexed = 40_000
)

func (d *Desk) newIndex(ctx context.Context, kind string) (*index, error) {
	keys, err := d.Store.Keys(ctx, kind)
	if err != nil {
		return nil, err
	}
	x := &index{keys: keys, number: make(map[string]int32, len(keys.Subjects)), first: make([]int32, len(keys.Subjects)+2),
		places: make([]int32, len(keys.Of)), ends: make([]int32, len(keys.Of)), stamp: make([]int32, len(keys.Subjects))}
	for i, s := range keys.Subjects {
		x.number[s] = int32(i)
		x.stamp[i] = -1
	}
	for _, s := range keys.Of {
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
		x.ends[begin] = int32(end)
		for _, s := range keys.Of[begin:end] {
			x.places[x.first[s+1]] = int32(begin)
			x.first[s+1]++
		}
		begin = end
	}
	return x, nil
}

// near appends to list the subjects that share a key with subject, in no order that means anything. Keys that more than common
// subjects share are not used.
func (x *index) near(list []string, subject string) []string {
	at, known := x.number[subject]
	if !known {
		return list
	}
	for _, begin := range x.places[x.first[at]:x.first[at+1]] {
		end := x.ends[begin]
		if end-begin > common {
			continue
		}
		for _, s := range x.keys.Of[begin:end] {
			if s != at && x.stamp[s] != at {
				x.stamp[s] = at
				list = append(list, x.keys.Subjects[s])
			}
		}
	}
	return list
}

// candidates calls f with the pairs of subjects that are worth comparing, the smaller first, each once, a good many at a time
// and in order: those of subjects with all that share a key with them, and old.
func (d *Desk) candidates(ctx context.Context, x *index, kind string, subjects []string, old [][2]string, f func([][2]string) error) error {
	if x == nil {
		near, err := d.Store.Near(ctx, kind, subjects, common)
		if err != nil {
			return err
		}
		pairs := append(pairsOf(near), old...)
		slices.SortFunc(pairs, comparePairs)
		return f(slices.Compact(pairs))
	}
	const many = 1 << 14
	asked := make(map[string]bool, len(subjects))
	for _, s := range subjects {
		asked[s] = true
	}
	of := map[string][]string{} // of a subject those that it is tied to
	for _, p := range old {
		of[p[0]], of[p[1]] = append(of[p[0]], p[1]), append(of[p[1]], p[0])
	}
	var pairs [][2]string
	var near []string
	for i, s := range subjects {
		near = x.near(append(near[:0], of[s]...), s)
		slices.Sort(near)
		for _, t := range slices.Compact(near) {
			if !asked[t] || s < t {
				pairs = append(pairs, [2]string{min(s, t), max(s, t)})
			}
		}
		if len(pairs) >= many || i == len(subjects)-1 {
			if err := f(pairs); err != nil {
				return err
			}
			pairs = pairs[:0]
		}
	}
	return nil
}
