package tell_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/golden"
	"github.com/hearsay-news/hearsay/internal/sample"
	"github.com/hearsay-news/hearsay/tell"
)

func TestText(t *testing.T) {
	story := sample.Story()
	lindqvale, courier := story.Sources[0].ID, story.Documents[0].ID
	for name, write := range map[string]func(*bytes.Buffer) error{
		"story.txt":        func(b *bytes.Buffer) error { return tell.Text(b, story, tell.Options{}) },
		"story-60.txt":     func(b *bytes.Buffer) error { return tell.Text(b, story, tell.Options{Width: 60}) },
		"story-colour.txt": func(b *bytes.Buffer) error { return tell.Text(b, story, tell.Options{Colour: true}) },
		"tellings-200.txt": func(b *bytes.Buffer) error { return tell.Text(b, sample.Tellings(200), tell.Options{}) },
		"nothing.txt":      func(b *bytes.Buffer) error { return tell.Text(b, hearsay.Report{}, tell.Options{}) },
		"claim.txt":        func(b *bytes.Buffer) error { return tell.Claim(b, story, "c-calder-leak", tell.Options{}) },
		"document.txt":     func(b *bytes.Buffer) error { return tell.Document(b, story, courier, tell.Options{}) },
		"source.txt":       func(b *bytes.Buffer) error { return tell.Source(b, story, lindqvale, tell.Options{}) },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			golden.Equal(t, filepath.Join("testdata", name), b.Bytes())
		})
	}
}

func TestTextKeepsWidth(t *testing.T) {
	for _, width := range []int{40, 60, 80, 120} {
		var b bytes.Buffer
		if err := tell.Text(&b, sample.Tellings(40), tell.Options{Width: width, Colour: true}); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(b.String(), "\n") {
			if w := ansi.StringWidth(line); w > width && !strings.Contains(line, "https://") {
				t.Errorf("width %d: a line of %d cells: %q", width, w, line)
			}
		}
	}
}

// A stranger's text must not steer the terminal.
func TestTextIsCleaned(t *testing.T) {
	r := sample.Story()
	r.Claims[0].Text = "the \x1b[31mred\x07 \u202eclaim\u202c\r\nand more"
	r.Sources[0].Name = "Eve\x1b]0;title\x07"
	var b bytes.Buffer
	if err := tell.Text(&b, r, tell.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"\x1b", "\x07", "\r", "\u202e"} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("the text holds %q", bad)
		}
	}
}

func TestNotFound(t *testing.T) {
	for name, write := range map[string]func(*bytes.Buffer) error{
		"claim":    func(b *bytes.Buffer) error { return tell.Claim(b, hearsay.Report{}, "nope", tell.Options{}) },
		"document": func(b *bytes.Buffer) error { return tell.Document(b, hearsay.Report{}, "nope", tell.Options{}) },
		"source":   func(b *bytes.Buffer) error { return tell.Source(b, hearsay.Report{}, "nope", tell.Options{}) },
	} {
		if err := write(&bytes.Buffer{}); !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", name, err)
		}
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := tell.JSON(&b, sample.Story()); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(b.Bytes(), []byte("\n")); n != 1 {
		t.Errorf("%d line breaks, want the one at the end", n)
	}
	var back hearsay.Report
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := tell.JSON(&again, back); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("read and written again, the report differs")
	}
}

func TestJSONL(t *testing.T) {
	var b bytes.Buffer
	if err := tell.JSONL(&b).Report(sample.Story()); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(b.String()), "\n") {
		var row struct{ Type, Schema string }
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if !strings.HasPrefix(line, `{"type":`) {
			t.Errorf("the type is not first: %s", line)
		}
		got[row.Type]++
	}
	want := map[string]int{"report": 1, "document": 4, "statement": 9, "source": 3, "claim": 3, "link": 4, "evidence": 5, "remark": 4, "skipped": 1, "changed": 1}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("rows %v, want %v", got, want)
	}
	if err := tell.JSONL(&b).Write(42); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("a number as a row: %v, want ErrInvalid", err)
	}
}
