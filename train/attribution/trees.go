package main

import (
	"sync"

	"github.com/hearsay-news/hearsay/internal/label"
)

// voices are what chain, net and, where there is one, encoder hold likely in each article.
type voices struct {
	found  [label.Voices][]found
	shares *label.Shares
}

// candidates are those of part k of article i.
func (v voices) candidates(i, k int) []label.Candidate {
	var said [label.Voices][]label.Piece
	for j, f := range v.found {
		if f != nil {
			said[j] = f[i][k]
		}
	}
	return label.Candidates(said, v.shares, nil)
}

// isWanted knows for each role which runs of words are wanted in an article, by first word and end.
type isWanted [3]map[[2]int]bool

func wantedRuns(a *article) (w isWanted) {
	for k := range w {
		w[k] = map[[2]int]bool{}
	}
	for _, x := range a.record.Wanted {
		for _, s := range x.Source {
			r := under(a.text, s)
			w[label.BeginSource/2][[2]int{r.First, r.End}] = true
		}
		for _, s := range x.Cue {
			r := under(a.text, s)
			w[label.BeginCue/2][[2]int{r.First, r.End}] = true
		}
		for _, s := range x.Content {
			r := under(a.text, s)
			w[label.BeginContent/2][[2]int{r.First, r.End}] = true
		}
	}
	return w
}

// learnTrees learns from the articles that in allows how likely a candidate is wanted; said is what was found by such as have not
// seen them.
func learnTrees(articles []*article, said voices, in func(int) bool) *[3]label.Forest {
	var ranker label.Ranker
	var numbers [3][]float32
	var want [3][]bool
	var row []float32
	for i, a := range articles {
		if !in(i) {
			continue
		}
		wanted := wantedRuns(a)
		for k, p := range a.parts {
			all := said.candidates(i, k)
			row = resize(row, len(all)*label.Numbers)
			ranker.Number(a.text, p, all, row)
			for j, c := range all {
				role := c.Role / 2
				numbers[role] = append(numbers[role], row[j*label.Numbers:][:label.Numbers]...)
				want[role] = append(want[role], wanted[role][[2]int{c.First, c.End}])
			}
		}
	}
	var out [3]label.Forest
	var wait sync.WaitGroup
	for role := range out {
		wait.Go(func() { out[role] = grow(numbers[role], want[role], label.Numbers, treeSettings, seed) })
	}
	wait.Wait()
	return &out
}

// rate rates the candidates in each part of a, which is article i.
func rate(i int, a *article, said voices, by *[3]label.Forest) found {
	var ranker label.Ranker
	out := make(found, len(a.parts))
	for k, p := range a.parts {
		out[k] = ranker.Rate(a.text, p, said.candidates(i, k), by, nil)
	}
	return out
}

// rateOthers rates the candidates of the articles that in allows, each by forests that have not seen its article.
func rateOthers(articles []*article, said voices, in func(int) bool) []found {
	out := make([]found, len(articles))
	for f := range linkFolds {
		mine := func(i int) bool { return in(i) && i/netParts%linkFolds == f }
		by := learnTrees(articles, said, func(i int) bool { return in(i) && !mine(i) })
		for i, a := range articles {
			if mine(i) {
				out[i] = rate(i, a, said, by)
			}
		}
	}
	return out
}
