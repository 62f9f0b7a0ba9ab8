package ingest

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	hearsay "github.com/hearsay-news/hearsay"
)

// A web is a network made of replies by address.
type web map[string]hearsay.Reply

func (w web) Fetch(_ context.Context, addresses []string) iter.Seq2[hearsay.Reply, *hearsay.Skip] {
	return func(yield func(hearsay.Reply, *hearsay.Skip) bool) {
		for _, a := range addresses {
			r, is := w[a]
			var skip *hearsay.Skip
			if r.Fetched.Address = a; !is {
				skip = &hearsay.Skip{Path: a, Reason: "there is no such host", Remedy: "check the spelling"}
			}
			if r.Fetched.Final == "" {
				r.Fetched.Final = a
			}
			if !yield(r, skip) {
				return
			}
		}
	}
}

// walked writes what Walk makes of paths: each item as its path, format and bytes, each skip as its path and reason.
func walked(t *testing.T, network Network, stdin string, paths ...string) (all []string) {
	t.Helper()
	for item, skip := range Walk(t.Context(), paths, strings.NewReader(stdin), network) {
		switch from := item.Fetched; {
		case skip != nil && skip.Remedy == "":
			t.Errorf("%s has no remedy", skip.Path)
		case skip != nil:
			all = append(all, skip.Path+": "+skip.Reason)
		case item.Known != "":
			all = append(all, item.Path+" is "+item.Known)
		case from != nil && !strings.HasPrefix(item.Path, from.Address):
			t.Errorf("%s came from %s", item.Path, from.Address)
		default:
			all = append(all, fmt.Sprintf("%s %s %.20s", item.Path, item.Format, item.Bytes))
		}
	}
	return all
}

// What an address gives is taken for what the server says, the bytes show or the address ends in, whoever is more to be believed.
func TestKinds(t *testing.T) {
	const feed = `<?xml version="1.0"?><rss version="2.0"><channel><item><title>a</title></item></channel></rss>`
	const page = "<!doctype html><p>a"
	for _, c := range []struct{ address, kind, bytes, want string }{
		{"https://a.example/", "text/html; charset=utf-8", page, "html"},
		{"https://a.example/x.txt", "text/html", "words", "html"},
		{"https://a.example/", "application/xhtml+xml", page, "html"},
		{"https://a.example/", "text/xml", `<?xml version="1.0"?><!DOCTYPE html><html><p>a`, "html"},
		{"https://a.example/", "", page, "html"},
		{"https://a.example/a.php", "application/octet-stream", page, "html"},
		{"https://a.example/", "text/plain", "words", "text"},
		{"https://a.example/", "text/plain", page, "html"},
		{"https://a.example/story.html", "text/plain", page, "html"},
		{"https://a.example/", "", "words", "text"},
		{"https://a.example/a.md", "text/plain", "# words", "markdown"},
		{"https://a.example/a", "text/markdown", "# words", "markdown"},
		{"https://a.example/feed", "application/rss+xml", feed, "feed 1"},
		{"https://a.example/feed", "text/html", feed, "feed 1"},
		{"https://a.example/feed", "text/plain", feed, "feed 1"},
		{"https://a.example/feed.xml", "", feed, "feed 1"},
		{"https://a.example/feed", "application/feed+json", `{"version":"https://jsonfeed.org/version/1","items":[{"title":"a"}]}`, "json-feed 1"},
		{"https://a.example/feed.json", "text/plain", `{"version":"https://jsonfeed.org/version/1","items":[{"title":"a"}]}`, "json-feed 1"},
		{"https://a.example/a.jsonl", "text/plain", `{"text":"a"}`, "record 1"},
		{"https://a.example/a", "application/x-ndjson", `{"text":"a"}`, "record 1"},
		{"https://a.example/a.warc.gz", "application/gzip", zipped(record("response", fmt.Sprintf(answer, "text/html", page))), "capture 1"},
		{"https://a.example/a", "application/warc", record("response", fmt.Sprintf(answer, "text/html", page)), "capture 1"},
		{"https://a.example/a", "application/gzip", zipped("words"), "text"},
		{"https://a.example/a.zip", "application/octet-stream", string(archive(t, "b.txt", "words")), "text /b.txt"},
		{"https://a.example/a.wacz", "application/octet-stream", string(archive(t, "archive/b.warc", record("response", fmt.Sprintf(answer, "text/html", page)))), "capture /archive/b.warc:1"},
		{"https://a.example/a", "message/rfc822", "Subject: a\r\n\r\nwords", "mail"},
		{"https://a.example/hearsay.html", "text/plain", `<!doctype html><meta name="generator" content="hearsay 1">`, "html"},

		{"https://a.example/a.pdf", "application/pdf", "%PDF-1.7\x00", "it is no text but application/pdf"},
		{"https://a.example/a", "text/html", "", "it is empty"},
		{"https://a.example/map.xml", "text/xml", "<urlset><url/></urlset>", "it is XML of a kind that is not known"},
		{"https://a.example/list.txt", "text/plain", "https://b.example/\nhttps://c.example/\n", "it is a list of addresses (2)"},
		{"https://a.example/a.zip", "application/zip", string(archive(t, "b.txt", "words"))[:40], "it is no intact zip file: zip: not a valid zip file"},
	} {
		got := walked(t, web{c.address: {Fetched: hearsay.Fetched{Type: c.kind}, Bytes: []byte(c.bytes)}}, "", c.address)
		kind, rest, several := strings.Cut(c.want, " ")
		want := c.address + ": " + c.want
		switch {
		case several && strings.HasPrefix(rest, "/"):
			want = c.address + rest + " " + kind
		case several && rest == "1":
			want = c.address + ":1 " + kind
		case !several:
			want = c.address + " " + kind
		}
		if len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%s as %q: got %q, want %q", c.address, c.kind, got, want)
		}
	}
}

