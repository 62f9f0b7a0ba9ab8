package sample

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/hearsay-news/hearsay"
)

// outlet is one of the publishers that Tellings draws from; a numbered regional edition of it where they run out.
type outlet struct {
	name, lang string
	channel    hearsay.Channel
}

var outlets = []outlet{
	{"Northwire", "en", hearsay.Wire}, {"The Skerrow Courier", "en", hearsay.Web}, {"Daily Lantern", "en", hearsay.Web},
	{"Küstenbote", "de", hearsay.Web}, {"La Gaceta de Marelda", "es", hearsay.Web}, {"Портовый вестник", "ru", hearsay.Web},
	{"صحيفة المرفأ", "ar", hearsay.Web}, {"海港日报", "zh", hearsay.Web}, {"Le Phare d’Ormeval", "fr", hearsay.Web},
	{"@tidewatch_skerrow", "en", hearsay.X}, {"Ferry Passengers’ Association of Greater Skerrow and the Outer Isles", "en", hearsay.Facebook},
	{"Harbour Radio 94", "en", hearsay.Broadcast}, {"Η Ναυτική", "el", hearsay.Web}, {"Dagbladet Vik", "nb", hearsay.Web},
	{"Salt & Tin", "en", hearsay.Weblog}, {"Ormeval Observer", "en", hearsay.Web}, {"t.me/calder_leaks", "en", hearsay.Telegram},
}

// wordings are how the generated story's claim is told, by language; the first of each is the earliest form.
var wordings = map[string][]string{
	"en": {
		"Nordhaven Line knew since 2019 that the bow doors of the ferry Calder leaked and kept her sailing",
		"Nordhaven Line knew for seven years that the bow doors of its ferry Calder were leaking",
		"Nordhaven Line did not repair the leaking bow doors of the ferry Calder, although it knew since 2019",
		"Nordhaven Line knew since 2017 that the bow doors of the ferry Calder leaked and kept her sailing",
		"Southhaven Line knew since 2019 that the bow doors of the ferry Calder leaked and kept her sailing",
	},
	"de": {"die Nordhaven Line habe seit 2019 gewusst, dass die Bugtore der Fähre Calder undicht waren"},
	"es": {"Nordhaven Line sabía desde 2019 que las puertas de proa del transbordador Calder tenían fugas"},
	"fr": {"Nordhaven Line savait depuis 2019 que les portes d’étrave du ferry Calder fuyaient"},
	"ru": {"компания «Нордхавен Лайн» с 2019 года знала, что носовые ворота парома «Калдер» протекают"},
	"ar": {"شركة نوردهافن لاين كانت تعلم منذ عام 2019 أن أبواب مقدمة العبّارة كالدر يتسرب منها الماء"},
	"zh": {"诺德海文航运公司自2019年起就知道“卡尔德”号渡轮的船首门漏水"},
	"el": {"η Nordhaven Line γνώριζε από το 2019 ότι οι πλωριές θύρες του Calder είχαν διαρροή"},
	"nb": {"Nordhaven Line visste siden 2019 at baugportene på fergen Calder lakk"},
}

// alleges is how each foreign language attributes the claim: the speaker, the cue, and the sentence.
var alleges = map[string][3]string{
	"de": {"Oskar Lindqvale", "behauptet", "Der frühere Ingenieur Oskar Lindqvale behauptet, %s."},
	"es": {"Oskar Lindqvale", "Según", "Según Oskar Lindqvale, %s."},
	"fr": {"Oskar Lindqvale", "affirme", "Oskar Lindqvale affirme que %s."},
	"ru": {"Оскара Линдквале", "По словам", "По словам Оскара Линдквале, %s."},
	"ar": {"أوسكار ليندكفاله", "زعم", "زعم أوسكار ليندكفاله أن %s."},
	"zh": {"奥斯卡·林德夸勒", "声称", "奥斯卡·林德夸勒声称，%s。"},
	"el": {"Όσκαρ Λίντκβαλε", "ισχυρίζεται", "Ο Όσκαρ Λίντκβαλε ισχυρίζεται ότι %s."},
	"nb": {"Oskar Lindqvale", "hevder", "Oskar Lindqvale hevder at %s."},
}

