package label

import (
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/hearsay-news/hearsay/internal/label/dense"
	"github.com/hearsay-news/hearsay/token"
)

// The sizes of the encoder.
const (
	encWidth  = 384
	encHeads  = 12
	encHead   = encWidth / encHeads
	encInner  = 1536
	encLayers = 6
	encMost   = 512 // pieces at a time
	encInputs = 64  // numbers for what is known of a word beside its letters
	encHidden = 192
)

// An Encoder reads words in their context, all with all, and gives scores for the labels of each: a transformer (Vaswani et al.,
// "Attention Is All You Need", NIPS 2017) of the shape of BERT (Devlin, Chang, Lee, Toutanova, NAACL 2019), which was taught on
// much text before it learned attributions. A layer above joins what it makes of a word with the inputs of the Net and with what
// the chain thinks of the word.
type Encoder struct {
	pieces        map[string]int32
	longest       int   // of the pieces, in bytes
	begin, end    int32 // pieces that stand before all, and after each paragraph
	unknown       int32
	words, places byteRows
	scale, shift  []float32 // of the first normalisation
	layers        [encLayers]encLayer
	inputs        byteRows
	hidden        *dense.Bytes
	hiddenBias    []float32
	out           []float32 // encHidden rows of Labels
	outBias, skip []float32 // Labels
	steps         []float32 // as Net.Step
}

type encLayer struct {
	qkv, mix, in, out                 *dense.Bytes
	qkvBias, mixBias, inBias, outBias []float32
	scale1, shift1, scale2, shift2    []float32
}

// An Encoding is one pass of an Encoder over some words; its slices are reused.
type Encoding struct {
	chain                   Chain
	probs                   []float32
	ids                     []int32
	first                   []int32 // the first piece of each word
	x, y, qkv, mixed, inner []float32
	keys, weights           []float32
	head, hidden            []float32
	work                    dense.Work
	known                   map[string][]int32
}

// plainer are marks that the encoder knows by another.
var plainer = strings.NewReplacer("``", `"`, "''", `"`, "—", "-", "–", "-", "“", `"`, "”", `"`, "’", "'", "‘", "'")

// cut returns the pieces of a word (WordPiece: Wu et al., arXiv 1609.08144), at most four, at least one.
func (e *Encoder) cut(word string, known map[string][]int32) []int32 {
	if ids, ok := known[word]; ok {
		return ids
	}
	s := strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Mn, c) {
			return -1
		}
		return c
	}, norm.NFD.String(strings.ToLower(plainer.Replace(word))))
	var ids []int32
	part := func(p string) {
		begin := len(ids)
		for i := 0; i < len(p); {
			j, id, ok := min(len(p), i+e.longest), int32(0), false
			for ; j > i; j-- {
				x := p[i:j]
				if i > 0 {
					x = "##" + x
				}
				if id, ok = e.pieces[x]; ok {
					break
				}
			}
			if !ok {
				ids = append(ids[:begin], e.unknown)
				return
			}
			ids = append(ids, id)
			i = j
		}
	}
	start := 0
	for i, c := range s {
		if !unicode.IsLetter(c) && !unicode.IsNumber(c) {
			part(s[start:i])
			start = i + len(string(c))
			if !unicode.IsSpace(c) {
				part(s[i:start])
			}
		}
	}
	part(s[start:])
	if len(ids) == 0 {
		ids = append(ids, e.unknown)
	}
	ids = ids[:min(len(ids), 4)]
	if len(known) > 1<<15 {
		clear(known)
	}
	known[strings.Clone(word)] = ids
	return ids
}

// lay lays the pieces of the words of ps, which stand next to each other in t, side by side.
func (e *Encoder) lay(r *Reader, t *token.Text, ps []token.Range, g *Encoding, most int) {
	g.ids, g.first = append(g.ids[:0], e.begin), g.first[:0]
	for k, p := range ps {
		if k > 0 {
			g.ids = append(g.ids, e.end)
		}
		for i := p.First; i < p.End; i++ {
			g.first = append(g.first, int32(len(g.ids)))
			ids := e.cut(r.Read(t, i), g.known)
			g.ids = append(g.ids, ids[:min(len(ids), most)]...)
		}
	}
	g.ids = append(g.ids, e.end)
}

