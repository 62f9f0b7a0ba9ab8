// Package person tells names of people from other words.
//
// Taggers and labellers know the people that they have learned from: a Donald Trump is a name to them, a Folasade Ogunbanjo may be a
// noun. So that whom a text is about does not tell who is heard in it, whatever is likely a person's name is given to them as Everybody.
// bench/fairness tells how far that goes.
package person

import (
	"strings"

	"github.com/hearsay-news/hearsay/model/glove"
)

// Given and Everybody are the name that stands for each, in lower case: Given for a name that another name follows.
const (
	Given     = "john"
	Everybody = "johnson"
)

// people are the clusters of words that are mostly names of people: a bit for each cluster of model/glove. In the train part of PolNeAR
// at least half of the words of such a cluster are tagged as names (or none of them is there); by hand those were taken out that
// are mostly names of places, parties, companies, papers and days, and a dozen put in that hold the names of one country beside its own.
var people = [glove.Clusters / 64]uint64{
	0x0000000000004000, 0x002c002000000080, 0x0e08408010002001, 0x0000800120004820,
	0x2504020020008006, 0x0285404100002814, 0x0020049181080080, 0x20622100a8008049,
	0x888004a281011000, 0x2a88000080804081, 0xc663230400010802, 0x10100a00188da10a,
	0x930400811248b030, 0x488d300340060042, 0x0292092768124004, 0x081820cc1cd08000,
}

// famous are names of people in the news that are in clusters of other words, and others words of the clusters of names that name
// nobody.
var (
	famous = words(`trump clinton obama hillary bush barack biden romney mccain mitt emanuel cruz rubio jeb kaine haley jindal weld cornyn
		crist vilsack whitman christie giuliani rudy cuomo scalia ginsburg alito kagan breyer schumer menendez mcconnell grassley gingrich
		lindsey netanyahu erdogan modi xi pence lynch schultz mcauliffe lauer reagan podesta kerry wasserman cummings rendell powell fallon
		axelrod sharpton comey ingraham springsteen corker mccaskill oprah winfrey kofi annan plouffe mondale mcgovern streisand garland mook
		palmieri elizabeth mary anne marc victor valerie erin robby johnnie sheldon toni patti chelsea`)
	others = words(`vietnam vietnamese hanoi saigon danang china chinese cpc japan japanese czech slovak slovakian partitions extraliga indian
		ceylon taluk south korea korean seoul dprk dpr kaesong sung sup arab egypt egyptian saudi jordan jordanian syria arabia arabian
		kuwait kuwaiti dubai sheikh sheik qatar qatari emirates emirati emirate bahrain bahraini libyan uae doha oman omani riyadh crescent
		dhabi jeddah jiddah muscat aqaba sharjah emir russia russian hong kong hang kowloon mr sar hksar shing wan german austrian von kaiser
		reich prinz hungarian romanian situations emergencies kremlin pentagon frenchman captain capt`)
)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// derived are endings of words that no list has and that are no names: "disingenuously".
var derived = [...]string{"ly", "ing", "ed", "ness", "tion", "sion", "ment", "less", "ful", "able", "ible", "ism", "ists", "isms", "ers", "ies", "iest"}

// Likely reports whether norm, a word in lower case that the text writes with a capital, is likely a name of a person, or a part of one:
// it is like other names, or no list has it. Where a word has a capital for its place, at the beginning of a sentence or in a headline,
// placed says so: then one that no list has is a name only if it is not formed as other words are.
func Likely(norm string, placed bool) bool {
	w, known := glove.Lookup(norm)
	if known {
		return famous[norm] || people[w.Cluster()/64]>>(w.Cluster()%64)&1 != 0 && !others[norm]
	}
	if len(norm) < 3 || strings.ContainsAny(norm, ".0123456789/&-'’@#_:") {
		return false
	}
	if placed {
		for _, ending := range derived {
			if strings.HasSuffix(norm, ending) {
				return false
			}
		}
	}
	return true
}
