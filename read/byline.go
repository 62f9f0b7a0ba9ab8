package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/hearsay-news/hearsay/internal/dfa"
)

// by is what opens a byline in the languages that are read.
var by = dfa.MustCompile(`(?i)^(?:(?:written |reported |reporting |posted |published |words |text |story |(?:words|story|text) and (?:photos?|pictures) )?by|von|par|por|di|da|de|door|av|af|(?:publicado|escrito|redactado|firmado) por|(?:publié|écrit|rédigé) par|(?:pubblicato|scritto) da|(?:veröffentlicht|geschrieben) von|autor(?:a|en)?|auteur|autore|szerző|írta|автор(?:ы)?|(?:текст|tekst|texte|testo|texto|text)(?: (?:und|et|e|y|i|и|and) (?:fotos?|photos?|bilder|foto|zdjęcia|фото))?:|текст|tekst|napisał|napsal|yazan|de la|kirjoittanut)(?::\s*|\s+)`)

var (
	bylineEnd = dfa.MustCompile(`\s*(?:[|·•–—]|\s-\s|,?\s+(?:in|for|updated|published|posted|on)\s|,?\s*\d).*$`)
	nameEnd   = dfa.MustCompile(`\s*(?:[|·•–—]|\s-\s|,?\s+(?:in|for|updated|published|posted|on)\s|,\s*\d).*$`)

	// stamped is what stands before the time of publication.
	stamped = dfa.MustCompile(`(?i)^\W*(?:first |zuerst |erst)?(?:published|posted|created|date|veröffentlicht|erstellt|datum|publi(?:é|cad[oa])|pubblicato|data|opublikowano|опубликовано|дата|megjelent|gepubliceerd|publicerad|publisert)\b[^\p{L}]`)
)

var and = dfa.MustCompile(`\s*(?:,|;|\s(?:and|und|et|y|e|en|och|og|i|és|ve|и|та|&|/)\s)\s*`)

// byline makes names of a line that says who wrote something.
func byline(s string) string {
	s = strings.TrimSpace(by.ReplaceAllString(s, ""))
	s = strings.TrimSpace(bylineEnd.ReplaceAllString(s, ""))
	return strings.Trim(and.ReplaceAllString(s, ", "), " ,.:;")
}

// bearer makes a name of one that stands in metadata, where it may have a number: "The Neighbour at 14".
func bearer(s string) string {
	s = strings.TrimSpace(by.ReplaceAllString(s, ""))
	s = strings.TrimSpace(nameEnd.ReplaceAllString(s, ""))
	return strings.Trim(and.ReplaceAllString(s, ", "), " ,.:;")
}

var (
	// role is what stands beside a name and says what its bearer does.
	role = dfa.MustCompile(`(?i)(?:^|[\s-])(?:(?:co-?|sub-?)?editor|reporter|correspondent|writer|staff|columnist|contributor|photographer|journalist|bureau|desk|chief|(?:chef)?redakteur(?:in)?|korrespondent(?:in)?|reporterin|volontär(?:in)?|rédact(?:eur|rice)|journaliste|correspondante?|envoyée?|corresponsal|redactora?|periodista|reporter[oa]|redattore|redattrice|inviat[oa]|giornalista|corrispondente|jornalista|repórter|redator[a]?|корреспондент|обозреватель|журналист|кореспондент|журналіст|dziennikar(?:z|ka)|redaktor(?:ka)?|korespondent(?:ka)?|újságíró|verslaggever)s?$`)

	// office is a name that nobody bears: whoever put the page up.
	office = dfa.MustCompile(`(?i)^(?:the |die |la |le |el )?(?:(?:web|site|online|news|chief|night|digital)[- ]?)?(?:editors?|editorial(?: (?:team|board|staff))?|admin(?:istrator)?|webmaster|staff(?: (?:reporters?|writers?))?|newsroom|news ?desk|desk|team|redaktion|redaktionsteam|rédaction|redazione|redacción|redacció|redação|redacao|redakcja|redakce|redaktion|szerkesztőség|редакция|редакція|pressestelle|press office|agencies|agenturen|agences|agencias|guest|gast|user|root|unknown|default|our (?:own )?correspondents?)$`)
)

// login reports whether a name is one under which somebody signs in, and not one that is printed: "jkowalczewski", "beacon_admin".
func login(name string) bool {
	if strings.ContainsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsUpper(r) }) {
		return false
	}
	for _, r := range name {
		if r > unicode.MaxLatin1 && !unicode.Is(unicode.Latin, r) {
			return false // a script without capitals
		}
	}
	return true
}

// nobody reports whether a name is that of no person: of a login, an office, an agency or the outlet.
func nobody(name, outlet string) bool {
	plain, house := plainly(name), plainly(outlet)
	return plain == "" || login(name) || office.MatchString(name) || agency([]string{name}) != "" ||
		house != "" && strings.Contains(" "+plain+" ", " "+house+" ")
}

// people are the names in a printed line that says who wrote something, without what its bearers do and for whom. A part that has not
// the form of a name is left out.
func people(line, outlet string) (names []string) {
	for _, s := range strings.Split(byline(line), ", ") {
		s = strings.Trim(s, " .:;()")
		words := len(strings.Fields(s))
		if words == 0 || words > 5 || utf8.RuneCountInString(s) > 60 || role.MatchString(s) || nobody(s, outlet) || strings.ContainsAny(s, "@/?!0123456789") {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(s); !unicode.IsLetter(r) || unicode.IsLower(r) {
			continue
		}
		names = appendName(names, s)
	}
	return names
}

// appendName adds a name that is not there yet.
func appendName(names []string, name string) []string {
	for _, have := range names {
		if strings.EqualFold(have, name) {
			return names
		}
	}
	return append(names, name)
}

// covers reports whether every one of some is among names.
func covers(names, some []string) bool {
	for _, s := range some {
		if len(appendName(names, s)) > len(names) {
			return false
		}
	}
	return true
}

// signature is a name in brackets that ends a report, as Japanese and Chinese papers print it.
var signature = dfa.MustCompile(`[（【]([\p{Han}\p{Hiragana}\p{Katakana}・]{3,12})[）】]\s*$`)

var noSignature = dfa.MustCompile(`敬称|つづく|続く|終わり|通信|新聞|時事|共同|談$|写真|提供|取材|記者団`)

// signed is who signs at the end of a text, "" where nobody does.
func signed(text string) string {
	m := signature.FindStringSubmatch(text)
	if m == nil || noSignature.MatchString(m[1]) {
		return ""
	}
	return strings.TrimSuffix(m[1], "記者")
}

// lines are the words of n, one string for each of its lines.
func (p *page) lines(n *html.Node) (lines []string) {
	var line []string
	end := func() {
		if s := strings.Join(line, " "); s != "" {
			lines = append(lines, s)
		}
		line = nil
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.DataAtom == atom.Br {
			end()
			return
		}
		broken := false
		for c := range beginning(n) {
			broken = broken || c.DataAtom == atom.Br
		}
		if !broken {
			if s := p.words(n); s != "" {
				line = append(line, s)
			}
			return
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(n)
	end()
	return lines
}
