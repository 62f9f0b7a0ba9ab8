package read

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"unicode/utf8"
)

// A classifier is a fastText model with hierarchical softmax and a quantised input matrix, as fastText's own program
// writes it (file format version 12; fasttext/src/{fasttext,dictionary,matrix,productquantizer}.cc, MIT licence).
type classifier struct {
	dim, bucket  int
	minn, maxn   int
	words        map[string]int32
	pruned       map[int32]int32 // what is left of the buckets
	prunes       bool
	labels       []string
	counts       []int64 // of the labels
	codes        []byte  // dim/2 codes for each row of the input
	codeSize     int
	norms        []byte
	pq, npq      quantizer
	output       []float32 // a row of dim for each inner node of the tree
	left, right  []int32
	nwords, root int32
}

type quantizer struct {
	nsubq, dsub, lastdsub int
	centroids             []float32
}

func (q *quantizer) at(sub int, code byte) []float32 {
	if sub == q.nsubq-1 {
		return q.centroids[sub*256*q.dsub+int(code)*q.lastdsub:][:q.lastdsub]
	}
	return q.centroids[(sub*256+int(code))*q.dsub:][:q.dsub]
}

var errModel = errors.New("no quantised fastText model of version 12 with hierarchical softmax")

// a cursor reads little-endian values and remembers that it ran out.
type cursor struct {
	b   []byte
	bad bool
}

func (c *cursor) take(n int) []byte {
	if n < 0 || n > len(c.b) {
		c.bad = true
		return make([]byte, max(0, min(n, 8)))
	}
	b := c.b[:n]
	c.b = c.b[n:]
	return b
}
func (c *cursor) i32() int   { return int(int32(binary.LittleEndian.Uint32(c.take(4)))) }
func (c *cursor) i64() int64 { return int64(binary.LittleEndian.Uint64(c.take(8))) }
func (c *cursor) flag() bool { return c.take(1)[0] != 0 }
func (c *cursor) floats(n int) []float32 {
	b := c.take(4 * n)
	if c.bad {
		return nil
	}
	f := make([]float32, n)
	for i := range f {
		f[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return f
}
func (c *cursor) quantizer() (q quantizer) {
	dim := c.i32()
	q.nsubq, q.dsub, q.lastdsub = c.i32(), c.i32(), c.i32()
	q.centroids = c.floats(dim * 256)
	return q
}

// loadClassifier reads a model.
func loadClassifier(b []byte) (*classifier, error) {
	c := &cursor{b: b}
	if c.i32() != 793712314 || c.i32() != 12 {
		return nil, errModel
	}
	m := &classifier{words: map[string]int32{}}
	args := [12]int{}
	for i := range args {
		args[i] = c.i32()
	}
	m.dim, m.bucket, m.minn, m.maxn = args[0], args[8], args[9], args[10]
	c.take(8) // t
	const hierarchical = 1
	if args[6] != hierarchical {
		return nil, errModel
	}
	size, nwords, nlabels := c.i32(), c.i32(), c.i32()
	c.i64() // tokens
	prunes := c.i64()
	if c.bad || size != nwords+nlabels || size < 0 {
		return nil, errModel
	}
	for i := range size {
		end := bytes.IndexByte(c.b, 0)
		if end < 0 {
			return nil, errModel
		}
		word := string(c.take(end))
		c.take(1)
		count := c.i64()
		if isLabel := c.take(1)[0] == 1; isLabel {
			m.labels = append(m.labels, strings.TrimPrefix(word, "__label__"))
			m.counts = append(m.counts, count)
		} else {
			m.words[word] = int32(i)
		}
	}
	m.nwords = int32(nwords)
	if m.prunes = prunes >= 0; prunes > 0 {
		m.pruned = make(map[int32]int32, prunes)
		for range prunes {
			k, v := c.i32(), c.i32()
			if c.bad {
				return nil, errModel
			}
			m.pruned[int32(k)] = int32(v)
		}
	}
	if !c.flag() {
		return nil, errModel
	}
	normed := c.flag()
	rows, cols := c.i64(), c.i64()
	m.codes = c.take(c.i32())
	m.pq = c.quantizer()
	if normed {
		m.norms = c.take(int(rows))
		m.npq = c.quantizer()
	}
	if c.flag() {
		return nil, errModel // a quantised output
	}
	orows, ocols := c.i64(), c.i64()
	if c.bad || cols != int64(m.dim) || ocols != int64(m.dim) || orows != int64(len(m.labels)) || len(m.labels) < 2 || rows <= 0 || m.pq.nsubq <= 0 || len(m.codes) != int(rows)*m.pq.nsubq {
		return nil, errModel
	}
	m.codeSize = m.pq.nsubq
	m.output = c.floats(int(orows * ocols))
	if c.bad {
		return nil, errModel
	}
	m.tree()
	return m, nil
}

// tree builds the Huffman tree over the labels as fastText does; labels come sorted by falling counts.
func (m *classifier) tree() {
	n := len(m.labels)
	count := make([]int64, 2*n-1)
	m.left, m.right = make([]int32, 2*n-1), make([]int32, 2*n-1)
	for i := range count {
		count[i] = 1e15
		m.left[i], m.right[i] = -1, -1
	}
	copy(count, m.counts)
	leaf, node := n-1, n
	for i := n; i < 2*n-1; i++ {
		var least [2]int
		for j := range least {
			if leaf >= 0 && count[leaf] < count[node] {
				least[j] = leaf
				leaf--
			} else {
				least[j] = node
				node++
			}
		}
		m.left[i], m.right[i] = int32(least[0]), int32(least[1])
		count[i] = count[least[0]] + count[least[1]]
	}
	m.root = int32(2*n - 2)
}

func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h ^= uint32(int8(s[i])) // signed, as in fastText
		h *= 16777619
	}
	return h
}

