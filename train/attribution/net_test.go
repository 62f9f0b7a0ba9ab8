package main

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/hearsay-news/hearsay/internal/label"
	"github.com/hearsay-news/hearsay/token"
)

// The slopes must be those of the loss: moving each number a little must change the loss as its slope says.
func TestSlopes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	v := &vocabulary{own: []int32{0, -1, 1}, owns: 2, vectors: make([]float32, 3*vectorSize)}
	for i := range v.vectors {
		v.vectors[i] = float32(r.NormFloat64())
	}
	const n = 11
	s := &stretch{chance: make([]float32, n*label.Labels), labels: []label.Label{0, 1, 2, 3, 5, 6, 0, 5, 0, 3, 4},
		class: make([]uint8, n*label.Classes), paras: []token.Range{{First: 0, End: 5}, {First: 5, End: n}}}
	s.labels[5] = label.BeginContent
	for i := range n {
		for range label.InputsPerWord {
			s.rows = append(s.rows, int32(r.IntN(label.InputRows)))
		}
		s.words = append(s.words, int32(r.IntN(4)-1))
		for y := range label.Labels {
			s.chance[i*label.Labels+y] = r.Float32() / 2
		}
		for c := range label.Classes {
			s.class[i*label.Classes+c] = uint8(r.IntN(label.ClassSize))
		}
	}
	net := newNet(v)
	net.begin(r)
	w := &worker{g: newNet(v)}
	loss := func() float64 {
		w.forward(net, v, s, rand.New(rand.NewPCG(1, 1)), 0.2)
		total := 0.0
		for _, p := range s.paras {
			w.score(net, s, p)
			total += w.chain.Marginals(make([]float32, (p.End-p.First)*label.Labels), nil)
			for i := p.First; i < p.End; i++ {
				y := int(s.labels[i])
				total -= float64(w.chain.Emit[(i-p.First)*label.Labels+y])
				if i > p.First {
					total -= float64(w.chain.Step[(i-p.First)*label.Steps+int(s.labels[i-1])*label.Labels+y])
				}
			}
		}
		return total
	}
	loss()
	w.outT = turned(net.view.OutW, label.Both, label.Out, nil)
	for l := range w.wT {
		in, cols := label.Both, 6*label.Half
		if l == 0 {
			in, cols = 3*label.Width, 8*label.Half
		}
		w.wT[l] = turned(net.view.Layer[l].W, in, cols, nil)
	}
	w.slopes(net, v, s)
	at := 0
	check := func(name string, size int) {
		tried := 0
		for k := 0; k < 4000 && tried < 12; k++ {
			i := at + r.IntN(size)
			slope := float64(w.g.all[i])
			if math.Abs(slope) < 0.02 {
				continue
			}
			tried++
			const e = 4e-3
			old := net.all[i]
			net.all[i] = old + e
			up := loss()
			net.all[i] = old - e
			down := loss()
			net.all[i] = old
			if got := (up - down) / (2 * e); math.Abs(got-slope) > 0.05*math.Abs(slope)+0.01 {
				t.Errorf("%s %d: slope %.4f, the loss says %.4f", name, i-at, slope, got)
			}
		}
		if tried == 0 {
			t.Errorf("%s: no slope to check", name)
		}
		at += size
	}
	names := []string{"inputs", "chance", "w0", "bias0", "recall0", "w1", "bias1", "recall1", "w2", "bias2", "recall2", "outw", "outb", "skip", "step"}
	for i, size := range label.Sizes() {
		check(names[i], size)
	}
	check("into", vectorSize*label.Width)
	check("words", v.owns*label.Width)
}
