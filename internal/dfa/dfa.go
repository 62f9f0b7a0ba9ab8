// Package dfa is package regexp for patterns that seldom match.
//
// Package regexp walks all threads of a pattern at each character, which takes 50 to 100 ns a byte where the pattern
// begins with no fixed words. Most sentences match none of the patterns of a stage. So a Regexp first asks whether there
// is a match at all, by an automaton whose states are sets of threads, built as they are met (Thompson 1968; as RE2 does,
// Cox 2010): one step a character, some 3 ns a byte. Only where there is one, package regexp says where.
package dfa

import (
	"encoding/binary"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// A Regexp is a regular expression. Those of its methods that are not here are the ones of package regexp; all have the
// same results. It may be used by several goroutines.
type Regexp struct {
	*regexp.Regexp
	once sync.Once
	auto *automaton
}

// MustCompile is regexp.MustCompile.
func MustCompile(expr string) *Regexp { return &Regexp{Regexp: regexp.MustCompile(expr)} }

// Of returns the Regexp of an expression that is compiled already.
func Of(re *regexp.Regexp) *Regexp { return &Regexp{Regexp: re} }

// MatchString reports whether s contains a match.
func (p *Regexp) MatchString(s string) bool {
	p.once.Do(func() { p.auto = newAutomaton(p.String()) })
	is, known := p.auto.match(s)
	if !known {
		return p.Regexp.MatchString(s)
	}
	return is
}

// FindString returns the leftmost match, "" where there is none.
func (p *Regexp) FindString(s string) string {
	if !p.MatchString(s) {
		return ""
	}
	return p.Regexp.FindString(s)
}

// FindStringIndex returns the place of the leftmost match, nil where there is none.
func (p *Regexp) FindStringIndex(s string) []int {
	if !p.MatchString(s) {
		return nil
	}
	return p.Regexp.FindStringIndex(s)
}

// FindStringSubmatch returns the leftmost match with its groups, nil where there is none.
func (p *Regexp) FindStringSubmatch(s string) []string {
	if !p.MatchString(s) {
		return nil
	}
	return p.Regexp.FindStringSubmatch(s)
}

// FindStringSubmatchIndex returns the places of the leftmost match and of its groups, nil where there is none.
func (p *Regexp) FindStringSubmatchIndex(s string) []int {
	if !p.MatchString(s) {
		return nil
	}
	return p.Regexp.FindStringSubmatchIndex(s)
}

// ReplaceAllString puts repl in place of all matches.
func (p *Regexp) ReplaceAllString(s, repl string) string {
	if !p.MatchString(s) {
		return s
	}
	return p.Regexp.ReplaceAllString(s, repl)
}

// A state is a set of threads between two characters.
type state struct {
	threads []uint32                // instructions, sorted, the conditions before them not yet looked at
	before  rune                    // stands for the character before: -1 at the beginning, '\n', 'a' for a word's, ' '
	next    []atomic.Pointer[state] // by the class of the character that follows
}

// The states in which it is known how the matching ends.
var matched, failed = &state{}, &state{}

// most is how many states an automaton has: a pattern that needs more is left to package regexp.
const most = 2000

type automaton struct {
	prog     *syntax.Prog
	anchored bool // matches at the beginning only
	begin    *state

	// Characters that no instruction tells apart are one class. bounds are where another class begins, classes which.
	ascii   [utf8.RuneSelf]uint16
	bounds  []rune
	classes []uint16
	stands  []rune // a character of each class; -1, of the last, is the end of the text

	mu     sync.Mutex
	states map[string]*state
}

func newAutomaton(expr string) *automaton {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic("dfa: " + err.Error()) // package regexp has compiled it
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		panic("dfa: " + err.Error())
	}
	a := &automaton{prog: prog, anchored: prog.StartCond()&syntax.EmptyBeginText != 0, states: map[string]*state{}}
	a.divide()
	a.begin = a.state(nil, -1)
	return a
}

