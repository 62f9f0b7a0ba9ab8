package hearsay

// Schema is the name of the JSON that a Report is written as.
const Schema = "hearsay.trace/1"

// A ClaimChange is what a run changed about a claim.
type ClaimChange struct {
	Claim string   `json:"claim"`
	New   bool     `json:"new"`
	What  []string `json:"what"` // sentences: "a telling more (The Harbour Post)", "standing: reported -> disputed"
}

// Changed says what a run changed.
type Changed struct {
	Added   []string      `json:"added"`   // document ids
	Removed []string      `json:"removed"` // document ids
	Claims  []ClaimChange `json:"claims"`
}

// None reports whether the run changed nothing.
func (c *Changed) None() bool { return len(c.Added)+len(c.Removed)+len(c.Claims) == 0 }

// A Report is what a run tells: a self-contained set of rows. Whatever a row names by id is in the report.
type Report struct {
	Schema     string      `json:"schema"`
	Documents  []Document  `json:"documents"`
	Statements []Statement `json:"statements"`
	Sources    []Source    `json:"sources"`
	Claims     []Claim     `json:"claims"` // in the order of their rank
	Links      []Link      `json:"links"`
	Evidence   []Evidence  `json:"evidence"`
	Remarks    []Remark    `json:"remarks"`
	Skipped    []Skip      `json:"skipped"`
	Changed    Changed     `json:"changed"`
	About      string      `json:"about,omitempty"` // what the report was narrowed to
	More       int         `json:"more"`            // claims that exist beyond those here
	Totals     Totals      `json:"totals"`
}

// Totals are the sizes of the whole casebook.
type Totals struct {
	Documents  int `json:"documents"`
	Statements int `json:"statements"`
	Claims     int `json:"claims"`
	Outlets    int `json:"outlets"`
}
