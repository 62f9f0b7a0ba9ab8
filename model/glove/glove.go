// Package glove holds word vectors of English: what stands near what, learned from text alone.
//
// They are the vectors of GloVe (Pennington, Socher, Manning, 2014), pruned to the commonest words and stored as bytes;
// CARD.md tells where they come from and what was done to them. The file is read the first time that it is asked.
package glove

import (
	_ "embed"
	"math"
	"math/bits"
	"strings"
	"sync"
)

// Version names the vectors; results that rest on them carry it.
const Version = "glove-6b-100d/1"

// Dim is the length of a vector.
const Dim = 100

// Clusters is how many clusters of words there are.
const Clusters = 1024

// Words is how many words have a vector. A word's rank is at most that; one without a vector is rarer.
const Words = 60000

//go:embed glove.bin
var data string

// A Word is a word that has a vector; the zero Word is none.
type Word struct {
	rank int32 // from 1
}

// file is glove.bin taken apart: the words in the order of their ranks, each ended by a line feed and the last by a zero
// byte; then their vectors, Dim signed bytes each; then their clusters, two bytes each, the lower first.
type file struct {
	rank     map[string]int32 // from 1
	vectors  string
	clusters string
	norms    []float32   // the lengths of the vectors
	signs    [][2]uint64 // which of their bytes are negative
}

// opened is what open returned: who has a Word has it from Lookup, which called open.
var opened *file

var open = sync.OnceValue(func() *file {
	words, rest, found := strings.Cut(data, "\x00")
	if !found || len(rest) != Words*(Dim+2) {
		panic("glove: the embedded file glove.bin is broken; make it again as CARD.md says")
	}
	f := &file{rank: make(map[string]int32, Words), vectors: rest[:Words*Dim], clusters: rest[Words*Dim:], norms: make([]float32, Words), signs: make([][2]uint64, Words)}
	for i := int32(1); words != ""; i++ {
		var word string
		word, words, _ = strings.Cut(words, "\n")
		f.rank[word] = i
	}
	for i := range Words {
		var sum int32
		for k, q := range []byte(f.vectors[i*Dim : i*Dim+Dim]) {
			sum += int32(int8(q)) * int32(int8(q))
			f.signs[i][k/64] |= uint64(q>>7) << (k % 64)
		}
		f.norms[i] = float32(math.Sqrt(float64(sum)))
	}
	opened = f
	return f
})

// Lookup returns what is known about word, which is in lower case.
func Lookup(word string) (Word, bool) {
	f := open()
	rank, found := f.rank[word]
	return Word{rank}, found
}

// Known reports whether w is a word.
func (w Word) Known() bool { return w.rank > 0 }

// Rank is w's place among all words: 1 for the commonest, at most Words.
func (w Word) Rank() int { return int(w.rank) }

// Cluster is the cluster that w is in: words that stand near each other share one. It is in [0, Clusters).
func (w Word) Cluster() int {
	at := 2 * (w.rank - 1)
	return int(opened.clusters[at]) | int(opened.clusters[at+1])<<8
}

// bytes are the Dim signed bytes of w's vector, and norm is their length.
func (w Word) bytes() string { return opened.vectors[int(w.rank-1)*Dim : int(w.rank)*Dim] }
func (w Word) norm() float32 { return opened.norms[w.rank-1] }

// unlike is how many of the Dim signs of two words that mean something alike differ at most. Two words whose cosine is 0.45
// differ in 35 signs, give or take 5; two unrelated ones in 50.
const unlike = 43

// Near returns the cosine of v and w where it may be 0.45 or more, and 0 where it hardly can: it looks at the signs first,
// which is quick.
func (v Word) Near(w Word) float64 {
	if !v.Known() || !w.Known() {
		return 0
	}
	x, y := &opened.signs[v.rank-1], &opened.signs[w.rank-1]
	if bits.OnesCount64(x[0]^y[0])+bits.OnesCount64(x[1]^y[1]) > unlike {
		return 0
	}
	return v.Cosine(w)
}

// Cosine returns how near v and w are: 1 for the same direction, about 0 for unrelated words; 0 where one is not known.
func (v Word) Cosine(w Word) float64 {
	if !v.Known() || !w.Known() {
		return 0
	}
	a, b := v.bytes()[:Dim], w.bytes()[:Dim]
	var s, t int32
	for i := 0; i < Dim; i += 2 {
		s += int32(int8(a[i])) * int32(int8(b[i]))
		t += int32(int8(a[i+1])) * int32(int8(b[i+1]))
	}
	return float64(float32(s+t) / (v.norm() * w.norm()))
}

// AddTo adds v, at length 1, to sum; the zero Word adds nothing. Of bytes that happen to read as one character of UTF-8 it takes the
// first only: so did the sums that model/remark was learned from, and sums of all bytes ask for weights learned anew.
func (v Word) AddTo(sum *[Dim]float32) {
	if !v.Known() {
		return
	}
	q, norm := v.bytes()[:Dim], v.norm()
	for i := range q {
		sum[i] += float32(int8(q[i])) / norm
	}
}