// through scores the labels of the words of ps: Labels for each, as the emissions of a chain. rows are those of Inputs, chance what
// the first chain thinks of each word.
func (e *Encoder) through(r *Reader, t *token.Text, ps []token.Range, rows []int32, chance []float32, g *Encoding) []float32 {
	if g.known == nil {
		g.known = map[string][]int32{}
	}
	if e.lay(r, t, ps, g, 4); len(g.ids) > encMost {
		e.lay(r, t, ps, g, 1)
		g.ids = g.ids[:min(len(g.ids), encMost)]
	}
	n := len(g.ids)
	p := (n + 15) &^ 15
	g.x, g.y = zeroed(g.x, p*encWidth), sized(g.y, p*encWidth)
	for i, id := range g.ids {
		x := g.x[i*encWidth:][:encWidth]
		e.words.add(id, x)
		e.places.add(int32(i), x)
		normalise(x, e.scale, e.shift)
	}
	for l := range e.layers {
		layer := &e.layers[l]
		g.qkv, g.inner = sized(g.qkv, p*3*encWidth), sized(g.inner, p*encInner)
		layer.qkv.Multiply(g.qkv, g.x, layer.qkvBias, p, &g.work)
		g.attend(n, p)
		layer.mix.Multiply(g.y, g.mixed, layer.mixBias, p, &g.work)
		for i := range n {
			merge(g.x[i*encWidth:][:encWidth], g.y[i*encWidth:], layer.scale1, layer.shift1)
		}
		layer.in.Multiply(g.inner, g.x, layer.inBias, p, &g.work)
		for i, x := range g.inner {
			g.inner[i] = gelu(x)
		}
		layer.out.Multiply(g.y, g.inner, layer.outBias, p, &g.work)
		for i := range n {
			merge(g.x[i*encWidth:][:encWidth], g.y[i*encWidth:], layer.scale2, layer.shift2)
		}
	}
	words := len(g.first)
	const joined = encWidth + encInputs
	g.head, g.hidden = zeroed(g.head, padded(words)*joined), sized(g.hidden, padded(words)*encHidden)
	for i, at := range g.first {
		x := g.head[i*joined:][:joined]
		copy(x, g.x[int(min(at, encMost-1))*encWidth:][:encWidth])
		for _, row := range rows[i*InputsPerWord:][:InputsPerWord] {
			e.inputs.add(row, x[encWidth:])
		}
	}
	e.hidden.Multiply(g.hidden, g.head, e.hiddenBias, padded(words), &g.work)
	out := g.y[:0]
	for i := range words {
		out = append(out, e.outBias...)
		y := out[i*Labels:]
		for k, c := range chance[i*Labels:][:Labels] {
			y[k] += float32(e.skip[k] * Log(c))
		}
		for k, h := range g.hidden[i*encHidden:][:encHidden] {
			h = gelu(h)
			for j, w := range e.out[k*Labels:][:Labels] {
				y[j] += float32(h * w)
			}
		}
	}
	return out
}

// attend lets each of n pieces look at all, by each head, and writes what they take along to g.mixed; p is n, padded to 16.
func (g *Encoding) attend(n, p int) {
	g.mixed = zeroed(g.mixed, p*encWidth)
	g.keys = sized(g.keys, p*encHead)
	scale := float32(1 / math.Sqrt(encHead))
	for h := range encHeads {
		for i := range p {
			for k, x := range g.qkv[i*3*encWidth+encWidth+h*encHead:][:encHead] {
				g.keys[k*p+i] = float32(x * scale)
			}
		}
		g.weights = zeroed(g.weights, p*p)
		dense.MultiplyAdd(dense.Matrix{Data: g.weights, Row: p, Col: 1}, dense.Matrix{Data: g.qkv[h*encHead:], Row: 3 * encWidth, Col: 1}, dense.Matrix{Data: g.keys, Row: p, Col: 1}, p, encHead, p)
		for i := range n {
			row := g.weights[i*p:][:p]
			most, sum := row[0], float32(0)
			for _, x := range row[:n] {
				most = max(most, x)
			}
			for k, x := range row[:n] {
				row[k] = float32(exp(x - most))
				sum += row[k]
			}
			per := 1 / sum
			for k := range row[:n] {
				row[k] *= per
			}
			clear(row[n:])
		}
		dense.MultiplyAdd(dense.Matrix{Data: g.mixed[h*encHead:], Row: encWidth, Col: 1}, dense.Matrix{Data: g.weights, Row: p, Col: 1}, dense.Matrix{Data: g.qkv[2*encWidth+h*encHead:], Row: 3 * encWidth, Col: 1}, p, p, encHead)
	}
}

