"""RDF against SHACL shapes, by pyshacl. usage: STANDARD SHAPES BAD... -- GOOD..."""

import sys

import rdflib
from pyshacl import validate

from hold import hold

STANDARD, SHAPES = sys.argv.pop(1), rdflib.Graph().parse(sys.argv.pop(1))
RESULT = rdflib.URIRef("http://www.w3.org/ns/shacl#resultMessage")


def faults(file):
    data = rdflib.Graph().parse(file, format="json-ld" if file.endswith(".jsonld") else "turtle")
    conforms, results, text = validate(data, shacl_graph=SHAPES)
    return [] if conforms else [str(one) for one in results.objects(None, RESULT)] or [text]


hold(STANDARD, "pyshacl", faults)
