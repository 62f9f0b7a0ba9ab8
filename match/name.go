package match

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
	"github.com/zeebo/xxh3"
)

// consonants are spellings of one sound, the longer ones first.
var consonants = strings.NewReplacer(
	"schtsch", "c", "shch", "c", "tsch", "c", "tch", "c", "tsh", "c", "tx", "c", "cz", "c", "ch", "c",
	"sch", "s", "sh", "s", "sz", "s", "zh", "s", "ts", "s", "tz", "s", "z", "s",
	"ph", "f", "ff", "f", "w", "v", "ck", "k", "kh", "k", "gh", "g", "th", "t", "dh", "d", "rh", "r", "q", "k", "x", "ks", "ce", "se", "ci", "si", "cy", "si", "ca", "ka", "co", "ko", "cu", "ku", "cl", "kl", "cr", "kr", "ct", "kt",
)

// skeleton folds one word of a name to what its spellings have in common: Mussayev, Musayev, Mussajew, Musszajev,
// Moussaiev and Мусаев are one. Letters of all scripts are written in Latin ones, spellings of one sound become one
// letter, doubled letters single, and a group of vowels its first, of which there are three kinds. Short words keep
// their letters, because too much would fall together. What it does not bring together: the German Ch for a Slavic Kh, which
// elsewhere is written for another sound.
func skeleton(word string) string {
	word = strings.ToLower(unidecode.Unidecode(word))
	var plain strings.Builder
	for i := 0; i < len(word); i++ {
		if c := word[i]; c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			plain.WriteByte(c)
		}
	}
	word = plain.String()
	if len(word) <= 3 {
		return word
	}
	// The endings of Slavic family names.
	for _, end := range []string{"ff", "w", "v"} {
		if stem, found := strings.CutSuffix(word, end); found && len(stem) > 3 {
			for _, vowel := range []string{"yo", "jo", "je", "ye", "io", "ie", "e", "o"} {
				if stem, found := strings.CutSuffix(stem, vowel); found {
					word = stem + "v"
					break
				}
			}
			break
		}
	}
	word = consonants.Replace(word)
	var out []byte
	vowels := false
	for i := 0; i < len(word); i++ {
		c := word[i]
		class := byte(0)
		switch c {
		case 'a':
			class = 'a'
		case 'e', 'i', 'y':
			class = 'i'
		case 'o', 'u':
			class = 'u'
		case 'j':
			if vowels || i == 0 || i+1 < len(word) && strings.IndexByte("aeiouy", word[i+1]) >= 0 {
				continue // a glide, not a sound of its own
			}
			class = 'i'
		case 'h':
			if i > 0 {
				continue
			}
		}
		if class == 0 {
			vowels = false
			if n := len(out); n == 0 || out[n-1] != c {
				out = append(out, c)
			}
			continue
		}
		if i == 0 && c == 'y' && i+1 < len(word) && strings.IndexByte("aeiou", word[i+1]) >= 0 {
			continue
		}
		if !vowels {
			out = append(out, class)
		}
		vowels = true
	}
	if n := len(out); n > 4 && out[n-1] == 'i' && (out[n-2] == 'n' || out[n-2] == 's') && strings.HasSuffix(word, "e") {
		out = out[:n-1]
	}
	return string(out)
}

// titles are words before a name that do not belong to it.
var titles = wordSet("mr mrs ms miss dr prof professor president mayor minister senator judge king queen prince princess pope sir lord lady " +
	"general colonel major captain lieutenant sergeant chief inspector detective superintendent commissioner commander admiral archbishop bishop " +
	"father sister brother rabbi imam sheikh chancellor governor secretary director chairman chairwoman congressman congresswoman representative " +
	"rep sen gov gen col capt lt sgt rev reverend hon ambassador justice attorney deputy former ex the von van de der del la le di da al el bin ibn")

// isTitle reports whether a word, in lower case, is a title, "mr" or "mr."
func isTitle(norm string) bool { return titles[strings.TrimSuffix(norm, ".")] }

// A name is a name as a statement has it.
type name struct {
	Text   string
	Tokens []uint64 // hashes of the skeletons of its words, titles left out
	Sure   bool     // not only capitalised because everything is
	Weight float64  // of its weightiest word
}

// last is the hash of the name's last word: a person's surname.
func (n *name) last() uint64 { return n.Tokens[len(n.Tokens)-1] }

func newName(words []string, sure bool) (name, bool) {
	n := name{Text: strings.Join(words, " "), Sure: sure}
	for _, w := range words {
		bare := strings.Trim(strings.ToLower(w), ".")
		if titles[bare] || bare == "" {
			continue
		}
		if s := skeleton(w); s != "" {
			n.Tokens = append(n.Tokens, hash(s))
			n.Weight = max(n.Weight, float64(nameWeight(bare)))
		}
	}
	return n, len(n.Tokens) > 0
}

// splitName divides a name as written into its words.
func splitName(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '.'
	})
}

func hash(s string) uint64 { return xxh3.HashString(s) }

func wordSet(lines string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(lines) {
		line, _, _ = strings.Cut(line, "#")
		for _, w := range strings.Fields(line) {
			set[w] = true
		}
	}
	return set
}
