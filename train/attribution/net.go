package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/hearsay-news/hearsay/internal/label"
	"github.com/hearsay-news/hearsay/internal/label/dense"
	"github.com/hearsay-news/hearsay/token"
)

const vectorSize = 100

// vocabulary is the words that a net knows, with the vectors that they came with.
type vocabulary struct {
	at      map[uint32]int32 // by hash
	vectors []float32        // vectorSize for each word
	own     []int32          // of each word: the row of its learned vector, -1 for none
	owns    int
}

// net is a label.Net while it learns, as one run of numbers.
type net struct {
	all   []float32
	view  label.Net
	into  []float32 // vectorSize rows of label.Width: from word vectors to what stands for a word
	words []float32 // label.Width for each word that has its own
}

func newNet(v *vocabulary) *net {
	n := &net{}
	total := vectorSize*label.Width + v.owns*label.Width
	for _, s := range label.Sizes() {
		total += s
	}
	n.set(make([]float32, total), v)
	return n
}

// set lays the net over all.
func (n *net) set(all []float32, v *vocabulary) {
	n.all = all
	take := func(k int) []float32 {
		part := all[:k:k]
		all = all[k:]
		return part
	}
	sizes := label.Sizes()
	for i, p := range n.view.Parts() {
		*p = take(sizes[i])
	}
	n.into, n.words = take(vectorSize*label.Width), take(v.owns*label.Width)
}

func (n *net) begin(random *rand.Rand) {
	fill := func(w []float32, size float64) {
		for i := range w {
			w[i] = float32(random.NormFloat64() * size)
		}
	}
	fill(n.view.Inputs, 0.1)
	fill(n.view.Chance, 0.3)
	fill(n.into, 1/math.Sqrt(vectorSize)*2)
	for l := range n.view.Layer {
		in := label.Both
		if l == 0 {
			in = 3 * label.Width
		}
		fill(n.view.Layer[l].W, 1/math.Sqrt(float64(in)))
		for d := range 2 {
			for k := range label.Half {
				n.view.Layer[l].Bias[d*2*label.Half+k] = 1
			}
		}
		fill(n.view.Layer[l].Recall, 0.1)
	}
	fill(n.view.OutW, 0.05)
	for y := range label.Labels {
		n.view.Skip[y] = 1
	}
}

// A stretch is a run of paragraphs that is learned from at once.
type stretch struct {
	rows   []int32 // of Net.Inputs
	words  []int32 // of the vocabulary, -1 for unknown
	chance []float32
	labels []label.Label
	class  []uint8
	paras  []token.Range // within it
}

// stretches cuts a into stretches; chance is what the chain says of its words.
func stretches(a *article, v *vocabulary, reader *label.Reader, cues func(uint32) uint8, chance []float32) (out []*stretch) {
	for _, ps := range label.Stretches(a.text) {
		all := token.Range{First: ps[0].First, End: ps[len(ps)-1].End}
		n := all.End - all.First
		s := &stretch{rows: make([]int32, n*label.InputsPerWord), words: make([]int32, n),
			chance: chance[all.First*label.Labels : all.End*label.Labels],
			labels: a.labels[all.First:all.End], class: a.classes[all.First*label.Classes : all.End*label.Classes]}
		keys := make([]uint32, n)
		reader.Inputs(a.text, all, cues, s.rows, keys)
		for i, k := range keys {
			w, known := v.at[k]
			if !known {
				w = -1
			}
			s.words[i] = w
		}
		for _, p := range ps {
			s.paras = append(s.paras, token.Range{First: p.First - all.First, End: p.End - all.First})
		}
		out = append(out, s)
	}
	return out
}

// stretchesOf is the stretches of the articles that in allows.
func stretchesOf(ss [][]*stretch, in func(int) bool) (out []*stretch) {
	for i := range ss {
		if in(i) {
			out = append(out, ss[i]...)
		}
	}
	return out
}

// netKey is the key of what learnNet learns from all.
func netKey(what string, v *vocabulary, all []*stretch, seed uint64) string {
	from := []any{netSettings, seed, v.vectors, v.own}
	for _, s := range all {
		from = append(from, s.rows, s.words, s.chance, s.labels, s.class)
	}
	return keyOf(what, from...)
}

// worker is what one goroutine needs to learn.
type worker struct {
	run          label.Run
	chain        label.Chain
	probs, pairs []float32
	g            *net // slopes
	vec          []float32
	mask         [label.Layers + 1][]float32
	dO, dX, dWin []float32
	dH, dIn      []float32
	dU           []float32
	dropWord     []bool
	loss         float64
	outT         []float32
	wT           [label.Layers][]float32
}

