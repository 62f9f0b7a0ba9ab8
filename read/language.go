package read

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	hearsay "github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
	"github.com/hearsay-news/hearsay/model/lid"
)

// A language is told by its letters only above these. They were chosen on sentences of our own: see model/lid/CARD.md.
const (
	detectLetters    = 20   // fewer letters tell nothing
	detectConfidence = 0.5  // of 1
	contradictFrom   = 200  // letters from which on the text may contradict what is declared ...
	contradictBy     = 0.85 // ... if it is this sure
	detectBytes      = 4 << 10
)

var languages = sync.OnceValues(func() (*classifier, error) { return loadClassifier(lid.Bytes) })

var noWords = dfa.MustCompile(`https?://\S+|www\.\S+|[@#]\S+`)

// Language tells which language text is in: its BCP 47 primary tag and how sure that is, from 0 to 1. The tag is empty
// where the text is too short or the answer is not sure enough.
func Language(text string) (tag string, confidence float64) {
	if len(text) > detectBytes {
		text = strings.ToValidUTF8(text[:detectBytes], "")
	}
	text = noWords.ReplaceAllString(text, " ")
	if letters(text) < detectLetters {
		return "", 0
	}
	m, err := languages()
	if err != nil {
		return "", 0
	}
	tag, confidence, _ = m.predict(text)
	if confidence < detectConfidence {
		return "", confidence
	}
	return tag, confidence
}

// letters counts letters; a character of a script without an alphabet counts as three.
func letters(s string) (n int) {
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			n += 3
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}

// kin are languages that are written so much alike that a declaration decides between them.
var kin = [...]map[string]bool{
	setOf("no nb nn da"), setOf("sr hr bs sh me"), setOf("id ms"), setOf("cs sk"), setOf("pt gl"), setOf("es gl an ast"), setOf("ru be uk"),
	setOf("zh yue wuu"), setOf("fa tg"), setOf("ar arz"), setOf("de nds als bar lb"), setOf("it scn lmo pms vec"), setOf("bg mk"), setOf("tr az"), setOf("hi mr ne"),
}

func akin(a, b string) bool {
	for _, group := range kin {
		if group[a] && group[b] {
			return true
		}
	}
	return a == b
}

// three gives the primary tag for the three letters that some metadata has.
var three = map[string]string{
	"eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "por": "pt", "ita": "it", "rus": "ru", "ukr": "uk",
	"pol": "pl", "hun": "hu", "nld": "nl", "dut": "nl", "ces": "cs", "cze": "cs", "ron": "ro", "rum": "ro", "tur": "tr", "ara": "ar",
	"zho": "zh", "chi": "zh", "jpn": "ja", "kor": "ko", "kaz": "kk",
}

var tagForm = regexp.MustCompile(`^[a-z]{2,3}$`)

// language sets the language of d: what is declared, unless a long text clearly is in another; else what is detected.
func language(d *hearsay.Document, declared string) {
	tag := strings.FieldsFunc(strings.ToLower(declared), func(r rune) bool { return r == '-' || r == '_' || r == ',' || unicode.IsSpace(r) })
	primary := ""
	if len(tag) > 0 && tagForm.MatchString(tag[0]) {
		if primary = tag[0]; three[primary] != "" {
			primary = three[primary]
		}
	}
	found, confidence := Language(d.Text)
	switch {
	case primary == "" && found == "":
	case primary == "" || found != "" && !akin(primary, found) && confidence >= contradictBy && letters(d.Text) >= contradictFrom:
		d.Language, d.LanguageHow = found, "detected"
	default:
		d.Language, d.LanguageHow = primary, "declared"
	}
}
