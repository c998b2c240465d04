/** What the place serves, downloaded and held against what is offered. */
import type { Hash } from '../../effects.ts'
import type { Offer } from '../../lib/offer.ts'
import type { Problem } from '../../problem.ts'
import type { Step } from '../target.ts'
import { filesOf } from './paths.ts'
import { atOnce } from './plan.ts'
import { filesProblem } from './problems.ts'
import type { FileStore, Putting } from './store.ts'

export async function verifyFiles(
  store: FileStore,
  offer: Offer,
  sha256: () => Hash,
  progress: Step,
): Promise<readonly Problem[]> {
  const files = filesOf({ records: offer.files, documents: offer.documents })
  let done = 0
  const problems = await atOnce(files, store.atOnce, async (file) => {
    const problem = await verifyFile(store, file, offer.id, sha256)
    done += 1
    progress('verify', done, files.length)
    return problem
  })
  return problems.flatMap((problem) => problem ?? [])
}

/** The catalog, the report, SHA256SUMS. */
export async function verifyWhole(
  store: FileStore,
  whole: readonly Putting[],
  sha256: () => Hash,
  progress: Step,
): Promise<readonly Problem[]> {
  let done = 0
  const problems = await atOnce(whole, store.atOnce, async (file) => {
    const problem = await verifyFile(store, file, undefined, sha256)
    done += 1
    progress('verify', done, whole.length)
    return problem
  })
  return problems.flatMap((problem) => problem ?? [])
}

async function verifyFile(
  store: FileStore,
  file: Putting,
  dataset: string | undefined,
  sha256: () => Hash,
): Promise<Problem | undefined> {
  const where = { ...(dataset === undefined ? {} : { dataset }), file: file.path }
  const read = await store.read(file.path)
  if ('problem' in read) return read.problem
  if (read.value === undefined) return filesProblem('publish/file-absent', where, { actual: file.path })
  const hash = sha256()
  let bytes = 0
  for await (const chunk of read.value.chunks) {
    if ('problem' in chunk) return chunk.problem
    hash.update(chunk.value)
    bytes += chunk.value.length
  }
  const hex = hash.hex()
  if (hex !== file.sha256)
    return filesProblem('publish/file-differs', where, {
      file: file.path,
      actual: `${bytes} bytes, sha256 ${hex}`,
      expected: `${file.bytes} bytes, sha256 ${file.sha256}`,
    })
  const { mediaType } = read.value
  if (mediaType === undefined || isSameType(mediaType, file.mediaType)) return undefined
  return filesProblem('publish/file-type', where, {
    file: file.path,
    actual: mediaType,
    expected: file.mediaType,
  })
}

/** RFC 9110, 8.3.1: case and the space after `;` say nothing. */
function isSameType(one: string, other: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/\s*;\s*/g, ';')
  return plain(one) === plain(other)
}