func resize(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n*5/4)
	}
	s = s[:n]
	clear(s)
	return s
}

func pad(n int) int { return (n + 3) &^ 3 }

// forward runs n over s; random is nil when nothing is to be dropped.
func (w *worker) forward(n *net, v *vocabulary, s *stretch, random *rand.Rand, drop float32) {
	k := len(s.words)
	p := pad(k)
	w.run.Reset(k)
	copy(w.run.Chance, s.chance)
	w.vec = resize(w.vec, p*vectorSize)
	if cap(w.dropWord) < k {
		w.dropWord = make([]bool, k*2)
	}
	w.dropWord = w.dropWord[:k]
	for i, id := range s.words {
		w.dropWord[i] = random != nil && random.Float32() < 0.15
		if id < 0 {
			continue
		}
		copy(w.vec[i*vectorSize:][:vectorSize], v.vectors[int(id)*vectorSize:])
		if o := v.own[id]; o >= 0 && !w.dropWord[i] {
			copy(w.run.Word(i), n.words[int(o)*label.Width:][:label.Width])
		}
	}
	x := w.run.X[label.Width:]
	dense.MultiplyAdd(dense.Matrix{Data: x, Row: label.Width, Col: 1}, dense.Matrix{Data: w.vec, Row: vectorSize, Col: 1},
		dense.Matrix{Data: n.into, Row: label.Width, Col: 1}, p, vectorSize, label.Width)
	w.run.Drop = nil
	if random != nil {
		w.run.Drop = func(l int, in []float32) {
			m := resize(w.mask[l], len(in))
			limit, keep := uint32(drop*(1<<31)), 1/(1-drop)
			for i := range in {
				if random.Uint32()>>1 >= limit {
					m[i] = keep
				}
				in[i] *= m[i]
			}
			w.mask[l] = m
		}
	}
	n.view.Through(&w.run, s.rows)
}

// score sets up w.chain for a paragraph.
func (w *worker) score(n *net, s *stretch, p token.Range) {
	w.chain.Set(w.run.O[p.First*label.Out:], label.Out, s.class[p.First*label.Classes:p.End*label.Classes], n.view.Step)
}

// slopes adds the slopes of the loss of s to w.g.
func (w *worker) slopes(n *net, v *vocabulary, s *stretch) {
	k := len(s.words)
	p := pad(k)
	g := &w.g.view
	w.dO = resize(w.dO, p*label.Out)
	for _, para := range s.paras {
		m := para.End - para.First
		w.probs, w.pairs = resize(w.probs, m*label.Labels), resize(w.pairs, m*label.Steps)
		w.score(n, s, para)
		w.loss += w.chain.Marginals(w.probs, w.pairs)
		for i := range m {
			at := para.First + i
			y := int(s.labels[at])
			w.loss -= float64(w.chain.Emit[i*label.Labels+y])
			w.probs[i*label.Labels+y]--
			copy(w.dO[at*label.Out:], w.probs[i*label.Labels:][:label.Labels])
			if i == 0 {
				continue
			}
			pair := w.pairs[i*label.Steps:][:label.Steps]
			step := int(s.labels[at-1])*label.Labels + y
			w.loss -= float64(w.chain.Step[i*label.Steps+step])
			pair[step]--
			for c, v := range s.class[at*label.Classes:][:label.Classes] {
				row := g.Step[(c*label.ClassSize+int(v))*label.Steps:][:label.Steps]
				for k := range row {
					row[k] += pair[k]
				}
			}
		}
	}
	for i := range k {
		for y, d := range w.dO[i*label.Out:][:label.Labels] {
			g.OutB[y] += d
			g.Skip[y] += d * label.Log(s.chance[i*label.Labels+y])
		}
	}
	last := w.run.H[label.Layers-1]
	multiply := func(c []float32, cr int, a dense.Matrix, b []float32, br, rows, inner, cols int) {
		dense.MultiplyAdd(dense.Matrix{Data: c, Row: cr, Col: 1}, a, dense.Matrix{Data: b, Row: br, Col: 1}, rows, inner, cols)
	}
	multiply(g.OutW, label.Out, dense.Matrix{Data: last, Row: 1, Col: label.Both}, w.dO, label.Out, label.Both, k, label.Out)
	w.dH = resize(w.dH, p*label.Both)
	multiply(w.dH, label.Both, dense.Matrix{Data: w.dO, Row: label.Out, Col: 1}, w.outT, label.Both, p, label.Out, label.Both)
	masked(w.dH, w.mask[label.Layers])
	for l := label.Layers - 1; l >= 0; l-- {
		in, parts := label.Both, 3
		if l == 0 {
			in, parts = 3*label.Width, 4
		}
		cols := 2 * parts * label.Half
		w.dU = resize(w.dU, p*cols)
		w.dIn = resize(w.dIn, p*label.Both)
		for d := range 2 {
			w.back(n, l, d, k)
		}
		if l > 0 {
			multiply(g.Layer[l].W, cols, dense.Matrix{Data: w.run.In[l], Row: 1, Col: label.Both}, w.dU, cols, in, k, cols)
			multiply(w.dIn, label.Both, dense.Matrix{Data: w.dU, Row: cols, Col: 1}, w.wT[l], in, p, cols, in)
			masked(w.dIn, w.mask[l])
			w.dH, w.dIn = w.dIn, w.dH
			continue
		}
		multiply(g.Layer[0].W, cols, dense.Matrix{Data: w.run.X, Row: 1, Col: label.Width}, w.dU, cols, in, k, cols)
		w.dWin = resize(w.dWin, p*in)
		multiply(w.dWin, in, dense.Matrix{Data: w.dU, Row: cols, Col: 1}, w.wT[0], in, p, cols, in)
		w.dX = resize(w.dX, (p+2)*label.Width)
		for i := range k {
			for j, d := range w.dWin[i*in:][:in] {
				w.dX[i*label.Width+j] += d
			}
		}
		masked(w.dX, w.mask[0])
	}
	dx := w.dX[label.Width:]
	multiply(w.g.into, label.Width, dense.Matrix{Data: w.vec, Row: 1, Col: vectorSize}, dx, label.Width, vectorSize, k, label.Width)
	add := func(to, d []float32) {
		for j := range to {
			to[j] += d[j]
		}
	}
	for i := range k {
		d := dx[i*label.Width:][:label.Width]
		for _, row := range s.rows[i*label.InputsPerWord:][:label.InputsPerWord] {
			add(g.Inputs[int(row)*label.Width:][:label.Width], d)
		}
		for y, c := range s.chance[i*label.Labels:][:label.Labels] {
			row := g.Chance[y*label.Width:][:label.Width]
			for j := range row {
				row[j] += c * d[j]
			}
		}
		if id := s.words[i]; id >= 0 && v.own[id] >= 0 && !w.dropWord[i] {
			add(w.g.words[int(v.own[id])*label.Width:][:label.Width], d)
		}
	}
}

