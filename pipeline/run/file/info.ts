/** What the writers need to know of a table that is only converted: its columns, and what little is known beside. */
import type { LookedTable } from '../../job/table/look.ts'
import { lookedSchema } from '../../job/table/run-look.ts'
import type { Column, DatasetInfo } from '../../lib/model.ts'
import { readRecordType } from '../../validate/index.ts'

/** `stem`: the name of its files. The columns are all of the record type, so that the layout is the standard's. */
export function infoOf(looked: LookedTable, stem: string, code: string | undefined): DatasetInfo {
  const { table } = looked
  const type = readRecordType(lookedSchema(looked))
  if (type === undefined) throw new Error('a record schema that is none')
  const columns = type.columns.map(completed)
  const baseIri = code === undefined ? 'https://opendata.invalid/' : `https://${code}.opendata.invalid/`
  const title = type.title.ja === '' ? { ja: stem, en: stem } : type.title
  return {
    id: stem,
    slug: table.dataset,
    title,
    description: type.description,
    keywords: [],
    publisher: {
      id: code ?? '',
      code: code ?? '',
      name: { ja: '', en: '' },
      licence: '',
      baseIri,
      baseIriDeclared: false,
    },
    source: null,
    ...(type.conformsTo === undefined ? {} : { conformsTo: type.conformsTo }),
    columns,
    primaryKey: table.key.flatMap((header) =>
      columns.filter((column) => column.header === header).map(({ key }) => key),
    ),
    release: null,
    recordSchema: type.schema,
  }
}

/** A schema from outside has no titles of ours, nor terms. */
function completed(column: Column): Column {
  const { key, header, term } = column
  return {
    ...column,
    header: header === '' ? key : header,
    term: term === '' ? `hiraku:${encodeURIComponent(key)}` : term,
  }
}
