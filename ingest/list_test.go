package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	hearsay "github.com/hearsay-news/hearsay"
)

// brought writes what Walk makes of a file of that name: each item as its path, format and bytes, each skip as its path and reason.
func brought(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var all []string
	for item, skip := range Walk(t.Context(), []string{filepath.Join(dir, files[0])}, nil, nil) {
		if skip != nil {
			if skip.Remedy == "" {
				t.Errorf("%s has no remedy", skip.Path)
			}
			all = append(all, strings.TrimPrefix(skip.Path, dir+"/")+": "+skip.Reason)
			continue
		}
		all = append(all, fmt.Sprintf("%s %s %s", strings.TrimPrefix(item.Path, dir+"/"), item.Format, item.Bytes))
	}
	return strings.Join(all, "\n")
}

func TestLists(t *testing.T) {
	const a, b = `{"id": 1, "type": "message", "text": "a"}`, `{"id": 2, "type": "message", "text": ["b"]}`
	for _, c := range []struct{ name, file, content, want string }{
		{"one chat", "result.json", `{"name":"Quay","type":"public_channel","id":7,"messages":[` + a + `,{"type":"service","text":"x"},{"type":"message","text":""},` + b + `]}`,
			`result.json:1 telegram {"id":7,"name":"Quay","type":"public_channel"}` + "\n" + a + "\n" + `result.json:4 telegram {"id":7,"name":"Quay","type":"public_channel"}` + "\n" + b},
		{"all chats", "result.json", `{"about":"x","contacts":{"list":[{"messages":[1]}]},"chats":{"about":"y","list":[{"name":"A","messages":[` + a + `]},3,[4],{"name":"B","messages":[` + b + `]}]}}`,
			`result.json:1 telegram {"name":"A"}` + "\n" + a + "\n" + `result.json:2 telegram {"name":"B"}` + "\n" + b},
		{"outbox", "outbox.json", `{"@context":"x","orderedItems":[{"type":"Announce","object":"https://a.example"},{"type":"Create","object":{"content":"c"}}]}`,
			`outbox.json:2 mastodon {"@context":"x"}` + "\n" + `{"type":"Create","object":{"content":"c"}}`},
		{"feed", "feed.json", `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1"}]}`,
			`feed.json:1 json-feed {"title":"T","version":"https://jsonfeed.org/version/1.1"}` + "\n" + `{"id":"1"}`},
		{"records", "list.json", ` [{"text":"x"}, {"text":"y"}]`, "list.json:1 record {\"text\":\"x\"}\nlist.json:2 record {\"text\":\"y\"}"},
		{"one record", "one.json", "{\n \"text\": \"x\",\n \"more\": [[1], {\"a\": []}]\n}", "one.json record {\n \"text\": \"x\",\n \"more\": [[1], {\"a\": []}]\n}"},
		{"something else", "x.json", `{"a":{"b":[1,{}]},"c":[[]]}`, "x.json: it is JSON of a kind that is not known"},
		{"not a list", "x.json", `7`, "x.json:1: the JSON breaks off about byte 1: it begins with 7"},
		{"broken in the middle", "result.json", `{"name":"Quay","messages":[` + a + `,{"type": broken},` + b + `]}`,
			`result.json:1 telegram {"name":"Quay"}` + "\n" + a + "\nresult.json:2: the JSON breaks off about byte 69: invalid character 'b' looking for beginning of value"},
		{"cut", "result.json", `{"name":"Quay","messages":[` + a + `,{"ty`,
			`result.json:1 telegram {"name":"Quay"}` + "\n" + a + "\nresult.json:2: the JSON breaks off about byte 69: unexpected EOF"},
		{"nested too deeply", "x.json", `{"messages":` + strings.Repeat("[", 20000), "x.json:1: the JSON breaks off about byte"},
	} {
		if got := brought(t, c.file, c.content); got != c.want && !(c.name == "nested too deeply" && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: got\n%.600s\nwant\n%s", c.name, got, c.want)
		}
	}
	tweets := `window.YTD.tweets.part0 = [ {"tweet":{"full_text":"x"}} ]`
	if got, want := brought(t, "tweets.js", tweets, "account.js", `window.YTD.account.part0 = [{"account":{"username":"ann","accountDisplayName":"Ann"}}]`),
		`tweets.js:1 tweet {"username":"ann","accountDisplayName":"Ann"}`+"\n"+`{"tweet":{"full_text":"x"}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, account := range []string{"", "broken", "window.YTD = []"} {
		if got, want := brought(t, "tweets-part1.js", tweets, "account.js", account), "tweets-part1.js:1 tweet {}\n"+`{"tweet":{"full_text":"x"}}`; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got, want := brought(t, "other.js", tweets), "other.js: files that end in .js are not read"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFeeds(t *testing.T) {
	const start = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><rss version="2.0"><channel a=">"><title>T</title><lastBuildDate>now</lastBuildDate>`
	const kept = `<?xml version="1.0"?><rss version="2.0"><channel a=">"><title>T</title>`
	for _, c := range []struct{ name, content, want string }{
		{"two entries", start + `<item><title>a</title><x><item/></x></item><!-- <item> --><item>b<![CDATA[</item>]]></item></channel></rss>`,
			"f.rss:1 feed " + kept + "\n<item><title>a</title><x><item/></x></item>\n</channel></rss>\nf.rss:2 feed " + kept + "\n<item>b<![CDATA[</item>]]></item>\n</channel></rss>"},
		{"apart", `<rdf:RDF><channel><title>T</title></channel><item>a</item></rdf:RDF>`, "f.rss:1 feed <rdf:RDF><channel><title>T</title></channel>\n<item>a</item>\n</rdf:RDF>"},
		{"atom", `<feed><title>T</title><entry>a</entry><author><name>N</name></author></feed>`, "f.rss:1 feed <feed><title>T</title><author><name>N</name></author>\n<entry>a</entry>\n</feed>"},
		{"cut", start + `<item>a</item><item>b`, "f.rss: the feed breaks off: <item> at byte 152 does not end\nf.rss:1 feed " + kept + "\n<item>a</item>\n</channel></rss>"},
		{"no entries", start + `</channel></rss>`, "f.rss: the feed has no entries"},
		{"a map of a site", `<urlset><url/></urlset>`, "f.rss: it is XML of a kind that is not known"},
		{"words", "just words", "f.rss: it is XML of a kind that is not known"},
		{"crossed", `<rss><channel><item>a</channel></item></rss>`, "f.rss: the feed breaks off: the end of <channel> at byte 21 has no beginning"},
		{"deep", "<rss>" + strings.Repeat("<a>", 100_000), "f.rss: the feed breaks off: at byte 1502 it is nested more than 500 deep"},
		{"UTF-16", "\xff\xfe<\x00", "f.rss: the feed is in UTF-16"},
	} {
		if got := brought(t, "f.rss", c.content); got != c.want {
			t.Errorf("%s: got\n%.600s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// brings fuzzes what a file of that name brings: every item has its place, every skip says enough, and nothing is too large.
func brings(f *testing.F, name string) {
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		for item, skip := range Walk(t.Context(), []string{path}, nil, nil) {
			switch {
			case skip != nil && (!strings.HasPrefix(skip.Path, path) || skip.Reason == "" || skip.Remedy == ""):
				t.Errorf("the skip says too little: %+v", *skip)
			case skip == nil && (!strings.HasPrefix(item.Path, path) || item.Format == "" || len(item.Bytes) > 2*MaxItem):
				t.Errorf("the item is wrong: %s %s, %d bytes", item.Path, item.Format, len(item.Bytes))
			case skip == nil && item.Format == hearsay.FormatFeed:
				if again, err := cutFeed(item.Bytes); err != nil || len(again.entries) != 1 {
					t.Errorf("the feed of one entry is none: %d entries, %v: %q", len(again.entries), err, item.Bytes)
				}
			}
		}
	})
}

func FuzzList(f *testing.F) {
	f.Add([]byte(`{"name":"Quay","messages":[{"type":"message","text":"a"}],"chats":{"list":[{"id":1,"messages":[{}]}]}}`))
	f.Add([]byte(`{"orderedItems":[{"type":"Create","object":{}}]}`))
	f.Add([]byte(`[{"text":"a"},7,null]`))
	f.Add([]byte("\ufeff{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{}]}"))
	brings(f, "x.json")
}

func FuzzPosts(f *testing.F) {
	f.Add([]byte(`window.YTD.tweets.part0 = [{"tweet":{"full_text":"x"}}]`))
	brings(f, "tweets.js")
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0"?><rss><channel><title>T</title><item>a</item></channel></rss>`))
	f.Add([]byte(`<rdf:RDF><channel/><item a='>'>a<![CDATA[x]]></item></rdf:RDF>`))
	f.Add([]byte(`<feed><entry/><!-- x --><entry>b</entry></feed>`))
	brings(f, "x.rss")
}

func FuzzZip(f *testing.F) {
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Add(archive(f, "a.txt", "a", "../b.html", "<p>b", "data/tweets.js", "window.YTD.tweets.part0 = []"))
	brings(f, "x.zip")
}

func FuzzGzip(f *testing.F) {
	f.Add([]byte(zipped("words")))
	f.Add([]byte(zipped("words")[:12]))
	brings(f, "x.txt.gz")
}
