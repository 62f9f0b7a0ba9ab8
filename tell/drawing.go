package tell

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
	"github.com/hearsay-news/hearsay"
)

// What follows lays out drawings in Go; the templates only write them down. A drawing must hold in any font that a
// reader has, so the width of a text is taken from above.

// textWidth is an upper estimate, in pixels, of s set in a sans serif face of the size.
func textWidth(s string, size float64) float64 {
	em := 0.0
	for _, r := range s {
		switch {
		case displaywidth.Rune(r) == 2:
			em += 1.05
		case strings.ContainsRune("iljtfI.,:;'’|!()[] ", r):
			em += .36
		case strings.ContainsRune("mwMW@%—", r):
			em += .95
		case 'A' <= r && r <= 'Z':
			em += .72
		case displaywidth.Rune(r) == 0:
		default:
			em += .6
		}
	}
	return em * size
}

// fit shortens s to the width in pixels.
func fit(s string, size, width float64) string {
	if textWidth(s, size) <= width {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 0; n-- {
		if short := strings.TrimRight(string(runes[:n]), " ,.-") + "…"; textWidth(short, size) <= width {
			return short
		}
	}
	return "…"
}

// mark is the sign by which a drawing says how statements stand to the claim: "flat" where one of them tells it flat,
// else "told" where one tells it, else "denied".
func mark(statements ...*hearsay.Statement) string {
	m := ""
	for _, s := range statements {
		switch {
		case s.Stance == hearsay.Tells && s.Commitment == hearsay.StatesAsFact:
			return "flat"
		case s.Stance == hearsay.Tells:
			m = "told"
		case m == "":
			m = "denied"
		}
	}
	return m
}
