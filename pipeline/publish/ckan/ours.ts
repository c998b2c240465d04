/** Datasets of a portal that are a publisher's own, told by their address. */
import type { Shown } from './shown.ts'

export interface Ours {
  readonly iri: string
  /** dataset id, as in dist/ */
  readonly id: string
  readonly shown: Shown
}

/** Undefined where the dataset's address lies under none of the bases. */
export function findUnderBase(shown: Shown, bases: readonly string[]): Ours | undefined {
  const iri = shown.extras['identifier'] ?? ''
  const base = bases.map((one) => `${one}datasets/`).find((one) => iri.startsWith(one))
  const id = base === undefined ? '' : iri.slice(base.length).replace(/[/#].*$/, '')
  return id === '' ? undefined : { iri, id, shown }
}