// divide finds the classes of characters.
func (a *automaton) divide() {
	bounds := []rune{0, '\n', '\n' + 1, '0', '9' + 1, 'A', 'Z' + 1, '_', '_' + 1, 'a', 'z' + 1}
	var runes []*syntax.Inst
	for i := range a.prog.Inst {
		in := &a.prog.Inst[i]
		switch in.Op {
		case syntax.InstRune, syntax.InstRune1:
		default:
			continue
		}
		runes = append(runes, in)
		if len(in.Rune) == 1 {
			r := in.Rune[0]
			bounds = append(bounds, r, r+1)
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				bounds = append(bounds, f, f+1)
			}
		}
		for k := 0; k+1 < len(in.Rune); k += 2 {
			bounds = append(bounds, in.Rune[k], in.Rune[k+1]+1)
		}
	}
	slices.Sort(bounds)
	a.bounds = slices.Compact(bounds)
	known := map[string]uint16{}
	for _, r := range a.bounds {
		sign := make([]byte, 0, len(runes)+2)
		for _, in := range runes {
			sign = append(sign, bit(in.MatchRune(r)))
		}
		sign = append(sign, bit(r == '\n'), bit(syntax.IsWordChar(r)))
		c, is := known[string(sign)]
		if !is {
			c = uint16(len(a.stands))
			known[string(sign)] = c
			a.stands = append(a.stands, r)
		}
		a.classes = append(a.classes, c)
	}
	a.stands = append(a.stands, -1)
	for r := range a.ascii {
		a.ascii[r] = a.class(rune(r))
	}
}

func bit(b bool) byte {
	if b {
		return '1'
	}
	return '0'
}

func (a *automaton) class(r rune) uint16 {
	i, at := slices.BinarySearch(a.bounds, r)
	if !at {
		i--
	}
	return a.classes[i]
}

// match reports whether s contains a match, and whether that is known: it is not where there were too many states.
func (a *automaton) match(s string) (is, known bool) {
	st := a.begin
	for i := 0; ; {
		var c uint16
		switch {
		case i == len(s):
			c = uint16(len(a.stands) - 1)
			i++
		case s[i] < utf8.RuneSelf:
			c = a.ascii[s[i]]
			i++
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			c = a.class(r)
			i += n
		}
		next := st.next[c].Load()
		if next == nil {
			if next = a.step(st, c); next == nil {
				return false, false
			}
		}
		switch {
		case next == matched:
			return true, true
		case next == failed || i > len(s):
			return false, true
		}
		st = next
	}
}

// step makes the state that a character of class c leads to from st; nil where there would be too many.
func (a *automaton) step(st *state, c uint16) *state {
	a.mu.Lock()
	defer a.mu.Unlock()
	if next := st.next[c].Load(); next != nil {
		return next
	}
	r := a.stands[c]
	holds := syntax.EmptyOpContext(st.before, r)
	seen := make([]bool, len(a.prog.Inst))
	var after []uint32
	found := false
	var follow func(pc uint32)
	follow = func(pc uint32) {
		if seen[pc] || found {
			return
		}
		seen[pc] = true
		switch in := &a.prog.Inst[pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			follow(in.Out)
			follow(in.Arg)
		case syntax.InstCapture, syntax.InstNop:
			follow(in.Out)
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(in.Arg)&^holds == 0 {
				follow(in.Out)
			}
		case syntax.InstMatch:
			found = true
		case syntax.InstRune, syntax.InstRune1:
			if r >= 0 && in.MatchRune(r) {
				after = append(after, in.Out)
			}
		case syntax.InstRuneAny:
			if r >= 0 {
				after = append(after, in.Out)
			}
		case syntax.InstRuneAnyNotNL:
			if r >= 0 && r != '\n' {
				after = append(after, in.Out)
			}
		}
	}
	for _, pc := range st.threads {
		follow(pc)
	}
	follow(uint32(a.prog.Start))
	next := failed
	switch {
	case found:
		next = matched
	case r >= 0:
		slices.Sort(after)
		if after = slices.Compact(after); len(after) > 0 || !a.anchored {
			switch {
			case r == '\n':
			case syntax.IsWordChar(r):
				r = 'a'
			default:
				r = ' '
			}
			if next = a.state(after, r); next == nil {
				return nil
			}
		}
	}
	st.next[c].Store(next)
	return next
}

// state returns the state with threads after a character like before; nil where there are too many already.
func (a *automaton) state(threads []uint32, before rune) *state {
	var key strings.Builder
	key.WriteRune(max(before, 0))
	for _, pc := range threads {
		key.Write(binary.AppendUvarint(nil, uint64(pc)))
	}
	if st := a.states[key.String()]; st != nil {
		return st
	}
	if len(a.states) >= most {
		return nil
	}
	st := &state{threads: threads, before: before, next: make([]atomic.Pointer[state], len(a.stands))}
	a.states[key.String()] = st
	return st
}
