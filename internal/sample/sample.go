// Package sample has ready-made root values for tests and screenshots: a small invented story, and a generator of
// stories of any size. Nobody and no place in them exists. The values are made by hand, not by the stages, so that a
// test of what people see does not move when a stage learns something.
package sample

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay"
)

// document returns a document with its id, its hash and the title as the first paragraph of its text.
func document(d hearsay.Document, paragraphs ...string) hearsay.Document {
	if d.Title != "" {
		paragraphs = append([]string{d.Title}, paragraphs...)
		d.TitleSpan = &hearsay.Span{Start: 0, End: len(d.Title)}
	}
	d.Text = strings.Join(paragraphs, "\n\n") + "\n\n"
	sum := sha256.Sum256([]byte(d.Path + d.Text))
	d.SHA256 = hex.EncodeToString(sum[:])
	d.ID = "d" + d.SHA256[:12]
	if d.Language != "" {
		d.LanguageHow = "declared"
	}
	return d
}

// find returns where words stand in d for the first time, and panics where they do not: the sample would be wrong.
func find(d hearsay.Document, words string) hearsay.Span {
	i := strings.Index(d.Text, words)
	if i < 0 {
		panic(fmt.Sprintf("sample: %q does not stand in %s", words, d.Path))
	}
	return hearsay.Span{Start: i, End: i + len(words)}
}

func spans(d hearsay.Document, words ...string) (all []hearsay.Span) {
	for _, w := range words {
		if w != "" {
			all = append(all, find(d, w))
		}
	}
	return all
}

// said completes s, a statement of d, from the words of its source, cue and content; own statements have no source
// and no cue.
func said(d hearsay.Document, s hearsay.Statement, source, cue, content string) hearsay.Statement {
	s.Document = d.ID
	s.Source, s.Cue, s.Content = spans(d, source), spans(d, cue), spans(d, content)
	s.ID = hearsay.StatementID(d.ID, s.Cue, s.Content)
	return s
}

func minute(month time.Month, day, hour, min int) hearsay.Time {
	return hearsay.Time{At: time.Date(2026, month, day, hour, min, 0, 0, time.UTC), Precision: hearsay.ToMinute, How: "json-ld datePublished"}
}

