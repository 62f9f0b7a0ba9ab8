// Package glove holds word vectors of English: what stands near what, learned from text alone.
//
// They are the vectors of GloVe (Pennington, Socher, Manning, 2014), pruned to the commonest words and stored as bytes;
// CARD.md tells where they come from and what was done to them. The file is read the first time that it is asked.
package glove

import (
	_ "embed"
	"encoding/binary"
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

// A Vector is a word's direction. Its bytes are shared: do not write to them.
type Vector struct {
	q     string    // Dim signed bytes
	norm  float32   // their length
	signs [2]uint64 // which of them are negative
}

// A Word is what is known about one word.
type Word struct {
	Rank    int // 1 for the commonest
	Cluster int // words that stand near each other share one: [0, Clusters)
	Vector  Vector
}

// file is glove.bin taken apart: the words in the order of their ranks, each ended by a line feed and the last by a zero
// byte; then their vectors, Dim signed bytes each; then their clusters, two bytes each, the lower first.
type file struct {
	rank     map[string]int32
	vectors  string
	clusters string
}

var open = sync.OnceValue(func() file {
	words, rest, found := strings.Cut(data, "\x00")
	if !found || len(rest) != Words*(Dim+2) {
		panic("glove: the embedded file glove.bin is broken; make it again as CARD.md says")
	}
	f := file{make(map[string]int32, Words), rest[:Words*Dim], rest[Words*Dim:]}
	for i := int32(0); words != ""; i++ {
		var word string
		word, words, _ = strings.Cut(words, "\n")
		f.rank[word] = i
	}
	return f
})

// Lookup returns what is known about word, which is in lower case.
func Lookup(word string) (Word, bool) {
	f := open()
	at, found := f.rank[word]
	if !found {
		return Word{}, false
	}
	i := int(at)
	q := f.vectors[i*Dim : i*Dim+Dim]
	var sum int32
	var signs [2]uint64
	for k := range Dim {
		sum += int32(int8(q[k])) * int32(int8(q[k]))
		signs[k/64] |= uint64(q[k]>>7) << (k % 64)
	}
	cluster := binary.LittleEndian.Uint16([]byte(f.clusters[2*i : 2*i+2]))
	return Word{i + 1, int(cluster), Vector{q, float32(math.Sqrt(float64(sum))), signs}}, true
}

// Known reports whether v is a word's vector; the zero Vector is none.
func (v Vector) Known() bool { return v.norm > 0 }

// unlike is how many of the Dim signs of two words that mean something alike differ at most. Two words whose cosine is 0.45
// differ in 35 signs, give or take 5; two unrelated ones in 50.
const unlike = 43

// Near returns the cosine of v and w where it may be 0.45 or more, and 0 where it hardly can: it looks at the signs first,
// which is quick.
func (v *Vector) Near(w *Vector) float64 {
	if bits.OnesCount64(v.signs[0]^w.signs[0])+bits.OnesCount64(v.signs[1]^w.signs[1]) > unlike {
		return 0
	}
	return v.Cosine(*w)
}

// Cosine returns how near v and w are: 1 for the same direction, about 0 for unrelated words; 0 where one is not known.
func (v Vector) Cosine(w Vector) float64 {
	if v.norm == 0 || w.norm == 0 {
		return 0
	}
	a, b := v.q[:Dim], w.q[:Dim]
	var s, t int32
	for i := 0; i < Dim; i += 2 {
		s += int32(int8(a[i])) * int32(int8(b[i]))
		t += int32(int8(a[i+1])) * int32(int8(b[i+1]))
	}
	return float64(float32(s+t) / (v.norm * w.norm))
}

// AddTo adds v, at length 1, to sum; the zero Vector adds nothing.
func (v Vector) AddTo(sum *[Dim]float32) {
	if v.norm == 0 {
		return
	}
	for i := range v.q[:Dim] {
		sum[i] += float32(int8(v.q[i])) / v.norm
	}
}
