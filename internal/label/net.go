package label

import (
	"math"

	"github.com/hearsay-news/hearsay/internal/label/dense"
	"github.com/hearsay-news/hearsay/token"
)

// The sizes of the net: all multiples of 16.
const (
	Width  = 80 // of what stands for a word
	Half   = 64 // of a layer, for each direction
	Both   = 2 * Half
	Layers = 3
	Out    = 16 // Labels, filled up
)

// A Net reads a whole text in both directions and gives scores for the labels of each word. Each word is the sum of
// vectors for what is known of it; the first layer sees it with its neighbours; each layer is a simple recurrent unit
// (Lei, Zhang, Wang, Dai, Artzi, "Simple Recurrent Units for Highly Parallelizable Recurrence", EMNLP 2018), whose matrix
// products do not wait for the word before.
type Net struct {
	Inputs []float32 // InputRows rows of Width: vectors for tags, endings, places and so on
	Chance []float32 // Labels rows of Width: what the first chain thinks of the word
	Layer  [Layers]Layer
	OutW   []float32 // Both rows of Out
	OutB   []float32 // Out
	Skip   []float32 // Out: how much the first chain's own logarithms count
	Step   []float32 // as Weights.steps
}

// A Layer is one layer of a Net. Its columns are for each direction: candidate, forget gate, reset gate and, in the first
// layer, the way past it, Half of each.
type Layer struct {
	W      []float32
	Bias   []float32 // of the gates: direction, gate, Half
	Recall []float32 // of the gates by the state before, likewise
}

// inner and cols are the sizes of the matrix of layer l.
func inner(l int) int {
	if l == 0 {
		return 3 * Width
	}
	return Both
}

func parts(l int) int {
	if l == 0 {
		return 4
	}
	return 3
}

// Parts returns all numbers of the net, in the order of a file and of Sizes.
func (n *Net) Parts() []*[]float32 {
	out := []*[]float32{&n.Inputs, &n.Chance}
	for l := range n.Layer {
		out = append(out, &n.Layer[l].W, &n.Layer[l].Bias, &n.Layer[l].Recall)
	}
	return append(out, &n.OutW, &n.OutB, &n.Skip, &n.Step)
}

// Sizes returns how many numbers each of the parts has.
func Sizes() []int {
	out := []int{InputRows * Width, Labels * Width}
	for l := range Layers {
		out = append(out, inner(l)*2*parts(l)*Half, 4*Half, 4*Half)
	}
	return append(out, Both*Out, Out, Out, Classes*ClassSize*Steps)
}

// Inputs of a word other than itself: rows of Net.Inputs.
const (
	InputsPerWord = 9
	InputRows     = 64 + 2048 + 1024 + 128 + 16 + 8 + 64 + 1025 + 32
)

// Inputs writes the rows of Net.Inputs for each word of t in part, InputsPerWord of them, and each word's key.
func (r *Reader) Inputs(t *token.Text, part token.Range, cues func(key uint32) uint8, rows []int32, words []uint32) {
	for i := part.First; i < part.End; i++ {
		w := &t.Tokens[i]
		f := r.form(t, i)
		words[i-part.First] = uint32(f.norm)
		out := rows[(i-part.First)*InputsPerWord:][:InputsPerWord:InputsPerWord]
		at, k := int32(0), 0
		add := func(v uint64, size int32) {
			out[k] = at + int32(v%uint64(size))
			at += size
			k++
		}
		add(uint64(tagIDs[w.Tag]), 64)
		add(f.suffix3>>7%2048, 2048)
		add(f.prefix>>7%1024, 1024)
		shape := shapeOf(w.Text)
		add(shape*8+min(f.size, 7), 128)
		quote := uint64(quoteState(t, i))
		add(quote, 16)
		add(uint64(cues(Key(f.stem, w.Tag))), 8)
		place := uint64(0)
		if s := t.Sentences[w.Sentence]; i == s.First {
			place = 1
		} else if i == s.End-1 {
			place = 2
		}
		if p := t.Paragraphs[w.Paragraph]; i == p.First {
			place |= 4
		} else if i == p.End-1 {
			place |= 8
		}
		add(place, 64)
		add(min(f.cluster, 1024), 1025)
		q := uint64(0)
		if w.Quote >= 0 {
			x := t.Quotes[w.Quote]
			q = 1 + bucket(min(i-x.First, x.End-1-i))
			if x.Open || x.Continues {
				q += 16
			}
		}
		add(q, 32)
	}
}

// padded is n rounded up to what dense takes as rows.
func padded(n int) int { return (n + 3) &^ 3 }

// A Run is one pass of a net over some words: what each layer took in and gave. Its slices are reused.
type Run struct {
	N      int
	X      []float32 // Width for each word, with a row of zeros before and after
	Chance []float32 // Labels for each word: probabilities of the first chain
	In     [Layers][]float32
	U      [Layers][]float32 // the products
	F, R   [Layers][]float32 // the gates, Both for each word
	C      [Layers][]float32 // the states, Both for each word
	H      [Layers][]float32 // what the layer gives, Both for each word
	O      []float32         // Out for each word
	// Drop, where it is not nil, changes what layer l takes in (and for l == Layers the last step) before it does.
	Drop func(l int, in []float32)
}

