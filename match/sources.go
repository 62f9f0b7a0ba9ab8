package match

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/token"
)

// Sources says which speakers of several documents are one. of maps the id that a source has within its document to the
// one it has over all; sources are the sources over all, in the order of their ids.
//
// A named source's id is a function of its name alone, folded so that spellings and scripts meet: a person by all words
// of the name, an organisation likewise. A person's bare surname joins the only full name with it among exts, and is
// otherwise one of its own; an organisation's short form joins the name that a document gives beside it. A source without
// a name stays within its document.
func Sources(exts []hearsay.Extraction) (sources []hearsay.Source, of map[string]string) {
	exts = slices.Clone(exts)
	slices.SortFunc(exts, func(a, b hearsay.Extraction) int { return strings.Compare(a.Document, b.Document) })
	full := map[string][]string{} // a surname's skeleton -> the full names' keys, each once
	short := map[string]string{}  // an organisation's short form -> its full name's key
	keys := map[string]string{}   // of a name
	for i := range exts {
		for j := range exts[i].Sources {
			s := &exts[i].Sources[j]
			k, known := keys[s.Name]
			if !known {
				k = nameKey(s.Name)
				keys[s.Name] = k
			}
			switch s.Kind {
			case hearsay.Person:
				if strings.Contains(k, " ") {
					full[lastWord(k)] = appendNew(full[lastWord(k)], k)
				}
			case hearsay.Organisation, hearsay.Writing:
				for _, n := range s.Names {
					if a := token.Initials(splitName(s.Name)); len(a) > 1 && strings.EqualFold(a, n) {
						short[nameKey(n)] = k
					}
				}
			}
		}
	}
	of = map[string]string{}
	merged := map[string]*union{}
	for i := range exts {
		for j := range exts[i].Sources {
			s := &exts[i].Sources[j]
			id := s.ID
			if k := keys[s.Name]; s.Kind != hearsay.Unnamed && k != "" {
				if s.Kind == hearsay.Person && !strings.Contains(k, " ") && len(full[k]) == 1 {
					k = full[k][0]
				}
				if s.Kind != hearsay.Person && short[k] != "" {
					k = short[k]
				}
				id = sourceID(s.Kind, k)
			}
			of[s.ID] = id
			if merged[id] == nil {
				merged[id] = &union{hearsay.Source{ID: id, Kind: s.Kind}, map[string]int{}, map[hearsay.Description]bool{}}
			}
			merged[id].take(s)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(merged)) {
		s := merged[id]
		slices.SortStableFunc(s.Names, func(a, b string) int { return cmp.Compare(utf8.RuneCountInString(b), utf8.RuneCountInString(a)) })
		for _, n := range s.Names {
			if shouted(s.Name) > 0 && shouted(n) == 0 && len(splitName(n)) == len(splitName(s.Name)) {
				s.Name = n
			}
		}
		sources = append(sources, s.Source)
	}
	return sources, of
}

// A union is a source made of those of several documents.
type union struct {
	hearsay.Source
	told map[string]int // how many documents call it so
	seen map[hearsay.Description]bool
}

// take adds what a document says of the source: its names, its descriptions, its access. Its name is that which most
// documents use among the longest in words, one without a word in capitals throughout before others; where they are even, the
// one that comes first in the alphabet.
func (u *union) take(s *hearsay.Source) {
	for _, n := range append([]string{s.Name}, s.Names...) {
		if n != "" {
			u.Names = appendAny(u.Names, n)
		}
	}
	u.told[s.Name]++
	better := cmp.Or(cmp.Compare(len(splitName(s.Name)), len(splitName(u.Name))), cmp.Compare(shouted(u.Name), shouted(s.Name)), cmp.Compare(u.told[s.Name], u.told[u.Name]), strings.Compare(u.Name, s.Name))
	if u.Name == "" || better > 0 {
		u.Name = s.Name
	}
	for _, d := range s.Descriptions {
		if !u.seen[d] {
			u.seen[d] = true
			u.Descriptions = append(u.Descriptions, d)
		}
	}
	if !u.Access.Own() && s.Access != "" {
		u.Access = s.Access
	}
}

// shouted is how many words of a name of several are written with capitals throughout: "CORWIN Hald", not "GCHQ", nor "J. R. Rau".
func shouted(name string) (n int) {
	words := splitName(name)
	for _, w := range words {
		if len(words) > 1 && utf8.RuneCountInString(w) > 3 && strings.ToUpper(w) == w && strings.ToLower(w) != w {
			n++
		}
	}
	return n
}

func appendAny[T comparable](list []T, x T) []T {
	if slices.Contains(list, x) {
		return list
	}
	return append(list, x)
}

// nameKey folds a name to what its spellings have in common: the skeletons of its words, without titles and articles.
func nameKey(name string) string {
	var out []string
	for _, w := range splitName(name) {
		w = strings.Trim(strings.ToLower(w), ".'’")
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if w == "the" || titles[w] {
			continue
		}
		if s := skeleton(w); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

func lastWord(key string) string { return key[strings.LastIndexByte(key, ' ')+1:] }

func sourceID(kind hearsay.SourceKind, key string) string {
	prefix := "o"
	if kind == hearsay.Person {
		prefix = "p"
	}
	sum := sha256.Sum256([]byte(key))
	return prefix + hex.EncodeToString(sum[:5])
}
