package match

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/hearsay-news/hearsay/internal/golden"
)

// TestCompare holds Compare against couples of statements that a person judged. Its numbers, and every couple that it gets
// wrong, stand in a golden file.
func TestCompare(t *testing.T) {
	var out bytes.Buffer
	n, right := 0, 0
	for _, path := range golden.Files(t, "testdata/pairs/*.txtar") {
		for _, c := range couples(t, path) {
			a, b := alone("a", c.A), alone("b", c.B)
			p, same := Compare(&a, &b)
			if q, again := Compare(&b, &a); again != same || q.Score != p.Score || q.A != p.A || q.Oppose != p.Oppose {
				t.Errorf("%q\n%q: not the same in the other order", c.A, c.B)
			}
			got := "different"
			if same {
				got = "same"
				if p.Oppose {
					got = "oppose"
				}
			}
			if n++; got == c.Want {
				right++
				continue
			}
			fmt.Fprintf(&out, "%s is taken for %s (%.2f)\n\t%s\n\t%s\n", c.Want, got, p.Score, c.A, c.B)
		}
	}
	fmt.Fprintf(&out, "%d of %d couples right\n", right, n)
	golden.Equal(t, "testdata/pairs.txt", out.Bytes())
}
