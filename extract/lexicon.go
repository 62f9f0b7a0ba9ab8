package extract

import (
	"regexp"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
	"github.com/hearsay-news/hearsay/lexicon/en"
	"github.com/hearsay-news/hearsay/lexicon/many"
)

// A verb is an entry of the list of cues.
type verb struct {
	lemma      string
	particle   []string // "out" of "point out", "the lid on" of "lift the lid on"
	commitment hearsay.Commitment
	stance     hearsay.Stance
	frames     string
}

func (v *verb) takes(frame byte) bool { return v != nil && strings.IndexByte(v.frames, frame) >= 0 }

// A pattern is a line of the list of remarks.
type pattern struct {
	kind    hearsay.RemarkKind
	trigger []int // indexes into words.triggers: of each list one must begin a word of the sentence
	match   *dfa.Regexp
}

// A medium is a line of the lists of media.
type medium struct {
	channel string
	trigger []int // indexes into words.mediaBegins
	match   *dfa.Regexp
}

// An answering is a line of the lists of responses and of retractions.
type answering struct {
	answer  hearsay.Answer // "none" for what looks like a response and is none
	whose   string
	trigger []int // indexes into words.answering
	match   *dfa.Regexp
}

// A stand is a line of the list of commitments.
type stand struct {
	commitment hearsay.Commitment
	where      string
	match      *dfa.Regexp
}

// triggers are lists of beginnings of words, found all at once.
type triggers struct {
	lists   int
	begins  map[string][]int // a beginning of a word -> the lists that have it
	longest int
}

func (t *triggers) add(list []string) int {
	for _, begin := range list {
		t.begins[begin] = append(t.begins[begin], t.lists)
		t.longest = max(t.longest, len(begin))
	}
	t.lists++
	return t.lists - 1
}

// addAll adds lists parted by "&".
func (t *triggers) addAll(all string) (added []int) {
	for _, list := range strings.Split(all, "&") {
		added = append(added, t.add(strings.Fields(list)))
	}
	return added
}

// in marks the lists of which a word has one.
func (t *triggers) in(word string, seen []bool) {
	for n := 1; n <= min(len(word), t.longest); n++ {
		for _, list := range t.begins[word[:n]] {
			seen[list] = true
		}
	}
}

// words are the English lists, read.
type words struct {
	verbs    map[string][]*verb // by every form of the first word
	groups   map[string]map[string]bool
	channels map[string]string
	wrong    []string // stems, sorted
	remarks  []pattern
	triggers triggers

	media       []medium
	mediaBegins triggers
	mediaAbroad []medium // over whole sentences, of any other language

	answers    []answering
	retracting []answering // without an answer, but for none
	answering  triggers

	commitments []stand
	abroad      map[string][]stand // the same of other languages, over whole sentences

	classes    map[string]uint32 // beginnings of words -> what they do in remarks, a bit for each of classNames
	classNames []string
}

var lists = sync.OnceValue(func() *words {
	w := &words{verbs: map[string][]*verb{}, groups: map[string]map[string]bool{}, channels: map[string]string{},
		triggers: triggers{begins: map[string][]int{}}, classes: map[string]uint32{}}
	for line := range lines(en.Classes) {
		name, list, _ := strings.Cut(line, " = ")
		for _, begin := range strings.Fields(list) {
			w.classes[begin] |= 1 << len(w.classNames)
		}
		w.classNames = append(w.classNames, name)
	}
	for line := range lines(en.Cues) {
		f := strings.Split(line, "|")
		v := &verb{commitment: hearsay.Commitment(strings.TrimSpace(f[1])), stance: hearsay.Stance(strings.TrimSpace(f[2])), frames: strings.TrimSpace(f[3])}
		words := strings.Fields(f[0])
		v.lemma, v.particle = words[0], words[1:]
		forms := inflect(v.lemma)
		if len(f) > 4 {
			forms = append(strings.Fields(f[4]), v.lemma)
		}
		for _, form := range forms {
			w.verbs[form] = append(w.verbs[form], v)
		}
	}
	for line := range lines(en.Commitment) {
		f := strings.SplitN(line, " | ", 3)
		w.commitments = append(w.commitments, stand{hearsay.Commitment(f[0]), f[1], dfa.MustCompile(f[2])})
	}
	w.abroad = map[string][]stand{}
	for line := range lines(many.Commitment) {
		f := strings.SplitN(line, " | ", 3)
		var words []string
		for _, item := range strings.Split(f[2], ",") {
			item = regexp.QuoteMeta(strings.TrimSpace(item))
			item = strings.ReplaceAll(strings.ReplaceAll(item, `\*`, `[^ ]*`), `\.\.\.`, `(?:[^ ]+ ){1,6}`)
			words = append(words, strings.ReplaceAll(item, "} ", "}"))
		}
		w.abroad[f[0]] = append(w.abroad[f[0]], stand{hearsay.Commitment(f[1]), "", dfa.MustCompile("(?:^| )(?:" + strings.Join(words, "|") + ")(?: |$)")})
	}
	group := ""
	for line := range lines(en.Nouns) {
		if strings.HasPrefix(line, "[") {
			group = strings.Trim(line, "[]")
			w.groups[group] = map[string]bool{}
			continue
		}
		for _, item := range strings.Split(line, ",") {
			if item = strings.TrimSpace(item); item == "" {
				continue
			}
			if word, channel, found := strings.Cut(item, "="); found {
				w.channels[word] = channel
				continue
			}
			w.groups[group][item] = true
			if group == "wrongdoing" {
				w.wrong = append(w.wrong, item)
			}
		}
	}
	for f := range patterns(en.Remarks, 3) {
		w.remarks = append(w.remarks, pattern{hearsay.RemarkKind(f[0]), w.triggers.addAll(f[1]), dfa.MustCompile(f[2])})
	}
	w.mediaBegins = triggers{begins: map[string][]int{}}
	for f := range patterns(en.Media, 3) {
		w.media = append(w.media, medium{f[0], w.mediaBegins.addAll(f[1]), dfa.MustCompile(f[2])})
	}
	for line := range lines(many.Media) {
		channel, list, _ := strings.Cut(line, " = ")
		var begins []string
		for _, item := range strings.Split(list, ",") {
			begins = append(begins, regexp.QuoteMeta(strings.TrimSpace(item)))
		}
		w.mediaAbroad = append(w.mediaAbroad, medium{channel, nil, dfa.MustCompile("(?:^|[^\\pL])(?:" + strings.Join(begins, "|") + ")")})
	}
	w.answering = triggers{begins: map[string][]int{}}
	for f := range patterns(en.Retractions, 3) {
		var answer hearsay.Answer
		if f[0] == none {
			answer = none
		}
		w.retracting = append(w.retracting, answering{answer, f[0], w.answering.addAll(f[1]), dfa.MustCompile(f[2])})
	}
	for f := range patterns(en.Responses, 4) {
		w.answers = append(w.answers, answering{hearsay.Answer(f[0]), f[1], w.answering.addAll(f[2]), dfa.MustCompile(f[3])})
	}
	return w
})

