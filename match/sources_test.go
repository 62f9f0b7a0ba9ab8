package match

import (
	"slices"
	"testing"

	"github.com/hearsay-news/hearsay"
)

// TestSkeleton wants spellings of one name to meet, and other names not to.
func TestSkeleton(t *testing.T) {
	for _, names := range [][]string{
		{"Mussayev", "Musayev", "Mussajew", "Musszajev", "Moussaiev", "Мусаев"},
		{"Krasnov", "Krasnow", "Краснов", "Krasnoff"},
		{"Gorbachev", "Gorbatschow", "Gorbachyov", "Горбачев"},
		{"Yeltsin", "Jelzin", "Eltsine", "Ельцин"},
		{"Öztürk", "Ozturk"},
		{"Sergei", "Sergej", "Sergey", "Сергей"},
	} {
		for _, n := range names[1:] {
			if got, want := skeleton(n), skeleton(names[0]); got != want {
				t.Errorf("%s is %q, %s is %q", names[0], want, n, got)
			}
		}
	}
	for _, pair := range [][2]string{{"Mussayev", "Mussalov"}, {"Baker", "Barker"}, {"Kim", "Kam"}, {"Rau", "Rao"}, {"Lindgren", "Lundgren"}, {"Petrov", "Petkov"}} {
		if skeleton(pair[0]) == skeleton(pair[1]) {
			t.Errorf("%s and %s are both %q", pair[0], pair[1], skeleton(pair[0]))
		}
	}
}

func TestSources(t *testing.T) {
	source := func(id, name string, kind hearsay.SourceKind, names ...string) hearsay.Source {
		return hearsay.Source{ID: id, Name: name, Names: append([]string{name}, names...), Kind: kind,
			Descriptions: []hearsay.Description{{Text: "as told by " + id, Document: id[:2]}}}
	}
	exts := []hearsay.Extraction{
		{Document: "d1", Sources: []hearsay.Source{source("d1/1", "Alnur Mussayev", hearsay.Person, "Mussayev"), source("d1/2", "two officials", hearsay.Unnamed)}},
		{Document: "d2", Sources: []hearsay.Source{source("d2/1", "Alnur Musajew", hearsay.Person), source("d2/2", "Harbour Safety Office", hearsay.Organisation, "HSO")}},
		{Document: "d3", Sources: []hearsay.Source{source("d3/1", "Musayev", hearsay.Person), source("d3/2", "HSO", hearsay.Organisation), source("d3/3", "two officials", hearsay.Unnamed)}},
		{Document: "d4", Sources: []hearsay.Source{source("d4/1", "Anna Lindgren", hearsay.Person)}},
		{Document: "d5", Sources: []hearsay.Source{source("d5/1", "Oskar Lindgren", hearsay.Person), source("d5/2", "Lindgren", hearsay.Person), source("d5/3", "the Harbour Safety Office", hearsay.Organisation)}},
	}
	all, of := Sources(exts)
	same := func(want bool, a, b string) {
		t.Helper()
		if of[a] == "" || of[b] == "" || (of[a] == of[b]) != want {
			t.Errorf("%s is %s and %s is %s; the same: want %v", a, of[a], b, of[b], want)
		}
	}
	same(true, "d1/1", "d2/1")
	same(true, "d1/1", "d3/1")
	same(true, "d2/2", "d3/2")
	same(true, "d2/2", "d5/3")
	same(false, "d1/2", "d3/3")
	same(false, "d4/1", "d5/1")
	same(false, "d5/2", "d4/1") // two Lindgrens: the bare surname joins neither
	same(false, "d5/2", "d5/1")
	at := slices.IndexFunc(all, func(s hearsay.Source) bool { return s.ID == of["d1/1"] })
	if at < 0 || all[at].Name != "Alnur Musajew" && all[at].Name != "Alnur Mussayev" || len(all[at].Descriptions) != 3 {
		t.Errorf("the sources over all are %+v", all)
	}
	slices.Reverse(exts)
	again, _ := Sources(exts)
	if !slices.EqualFunc(all, again, func(a, b hearsay.Source) bool { return a.ID == b.ID && a.Name == b.Name }) {
		t.Errorf("another order gives other sources: %+v, then %+v", all, again)
	}
}

func TestAbout(t *testing.T) {
	var items []Item
	for i, line := range []string{"that Mayor Soledad Rau took a bribe of 40,000 crowns from the Saltmere quarry",
		"that lorries from the Brigida mine tipped sludge into the Llanke river", "the price of onions has doubled"} {
		it := alone([]string{"d1", "d2", "d3"}[i], line)
		it.Statement.Claim = []string{"c1", "c2", "c3"}[i]
		items = append(items, it)
	}
	addresses := map[string][]string{"d2": {"https://www.example.org/sludge/"}}
	for words, want := range map[string]string{"rau quarry bribe": "c1", "sludge dumped": "c2", "http://example.org/sludge": "c2", "onion price": "c3"} {
		if hits := About(words, items, addresses); len(hits) == 0 || hits[0].Claim != want {
			t.Errorf("%q finds %v, want %s first", words, hits, want)
		}
	}
	if hits := About("volcano", items, nil); len(hits) > 0 && hits[0].Score > 0.3 {
		t.Errorf("a volcano finds %v", hits)
	}
}
