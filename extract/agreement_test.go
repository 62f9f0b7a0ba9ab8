package extract_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/internal/b3"
	"github.com/hearsay-news/hearsay/internal/golden"
)

// TestAgreement tells how far two annotators agree about case sets: who wrote a set, and a second who had the manual at its head and
// its texts, and neither the first's answers nor the code. The answers of the second are in testdata/second, a file for each set. What two
// do not agree about, no program can be held to. Most cases were written to be clear: that two agree does not say that texts at large are.
func TestAgreement(t *testing.T) {
	var out strings.Builder
	say := func(set, what string, same, of int, pairs [][2]string) {
		fmt.Fprintf(&out, "%-12s %-24s %3d of %3d", set, what, same, of)
		if pairs != nil {
			fmt.Fprintf(&out, ", kappa %.2f", kappa(pairs))
		}
		out.WriteByte('\n')
	}

	second := numbered(t, "commitment", " ")
	var pairs [][2]string
	same, allowed := 0, 0
	cases := blocks(t, "testdata/commitment.txt")
	for _, b := range cases {
		value, _, _ := strings.Cut(second[b.number], " | ")
		pairs = append(pairs, [2]string{b.fields["commitment"], value})
		if value == b.fields["commitment"] {
			same++
		}
		for _, v := range append(b.or, b.fields["commitment"]) {
			if v == value {
				allowed++
				break
			}
		}
	}
	say("commitment", "the same value", same, len(cases), pairs)
	say("commitment", "one that the first allows", allowed, len(cases), nil)

	second = numbered(t, "medium", " ")
	channels, outlets := 0, 0
	cases = blocks(t, "testdata/medium.txt")
	for _, b := range cases {
		channel, outlet, _ := strings.Cut(second[b.number], " | ")
		for _, v := range append(b.or, b.fields["channel"]) {
			if v == channel {
				channels++
				break
			}
		}
		if strings.EqualFold(strings.TrimPrefix(outlet, "the "), strings.TrimPrefix(b.fields["outlet"], "the ")) {
			outlets++
		}
	}
	say("medium", "the same channel", channels, len(cases), nil)
	say("medium", "the same outlet", outlets, len(cases), nil)

	trees := map[string][]string{}
	for _, b := range blocks(t, "testdata/second/nesting.txt") {
		trees[b.number] = b.deeper
	}
	whole, levels, of := 0, 0, 0
	cases = blocks(t, "testdata/nesting.txt")
	for _, b := range cases {
		alike := len(trees[b.number]) == len(b.deeper)
		for i, line := range b.deeper {
			of++
			if i < len(trees[b.number]) && level(trees[b.number][i]) == level(line) {
				levels++
			} else {
				alike = false
			}
		}
		if alike {
			whole++
		}
	}
	say("nesting", "the same tree", whole, len(cases), nil)
	say("nesting", "the same level", levels, of, nil)

	second = numbered(t, "remarks", " | ")
	pairs, same = nil, 0
	overlap, both := 0, 0
	for n, line := range lined(t, "testdata/remarks-exam.txt") {
		kind, passage, _ := strings.Cut(line, " | ")
		otherKind, otherPassage, _ := strings.Cut(second[fmt.Sprint(n+1)], " | ")
		pairs = append(pairs, [2]string{kind, otherKind})
		if kind == otherKind {
			same++
			if kind != "none" {
				both++
				if a, b := between(passage), between(otherPassage); strings.Contains(a, b) || strings.Contains(b, a) {
					overlap++
				}
			}
		}
	}
	say("remarks", "the same kind", same, len(pairs), pairs)
	say("remarks", "one span in the other", overlap, both, nil)

	second = numbered(t, "responses", " | ")
	pairs, same = nil, 0
	retractions, n := 0, 0
	for _, fields := range answered(t) {
		if fields["text"] == "" {
			continue
		}
		n++
		response, retraction, _ := strings.Cut(second[fmt.Sprint(n)], " | ")
		if fields["response"] != "" {
			pairs = append(pairs, [2]string{fields["response"], response})
			if response == fields["response"] {
				same++
			}
		}
		if (retraction == "none") == (fields["retraction"] == "" || fields["retraction"] == "none") {
			retractions++
		}
	}
	say("responses", "the same response", same, len(pairs), pairs)
	say("retractions", "one, or none, by both", retractions, n, nil)

	second = numbered(t, "identity", ": ")
	var identity b3.Counts
	for _, b := range blocks(t, "testdata/identity.txt") {
		_, _, ids := sourcesMarked(t, b.fields["title"]+"\n\n"+b.fields["text"])
		labels := strings.Fields(second[b.number])
		if len(labels) != len(ids) {
			t.Fatalf("testdata/second/identity.txt: document %s has %d labels for %d mentions", b.number, len(labels), len(ids))
		}
		for i := range ids {
			identity.Add(b.number+" "+labels[i], b.number+" "+ids[i])
		}
	}
	fmt.Fprintf(&out, "%-12s %s\n", "identity", &identity)

	t.Log("\n" + out.String())
	golden.Equal(t, "testdata/agreement.golden", []byte(out.String()))
}

// lined are the lines of a file without its comments and empty lines.
func lined(t *testing.T, path string) (all []string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			all = append(all, line)
		}
	}
	return all
}

// numbered are the second annotator's answers, a line each, by their numbers.
func numbered(t *testing.T, set, mark string) map[string]string {
	t.Helper()
	answers := map[string]string{}
	for _, line := range lined(t, "testdata/second/"+set+".txt") {
		number, answer, found := strings.Cut(line, mark)
		if !found {
			t.Fatalf("testdata/second/%s.txt: %q has no number", set, line)
		}
		answers[number] = strings.TrimSpace(answer)
	}
	return answers
}

// level is a line of a tree in the form in which lines are compared: source, cue without its auxiliaries, content without "that" and marks.
func level(line string) string {
	indent := len(line) - len(strings.TrimLeft(line, " "))
	f := strings.Split(strings.TrimSpace(line), " | ")
	for len(f) < 3 {
		f = append(f, "")
	}
	cue := strings.Fields(f[1])
	if len(cue) > 0 {
		cue = cue[len(cue)-1:]
	}
	content := strings.Trim(strings.TrimPrefix(f[2], "that "), " .,;“”‘’\"")
	return fmt.Sprint(indent, strings.ToLower(f[0]), cue, content)
}

// between is what stands between the double brackets of a passage.
func between(passage string) string {
	_, rest, _ := strings.Cut(passage, "[[")
	inside, _, _ := strings.Cut(rest, "]]")
	return strings.TrimRight(inside, ".,; ")
}

// kappa is Cohen's (1960): how far the two of each pair agree beyond chance, at most 1.
func kappa(pairs [][2]string) float64 {
	first, second := map[string]float64{}, map[string]float64{}
	agree, n := 0.0, float64(len(pairs))
	for _, p := range pairs {
		first[p[0]] += 1 / n
		second[p[1]] += 1 / n
		if p[0] == p[1] {
			agree += 1 / n
		}
	}
	chance := 0.0
	for value, share := range first {
		chance += share * second[value]
	}
	return (agree - chance) / (1 - chance)
}
