package tell

import (
	"fmt"
	"strings"
	"testing"
)

// [-left out-] and [+put in+], then the named differences.
func TestCompare(t *testing.T) {
	for _, c := range []struct{ from, to, language, want string }{
		{"The mayor took 40 crates", "The mayor took 70 crates", "en", "The mayor took [-40-] [+70+] crates | number: 40 > 70"},
		{"The mayor took forty crates of fish", "The mayor took crates of fish", "en", "The mayor took [-forty-] crates of fish | number: forty > "},
		{"Ines Rau took the crates home", "Ines Rauch took the crates home", "en", "Ines [-Rau-] [+Rauch+] took the crates home | name: Rau > Rauch"},
		{"the mayor knew of the leak", "the mayor never knew of the leak", "en", "the mayor [+never+] knew of the leak | negation:  > never"},
		{"the mayor allegedly knew of it", "the mayor knew of it", "en", "the mayor [-allegedly-] knew of it | hedge: allegedly > "},
		{"the mayor took crates", "the mayor took boxes", "en", "the mayor took [-crates-] [+boxes+]"},
		{"The mayor took crates of fish", "A mayor took crates of fish", "en", "[-The-] [+A+] mayor took crates of fish"},
		{"der Chef nahm die Kisten mit", "der Bürgermeister nahm die Kisten mit", "de", "der [-Chef-] [+Bürgermeister+] nahm die Kisten mit"},
		{"市长拿走了四十箱鱼", "市长拿走了七十箱鱼", "zh", "市长拿走了[-四-] [+七+]十箱鱼"},
		{"the mayor knew since 2019 of it", "Ferry firm hid all for nine years", "en", "Ferry firm hid all for nine years | number: 2019 > nine"},
		{"", "a new telling", "en", "a new telling"},
		{"same words", "Same words", "en", "Same words"},
	} {
		pieces, differences := compare(c.from, c.to, c.language)
		var b strings.Builder
		for _, p := range pieces {
			switch p.Op {
			case "out":
				b.WriteString("[-" + p.Text + "-]")
			case "in":
				b.WriteString("[+" + p.Text + "+]")
			default:
				b.WriteString(p.Text)
			}
		}
		for _, d := range differences {
			fmt.Fprintf(&b, " | %s: %s > %s", d.Kind, d.From, d.To)
		}
		if got := b.String(); got != c.want {
			t.Errorf("%q to %q:\n got %s\nwant %s", c.from, c.to, got, c.want)
		}
	}
}

// Whatever the two texts are, what is the same and what was put in make the second one again.
func FuzzCompare(f *testing.F) {
	f.Add("The mayor took 40 crates", "The mayor took 70 crates ")
	f.Add("0\n\xf10", "0")
	f.Add("市长拿走了", "a\u202e b\x00 c")
	f.Fuzz(func(t *testing.T, from, to string) {
		pieces, _ := compare(from, to, "en")
		var b strings.Builder
		for _, p := range pieces {
			if p.Op != "out" {
				b.WriteString(p.Text)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := squeeze(b.String()); got != squeeze(to) {
			t.Errorf("%q to %q: the pieces make %q", from, to, got)
		}
	})
}
