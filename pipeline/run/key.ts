/** The hash of all that decides what a unit gives: its files, the schemas, the code. */
import { hashOf } from '../effects.ts'
import type { Context } from './context.ts'
import type { Entry, InLine } from './entry.ts'

type Base = Pick<Context, 'effects' | 'code' | 'schemas'>

/** What a publisher's list is made from: which datasets, and the hash of each one's datapackage.json. */
export interface Descriptors {
  readonly paths: readonly string[]
  readonly hash: string
}

export function sourceKey(base: Base, ins: readonly InLine[]): string {
  return keyOf(base, 'source', linesOf(ins))
}

export function publisherKey(base: Base, ins: readonly InLine[], descriptors: Descriptors): string {
  return keyOf(base, 'publisher', linesOf(ins) + descriptors.hash)
}

export function descriptorsOf(base: Pick<Context, 'effects'>, entries: readonly Entry[]): Descriptors {
  const lines = entries.flatMap((entry) =>
    entry.outs.filter((line) => line.path.endsWith('/datapackage.json')),
  )
  return { paths: lines.map((line) => line.path), hash: hashOf(base.effects, linesOf(lines)) }
}

/** `more` is what the units gave, folded. */
export function wholeKey(base: Base, more: string): string {
  return keyOf(base, 'whole', more)
}

function linesOf(lines: readonly InLine[]): string {
  return lines.map((line) => `${line.sha256} ${line.path}\n`).join('')
}

function keyOf(base: Base, kind: string, more: string): string {
  return hashOf(base.effects, `${kind}\n${base.code}\n${base.schemas.hash}\n${more}`)
}
