/** What is known of a source's file before it is asked for: its snapshot, what was last fetched, what waits. */
import path from 'node:path'
import { readText } from '../../effects.ts'
import { isObject, textOf } from '../../lib/object.ts'
import type { Validators } from '../../lib/origin.ts'
import { parseYaml } from '../../lib/yaml.ts'
import type { Bench } from '../candidate/bench.ts'
import { type Told, toldOf, waitingCandidate } from '../candidate/told.ts'
import { UNKNOWN } from '../entry.ts'
import { signatureOf } from '../files.ts'
import type { Ledger, Snapshotted } from '../ledger/note.ts'
import { nameOf, type SourceFolder } from '../project.ts'

export interface Known {
  /** of the snapshot; undefined: the source has none as yet */
  readonly sha256: string | undefined
  /** of the file that waits, where that is what was told of */
  readonly told: Told | undefined
  readonly validators: Validators
  /** sha256 of the file that the validators are of */
  readonly of: string | undefined
}

/** As snapshot.yaml says; parsed only where the file is another than the one remembered. */
function snapshotOf(
  effects: Bench['effects'],
  file: string,
  source: string,
  ledger: Ledger,
  taken: number,
): Omit<Snapshotted, 'signature'> {
  const stat = effects.stat(file)
  if (stat === undefined) return {}
  const known = ledger.get(source).snapshot
  const signature = signatureOf(stat, taken)
  const isAsRead = known !== undefined && signature !== UNKNOWN && known.signature === signature
  if (isAsRead && known.file !== undefined) return known
  const { value } = parseYaml(readText(effects, file))
  const texts = ['file', 'sha256', 'from', 'etag', 'lastModified'].flatMap((name) => {
    const text = isObject(value) ? textOf(value[name]) : undefined
    return text === undefined ? [] : [[name, text] as const]
  })
  const bytes = isObject(value) && typeof value.bytes === 'number' ? { bytes: value.bytes } : {}
  const snapshot: Omit<Snapshotted, 'signature'> = { ...Object.fromEntries(texts), ...bytes }
  ledger.set(source, { snapshot: { signature, ...snapshot } })
  return snapshot
}

function isThere(
  effects: Bench['effects'],
  folder: string,
  { file, bytes }: Omit<Snapshotted, 'signature'>,
): boolean {
  const stat = file === undefined ? undefined : effects.stat(path.join(folder, 'snapshot', file))
  return stat !== undefined && (bytes === undefined || stat.size === bytes)
}

/** Validators count only where the very bytes they are of are at hand: else the file is fetched whatever it is. */
export function knownOf(
  bench: Pick<Bench, 'effects' | 'layout'>,
  folder: SourceFolder,
  ledger: Ledger,
  isOther: boolean,
  /** the file system's clock when the run began */
  taken: number,
): Known {
  const { effects, layout } = bench
  const file = path.join(layout.root, 'sources', nameOf(folder), 'snapshot.yaml')
  const written = snapshotOf(effects, file, nameOf(folder), ledger, taken)
  // bytes that were lost are nobody's: they are fetched, and put back
  const snapshot = isThere(effects, path.dirname(file), written) ? written : {}
  const note = ledger.get(nameOf(folder))
  const { sha256, from: url, etag, lastModified } = snapshot
  const noted = toldOf(bench, folder)
  const told =
    noted !== undefined && waitingCandidate(bench, folder)?.sha256 === noted.sha256 ? noted : undefined
  const base = { sha256, told }
  if (isOther) return { ...base, validators: {}, of: undefined }
  const isAtHand = note.sha256 !== undefined && (note.sha256 === sha256 || note.sha256 === told?.sha256)
  if (note.validators !== undefined && isAtHand)
    return { ...base, validators: note.validators, of: note.sha256 }
  const isAsked = url !== undefined && (etag !== undefined || lastModified !== undefined)
  // a fresh checkout: what was fetched last is not known, but that may be the snapshot
  if (note.sha256 !== undefined || !isAsked) return { ...base, validators: {}, of: undefined }
  const validators = {
    url,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  }
  return { ...base, validators, of: sha256 }
}
