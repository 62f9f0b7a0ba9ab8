package dfa

import (
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
)

var expressions = []string{
	``, `a`, `^a`, `a$`, `^$`, `\bfoo\b`, `(?i)\b(?:court|jury|judges?)\b`, `(?i)^(?:he|she)$`, `\p{Lu}[\p{L}'’-]+`, `(?:\p{Lu}\p{L}+ )+said`,
	`a.c`, `(?s)a.c`, `(?m)^b$`, `[^a-z]+x`, `(a|ab)(c|bcd)`, `x*`, `\Bo`, `(?i)straße|ſ|K`, `\d{2,4}(?:,\d{3})*`, `(?i)é[à-ü]`, `a{0,30}a{30}`,
	`^,? (?:who|whose)\b[^.,;:!?"“”\n]{0,120}`, `\z`, `\A\n`, `[[:^ascii:]]`, `\x{FFFD}`,
}

var texts = []string{
	"", "a", "b\na", "food foo", "The Court held", "She", "she", "Corvin Hald said", "the Mayor Ines Rau said so", "a\nc", "abcd", "no", "STRASSE Straße K",
	"12,000 and 1,234", "ÉÀ", strings.Repeat("a", 40), ", who had 3 “dogs”", "\n", "\xff", "x\xc3", "日本語のテキスト", "’s",
}

func check(t *testing.T, p *Regexp, s string) {
	t.Helper()
	re := regexp.MustCompile(p.String())
	if got, want := p.MatchString(s), re.MatchString(s); got != want {
		t.Errorf("%q in %q: match %v, want %v", p, s, got, want)
	}
	if got, want := p.FindString(s), re.FindString(s); got != want {
		t.Errorf("%q in %q: %q, want %q", p, s, got, want)
	}
	if got, want := p.FindStringIndex(s), re.FindStringIndex(s); !reflect.DeepEqual(got, want) {
		t.Errorf("%q in %q: at %v, want %v", p, s, got, want)
	}
	if got, want := p.FindStringSubmatch(s), re.FindStringSubmatch(s); !reflect.DeepEqual(got, want) {
		t.Errorf("%q in %q: %q, want %q", p, s, got, want)
	}
	if got, want := p.FindStringSubmatchIndex(s), re.FindStringSubmatchIndex(s); !reflect.DeepEqual(got, want) {
		t.Errorf("%q in %q: at %v, want %v", p, s, got, want)
	}
	if got, want := p.ReplaceAllString(s, "<$0>"), re.ReplaceAllString(s, "<$0>"); got != want {
		t.Errorf("%q in %q: replaced %q, want %q", p, s, got, want)
	}
}

func TestAsRegexp(t *testing.T) {
	for _, e := range expressions {
		p := MustCompile(e)
		for _, s := range texts {
			check(t, p, s)
		}
	}
}

func TestTooManyStates(t *testing.T) {
	p := Of(regexp.MustCompile(`[ab]*a[ab]{14}c`)) // needs 2 to the 15th
	var b strings.Builder
	for n := range 1 << 9 {
		for bit := range 15 {
			b.WriteByte("ab"[(n*37)>>bit&1])
		}
	}
	for _, end := range []string{"", "a" + strings.Repeat("b", 14) + "c"} {
		if got, want := p.MatchString(b.String()+end), end != ""; got != want {
			t.Errorf("with %q at the end: match %v, want %v", end, got, want)
		}
	}
	if n := len(p.auto.states); n != most {
		t.Errorf("%d states, want %d: the pattern was not left to package regexp", n, most)
	}
}

func TestSeveralGoroutines(t *testing.T) {
	p := MustCompile(`(?i)\b(?:court|jury|judges?) (?:held|found)\b`)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for _, s := range texts {
				p.MatchString(s)
			}
			if !p.MatchString("So the Court held.") {
				t.Error("no match")
			}
		})
	}
	wait.Wait()
}

func FuzzAsRegexp(f *testing.F) {
	for i, e := range expressions {
		f.Add(e, texts[i%len(texts)])
	}
	f.Fuzz(func(t *testing.T, e, s string) {
		re, err := regexp.Compile(e)
		if err != nil || len(e) > 200 || len(s) > 2000 {
			return
		}
		check(t, Of(re), s)
	})
}

func BenchmarkMatch(b *testing.B) {
	const e = `(?i)\b(?:I|we)(?:\s+(?:had|have))?\s+(?:saw|seen|heard)\b|\bbefore my (?:own )?eyes\b`
	s := strings.Repeat("The mayor said on Tuesday that the bridge would be closed for repairs until the spring. ", 10)
	b.Run("pattern", func(b *testing.B) {
		p := MustCompile(e)
		b.SetBytes(int64(len(s)))
		for b.Loop() {
			p.MatchString(s)
		}
	})
	b.Run("regexp", func(b *testing.B) {
		p := regexp.MustCompile(e)
		b.SetBytes(int64(len(s)))
		for b.Loop() {
			p.MatchString(s)
		}
	})
}
