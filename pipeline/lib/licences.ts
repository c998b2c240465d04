/** Licences by SPDX id; the table is `schemas/licences.yaml`, checked by its schema. */
import { type Place, type Problem, type ProblemKind, problemsOf, type Text } from '../problem.ts'

export interface Licence {
  readonly iri: string
  readonly title: Text
  /** CKAN's own id, which is not SPDX */
  readonly ckan: string
  /** what CKAN itself calls it: a harvesting CKAN knows a licence by nothing else */
  readonly ckanTitle?: Text
  /** as オープンデータ一覧 writes it */
  readonly standard: string
}

export type Licences = Readonly<Record<string, Licence>>

export const LICENCE_PROBLEMS = {
  'catalog/unknown-licence': {
    severity: 'error',
    scope: 'source',
    ja: 'ライセンス「{actual}」は一覧にありません。',
    en: 'The licence "{actual}" is not in the list.',
    fixJa: 'SPDX の識別子で書いてください。使えるもの：{expected}',
    fixEn: 'Write its SPDX identifier. Known: {expected}',
  },
} satisfies Readonly<Record<string, ProblemKind>>

const problem = problemsOf(LICENCE_PROBLEMS)

/** What a publisher's licence id stands for, or the problem that names the ids we know. */
export function findLicence(
  id: string,
  licences: Licences,
  where: Place,
):
  | { readonly licence: Licence; readonly problem?: undefined }
  | { readonly licence?: undefined; readonly problem: Problem } {
  const licence = Object.hasOwn(licences, id) ? licences[id] : undefined
  if (licence !== undefined) return { licence }
  const expected = Object.keys(licences).sort().join(', ')
  return { problem: problem('catalog/unknown-licence', where, { actual: id, expected }) }
}
