package read

import (
	"fmt"
	"strings"
	"testing"
	"time"

	hearsay "github.com/hearsay-news/hearsay"
)

// perMegabyte is the longest that a megabyte may take.
const perMegabyte = time.Second

// Nothing that somebody may put into a file costs more time than its size allows: a megabyte takes a second at most. What is tried is
// less; what grows with the square of the size is slow then already.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a quarter of a minute")
	}
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
	type page struct {
		name   string
		format hearsay.Format
		raw    string
	}
	pages := []page{
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
		{"boxes aside around empty links", hearsay.FormatHTML, "<p>" + strings.Repeat("The clerk said so. ", 10_000) + "</p>" + strings.Repeat("<aside>", 450) + "The mayor denies it." + fill("<a></a>")},
		{"boxes with headings around empty links", hearsay.FormatHTML, "<p>" + strings.Repeat("The clerk said so. ", 10_000) + "</p>" + strings.Repeat("<div><h2>More stories</h2>", 450) + "The mayor denies it." + fill("<a></a>")},
		{"boxes around empty elements", hearsay.FormatHTML, strings.Repeat("<div class=title>", 450) + "The mayor denies it." + fill("<i></i>")},
		{"lists around empty links", hearsay.FormatHTML, "<p>" + strings.Repeat("The clerk said so. ", 10_000) + "</p>" + strings.Repeat("<ul><li>", 220) + "The mayor denies it." + fill("<a></a>")},
		{"boxes around links", hearsay.FormatHTML, "<p>" + strings.Repeat("The clerk said so. ", 10_000) + "</p>" + strings.Repeat("<aside>", 450) + strings.Repeat("The mayor denies it. ", 250) + fill("<a>a</a>")},
		{"a long title", hearsay.FormatHTML, "<title>" + fill("The clerk - ") + "</title><p>said"},
		{"a long heading", hearsay.FormatHTML, "<title>The clerk said</title><h1>" + fill("The clerk - ") + "</h1><p>said"},
		{"a long title and many headings", hearsay.FormatHTML, "<title>" + strings.Repeat("a ", size/4) + "</title>" + strings.Repeat("<h2>x</h2>", size/20)},
		{"a long title and some headings", hearsay.FormatHTML, "<title>" + strings.Repeat("a ", size/2) + "</title>" + strings.Repeat("<h2>x</h2>", 300)},
		{"a long name of the outlet and many headings", hearsay.FormatHTML, "<meta property=og:site_name content='" + strings.Repeat("a ", size/4) + "'>" + strings.Repeat("<h1>x</h1>", size/20)},
		{"a long title in the metadata", hearsay.FormatHTML, "<meta property=og:title content='" + strings.Repeat("The clerk - ", size/24) + "'>" + strings.Repeat("<h1>x</h1>", size/20)},
		{"a long base and many links", hearsay.FormatHTML, "<base href='http://a.example/" + strings.Repeat("a/", size/4) + "'>" + strings.Repeat("<a href=x>y</a>", size/30)},
		{"links far up", hearsay.FormatHTML, "<base href='http://a.example/" + strings.Repeat("a/", 900) + "'>" + strings.Repeat("<a href='"+strings.Repeat("../", 900)+"'>y</a>", size/2720)},
		{"a long address and many lines", hearsay.FormatHTML, "<link rel=canonical href='http://x.com/" + strings.Repeat("a/", size/4) + "'>" + strings.Repeat("<p>x</p>", size/16)},
		{"many authors", hearsay.FormatHTML, "<p>said" + numbered("<meta name=author content='Ann A%d'>")},
		{"many authors in JSON-LD", hearsay.FormatHTML, `<script type="application/ld+json">{"@type":"NewsArticle","author":[` + numbered(`"Ann A%d",`) + `"b"]}</script><p>said`},
		{"many types in JSON-LD", hearsay.FormatHTML, `<script type="application/ld+json">[` + strings.Repeat(`{"@type":["a","a","a","a","a","a","a","a"]},`, size/46) + `{}]</script><p>said`},
		{"many checks in JSON-LD", hearsay.FormatHTML, `<script type="application/ld+json">[` + fill(`{"@type":"ClaimReview","claimReviewed":"x"},`) + `{}]</script><p>said`},
		{"metadata of the same name", hearsay.FormatHTML, fill("<meta name=date content=x>")},
		{"addresses of the page", hearsay.FormatHTML, numbered("<link rel=canonical href=http://a%d.example/>")},
		{"broken JSON-LD", hearsay.FormatHTML, `<script type="application/ld+json">` + fill(`{"headline":"`) + "</script><p>said"},
		{"JSON-LD with commas too many", hearsay.FormatHTML, `<script type="application/ld+json">[` + fill(", ") + "</script><p>said"},
		{"comments in JSON-LD", hearsay.FormatHTML, `<script type="application/ld+json">` + fill("// ") + "</script><p>said"},
		{"an encoding that stays open", hearsay.FormatHTML, fill("<meta <?xml ")},
		{"lists of terms", hearsay.FormatHTML, fill("<dl><dt>x<dd>y")},
		{"choices", hearsay.FormatHTML, fill("<select><option>x")},
		{"forms", hearsay.FormatHTML, fill("<form><input>x")},
		{"drawings", hearsay.FormatHTML, fill("<svg><g>")},
		{"formulas", hearsay.FormatHTML, fill("<math><mi>x")},
		{"templates", hearsay.FormatHTML, fill("<template><p>x")},
		{"framesets", hearsay.FormatHTML, fill("<frameset><frame>")},
		{"footers in boxes", hearsay.FormatHTML, strings.Repeat("<div>", 450) + fill("<footer>x</footer>")},
		{"headings in boxes", hearsay.FormatHTML, strings.Repeat("<div>", 450) + fill("<h1>x</h1>")},
		{"comments between lists", hearsay.FormatHTML, fill("<!----><ul><li><a>x</a><a>x</a><a>x</a></ul>")},
		{"lines of bylines", hearsay.FormatHTML, fill("<p class=byline>By Ann Lee, 1 May 2024</p>")},
		{"a heading that goes on", hearsay.FormatHTML, "<h1>" + fill("x<br>")},
		{"amp", hearsay.FormatHTML, fill("<amp-youtube data-videoid=x></amp-youtube>")},
		{"notes of an archive", hearsay.FormatHTML, fill("<!-- saved from url=(1)http -->")},
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
		{"Markdown, images", hearsay.FormatMarkdown, fill("![")},
		{"Markdown, empty links", hearsay.FormatMarkdown, fill("[]()")},
		{"Markdown, links that stay open", hearsay.FormatMarkdown, fill("[a](b")},
		{"Markdown, links with an address that stays open", hearsay.FormatMarkdown, fill("[a](<b")},
		{"Markdown, links with a title that stays open", hearsay.FormatMarkdown, fill("[a](b 'c ")},
		{"Markdown, references to nothing", hearsay.FormatMarkdown, fill("[a][b] ")},
		{"Markdown, brackets in brackets", hearsay.FormatMarkdown, two("[", "]")},
		{"Markdown, instructions that stay open", hearsay.FormatMarkdown, fill("a <? ")},
		{"Markdown, declarations that stay open", hearsay.FormatMarkdown, fill("a <!A ")},
		{"Markdown, character data that stays open", hearsay.FormatMarkdown, fill("a <![CDATA[ ")},
		{"Markdown, comments that stay open", hearsay.FormatMarkdown, fill("a <!-- ")},
		{"Markdown, tags that stay open", hearsay.FormatMarkdown, fill("a <b ")},
		{"Markdown, attributes that stay open", hearsay.FormatMarkdown, fill("a <b c='d ")},
		{"Markdown, underscores", hearsay.FormatMarkdown, fill("_a__b ")},
		{"Markdown, stars of three kinds", hearsay.FormatMarkdown, fill("a***b**c* ")},
		{"Markdown, tildes", hearsay.FormatMarkdown, fill("~~a ~b ")},
		{"Markdown, one row of a table", hearsay.FormatMarkdown, "|" + strings.Repeat("a|", size/4) + "\n|" + strings.Repeat("-|", size/4) + "\n"},
		{"Markdown, a wide table", hearsay.FormatMarkdown, "|" + strings.Repeat("a|", 2000) + "\n|" + strings.Repeat("-|", 2000) + "\n" + fill("|a|\n")},
		{"Markdown, addresses", hearsay.FormatMarkdown, fill("http://a.b ")},
		{"Markdown, one address", hearsay.FormatMarkdown, "http://" + fill("a.")},
		{"Markdown, mail addresses", hearsay.FormatMarkdown, fill("a@b.c ")},
		{"Markdown, mail addresses that are none", hearsay.FormatMarkdown, fill("a@")},
		{"Markdown, www", hearsay.FormatMarkdown, fill("www.")},
		{"Markdown, references", hearsay.FormatMarkdown, numbered("[a%d]: <b> 'c'\n")},
		{"Markdown, a reference with a long title", hearsay.FormatMarkdown, "[a]: b '" + fill("c\n")},
		{"Markdown, parentheses", hearsay.FormatMarkdown, "[a](" + two("(", ")")},
		{"Markdown, backslashes", hearsay.FormatMarkdown, fill("\\[")},
		{"Markdown, headings", hearsay.FormatMarkdown, fill("# a\n")},
		{"Markdown, underlined headings", hearsay.FormatMarkdown, fill("a\n=\n")},
		{"Markdown, fences", hearsay.FormatMarkdown, fill("```\n")},
		{"Markdown, fences in lists", hearsay.FormatMarkdown, fill("- ```\n")},
		{"Markdown, indented code", hearsay.FormatMarkdown, fill("    a\n")},
		{"Markdown, blank lines in lists", hearsay.FormatMarkdown, "- a\n" + fill("\n  \n  b\n")},
		{"Markdown, tabs", hearsay.FormatMarkdown, fill("\t")},
		{"Markdown, lists", hearsay.FormatMarkdown, fill("- a\n")},
		{"Markdown, lists of many kinds", hearsay.FormatMarkdown, fill("- a\n* b\n1. c\n")},
		{"Markdown, tags in blocks", hearsay.FormatMarkdown, fill("<div>\n\n")},
		{"Markdown, nested emphasis", hearsay.FormatMarkdown, two("*a ", "*")},
		{"Markdown, nested strong emphasis", hearsay.FormatMarkdown, two("**a ", " b**")},
		{"Markdown, character references", hearsay.FormatMarkdown, fill("&amp;")},
		{"Markdown, hard breaks", hearsay.FormatMarkdown, fill("a  \n")},
		{"Markdown, front matter", hearsay.FormatMarkdown, "---\n" + fill("a: b\n")},
		{"Markdown, brackets on lines", hearsay.FormatMarkdown, fill("[\n")},
		{"Markdown, autolinks", hearsay.FormatMarkdown, fill("<http://a>")},
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
		{"record, a list of authors", hearsay.FormatRecord, `{"text":"said","author":[` + numbered(`"Ann A%d",`) + `"b"]}`},
		{"record, a long outlet", hearsay.FormatRecord, `{"outlet":"` + strings.Repeat("a ", size/4) + `","html":"` + strings.Repeat("<h1>x</h1>", size/20) + `"}`},
		{"record, a long title", hearsay.FormatRecord, `{"title":"` + strings.Repeat("a ", size/4) + `","html":"` + strings.Repeat("<h2>x</h2>", size/20) + `"}`},
		{"record, a long address", hearsay.FormatRecord, `{"url":"http://x.com/` + strings.Repeat("a/", size/4) + `","html":"` + strings.Repeat("<p>x</p>", size/16) + `"}`},
		{"record, a long address and many links", hearsay.FormatRecord, `{"url":"http://a.example/` + strings.Repeat("a/", size/4) + `","html":"` + strings.Repeat("<a href=x>y</a>", size/30) + `"}`},
		{"feed, authors", hearsay.FormatFeed, "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content>said</content>" + numbered("<author><name>Ann A%d</name></author>") + "</entry></feed>"},
		{"feed, links", hearsay.FormatFeed, "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content>said</content>" + numbered("<link rel='alternate' href='http://a%d.example/'/>") + "</entry></feed>"},
		{"feed, bases", hearsay.FormatFeed, "<feed xmlns='http://www.w3.org/2005/Atom'><entry xml:base='http://a.example/" + strings.Repeat("a/", size/4) + "'><content type='html'>" + strings.Repeat("&lt;a href='x'>y&lt;/a>", size/46) + "</content></entry></feed>"},
		{"feed, doctype", hearsay.FormatFeed, "<!DOCTYPE rss [" + numbered("<!ENTITY a%d 'b'>") + "]><rss version='2.0'><channel><item><description>said</description></item></channel></rss>"},
		{"JSON Feed, authors", hearsay.FormatJSONFeed, "{}\n" + `{"content_text":"said","authors":[` + numbered(`{"name":"Ann A%d"},`) + `{}]}`},
		{"mastodon, a long account", hearsay.FormatMastodon, "{}\n" + `{"actor":"http://a.example/@` + strings.Repeat("a", size/2) + `","object":{"content":"` + strings.Repeat("<p>x</p>", size/16) + `"}}`},
		{"mail, mails in mails", hearsay.FormatMail, fill("Content-Type: message/rfc822\r\n\r\n") + "said"},
		{"mail, parts in parts", hearsay.FormatMail, numbered("Content-Type: multipart/mixed; boundary=b%[1]d\r\n\r\n--b%[1]d\r\n") + "\r\nsaid"},
		{"mail, boundaries that are none", hearsay.FormatMail, "Content-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n\r\n" + fill("\r\n--b")},
		{"mail, a long header", hearsay.FormatMail, "Subject: " + fill("a\r\n ") + "\r\n\r\nsaid"},
		{"mail, parameters", hearsay.FormatMail, "Content-Type: text/plain; " + numbered("a%d=b; ") + "\r\n\r\nsaid"},
		{"mail, addresses", hearsay.FormatMail, "From: " + numbered("Ann A%d <a@b.example>, ") + "\r\n\r\nsaid"},
		{"mail, comments in addresses", hearsay.FormatMail, "From: " + fill("(") + "\r\n\r\nsaid"},
		{"mail, quoted-printable", hearsay.FormatMail, "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + fill("=3D")},
		{"saved page, pictures", hearsay.FormatMail, "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>said\r\n" + numbered("--b\r\nContent-Location: http://a%d.example/\r\nContent-Type: image/png\r\n\r\nx\r\n")},
		{"text, short lines", hearsay.FormatText, fill("related: a\n")},
		{"text, letters of many languages", hearsay.FormatText, fill("aäжλ中あ한ا ")},
		{"text, a word in capitals", hearsay.FormatText, fill("A")},
		{"text, slashes", hearsay.FormatText, fill("AB/")},
		{"record of a web archive, chunks", hearsay.FormatCapture, "WARC/1.0\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n" + fill("1\r\nx\r\n") + "0\r\n\r\n"},
		{"record of a web archive, header", hearsay.FormatCapture, "WARC/1.0\r\n" + numbered("A%d: b\r\n") + "Content-Type: text/plain\r\n\r\nsaid"},
	}
	for _, c := range pages {
		if c.format == hearsay.FormatHTML { // of a whole page readability is asked
			pages = append(pages, page{"a whole page: " + c.name, c.format, "<html><body>" + c.raw})
		}
	}
	for _, c := range pages {
		t.Run(c.name, func(t *testing.T) {
			raw := []byte(c.raw)
			before := spent()
			d, skip := Document(hearsay.Item{Path: "x", Format: c.format, Bytes: raw})
			took := spent() - before
			if skip == nil {
				check(t, d, raw)
			}
			if most := time.Duration(float64(perMegabyte) * slack * max(float64(len(raw)), size) / (1 << 20)); took > most {
				t.Errorf("%d bytes took %v; a megabyte may take %v, and here %d times that", len(raw), took, perMegabyte, slack)
			}
			t.Logf("%.2f s a megabyte", took.Seconds()*(1<<20)/float64(len(raw)))
		})
	}
}
