// Package trace finds who had it from whom: Links between documents, and the Origins that the tellings of a claim go
// back to.
//
// Prepare brings a document into the form in which it is compared; Keys says which documents are worth comparing at all;
// Links compares two and says whether one depends on the other, how, and by which words on both sides; Errors finds the
// slips that several documents share; Settle leaves of the links of a pile those that it needs; Missing names what the
// documents lean on and the pile has not. Origins walks every telling of a claim back to where its chain ends and counts
// the ends, by rules that stand in its comment. Everything is a function of what is given.
//
// A link has a direction: from depends on to. It is taken from what the words say (who names whom, who credits whom),
// and from time; a document is never held to depend on one that was published after it.
package trace

// Version names the method; it changes whenever a result may.
const Version = "trace-7"
