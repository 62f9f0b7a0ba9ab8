package weigh

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Policy is the text of the default policy, as a person reads it.
//
//go:embed policy.txt
var Policy string

// A Rule is one rule of a policy.
type Rule struct {
	Name     string
	When     [][]string       // one of these must hold, each with all of its conditions
	Standing hearsay.Standing // empty where the rule never decides
	Says     string
}

// ParsePolicy reads a policy. It is refused where a rule lacks a name, a condition, a standing or its sentence, where a
// condition or a standing is not known, where a rule would confirm, and where the last rule that decides may not hold.
func ParsePolicy(text string) ([]Rule, error) {
	var rules []Rule
	bad := func(line int, format string, args ...any) error {
		return fmt.Errorf("policy, line %d: %s: %w", line, fmt.Sprintf(format, args...), hearsay.ErrInvalid)
	}
	line := 0
	for s := range strings.SplitSeq(text, "\n") {
		line++
		s = strings.TrimSpace(s)
		if s == "" || strings.HasPrefix(s, "#") {
			continue
		}
		field, value, _ := strings.Cut(s, " ")
		value = strings.TrimSpace(value)
		if value == "" {
			return nil, bad(line, "%q says nothing; write a value after it", field)
		}
		if field == "rule" {
			rules = append(rules, Rule{Name: value})
			continue
		}
		if len(rules) == 0 {
			return nil, bad(line, "%q stands before the first rule; begin with a line \"rule NAME\"", field)
		}
		r := &rules[len(rules)-1]
		switch field {
		case "when":
			var all []string
			for c := range strings.SplitSeq(value, ";") {
				c = strings.TrimSpace(c)
				if conditions[c] == nil {
					return nil, bad(line, "no condition is called %q; see the comments of conditions for those that are", c)
				}
				all = append(all, c)
			}
			r.When = append(r.When, all)
		case "standing":
			switch st := hearsay.Standing(value); st {
			case hearsay.Reported, hearsay.UnsubstantiatedIt, hearsay.Disputed, hearsay.Refuted, hearsay.Retracted, hearsay.Corroborated:
				r.Standing = st
			case "none":
			default:
				return nil, bad(line, "%q is no standing that a rule may give", value)
			}
		case "says":
			r.Says = value
		default:
			return nil, bad(line, "there is no field %q; a rule has when, standing and says", field)
		}
	}
	for _, r := range rules {
		if len(r.When) == 0 || r.Says == "" {
			return nil, fmt.Errorf("policy, rule %s: it needs a line \"when\" and a line \"says\": %w", r.Name, hearsay.ErrInvalid)
		}
	}
	if len(rules) == 0 {
		return nil, fmt.Errorf("policy: it has no rule: %w", hearsay.ErrInvalid)
	}
	return rules, nil
}

// conditions are what a rule may ask. Each returns whether it holds and the evidence that it rests on.
var conditions = map[string]func(*facts) (bool, []string){
	"its origin recants": func(f *facts) (bool, []string) {
		ids := f.rows(hearsay.Against, hearsay.Retraction)
		return len(ids) > 0, ids
	},
	"no other origin with access": func(f *facts) (bool, []string) {
		return f.claim.Origins.Low <= f.recanting, nil
	},
	"independent evidence against it": func(f *facts) (bool, []string) {
		ids := f.rows(hearsay.Against, hearsay.Finding, hearsay.OfficialRecord, hearsay.DocumentShown, hearsay.Check)
		return len(ids) > 0, ids
	},
	"nothing independent for it": func(f *facts) (bool, []string) {
		ids := f.rows(hearsay.For, hearsay.Finding, hearsay.OfficialRecord, hearsay.DocumentShown, hearsay.Check, hearsay.Expert)
		return len(ids) == 0 && f.claim.Origins.Low < 2, nil
	},
	"an expert speaks against it": func(f *facts) (bool, []string) {
		ids := f.rows(hearsay.Against, hearsay.Expert)
		return len(ids) > 0, ids
	},
	"two independent origins with access": func(f *facts) (bool, []string) {
		return f.claim.Origins.Low >= 2, f.rows(hearsay.For, hearsay.FirstHandTold, hearsay.DocumentShown)
	},
	"a denial by someone with access": func(f *facts) (bool, []string) {
		return f.denied, f.denials
	},
	"support is said to be lacking": func(f *facts) (bool, []string) {
		ids := append(f.rows(hearsay.Against, hearsay.WriterSays), f.rows(hearsay.ContextOnly, hearsay.Check)...)
		return len(ids) > 0, ids
	},
	"it was looked for and nothing was found": func(f *facts) (bool, []string) {
		ids := f.rows(hearsay.ContextOnly, hearsay.Finding)
		return len(ids) > 0, ids
	},
	"it is told": func(f *facts) (bool, []string) {
		return true, nil
	},
	"a writer calls it substantiated": func(f *facts) (bool, []string) {
		ids := f.rows(hearsay.For, hearsay.WriterSays)
		return len(ids) > 0, ids
	},
	"an outlet takes back its own telling": func(f *facts) (bool, []string) {
		ids := f.rows(hearsay.ContextOnly, hearsay.Retraction)
		return len(ids) > 0, ids
	},
}

// A facts is what the conditions ask about.
type facts struct {
	claim     *hearsay.Claim
	evidence  []hearsay.Evidence
	denied    bool
	denials   []string
	recanting int // how many who tell it have recanted
}

// rows are the ids of the evidence on a side, of the given kinds.
func (f *facts) rows(side hearsay.Side, kinds ...hearsay.EvidenceKind) []string {
	var ids []string
	for _, e := range f.evidence {
		for _, k := range kinds {
			if e.For == side && e.Kind == k {
				ids = append(ids, e.ID)
			}
		}
	}
	return ids
}

// apply returns the standing and the reasons: the deciding one first.
func apply(rules []Rule, f *facts) (hearsay.Standing, []hearsay.Reason) {
	standing := hearsay.Standing("")
	var reasons []hearsay.Reason
	for _, r := range rules {
		ids, holds := r.holds(f)
		if !holds {
			continue
		}
		reason := hearsay.Reason{Rule: r.Name, Text: r.Says, Evidence: ids}
		if standing == "" && r.Standing != "" {
			standing, reason.Decides = r.Standing, true
		} else if r.Standing == hearsay.Reported {
			continue // that it is told needs no saying beside a better reason
		}
		reasons = append(reasons, reason)
	}
	return standing, reasons
}

func (r Rule) holds(f *facts) (ids []string, holds bool) {
	for _, all := range r.When {
		met := true
		var here []string
		for _, c := range all {
			ok, rows := conditions[c](f)
			met = met && ok
			here = append(here, rows...)
		}
		if met {
			holds = true
			ids = append(ids, here...)
		}
	}
	return ids, holds
}
