// Command match measures match on two public data sets, which are not in the tree (see SOURCES.md beside it).
//
//	go run ./bench/match -data FOLDER > bench/match/stats.txt
//
// Emergent: 2,071 headlines that tell, deny or ask about one of 240 rumours, grouped into claims. Its folds with even
// numbers were looked at when weights and thresholds of match were set, those with odd ones were not. Which stance a headline takes is
// told as extract finds it; there the odd folds were looked at, the even ones were not. CheckThat! 2022, task 2A: for a
// tweet, the claim among 14,231 that it repeats; its training part was looked at, its dev part was not.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/internal/b3"
	"github.com/hearsay-news/hearsay/match"
)

// common is how many statements may share a key before it is not used, as desk has it.
const common = 200

func main() {
	data := flag.String("data", "", "`folder` that holds emergent and checkthat2022-task2a-en")
	flag.Parse()
	if err := run(*data); err != nil {
		fmt.Fprintln(os.Stderr, "match:", err)
		os.Exit(1)
	}
}

func run(data string) error {
	if data == "" {
		return errors.New("no data; give the folder with -data, and see bench/match/SOURCES.md for what belongs in it")
	}
	var headlines []headline
	err := read(filepath.Join(data, "emergent", "train.jsonl.gz"), func(b []byte) error {
		var h headline
		defer func() { headlines = append(headlines, h) }()
		return json.Unmarshal(b, &h)
	})
	if err != nil {
		return err
	}
	for rest, name := range []string{"even folds (looked at)", "odd folds"} {
		part := slices.DeleteFunc(slices.Clone(headlines), func(h headline) bool { return h.Fold%2 != rest })
		emergent(name, part)
		stances(part)
	}
	return checkthat(filepath.Join(data, "checkthat2022-task2a-en"))
}

