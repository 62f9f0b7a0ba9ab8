package label

import "encoding/binary"

// Trees of a Forest have Depth questions from root to leaf.
const (
	Depth  = 4
	asks   = 1<<Depth - 1
	Leaves = 1 << Depth
)

// A Tree asks Depth questions about some numbers, and each way through them ends at a leaf. Question k leads to question
// 2k+1, or to 2k+2 where the number is more than the limit; those after the last are the leaves, in the same order.
type Tree struct {
	Number [asks]uint8
	Limit  [asks]float32
	Leaf   [Leaves]float32
}

// A Forest is trees whose leaves are summed up (Friedman, "Greedy Function Approximation: A Gradient Boosting Machine",
// Annals of Statistics, 2001). The sum is the logit of a probability.
type Forest []Tree

// At returns the leaf of t that x comes to.
func (t *Tree) At(x []float32) int {
	k := 0
	for range Depth {
		next := 2*k + 1
		if x[t.Number[k]] > t.Limit[k] {
			next++
		}
		k = next
	}
	return k - asks
}

// Sum returns the sum of the leaves that x comes to.
func (f Forest) Sum(x []float32) float32 {
	sum := float32(0)
	for i := range f {
		sum += f[i].Leaf[f[i].At(x)]
	}
	return sum
}

// append writes f: how many trees it has; of each the numbers it asks for, the limits and the leaves.
func (f Forest) append(out []byte) []byte {
	out = binary.LittleEndian.AppendUint32(out, uint32(len(f)))
	for i := range f {
		out = append(out, f[i].Number[:]...)
		for _, x := range f[i].Limit {
			out = appendFloat(out, x)
		}
		for _, x := range f[i].Leaf {
			out = appendFloat(out, x)
		}
	}
	return out
}

// forest reads what append wrote.
func (f *file) forest() (out Forest) {
	for n := f.uint32(); n > 0 && !f.short; n-- {
		var t Tree
		copy(t.Number[:], f.take(asks))
		for i := range t.Limit {
			t.Limit[i] = f.float()
		}
		for i := range t.Leaf {
			t.Leaf[i] = f.float()
		}
		for _, k := range t.Number {
			f.short = f.short || int(k) >= Numbers
		}
		out = append(out, t)
	}
	return out
}
