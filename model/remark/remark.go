// Package remark holds what extract learned about remarks in English: which clauses speak of a claim's standing, or stand in
// place of evidence. CARD.md tells from what, how well it does and where it fails.
package remark

import (
	_ "embed"
	"encoding/binary"
	"math"
)

// Version names the weights; results that rest on them carry it.
const Version = "3"

// Kinds is how many columns the table has: one for none, one for each kind of remark, in the order that extract gives them.
const Kinds = 9

// Margin is how much likelier than none, as a logarithm, the likeliest kind must be for a clause to be a remark. It was set by
// passages and cases that were not learned from.
const Margin = -0.6

// weights is remark.bin: a scale (four bytes, a float) for each kind, the weights of the mean direction (Kinds floats for
// each dimension), then a table of signed bytes, Kinds for each sign. Numbers have their lowest byte first.
//
//go:embed remark.bin
var weights string

const dim = 100

type table struct {
	scale   [Kinds]float32
	meaning [dim][Kinds]float32
}

var head = func() (t table) {
	float := func(i int) float32 {
		return math.Float32frombits(binary.LittleEndian.Uint32([]byte(weights[4*i : 4*i+4])))
	}
	for k := range t.scale {
		t.scale[k] = float(k)
	}
	for d := range t.meaning {
		for k := range t.meaning[d] {
			t.meaning[d][k] = float(Kinds + d*Kinds + k)
		}
	}
	return t
}()

// Scores returns for each kind the logarithm of its likelihood, up to what all have in common, of a clause with the given
// signs, each a row of the table, and mean direction.
func Scores(signs []uint32, meaning []float32) (scores [Kinds]float32) {
	rows := weights[4*Kinds*(dim+1):]
	var sum [Kinds]int32
	for _, s := range signs {
		row := rows[Kinds*s : Kinds*s+Kinds]
		for k := range sum {
			sum[k] += int32(int8(row[k]))
		}
	}
	for k := range scores {
		scores[k] = float32(sum[k]) * head.scale[k]
	}
	for d, v := range meaning {
		if v != 0 {
			for k := range scores {
				scores[k] += v * head.meaning[d][k]
			}
		}
	}
	return scores
}
