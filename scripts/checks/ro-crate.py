"""RO-Crate 1.2, by roc-validator without a network: the context of RO-Crate comes from a copy.

usage: CONTEXT BAD... -- GOOD...      (folders; the first argument is the copy)
"""

import email.message
import io
import sys
import urllib.request
import urllib.response

import requests
import requests.adapters
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor

from hold import hold

with open(sys.argv.pop(1), "rb") as stream:
    CONTEXT = stream.read()


def is_context(url):
    return url.startswith("https://w3id.org/ro/crate/") and url.endswith("/context")


class Copy(urllib.request.BaseHandler):
    """For rdflib; anything else that is asked of the network fails."""

    handler_order = 1

    def https_open(self, request):
        if not is_context(request.full_url):
            raise OSError(f"not to be fetched: {request.full_url}")
        headers = email.message.Message()
        headers["Content-Type"] = "application/ld+json"
        answer = urllib.response.addinfourl(io.BytesIO(CONTEXT), headers, request.full_url, 200)
        answer.msg = "OK"
        return answer


def send(_adapter, request, **_options):
    """For requests."""
    if not is_context(request.url):
        raise requests.ConnectionError(f"not to be fetched: {request.url}")
    answer = requests.Response()
    answer.status_code, answer.url, answer.request = 200, request.url, request
    answer.headers["Content-Type"] = "application/ld+json"
    answer.raw, answer._content = io.BytesIO(CONTEXT), CONTEXT
    return answer


PLAIN = SPARQLProcessor.query
PREPARED = {}


def query(self, text, bindings=None, names=None, base=None, **options):
    """Most of its time goes into parsing the SPARQL of its rules anew for each crate: each is prepared once."""
    if isinstance(text, str):
        key = (text, base, tuple(sorted((name, str(iri)) for name, iri in (names or {}).items())))
        if key not in PREPARED:
            PREPARED[key] = prepareQuery(text, names, base)
        text = PREPARED[key]
    return PLAIN(self, text, bindings, names, base, **options)


SPARQLProcessor.query = query
urllib.request.install_opener(urllib.request.build_opener(Copy))
requests.adapters.HTTPAdapter.send = send

from rocrate_validator import models, services  # noqa: E402  (after the network is gone)


def faults(folder):
    settings = services.ValidationSettings(
        rocrate_uri=models.URI(folder) if hasattr(models, "URI") else folder,
        profile_identifier="ro-crate-1.2",
        requirement_severity=models.Severity.REQUIRED,
        no_cache=True,
    )
    result = services.validate(settings)
    return [f"{one.check.identifier}: {one.message}" for one in result.get_issues()]


hold("RO-Crate 1.2", "roc-validator", faults)