func masked(d, mask []float32) {
	for i := range d {
		d[i] *= mask[i]
	}
}

// back is the way back through direction d of layer l, from w.dH to w.dU and w.dIn.
func (w *worker) back(n *net, l, d, count int) {
	const half, both = label.Half, label.Both
	layer, g := &n.view.Layer[l], &w.g.view.Layer[l]
	parts := 3
	if l == 0 {
		parts = 4
	}
	width := parts * half
	vf, vr := layer.Recall[d*2*half:][:half], layer.Recall[d*2*half+half:][:half]
	gbf, gbr := g.Bias[d*2*half:][:half], g.Bias[d*2*half+half:][:half]
	gvf, gvr := g.Recall[d*2*half:][:half], g.Recall[d*2*half+half:][:half]
	var later [half]float32 // slope of the state
	r := &w.run
	for s := count - 1; s >= 0; s-- {
		i, before := s, s-1
		if d == 1 {
			i, before = count-1-s, count-s
		}
		at := i*both + d*half
		u, du := r.U[l][i*2*width+d*width:][:width], w.dU[i*2*width+d*width:][:width]
		f, q, c, dh := r.F[l][at:][:half], r.R[l][at:][:half], r.C[l][at:][:half], w.dH[at:][:half]
		past, dpast := u[width-half:], du[width-half:]
		if l > 0 {
			past, dpast = r.In[l][at:][:half], w.dIn[at:][:half]
		}
		for k := range half {
			prev := float32(0)
			if s > 0 {
				prev = r.C[l][before*both+d*half+k]
			}
			dr := dh[k] * (c[k] - past[k])
			dc := later[k] + dh[k]*q[k]
			dpast[k] += dh[k] * (1 - q[k])
			df := dc * (prev - u[k])
			du[k] = dc * (1 - f[k])
			df *= steep(f[k])
			dr *= steep(q[k])
			du[half+k], du[2*half+k] = df, dr
			later[k] = dc*f[k] + df*vf[k] + dr*vr[k]
			gbf[k] += df
			gbr[k] += dr
			gvf[k] += df * prev
			gvr[k] += dr * prev
		}
	}
}

// steep is the slope of the gate where it gives f.
func steep(f float32) float32 {
	u := 2*f - 1
	v := 1 - u*u
	if v <= 0 {
		return 0
	}
	return 0.5 * v * sqrt(v)
}

