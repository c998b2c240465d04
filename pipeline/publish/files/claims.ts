/**
 * The names of ours that no SHA256SUMS there names: what is about to be put, what is about to be removed, and what of
 * a dataset that is offered no more was left. Written down at the place itself before the first of them is touched, so
 * that a run that was killed anywhere leaves nothing behind that the next one takes for another's. Gone when it is done.
 */
import type { Hash } from '../../effects.ts'
import { CLAIMS, isOurs, isPart, SUMS } from './paths.ts'
import type { FileStore, Outcome, Putting } from './store.ts'
import { type Known, offeredPaths, type Survey, sumsOf } from './survey.ts'

/** What must be written down before anything is changed; undefined where all of it is. */
export function claimsBefore(known: Known, survey: Survey): ReadonlySet<string> | undefined {
  const { found, owning, sums, claims } = survey
  const offered = offeredPaths(known)
  const then = known.sums === undefined ? new Map<string, string>() : sumsOf(known.sums)
  const coming = [...offered].filter(
    // what another put there under such a name is not ours until it is overwritten
    (path) => !sums.has(path) && !(found.has(path) && !isOurs(path, owning)),
  )
  const going = [...found.keys()].filter(
    (path) => isOurs(path, owning) && !then.has(path) && !offered.has(path),
  )
  const needed = [...coming, ...going].filter(isNamed)
  return needed.every((path) => claims.has(path)) ? undefined : new Set([...claims, ...needed])
}

/** What is to stay written down when the catalog is of now: the files of datasets that wait to be retired. */
export function claimsAfter(known: Known, { found, owning }: Survey): ReadonlySet<string> {
  const offered = offeredPaths(known)
  const then = known.sums === undefined ? new Map<string, string>() : sumsOf(known.sums)
  return new Set(
    [...found.keys()].filter(
      (path) => isNamed(path) && isOurs(path, owning) && !offered.has(path) && !then.has(path),
    ),
  )
}

/** SHA256SUMS and this list itself are known by their names; what is half written too. */
function isNamed(path: string): boolean {
  return path !== SUMS && path !== CLAIMS && !isPart(path)
}

export function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((name) => other.has(name))
}

/** Has the list say this, and no more. */
export async function writeClaims(
  store: FileStore,
  sha256: () => Hash,
  claims: ReadonlySet<string>,
): Promise<Outcome<null>> {
  return claims.size === 0 ? store.remove(CLAIMS) : store.put(claimsFile(sha256, claims))
}

function claimsFile(sha256: () => Hash, claims: ReadonlySet<string>): Putting {
  const data = new TextEncoder().encode(
    [...claims]
      .sort()
      .map((path) => `${path}\n`)
      .join(''),
  )
  const hash = sha256()
  hash.update(data)
  return {
    path: CLAIMS,
    mediaType: 'text/plain; charset=utf-8',
    bytes: data.length,
    sha256: hash.hex(),
    read: () => [data],
  }
}
