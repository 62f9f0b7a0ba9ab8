package extract_test

import (
	"os"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/internal/golden"
)

// TestResponses scores how those accused are found to have answered on testdata/responses.txt: blocks of lines "name: value",
// parted by blank lines, with the text, who is accused in it, and the response ("unknown" where it tells none). A response is
// right if one of that kind is found whose who shares a word of the accused's name, or of "by", and "unknown" if none is.
func TestResponses(t *testing.T) {
	var c tally
	n := 0
	for _, fields := range answered(t) {
		if fields["text"] == "" || fields["response"] == "" || fields["response"] == "none" {
			continue
		}
		n++
		x := extract.Document(&hearsay.Document{ID: "d", Text: fields["text"], Language: "en"})
		right := fields["response"] == "unknown"
		var got []string
		for _, r := range x.Responses {
			got = append(got, string(r.Answer)+" "+r.Who)
			if !sharesWord(r.Who, fields["accused"]) && !sharesWord(r.Who, fields["by"]) {
				continue
			}
			if right = string(r.Answer) == fields["response"]; right {
				break
			}
		}
		half := "even blocks"
		if n%2 == 1 {
			half = "odd blocks"
		}
		c.add(right, half, fields["response"])
		if *wrong && !right && n%2 == 1 {
			t.Logf("want %s %s, got %v: %s", fields["response"], fields["accused"], got, fields["text"])
		}
	}
	if n == 0 {
		t.Fatal("no cases in testdata/responses.txt")
	}
	t.Log("\n" + c.String())
	golden.Equal(t, "testdata/responses.golden", []byte(c.String()))
}

// sharesWord reports whether two names have a word of more than three letters in common.
func sharesWord(a, b string) bool {
	for _, w := range strings.Fields(strings.ToLower(a)) {
		if w = strings.Trim(w, ".,’'"); len(w) > 3 && strings.Contains(strings.ToLower(b), w) {
			return true
		}
	}
	return false
}

// Whom "him" means is not asked again and again where an accusation has only the pronoun.
func TestResponseOfPronoun(t *testing.T) {
	text := "Two clerks accused him of stealing the harbour fund in May.\n\nCalls to him went unanswered. He declined to comment."
	extract.Document(&hearsay.Document{ID: "d", Language: "en", Text: text})
}

// answered are the blocks of testdata/responses.txt: of each its fields by their names.
func answered(t *testing.T) (all []map[string]string) {
	t.Helper()
	raw, err := os.ReadFile("testdata/responses.txt")
	if err != nil {
		t.Fatal(err)
	}
	for part := range strings.SplitSeq(string(raw), "\n\n") {
		fields := map[string]string{}
		for line := range strings.Lines(part) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			fields[name] = value
		}
		all = append(all, fields)
	}
	return all
}
