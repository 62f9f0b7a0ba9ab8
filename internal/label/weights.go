package label

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// ChainWeights are what the chain learned, as they are used.
type ChainWeights struct {
	cueKeys    []uint32
	cueClasses []uint8

	bits uint8
	rows []uint64 // Labels signed bytes, and a mark of the feature's hash as the highest byte, never 0

	steps []float32 // Steps for each value of each class
	bias  Bias
	joint
}

// NetWeights are what the net learned, as they are used.
type NetWeights struct {
	net     Net
	words   map[uint32]int32 // from a word's key to its row
	vectors byteRows         // Width for each word

	behind
}

// behind is what takes what the voices hold likely and makes attributions of it.
type behind struct {
	shares Shares
	rank   [3]Forest // of sources, cues and contents
	limits Limits
	joint
}

// LargeWeights are what the encoder learned, with what stands behind all three.
type LargeWeights struct {
	encoder *Encoder
	behind
}

// byteRows are rows of signed bytes, each with what it is to be multiplied by.
type byteRows struct {
	width int
	data  []int8
	sizes []float32
}

// add adds row i to x.
func (r *byteRows) add(i int32, x []float32) {
	size := r.sizes[i]
	for k, q := range r.data[int(i)*r.width:][:r.width] {
		x[k] += float32(float32(q) * size)
	}
}

// joint is what a labeller needs besides, to come from labels to attributions.
type joint struct {
	links     []float32 // weights of the linker, by hash
	threshold float32   // the logit of being right from which on an attribution is told
}

// Joint is what was learned about linking, for packing.
type Joint struct {
	Links     []float32 // LinkSize of them
	Cuts      []float32 // the Bias of a chain, the Limits of a net
	Threshold float32
}

// LinkSize is how many weights the linker has.
const LinkSize = 1 << 16

// Chain files: "hearsayC"; how many cue keys there are, and the keys of four bytes, sorted, with their classes of one;
// the bits of the size of the table, and its rows of eight bytes; numbers; then the joint.
//
// Net files: "hearsayN"; how many words there are, and their keys of four bytes; a row of bytes for each, with its size as
// a float; the net's inputs likewise; the other parts of the net as numbers; the forests that rate sources, cues and contents;
// then the joint.
//
// Numbers are the size of a step as a float and two bytes each. The joint is the linker's numbers, the bias of a
// chain or the limits of a net, and the threshold. The lower byte comes first.
const (
	chainMagic = "hearsayC"
	netMagic   = "hearsayN"
)

// rowScale is what the bytes in the rows of the chain are to be multiplied by.
const rowScale = 1.0 / 32

