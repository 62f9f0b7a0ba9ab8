// Command remark makes model/remark/remark.bin: the weights by which extract tells remarks from other clauses.
//
//	go run ./train/remark -out model/remark/remark.bin PASSAGES|FOLDER ...
//
// A file of passages has a line each, "kind | passage with the [[remark]] in double brackets", as in extract/testdata. A
// folder holds cases (*.txtar) with their truth. It says how well what is learned from four fifths finds the remarks of the
// last fifth, each fifth once; then it learns from all. The same data gives the same file.
package main

import (
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/internal/truth"
	"github.com/hearsay-news/hearsay/model/glove"
	"github.com/hearsay-news/hearsay/read"
)

const (
	seed   = 20261123
	orders = 4
	folds  = 5
	rounds = 12
	rate   = 0.08
	decay  = 3e-5
	drop   = 0.3 // share of the signs left out each time that an example is looked at
	more   = 6   // how much more an example of a remark counts than one of none
	least  = 2   // times that a sign must be seen
)

func main() {
	out := flag.String("out", "", "the `file` to write the weights to")
	tell := flag.Bool("wrong", false, "tell what is found wrongly in passages that were not learned from")
	flag.Parse()
	if err := run(*out, *tell, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "remark:", err)
		os.Exit(1)
	}
}

func run(out string, tell bool, paths []string) error {
	var texts []text
	for _, path := range paths {
		more, err := load(path)
		if err != nil {
			return err
		}
		texts = append(texts, more...)
	}
	if len(texts) == 0 {
		return fmt.Errorf("no passages and no cases in %q: give the files in extract/testdata", paths)
	}
	passages, cases := score{}, score{}
	for fold := range folds {
		var rest []text
		for i := range texts {
			if texts[i].fold != fold {
				rest = append(rest, texts[i])
			}
		}
		m := learn(rest)
		for i := range texts {
			if texts[i].fold == fold {
				if texts[i].passage {
					passages.add(&texts[i], m, tell)
				} else {
					cases.add(&texts[i], m, tell)
				}
			}
		}
	}
	fmt.Printf("passages\n%scases\n%s", passages.table(), cases.table())
	if out == "" {
		return nil
	}
	return os.WriteFile(out, learn(texts).bytes(), 0o644)
}

// A text is a passage or a document, with the remarks that are in it.
type text struct {
	name    string
	passage bool
	fold    int
	text    string
	wanted  []wanted
	groups  [][]extract.Clause // by sentence
}

type wanted struct {
	span hearsay.Span
	kind hearsay.RemarkKind
}

func load(path string) ([]text, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return loadCases(path)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var texts []text
	for line := range strings.Lines(string(raw)) {
		kind, passage, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok || strings.HasPrefix(kind, "#") {
			continue
		}
		t := text{name: fmt.Sprintf("%s:%d", path, len(texts)+1), passage: true, text: strings.NewReplacer("[[", "", "]]", "").Replace(passage), fold: len(texts) % folds}
		if kind != "none" {
			if !slices.Contains(extract.Kinds, hearsay.RemarkKind(kind)) || strings.Count(passage, "[[") != 1 || strings.Count(passage, "]]") != 1 {
				return nil, fmt.Errorf("%s: %q is no kind of remark, or there is not one [[remark]] in the passage", path, line)
			}
			t.wanted = []wanted{{hearsay.Span{Start: strings.Index(passage, "[["), End: strings.Index(passage, "]]") - 2}, hearsay.RemarkKind(kind)}}
		}
		t.divide(&hearsay.Document{ID: "d", Text: t.text, Language: "en"})
		texts = append(texts, t)
	}
	return texts, nil
}

func loadCases(dir string) ([]text, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		return nil, err
	}
	var texts []text
	for n, path := range paths {
		c, err := truth.ReadCase(path)
		if err != nil {
			return nil, err
		}
		more, err := documents(c)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		for i := range more {
			more[i].fold = n % folds
		}
		texts = append(texts, more...)
	}
	return texts, nil
}

// documents reads the documents of a case as the program does.
func documents(c truth.Case) ([]text, error) {
	dir, err := os.MkdirTemp("", "remark")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for _, f := range c.Documents {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(f.Name)), f.Data, 0o644); err != nil {
			return nil, err
		}
	}
	var texts []text
	for item, skip := range ingest.Walk(context.Background(), []string{dir}, nil, nil) {
		if skip != nil {
			return nil, fmt.Errorf("%s: %s", skip.Path, skip.Reason)
		}
		d, skip := read.Document(item)
		if skip != nil {
			return nil, fmt.Errorf("%s: %s", skip.Path, skip.Reason)
		}
		if d.Language != "" && d.Language != "en" {
			continue
		}
		t := text{name: filepath.Base(d.Path), text: d.Text}
		for _, r := range c.Truth.Remarks {
			if r.In != "" && r.In != filepath.Base(d.Path) {
				continue
			}
			if at := strings.Index(d.Text, r.Span); at >= 0 {
				t.wanted = append(t.wanted, wanted{hearsay.Span{Start: at, End: at + len(r.Span)}, r.Kind})
			}
		}
		t.divide(&d)
		texts = append(texts, t)
	}
	return texts, nil
}

