package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/bench/story/score"
	"github.com/hearsay-news/hearsay/internal/golden"
	"github.com/hearsay-news/hearsay/internal/truth"
)

// The scores of all stories in testdata, by group, are under review: a change in testdata/scores.txt is part of a change.
// "go run ./bench/story" tells what is behind a number.
func TestScores(t *testing.T) {
	stories, err := score.Find([]string{"../testdata"})
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	var group truth.Score
	n := 0
	for i, s := range stories {
		r, err := score.Run(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		whole(t, r.Report)
		group.Add(s.Name, r.Score)
		n++
		if i+1 == len(stories) || stories[i+1].Group != s.Group {
			fmt.Fprintf(&table, "%s: %d\n%s\n", s.Group, n, group)
			group, n = truth.Score{}, 0
		}
	}
	t.Logf("%d stories\n%s", len(stories), table.String())
	golden.Equal(t, "testdata/scores.txt", []byte(table.String()))
}