// Cue returns how likely key is part of a cue: 0 for unknown, else 1 to 7.
func (w *ChainWeights) Cue(key uint32) uint8 {
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
func (w *ChainWeights) emit(features []uint64, scores []float32) {
	const (
		half   = 0x00FF00FF00FF00FF // every other byte
		signed = 0x8080808080808080 // makes signed bytes 128 more, and never negative
	)
	for i := range len(scores) / Labels {
		// Sums of two bytes each: Features times 255 fits.
		var even, odd uint64
		count := int32(0)
		for _, h := range features[i*Features:][:Features] {
			if h == 0 {
				continue
			}
			at, mark := slot(h, w.bits)
			four := (*[4]uint64)(w.rows[at:])
			row := uint64(0)
			switch mark {
			case four[0] >> 56:
				row = four[0]
			case four[1] >> 56:
				row = four[1]
			case four[2] >> 56:
				row = four[2]
			case four[3] >> 56:
				row = four[3]
			default:
				continue
			}
			row ^= signed
			even += row & half
			odd += row >> 8 & half
			count++
		}
		for y := range Labels {
			sum := even
			if y%2 == 1 {
				sum = odd
			}
			scores[i*Labels+y] += float32(int32(sum>>(16*(y/2))&0xFFFF)-128*count) * rowScale
		}
	}
}

// addSteps adds the weights of the classes of steps to scores, Steps for each word.
func addSteps(classes []uint8, scores, weights []float32) {
	for i := range len(scores) / Steps {
		step := scores[i*Steps:][:Steps]
		for c, v := range classes[i*Classes:][:Classes] {
			row := weights[(c*ClassSize+int(v))*Steps:][:Steps]
			for k := range step {
				step[k] += row[k]
			}
		}
	}
}

// Set sets up c for as many words as classes, those of its steps, are for: row numbers after the other in emit begin the Labels
// scores of each word, and weights are those of the classes.
func (c *Chain) Set(emit []float32, row int, classes []uint8, weights []float32) {
	n := len(classes) / Classes
	c.Reset(n)
	for i := range n {
		copy(c.Emit[i*Labels:][:Labels], emit[i*row:])
	}
	addSteps(classes, c.Step, weights)
}

// LinkAt is where the weight of a feature of the linker stands.
func LinkAt(h uint64) int { return int(h >> 20 % LinkSize) }

// weigh returns the sum of the weights of features of the linker.
func (w *joint) weigh(features []uint64) float32 {
	sum := float32(0)
	for _, h := range features {
		sum += w.links[LinkAt(h)]
	}
	return sum
}

// Learned is what a chain learned, for PackChain.
type Learned struct {
	Cues  map[uint32]uint8
	Nodes []Node
	Steps []float32
	Joint
}

// A Node is what a feature says about each label, and how much it is worth: those that are worth least are left out
// first.
type Node struct {
	Feature uint64
	Weights [Labels]float32
	Worth   float64
}

// PackChain writes l as a file whose table has 1<<bits rows, with as many nodes as it holds.
func PackChain(l Learned, bits uint8) []byte {
	out := []byte(chainMagic)
	var keys []uint32
	for k := range l.Cues {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(keys)))
	for _, k := range keys {
		out = binary.LittleEndian.AppendUint32(out, k)
	}
	for _, k := range keys {
		out = append(out, l.Cues[k])
	}

	nodes := slices.DeleteFunc(slices.Clone(l.Nodes), func(n Node) bool { return largest(n.Weights[:]) < rowScale/2 })
	slices.SortFunc(nodes, func(a, b Node) int {
		return cmp.Or(cmp.Compare(b.Worth, a.Worth), cmp.Compare(a.Feature, b.Feature))
	})
	rows := make([]uint64, 1<<bits)
	for _, n := range nodes[:min(len(nodes), len(rows)*19/20)] {
		at, mark := slot(n.Feature, bits)
		for k := at; k < at+4 && rows[k]>>56 != mark; k++ { // one that cannot be told from a better one is left out
			if rows[k] == 0 {
				rows[k] = mark << 56
				for y, x := range n.Weights {
					rows[k] |= uint64(uint8(int8(rounded(x/rowScale, 127)))) << (8 * y)
				}
				break
			}
		}
	}
	out = append(out, bits)
	for _, r := range rows {
		out = binary.LittleEndian.AppendUint64(out, r)
	}
	return appendJoint(appendNumbers(out, l.Steps), l.Joint)
}

// PackNet writes a net as a file. words are the keys of the words that it knows, and rows Width numbers for each; rank are the
// forests of sources, cues and contents.
func PackNet(n *Net, words []uint32, rows []float32, rank *[3]Forest, j Joint) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(netMagic), uint32(len(words)))
	for _, k := range words {
		out = binary.LittleEndian.AppendUint32(out, k)
	}
	out = appendRows(appendRows(out, rows), n.Inputs)
	for _, p := range n.Parts()[1:] {
		out = appendNumbers(out, *p)
	}
	return appendBehind(out, rank, j)
}

// PackLarge writes what stands behind all voices as a file, after encoder, the file of the encoder.
func PackLarge(encoder []byte, rank *[3]Forest, j Joint) []byte {
	return appendBehind(slices.Clone(encoder), rank, j)
}

func appendBehind(out []byte, rank *[3]Forest, j Joint) []byte {
	for _, f := range rank {
		out = f.append(out)
	}
	return appendJoint(out, j)
}

func largest(xs []float32) (size float32) {
	for _, x := range xs {
		size = max(size, float32(math.Abs(float64(x))))
	}
	return size
}

func rounded(x, limit float32) float64 {
	return math.Round(float64(max(-limit, min(limit, x))))
}

func appendFloat(out []byte, x float32) []byte {
	return binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
}

// appendRows writes rows of Width bytes, and then the size of each.
func appendRows(out []byte, rows []float32) []byte {
	var sizes []float32
	for ; len(rows) > 0; rows = rows[Width:] {
		size := max(largest(rows[:Width]), 1e-9) / 127
		for _, x := range rows[:Width] {
			out = append(out, byte(int8(rounded(x/size, 127))))
		}
		sizes = append(sizes, size)
	}
	for _, s := range sizes {
		out = appendFloat(out, s)
	}
	return out
}

func appendNumbers(out []byte, xs []float32) []byte {
	size := max(largest(xs), 1e-9) / 32767
	out = appendFloat(out, size)
	for _, x := range xs {
		out = binary.LittleEndian.AppendUint16(out, uint16(int16(rounded(x/size, 32767))))
	}
	return out
}

