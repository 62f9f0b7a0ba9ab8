package extract_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/internal/golden"
	"github.com/hearsay-news/hearsay/internal/truth"
	"github.com/hearsay-news/hearsay/read"
)

var wrong = flag.Bool("wrong", false, "tell everything that is wrong")
var only = flag.String("only", "", "try only cases with this in their path")

// ours are the items that extract alone answers for.
var ours = []string{truth.Statements, truth.Contents, truth.Cues, truth.SourceWords, truth.Kinds, truth.Commitments, truth.Stances,
	truth.Speakers, truth.Vias, truth.Parents, truth.Sources, truth.Descriptions, truth.Remarks, truth.RemarksNear, truth.Contradicts, truth.Further}

// TestCases scores extract on the cases of the tree, group by group, against the golden numbers.
func TestCases(t *testing.T) {
	var table strings.Builder
	for _, group := range []string{"fresh", "manner", "coverage", "speakers"} {
		paths, err := filepath.Glob("../testdata/cases/" + group + "/*.txtar")
		if err != nil || len(paths) == 0 {
			t.Fatalf("no cases in group %s: %v", group, err)
		}
		var score truth.Score
		for _, path := range paths {
			if !strings.Contains(path, *only) {
				continue
			}
			c, err := truth.ReadCase(path)
			if err != nil {
				t.Fatal(err)
			}
			score.Add(strings.TrimSuffix(filepath.Base(path), ".txtar"), truth.Compare(c.Truth, reading(t, c)))
		}
		if *wrong {
			t.Log("\n" + strings.Join(score.Wrong(), "\n"))
		}
		table.WriteString(group + "\n" + items(score) + "\n")
	}
	t.Log("\n" + table.String())
	if *only == "" {
		golden.Equal(t, "testdata/cases.txt", []byte(table.String()))
	}
}

func items(score truth.Score) string {
	var b strings.Builder
	for line := range strings.Lines(score.String()) {
		for _, name := range ours {
			if strings.HasPrefix(strings.TrimSpace(line), name+" ") {
				b.WriteString(line)
				break
			}
		}
	}
	return b.String()
}

// reading is what extract finds in the documents of a case.
func reading(t *testing.T, c truth.Case) hearsay.Report {
	t.Helper()
	dir := t.TempDir()
	for _, f := range c.Documents {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(f.Name)), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var r hearsay.Report
	for item, skip := range ingest.Walk(context.Background(), []string{dir}, nil, nil) {
		if skip != nil {
			t.Fatalf("%s: %s", skip.Path, skip.Reason)
		}
		d, skip := read.Document(item)
		if skip != nil {
			t.Fatalf("%s: %s", skip.Path, skip.Reason)
		}
		x := extract.Document(&d)
		r.Documents = append(r.Documents, d)
		r.Statements = append(r.Statements, x.Statements...)
		r.Sources = append(r.Sources, x.Sources...)
		r.Remarks = append(r.Remarks, x.Remarks...)
		r.Claims = append(r.Claims, hearsay.Claim{ID: "responses of " + d.ID, Responses: x.Responses})
	}
	return r
}