// patterns yields the lines of a list of patterns, divided into n fields by "|", with what {name} and @name stand for.
func patterns(list string, n int) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		names := map[string]string{}
		for line := range lines(list) {
			if name, value, found := strings.Cut(line, " = "); found && !strings.Contains(name, "|") {
				for inner, value2 := range names {
					value = strings.ReplaceAll(value, "{"+inner+"}", value2)
				}
				names[name] = value
				continue
			}
			f := strings.SplitN(line, "|", n)
			for i := range f {
				f[i] = strings.TrimSpace(f[i])
				for name, value := range names {
					if name[0] == '@' {
						f[i] = strings.ReplaceAll(f[i], name, value)
					} else {
						f[i] = strings.ReplaceAll(f[i], "{"+name+"}", value)
					}
				}
			}
			if !yield(f) {
				return
			}
		}
	}
}

// lines yields the lines of a list that are neither empty nor a comment.
func lines(list string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(list) {
			line = strings.TrimSpace(line)
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// inflect returns the forms of a regular English verb.
func inflect(lemma string) []string {
	last := lemma[len(lemma)-1]
	vowel := func(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }
	switch {
	case last == 'e':
		return []string{lemma, lemma + "s", lemma + "d", lemma[:len(lemma)-1] + "ing"}
	case last == 'y' && !vowel(lemma[len(lemma)-2]):
		stem := lemma[:len(lemma)-1]
		return []string{lemma, stem + "ies", stem + "ied", lemma + "ing"}
	case last == 's' || last == 'x' || strings.HasSuffix(lemma, "ch") || strings.HasSuffix(lemma, "sh"):
		return []string{lemma, lemma + "es", lemma + "ed", lemma + "ing"}
	case len(lemma) > 2 && vowel(lemma[len(lemma)-2]) && !vowel(lemma[len(lemma)-3]) && strings.IndexByte("bgpt", last) >= 0 && doubles[lemma]:
		return []string{lemma, lemma + "s", lemma + string(last) + "ed", lemma + string(last) + "ing"}
	}
	return []string{lemma, lemma + "s", lemma + "ed", lemma + "ing"}
}

// doubles are the verbs of the list that double their last letter.
var doubles = map[string]bool{"admit": true, "quip": true, "drop": true, "blog": true, "brag": true, "rebut": true, "shrug": true, "submit": true}

// is reports whether word, or its singular, is in a group of the nouns.
func (w *words) is(group, word string) bool {
	g := w.groups[group]
	if g[word] {
		return true
	}
	if i := strings.LastIndexAny(word, "-"); i >= 0 && g[word[i+1:]] {
		return true
	}
	switch {
	case strings.HasSuffix(word, "ies"):
		return g[word[:len(word)-3]+"y"]
	case strings.HasSuffix(word, "men"):
		return g[word[:len(word)-2]+"an"]
	case strings.HasSuffix(word, "es") && g[word[:len(word)-2]]:
		return true
	case strings.HasSuffix(word, "s"):
		return g[word[:len(word)-1]]
	}
	return false
}
