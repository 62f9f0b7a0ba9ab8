package hearsay

import "encoding/json"

// In JSON what is unknown is null, and a list that holds nothing is an empty list. The types below say so once for
// each: the fields named in them hide those of the same name in the embedded type. Reading needs no such help.

func null[S ~string](s S) *S {
	if s == "" {
		return nil
	}
	return &s
}

func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// MarshalJSON writes d with null for what is unknown.
func (d Document) MarshalJSON() ([]byte, error) {
	type plain Document
	return json.Marshal(struct {
		plain
		URL         *string     `json:"url"`
		Addresses   []string    `json:"addresses"`
		Outlet      *string     `json:"outlet"`
		Channel     *Channel    `json:"channel"`
		Title       *string     `json:"title"`
		Author      *string     `json:"author"`
		Credit      *string     `json:"credit"`
		Language    *string     `json:"language"`
		LanguageHow *string     `json:"language_how"`
		Embeds      []Embed     `json:"embeds"`
		Links       []Hyperlink `json:"links"`
		Boilerplate []Span      `json:"boilerplate"`
	}{plain(d), null(d.URL), list(d.Addresses), null(d.Outlet), null(d.Channel), null(d.Title), null(d.Author),
		null(d.Credit), null(d.Language), null(d.LanguageHow), list(d.Embeds), list(d.Links), list(d.Boilerplate)})
}

// MarshalJSON writes s with null for what is unknown.
func (s Statement) MarshalJSON() ([]byte, error) {
	type plain Statement
	return json.Marshal(struct {
		plain
		Source  []Span  `json:"source"`
		Cue     []Span  `json:"cue"`
		Content []Span  `json:"content"`
		Speaker *string `json:"speaker"`
		Via     *string `json:"via"`
		Parent  *string `json:"parent"`
		Claim   *string `json:"claim"`
		Access  *Access `json:"access"`
		Refers  *string `json:"refers"`
	}{plain(s), list(s.Source), list(s.Cue), list(s.Content), null(s.Speaker), null(s.Via), null(s.Parent),
		null(s.Claim), null(s.Access), null(s.Refers)})
}

// MarshalJSON writes r with null for what is unknown.
func (r Remark) MarshalJSON() ([]byte, error) {
	type plain Remark
	return json.Marshal(struct {
		plain
		Contradicts *string `json:"contradicts"`
	}{plain(r), null(r.Contradicts)})
}

// MarshalJSON writes e with empty lists for what was not found.
func (e Extraction) MarshalJSON() ([]byte, error) {
	type plain Extraction
	e.Statements, e.Remarks, e.Sources, e.Responses = list(e.Statements), list(e.Remarks), list(e.Sources), list(e.Responses)
	return json.Marshal(plain(e))
}

// MarshalJSON writes s with null for what is unknown.
func (s Source) MarshalJSON() ([]byte, error) {
	type plain Source
	s.Names, s.Descriptions = list(s.Names), list(s.Descriptions)
	return json.Marshal(struct {
		plain
		Access *Access `json:"access"`
	}{plain(s), null(s.Access)})
}

// MarshalJSON writes s with empty lists for what there is none of.
func (s Support) MarshalJSON() ([]byte, error) {
	type plain Support
	s.For, s.Against, s.Rivals = list(s.For), list(s.Against), list(s.Rivals)
	return json.Marshal(plain(s))
}

// MarshalJSON writes n with null for what is unknown.
func (n NamedOrigin) MarshalJSON() ([]byte, error) {
	type plain NamedOrigin
	return json.Marshal(struct {
		plain
		Channel  *Channel `json:"channel"`
		Source   *string  `json:"source"`
		Document *string  `json:"document"`
	}{plain(n), null(n.Channel), null(n.Source), null(n.Document)})
}

// MarshalJSON writes c with null for what is unknown and empty lists for what there is none of.
func (c Claim) MarshalJSON() ([]byte, error) {
	type plain Claim
	c.Tellings, c.Others, c.Relatives, c.Flat, c.Languages = list(c.Tellings), list(c.Others), list(c.Relatives), list(c.Flat), list(c.Languages)
	c.Pairs, c.Parts, c.Reasons, c.Gaps, c.Responses = list(c.Pairs), list(c.Parts), list(c.Reasons), list(c.Gaps), list(c.Responses)
	c.Origins.Why = list(c.Origins.Why)
	return json.Marshal(struct {
		plain
		Earliest *string `json:"earliest"`
	}{plain(c), null(c.Earliest)})
}

// MarshalJSON writes s with empty lists where there is nothing.
func (s LinkSpans) MarshalJSON() ([]byte, error) {
	type plain LinkSpans
	s.From, s.To = list(s.From), list(s.To)
	return json.Marshal(plain(s))
}

// MarshalJSON writes e with null for what is unknown.
func (e Evidence) MarshalJSON() ([]byte, error) {
	type plain Evidence
	return json.Marshal(struct {
		plain
		Part   *Role   `json:"part"`
		Source *string `json:"source"`
		Origin *string `json:"origin"`
	}{plain(e), null(e.Part), null(e.Source), null(e.Origin)})
}

// MarshalJSON writes r with empty lists for what there is none of.
func (r Reason) MarshalJSON() ([]byte, error) {
	type plain Reason
	r.Evidence = list(r.Evidence)
	return json.Marshal(plain(r))
}

// MarshalJSON writes p with empty lists for what there is none of.
func (p Pair) MarshalJSON() ([]byte, error) {
	type plain Pair
	p.Why = list(p.Why)
	return json.Marshal(plain(p))
}

// MarshalJSON writes c with empty lists for what did not change.
func (c Changed) MarshalJSON() ([]byte, error) {
	type plain Changed
	c.Added, c.Removed, c.Claims = list(c.Added), list(c.Removed), list(c.Claims)
	return json.Marshal(plain(c))
}

// MarshalJSON writes r with empty lists for what there is none of.
func (r Report) MarshalJSON() ([]byte, error) {
	type plain Report
	r.Documents, r.Statements, r.Sources, r.Claims = list(r.Documents), list(r.Statements), list(r.Sources), list(r.Claims)
	r.Links, r.Evidence, r.Remarks, r.Skipped = list(r.Links), list(r.Evidence), list(r.Remarks), list(r.Skipped)
	return json.Marshal(plain(r))
}
