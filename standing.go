package hearsay

// Standing is what the policy makes of the evidence today. A person signs a verdict; the machine never does.
type Standing string

// The standings of the default policy.
const (
	Reported          Standing = "reported"
	UnsubstantiatedIt Standing = "unsubstantiated"
	Disputed          Standing = "disputed"
	Refuted           Standing = "refuted"
	Retracted         Standing = "retracted"
	Corroborated      Standing = "corroborated"
	Confirmed         Standing = "confirmed" // only by a person's verdict
)

// A Reason is one step to a standing.
type Reason struct {
	Rule     string   `json:"rule"` // the policy's rule, by its name
	Text     string   `json:"text"`
	Evidence []string `json:"evidence"`
	Decides  bool     `json:"decides"` // the rule that made the standing; the others were met and outranked
}
