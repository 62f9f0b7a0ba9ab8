package hearsay

// A Pile is what a claim is judged in: rows by their ids. It is looked up in, never walked over, so that order is not
// left to a map; Remarks, Responses, Withdrawals and Links are in any order. Rows of other claims may be there and do no harm.
type Pile struct {
	Documents   map[string]*Document
	Statements  map[string]*Statement // of all documents that tell the claim, also of other claims
	Sources     map[string]*Source    // by the ids that Statement.Speaker has
	Remarks     []Remark
	Responses   []Response
	Withdrawals []Withdrawal
	Links       []Link
}
