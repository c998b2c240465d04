/** The hash of all that decides what a unit gives: its files, the schemas that it asks for, the code. */
import { hashOf } from '../effects.ts'
import { detach } from '../lib/detach.ts'
import type { Context } from './context.ts'
import type { Entry, InLine } from './entry.ts'

type Base = Pick<Context, 'effects' | 'code'>

/** What a publisher's list is made from: which datasets, and the hash of each one's datapackage.json. */
export interface Descriptors {
  readonly paths: readonly string[]
  readonly hash: string
}

export function sourceKey(base: Base, ins: readonly InLine[], asked: string): string {
  return keyOf(base, 'source', asked, linesOf(ins))
}

export function publisherKey(
  base: Base,
  ins: readonly InLine[],
  asked: string,
  descriptors: Descriptors,
): string {
  return keyOf(base, 'publisher', asked, linesOf(ins) + descriptors.hash)
}

export type DescriptorLine = Pick<InLine, 'path' | 'sha256'>

/** What is held of a source until its publisher's turn comes. */
export function descriptorLines(entry: Pick<Entry, 'outs'>): readonly DescriptorLine[] {
  return entry.outs
    .filter((line) => line.path.endsWith('/datapackage.json'))
    .map(({ path, sha256 }) => ({ path: detach(path), sha256: detach(sha256) }))
}

export function descriptorsOf(base: Pick<Context, 'effects'>, lines: readonly DescriptorLine[]): Descriptors {
  return { paths: lines.map((line) => line.path), hash: hashOf(base.effects, linesOf(lines)) }
}

/** `more` is what the units gave, folded. */
export function wholeKey(base: Base, asked: string, more: string): string {
  return keyOf(base, 'whole', asked, more)
}

function linesOf(lines: readonly DescriptorLine[]): string {
  return lines.map((line) => `${line.sha256} ${line.path}\n`).join('')
}

function keyOf(base: Base, kind: string, asked: string, more: string): string {
  return hashOf(base.effects, `${kind}\n${base.code}\n${asked}\n${more}`)
}
