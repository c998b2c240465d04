"""Terms of RDF: a date is a date, a number a number, a language tag one of BCP 47, and no IRI has a space in it. The
shapes of DCAT-AP do not look.

By rdflib, which knows of each literal whether its text has the form of its type, and language-tags. (Jena's riot sees
the same; it would need Maven.)
"""

import re

import rdflib
from language_tags import tags

from hold import hold


# RFC 3987, 2.2
NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')


def faults(file):
    data = rdflib.Graph().parse(file, format="json-ld" if file.endswith(".jsonld") else "turtle")
    for subject, predicate, value in data:
        for term in (subject, predicate, value):
            if isinstance(term, rdflib.URIRef) and NOT_IN_IRI.search(term):
                yield f"{subject} {predicate} <{term}>"
        if isinstance(value, rdflib.Literal):
            if value.ill_typed:
                yield f"{subject} {predicate} {value.n3()}"
            if value.language is not None and not tags.check(value.language):
                yield f"{subject} {predicate} @{value.language}"


hold("dates, numbers and languages in RDF", "rdflib", faults)
