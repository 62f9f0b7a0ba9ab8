// Package desk joins the stages over a hearsay.Store: what the command, the pages and other programs call.
//
// Trace reads what it is given and adds it to the casebook: each new document with what extract found in it and with
// the keys by which match and trace find its neighbours; then the pairs of statements that say the same, and the links
// between documents; then the claims that this touches, each weighed anew. Remove and Restore take a document out and
// put it back, Redo runs the stages again, Show and All look things up. All of them answer with rows of the root, most
// of them as a Report.
//
// # What is kept, and what is filled in
//
// An Extraction is kept as extract made it: its statements and remarks name no claim, and its speakers are those of the
// document. Which claim a statement belongs to is kept once, in the claim (Claim.Tellings, Claim.Others), and who
// speaks over several documents once, beside the claim (Weighed.Speakers, Weighed.Sources). When a report is put
// together, Statement.Claim, Statement.Speaker and Remark.Claim are filled in from there.
//
// # One document more
//
// A claim is a function of its component, the statements that chains of pairs connect, and of the documents that
// these go back to by links. So a new document touches the components of its own statements, and those of documents
// that go back to it; nothing else is looked at, however large the casebook is. What a run over a pile makes is what as
// many runs over its parts make, in any order, but for the ids of claims: a claim keeps the id that it was first given.
// (Two limits: a key that more than common subjects share ties nobody any more, so in a very large pile the pairs that
// were found before a word became common stay, and those after are found by other keys; and a run that compares a good part of
// a large casebook compares each subject with the nearest ones only, see index.)
//
// Ties are kept as keys too: two subjects that belong together share one key of their own (see tie), which finds the
// neighbours of a subject without a walk over all of them.
//
// A run that is interrupted leaves a whole casebook: what was written is right, and what was still to be done is kept
// as a list, which the next run works off first.
package desk

import (
	"context"
	"runtime"
	"time"

	"github.com/hearsay-news/hearsay"
)

// Shown is how many claims a report holds unless more are asked for.
const Shown = 20

// A Desk is where the stages meet over a casebook. It may be used by one caller at a time.
type Desk struct {
	Store    hearsay.Store
	Program  string           // the version of the program, kept with each run
	Now      func() time.Time // time.Now where nil
	Workers  int              // how many documents are read at once; GOMAXPROCS where 0
	Progress func(Progress)   // called from one goroutine, often; may be nil

	shelf shelf
}

// Progress says how far a run is.
type Progress struct {
	Step  string // "reading", "comparing", "weighing"
	Done  int    // documents so far
	Total int    // of how many; 0 where nobody knows yet
}

func (d *Desk) tell(step string, done, total int) {
	if d.Progress != nil {
		d.Progress(Progress{step, done, total})
	}
}

func (d *Desk) workers() int {
	if d.Workers > 0 {
		return d.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// write writes as one run.
func (d *Desk) write(ctx context.Context, command string, f func(hearsay.Writer) error) error {
	now := time.Now
	if d.Now != nil {
		now = d.Now
	}
	return d.Store.Write(ctx, hearsay.Run{At: now(), Program: d.Program, Command: command}, f)
}
