/**
 * Gets bytes and records what was got: from an address, by a link on a page, from a CKAN, from a folder.
 * What it gets is whole or not there; what a host or its robots.txt forbids is not tried, but told.
 * And the verification: the snapshot on disk is the one that snapshot.yaml speaks of, or nothing is built from it.
 */
import type { Snapshot } from '../lib/model.ts'
import type { Place, Problem } from '../problem.ts'
import { lineEndsOf } from './line-ends.ts'
import { acquireProblem } from './problems.ts'

export type { Acquired, Fetched, Fetcher, Sought } from './acquired.ts'
export { type AcquireEffects, createFetcher, type FetcherOptions } from './fetcher.ts'
export { acquireProblems } from './problems.ts'

/**
 * Holds the bytes against snapshot.yaml. `bytes` is undefined where the file is absent; `where` is the place of
 * snapshot.yaml, or of one of its keys.
 */
export function verifySnapshot(
  snapshot: Snapshot,
  bytes: Uint8Array | undefined,
  sha256: (bytes: Uint8Array) => string,
  where: Place,
): readonly Problem[] {
  const { file } = snapshot
  if (bytes === undefined)
    return [acquireProblem('acquire/snapshot-missing', { ...where, key: 'file' }, { file })]
  const problems: Problem[] = []
  const hash = sha256(bytes)
  if (hash !== snapshot.sha256) {
    const isOfLineEnds = lineEndsOf(bytes).some((other) => sha256(other) === snapshot.sha256)
    problems.push(
      acquireProblem(
        isOfLineEnds ? 'acquire/snapshot-line-ends' : 'acquire/snapshot-mismatch',
        { ...where, key: 'sha256' },
        { file, actual: hash, expected: snapshot.sha256 },
      ),
    )
  } else if (bytes.length !== snapshot.bytes) {
    problems.push(
      acquireProblem(
        'acquire/size-mismatch',
        { ...where, key: 'bytes' },
        { file, actual: bytes.length, expected: snapshot.bytes },
      ),
    )
  }
  return problems
}
