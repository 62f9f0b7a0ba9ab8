package read

import (
	"encoding/json"
	"regexp"
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A node is an object of JSON-LD.
type node map[string]any

// linkedData returns the objects of all JSON-LD scripts of the page, in their order, lists and graphs flattened.
func (p *page) linkedData() []node {
	var out []node
	for n := range p.root.Descendants() {
		if n.DataAtom == atom.Script && n.FirstChild != nil && strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
			out = flatten(out, tolerant(n.FirstChild.Data), 0)
		}
	}
	return out
}

func flatten(out []node, v any, depth int) []node {
	if depth > 8 {
		return out
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = flatten(out, e, depth+1)
		}
	case map[string]any:
		if _, typed := v["@type"]; typed {
			out = append(out, node(v))
		}
		for _, key := range [...]string{"@graph", "mainEntity", "review"} {
			out = flatten(out, v[key], depth+1)
		}
	}
	return out
}

var (
	trailingComma = regexp.MustCompile(`,(\s*[}\]])`)
	cdata         = regexp.MustCompile(`(?s)^\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?://\s*)?(?:-->|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$`)
	jsonPair      = regexp.MustCompile(`"(@type|headline|datePublished|dateModified|inLanguage|creditText)"\s*:\s*"((?:[^"\\]|\\.){1,500})"`)
)

// tolerant parses JSON as pages write it: within comments, with line breaks in strings, commas too many. From what stays
// broken it takes the plain pairs that matter.
func tolerant(s string) any {
	s = strings.TrimSuffix(strings.TrimSpace(cdata.ReplaceAllString(s, "")), ";")
	var v any
	if json.Unmarshal([]byte(s), &v) == nil {
		return v
	}
	mended := trailingComma.ReplaceAllString(escapeControls(s), "$1")
	if json.Unmarshal([]byte(mended), &v) == nil {
		return v
	}
	if d := json.NewDecoder(strings.NewReader(mended)); d.Decode(&v) == nil && v != nil { // something follows it
		return v
	}
	pairs := map[string]any{}
	for _, m := range jsonPair.FindAllStringSubmatch(mended, -1) {
		var text string
		if _, seen := pairs[m[1]]; !seen && json.Unmarshal([]byte(`"`+m[2]+`"`), &text) == nil {
			pairs[m[1]] = text
		}
	}
	if _, typed := pairs["@type"]; !typed && len(pairs) > 0 {
		pairs["@type"] = "Article"
	}
	return pairs
}

// escapeControls escapes control characters within the strings of s.
func escapeControls(s string) string {
	var b strings.Builder
	quoted, escaped := false, false
	for _, r := range s {
		if quoted && r < ' ' {
			if r == '\n' {
				b.WriteString(`\n`)
			} else {
				b.WriteByte(' ')
			}
			escaped = false
			continue
		}
		if r == '"' && !escaped {
			quoted = !quoted
		}
		escaped = r == '\\' && !escaped
		b.WriteRune(r)
	}
	return b.String()
}

// is reports whether n has one of the types.
func (n node) is(types ...string) bool {
	for _, have := range texts(n["@type"]) {
		have = have[strings.LastIndexAny(have, "/#")+1:]
		for _, t := range types {
			if have == t {
				return true
			}
		}
	}
	return false
}

// text returns the first text that one of keys holds.
func (n node) text(keys ...string) string {
	for _, k := range keys {
		for _, s := range texts(n[k]) {
			if s = unescaped(s); s != "" {
				return s
			}
		}
	}
	return ""
}

// texts returns the strings that v is: itself, those of a list, or the names of objects.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, texts(e)...)
		}
		return out
	case map[string]any:
		for _, k := range [...]string{"name", "@value", "@id", "url"} {
			if s, ok := v[k]; ok {
				return texts(s)
			}
		}
	}
	return nil
}

// unescaped resolves the character references that programs leave in metadata and makes white space single.
func unescaped(s string) string { return strings.Join(strings.Fields(html.UnescapeString(s)), " ") }

var articleTypes = []string{"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
	"ReviewNewsArticle", "AskPublicNewsArticle", "Article", "LiveBlogPosting", "BlogPosting", "SocialMediaPosting",
	"DiscussionForumPosting", "Report", "AdvertiserContentArticle", "ScholarlyArticle", "VideoObject", "PodcastEpisode"}

// mainNode returns the object that describes the page itself: an article before a check before a page.
func mainNode(nodes []node) node {
	for _, types := range [][]string{articleTypes, {"ClaimReview"}, {"WebPage"}} {
		for _, n := range nodes {
			if n.is(types...) {
				return n
			}
		}
	}
	for _, n := range nodes {
		if n.text("headline") != "" || n.text("datePublished") != "" {
			return n
		}
	}
	return nil
}

// name is what a person or an organisation in a ClaimReview is called; an address is no name.
func name(v any) string {
	for _, s := range texts(v) {
		if s = unescaped(s); s != "" && !strings.Contains(s, "://") {
			return s
		}
	}
	return ""
}

// reviews returns the checks that the page states, with claimant and checker kept apart.
func reviews(nodes []node) []hearsay.Review {
	var out []hearsay.Review
	for _, n := range nodes {
		if !n.is("ClaimReview") {
			continue
		}
		r := hearsay.Review{Claim: n.text("claimReviewed"), Author: name(n["author"])}
		if r.Author == "" {
			r.Author = name(n["publisher"])
		}
		item := object(n["itemReviewed"])
		if r.Claimant = name(item["author"]); r.Claimant == "" {
			r.Claimant = name(item["creator"])
		}
		if r.Claim == "" {
			r.Claim = item.text("text", "name", "headline")
		}
		rating := object(n["reviewRating"])
		if r.Rating = rating.text("alternateName", "name"); r.Rating == "" {
			r.Rating = rating.text("ratingExplanation")
		}
		if r.Claim != "" {
			out = append(out, r)
		}
	}
	return out
}

func object(v any) node {
	if l, ok := v.([]any); ok && len(l) > 0 {
		v = l[0]
	}
	m, _ := v.(map[string]any)
	return m
}
