package read

import (
	"fmt"
	"strings"
	"testing"
	"time"

	hearsay "github.com/hearsay-news/hearsay"
)

// perMegabyte is the longest that a megabyte may take, and slack how much more a busy machine is given.
const (
	perMegabyte = time.Second
	slack       = 3
)

// Nothing that somebody may put into a file costs more time than its size allows: a megabyte takes a second at most.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes half a minute")
	}
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	two := func(open, shut string) string {
		n := size / (len(open) + len(shut))
		return strings.Repeat(open, n) + "said" + strings.Repeat(shut, n)
	}
	numbered := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for _, c := range []struct {
		name   string
		format hearsay.Format
		raw    string
	}{
		{"links", hearsay.FormatHTML, fill("<a href=x>y</a> ")},
		{"links to many places", hearsay.FormatHTML, numbered("<p><a href='https://a%d.example/?url=http://b.example'>said</a>")},
		{"nested boxes", hearsay.FormatHTML, two("<div>", "</div>")},
		{"boxes that stay open", hearsay.FormatHTML, fill("<div>")},
		{"boxes with words that stay open", hearsay.FormatHTML, fill("<div>The clerk said so. ")},
		{"nested tables", hearsay.FormatHTML, fill("<table><tr><td>x")},
		{"formatting that stays open", hearsay.FormatHTML, fill("<b><p>x")},
		{"formatting with attributes that stays open", hearsay.FormatHTML, numbered("<font size=%d>x<p>")},
		{"links in links", hearsay.FormatHTML, fill("<a><table>")},
		{"nested lists", hearsay.FormatHTML, fill("<ul><li>x")},
		{"nested quotations", hearsay.FormatHTML, two("<blockquote>", "</blockquote>")},
		{"one attribute many times", hearsay.FormatHTML, "<p " + fill("a=1 ") + ">said"},
		{"many attributes", hearsay.FormatHTML, "<p " + numbered("a%d=1 ") + ">said"},
		{"a long attribute", hearsay.FormatHTML, "<p class='" + fill("related ") + "'>The clerk said so."},
		{"many names of classes", hearsay.FormatHTML, fill("<p class='related promo share byline'>x</p>")},
		{"references", hearsay.FormatHTML, "<p>" + fill("&amp;")},
		{"references that are none", hearsay.FormatHTML, "<p>" + fill("&x")},
		{"long references", hearsay.FormatHTML, "<p>&" + fill("a")},
		{"comments", hearsay.FormatHTML, fill("<!-- x -->")},
		{"comments that stay open", hearsay.FormatHTML, fill("<!--")},
		{"brackets", hearsay.FormatHTML, fill("<")},
		{"ends without beginnings", hearsay.FormatHTML, fill("</p>")},
		{"metadata", hearsay.FormatHTML, fill("<meta property=og:title content=x>")},
		{"JSON-LD, one after the other", hearsay.FormatHTML, fill(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>`)},
		{"JSON-LD, nested", hearsay.FormatHTML, `<script type="application/ld+json">` + two(`{"a":[`, `]}`) + "</script><p>said"},
		{"JSON-LD, wide", hearsay.FormatHTML, `<script type="application/ld+json">[` + fill(`{"@type":"NewsArticle","author":[{"name":"x"}]},`) + `{}]</script><p>said`},
		{"JSON-LD that points at itself", hearsay.FormatHTML, `<script type="application/ld+json">[` + numbered(`{"@id":"%[1]d","author":{"@id":"%[1]d"}},`) + `{}]</script><p>said`},
		{"paragraphs", hearsay.FormatHTML, fill("<p>x")},
		{"headings", hearsay.FormatHTML, fill("<h1>The clerk said so</h1>")},
		{"times", hearsay.FormatHTML, fill("<time datetime=2024-01-01>1 May 2024</time>")},
		{"embedded posts", hearsay.FormatHTML, fill("<blockquote class=twitter-tweet><a href=https://x.com/a/status/1>x</a></blockquote>")},
		{"frames", hearsay.FormatHTML, fill("<iframe src=https://www.youtube.com/embed/x></iframe>")},
		{"a word", hearsay.FormatHTML, "<p>" + fill("x")},
		{"white space", hearsay.FormatHTML, "<p>said" + fill(" \n") + "so"},
		{"byte by byte in another charset", hearsay.FormatHTML, "<meta charset=windows-1251><p>" + fill("\xe0\xe1 ")},
		{"broken bytes", hearsay.FormatHTML, "<p>" + fill("\xff\xfe")},
		{"stateful charset", hearsay.FormatHTML, "<meta charset=iso-2022-jp><p>" + fill("\x1b$B$\x22\x1b(B")},
		{"marks on letters", hearsay.FormatText, "a" + fill("\u0301")},
		{"lines", hearsay.FormatText, fill("\n")},
		{"addresses", hearsay.FormatText, fill("http://a.example ")},
		{"one long address", hearsay.FormatText, "http://" + fill("a")},
		{"addresses within addresses", hearsay.FormatText, "http://l.facebook.com/l.php?u=" + fill("http%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3D")},
		{"quotation marks", hearsay.FormatText, fill("“")},
		{"dates", hearsay.FormatText, fill("1 May 2024 ")},
		{"credits", hearsay.FormatText, fill("(Reuters) - ")},
		{"Markdown, brackets", hearsay.FormatMarkdown, fill("[")},
		{"Markdown, links", hearsay.FormatMarkdown, two("[", "](x)")},
		{"Markdown, stars", hearsay.FormatMarkdown, fill("*a **b ")},
		{"Markdown, backquotes", hearsay.FormatMarkdown, numbered("`%d``")},
		{"Markdown, quotations", hearsay.FormatMarkdown, fill("> ")},
		{"Markdown, quotations as deep as may be", hearsay.FormatMarkdown, fill(strings.Repeat(">", 50) + "x\n")},
		{"Markdown, lists in lists", hearsay.FormatMarkdown, fill("- ")},
		{"Markdown, numbered lists in lists", hearsay.FormatMarkdown, fill("1. ") + "x"},
		{"Markdown, tables", hearsay.FormatMarkdown, "|a|b|\n|-|-|\n" + fill("|c|d|\n")},
		{"Markdown, references", hearsay.FormatMarkdown, numbered("[a%[1]d]: http://x\n\n[a%[1]d] ")},
		{"record, escapes", hearsay.FormatRecord, `{"text":"` + fill(`\u00e9`) + `"}`},
		{"record, half surrogates", hearsay.FormatRecord, `{"text":"` + fill(`\ud83d`) + `"}`},
		{"record, fields", hearsay.FormatRecord, "{" + numbered(`"a%d":1,`) + `"text":"said"}`},
		{"record, a page of escapes", hearsay.FormatRecord, `{"html":"` + fill(`\u003cp>\u0026amp;`) + `"}`},
		{"feed, escaped twice", hearsay.FormatFeed, "<rss version='2.0'><channel><item><description>" + fill("&lt;p&gt;&amp;amp;") + "</description></item></channel></rss>"},
		{"feed, the same again and again", hearsay.FormatFeed, "<rss version='2.0'><channel><item><title>" + strings.Repeat("a", size/4) + "</title><description>" + strings.Repeat("a", size*3/4) + "</description></item></channel></rss>"},
		{"feed, elements", hearsay.FormatFeed, "<rss version='2.0'><channel><item><description>said</description>" + fill("<category>x</category>") + "</item></channel></rss>"},
		{"feed, nested", hearsay.FormatFeed, "<rss version='2.0'><channel><item><description>said</description>" + two("<a>", "</a>") + "</item></channel></rss>"},
		{"feed, names of spaces", hearsay.FormatFeed, "<rss version='2.0'><channel><item><description>said</description><x " + numbered("xmlns:a%d='u' ") + "/></item></channel></rss>"},
		{"message, pieces", hearsay.FormatTelegram, `{}` + "\n" + `{"text":[` + fill(`{"text":"x","href":"http://a.example"},`) + `"said"]}`},
		{"message, nested", hearsay.FormatTelegram, `{}` + "\n" + `{"text":["said"],"a":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}`},
		{"post, short addresses", hearsay.FormatTweet, `{}` + "\n" + `{"full_text":"` + strings.Repeat("http://a.example ", 10_000) + `","entities":{"urls":[` + strings.Repeat(`{"url":"http://a.example","expanded_url":"http://b.example"},`, 10_000) + `{}]}}`},
		{"post, references", hearsay.FormatTweet, `{}` + "\n" + `{"full_text":"` + fill("&amp;") + `"}`},
		{"mail, parts", hearsay.FormatMail, "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + fill("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n")},
		{"mail, headers", hearsay.FormatMail, numbered("A%d: b\r\n") + "\r\nsaid"},
		{"mail, one header again", hearsay.FormatMail, fill("Subject: =?utf-8?q?=41?=\r\n") + "\r\nsaid"},
		{"mail, encoded words", hearsay.FormatMail, "Subject: " + fill("=?utf-8?q?=41?= ") + "\r\n\r\nsaid"},
		{"record of a web archive, chunks", hearsay.FormatCapture, "WARC/1.0\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n" + fill("1\r\nx\r\n") + "0\r\n\r\n"},
		{"record of a web archive, header", hearsay.FormatCapture, "WARC/1.0\r\n" + numbered("A%d: b\r\n") + "Content-Type: text/plain\r\n\r\nsaid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			raw := []byte(c.raw)
			start := time.Now()
			d, skip := Document(hearsay.Item{Path: "x", Format: c.format, Bytes: raw})
			took := time.Since(start)
			if skip == nil {
				check(t, d, raw)
			}
			most := time.Duration(float64(perMegabyte) * slack * max(float64(len(raw))/size, 0.5))
			if took > most {
				t.Errorf("%d bytes took %v; a megabyte may take %v, and here %d times that", len(raw), took, perMegabyte, slack)
			}
			t.Logf("%.2f s a megabyte", took.Seconds()*size/float64(len(raw)))
		})
	}
}
