// Command factuality holds the scale of commitment against what people say has happened.
//
//	go run ./bench/factuality -data ../shared/data/factuality
//
// The folder has sentences with events in them, each rated from -3 (certainly did not happen) to +3 (certainly did): UDS-IH2,
// MEANTIME and CommitmentBank, a train and a dev part of each. The tree does not hold them.
//
// The first table tells how events are rated for which extract.Commitment gives each value: the mean rating, and how many there are.
// Where the scale is right they fall from states-as-fact to denies. Then come mean absolute error (MAE, less is better) and Pearson's r on
// the dev parts: of the scale alone, an event having the mean rating that its value has in the train part; and of a score that learns
// there what the words around an event say beside it (least squares over hashed signs, by AdaGrad: Duchi, Hazan, Singer 2011).
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/model/glove"
	"github.com/hearsay-news/hearsay/token"
)

func main() {
	data := flag.String("data", "", "`folder` of the parts, such as uds_ih2_train.jsonl.gz")
	flag.Parse()
	if err := run(*data); err != nil {
		fmt.Fprintln(os.Stderr, "factuality:", err)
		os.Exit(1)
	}
}

// An event is a word that stands for something that may have happened.
type event struct {
	rating     float64
	commitment hearsay.Commitment
	signs      []uint32
}

const (
	size   = 1 << 20 // of the table of weights
	rounds = 5
	rate   = 0.05
	decay  = 1e-5
)

var (
	corpora = [...]string{"uds_ih2", "meantime", "commitmentbank"}
	scale   = [...]hearsay.Commitment{hearsay.StatesAsFact, hearsay.Reports, hearsay.Distances, hearsay.Asks, hearsay.Doubts, hearsay.Denies}
)

func run(data string) error {
	if data == "" {
		return errors.New("no events; give the folder of the parts with -data")
	}
	dev := map[string][]event{}
	var train []event
	for _, corpus := range corpora {
		part, err := read(filepath.Join(data, corpus+"_train.jsonl.gz"), corpus)
		if err != nil {
			return err
		}
		train = append(train, part...)
		if dev[corpus], err = read(filepath.Join(data, corpus+"_dev.jsonl.gz"), corpus); err != nil {
			return err
		}
	}
	fmt.Printf("%-16s", "mean rating")
	for _, corpus := range corpora {
		fmt.Printf(" %20s", corpus)
	}
	fmt.Println()
	for _, c := range scale {
		fmt.Printf("%-16s", c)
		for _, corpus := range corpora {
			sum, n := mean(dev[corpus], c)
			fmt.Printf(" %10.2f (of %4d)", sum, n)
		}
		fmt.Println()
	}
	means := map[hearsay.Commitment]float64{}
	for _, c := range scale {
		means[c], _ = mean(train, c)
	}
	w := learn(train)
	fmt.Println()
	for _, corpus := range corpora {
		var alone, score, ratings []float64
		for _, e := range dev[corpus] {
			ratings = append(ratings, e.rating)
			alone = append(alone, means[e.commitment])
			score = append(score, max(-3, min(3, w.score(e.signs))))
		}
		fmt.Printf("%-16s scale alone: MAE %.2f, r %.3f; score: MAE %.2f, r %.3f\n", corpus, mae(alone, ratings), pearson(alone, ratings), mae(score, ratings), pearson(score, ratings))
	}
	return nil
}

// mean is the mean rating of the events of one commitment, and how many there are.
func mean(events []event, c hearsay.Commitment) (rating float64, n int) {
	for _, e := range events {
		if e.commitment == c {
			rating += e.rating
			n++
		}
	}
	return rating / float64(max(n, 1)), n
}

// read reads a part.
func read(name, corpus string) (out []event, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	in := json.NewDecoder(z)
	for n := 1; ; n++ {
		var r struct {
			Tokens  []string
			Targets []struct {
				Start, End int
				Factuality float64
			}
		}
		switch err := in.Decode(&r); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, fmt.Errorf("%s: record %d: %w", name, n, err)
		}
		places := make([]int, len(r.Tokens)+1) // of the first byte of each word
		for i, w := range r.Tokens {
			places[i+1] = places[i] + len(w) + 1
		}
		text := strings.Join(r.Tokens, " ")
		t := token.Divide(text)
		for _, target := range r.Targets {
			if target.Start < 0 || target.End > len(r.Tokens) || target.Start >= target.End {
				return nil, fmt.Errorf("%s: record %d: words %d to %d of %d", name, n, target.Start, target.End, len(r.Tokens))
			}
			span := hearsay.Span{Start: places[target.Start], End: places[target.End] - 1}
			d := hearsay.Document{ID: "d", Text: text, Language: "en"}
			e := event{rating: target.Factuality, commitment: extract.Commitment(&d, span)}
			e.signs = signs(t, span, e.commitment, corpus)
			out = append(out, e)
		}
	}
}