// Story is a small story: a former engineer alleges that a ferry company knew of a leak. Four documents, one of them
// foreign, tell it five times; his post is not among them.
func Story() hearsay.Report {
	courier := document(hearsay.Document{
		Path: "skerrow-courier.html", URL: "https://skerrowcourier.example/2026/03/calder-doors", Outlet: "The Skerrow Courier",
		Channel: hearsay.Web, Author: "Ysolde Marran", Language: "en", Published: minute(3, 2, 8, 15),
		Title: "Ferry company accused of sailing with leaking bow doors",
	},
		"Nordhaven Line knew since 2019 that the bow doors of the ferry Calder leaked and kept her sailing, a former chief engineer of the company alleged on Sunday.",
		"In a post on Telegram, Oskar Lindqvale, who says he served aboard the Calder for eleven years, wrote: “In 2019 I reported the leak in the bow doors to the head office, and they told me to keep sailing.”",
		"The claim has not been substantiated. A spokeswoman for Nordhaven Line, Mara Quillon, denied it. “No such report ever reached us,” she said.",
		"An inquiry of the Skerrow harbour board in 2021 found no fault in the doors.",
	)
	wire := document(hearsay.Document{
		Path: "northwire-0302.txt", Outlet: "Northwire", Channel: hearsay.Wire, Language: "en", Published: minute(3, 2, 11, 40),
		Title: "Engineer says ferry operator ignored leak",
	},
		"SKERROW (Northwire) - Nordhaven Line knew for seven years that the bow doors of its ferry Calder were leaking, a former engineer claimed in a post first reported by The Skerrow Courier.",
		"Oskar Lindqvale, a retired ship’s engineer, said he had warned the head office in 2019. The company did not answer questions by the time of publication.",
	)
	lantern := document(hearsay.Document{
		Path: "daily-lantern.html", URL: "https://dailylantern.example/news/88121", Outlet: "Daily Lantern", Channel: hearsay.Web,
		Credit: "Northwire", Language: "en", Published: minute(3, 2, 18, 5),
		Title: "Ferry company hid leak in bow doors for nine years",
	},
		"Nordhaven Line knew for nine years that the bow doors of its ferry Calder were leaking, a top safety inspector revealed.",
		"The inspector’s account is well documented. It is a silence strikingly convenient for a company that was selling shares at the time.",
	)
	kuestenbote := document(hearsay.Document{
		Path: "kuestenbote.html", URL: "https://kuestenbote.example/schiffahrt/calder", Outlet: "Küstenbote", Channel: hearsay.Web,
		Language: "de", Published: hearsay.Time{At: time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC), Precision: hearsay.ToDay, How: "time element"},
		Title: "Reederei soll von undichten Bugtoren gewusst haben",
	},
		"Die Nordhaven Line soll seit 2019 gewusst haben, dass die Bugtore der Fähre „Calder“ undicht waren. Das behauptet der frühere Leitende Ingenieur Oskar Lindqvale laut dem Skerrow Courier.",
		"Die Reederei wollte sich auf Anfrage nicht äußern.",
	)
	engineer, company, board := "person:lindqvale", "organisation:nordhaven", "organisation:harbour-board"
	leak, office, served := "c-calder-leak", "c-told-to-sail", "c-eleven-years"

	s1 := said(courier, hearsay.Statement{Kind: hearsay.Indirect, Commitment: hearsay.Distances, Stance: hearsay.Tells, Speaker: engineer,
		Claim: leak, Access: hearsay.FirstHand, Allegation: .92}, "a former chief engineer of the company", "alleged",
		"Nordhaven Line knew since 2019 that the bow doors of the ferry Calder leaked and kept her sailing")
	s2 := said(courier, hearsay.Statement{Kind: hearsay.Direct, Commitment: hearsay.Reports, Stance: hearsay.Tells, Speaker: engineer,
		Via: "telegram", Claim: office, Access: hearsay.FirstHand, Allegation: .8}, "Oskar Lindqvale", "wrote",
		"In 2019 I reported the leak in the bow doors to the head office, and they told me to keep sailing.")
	s3 := said(courier, hearsay.Statement{Kind: hearsay.Indirect, Commitment: hearsay.Reports, Stance: hearsay.Tells, Speaker: engineer,
		Claim: served, Access: hearsay.FirstHand, Allegation: .05}, "Oskar Lindqvale", "says", "he served aboard the Calder for eleven years")
	s4 := said(courier, hearsay.Statement{Kind: hearsay.Direct, Commitment: hearsay.Reports, Stance: hearsay.DeniesIt, Speaker: company,
		Claim: leak, Access: hearsay.Documented, Allegation: .3}, "A spokeswoman for Nordhaven Line, Mara Quillon", "denied", "No such report ever reached us,")
	s5 := said(wire, hearsay.Statement{Kind: hearsay.Indirect, Commitment: hearsay.Distances, Stance: hearsay.Tells, Speaker: engineer,
		Via: "The Skerrow Courier", Claim: leak, Access: hearsay.FirstHand, Allegation: .9}, "a former engineer", "claimed",
		"Nordhaven Line knew for seven years that the bow doors of its ferry Calder were leaking")
	s6 := said(wire, hearsay.Statement{Kind: hearsay.Indirect, Commitment: hearsay.Reports, Stance: hearsay.Tells, Speaker: engineer,
		Claim: office, Access: hearsay.FirstHand, Allegation: .7}, "Oskar Lindqvale, a retired ship’s engineer", "said", "he had warned the head office in 2019")
	s7 := said(lantern, hearsay.Statement{Kind: hearsay.Own, Commitment: hearsay.StatesAsFact, Stance: hearsay.Tells,
		Claim: leak, Allegation: .9}, "", "", "Ferry company hid leak in bow doors for nine years")
	s8 := said(lantern, hearsay.Statement{Kind: hearsay.Indirect, Commitment: hearsay.StatesAsFact, Stance: hearsay.Tells, Speaker: engineer,
		Claim: leak, Access: hearsay.FirstHand, Allegation: .9}, "a top safety inspector", "revealed",
		"Nordhaven Line knew for nine years that the bow doors of its ferry Calder were leaking")
	s9 := said(kuestenbote, hearsay.Statement{Kind: hearsay.Indirect, Commitment: hearsay.Distances, Stance: hearsay.Tells, Speaker: engineer,
		Via: "Skerrow Courier", Claim: leak, Access: hearsay.FirstHand, Allegation: .9}, "der frühere Leitende Ingenieur Oskar Lindqvale", "soll",
		"seit 2019 gewusst haben, dass die Bugtore der Fähre „Calder“ undicht waren")

	quote := func(d hearsay.Document, words string) (hearsay.Span, string) { return find(d, words), words }
	evidence := func(e hearsay.Evidence, d hearsay.Document, words string) hearsay.Evidence {
		e.Document = d.ID
		e.Span, e.Text = quote(d, words)
		return e
	}
	remark := func(id string, d hearsay.Document, kind hearsay.RemarkKind, words, contradicts string, about ...string) hearsay.Remark {
		return hearsay.Remark{ID: id, Document: d.ID, Span: find(d, words), Kind: kind, Statements: about, Claim: hearsay.IDs{leak}, Contradicts: contradicts}
	}
	link := func(id string, from, to hearsay.Document, kind hearsay.LinkKind, confidence float64, reason, fromWords, toWords string) hearsay.Link {
		return hearsay.Link{ID: id, From: from.ID, To: to.ID, Kind: kind, Confidence: confidence, Reason: reason,
			Spans: hearsay.LinkSpans{From: spans(from, fromWords), To: spans(to, toWords)}}
	}
	return hearsay.Report{
		Schema:     hearsay.Schema,
		Documents:  []hearsay.Document{courier, wire, lantern, kuestenbote},
		Statements: []hearsay.Statement{s1, s2, s3, s4, s5, s6, s7, s8, s9},
		Sources: []hearsay.Source{
			{ID: engineer, Name: "Oskar Lindqvale", Names: []string{"Oskar Lindqvale", "Lindqvale"}, Kind: hearsay.Person, Access: hearsay.FirstHand,
				Descriptions: []hearsay.Description{
					{Text: "a former chief engineer of the company", Document: courier.ID, By: "The Skerrow Courier", Span: find(courier, "a former chief engineer of the company")},
					{Text: "a retired ship’s engineer", Document: wire.ID, By: "Northwire", Span: find(wire, "a retired ship’s engineer")},
					{Text: "a top safety inspector", Document: lantern.ID, By: "Daily Lantern", Span: find(lantern, "a top safety inspector")},
					{Text: "der frühere Leitende Ingenieur", Document: kuestenbote.ID, By: "Küstenbote", Span: find(kuestenbote, "der frühere Leitende Ingenieur")},
				}},
			{ID: company, Name: "Mara Quillon", Names: []string{"Mara Quillon"}, Kind: hearsay.Person, Access: hearsay.Documented,
				Descriptions: []hearsay.Description{{Text: "A spokeswoman for Nordhaven Line", Document: courier.ID, By: "The Skerrow Courier", Span: find(courier, "A spokeswoman for Nordhaven Line")}}},
			{ID: board, Name: "Skerrow harbour board", Names: []string{"Skerrow harbour board"}, Kind: hearsay.Organisation},
		},
		Claims: []hearsay.Claim{
			{
				ID: leak, Text: "Nordhaven Line knew since 2019 that the bow doors of the ferry Calder leaked and kept her sailing",
				Tellings: []string{s1.ID, s5.ID, s7.ID, s8.ID, s9.ID}, Others: []string{s4.ID}, Relatives: []string{office, served},
				Pairs: []hearsay.Pair{
					{A: s1.ID, B: s5.ID, Score: .86, Why: []string{"the same company, ship and part", "12 words in common"}},
					{A: s1.ID, B: s4.ID, Score: .71, Why: []string{"a denial of it in the same article"}, Oppose: true},
				},
				Parts: []hearsay.Part{
					{Role: hearsay.Who, Value: "Nordhaven Line", Support: hearsay.Support{Tellings: 5, For: []string{"e1"}, Against: []string{"e2"}}},
					{Role: hearsay.What, Value: "knew that the bow doors leaked, and kept sailing", Support: hearsay.Support{Tellings: 5, For: []string{"e1"}, Against: []string{"e3"}}},
					{Role: hearsay.When, Value: "since 2019", Support: hearsay.Support{Tellings: 2, Rivals: []string{"for seven years", "for nine years"}}},
					{Role: hearsay.How, Value: "served aboard as chief engineer", Support: hearsay.Support{Tellings: 4, Rivals: []string{"a top safety inspector"}}},
				},
				NamedOrigin: &hearsay.NamedOrigin{Text: "a Telegram post by Oskar Lindqvale", Channel: hearsay.Telegram, Source: engineer},
				Earliest:    s1.ID, Flat: []string{s7.ID, s8.ID},
				Origins: hearsay.Origins{Low: 1, High: 1, Why: []string{
					"4 documents lead back to Oskar Lindqvale, who says that he was there",
					"Daily Lantern names another office for him, but prints Northwire’s words",
				}},
				Standing: hearsay.Disputed,
				Reasons: []hearsay.Reason{
					{Rule: "denial by someone with access", Text: "Mara Quillon, who speaks for Nordhaven Line, denies it", Evidence: []string{"e2"}, Decides: true},
					{Rule: "said to lack support", Text: "The Skerrow Courier writes that it has not been substantiated", Evidence: []string{"e4"}},
				},
				Gaps: []hearsay.Gap{
					{Kind: "named-origin", Text: "the Telegram post by Oskar Lindqvale is not in the pile"},
					{Kind: "cited-page", Text: "The Skerrow Courier links to the harbour board’s report of 2021", URL: "https://harbourboard.example/reports/2021-14.pdf"},
					{Kind: "response", Text: "nobody tells whether the head office of 2019 was asked"},
				},
				Responses: []hearsay.Response{
					{Who: "Nordhaven Line", Answer: hearsay.Denied, Document: courier.ID, Span: find(courier, "A spokeswoman for Nordhaven Line, Mara Quillon, denied it."), Statement: s4.ID, Claim: leak},
					{Who: "Nordhaven Line", Answer: hearsay.NotReached, Document: wire.ID, Span: find(wire, "The company did not answer questions by the time of publication."), Claim: leak},
					{Who: "Nordhaven Line", Answer: hearsay.Declined, Document: kuestenbote.ID, Span: find(kuestenbote, "Die Reederei wollte sich auf Anfrage nicht äußern."), Claim: leak},
				},
				Outlets: 4, Languages: []string{"en", "de"}, Allegation: .92, Rank: 8.4,
			},
			{
				ID: office, Text: "In 2019 I reported the leak in the bow doors to the head office, and they told me to keep sailing.",
				Tellings: []string{s2.ID, s6.ID}, Relatives: []string{leak},
				Parts: []hearsay.Part{
					{Role: hearsay.Who, Value: "Oskar Lindqvale", Support: hearsay.Support{Tellings: 2}},
					{Role: hearsay.Whom, Value: "the head office", Support: hearsay.Support{Tellings: 2}},
					{Role: hearsay.When, Value: "in 2019", Support: hearsay.Support{Tellings: 2}},
				},
				NamedOrigin: &hearsay.NamedOrigin{Text: "a Telegram post by Oskar Lindqvale", Channel: hearsay.Telegram, Source: engineer},
				Earliest:    s2.ID, Origins: hearsay.Origins{Low: 1, High: 1, Why: []string{"both lead back to Oskar Lindqvale"}},
				Standing: hearsay.Reported, Reasons: []hearsay.Reason{{Rule: "told, nothing about support", Text: "nobody says anything about support", Decides: true}},
				Gaps:    []hearsay.Gap{{Kind: "named-origin", Text: "the Telegram post by Oskar Lindqvale is not in the pile"}},
				Outlets: 2, Languages: []string{"en"}, Allegation: .8, Rank: 3.1,
			},
			{
				ID: served, Text: "he served aboard the Calder for eleven years", Tellings: []string{s3.ID}, Relatives: []string{leak},
				Parts:    []hearsay.Part{{Role: hearsay.HowMany, Value: "eleven years", Support: hearsay.Support{Tellings: 1}}},
				Earliest: s3.ID, Origins: hearsay.Origins{Low: 1, High: 1, Why: []string{"Oskar Lindqvale says it of himself"}},
				Standing: hearsay.Reported, Reasons: []hearsay.Reason{{Rule: "told, nothing about support", Text: "nobody says anything about support", Decides: true}},
				Outlets: 1, Languages: []string{"en"}, Allegation: .05, Rank: .4,
			},
		},
		Links: []hearsay.Link{
			link("l1", wire, courier, hearsay.Cites, .95, "names The Skerrow Courier as the first to report the post", "first reported by The Skerrow Courier", ""),
			link("l2", lantern, wire, hearsay.CarriesWire, .9, "credits Northwire, and 15 of its 20 words in a row are Northwire’s",
				"that the bow doors of its ferry Calder were leaking", "that the bow doors of its ferry Calder were leaking"),
			link("l3", lantern, courier, hearsay.Copies, .45, "shares 7 words in a row with The Skerrow Courier", "the bow doors of", "the bow doors of"),
			link("l4", kuestenbote, courier, hearsay.Cites, .93, "“laut dem Skerrow Courier”", "laut dem Skerrow Courier", ""),
		},
		Evidence: []hearsay.Evidence{
			evidence(hearsay.Evidence{ID: "e1", Claim: leak, Part: hearsay.What, Kind: hearsay.FirstHandTold, For: hearsay.For, Source: engineer, Origin: engineer}, courier,
				"In 2019 I reported the leak in the bow doors to the head office, and they told me to keep sailing."),
			evidence(hearsay.Evidence{ID: "e2", Claim: leak, Part: hearsay.Who, Kind: hearsay.Denial, For: hearsay.Against, Source: company, Origin: company}, courier, "No such report ever reached us,"),
			evidence(hearsay.Evidence{ID: "e3", Claim: leak, Part: hearsay.What, Kind: hearsay.Finding, For: hearsay.Against, Source: board, Origin: board}, courier,
				"An inquiry of the Skerrow harbour board in 2021 found no fault in the doors."),
			evidence(hearsay.Evidence{ID: "e4", Claim: leak, Kind: hearsay.WriterSays, For: hearsay.Against, Origin: courier.ID}, courier, "The claim has not been substantiated."),
			evidence(hearsay.Evidence{ID: "e5", Claim: leak, Kind: hearsay.Association, For: hearsay.ContextOnly, Origin: lantern.ID}, lantern,
				"a silence strikingly convenient for a company that was selling shares at the time"),
		},
		Remarks: []hearsay.Remark{
			remark("r1", courier, hearsay.Unsubstantiated, "The claim has not been substantiated.", "", s1.ID),
			remark("r2", courier, hearsay.FindingAgainst, "An inquiry of the Skerrow harbour board in 2021 found no fault in the doors.", "", s1.ID),
			remark("r3", lantern, hearsay.Substantiated, "The inspector’s account is well documented.", "", s8.ID),
			remark("r4", lantern, hearsay.Insinuation, "It is a silence strikingly convenient for a company that was selling shares at the time.", "", s8.ID),
		},
		Skipped: []hearsay.Skip{{Path: "scan-0417.pdf", Reason: "a picture without text", Remedy: "run it through text recognition and add the text"}},
		Changed: hearsay.Changed{
			Added:  []string{kuestenbote.ID},
			Claims: []hearsay.ClaimChange{{Claim: leak, What: []string{"a telling more (Küstenbote)", "standing: unsubstantiated -> disputed"}}},
		},
		Totals: hearsay.Totals{Documents: 4, Statements: 9, Claims: 3, Outlets: 4},
	}
}
