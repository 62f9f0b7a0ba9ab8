package label

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Weights are what the chain and the linker learned, as they are used.
//
// In a file they are: the word "hearsay1"; the cue lexicon, as a count and that many keys of four bytes, sorted, then that
// many classes of one byte; the scale of the features' weights as four bytes of a float, the number of bits of their
// table's size, and its rows of eight bytes; the weights of steps and of the linker, two bytes each, in 512ths; the
// threshold of the linker as four bytes of a float. The lower byte comes first.
type Weights struct {
	cueKeys    []uint32
	cueClasses []uint8

	scale float32
	bits  uint8
	rows  []uint64 // Labels signed bytes, and the lowest byte of the feature's hash as the highest byte, never 0

	steps []float32 // Steps for each value of each class
	links []float32 // by hash

	// Threshold is the logit of being right from which on an attribution is told.
	Threshold float32
}

// LinkSize is how many weights the linker has.
const LinkSize = 1 << 16

const magic = "hearsay1"

// Cue returns how likely key is part of a cue: 0 for unknown, else 1 to 7.
func (w *Weights) Cue(key uint32) uint8 {
	if i, found := slices.BinarySearch(w.cueKeys, key); found {
		return w.cueClasses[i]
	}
	return 0
}

// slot returns the first of the four rows where the feature h may stand, and its mark.
func slot(h uint64, bits uint8) (int, uint64) {
	return int(h>>(64-bits)) &^ 3, h&0xFE | 1
}

// emit adds the weights of features to scores, Labels for each word.
func (w *Weights) emit(features []uint64, scores []float32) {
	for i := range len(scores) / Labels {
		var sum [Labels]int32
		for _, h := range features[i*Features:][:Features] {
			at, mark := slot(h, w.bits)
			for _, row := range w.rows[at : at+4 : at+4] {
				if row>>56 == mark && h != 0 {
					for y := range sum {
						sum[y] += int32(int8(row >> (8 * y)))
					}
					break
				}
			}
		}
		for y, v := range sum {
			scores[i*Labels+y] += float32(v) * w.scale
		}
	}
}

// step adds the weights of the classes of steps to scores, Steps for each word.
func (w *Weights) step(classes []uint8, scores []float32) {
	for i := range len(scores) / Steps {
		step := scores[i*Steps:][:Steps]
		for c, v := range classes[i*Classes:][:Classes] {
			row := w.steps[(c*ClassSize+int(v))*Steps:][:Steps]
			for k := range step {
				step[k] += row[k]
			}
		}
	}
}

// LinkAt is where the weight of a feature of the linker stands.
func LinkAt(h uint64) int { return int(h >> 20 % LinkSize) }

// Weigh returns the sum of the weights of features of the linker.
func (w *Weights) Weigh(features []uint64) float32 {
	sum := float32(0)
	for _, h := range features {
		sum += w.links[LinkAt(h)]
	}
	return sum
}

// Table is the weights as they are learned, for Pack.
type Table struct {
	Cues      map[uint32]uint8
	Nodes     map[uint64][Labels]float32
	Steps     []float32
	Links     []float32
	Threshold float32
}

// Pack writes t as a file of weights whose table has 1<<bits rows; the features with the smallest weights are left out
// where there are too many.
func Pack(t Table, bits uint8) []byte {
	out := []byte(magic)
	var keys []uint32
	for k := range t.Cues {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(keys)))
	for _, k := range keys {
		out = binary.LittleEndian.AppendUint32(out, k)
	}
	for _, k := range keys {
		out = append(out, t.Cues[k])
	}

	const scale = 1.0 / 32
	type feature struct {
		hash uint64
		size float32
	}
	var all []feature
	for h, ws := range t.Nodes {
		size := float32(0)
		for _, x := range ws {
			size = max(size, float32(math.Abs(float64(x))))
		}
		if size >= scale/2 {
			all = append(all, feature{h, size})
		}
	}
	slices.SortFunc(all, func(a, b feature) int {
		if a.size != b.size {
			if a.size > b.size {
				return -1
			}
			return 1
		}
		if a.hash < b.hash {
			return -1
		}
		return 1
	})
	rows := make([]uint64, 1<<bits)
	for n, f := range all {
		if n > len(rows)*9/10 {
			break
		}
		at, mark := slot(f.hash, bits)
		for k := at; k < at+4; k++ {
			if rows[k]>>56 == mark {
				break // a feature that cannot be told from a stronger one
			}
			if rows[k] == 0 {
				row := mark << 56
				for y, x := range t.Nodes[f.hash] {
					q := int8(max(-127, min(127, math.Round(float64(x)/scale))))
					row |= uint64(uint8(q)) << (8 * y)
				}
				rows[k] = row
				break
			}
		}
	}
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(scale))
	out = append(out, bits)
	for _, r := range rows {
		out = binary.LittleEndian.AppendUint64(out, r)
	}
	for _, list := range [][]float32{t.Steps, t.Links} {
		for _, x := range list {
			out = binary.LittleEndian.AppendUint16(out, uint16(int16(max(-32767, min(32767, math.Round(float64(x)*512))))))
		}
	}
	return binary.LittleEndian.AppendUint32(out, math.Float32bits(t.Threshold))
}

// Unpack reads a file of weights.
func Unpack(data string) (*Weights, error) {
	broken := errors.New("label: the weights are broken; make them again with train/attribution")
	take := func(n int) ([]byte, error) {
		if n < 0 || n > len(data) {
			return nil, broken
		}
		part := data[:n]
		data = data[n:]
		return []byte(part), nil
	}
	head, err := take(len(magic))
	if err != nil || string(head) != magic {
		return nil, fmt.Errorf("%w: they do not begin with %q", broken, magic)
	}
	count, err := take(4)
	if err != nil {
		return nil, err
	}
	w := &Weights{}
	n := int(binary.LittleEndian.Uint32(count))
	keys, err := take(4 * n)
	if err != nil {
		return nil, err
	}
	for i := range n {
		w.cueKeys = append(w.cueKeys, binary.LittleEndian.Uint32(keys[4*i:]))
	}
	if w.cueClasses, err = take(n); err != nil {
		return nil, err
	}
	nodes, err := take(5)
	if err != nil {
		return nil, err
	}
	w.scale, w.bits = math.Float32frombits(binary.LittleEndian.Uint32(nodes)), nodes[4]
	if w.bits < 2 || w.bits > 24 {
		return nil, broken
	}
	rows, err := take(8 << w.bits)
	if err != nil {
		return nil, err
	}
	w.rows = make([]uint64, 1<<w.bits)
	for i := range w.rows {
		w.rows[i] = binary.LittleEndian.Uint64(rows[8*i:])
	}
	for _, list := range []struct {
		to *[]float32
		n  int
	}{{&w.steps, Classes * ClassSize * Steps}, {&w.links, LinkSize}} {
		part, err := take(2 * list.n)
		if err != nil {
			return nil, err
		}
		for i := range list.n {
			*list.to = append(*list.to, float32(int16(binary.LittleEndian.Uint16(part[2*i:])))/512)
		}
	}
	threshold, err := take(4)
	if err != nil || len(data) > 0 {
		return nil, broken
	}
	w.Threshold = math.Float32frombits(binary.LittleEndian.Uint32(threshold))
	return w, nil
}
