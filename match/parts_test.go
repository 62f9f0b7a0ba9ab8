package match

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/golden"
)

// TestParts takes single statements apart and shows what comes out in a golden file.
func TestParts(t *testing.T) {
	var out bytes.Buffer
	for i, line := range []string{
		"that the trade commissioner, Ansis Rudzitis, was recruited by Syrian military intelligence in 1998 and was given a codename named “Otter.”",
		"“In 1998, our directorate recruited Ansis Rudzitis under the pseudonym Otter,”",
		"that Mayor Soledad Rau took a bribe of 40,000 crowns from the Saltmere quarry in March 1987",
		"the director had asbestos buried under the ferry car park",
		"that Archbishop Dalang burned forty letters in a kitchen stove on 3 February 2003",
		"that Cosmo Penhall paid $41 million for a fake Madonna",
		"that he was fed moves through a vibrating ring at the Candidates in Valletta",
		"Brennfall paid Hald 240,000 crowns to keep crack readings out of the report",
		"Noor Baig never graduated from Halvard University",
		"[de] Lubomir Hadzhi soll 2019 Prüfungsfragen verschickt haben",
	} {
		it := alone(fmt.Sprint("d", i), line)
		claim := hearsay.Claim{Tellings: []string{it.Statement.ID}}
		fmt.Fprintln(&out, line)
		for _, p := range Parts(&claim, []Item{it}) {
			fmt.Fprintf(&out, "\t%s\t%s\n", p.Role, p.Value)
		}
	}
	golden.Equal(t, "testdata/parts.txt", out.Bytes())
}

// TestCaseParts counts how many of the parts that the cases ask for are found, where the tellings are as they should be.
func TestCaseParts(t *testing.T) {
	var out bytes.Buffer
	found, wanted := 0, 0
	for _, path := range cases(t) {
		c, err := readStory(path)
		if err != nil {
			t.Fatal(err)
		}
		items, _, named := story(t, path)
		for _, want := range c.Truth.Claims {
			claim := hearsay.Claim{ID: want.ID}
			for _, s := range want.Tellings {
				claim.Tellings = append(claim.Tellings, named[s])
			}
			got := Parts(&claim, items)
		next:
			for _, w := range want.Parts {
				wanted++
				var values []string
				for _, p := range got {
					if p.Role == w.Role || w.Role == "" {
						if strings.Contains(strings.ToLower(p.Value), strings.ToLower(w.Words)) {
							found++
							continue next
						}
						values = append(values, p.Value)
					}
				}
				fmt.Fprintf(&out, "%s %s: %s should hold %q, is %q\n", path[len("../testdata/"):], want.ID, w.Role, w.Words, values)
			}
		}
	}
	fmt.Fprintf(&out, "%d of %d parts found\n", found, wanted)
	golden.Equal(t, "testdata/parts-cases.txt", out.Bytes())
}