func appendJoint(out []byte, j Joint) []byte {
	out = appendNumbers(out, j.Links)
	for _, b := range j.Cuts {
		out = appendFloat(out, b)
	}
	return appendFloat(out, j.Threshold)
}

var errBroken = errors.New("label: the file of weights is broken; make it again with train/attribution")

// A file is what is left of a file of weights; short says that it ended too early.
type file struct {
	rest  string
	short bool
}

func (f *file) take(n int) string {
	if n < 0 || n > len(f.rest) {
		f.short = true
		return ""
	}
	part := f.rest[:n]
	f.rest = f.rest[n:]
	return part
}

func (f *file) uint32() uint32 {
	if b := f.take(4); b != "" {
		return binary.LittleEndian.Uint32([]byte(b))
	}
	return 0
}

func (f *file) float() float32 { return math.Float32frombits(f.uint32()) }

func (f *file) keys() []uint32 {
	b := []byte(f.take(4 * int(f.uint32())))
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

func (f *file) floats(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = f.float()
	}
	return out
}

func (f *file) byteRows(n, width int) byteRows {
	b := f.take(n * width)
	r := byteRows{width, make([]int8, n*width), nil}
	for i := range len(b) {
		r.data[i] = int8(b[i])
	}
	r.sizes = f.floats(n)
	return r
}

func (f *file) numbers(n int) []float32 {
	size := f.float()
	b := []byte(f.take(2 * n))
	out := make([]float32, len(b)/2)
	for i := range out {
		out[i] = size * float32(int16(binary.LittleEndian.Uint16(b[2*i:])))
	}
	return out
}

func (f *file) joint(cuts []float32) (j joint) {
	j.links = f.numbers(LinkSize)
	for i := range cuts {
		cuts[i] = f.float()
	}
	j.threshold = f.float()
	return j
}

// UnpackChain reads what PackChain wrote.
func UnpackChain(data string) (*ChainWeights, error) {
	f := &file{rest: data}
	if f.take(len(chainMagic)) != chainMagic {
		return nil, errBroken
	}
	w := &ChainWeights{cueKeys: f.keys()}
	w.cueClasses = []uint8(f.take(len(w.cueKeys)))
	if bits := f.take(1); bits != "" && bits[0] >= 2 && bits[0] <= 24 {
		w.bits = bits[0]
	} else {
		return nil, errBroken
	}
	rows := []byte(f.take(8 << w.bits))
	w.rows = make([]uint64, len(rows)/8)
	for i := range w.rows {
		w.rows[i] = binary.LittleEndian.Uint64(rows[8*i:])
	}
	w.steps = f.numbers(Classes * ClassSize * Steps)
	w.joint = f.joint(w.bias[:])
	if f.short || f.rest != "" {
		return nil, errBroken
	}
	return w, nil
}

// UnpackNet reads what PackNet wrote.
func UnpackNet(data string) (*NetWeights, error) {
	f := &file{rest: data}
	if f.take(len(netMagic)) != netMagic {
		return nil, errBroken
	}
	w := &NetWeights{words: map[uint32]int32{}}
	for i, k := range f.keys() {
		w.words[k] = int32(i)
	}
	if f.short {
		return nil, errBroken
	}
	w.vectors = f.byteRows(len(w.words), Width)
	inputs := f.byteRows(InputRows, Width)
	w.net.Inputs = make([]float32, InputRows*Width)
	for i := range InputRows {
		inputs.add(int32(i), w.net.Inputs[i*Width:][:Width])
	}
	for i, p := range w.net.Parts()[1:] {
		*p = f.numbers(Sizes()[i+1])
	}
	w.behind = f.behind(Two)
	if f.short || f.rest != "" {
		return nil, errBroken
	}
	return w, nil
}

func (f *file) behind(shares Shares) (b behind) {
	b.shares = shares
	for i := range b.rank {
		b.rank[i] = f.forest()
	}
	b.joint = f.joint(b.limits[:])
	return b
}

// UnpackLarge reads what PackLarge wrote.
func UnpackLarge(data string) (*LargeWeights, error) {
	f := &file{rest: data}
	w := &LargeWeights{encoder: f.encoder()}
	if f.short {
		return nil, errBroken
	}
	w.behind = f.behind(Three)
	if f.short || f.rest != "" {
		return nil, errBroken
	}
	return w, nil
}

// UnpackEncoder reads what train/encoder/pack.py wrote.
func UnpackEncoder(data string) (*Encoder, error) {
	f := &file{rest: data}
	e := f.encoder()
	if f.short || f.rest != "" {
		return nil, errBroken
	}
	return e, nil
}
