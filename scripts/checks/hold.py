"""Holds files against a checker: first the bad examples, which it must refuse, then ours, which it must accept.

usage of every check here: CHECK BAD... -- GOOD...
"""

import importlib.metadata
import logging
import os
import sys
import time


def arguments():
    """The bad files and the good ones."""
    at = sys.argv.index("--")
    return sys.argv[1:at], sys.argv[at + 1 :]


def hold(standard, tool, faults):
    """`faults` gives what is wrong with a file, as texts; a checker that can not read it at all refuses it too."""
    logging.disable(logging.CRITICAL)  # what they found is told here, in one line
    begun = time.monotonic()
    bad, good = arguments()
    if not bad or not good:
        sys.exit(f"{standard}: nothing to hold against {tool}")
    absent = [file for file in bad + good if not os.path.exists(file)]
    if absent:  # it would be refused for the wrong reason
        sys.exit(f"{standard}: no such file: {absent[0]}")
    version = importlib.metadata.version(tool)
    told = []
    for file in bad:
        found = faults_of(faults, file)
        if not found:
            sys.exit(f"{standard}: {tool} {version} accepted a bad example: {file}")
        told.append(len(found))
    for file in good:
        found = faults_of(faults, file)
        if found:
            lines = "\n  ".join(found[:10])
            sys.exit(f"{standard}: {tool} {version} refuses {os.path.relpath(file)}\n  {lines}")
    seconds = time.monotonic() - begun
    said = ", ".join(str(count) for count in told)
    print(f"{standard}: {tool} {version}: bad examples refused (faults: {said}), {len(good)} of ours accepted ({seconds:.1f} s)")


def faults_of(faults, file):
    try:
        return list(faults(file))
    except Exception as error:  # whatever a checker dies of, it has not accepted the file
        return [f"{type(error).__name__}: {error}"]