// Tellings is a story of n tellings, n at least 1, each in a document of its own: a wire report that many print, posts,
// outlets that cite each other, some of unknown lineage, some without a date, in several scripts, in two rounds. One
// telling in eight states the claim flat; after the first dozen one statement in thirty denies it. The same n gives the
// same story.
func Tellings(n int) hearsay.Report {
	draw := rand.New(rand.NewPCG(uint64(n), 7))
	r := hearsay.Report{Schema: hearsay.Schema}
	engineer, company := "person:lindqvale", "organisation:nordhaven"
	c := hearsay.Claim{
		ID: "c-calder-leak", Text: wordings["en"][0], Standing: hearsay.Reported, Outlets: 0, Allegation: .92, Rank: 9,
		NamedOrigin: &hearsay.NamedOrigin{Text: "a Telegram post by Oskar Lindqvale", Channel: hearsay.Telegram, Source: engineer},
		Origins:     hearsay.Origins{Low: 1, High: 1, Why: []string{"every known chain leads back to Oskar Lindqvale"}},
		Parts: []hearsay.Part{
			{Role: hearsay.Who, Value: "Nordhaven Line", Support: hearsay.Support{Tellings: n, Rivals: []string{"Southhaven Line"}}},
			{Role: hearsay.When, Value: "since 2019", Support: hearsay.Support{Tellings: n / 2, Rivals: []string{"since 2017"}}},
		},
		Reasons: []hearsay.Reason{{Rule: "told, nothing about support", Text: "nobody says anything about support", Decides: true}},
		Gaps:    []hearsay.Gap{{Kind: "named-origin", Text: "the Telegram post by Oskar Lindqvale is not in the pile"}},
	}
	lone := "person:lone-post"
	r.Sources = []hearsay.Source{
		{ID: engineer, Name: "Oskar Lindqvale", Names: []string{"Oskar Lindqvale", "Оскар Линдквале"}, Kind: hearsay.Person, Access: hearsay.FirstHand},
		{ID: company, Name: "Mara Quillon", Names: []string{"Mara Quillon"}, Kind: hearsay.Person},
		{ID: lone, Name: "an unnamed deckhand", Names: []string{"an unnamed deckhand"}, Kind: hearsay.Unnamed},
	}
	start := time.Date(2026, 3, 2, 8, 15, 0, 0, time.UTC)
	seen, spoken := map[string]bool{}, map[string]bool{}
	for i := 0; i < n; i++ {
		o := outlets[0]
		if i > 0 {
			o = outlets[draw.IntN(len(outlets))]
		}
		if i >= len(outlets) && draw.IntN(3) > 0 {
			o.name = fmt.Sprintf("%s %d", o.name, 2+draw.IntN(1+n/4))
		}
		content := wordings[o.lang][0]
		if draw.IntN(3) == 0 {
			content = wordings[o.lang][draw.IntN(len(wordings[o.lang]))]
		}
		d := hearsay.Document{Path: fmt.Sprintf("pile/%05d.html", i), URL: fmt.Sprintf("https://outlet%d.example/calder/%d", draw.IntN(90), i),
			Outlet: o.name, Channel: o.channel, Language: o.lang, Title: fmt.Sprintf("The Calder, told again (%d)", i+1)}
		s := hearsay.Statement{Kind: hearsay.Indirect, Commitment: hearsay.Distances, Stance: hearsay.Tells, Speaker: engineer, Claim: c.ID, Allegation: .9}
		source, cue, line := "Oskar Lindqvale", "alleged", "Oskar Lindqvale alleged that %s."
		switch kind := draw.IntN(48); {
		case kind < 4:
			s.Kind, s.Speaker, s.Commitment = hearsay.Own, "", hearsay.StatesAsFact
			source, cue, line = "", "", "%s."
		case o.lang != "en":
			said := alleges[o.lang]
			source, cue, line = said[0], said[1], said[2]
		case kind < 6:
			s.Commitment, cue, line = hearsay.StatesAsFact, "revealed", "Oskar Lindqvale revealed that %s."
		case kind < 18:
			s.Commitment, cue, line = hearsay.Reports, "said", "Oskar Lindqvale said that %s."
		case kind == 18 && i > 12:
			s.Stance, s.Speaker = hearsay.DeniesIt, company
			source, cue, line = "Mara Quillon", "denied", "Mara Quillon denied that %s."
		case kind == 19:
			s.Speaker, s.Commitment = lone, hearsay.Reports
			source, cue, line = "A deckhand who asked not to be named", "said", "A deckhand who asked not to be named said that %s."
		}
		hours := draw.ExpFloat64() * 40
		if draw.IntN(4) == 0 && i > 3 {
			hours += 24 * 19 // a second round
		}
		if i > 0 {
			d.Published = hearsay.Time{At: start.Add(time.Duration(hours * float64(time.Hour))), Precision: hearsay.ToMinute, How: "json-ld datePublished"}
		} else {
			d.Published = hearsay.Time{At: start, Precision: hearsay.ToMinute, How: "field published"}
		}
		if i > 4 && draw.IntN(14) == 0 {
			d.Published = hearsay.Time{}
		}
		d = document(d, "The ferry Calder lay in the harbour of Skerrow when this was written.", fmt.Sprintf(line, content), "Nobody else aboard has spoken so far.")
		s = said(d, s, source, cue, content)
		r.Documents = append(r.Documents, d)
		r.Statements = append(r.Statements, s)
		if s.Stance == hearsay.Tells {
			c.Tellings = append(c.Tellings, s.ID)
		} else {
			c.Others = append(c.Others, s.ID)
			c.Standing = hearsay.Disputed
			if c.Reasons[0].Decides {
				c.Reasons[0].Decides = false
				c.Reasons = append(c.Reasons, hearsay.Reason{Rule: "denial by someone with access", Text: "Mara Quillon denies it", Decides: true})
				c.Responses = append(c.Responses, hearsay.Response{Who: "Nordhaven Line", Answer: hearsay.Denied, Document: d.ID, Span: find(d, cue), Statement: s.ID, Claim: c.ID})
			}
		}
		if s.Stance == hearsay.Tells && s.Commitment == hearsay.StatesAsFact {
			c.Flat = append(c.Flat, s.ID)
		}
		if !seen[o.name] {
			seen[o.name] = true
			c.Outlets++
		}
		if !spoken[o.lang] {
			spoken[o.lang] = true
			c.Languages = append(c.Languages, o.lang)
		}
		if i == 0 {
			c.Earliest = s.ID
			continue
		}
		link := hearsay.Link{ID: fmt.Sprintf("l%d", i), From: d.ID}
		switch pick := draw.IntN(10); {
		case pick < 4:
			link.To, link.Kind, link.Confidence, link.Reason = r.Documents[0].ID, hearsay.CarriesWire, .95, "credits Northwire"
		case pick < 6:
			link.To, link.Kind, link.Confidence, link.Reason = r.Documents[draw.IntN(min(i, 6))].ID, hearsay.Copies, .8, "has 31 of its words in a row"
		case pick < 8:
			link.To, link.Kind, link.Confidence, link.Reason = r.Documents[draw.IntN(min(i, 25))].ID, hearsay.Cites, .9, "names it as where it has it from"
		case pick < 9:
			link.To, link.Kind, link.Confidence, link.Reason = r.Documents[draw.IntN(i)].ID, hearsay.Hyperlinks, .6, "leads to it from the text"
		default:
			continue // says who spoke, or nothing, and not from where it has it
		}
		r.Links = append(r.Links, link)
	}
	c.Origins.High += n / 50
	r.Claims = []hearsay.Claim{c}
	r.Changed.Added = []string{r.Documents[n-1].ID}
	r.Totals = hearsay.Totals{Documents: n, Statements: len(r.Statements), Claims: 1, Outlets: c.Outlets}
	return r
}
