package trace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Missing names what docs lean on and none of them is: first the pages and posts that they lead to beside words that
// cite, then what they embed, then the outlets that they name as where something comes from. docs are all documents of
// the pile that may be meant; the order is theirs.
func Missing(docs []*Doc) []hearsay.Gap {
	here := map[string]bool{}
	for _, d := range docs {
		for _, a := range d.addresses {
			here[a] = true
		}
	}
	var gaps []hearsay.Gap
	seen := map[string]bool{}
	for _, d := range docs {
		for i, l := range d.links {
			if l == "" || here[l] || seen[l] || !isPage(l) || !d.citedAt(d.Links[i].Span) {
				continue
			}
			seen[l] = true
			gaps = append(gaps, hearsay.Gap{Kind: "cited-page", URL: d.Links[i].URL,
				Text: fmt.Sprintf("%s cites a page that is not in the pile: %s", voice(d), label(d.Links[i]))})
		}
	}
	for _, d := range docs {
		for _, e := range d.Embeds {
			a := Address(e.URL)
			if a == "" || here[a] || seen[a] {
				continue
			}
			seen[a] = true
			gaps = append(gaps, hearsay.Gap{Kind: "cited-page", URL: e.URL, Text: fmt.Sprintf("%s shows %s that is not in the pile", voice(d), strings.TrimSuffix(cmp.Or(phrases[hearsay.Channel(e.Platform)], "something from "+string(e.Platform)), " by %s"))})
		}
	}
	for _, d := range docs {
		for _, n := range d.outletsNamed() {
			key := strings.ToLower(n)
			if seen[key] || slices.ContainsFunc(docs, func(o *Doc) bool { return o.isCalled(n) }) {
				continue
			}
			seen[key] = true
			gaps = append(gaps, hearsay.Gap{Kind: "named-origin", Text: fmt.Sprintf("%s names %s as where it has it from: nothing of it is in the pile", voice(d), n)})
		}
	}
	return gaps
}

// isCalled reports whether d goes by a name, or by one that ends with it ("the Gazette").
func (d *Doc) isCalled(s string) bool {
	words := hashes(s)
	for _, n := range d.names {
		if len(n.words) >= len(words) && slices.Equal(n.words[len(n.words)-len(words):], words) || sameName(n.words, n.text, words, s) {
			return true
		}
	}
	for _, c := range d.credits {
		if sameName(c.words, c.text, words, s) {
			return true
		}
	}
	return false
}

// press are the last words of names that only outlets bear.
var press = hashSet(`post times gazette herald mirror tribune journal review observer courier chronicle telegraph guardian express
	standard dispatch examiner inquirer bulletin echo mail monitor argus news radio tv television fm broadcasting zeitung rundschau
	anzeiger nachrichten tagblatt tageblatt kurier gazeta corriere repubblica monde figaro país mundo ведомости известия`)

// outletsNamed are the names of several words, the last of which only outlets bear, right beside a word that cites.
func (d *Doc) outletsNamed() []string {
	const beside = 3
	var out []string
	for i := 0; i < len(d.words); i++ {
		end := i
		for end < len(d.words) && end < i+6 && d.words[end].has(isUpper) && (end == i || d.words[end].start <= d.words[end-1].end()+1) {
			end++
		}
		if end-i < 2 || !press[d.words[end-1].hash] {
			i = max(i, end-1)
			continue
		}
		first := i
		for first < end-1 && articles[d.words[first].hash] {
			first++
		}
		cited := false
		for k := max(0, i-beside); k < min(len(d.words), end+beside); k++ {
			cited = cited || (k < i || k >= end) && d.words[k].marks&cites != 0
		}
		at := d.stretch(first, end)
		if name := strings.Join(strings.Fields(d.Text[at.Start:at.End]), " "); cited && end-first >= 2 && !slices.Contains(out, name) {
			out = append(out, name)
		}
		i = end - 1
	}
	return out
}

func voice(d *Doc) string {
	if d.post && d.Author != "" {
		return d.Author
	}
	if d.Outlet != "" {
		return d.Outlet
	}
	return "“" + d.Name() + "”"
}

func label(l hearsay.Hyperlink) string {
	if t := strings.Join(strings.Fields(l.Text), " "); t != "" && len(t) < 120 {
		return "“" + t + "”"
	}
	return l.URL
}

// isPage reports whether an address looks like that of one page or post: not a home page, a section or a profile.
func isPage(address string) bool {
	_, path, _ := strings.Cut(address, "/")
	if path == "" {
		return false
	}
	parts := strings.Split(path, "/")
	last := parts[len(parts)-1]
	return len(parts) > 1 && (len(last) >= 8 || strings.ContainsAny(last, "0123456789")) || strings.Count(last, "-") >= 2 || strings.ContainsAny(last, "?=") ||
		strings.ContainsAny(last, "0123456789") && len(last) >= 4
}

// citedAt reports whether the sentence of a span, or one beside it, has a word that cites.
func (d *Doc) citedAt(s hearsay.Span) bool {
	i := slices.IndexFunc(d.words, func(w word) bool { return w.span().Overlaps(s) || w.span().Start >= s.Start })
	if i < 0 {
		return false
	}
	first, end := d.sentenceAround(i)
	return slices.ContainsFunc(d.words[max(first, i-40):min(end, i+40)], func(w word) bool { return w.marks != 0 })
}
