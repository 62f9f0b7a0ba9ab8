package label

import "math"

// A Label says which role a word plays and whether it begins a fragment of it.
type Label = uint8

// The labels. Begin and inside of one role stand side by side, in the order of the roles.
const (
	Outside Label = iota
	BeginSource
	InSource
	BeginCue
	InCue
	BeginContent
	InContent
	Labels = 7
)

// follows reports whether b may stand after a: nothing goes on that has not begun.
func follows(a, b Label) bool {
	inside := b != Outside && b%2 == 0
	return !inside || a == b || a == b-1
}

// Steps is how many pairs of labels there are.
const Steps = Labels * Labels

// A Chain is a linear chain over the words of a paragraph: what speaks for each label at each word, and for each pair
// of labels at each step. Its slices are reused.
type Chain struct {
	Emit []float32 // Labels for each word
	Step []float32 // Steps for each word, at a*Labels+b from label a of the word before to b; of the first word unused

	alpha, beta, emit, step []float64
	scale                   []float64
	back                    []Label
}

// Reset makes room for n words and sets all scores to 0.
func (c *Chain) Reset(n int) {
	c.Emit = zeroed(c.Emit, n*Labels)
	c.Step = zeroed(c.Step, n*Steps)
}

func zeroed[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	s = s[:n]
	clear(s)
	return s
}

func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// A Bias corrects what a labeller that was taught to be right about words does to fragments: [0] is taken from what
// speaks for a word's being outside; [1], [2] and [3] are added where a source, a cue or a content begins, unless one of
// its role ends right before.
type Bias [4]float32

// Favour applies b.
func (c *Chain) Favour(b *Bias) {
	for i := range len(c.Emit) / Labels {
		c.Emit[i*Labels] -= b[0]
		for role := 1; role <= 3; role++ {
			begin := 2*role - 1
			if i == 0 {
				c.Emit[begin] += b[role]
				continue
			}
			for a := range Labels {
				if a != begin && a != begin+1 {
					c.Step[i*Steps+a*Labels+begin] += b[role]
				}
			}
		}
	}
}

// Best finds the labels with the highest sum and appends them to out (Viterbi).
func (c *Chain) Best(out []Label) []Label {
	n := len(c.Emit) / Labels
	if n == 0 {
		return out
	}
	c.back = sized(c.back, n*Labels)
	var now, next [Labels]float32
	for y := range Labels {
		now[y] = c.Emit[y]
		if !follows(Outside, Label(y)) {
			now[y] = float32(math.Inf(-1))
		}
	}
	for i := 1; i < n; i++ {
		step, emit, back := c.Step[i*Steps:][:Steps], c.Emit[i*Labels:][:Labels], c.back[i*Labels:][:Labels]
		for y := range Labels {
			best, from := float32(math.Inf(-1)), Outside
			if y != 0 && y%2 == 0 {
				best, from = now[y-1]+step[(y-1)*Labels+y], Label(y-1)
				if s := now[y] + step[y*Labels+y]; s > best {
					best, from = s, Label(y)
				}
			} else {
				for x := range Labels {
					if s := now[x] + step[x*Labels+y]; s > best {
						best, from = s, Label(x)
					}
				}
			}
			next[y], back[y] = best+emit[y], from
		}
		now = next
	}
	last := Outside
	for y := range Labels {
		if now[y] > now[last] {
			last = Label(y)
		}
	}
	from := len(out)
	out = append(out, make([]Label, n)...)
	for i := n - 1; i >= 0; i-- {
		out[from+i] = last
		last = c.back[i*Labels+int(last)]
	}
	return out
}

// Marginals writes the probability of each label at each word to probs, Labels for each word, and returns the logarithm
// of the sum over all labellings (forward and backward, scaled at each word).
// Where pairs is not nil, it gets the probability of each step, laid out as Step.
func (c *Chain) Marginals(probs, pairs []float32) float64 {
	n := len(c.Emit) / Labels
	if n == 0 {
		return 0
	}
	c.alpha, c.beta, c.emit = sized(c.alpha, n*Labels), sized(c.beta, n*Labels), sized(c.emit, n*Labels)
	c.step, c.scale = sized(c.step, n*Steps), sized(c.scale, n)
	total := 0.0
	for i := range n {
		e := c.Emit[i*Labels:][:Labels]
		top := e[0]
		for _, x := range e {
			top = max(top, x)
		}
		total += float64(top)
		for y, x := range e {
			c.emit[i*Labels+y] = exp(x - top)
		}
		if i == 0 {
			continue
		}
		for x := range Labels {
			for y := range Labels {
				k := i*Steps + x*Labels + y
				if c.step[k] = 0; follows(Label(x), Label(y)) {
					c.step[k] = exp(c.Step[k])
				}
			}
		}
	}
	for i := range n {
		var a [Labels]float64
		if i == 0 {
			for y := range Labels {
				if follows(Outside, Label(y)) {
					a[y] = 1
				}
			}
		} else {
			before, step := c.alpha[(i-1)*Labels:][:Labels], c.step[i*Steps:][:Steps]
			for x, p := range before {
				for y := range Labels {
					a[y] += float64(p * step[x*Labels+y])
				}
			}
		}
		sum := 0.0
		for y := range Labels {
			a[y] *= c.emit[i*Labels+y]
			sum += a[y]
		}
		total += math.Log(sum)
		c.scale[i] = 1 / sum
		for y := range Labels {
			c.alpha[i*Labels+y] = a[y] * c.scale[i]
		}
	}
	for y := range Labels {
		c.beta[(n-1)*Labels+y] = 1
	}
	for i := n - 1; i > 0; i-- {
		var b [Labels]float64
		step := c.step[i*Steps:][:Steps]
		for y := range Labels {
			w := c.beta[i*Labels+y] * c.emit[i*Labels+y] * c.scale[i]
			for x := range Labels {
				v := float64(step[x*Labels+y] * w)
				b[x] += v
				if pairs != nil {
					pairs[i*Steps+x*Labels+y] = float32(v * c.alpha[(i-1)*Labels+x])
				}
			}
		}
		copy(c.beta[(i-1)*Labels:], b[:])
	}
	for k := range n * Labels {
		probs[k] = float32(c.alpha[k] * c.beta[k])
	}
	return total
}

// exp is e to the power of x, to seven digits, kept within what can be multiplied without harm. It gives the same on all
// machines, and takes a third of the time of math.Exp.
func exp(x float32) float64 {
	y := float64(float64(min(max(x, -60), 60)) * math.Log2E)
	n := math.Floor(y + 0.5)
	f := y - n
	p := 1.5403530393381609e-4
	for _, c := range [...]float64{1.3333558146428443e-3, 9.618129107628477e-3, 5.550410866482158e-2, 0.2402265069591007, 0.6931471805599453, 1} {
		p = float64(p*f) + c
	}
	return math.Float64frombits(math.Float64bits(p) + uint64(int64(n))<<52)
}