// Reset makes room for n words, with X all zeros.
func (r *Run) Reset(n int) {
	p := padded(n)
	r.N = n
	r.X = zeroed(r.X, (p+2)*Width)
	r.Chance = sized(r.Chance, n*Labels)
	for l := range Layers {
		r.U[l] = zeroed(r.U[l], p*2*parts(l)*Half)
		r.F[l], r.R[l], r.C[l], r.H[l] = sized(r.F[l], p*Both), sized(r.R[l], p*Both), sized(r.C[l], p*Both), zeroed(r.H[l], p*Both)
	}
	r.O = zeroed(r.O, p*Out)
}

// Word returns the vector of word i, to which what is known of it is added.
func (r *Run) Word(i int) []float32 { return r.X[(i+1)*Width:][:Width:Width] }

// Through runs the net over the words whose own vectors stand in r; rows are those of Inputs.
func (n *Net) Through(r *Run, rows []int32) {
	p := padded(r.N)
	for i := range r.N {
		x := r.Word(i)
		for _, row := range rows[i*InputsPerWord:][:InputsPerWord] {
			for k, v := range n.Inputs[int(row)*Width:][:Width] {
				x[k] += v
			}
		}
		for y, c := range r.Chance[i*Labels:][:Labels] {
			for k, v := range n.Chance[y*Width:][:Width] {
				x[k] += float32(c * v)
			}
		}
	}
	for l := range Layers {
		layer := &n.Layer[l]
		cols := 2 * parts(l) * Half
		a := dense.Matrix{Data: r.X, Row: Width, Col: 1}
		r.In[l] = r.X
		if l > 0 {
			a = dense.Matrix{Data: r.H[l-1], Row: Both, Col: 1}
			r.In[l] = r.H[l-1]
		}
		if r.Drop != nil {
			r.Drop(l, r.In[l])
		}
		dense.MultiplyAdd(dense.Matrix{Data: r.U[l], Row: cols, Col: 1}, a, dense.Matrix{Data: layer.W, Row: cols, Col: 1}, p, inner(l), cols)
		for d := range 2 {
			n.recur(r, l, d)
		}
	}
	last := r.H[Layers-1]
	if r.Drop != nil {
		r.Drop(Layers, last)
	}
	for i := range r.N {
		copy(r.O[i*Out:][:Out], n.OutB)
		for y, c := range r.Chance[i*Labels:][:Labels] {
			r.O[i*Out+y] += float32(n.Skip[y] * Log(c))
		}
	}
	dense.MultiplyAdd(dense.Matrix{Data: r.O, Row: Out, Col: 1}, dense.Matrix{Data: last, Row: Both, Col: 1}, dense.Matrix{Data: n.OutW, Row: Out, Col: 1}, p, Both, Out)
}

// Log is the logarithm of a probability of the first chain, as the net takes it.
func Log(p float32) float32 { return float32(math.Log(float64(p) + 0.005)) }

// gate rises from 0 to 1 as x goes from far below 0 to far above.
func gate(x float32) float32 {
	return 0.5 + float32(0.5*(x/float32(math.Sqrt(float64(1+float32(x*x))))))
}

// recur runs direction d of layer l: 0 from the first word to the last, 1 back.
func (n *Net) recur(r *Run, l, d int) {
	layer := &n.Layer[l]
	width := parts(l) * Half
	var state [Half]float32
	bf, br := layer.Bias[d*2*Half:][:Half], layer.Bias[d*2*Half+Half:][:Half]
	vf, vr := layer.Recall[d*2*Half:][:Half], layer.Recall[d*2*Half+Half:][:Half]
	for s := range r.N {
		i := s
		if d == 1 {
			i = r.N - 1 - s
		}
		u := r.U[l][i*2*width+d*width:][:width]
		past := u[width-Half:]
		if l > 0 {
			past = r.In[l][i*Both+d*Half:][:Half]
		}
		at := i*Both + d*Half
		f, g, c, h := r.F[l][at:][:Half], r.R[l][at:][:Half], r.C[l][at:][:Half], r.H[l][at:][:Half]
		for k := range Half {
			before := state[k]
			f[k] = gate(u[Half+k] + bf[k] + float32(vf[k]*before))
			g[k] = gate(u[2*Half+k] + br[k] + float32(vr[k]*before))
			state[k] = u[k] + float32(f[k]*(before-u[k]))
			c[k] = state[k]
			h[k] = past[k] + float32(g[k]*(state[k]-past[k]))
		}
	}
}

// WordKey is the key of a word, given as token.Token.Norm, among those that a net knows.
func WordKey(norm string) uint32 { return uint32(hashOf(norm)) }
