package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// "serve NAME FOLDER" serves the files of a folder on this machine, at the address that $NAME then is. A file that begins with "HTTP/" is
// the server's whole answer, and one whose name begins with "hang" never comes. What is asked for goes to the file NAME.log, a line each, with
// the condition that was sent. NAME stands for the address in the files as well. An answer with an ETag is told of as not
// modified to who has that already.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: serve NAME FOLDER")
	}
	name, folder := args[0], ts.MkAbs(args[1])
	log, err := os.Create(ts.MkAbs(name + ".log"))
	ts.Check(err)
	var mu sync.Mutex
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		fmt.Fprintln(log, strings.TrimSpace(strings.Join([]string{r.URL.RequestURI(), r.Header.Get("If-None-Match"), r.Header.Get("Authorization")}, " ")))
		mu.Unlock()
		if strings.HasPrefix(r.URL.Path, "/hang") {
			<-r.Context().Done()
			return
		}
		b, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(r.URL.Path)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		b = bytes.ReplaceAll(b, []byte(name), []byte(s.URL))
		if !bytes.HasPrefix(b, []byte("HTTP/")) {
			w.Write(b)
			return
		}
		answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(b)), r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusTeapot)
			return
		}
		maps.Copy(w.Header(), answer.Header)
		if etag := answer.Header.Get("ETag"); etag != "" && r.Header.Get("If-None-Match") == etag {
			answer.StatusCode = http.StatusNotModified
		}
		if w.WriteHeader(answer.StatusCode); answer.StatusCode != http.StatusNotModified {
			io.Copy(w, answer.Body)
		}
	}))
	ts.Defer(func() { s.Close(); log.Close() })
	u, err := url.Parse(s.URL)
	ts.Check(err)
	ts.Setenv(name, s.URL)
	ts.Setenv(name+"_HOST", u.Host)
}
