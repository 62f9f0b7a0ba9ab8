package read

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	hearsay "github.com/hearsay-news/hearsay"
	"golang.org/x/tools/txtar"
)

// seeds gives f the pages of testdata with the extension ext.
func seeds(f *testing.F, ext string) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	n := 0
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		if page := txtar.Parse(b).Files[0]; filepath.Ext(page.Name) == ext {
			f.Add(page.Data)
			n++
		}
	}
	if n == 0 {
		f.Fatalf("no case in testdata has a page %s", ext)
	}
}

func fuzz(f *testing.F, format hearsay.Format) {
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, skip := Document(hearsay.Item{Path: "x", Format: format, Bytes: raw})
		if skip != nil {
			if skip.Path == "" || skip.Reason == "" || skip.Remedy == "" {
				t.Errorf("the skip says too little: %+v", *skip)
			}
			return
		}
		check(t, d, raw)
		if _, err := json.Marshal(d); err != nil {
			t.Error(err)
		}
	})
}

func FuzzHTML(f *testing.F) {
	seeds(f, ".html")
	f.Add([]byte("<p>\xff\xfe\x00caf\xe9 <plaintext>&amp;&#0;\ufdd0\U000f0000\U000f0001"))
	f.Add([]byte(strings.Repeat("<b><p>", 600) + "deep"))
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00h\x00i\x00\x3d\xd8\x00\xde"))
	fuzz(f, hearsay.FormatHTML)
}

func FuzzPlain(f *testing.F) {
	seeds(f, ".txt")
	f.Add([]byte("\xef\xbb\xbftitle\n\nbroken \xff byte"))
	fuzz(f, hearsay.FormatText)
}

func FuzzMarkdown(f *testing.F) {
	seeds(f, ".md")
	f.Add([]byte("---\ntitle: x\n---\n[a](http://b \"c\") <http://d> \\* &amp;\n\n|a|b|\n|-|-|\n|c|d|"))
	fuzz(f, hearsay.FormatMarkdown)
}

func FuzzRecord(f *testing.F) {
	seeds(f, ".jsonl")
	f.Add([]byte(`{"title":"\ud83d\ude00 a\/b","text":"\u00e9\ud800x\n\nEnd","date":"2024"}`))
	fuzz(f, hearsay.FormatRecord)
}

func FuzzCapture(f *testing.F) {
	seeds(f, ".warc")
	f.Add([]byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n3\r\n<p>\r\n2\r\nhi\r\n0\r\n\r\n"))
	f.Add([]byte("WARC/1.0\nContent-Type: text/plain; charset=utf-16\n\nx\x00y"))
	fuzz(f, hearsay.FormatCapture)
}

func FuzzMail(f *testing.F) {
	seeds(f, ".eml")
	seeds(f, ".mhtml")
	f.Add([]byte("Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8="))
	fuzz(f, hearsay.FormatMail)
}

func FuzzFeed(f *testing.F) {
	seeds(f, ".feed")
	f.Add([]byte("<rss version='2.0'><channel><title>T</title><item><title>a &amp;amp; b</title><description>&lt;p&gt;x&amp;eacute;</description></item></channel></rss>"))
	f.Add([]byte("<?xml version='1.0' encoding='windows-1251'?><feed xmlns='http://www.w3.org/2005/Atom'><entry><title>\xcf</title><content type='xhtml'><div>\xf0</div></content></entry></feed>"))
	fuzz(f, hearsay.FormatFeed)
}

func FuzzTelegram(f *testing.F) {
	seeds(f, ".telegram")
	f.Add([]byte("{}\n{\"text\":[\"\\ud800\",{\"text\":\"b\",\"href\":\"http://a.example\"},7]}"))
	fuzz(f, hearsay.FormatTelegram)
}

func FuzzMastodon(f *testing.F) {
	seeds(f, ".mastodon")
	f.Add([]byte("{}\n{\"object\":{\"content\":\"<p>a\\u00e9 &amp;\",\"summary\":\"s\",\"attributedTo\":[]}}"))
	fuzz(f, hearsay.FormatMastodon)
}

func FuzzTweet(f *testing.F) {
	seeds(f, ".tweet")
	f.Add([]byte("{\"username\":\"/\"}\n{\"full_text\":\"\\u0026amp; &lt;b&gt; &nope; &\",\"id\":1}"))
	fuzz(f, hearsay.FormatTweet)
}

func FuzzJSONFeed(f *testing.F) {
	seeds(f, ".json-feed")
	f.Add([]byte("{}\n{\"content_text\":\"\\n\\nx\",\"title\":\" \",\"authors\":[1,{\"name\":2}]}"))
	fuzz(f, hearsay.FormatJSONFeed)
}
