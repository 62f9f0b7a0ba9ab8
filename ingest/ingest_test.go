package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func zipped(s string) string {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func walkAll(paths []string, stdin, dir string) string {
	var b strings.Builder
	for item, skip := range Walk(context.Background(), paths, strings.NewReader(stdin), nil) {
		if skip != nil {
			fmt.Fprintf(&b, "%s: %s (%s)\n", strings.TrimPrefix(skip.Path, dir+"/"), skip.Reason, skip.Remedy)
			continue
		}
		fmt.Fprintf(&b, "%s %s %q\n", strings.TrimPrefix(item.Path, dir+"/"), item.Format, item.Bytes)
	}
	return b.String()
}

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"a.html":           "<p>a",
		"b/one.txt":        "one",
		"b/two.MD":         "# two",
		"b/.hidden.txt":    "hidden",
		".git/x.txt":       "hidden",
		"c.jsonl":          "\ufeff{\"text\":\"1\"}\r\n\n{broken\n{\"text\":\"4\"}",
		"d.txt.gz":         zipped("packed"),
		"e.ndjson.gz":      zipped("{\"a\":1}\n{\"a\":2}\n"),
		"f.gz":             "no gzip, whatever its name says",
		"g.txt":            "",
		"h.txt":            "bin\x00ary",
		"i.pdf":            "%PDF-1.7 x",
		"j.csv":            "a,b",
		"k":                "<!DOCTYPE html><html><p>k",
		"l":                "plain words",
		"m":                "{\"text\":\"x\"}\n{\"text\":\"y\"}\n",
		"n.txt.gz":         zipped("cut short, cut short, cut short")[:30],
		"hearsay.db":       "SQLite format 3\x00more",
		"hearsay.db-wal":   "wal",
		"hearsay.html":     "<!doctype html><meta charset=\"utf-8\"><meta name=\"generator\" content=\"hearsay\"><p>ours",
		"old/hearsay.html": "<!doctype html><p>theirs",
		"p.txt":            "\xff\xfeh\x00i\x00",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("..", filepath.Join(dir, "b", "loop")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere.txt", filepath.Join(dir, "b", "z.txt")); err != nil {
		t.Fatal(err)
	}
	want := `a.html html "<p>a"
b/one.txt text "one"
b/two.MD markdown "# two"
b/z.txt: there is no such file or folder (check the spelling of the path)
c.jsonl:1 record "{\"text\":\"1\"}"
c.jsonl:3 record "{broken"
c.jsonl:4 record "{\"text\":\"4\"}"
d.txt.gz text "packed"
e.ndjson.gz:1 record "{\"a\":1}"
e.ndjson.gz:2 record "{\"a\":2}"
f.gz: it is no intact gzip file: gzip: invalid header (fetch it again, or unpack it yourself)
g.txt: it is empty (fetch it again, or leave it out)
h.txt: it is no text (save it as HTML or plain text)
i.pdf: it is no text but application/pdf (take out its text, for one with pdftotext, and give that)
j.csv: files that end in .csv are not read (save it as .html, .txt, .md or .jsonl)
k html "<!DOCTYPE html><html><p>k"
l text "plain words"
m:1 record "{\"text\":\"x\"}"
m:2 record "{\"text\":\"y\"}"
n.txt.gz: it cannot be unpacked: unexpected EOF (fetch it again, or unpack it yourself)
old/hearsay.html html "<!doctype html><p>theirs"
p.txt text "\xff\xfeh\x00i\x00"
`
	if got := walkAll([]string{dir}, "", dir); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestStdin(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"A clerk said so.", "- text \"A clerk said so.\"\n"},
		{" <html><p>x", "- html \" <html><p>x\"\n"},
		{"{\"text\":\"x\"}\n{\"text\":\"y\"}", "-:1 record \"{\\\"text\\\":\\\"x\\\"}\"\n-:2 record \"{\\\"text\\\":\\\"y\\\"}\"\n"},
		{"{ this is prose", "- text \"{ this is prose\"\n"},
		{"", "-: standard input is empty (check the program that writes to it)\n"},
		{"\x89PNG\r\n\x1a\n\x00", "-: standard input is no text but image/png (hand over HTML, plain text or JSON Lines)\n"},
	} {
		if got := walkAll([]string{"-"}, c.in, ""); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

// A line or a file larger than an item may be is skipped, and what follows is read. What is unpacked counts.
func TestTooLarge(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	large := strings.Repeat("words and more of them. ", MaxItem/24+1)
	write("a.txt.gz", zipped(large))
	write("b.jsonl.gz", zipped("{\"text\":\""+large+"\"}\n{\"text\":\"x\"}\n"))
	want := `a.txt.gz: it is larger than 64 MB (split it into single documents)
b.jsonl.gz:1: the line is larger than 64 MB (split it into single documents)
b.jsonl.gz:2 record "{\"text\":\"x\"}"
`
	if got := walkAll([]string{dir}, "", dir); got != want {
		t.Errorf("got\n%.2000s\nwant\n%s", got, want)
	}
}

func TestStops(t *testing.T) {
	dir := t.TempDir()
	for i := range 5 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i, ".txt")), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for range Walk(t.Context(), []string{dir, dir}, nil, nil) {
		if n++; n == 2 {
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for range Walk(ctx, []string{dir}, nil, nil) {
		n++
		cancel()
	}
	if n != 3 {
		t.Errorf("%d steps, want 3", n)
	}
}