// read calls f for every line of a gzipped file.
func read(path string, f func([]byte) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	s := bufio.NewScanner(z)
	s.Buffer(nil, 1<<24)
	for n := 1; s.Scan(); n++ {
		if err := f(s.Bytes()); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return s.Err()
}

// statement is text as a document of one statement in its own voice.
func statement(id, text string) match.Item {
	doc := &hearsay.Document{ID: id, Language: "en", Text: text}
	s := hearsay.Statement{Document: id, Kind: hearsay.Own, Stance: hearsay.Tells, Allegation: 0.5, Content: []hearsay.Span{{Start: 0, End: len(text)}}, Claim: id}
	s.ID = hearsay.StatementID(id, nil, s.Content)
	return match.Prepare(doc, &hearsay.Extraction{Document: id, Statements: []hearsay.Statement{s}}, nil)[0]
}

type headline struct {
	Article string `json:"article_id"`
	Claim   string `json:"claim_id"`
	Text    string `json:"headline"`
	Stance  string `json:"stance"` // for, against or observing
	Fold    int    `json:"fold"`
}

// emergent groups headlines and counts by B3 (Bagga, Baldwin 1998) and the adjusted Rand index (Hubert, Arabie 1985).
func emergent(name string, headlines []headline) {
	items := make([]match.Item, len(headlines))
	at := map[string]int{}
	keyed := map[uint64][]int{}
	keys := 0
	for i, h := range headlines {
		items[i] = statement(h.Article, h.Text)
		at[items[i].Statement.ID] = i
		for _, k := range match.Keys(&items[i]) {
			keyed[k] = append(keyed[k], i)
			keys++
		}
	}
	near := map[[2]int]bool{}
	for _, list := range keyed {
		for n, i := range list {
			for _, j := range list[:n] {
				near[[2]int{j, i}] = len(list) <= common || near[[2]int{j, i}]
			}
		}
	}
	var pairs []hearsay.Pair
	proposed := 0
	for p, proper := range near {
		if !proper {
			continue
		}
		proposed++
		if pair, same := match.Compare(&items[p[0]], &items[p[1]]); same {
			pairs = append(pairs, pair)
		}
	}
	group := make([]int, len(items))
	for n, c := range match.Gather(items, pairs, nil) {
		for _, s := range slices.Concat(c.Tellings, c.Others) {
			group[at[s]] = n
		}
	}
	gold, reached := 0, 0
	right, wrong := 0, 0
	for i := range items {
		for j := range i {
			same := headlines[i].Claim == headlines[j].Claim
			if same {
				gold++
				if near[[2]int{j, i}] {
					reached++
				}
			}
			if group[i] == group[j] && same {
				right++
			} else if group[i] == group[j] {
				wrong++
			}
		}
	}
	p, r, ari := score(headlines, group)
	fmt.Printf("emergent, %s: %d headlines\n", name, len(items))
	fmt.Printf("  B3 precision %.3f, recall %.3f, F1 %.3f; ARI %.3f\n", p, r, b3.F1(p, r), ari)
	fmt.Printf("  %.1f keys a headline; %.1f proposals a headline; of the pairs of one claim %.3f share a key\n",
		float64(keys)/float64(len(items)), 2*float64(proposed)/float64(len(items)), float64(reached)/float64(gold))
	fmt.Printf("  pairs in one group: %d right, %d wrong\n", right, wrong)
}

// stances counts how often extract finds the stance of a headline: against, where it denies or doubts; observing, where it only tells what others say,
// keeps off or asks; else for. It is asked by itself, without the claim.
func stances(headlines []headline) {
	right, found, wanted := map[string]int{}, map[string]int{}, map[string]int{}
	all := 0
	for _, h := range headlines {
		doc := &hearsay.Document{ID: h.Article, Language: "en", Text: h.Text, Title: h.Text, TitleSpan: &hearsay.Span{End: len(h.Text)}}
		ext := extract.Document(doc)
		got := "for"
		for i := range ext.Statements {
			switch s := &ext.Statements[i]; {
			case s.Stance == hearsay.DeniesIt || s.Stance == hearsay.DoubtsIt:
				got = "against"
			case got != "against" && (s.Kind != hearsay.Own || s.Stance == hearsay.AsksWhether || s.Commitment == hearsay.Distances):
				got = "observing"
			}
		}
		found[got]++
		wanted[h.Stance]++
		if got == h.Stance {
			right[got]++
			all++
		}
	}
	fmt.Printf("  stance, without the claim: %.3f right; F1", float64(all)/float64(len(headlines)))
	for _, stance := range []string{"for", "against", "observing"} {
		fmt.Printf(" %s %.3f", stance, 2*float64(right[stance])/float64(found[stance]+wanted[stance]))
	}
	fmt.Println()
}

func score(headlines []headline, group []int) (precision, recall, ari float64) {
	type cell struct {
		claim string
		group int
	}
	cells, claims, groups := map[cell]int{}, map[string]int{}, map[int]int{}
	for i, h := range headlines {
		cells[cell{h.Claim, group[i]}]++
		claims[h.Claim]++
		groups[group[i]]++
	}
	choose := func(k int) float64 { return float64(k) * float64(k-1) / 2 }
	var both, byClaim, byGroup float64
	for _, k := range cells {
		both += choose(k)
	}
	for _, k := range claims {
		byClaim += choose(k)
	}
	for _, k := range groups {
		byGroup += choose(k)
	}
	expected := byClaim * byGroup / choose(len(headlines))
	wanted := make([]string, len(headlines))
	for i, h := range headlines {
		wanted[i] = h.Claim
	}
	precision, recall = b3.Score(group, wanted)
	return precision, recall, (both - expected) / ((byClaim+byGroup)/2 - expected)
}

// checkthat ranks all claims for each tweet of the dev part and counts by the mean average precision of the first five.
func checkthat(folder string) error {
	var claims []match.Item
	err := read(filepath.Join(folder, "claims.jsonl.gz"), func(b []byte) error {
		var c struct{ ID, VClaim, Title string }
		if err := json.Unmarshal(b, &c); err != nil {
			return err
		}
		claims = append(claims, statement(c.ID, c.Title+"\n\n"+c.VClaim))
		return nil
	})
	if err != nil {
		return err
	}
	n, first := 0, 0
	var sum float64
	err = read(filepath.Join(folder, "dev.jsonl.gz"), func(b []byte) error {
		var q struct {
			Text     string
			Relevant []string
		}
		if err := json.Unmarshal(b, &q); err != nil {
			return err
		}
		n++
		hits := match.About(plain(q.Text), claims, nil)
		var precision float64
		found := 0
		for rank, h := range hits[:min(5, len(hits))] {
			if slices.Contains(q.Relevant, h.Claim) {
				found++
				precision += float64(found) / float64(rank+1)
				if rank == 0 {
					first++
				}
			}
		}
		sum += precision / float64(min(5, len(q.Relevant)))
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Printf("checkthat 2022 2A, dev: %d tweets against %d claims\n  MAP@5 %.3f, P@1 %.3f\n", n, len(claims), sum/float64(n), float64(first)/float64(n))
	return nil
}

// plain leaves addresses and the author's line out of a tweet.
func plain(tweet string) string {
	tweet, _, _ = strings.Cut(tweet, "— ")
	fields := strings.Fields(tweet)
	return strings.Join(slices.DeleteFunc(fields, func(f string) bool { return strings.HasPrefix(f, "http") || strings.HasPrefix(f, "pic.twitter") }), " ")
}
