package label

import (
	"slices"

	"github.com/hearsay-news/hearsay/token"
)

// A Piece is a fragment that may be in a text: a run of words in one role.
type Piece struct {
	token.Range
	Role Label // BeginSource, BeginCue or BeginContent
	// Sure is how likely the piece is, 0 to 1. Of one that Likely found, and of one that a Ranker rated: how likely it is that
	// just these words are one fragment. Of one of the best labelling: how likely it is that each word stands in this role, the
	// mean over the words.
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

func (p Piece) before(q Piece) bool {
	if p.First != q.First {
		return p.First < q.First
	}
	if p.Role != q.Role {
		return p.Role < q.Role
	}
	return p.End < q.End
}

// Limits is how likely a source, a cue and a content must be to be worth choosing.
type Limits [3]float32

// A Cutter chooses among pieces. It keeps its memory for the next time.
type Cutter struct {
	best   []float32
	by     []int
	chosen []Piece
}

// Cut appends to out those of the pieces in part p of a text that do not overlap and are, taken together, likelier than
// their limits by the most: the choice that can expect the most to be right, where each that is chosen costs its limit.
// A cue that is left without a source or a content next to it gets one that is less likely.
// It gives them in the order of the text; all stand in the order that Likely gives.
func (c *Cutter) Cut(p token.Range, all []Piece, limits *Limits, out []Piece) []Piece {
	c.chosen = c.choose(p, all, limits, c.chosen[:0])
	return complete(p, all, c.chosen, out)
}

func (c *Cutter) choose(p token.Range, all []Piece, limits *Limits, out []Piece) []Piece {
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

// lacking is how likely a piece must be at least to be taken because a cue lacks it.
const lacking = 0.05

// complete appends to out chosen, and what the cues among them lack: where no content stands next to a cue, sources aside, the
// likeliest of all that has room there, and where no source does, the likeliest of those.
func complete(p token.Range, all, chosen, out []Piece) []Piece {
	from := len(out)
	out = append(out, chosen...)
	for i, x := range chosen {
		if x.Role != BeginCue {
			continue
		}
		for _, role := range [...]Label{BeginContent, BeginSource} {
			if best := missing(p, all, chosen, i, role); best.Sure > 0 {
				out = append(out, best)
			}
		}
	}
	// Where two are added in the same place, the likelier stays.
	slices.SortStableFunc(out[from:], func(a, b Piece) int { return a.First - b.First })
	kept := out[:from]
	for _, x := range out[from:] {
		if n := len(kept); n == from || kept[n-1].End <= x.First {
			kept = append(kept, x)
		} else if x.Sure > kept[n-1].Sure {
			kept[n-1] = x
		}
	}
	return kept
}

// missing returns what cue i of chosen lacks in a role: the likeliest of all that has room next to it, one with Sure 0 when
// nothing is lacking or likely enough.
func missing(p token.Range, all, chosen []Piece, i int, role Label) Piece {
	best := Piece{Sure: lacking}
	for _, step := range [...]int{-1, 1} {
		for j := i; ; j += step {
			// the room between piece j and the next on this side
			room, next := token.Range{First: p.First, End: chosen[j].First}, j+step
			if step > 0 {
				room = token.Range{First: chosen[j].End, End: p.End}
			}
			last := next < 0 || next == len(chosen)
			if !last && step > 0 {
				room.End = chosen[next].First
			} else if !last {
				room.First = chosen[next].End
			}
			k, _ := slices.BinarySearchFunc(all, room.First, func(x Piece, at int) int { return x.First - at })
			for ; k < len(all) && all[k].First < room.End; k++ {
				if x := all[k]; x.Role == role && x.End <= room.End && x.Sure > best.Sure {
					best = x
				}
			}
			if last || chosen[next].Role == BeginCue || chosen[next].Role == BeginContent && role == BeginSource {
				break
			}
			if chosen[next].Role == role {
				return Piece{}
			}
		}
	}
	if best.Role == Outside {
		return Piece{}
	}
	return best
}