// addRow adds row id of the input matrix to v.
func (m *classifier) addRow(v []float32, id int32) {
	norm := float32(1)
	if m.norms != nil {
		norm = m.npq.at(0, m.norms[id])[0]
	}
	codes := m.codes[int(id)*m.codeSize:][:m.codeSize]
	for sub, code := range codes {
		at := sub * m.pq.dsub
		for i, c := range m.pq.at(sub, code) {
			v[at+i] += norm * c
		}
	}
}

// predict returns the likeliest label of s with its probability, and how many features it rests on.
func (m *classifier) predict(s string) (label string, p float64, features int) {
	hidden := make([]float32, m.dim)
	rows := int32(len(m.codes) / m.codeSize)
	add := func(id int32) {
		if id >= 0 && id < rows {
			m.addRow(hidden, id)
			features++
		}
	}
	for word := range strings.FieldsSeq(s) {
		if id, known := m.words[word]; known {
			add(id)
		}
		m.ngrams("<"+word+">", add)
	}
	if features == 0 {
		return "", 0, 0
	}
	if id, known := m.words["</s>"]; known {
		add(id)
	}
	for i := range hidden {
		hidden[i] /= float32(features)
	}
	best, at := math.Inf(-1), int32(-1)
	var walk func(node int32, score float64)
	walk = func(node int32, score float64) {
		if score <= best {
			return
		}
		if m.left[node] < 0 {
			best, at = score, node
			return
		}
		var dot float32
		row := m.output[(int(node)-len(m.labels))*m.dim:][:m.dim]
		for i, h := range hidden {
			dot += row[i] * h
		}
		f := 1 / (1 + math.Exp(-float64(dot)))
		walk(m.left[node], score+math.Log(1-f+1e-5))
		walk(m.right[node], score+math.Log(f+1e-5))
	}
	walk(m.root, 0)
	if at < 0 {
		return "", 0, features
	}
	return m.labels[at], min(1, math.Exp(best)), features
}

// ngrams calls add for every stretch of minn to maxn characters of word.
func (m *classifier) ngrams(word string, add func(int32)) {
	for i := 0; i < len(word); i++ {
		if !utf8.RuneStart(word[i]) {
			continue
		}
		for j, n := i, 1; j < len(word) && n <= m.maxn; n++ {
			j++
			for j < len(word) && !utf8.RuneStart(word[j]) {
				j++
			}
			if n < m.minn || n == 1 && (i == 0 || j == len(word)) {
				continue
			}
			id := int32(hash(word[i:j]) % uint32(m.bucket))
			if m.prunes {
				kept, ok := m.pruned[id]
				if !ok {
					continue
				}
				id = kept
			}
			add(m.nwords + id)
		}
	}
}
