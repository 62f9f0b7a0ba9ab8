// Package golden compares what a test made with what a file says it should be. With -update the file is written anew
// instead, and the change is read in review.
package golden

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write golden files anew instead of comparing with them")

// Equal fails t where got is not what the file at path holds, and shows the first line that differs. With -update it
// writes the file, and the folders that it needs.
func Equal(t testing.TB, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s: there is no such file; run the test with -update to write it, then read it", path)
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if line, g, w := difference(got, want); line > 0 {
		t.Errorf("%s:%d: differs\n got %s\nwant %s\nIf the new one is right, run the test with -update.", path, line, g, w)
	}
}

// difference is the number of the first line that differs, from 1, with both its forms; 0 where none does.
func difference(got, want []byte) (line int, g, w string) {
	if bytes.Equal(got, want) {
		return 0, "", ""
	}
	gs, ws := bytes.SplitAfter(got, []byte("\n")), bytes.SplitAfter(want, []byte("\n"))
	at := func(lines [][]byte, i int) string {
		if i >= len(lines) || len(lines[i]) == 0 {
			return "(the end)"
		}
		return string(bytes.TrimSuffix(lines[i], []byte("\n")))
	}
	for i := 0; ; i++ {
		if i >= len(gs) || i >= len(ws) || !bytes.Equal(gs[i], ws[i]) {
			return i + 1, at(gs, i), at(ws, i)
		}
	}
}

// Files returns the files that match pattern, in order, and says how many there are. It fails t where there is none: a
// test that checks nothing must not pass.
func Files(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("%s: no file matches; a test over files needs one at least", pattern)
	}
	t.Logf("%s: %d files", pattern, len(files))
	return files
}
