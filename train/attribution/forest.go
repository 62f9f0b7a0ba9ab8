package main

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/hearsay-news/hearsay/internal/label"
)

// growth is how a forest is learned.
type growth struct {
	trees   int
	rate    float64 // share of its best step that a tree takes
	rows    float64 // share of the examples that a tree is grown from
	cols    float64 // share of the numbers that a tree may ask for
	pull    float64 // of leaves towards 0
	atLeast int     // examples on each side of a question
}

const bins = 64 // into which the values of a number are sorted

// binned is examples with their numbers sorted into bins: a number's values in bin b are at most limits[b].
type binned struct {
	at     [][]uint8 // of each number, of each example
	limits [][]float32
}

func binsOf(xs []float32, numbers int) binned {
	n := len(xs) / numbers
	b := binned{make([][]uint8, numbers), make([][]float32, numbers)}
	values := make([]float32, n)
	for f := range numbers {
		for i := range n {
			values[i] = xs[i*numbers+f]
		}
		slices.Sort(values)
		different := slices.Compact(slices.Clone(values))
		var limits []float32
		if len(different) <= bins {
			limits = different
		} else {
			for k := 1; k <= bins; k++ {
				if v := values[k*(n-1)/bins]; len(limits) == 0 || v > limits[len(limits)-1] {
					limits = append(limits, v)
				}
			}
		}
		b.limits[f] = limits
		b.at[f] = make([]uint8, n)
		for i := range n {
			k, _ := slices.BinarySearch(limits, xs[i*numbers+f])
			b.at[f][i] = uint8(min(k, len(limits)-1))
		}
	}
	return b
}

// grow learns from examples, numbers for each, of which those are right whose want is set; the order of what is drawn comes
// from seed. Trees are grown level by level (logistic loss, second order: Chen, Guestrin, "XGBoost", KDD 2016).
func grow(xs []float32, want []bool, numbers int, s growth, seed uint64) label.Forest {
	n := len(want)
	random := rand.New(rand.NewPCG(seed, 4))
	b := binsOf(xs, numbers)
	logit := make([]float64, n)
	slope, curve := make([]float32, n), make([]float32, n)
	place := make([]uint8, n) // of each example: its question on the level
	var used []int32
	var forest label.Forest
	for range s.trees {
		used = used[:0]
		for i := range n {
			p := 1 / (1 + math.Exp(-logit[i]))
			slope[i], curve[i] = float32(p), float32(p*(1-p))
			if want[i] {
				slope[i] = float32(p - 1)
			}
			place[i] = 0
			if random.Float64() < s.rows {
				used = append(used, int32(i))
			}
		}
		var cols []int
		for f := range numbers {
			if random.Float64() < s.cols {
				cols = append(cols, f)
			}
		}
		var tree label.Tree
		for level := range label.Depth {
			first, width := 1<<level-1, 1<<level
			type sums struct {
				slope, curve float64
				count        int
			}
			whole := make([]sums, width)
			for _, i := range used {
				w := &whole[place[i]]
				w.slope += float64(slope[i])
				w.curve += float64(curve[i])
				w.count++
			}
			gains := make([]float64, width)
			for k := range width {
				tree.Number[first+k], tree.Limit[first+k] = 0, float32(math.Inf(1))
			}
			hist := make([]sums, width*bins)
			for _, f := range cols {
				clear(hist)
				at := b.at[f]
				for _, i := range used {
					h := &hist[int(place[i])*bins+int(at[i])]
					h.slope += float64(slope[i])
					h.curve += float64(curve[i])
					h.count++
				}
				for k := range width {
					worth := func(x sums) float64 { return x.slope * x.slope / (x.curve + s.pull) }
					var left sums
					for c := range len(b.limits[f]) - 1 {
						h := hist[k*bins+c]
						left.slope += h.slope
						left.curve += h.curve
						left.count += h.count
						right := sums{whole[k].slope - left.slope, whole[k].curve - left.curve, whole[k].count - left.count}
						if left.count < s.atLeast || right.count < s.atLeast {
							continue
						}
						if gain := worth(left) + worth(right) - worth(whole[k]); gain > gains[k]+1e-9 {
							gains[k] = gain
							tree.Number[first+k], tree.Limit[first+k] = uint8(f), b.limits[f][c]
						}
					}
				}
			}
			for i := range n {
				k := first + int(place[i])
				place[i] *= 2
				if xs[i*numbers+int(tree.Number[k])] > tree.Limit[k] {
					place[i]++
				}
			}
		}
		var slopes, curves [label.Leaves]float64
		for _, i := range used {
			slopes[place[i]] += float64(slope[i])
			curves[place[i]] += float64(curve[i])
		}
		for k := range tree.Leaf {
			tree.Leaf[k] = float32(-s.rate * slopes[k] / (curves[k] + s.pull))
		}
		for i := range n {
			logit[i] += float64(tree.Leaf[place[i]])
		}
		forest = append(forest, tree)
	}
	return forest
}
