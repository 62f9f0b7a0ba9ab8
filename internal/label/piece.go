package label

import (
	"slices"

	"github.com/hearsay-news/hearsay/token"
)

// A Piece is a fragment that may be in a text: a run of words in one role.
type Piece struct {
	token.Range
	Role Label // BeginSource, BeginCue or BeginContent
	// Sure is how likely the piece is, 0 to 1. Of one that Likely found: how likely it is that just these words are one
	// fragment. Of one of the best labelling: how likely it is that each word stands in this role, the mean over the words.
	Sure float32
}

// Pieces cuts the labels of the words of paragraph p into pieces and appends them to out; probs holds Labels
// probabilities for each word.
func Pieces(p token.Range, labels []Label, probs []float32, out []Piece) []Piece {
	for i := 0; i < len(labels); {
		role := labels[i]
		if role == Outside {
			i++
			continue
		}
		j, sum := i, float32(0)
		for ; j < len(labels) && (j == i || labels[j] == role+1); j++ {
			sum += probs[j*Labels+int(role)] + probs[j*Labels+int(role)+1]
		}
		out = append(out, Piece{token.Range{First: p.First + i, End: p.First + j}, role, sum / float32(j-i)})
		i = j
	}
	return out
}

// Least is how likely a piece must be to be thought of.
const Least = 0.02

// Likely appends the pieces that are likely enough to out, in the order of their beginnings, roles and ends. Marginals
// must have been called; first is the number of the chain's first word in its text.
func (c *Chain) Likely(first int, out []Piece) []Piece {
	n := len(c.Emit) / Labels
	for i := range n {
		for begin := BeginSource; begin < Labels; begin += 2 {
			k := i*Labels + int(begin)
			if float64(c.alpha[k]*c.beta[k]) < Least {
				continue
			}
			sum, last := c.alpha[k], int(begin)
			for j := i + 1; float64(sum*c.beta[(j-1)*Labels+last]) >= Least; j++ {
				if j == n {
					out = append(out, Piece{token.Range{First: first + i, End: first + n}, begin, float32(sum)})
					break
				}
				step, in := c.step[j*Steps+last*Labels:][:Labels], int(begin)+1
				ends := 0.0
				for y, s := range step {
					if y != in {
						ends += float64(s * c.emit[j*Labels+y] * c.beta[j*Labels+y])
					}
				}
				if p := float64(sum * ends * c.scale[j]); p >= Least {
					out = append(out, Piece{token.Range{First: first + i, End: first + j}, begin, float32(p)})
				}
				sum *= step[in] * c.emit[j*Labels+in] * c.scale[j]
				last = in
			}
		}
	}
	return out
}

// Mix appends to out the pieces of chain and net, each as likely as the two think it together.
func Mix(chain, net, out []Piece) []Piece {
	const share = 0.4 // of the chain
	for len(chain) > 0 || len(net) > 0 {
		switch {
		case len(net) == 0 || len(chain) > 0 && chain[0].before(net[0]):
			out, chain = append(out, chain[0].times(share)), chain[1:]
		case len(chain) == 0 || net[0].before(chain[0]):
			out, net = append(out, net[0].times(1-share)), net[1:]
		default:
			x := chain[0].times(share)
			x.Sure += net[0].times(1 - share).Sure
			out, chain, net = append(out, x), chain[1:], net[1:]
		}
	}
	return out
}

func (p Piece) before(q Piece) bool {
	if p.First != q.First {
		return p.First < q.First
	}
	if p.Role != q.Role {
		return p.Role < q.Role
	}
	return p.End < q.End
}

func (p Piece) times(x float32) Piece {
	p.Sure = float32(p.Sure * x)
	return p
}

// Limits is how likely a source, a cue and a content must be to be worth choosing.
type Limits [3]float32

// A Cutter chooses among pieces. It keeps its memory for the next time.
type Cutter struct {
	best []float32
	by   []int
}

// Cut appends to out those of the pieces in part p of a text that do not overlap and are, taken together, likelier than
// their limits by the most: the choice that can expect the most to be right, where each that is chosen costs its limit.
// It gives them in the order of the text; all stand in the order that Likely gives.
func (c *Cutter) Cut(p token.Range, all []Piece, limits *Limits, out []Piece) []Piece {
	c.best, c.by = zeroed(c.best, p.End-p.First+1), sized(c.by, p.End-p.First+1)
	k := 0
	for i := range c.best {
		// Nothing can be gained by what ends here any more.
		if i == 0 || c.best[i-1] >= c.best[i] {
			c.by[i] = -1
			if i > 0 {
				c.best[i] = c.best[i-1]
			}
		}
		for ; k < len(all) && all[k].First == p.First+i; k++ {
			end := all[k].End - p.First
			if gain := c.best[i] + (all[k].Sure - limits[all[k].Role/2]); gain > c.best[end] {
				c.best[end], c.by[end] = gain, k
			}
		}
	}
	from := len(out)
	for i := len(c.best) - 1; i > 0; {
		if k := c.by[i]; k >= 0 {
			out = append(out, all[k])
			i = all[k].First - p.First
		} else {
			i--
		}
	}
	slices.Reverse(out[from:])
	return out
}
