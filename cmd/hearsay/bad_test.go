package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A bad is a kind of bad input. Its files lie in a folder with a good one, which must be read all the same.
type bad struct {
	name  string
	files []string // name and content, by turns; a name that ends in / is a folder
	make  func(t *testing.T, dir string)
	says  []string // what must be told: the place, why, and what helps, parted by |
	reads int      // how many documents it must give
}

const said = "The miller Ada Brock alleged that the reeve Tam Orrin sold the common wood in 1987. "

func TestBadInput(t *testing.T) {
	kinds := append(badFiles(t), badPacked(t)...)
	if n := len(kinds); n < 60 {
		t.Fatalf("there are %d kinds of bad input, 60 or more are wanted", n)
	} else {
		t.Logf("%d kinds of bad input", n)
	}
	for _, b := range kinds {
		t.Run(b.name, func(t *testing.T) {
			dir := t.TempDir()
			pile := filepath.Join(dir, "pile")
			files := append([]string{"good.txt", "The baker Odo Lint alleged that the mayor was bribed in 1991."}, b.files...)
			for i := 0; i < len(files); i += 2 {
				path := filepath.Join(pile, files[i])
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(files[i+1]), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if b.make != nil {
				b.make(t, pile)
			}
			casebook := filepath.Join(dir, "book.db")
			var out, told bytes.Buffer
			c := &command{in: strings.NewReader(""), out: &out, err: &told}
			if status := c.run(t.Context(), []string{"trace", "-json", "-no-html", "-casebook", casebook, pile}); status != statusDone {
				t.Fatalf("the exit status is %d: %s", status, &told)
			}
			var report struct {
				Documents []struct{ Path, Text string }
				Skipped   []struct{ Path, Reason, Remedy string }
				Totals    struct{ Documents int }
			}
			if err := json.Unmarshal(out.Bytes(), &report); err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(report.Documents, func(d struct{ Path, Text string }) bool { return filepath.Base(d.Path) == "good.txt" }) {
				t.Errorf("the good document was not read")
			}
			if report.Totals.Documents != 1+b.reads {
				t.Errorf("%d documents were read beside the good one, want %d; told was: %s", report.Totals.Documents-1, b.reads, &told)
			}
			if len(report.Skipped) != len(b.says) {
				t.Errorf("%d things were told as not read, want %d: %+v", len(report.Skipped), len(b.says), report.Skipped)
			}
			for _, want := range b.says {
				if !slices.ContainsFunc(strings.Split(told.String(), "\n"), func(line string) bool {
					for part := range strings.SplitSeq(want, "|") {
						if !strings.Contains(line, part) {
							return false
						}
					}
					return strings.Contains(line, "was not read: ") && strings.Contains(line, "; ")
				}) {
					t.Errorf("nobody was told %q, but: %.1000s", want, &told)
				}
			}
			sound(t, b.name, casebook)
		})
	}
}

func times(n int, s string) string { return strings.Repeat(s, n) }

func html(s string) string {
	return "<!doctype html><html lang=en><body><p>" + s + "</p></body></html>"
}

// nested is a mail within a mail, and so on, n deep.
func nested(n int) string {
	if n == 0 {
		return "\n" + said
	}
	return fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n", n, n, nested(n-1), n)
}

// badFiles are files that are bad by themselves.
func badFiles(t *testing.T) []bad {
	const post = `{"type":"message","id":1,"date":"2024-01-01T00:00:00","from":"Q","text":"` + said + `"}`
	return []bad{
		{name: "empty", files: []string{"bad.html", ""}, says: []string{"bad.html|it is empty|fetch it again"}},
		{name: "white space only", files: []string{"bad.txt", " \n\t\r\n"}, says: []string{"bad.txt|it is empty"}},
		{name: "a page without text", files: []string{"bad.html", "<html><script>let a = 1</script>"}, says: []string{"bad.html|no text in it|save the page"}},
		{name: "binary", files: []string{"bad.txt", "\x7fELF\x02\x01\x00\x00\x00"}, says: []string{"bad.txt|it is no text|save it as"}},
		{name: "a picture called a page", files: []string{"bad.html", "\x89PNG\r\n\x1a\n\x00\x00"}, says: []string{"bad.html|image/png"}},
		{name: "binary behind a page's beginning", files: []string{"bad.html", html(times(500, "words ")) + times(2000, "\x00\x01")}, says: []string{"bad.html|it is no text"}},
		{name: "NUL bytes", files: []string{"bad.txt", "The miller\x00 alleged"}, says: []string{"bad.txt|it is no text"}},
		{name: "PDF", files: []string{"bad.pdf", "%PDF-1.7\n%\xe2\xe3"}, says: []string{"bad.pdf|application/pdf|pdftotext"}},
		{name: "an extension that nobody knows", files: []string{"bad.docx", "x"}, says: []string{"bad.docx|files that end in .docx|save it as"}},
		{name: "lying charset: UTF-8 called Latin-1", files: []string{"bad.html", "<meta charset=iso-8859-1>" + html(said+"Größe")}, reads: 1},
		{name: "lying charset: Latin-1 called UTF-8", files: []string{"bad.html", "<meta charset=utf-8>" + html(said+"Gr\xf6\xdfe, Stra\xdfe")}, reads: 1},
		{name: "a charset that nobody knows", files: []string{"bad.html", "<meta charset=klingon-8>" + html(said+"\xe9t\xe9")}, reads: 1},
		{name: "broken UTF-8", files: []string{"bad.txt", said + "\xff\xfe\xc3( \xed\xa0\x80 \xf4\x90\x80\x80"}, reads: 1},
		{name: "UTF-16 cut in a character", files: []string{"bad.txt", "\xff\xfe" + strings.Join(strings.Split(said, ""), "\x00")}, reads: 1},
		{name: "two byte order marks", files: []string{"bad.txt", "\ufeff\ufeff" + said}, reads: 1},
		{name: "control characters", files: []string{"bad.txt", said + times(10, "\x01\x02\x07\x08")}, says: []string{"bad.txt|it is no text"}},
		{name: "mixed scripts and directions", files: []string{"bad.txt", "\u202eThe \u0431aker\u2066 \u05d0\u05de\u05e8 \u0642\u0627\u0644\u2069 \u202c" + said + "\u200f\u200e\u061c"}, reads: 1},
		{name: "a hundred thousand marks on a letter", files: []string{"bad.txt", said + "a" + times(100_000, "\u0301")}, reads: 1},
		{name: "lone surrogates", files: []string{"bad.jsonl", `{"text":"` + said + `\ud800 \udfff\ud83d"}`}, reads: 1},
		{name: "a 200 MB page", make: large, says: []string{"bad.html|larger than 64 MB|split it"}},
		{name: "a million links", files: []string{"bad.html", html(said) + times(1_000_000, "<a href=x>y</a> ")}, reads: 1},
		{name: "100,000 nested tags", files: []string{"bad.html", html(times(100_000, "<div>") + said)}, reads: 1},
		{name: "100,000 nested links and tables", files: []string{"bad.html", times(20_000, "<table><tr><td><a href=x><b>") + said}, reads: 1},
		{name: "100,000 unclosed quotations", files: []string{"bad.txt", said + times(100_000, "“")}, reads: 1},
		{name: "100,000 nested brackets", files: []string{"bad.md", said + "\n\n" + times(50_000, "[") + times(50_000, "](x)")}, reads: 1},
		{name: "an attribute of a megabyte", files: []string{"bad.html", html("<p title='" + times(1<<20, "x") + "'>" + said)}, reads: 1},
		{name: "a tag that does not end", files: []string{"bad.html", html(said) + "<a href='" + times(100_000, "x")}, reads: 1},
		{name: "a comment that does not end", files: []string{"bad.html", html(said) + times(10_000, "<!-- ")}, reads: 1},
		{name: "a word of a megabyte", files: []string{"bad.txt", said + times(1<<20, "x")}, reads: 1},
		{name: "one sentence three hundred times on a line", files: []string{"bad.txt", times(300, said)}, reads: 1},
		{name: "dates in the year 9999", files: []string{"bad.jsonl", `{"text":"` + said + `","published":"9999-12-31T23:59:59Z"}`}, reads: 1},
		{name: "dates that are none", files: []string{"bad.html", `<meta property="article:published_time" content="-0001-13-45T99:99:99Z">` + html(said)}, reads: 1},
		{name: "times of the far future in seconds", files: []string{"result.json", `{"name":"Q","messages":[{"type":"message","date_unixtime":"99999999999999","text":"` + said + `"}]}`}, reads: 1},
		{name: "broken addresses", files: []string{"bad.html", `<link rel=canonical href="http://[::1:%zz/">` + html(said+`<a href="http://%%%">x</a><a href="\x00">y</a>`)}, reads: 1},
		{name: "JSON-LD within itself", files: []string{"bad.html", `<script type="application/ld+json">` + times(50_000, `{"a":[`) + `</script>` + html(said)}, reads: 1},
		{name: "invalid JSON in the middle of lines", files: []string{"bad.jsonl", `{"text":"` + said + `"}` + "\n{broken\n" + `{"text":"` + said + `Twice."}`}, reads: 2,
			says: []string{"bad.jsonl:2|not valid JSON|one JSON object on each line"}},
		{name: "invalid JSON in the middle of a list", files: []string{"result.json", `{"name":"Q","messages":[` + post + `,{"type":]}`}, reads: 1,
			says: []string{"result.json:2|breaks off about byte|export it again"}},
		{name: "JSON cut short", files: []string{"result.json", `{"name":"Q","messages":[` + post + `,{"ty`}, reads: 1, says: []string{"result.json:2|breaks off about byte"}},
		{name: "JSON of something else", files: []string{"package.json", `{"name":"x","version":"1.0.0"}`}, says: []string{"package.json|of a kind that is not known|give result.json"}},
		{name: "JSON nested too deeply", files: []string{"bad.json", times(200_000, "[")}, says: []string{"bad.json:1|breaks off"}},
		{name: "a line that is a list", files: []string{"bad.jsonl", `["a"]`}, says: []string{"bad.jsonl:1|it begins with ["}},
		{name: "fields of the wrong kind", files: []string{"bad.jsonl", `{"text":{"a":1},"title":7,"url":[],"published":{}}`}, says: []string{"bad.jsonl:1|has no text|give it a field"}},
		{name: "a post whose parts are of the wrong kind", files: []string{"result.json", `{"name":"Q","messages":[{"type":"message","text":[7,{"text":null},{}],"from":[1]}]}`}, says: []string{"result.json:1|no text in it"}},
		{name: "duplicate ids, other words", files: []string{"bad.jsonl", `{"id":1,"url":"https://a.example/1","text":"` + said + `"}` + "\n" + `{"id":1,"url":"https://a.example/1","text":"` + said + ` Changed."}`}, reads: 2},
		{name: "the same bytes three times", files: []string{"bad1.txt", said, "bad2.txt", said, "bad3.txt", said}, reads: 1},
		{name: "a key twice", files: []string{"bad.jsonl", `{"text":"x","text":"` + said + `"}`}, reads: 1},
		{name: "XML bomb", files: []string{"bad.xml", `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "` + times(10, "&a;") + `"><!ENTITY c "` + times(10, "&b;") + `">]><rss version="2.0"><channel><item><title>T</title><description>` + said + `&c;</description></item></channel></rss>`}, reads: 1},
		{name: "a feed that reads files", files: []string{"bad.rss", `<!DOCTYPE r [<!ENTITY f SYSTEM "bad.rss">]><rss version="2.0"><channel><item><description>` + said + `&f;</description></item></channel></rss>`}, reads: 1},
		{name: "a cut feed", files: []string{"bad.rss", `<rss version="2.0"><channel><item><description>` + said + `</description></item><item><desc`}, reads: 1, says: []string{"bad.rss|the feed breaks off|fetch it again"}},
		{name: "XML of something else", files: []string{"sitemap.xml", `<urlset><url><loc>https://a.example/</loc></url></urlset>`}, says: []string{"sitemap.xml|XML of a kind|give a feed"}},
		{name: "addresses only", files: []string{"list.txt", "https://a.example/1\nhttps://a.example/2\n"}, says: []string{"list.txt|list of addresses (2|give the file by its name"}},
		{name: "mail without an end", files: []string{"bad.eml", "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n" + said}, reads: 1},
		{name: "mail of attachments only", files: []string{"bad.eml", "Subject: x\r\nContent-Type: application/zip\r\n\r\nPKxx"}, says: []string{"bad.eml|no text in the e-mail|attachments"}},
		{name: "mail nested in mail", files: []string{"bad.eml", "Subject: x\n" + nested(30)}, says: []string{"bad.eml|e-mail"}},
		{name: "no mail", files: []string{"bad.eml", said}, says: []string{"bad.eml|no e-mail|export it again"}},
		{name: "broken base64", files: []string{"bad.eml", "Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!"}, says: []string{"bad.eml|breaks off"}},
		{name: "a symlink loop", make: link("loop", "."), reads: 0},
		{name: "a symlink to itself", make: link("bad.txt", "bad.txt"), says: []string{"bad.txt|too many|check"}},
		{name: "a symlink to nowhere", make: link("bad.txt", "gone"), says: []string{"bad.txt|no such file|check the spelling"}},
		{name: "a socket", make: socket, says: []string{"bad.txt|no regular file|give a file"}},
		{name: "a folder called a page", files: []string{"bad.html/inner.txt", said}, reads: 1},
		{name: "a name that is no UTF-8", files: []string{"b\xffd.txt", said}, reads: 1},
		{name: "a name with a line break", files: []string{"b\nd.txt", said}, reads: 1},
	}
}

// badPacked are bad archives.
func badPacked(t *testing.T) []bad {
	record := func(head, block string) string {
		return fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Type: application/http\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n", head, len(block), block)
	}
	ok := record("", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+html(said))
	answer := func(head, body string) string {
		return record("", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"+head+"\r\n"+body)
	}
	gz := func(s string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		io.WriteString(w, s)
		w.Close()
		return b.String()
	}
	zipped := func(files ...string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := 0; i < len(files); i += 2 {
			f, err := z.Create(files[i])
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(f, files[i+1])
		}
		z.Close()
		return b.String()
	}
	whole := zipped("x.txt", said)
	return []bad{
		{name: "cut gzip", files: []string{"bad.txt.gz", gz(times(1000, said))[:60]}, says: []string{"bad.txt.gz|cannot be unpacked|fetch it again"}},
		{name: "no gzip", files: []string{"bad.txt.gz", "words"}, says: []string{"bad.txt.gz|no intact gzip"}},
		{name: "gzip with a wrong checksum", files: []string{"bad.txt.gz", strings.Replace(gz(said), gz(said)[len(gz(said))-8:], "abcdefgh", 1)}, says: []string{"bad.txt.gz|checksum|fetch it again"}},
		{name: "gzip bomb", files: []string{"bad.txt.gz", gz(times(1<<20, times(80, "a")))}, says: []string{"bad.txt.gz|larger than 64 MB|split it"}},
		{name: "cut record", files: []string{"bad.warc", ok + ok[:len(ok)-40]}, reads: 2, says: []string{"bad.warc:2|ends within a record|fetch it again"}},
		{name: "wrong length of a record", files: []string{"bad.warc", strings.Replace(ok, "Content-Length: ", "Content-Length: 1", 1)}, reads: 1, says: []string{"bad.warc:1|ends within a record"}},
		{name: "wrong length of an answer", files: []string{"bad.warc", answer("Content-Length: 99999\r\n", html(said))}, reads: 1},
		{name: "wrong length of a chunk", files: []string{"bad.warc", answer("Transfer-Encoding: chunked\r\n", "fffff\r\n"+html(said))}, reads: 1},
		{name: "a packed answer that is none", files: []string{"bad.warc", answer("Content-Encoding: gzip\r\n", html(said))}, says: []string{"bad.warc:1|breaks off|fetch the page again"}},
		{name: "a packed answer that nobody knows", files: []string{"bad.warc", answer("Content-Encoding: zpaq\r\n", html(said))}, says: []string{"bad.warc:1|packed with zpaq"}},
		{name: "a bomb in a record", files: []string{"bad.warc", answer("Content-Encoding: gzip\r\n", gz(times(1<<20, times(80, "a"))))}, says: []string{"bad.warc:1|more than 64 MB"}},
		{name: "a server's error", files: []string{"bad.warc", record("", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+html(said))}, says: []string{"bad.warc:1|404|leave it out"}},
		{name: "an answer that is none", files: []string{"bad.warc", record("", "garbage\r\n\r\n"+html(said))}, says: []string{"bad.warc:1|cannot be read"}},
		{name: "a web archive that is none", files: []string{"bad.warc", "words\r\n"}, says: []string{"bad.warc:1|breaks off"}},
		{name: "path tricks", files: []string{"bad.zip", zipped("../../../../etc/x.txt", said, "/y.txt", said+"y", `..\z.txt`, said+"z")}, reads: 3},
		{name: "zip bomb", files: []string{"bad.zip", zipped("x.txt", times(1<<20, times(80, "a")))}, says: []string{"bad.zip/x.txt|times larger|unpack it yourself"}},
		{name: "a zip in a zip", files: []string{"bad.zip", zipped("in.zip", whole)}, says: []string{"bad.zip/in.zip|archive within an archive|unpack it yourself"}},
		{name: "cut zip", files: []string{"bad.zip", whole[:len(whole)-10]}, says: []string{"bad.zip|no intact zip|fetch it again"}},
		{name: "a zip whose bytes are not its own", files: []string{"bad.zip", strings.Replace(whole, "miller", "milleR", 1) + ""}, reads: 1},
		{name: "an encrypted zip", files: []string{"bad.zip", encrypted(whole)}, says: []string{"bad.zip/x.txt|encrypted|password"}},
		{name: "one name twice in a zip", files: []string{"bad.zip", zipped("x.txt", said, "x.txt", said+"again")}, reads: 2},
		{name: "an archive of X that is broken", files: []string{"data/account.js", "window.YTD.account.part0 = [", "data/tweets.js", `window.YTD.tweets.part0 = [{"tweet":{"full_text":"` + said + `"}}`}, reads: 1,
			says: []string{"account.js|are not read", "tweets.js:2|breaks off"}},
	}
}

// encrypted sets the flag of encryption in all headers of a zip archive.
func encrypted(z string) string {
	b := []byte(z)
	for sign, at := range map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8} {
		for i := range b {
			if bytes.HasPrefix(b[i:], []byte(sign)) {
				binary.LittleEndian.PutUint16(b[i+at:], 1)
			}
		}
	}
	return string(b)
}

func large(t *testing.T, dir string) {
	f, err := os.Create(filepath.Join(dir, "bad.html"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	part := []byte(times(12_500, said))
	for n := 0; n < 200<<20; n += len(part) {
		if _, err := f.Write(part); err != nil {
			t.Fatal(err)
		}
	}
}

func link(name, to string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
}

func socket(t *testing.T, dir string) {
	short, err := os.MkdirTemp("", "s") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(short, "s"))
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { l.Close(); os.RemoveAll(short) })
	link("bad.txt", filepath.Join(short, "s"))(t, dir)
}