// Addresses are brought where they stand among the paths, and a list of them where it was named.
func TestAddresses(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{"list.txt": "\ufeff# to read\nhttps://a.example/x\r\n\nhttps://none.example/ # gone?\n", "pile/list.txt": "https://a.example/x", "pile/a.txt": "words", "a.txt": "words"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile("packed.zip", archive(t, "list.txt", "https://a.example/x"), 0o644); err != nil {
		t.Fatal(err)
	}
	network := web{
		"https://a.example/x": {Bytes: []byte("<p>x"), Fetched: hearsay.Fetched{Type: "text/html"}},
		"https://b.example/":  {Unchanged: true, Fetched: hearsay.Fetched{Documents: []string{"d1", "d2"}}},
	}
	x, none := "https://a.example/x html <p>x", "https://none.example/: there is no such host"
	for _, c := range []struct {
		paths, stdin string
		want         []string
	}{
		{"https://a.example/x a.txt https://b.example/ https://none.example/", "", []string{x, "a.txt text words", "https://b.example/ is d1", "https://b.example/ is d2", none}},
		{"list.txt", "", []string{x, none}},
		{"-", "https://a.example/x\n", []string{x}},
		{"pile", "", []string{filepath.Join("pile", "a.txt") + " text words", filepath.Join("pile", "list.txt") + ": it is a list of addresses (1), and nothing is fetched for one that is met in a folder or an archive"}},
		{"packed.zip", "", []string{"packed.zip/list.txt: it is a list of addresses (1), and nothing is fetched for one that is met in a folder or an archive"}},
		{"ftp://a.example/", "", []string{"ftp://a.example/: there is no such host"}},
		{"a.example/x", "", []string{filepath.Join("a.example", "x") + ": there is no such file or folder"}},
	} {
		if got := walked(t, network, c.stdin, strings.Fields(c.paths)...); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.paths, got, c.want)
		}
	}
	if got, want := walked(t, nil, "", "https://a.example/x", "list.txt"), "https://a.example/x: addresses are not fetched here"; len(got) != 3 || got[0] != want {
		t.Errorf("without a network: %q", got)
	}
}

func TestAddressLists(t *testing.T) {
	for text, want := range map[string]string{
		"# to read\nhttps://a.example/x\r\n\nhttp://b.example/y?z=1#top\n": "https://a.example/x http://b.example/y?z=1#top",
		"HTTPS://A.example": "HTTPS://A.example",
		"https://a.example/ # the first\n\thttps://b.example/\t\n":      "https://a.example/ https://b.example/",
		"https://a.example/\nwww.b.example\nftp://c.example/\nhttps://": "https://a.example/ www.b.example ftp://c.example/ https://", // what cannot be fetched is told, each by itself
		"":                                      "",
		"# only a remark":                       "",
		"https://a.example/x said so":           "",
		"ftp://a.example/":                      "",
		"https://":                              "",
		"He said:\nhttps://a.example/x":         "",
		"https://a.example/x\n\nand that is it": "",
		"https://a.example/x\nnonsense":         "",
	} {
		if got := strings.Join(Addresses([]byte(text)), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