func (t *text) divide(d *hearsay.Document) {
	for _, c := range extract.Clauses(d) {
		if n := len(t.groups); n == 0 || t.groups[n-1][0].Sentence != c.Sentence {
			t.groups = append(t.groups, nil)
		}
		t.groups[len(t.groups)-1] = append(t.groups[len(t.groups)-1], c)
	}
}

// label is the kind of c's column, or -1 where c holds too much or too little of a remark to learn from.
func (t *text) label(c *extract.Clause) int {
	for _, w := range t.wanted {
		shared := min(c.Span.End, w.span.End) - max(c.Span.Start, w.span.Start)
		if shared <= 0 {
			continue
		}
		union := max(c.Span.End, w.span.End) - min(c.Span.Start, w.span.Start)
		switch like := float64(shared) / float64(union); {
		case like >= 0.65:
			return slices.Index(extract.Kinds, w.kind)
		case like >= 0.35:
			return -1
		}
	}
	return 0
}

// A model is the weights before they are made small.
type model struct {
	signs   [][kinds]float32
	meaning [glove.Dim][kinds]float32
}

const kinds = 9

type example struct {
	clause *extract.Clause
	label  int
	weight float32
}

// learn is the mean of what several orders of the examples teach, which errs less than each.
func learn(texts []text) *model {
	mean := &model{signs: make([][kinds]float32, extract.Signs)}
	for n := range orders {
		m := learnOnce(texts, uint64(n))
		for i, row := range m.signs {
			for k, w := range row {
				mean.signs[i][k] += w / orders
			}
		}
		for d, row := range m.meaning {
			for k, w := range row {
				mean.meaning[d][k] += w / orders
			}
		}
	}
	return mean
}

// learnOnce finds the weights that make the labels of the clauses likeliest: a softmax over their signs and meaning, by steps of
// AdaGrad (Duchi, Hazan, Singer, 2011).
func learnOnce(texts []text, n uint64) *model {
	var examples []example
	count := make([]int, extract.Signs)
	for i := range texts {
		for _, group := range texts[i].groups {
			for j := range group {
				if l := texts[i].label(&group[j]); l >= 0 {
					w := float32(1)
					if l > 0 {
						w = more
					}
					examples = append(examples, example{&group[j], l, w})
					for _, s := range group[j].Signs {
						count[s]++
					}
				}
			}
		}
	}
	m := &model{signs: make([][kinds]float32, extract.Signs)}
	squares := model{signs: make([][kinds]float32, extract.Signs)}
	order := rand.New(rand.NewPCG(seed, n))
	step := func(w, square *float32, gradient float32) {
		gradient += decay * *w
		*square += gradient * gradient
		*w -= rate * gradient / float32(math.Sqrt(float64(*square)+1e-6))
	}
	signs := make([]uint32, 0, 512)
	for range rounds {
		order.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			signs = signs[:0]
			for _, s := range e.clause.Signs {
				if count[s] >= least && order.Float32() >= drop {
					signs = append(signs, s)
				}
			}
			p := m.likelihoods(signs, &e.clause.Meaning, 1/(1-drop))
			for k := range p {
				gradient := p[k] * e.weight
				if k == e.label {
					gradient -= e.weight
				}
				for _, s := range signs {
					step(&m.signs[s][k], &squares.signs[s][k], gradient)
				}
				for d, v := range e.clause.Meaning {
					if v != 0 {
						step(&m.meaning[d][k], &squares.meaning[d][k], gradient*v)
					}
				}
			}
		}
	}
	return m
}

func (m *model) scores(signs []uint32, meaning *[glove.Dim]float32, scale float32) (s [kinds]float32) {
	for _, at := range signs {
		for k, w := range m.signs[at] {
			s[k] += w * scale
		}
	}
	for d, v := range meaning {
		for k, w := range m.meaning[d] {
			s[k] += v * w
		}
	}
	return s
}

func (m *model) likelihoods(signs []uint32, meaning *[glove.Dim]float32, scale float32) [kinds]float32 {
	s := m.scores(signs, meaning, scale)
	most, sum := slices.Max(s[:]), float32(0)
	for k := range s {
		s[k] = float32(math.Exp(float64(s[k] - most)))
		sum += s[k]
	}
	for k := range s {
		s[k] /= sum
	}
	return s
}

// bytes are the weights as model/remark reads them.
func (m *model) bytes() []byte {
	var scale [kinds]float32
	for _, row := range m.signs {
		for k, w := range row {
			scale[k] = max(scale[k], float32(math.Abs(float64(w)))/127)
		}
	}
	var b []byte
	float := func(f float32) { b = binary.LittleEndian.AppendUint32(b, math.Float32bits(f)) }
	for _, s := range scale {
		float(s)
	}
	for _, row := range m.meaning {
		for _, w := range row {
			float(w)
		}
	}
	for _, row := range m.signs {
		for k, w := range row {
			b = append(b, byte(int8(math.Round(float64(w/max(scale[k], 1e-9))))))
		}
	}
	return b
}
