package match

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/golden"
)

// pairsOf compares all items that share a key.
func pairsOf(items []Item) (pairs []hearsay.Pair, missed int) {
	keys := make([][]uint64, len(items))
	for i := range items {
		keys[i] = Keys(&items[i])
	}
	for i := range items {
		for j := range i {
			p, same := Compare(&items[i], &items[j])
			if !same {
				continue
			}
			if !slices.ContainsFunc(keys[i], func(k uint64) bool { return slices.Contains(keys[j], k) }) {
				missed++
				continue
			}
			pairs = append(pairs, p)
		}
	}
	return pairs, missed
}

// TestGather gathers the statements of every case's truth and holds the groups against its claims. What is grouped
// wrongly stands in a golden file, with the numbers over pairs of statements.
func TestGather(t *testing.T) {
	var out bytes.Buffer
	right, found, wanted, whole, claims, missed := 0, 0, 0, 0, 0, 0
	for _, path := range cases(t) {
		items, claim, _ := story(t, path)
		items = slices.DeleteFunc(items, func(it Item) bool { return claim[it.Statement.ID] == "" })
		pairs, without := pairsOf(items)
		missed += without
		group := map[string]string{}
		for _, c := range Gather(items, pairs, nil) {
			for _, s := range append(c.Tellings, c.Others...) {
				group[s] = c.ID
			}
		}
		wrong := map[string]bool{}
		for i := range items {
			for j := range i {
				a, b := items[i].Statement.ID, items[j].Statement.ID
				same, got := claim[a] == claim[b], group[a] == group[b]
				if same {
					wanted++
				}
				if got {
					found++
				}
				if same && got {
					right++
				}
				if same != got {
					wrong[claim[a]], wrong[claim[b]] = true, true
				}
				if got && !same {
					fmt.Fprintf(&out, "%s: taken for one claim\n\t%s\n\t%s\n", path[len("../testdata/cases/"):], items[j].Text, items[i].Text)
				}
			}
		}
		all := map[string]bool{}
		for _, c := range claim {
			all[c] = true
		}
		claims += len(all)
		whole += len(all) - len(wrong)
	}
	p, r := float64(right)/float64(found), float64(right)/float64(wanted)
	fmt.Fprintf(&out, "pairs: precision %.3f, recall %.3f, F1 %.3f (%d wanted); %d of %d claims whole and alone; %d pairs without a key in common\n",
		p, r, 2*p*r/(p+r), wanted, whole, claims, missed)
	golden.Equal(t, "testdata/cases.txt", out.Bytes())
}

// TestGatherOrder wants the same claims whatever the order of statements and pairs.
func TestGatherOrder(t *testing.T) {
	for _, path := range cases(t)[:12] {
		items, _, _ := story(t, path)
		pairs, _ := pairsOf(items)
		want := Gather(items, pairs, nil)
		random := rand.New(rand.NewPCG(1, 2))
		for range 3 {
			random.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
			random.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
			if diff := cmp.Diff(want, Gather(items, pairs, nil)); diff != "" {
				t.Errorf("%s: another order gives other claims (-first +other):\n%s", path, diff)
			}
		}
	}
}

// TestClaimIDs wants claims to keep their ids when statements come and go.
func TestClaimIDs(t *testing.T) {
	lines := []string{"that Mayor Rau took a bribe from the Saltmere quarry", "Mayor Rau was bribed by the Saltmere quarry, clerk says",
		"that lorries from the Brigida mine tipped sludge into the Llanke river"}
	var items []Item
	before := map[string]string{}
	for i, line := range lines {
		items = append(items, alone(fmt.Sprint("d", i), line))
		pairs, _ := pairsOf(items)
		claims := Gather(items, pairs, before)
		for _, c := range claims {
			for _, s := range append(c.Tellings, c.Others...) {
				if before[s] != "" && before[s] != c.ID {
					t.Errorf("after %d statements %s belongs to %s, before to %s", i+1, s, c.ID, before[s])
				}
				before[s] = c.ID
			}
		}
	}
	if a, b := before[items[0].Statement.ID], before[items[1].Statement.ID]; a != b {
		t.Errorf("the two bribes belong to %s and %s", a, b)
	}
	if !strings.HasPrefix(before[items[2].Statement.ID], "c") {
		t.Errorf("the sludge belongs to %q", before[items[2].Statement.ID])
	}
}