// signs are what stands around an event, as places in the table of weights: each once for all corpora and once for its own (Daumé,
// "Frustratingly Easy Domain Adaptation", ACL 2007).
func signs(t *token.Text, span hearsay.Span, c hearsay.Commitment, corpus string) (out []uint32) {
	at := 0
	for i := range t.Tokens {
		if t.Tokens[i].Span.Start < span.End {
			at = i
		}
	}
	add := func(parts ...string) {
		for _, of := range [...]string{"", corpus} {
			h := fnv.New32a()
			io.WriteString(h, strings.Join(parts, "\x00")+"\x00"+of)
			out = append(out, h.Sum32()%size)
		}
	}
	word := func(i int) *token.Token {
		if i < 0 || i >= len(t.Tokens) {
			return &token.Token{}
		}
		return &t.Tokens[i]
	}
	cluster := func(norm string) string {
		if w, known := glove.Lookup(norm); known {
			return fmt.Sprint(w.Cluster())
		}
		return "?"
	}
	w := word(at)
	add("all")
	add("commitment", string(c))
	add("word", w.Norm)
	add("cluster", cluster(w.Norm))
	add("tag", w.Tag)
	add("tag, commitment", w.Tag, string(c))
	for k := -3; k <= 3; k++ {
		if k != 0 {
			x := word(at + k)
			add("near word", fmt.Sprint(k), x.Norm)
			add("near tag", fmt.Sprint(k), x.Tag, w.Tag)
		}
	}
	add("two before", word(at-2).Norm, word(at-1).Norm, w.Tag)
	add("tags", word(at-2).Tag, word(at-1).Tag, w.Tag, word(at+1).Tag)
	s := t.Sentences[w.Sentence]
	add("ends", word(s.End-1).Norm, w.Tag)
	add("begins", word(s.First).Norm, w.Tag)
	verbs, nouns, marks := 0, 0, 0
	for i := at - 1; i >= s.First; i-- {
		x := word(i)
		switch {
		case x.Tag == "MD", x.Norm == "not", x.Norm == "n't", x.Norm == "never", x.Norm == "no", x.Norm == "if", x.Norm == "whether", x.Norm == "unless",
			x.Norm == "would", x.Norm == "may", x.Norm == "without", x.Norm == "that", x.Norm == "when", x.Norm == "to", x.Norm == "hope", x.Norm == "please":
			if verbs == 0 {
				add("over no verb", x.Norm, w.Tag)
			}
			add("over", fmt.Sprint(min(verbs, 2)), x.Norm)
		case strings.HasPrefix(x.Tag, "V"):
			if verbs++; verbs <= 2 {
				add("verb before", fmt.Sprint(verbs), x.Norm, w.Tag)
				add("its cluster", fmt.Sprint(verbs), cluster(x.Norm), w.Tag)
				add("its tag", fmt.Sprint(verbs), x.Tag, w.Tag, word(i+1).Norm)
			}
		case strings.HasPrefix(x.Tag, "N"):
			if nouns++; nouns == 1 {
				add("noun before", x.Norm)
			}
		case x.Norm == ",":
			marks++
		}
	}
	add("verbs before", fmt.Sprint(min(verbs, 4)), w.Tag, fmt.Sprint(min(marks, 2)))
	return out
}

// weights are those of a sum of signs, and the sum of the squares of their slopes.
type weights struct{ w, slopes []float64 }

func (w *weights) score(signs []uint32) (sum float64) {
	for _, s := range signs {
		sum += w.w[s]
	}
	return sum
}

func learn(events []event) *weights {
	w := &weights{make([]float64, size), make([]float64, size)}
	random := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		for _, i := range random.Perm(len(events)) {
			e := &events[i]
			miss := w.score(e.signs) - e.rating
			for _, s := range e.signs {
				slope := miss + decay*w.w[s]
				w.slopes[s] += slope * slope
				w.w[s] -= rate * slope / (1 + math.Sqrt(w.slopes[s]))
			}
		}
	}
	return w
}

func mae(a, b []float64) (sum float64) {
	for i := range a {
		sum += math.Abs(a[i] - b[i])
	}
	return sum / float64(len(a))
}

// pearson is the coefficient of correlation of a and b, 0 where either is constant.
func pearson(a, b []float64) float64 {
	var ma, mb float64
	for i := range a {
		ma += a[i] / float64(len(a))
		mb += b[i] / float64(len(b))
	}
	var ab, aa, bb float64
	for i := range a {
		x, y := a[i]-ma, b[i]-mb
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}
