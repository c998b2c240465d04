/** The columns of a file whose sheet is known, as they stand in it: which are there, where, and called what. */
import type { LookedTable } from '../../job/table/look.ts'
import type { TableColumn } from './side.ts'

/**
 * A column may give several fields, and several may give one: then their headers are told together. What is left out
 * goes by its header.
 */
export function writtenColumns(
  looked: Pick<LookedTable, 'found' | 'columns'>,
  fields: readonly TableColumn[],
  mask: (text: string) => string,
): readonly TableColumn[] {
  const written = new Map<string, TableColumn>()
  const places = placesOf(looked)
  for (const [at, { header, target }] of looked.columns.entries()) {
    const field = target === null ? undefined : fields.find((one) => one.header === target)
    const shown = mask(header)
    const key = field?.key ?? shown
    if (key === '') continue
    const former = written.get(key)
    const place = places[at] ?? at + 1
    written.set(
      key,
      former === undefined
        ? { key, header: shown, type: field?.type ?? '', place }
        : { ...former, header: `${former.header} + ${shown}` },
    )
  }
  return [...written.values()]
}

/** One that gives several fields stands in the list once for each, one after the other. */
function placesOf({ found, columns }: Pick<LookedTable, 'found' | 'columns'>): readonly number[] {
  const places: number[] = []
  let at = 0
  for (const { header } of columns) {
    if (places.length > 0 && found.columns[at]?.header !== header) at += 1
    places.push(found.columns[at]?.column ?? at + 1)
  }
  return places
}
