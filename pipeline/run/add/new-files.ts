/** What changes in the authored files of a source with another file, or with what a person has allowed. */
import type { JobInput } from '../../job/input.ts'
import type { OpenFile } from '../../job/table/grids.ts'
import type { GridFront } from '../../job/table/source.ts'
import { replaceInYaml } from '../../lib/yaml.ts'
import { casesOf } from './cases.ts'
import { casesText } from './texts.ts'
import type { NewFile } from './write.ts'

/** The counts are those of `after`; cases that nobody has confirmed are made anew. */
export function newFiles(
  input: JobInput,
  folder: string,
  after: GridFront,
  /** text of its snapshot.yaml; undefined: it stays */
  snapshot: string | undefined,
  file: OpenFile,
  cases: readonly { readonly confirmed?: boolean }[],
  /** for what a case may say of a cell that was mended since */
  mask: (text: string) => string = String,
): readonly NewFile[] {
  const text = new TextDecoder().decode(input.files.get(`${folder}/source.yaml`))
  const source = after.tables.reduce(
    (now, { slug, records }) =>
      replaceInYaml(now, ['expect', 'records', slug], String(records.length)) ?? now,
    text,
  )
  const made = cases.every(({ confirmed }) => confirmed === false) ? casesOf(after, file) : []
  return [
    ...(snapshot === undefined ? [] : [{ path: 'snapshot.yaml', text: snapshot }]),
    ...(source === text ? [] : [{ path: 'source.yaml', text: source }]),
    ...(made.length === 0
      ? []
      : [{ path: 'cases.yaml', text: casesText(made).split('\n').map(mask).join('\n') }]),
  ]
}
