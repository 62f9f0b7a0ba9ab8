package label

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model/attribution"
	"github.com/hearsay-news/hearsay/model/glove"
	"github.com/hearsay-news/hearsay/token"
)

// show writes attributions as lines, source | cue | content.
func show(text string, as []Attribution) string {
	var b strings.Builder
	for _, a := range as {
		fmt.Fprintf(&b, "%s | %s | %s\n", hearsay.Join(text, a.Source), hearsay.Join(text, a.Cue), hearsay.Join(text, a.Content))
	}
	return b.String()
}

// Each case is a text, and the attributions that both the chain and the net are to find in it.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("there are no cases in testdata", err)
	}
	cases := 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(archive.Files); i += 2 {
			text, want := string(archive.Files[i].Data), string(archive.Files[i+1].Data)
			cases++
			for kind, find := range map[string]func(*token.Text) []Attribution{"net": Attributions, "chain": Fast} {
				if got := show(text, find(token.Divide(text))); got != want {
					t.Errorf("%s: %s: by the %s\n got %swant %s", name, archive.Files[i].Name, kind, got, want)
				}
			}
		}
	}
	t.Logf("%d cases", cases)
}

const sample = `Ines Rau, the harbour master of Brelland, said the ferry had been overloaded. “We counted ninety people,” she told the inquiry.

According to a report by the port authority, the crew ignored two warnings. Nobody from the company would comment.`

// What is found must not depend on who else is looking.
func TestTogether(t *testing.T) {
	want := Attributions(token.Divide(sample))
	if len(want) == 0 {
		t.Fatal("nothing found")
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 3 {
				if got := Attributions(token.Divide(sample)); !reflect.DeepEqual(got, want) {
					t.Errorf("got %v, want %v", got, want)
				}
			}
		})
	}
	wait.Wait()
}

// The promise: whatever the text, spans lie within it, cut no character, and are not empty.
func FuzzAttributions(f *testing.F) {
	long := strings.Repeat("he said that ", 300)
	for _, s := range []string{sample, long, "“" + long, "said", "\xff said “\xff”", "\u00a0said: “é", "‘a’ “b ‘c”", strings.Repeat("“x said. ", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x := token.Divide(s)
		for _, as := range [][]Attribution{Attributions(x), Fast(x)} {
			for _, a := range as {
				if a.Score < 0 || a.Score > 1 {
					t.Fatalf("score %v", a.Score)
				}
				for _, spans := range [][]hearsay.Span{a.Source, a.Cue, a.Content} {
					for _, p := range spans {
						if p.Start >= p.End || p.End > len(s) || strings.ToValidUTF8(s, "") == s && !p.Fits(s) {
							t.Fatalf("span %v of %q", p, s)
						}
					}
				}
			}
		}
	})
}

func TestBrokenWeights(t *testing.T) {
	for _, name := range []string{"chain.bin", "net.bin"} {
		b, err := os.ReadFile(filepath.Join("..", "..", "model", "attribution", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{0, 4, 8, 12, 1000, len(b) / 2, max(0, len(b)-1)} {
			if n > len(b) {
				continue
			}
			if _, err := UnpackChain(string(b[:n])); err == nil {
				t.Errorf("%s: %d bytes read as a chain", name, n)
			}
			if _, err := UnpackNet(string(b[:n])); err == nil {
				t.Errorf("%s: %d bytes read as a net", name, n)
			}
		}
	}
}

// The weights know words by the clusters of the vectors that they were learned with.
func TestVectors(t *testing.T) {
	if glove.Version != attribution.Vectors {
		t.Errorf("the weights were learned with %s, and model/glove is %s: learn them anew with train/attribution", attribution.Vectors, glove.Version)
	}
}

func BenchmarkAttributions(b *testing.B) { benchmark(b, Attributions) }

func BenchmarkFast(b *testing.B) { benchmark(b, Fast) }

func benchmark(b *testing.B, find func(*token.Text) []Attribution) {
	text := token.Divide(strings.Repeat(sample+"\n\n", 20))
	for b.Loop() {
		find(text)
	}
	b.ReportMetric(float64(len(text.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
