package ingest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// record is a record of a web archive around block.
func record(kind, block string, more ...string) string {
	head := "WARC/1.0\r\nWARC-Type: " + kind + "\r\n" + strings.Join(more, "")
	return fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s\r\n\r\n", head, len(block), block)
}

const answer = "HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n%s"

func archive(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestArchives(t *testing.T) {
	page := record("response", fmt.Sprintf(answer, "text/html; charset=utf-8", "<p>one"))
	picture := record("response", fmt.Sprintf(answer, "image/png", "\x89PNG\x00"))
	whole := record("warcinfo", "software: any") + record("request", "GET / HTTP/1.1\r\n\r\n") + page + picture + record("resource", "words", "Content-Type: text/plain\r\n")
	members := func(records ...string) string { // each record packed by itself, as archives have them
		var b bytes.Buffer
		for _, r := range records {
			w := gzip.NewWriter(&b)
			w.Write([]byte(r))
			w.Close()
		}
		return b.String()
	}
	for _, c := range []struct{ name, file, content, want string }{
		{"plain", "a.warc", whole, "a.warc:3 capture; a.warc:5 capture"},
		{"packed member by member", "a.warc.gz", members(page, picture, page), "a.warc.gz:1 capture; a.warc.gz:3 capture"},
		{"cut within a record", "a.warc", page + page[:len(page)-9], "a.warc:1 capture; a.warc:2 capture; a.warc:2: the web archive ends within a record: 60 of 65 bytes are there"},
		{"cut within a header", "a.warc", page + "WARC/1.0\r\nWARC-Type: resp", "a.warc:1 capture; a.warc:2: the web archive breaks off: unexpected EOF"},
		{"cut gzip", "a.warc.gz", members(page, page)[:len(members(page))+60], "a.warc.gz:1 capture; a.warc.gz:2: the web archive breaks off: unexpected EOF"},
		{"no length", "a.warc", "WARC/1.0\r\nWARC-Type: response\r\n\r\nx", "a.warc:1: the web archive breaks off: a record does not say how long it is"},
		{"lying length", "a.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nx", `a.warc:1: the web archive breaks off: a record says that it is "-5" bytes long`},
		{"too short a length", "a.warc", strings.Replace(page, "Content-Length: 65", "Content-Length: 12", 1) + page, "a.warc:1 capture; a.warc:2: the web archive breaks off: a record does not begin with WARC/"},
		{"huge length", "a.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nx",
			"a.warc:1: the record is larger than 64 MB; a.warc:1: the web archive ends within a record"},
		{"endless line", "a.warc.gz", members("WARC/1.0\r\nWARC-Type: " + strings.Repeat("a", 1<<20)), "a.warc.gz:1: the web archive breaks off: the header of a record does not end"},
		{"no archive at all", "a.warc", "just words", "a.warc:1: the web archive breaks off: unexpected EOF"},
		{"zip", "a.zip", string(archive(t, "x/one.txt", "one", "two.html", "<p>two", ".hidden", "no", "__MACOSX/x.txt", "no", "in.warc", page, "y.png", "\x89PNG\x00\x00")),
			"a.zip/x/one.txt text; a.zip/two.html html; a.zip/in.warc:1 capture; a.zip/y.png: it is no text"},
		{"wacz", "a.wacz", string(archive(t, "archive/data.warc.gz", members(page), "datapackage.json", "{}")), "a.wacz/archive/data.warc.gz:1 capture"},
		{"path tricks", "a.zip", string(archive(t, "../../up.txt", "up", `c:\win.txt`, "win", "/abs.txt", "abs")), "a.zip/up.txt text; a.zip/c:/win.txt text; a.zip/abs.txt text"},
		{"zip in zip", "a.zip", string(archive(t, "b.zip", string(archive(t, "x.txt", "x")))), "a.zip/b.zip: it is an archive within an archive"},
		{"zip bomb", "a.zip", string(archive(t, "b.txt", strings.Repeat("a", 8<<20), "c.txt", "c")), "a.zip/b.txt: it would become 1027 times larger; a.zip/c.txt text"},
		{"cut zip", "a.zip", string(archive(t, "b.txt", "b"))[:40], "a.zip: it is no intact zip file: zip: not a valid zip file"},
		{"empty zip", "a.zip", "", "a.zip: it is no intact zip file: zip: not a valid zip file"},
		{"mail", "a.eml", "Subject: x\r\n\r\nbody", "a.eml mail"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, c.file), []byte(c.content), 0o644); err != nil {
				t.Fatal(err)
			}
			var got []string
			for item, skip := range Walk(t.Context(), []string{dir}, nil, nil) {
				if skip != nil {
					if skip.Remedy == "" {
						t.Errorf("%s: no remedy", skip.Reason)
					}
					got = append(got, strings.TrimPrefix(skip.Path, dir+"/")+": "+skip.Reason)
					continue
				}
				got = append(got, strings.TrimPrefix(item.Path, dir+"/")+" "+string(item.Format))
			}
			if g := strings.Join(got, "; "); g != c.want {
				t.Errorf("got  %s\nwant %s", g, c.want)
			}
		})
	}
}

func FuzzWARC(f *testing.F) {
	f.Add([]byte(record("response", fmt.Sprintf(answer, "text/html", "<p>one"))))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 3\r\nWARC-Type: resource\r\n\r\nabc"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte) {
		name := filepath.Join(dir, "x.warc")
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
		for _, skip := range Walk(t.Context(), []string{name}, nil, nil) {
			if skip != nil && (skip.Path == "" || skip.Reason == "" || skip.Remedy == "") {
				t.Errorf("the skip says too little: %+v", *skip)
			}
		}
	})
}

// A directory that says something wrong of sizes does not make an archive larger than it may become.
func TestWrongSizes(t *testing.T) {
	whole := string(archive(t, "bad.txt", strings.Repeat("a", 4<<20)))
	entry := strings.Index(whole, "PK\x01\x02")
	patched := func(at int, n uint32) string {
		b := []byte(whole)
		binary.LittleEndian.PutUint32(b[entry+at:], n)
		return string(b)
	}
	for _, c := range []struct{ name, zip, want string }{
		{"as it is", whole, "x.zip/bad.txt: it would become"},
		{"packed larger than the archive", patched(20, 4<<20), "x.zip: its entries say that they are larger than the archive"},
		{"unpacked smaller than it is", patched(24, 100), "x.zip/bad.txt: zip: not a valid zip file"},
	} {
		if got := brought(t, "x.zip", c.zip); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got %.200q, want %q", c.name, got, c.want)
		}
	}
}
