/** The sources that a publisher has already, as far as a new file bears on them. */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import type { Look } from '../../job/table/look.ts'
import { foldWord } from '../../lib/fold.ts'
import { isObject, listOf, textOf } from '../../lib/object.ts'
import { parseYaml } from '../../lib/yaml.ts'
import type { Schemas } from '../schemas.ts'

export interface KnownSource {
  readonly publisher: string
  readonly source: string
  /** names of its datasets */
  readonly datasets: readonly string[]
  readonly snapshot: { readonly file: string; readonly sha256: string } | undefined
  /** its tables: record type and headers; none of a document */
  readonly tables: readonly { readonly records: string; readonly headers: readonly string[] }[]
}

export function knownSources(
  effects: Effects,
  root: string,
  publisher: string,
  schemas: Schemas,
): readonly KnownSource[] {
  const folder = path.join(root, 'sources', publisher)
  return effects.list(folder).flatMap((source): readonly KnownSource[] => {
    const read = (name: string): unknown => {
      const file = path.join(folder, source, name)
      return effects.stat(file) === undefined ? undefined : parseYaml(readText(effects, file)).value
    }
    const declared = read('source.yaml')
    if (!isObject(declared)) return []
    const tables = isObject(declared.grid) ? listOf(declared.grid.tables).filter(isObject) : []
    const profile = textOf(declared.profile)
    const own = isObject(declared.datasets) ? Object.keys(declared.datasets) : []
    const shared = profile === undefined ? undefined : schemas.get(`profiles/${profile}.json`)
    const snapshot = read('snapshot.yaml')
    return [
      {
        publisher,
        source,
        datasets: [
          ...tables.map((table) => textOf(table.dataset) ?? ''),
          ...own,
          ...(isObject(shared) ? Object.keys(shared) : []),
        ],
        snapshot: isObject(snapshot)
          ? { file: textOf(snapshot.file) ?? '', sha256: textOf(snapshot.sha256) ?? '' }
          : undefined,
        tables: tables.map((table) => ({
          records: textOf(table.records) ?? textOf(table.dataset) ?? '',
          headers: headersOf(
            listOf(table.columns).map((column) => (isObject(column) ? (textOf(column.header) ?? '') : '')),
          ),
        })),
      },
    ]
  })
}

/** Whether a file is to the eye a newer one of a source: by its name, or by what it is and its columns. */
export function resembles(known: KnownSource, fileName: string, look: Look): 'name' | 'columns' | undefined {
  if (known.tables.length === 0) return undefined
  if (known.snapshot?.file.normalize('NFC') === fileName.normalize('NFC')) return 'name'
  const same = look.tables.every(({ sheet, table, isOwn }) => {
    const headers = headersOf(table.columns.map(({ header }) => header)).join('\n')
    return known.tables.some(
      (one) => one.headers.join('\n') === headers && (isOwn || one.records === (sheet?.id ?? table.dataset)),
    )
  })
  return same && look.tables.length > 0 ? 'columns' : undefined
}

function headersOf(headers: readonly string[]): readonly string[] {
  return headers.map(foldWord).filter((header) => header !== '')
}