func turned(m []float32, rows, cols int, out []float32) []float32 {
	if out == nil {
		out = make([]float32, len(m))
	}
	for i := range rows {
		for j := range cols {
			out[j*rows+i] = m[i*cols+j]
		}
	}
	return out
}

// netLearning is the settings of the learning of a net.
type netLearning struct {
	rounds int
	rate   float64
	drop   float32
	batch  int
}

// learnNet learns from all stretches, batch at a time, in an order drawn from seed (Adam; what is kept is the running mean
// of the weights).
func learnNet(v *vocabulary, all []*stretch, s netLearning, seed uint64, say func(round int, loss float64)) *net {
	random := rand.New(rand.NewPCG(seed, 3))
	n := newNet(v)
	n.begin(random)
	size := len(n.all)
	first, second, mean := make([]float32, size), make([]float32, size), slices.Clone(n.all)
	const workers = 2
	var ws [workers]*worker
	var outT []float32
	var wT [label.Layers][]float32
	for i := range ws {
		ws[i] = &worker{g: newNet(v)}
	}
	steps := (len(all) + s.batch - 1) / s.batch * s.rounds
	step := 0
	order := slices.Clone(all)
	for round := range s.rounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for at := 0; at < len(order); at += s.batch {
			batch := order[at:min(at+s.batch, len(order))]
			outT = turned(n.view.OutW, label.Both, label.Out, outT)
			for l := range wT {
				in, cols := label.Both, 6*label.Half
				if l == 0 {
					in, cols = 3*label.Width, 8*label.Half
				}
				wT[l] = turned(n.view.Layer[l].W, in, cols, wT[l])
			}
			var wait sync.WaitGroup
			for i, w := range ws {
				w.outT, w.wT, w.loss = outT, wT, 0
				wait.Go(func() {
					clear(w.g.all)
					mine := rand.New(rand.NewPCG(seed, uint64(step*workers+i+10)))
					for k := i; k < len(batch); k += workers {
						w.forward(n, v, batch[k], mine, s.drop)
						w.slopes(n, v, batch[k])
					}
				})
			}
			wait.Wait()
			loss += ws[0].loss + ws[1].loss
			step++
			rate := s.rate * min(1, float64(step)/200) * (1 - 0.97*float64(step)/float64(steps))
			b1, b2 := 1-math.Pow(0.9, float64(step)), 1-math.Pow(0.999, float64(step))
			lr, c2 := float32(rate/b1), float32(1/b2)
			keep := float32(min(0.998, float64(step)/float64(step+10)))
			update := func(from, to int) {
				g0, g1 := ws[0].g.all, ws[1].g.all
				for j := from; j < to; j++ {
					d := g0[j] + g1[j]
					if d == 0 && first[j] == 0 {
						continue
					}
					first[j] = 0.9*first[j] + 0.1*d
					second[j] = 0.999*second[j] + 0.001*d*d
					n.all[j] -= lr * first[j] / (sqrt(second[j]*c2) + 1e-6)
				}
				for j := from; j < to; j++ {
					mean[j] = keep*mean[j] + (1-keep)*n.all[j]
				}
			}
			wait.Go(func() { update(0, size/2) })
			wait.Go(func() { update(size/2, size) })
			wait.Wait()
		}
		say(round, loss)
	}
	kept := newNet(v)
	copy(kept.all, mean)
	return kept
}

// likely finds what pieces are likely in each part of an article cut into stretches.
func (n *net) likely(ss []*stretch, v *vocabulary) (out found) {
	w := &worker{}
	at := 0
	for _, s := range ss {
		w.forward(n, v, s, nil, 0)
		for _, p := range s.paras {
			w.score(n, s, p)
			out = append(out, likely(&w.chain, token.Range{First: at + p.First, End: at + p.End}))
		}
		at += len(s.words)
	}
	return out
}

// packed is n as bytes, with what it learned about each word added up.
func (n *net) packed(v *vocabulary, rank *[3]label.Forest, j label.Joint) []byte {
	keys, rows := make([]uint32, len(v.own)), make([]float32, len(v.own)*label.Width)
	for k, i := range v.at {
		keys[i] = k
	}
	for i := range keys {
		row := rows[i*label.Width:][:label.Width]
		if o := v.own[i]; o >= 0 {
			copy(row, n.words[int(o)*label.Width:])
		}
		for d, x := range v.vectors[i*vectorSize:][:vectorSize] {
			for k, y := range n.into[d*label.Width:][:label.Width] {
				row[k] += x * y
			}
		}
	}
	return label.PackNet(&n.view, keys, rows, rank, j)
}
