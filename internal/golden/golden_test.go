package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDifference(t *testing.T) {
	for _, c := range []struct{ got, want, told string }{
		{"", "", "0"},
		{"a\nb\n", "a\nb\n", "0"},
		{"a\nb\n", "a\nc\n", "2 b|c"},
		{"a\n", "a\nc\n", "2 (the end)|c"},
		{"a\n\nb", "a\n", "2 |(the end)"},
		{"a", "a\n", "1 a|a"},
		{"a\n", "", "1 a|(the end)"},
	} {
		line, g, w := difference([]byte(c.got), []byte(c.want))
		told := fmt.Sprint(line)
		if line > 0 {
			told = fmt.Sprintf("%d %s|%s", line, g, w)
		}
		if told != c.told {
			t.Errorf("difference(%q, %q): %s, want %s", c.got, c.want, told, c.told)
		}
	}
}

// A witness remembers that a test failed.
type witness struct {
	testing.TB
	failed string
}

func (w *witness) Helper()                           {}
func (w *witness) Logf(string, ...any)               {}
func (w *witness) Errorf(format string, args ...any) { w.failed = fmt.Sprintf(format, args...) }
func (w *witness) Fatalf(format string, args ...any) { w.failed = fmt.Sprintf(format, args...) }

func TestFailures(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "folder", "a.golden")
	for _, step := range []struct {
		name string
		do   func(w *witness)
		want string // a part of the failure, or nothing
	}{
		{"no file", func(w *witness) { Equal(w, path, []byte("a\n")) }, "-update"},
		{"written", func(w *witness) { *update = true; Equal(w, path, []byte("a\n")); *update = false }, ""},
		{"same", func(w *witness) { Equal(w, path, []byte("a\n")) }, ""},
		{"another", func(w *witness) { Equal(w, path, []byte("b\n")) }, "a.golden:1: differs"},
		{"no files", func(w *witness) { Files(w, filepath.Join(dir, "*.none")) }, "no file matches"},
	} {
		w := &witness{TB: t}
		step.do(w)
		if (w.failed == "") != (step.want == "") || !strings.Contains(w.failed, step.want) {
			t.Errorf("%s: failed with %q, want %q", step.name, w.failed, step.want)
		}
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "a\n" {
		t.Errorf("the file holds %q, %v", got, err)
	}
}
