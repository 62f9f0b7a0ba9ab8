// Package b3 counts how well things were put into groups.
package b3

import "fmt"

// Counts are things with the groups in which they were found to be and were wanted. The zero value has none.
type Counts struct{ found, wanted []string }

// Add adds a thing.
func (c *Counts) Add(found, wanted string) {
	c.found, c.wanted = append(c.found, found), append(c.wanted, wanted)
}

// String tells the score.
func (c *Counts) String() string {
	p, r := Score(c.found, c.wanted)
	return fmt.Sprintf("B3 precision %.3f, recall %.3f, F1 %.3f over %d", p, r, F1(p, r), len(c.found))
}

// Score compares the groups in which things were found to be with those that were wanted, by B-cubed (Bagga and Baldwin, 1998): of each
// thing, the share of its found group that belongs to its wanted group, and the share of its wanted group that was found with it; both
// averaged over all things, from 0 to 1. Thing i is found in group found[i] and wanted in wanted[i]; the two are of one length, which is
// not 0.
func Score[F, W comparable](found []F, wanted []W) (precision, recall float64) {
	type both struct {
		found  F
		wanted W
	}
	shared, groups, classes := map[both]int{}, map[F]int{}, map[W]int{}
	for i := range found {
		shared[both{found[i], wanted[i]}]++
		groups[found[i]]++
		classes[wanted[i]]++
	}
	for i := range found {
		n := float64(shared[both{found[i], wanted[i]}])
		precision += n / float64(groups[found[i]])
		recall += n / float64(classes[wanted[i]])
	}
	n := float64(len(found))
	return precision / n, recall / n
}

// F1 is the harmonic mean of precision and recall.
func F1(precision, recall float64) float64 {
	if precision+recall == 0 {
		return 0
	}
	return 2 * precision * recall / (precision + recall)
}
