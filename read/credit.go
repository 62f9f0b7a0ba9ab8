package read

import (
	"strings"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/internal/dfa"
)

var (
	// "LISBON (Reuters) - ", "Rome, 5 March (ANSA) –", "(AP) — "
	dateline = dfa.MustCompile(`^(?:[\p{L}\p{M} .,'’/-]{0,50}(?:,? \d{1,2}\.? ?\p{L}{0,12}\.?)?\s?)\(([\p{Lu}][^()]{1,30})\)\s?[-–—:]`)
	// "Source: Reuters", "Quelle: dpa"
	sourceLine = dfa.MustCompile(`(?i)^[(\[]?(?:source|sources|quelle|quellen|fuente|fonte|источник|źródło|forrás|zdroj|bron|kilde|källa|kaynak|sursa)\s*:\s*([^.\n]{2,60}?)[)\]]?\.?$`)
	// "(Reuters)", "© AFP", "— with agencies" closing a text
	closing = dfa.MustCompile(`(?:^|\s)(?:\(([\p{Lu}][\p{L}/ ]{1,30})\)|[—–-]\s?([\p{Lu}][\p{L}/]{1,20})|©\s?(?:\d{4}\s)?([\p{Lu}][\p{L}/ ]{1,30}))\.?$`)

	agencies = setOf(`ap afp dpa efe ansa apa reuters tass upi xinhua kyodo interfax ria novosti pap mti čtk ctk belga anp ritzau ntb tt stt lusa agerpres bta tanjug
		hina sta anadolu ukrinform unian kazinform kaztag pti ani ians bernama antara yonhap bloomberg agencies`)
	agencyNames = dfa.MustCompile(`(?i)(?:^|\b)(The Associated Press|Associated Press|Agence France-Presse|Deutsche Presse-Agentur|Press Association|PA Media|Press Trust of India|Canadian Press|Australian Associated Press|[\p{L}-]+ (?:News|Press) Agency|(?:agência|agencia|agence|agenzia|agentura) \p{Lu}[\p{L}-]+)`)
)

// creditIn finds the agency that the text of an article is credited to, as it is written there.
func creditIn(text string) string {
	paragraphs := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	for i, p := range paragraphs {
		if i > 3 {
			break
		}
		if m := dateline.FindStringSubmatch(p); m != nil && !strings.ContainsAny(m[1], "0123456789") {
			return strings.TrimSpace(m[1])
		}
	}
	for i := len(paragraphs) - 1; i >= 0 && i >= len(paragraphs)-4; i-- {
		p := strings.TrimSpace(paragraphs[i])
		if utf8.RuneCountInString(p) < 90 {
			if m := sourceLine.FindStringSubmatch(p); m != nil {
				return strings.TrimSpace(m[1])
			}
		}
		if i == len(paragraphs)-1 && acronym.MatchString(p) { // the agency's sign, alone on the last line
			return strings.Trim(p, "()./")
		}
		if m := closing.FindStringSubmatch(p); m != nil {
			for _, s := range m[1:] {
				if known := agency([]string{s}); known != "" {
					return known
				}
			}
		}
	}
	return ""
}

// acronym is how agencies sign: "HPA", "(dpa)".
var acronym = dfa.MustCompile(`^\(?(?:\p{Lu}{2,6}|dpa|epd|apa|sda|ots)(?:/\p{Lu}{2,6})*\)?\.?$`)

// agency returns the first of the lines that names an agency, as it is written.
func agency(lines []string) string {
	for _, s := range lines {
		if acronym.MatchString(s) {
			return s
		}
		for part := range strings.SplitSeq(s, ", ") {
			if agencies[strings.ToLower(strings.TrimSpace(part))] || strings.Contains(part, "/") && agencies[strings.ToLower(strings.TrimSpace(part[:strings.Index(part, "/")]))] {
				return strings.TrimSpace(part)
			}
		}
		if m := agencyNames.FindString(s); m != "" {
			return m
		}
	}
	return ""
}