// merge adds y to x and normalises it.
func merge(x, y, scale, shift []float32) {
	for k := range x {
		x[k] += y[k]
	}
	normalise(x, scale, shift)
}

// normalise gives x mean 0 and variance 1, and then scale and shift (Ba, Kiros, Hinton, "Layer Normalization", 2016).
func normalise(x, scale, shift []float32) {
	var mean, variance float32
	for _, v := range x {
		mean += v
	}
	mean /= float32(len(x))
	for _, v := range x {
		variance += float32((v - mean) * (v - mean))
	}
	per := float32(1 / math.Sqrt(float64(variance)/float64(len(x))+1e-12))
	for k, v := range x {
		x[k] = float32(float32((v-mean)*per)*scale[k]) + shift[k]
	}
}

// gelu is x times how much of a normal distribution lies below it (Hendrycks, Gimpel, arXiv 1606.08415), as they approximate it.
func gelu(x float32) float32 {
	y := float32(1.5957691216) * (x + float32(0.044715*float32(x*float32(x*x))))
	return float32(float64(x) / (1 + exp(-y)))
}

const (
	encoderMagic = "hearsayE"
	encoderLeast = encLayers * (4*encWidth + 2*encInner) * encWidth // bytes; shorter files are broken
)

// encoder reads what train/encoder/pack.py wrote.
func (f *file) encoder() *Encoder {
	if f.take(len(encoderMagic)) != encoderMagic {
		f.short = true
		return nil
	}
	count, size := int(f.uint32()), int(f.uint32())
	if count > 1<<20 || len(f.rest) < encoderLeast {
		f.short = true
		return nil
	}
	e := &Encoder{pieces: map[string]int32{}}
	names := strings.Split(f.take(size), "\n")
	for i, p := range names {
		e.pieces[p] = int32(i)
		e.longest = max(e.longest, len(p))
	}
	begin, ok1 := e.pieces["[CLS]"]
	end, ok2 := e.pieces["[SEP]"]
	unknown, ok3 := e.pieces["[UNK]"]
	if !ok1 || !ok2 || !ok3 || len(names) != count {
		f.short = true
		return nil
	}
	e.begin, e.end, e.unknown = begin, end, unknown
	e.words, e.places = f.byteRows(count, encWidth), f.byteRows(encMost, encWidth)
	e.scale, e.shift = f.floats(encWidth), f.floats(encWidth)
	for l := range e.layers {
		x := &e.layers[l]
		x.qkv, x.qkvBias = f.columns(3*encWidth, encWidth)
		x.mix, x.mixBias = f.columns(encWidth, encWidth)
		x.scale1, x.shift1 = f.floats(encWidth), f.floats(encWidth)
		x.in, x.inBias = f.columns(encInner, encWidth)
		x.out, x.outBias = f.columns(encWidth, encInner)
		x.scale2, x.shift2 = f.floats(encWidth), f.floats(encWidth)
	}
	e.inputs = f.byteRows(InputRows, encInputs)
	e.hidden, e.hiddenBias = f.columns(encHidden, encWidth+encInputs)
	e.out, e.outBias, e.skip = f.floats(encHidden*Labels), f.floats(Labels), f.floats(Labels)
	e.steps = f.floats(Classes * ClassSize * Steps)
	return e
}

func (f *file) columns(cols, inner int) (*dense.Bytes, []float32) {
	r := f.byteRows(cols, inner)
	return dense.NewBytes(r.data, r.sizes, inner), f.floats(cols)
}

// Likely appends to out what the encoder holds likely of the words of ps, which stand next to each other in t: for each of ps the
// pieces. rows are those of Inputs, chance what the chain thinks of each word, classes those of its steps.
func (e *Encoder) Likely(r *Reader, t *token.Text, ps []token.Range, rows []int32, chance []float32, classes []uint8, g *Encoding, out [][]Piece) [][]Piece {
	emit, first := e.through(r, t, ps, rows, chance, g), ps[0].First
	for _, p := range ps {
		g.chain.Set(emit[(p.First-first)*Labels:], Labels, classes[(p.First-first)*Classes:(p.End-first)*Classes], e.steps)
		g.probs = sized(g.probs, (p.End-p.First)*Labels)
		g.chain.Marginals(g.probs, nil)
		out = append(out, g.chain.Likely(p.First, nil))
	}
	return out
}
