package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	hearsay "github.com/hearsay-news/hearsay"
)

// under is how many lines below the title of a plain text may tell who brought it and when.
const under = 4

// masthead reads what plain text tells below its title as papers and agencies print it: "Northern Press Agency", "4 March 2023", "By Dell Trask", or all
// in one line. d has a title. It ends with the first line that is a sentence. Without a date among these lines they are not taken for that.
func masthead(d *hearsay.Document) {
	var outlet, author string
	var when hearsay.Time
	n := 0
	for _, line := range lines(d.Text[d.TitleSpan.End:]) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if n++; n > under || utf8.RuneCountInString(line) > 80 || strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "a.m.") && !strings.HasSuffix(line, "p.m.") {
			break
		}
		for part := range strings.FieldsFuncSeq(line, func(r rune) bool { return r == '|' || r == '·' || r == '•' || r == '—' || r == '–' }) {
			part = strings.TrimSpace(part)
			if t := dateIn(part, "line under the title"); t.Known() {
				if !when.Known() {
					when = t
				}
				before, _, _ := strings.Cut(part, ",") // "Fjord Radio, 20 January 2025"
				if part = before; dateIn(part, "").Known() || strings.ContainsFunc(part, unicode.IsDigit) || weekdays[strings.ToLower(part)] {
					continue
				}
			}
			switch name, by := strings.CutPrefix(part, "By "); {
			case by && author == "" && titled(name):
				author = name
			case !by && outlet == "" && titled(part):
				outlet = part
			}
		}
	}
	if !when.Known() {
		return
	}
	if !d.Published.Known() {
		d.Published = when
	}
	if d.Outlet == "" {
		d.Outlet = outlet
	}
	if d.Author == "" {
		d.Author = author
	}
}

var weekdays = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true}

// titled reports whether s is at most six words, of which all but short ones begin with a capital, and no sentence.
func titled(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 6 || strings.ContainsAny(s, "?!:;\"“”") {
		return false
	}
	for i, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && (i == 0 || len(w) > 3) {
			return false
		}
	}
	return true
}
