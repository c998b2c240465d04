/** A comparison as CSV, a field a row: UTF-8 with BOM and CRLF, as the datasets have it. */
import { cellText, csvCell } from '../../export/index.ts'
import type { DatasetDiff, DiffFound, ShownChange } from '../../report/diff/model.ts'

const HEADERS = ['データセット', 'キー', '変更', '項目', '見出し', '前', '後']

/** What could not be compared stands before the changes: they are not all. */
export async function* diffCsv({ datasets, caveats = [] }: DiffFound): AsyncGenerator<string> {
  yield `\ufeff${lineOf(HEADERS)}`
  for (const { ja } of caveats) yield lineOf(['', '', 'caveat', '', ja, '', ''])
  for (const dataset of datasets) {
    const { id, state, columns, uncompared } = dataset
    if (state === 'same') continue
    if (uncompared !== undefined) {
      const { before, after, keys } = uncompared
      yield lineOf([id, '', 'rows-not-compared', '', '', String(before), String(after)])
      for (const key of keys) yield lineOf([id, key, 'not-compared', '', '', '', ''])
    }
    if (state !== 'changed') {
      yield lineOf([id, '', `dataset-${state}`, '', '', '', ''])
      continue
    }
    for (const { kind, field, header, before = '', after = '' } of columns)
      yield lineOf([id, '', `column-${kind}`, field, header, before, after])
    for await (const change of dataset.changes()) yield changeLines(change, dataset)
  }
}

const TAKEN_DOWN = '（取り下げ）'

/** Of a record that came or went, each field that says something. */
function changeLines(change: ShownChange, { id, headers }: DatasetDiff): string {
  const line = (field: string, before: string, after: string): string =>
    lineOf([id, change.key ?? '', change.kind, field, headers[field] ?? field, before, after])
  if (change.kind === 'changed')
    return change.fields
      .map(({ field, before, after, withheld }) =>
        line(
          field,
          withheld === 'before' || withheld === 'both' ? TAKEN_DOWN : cellText(before ?? null),
          withheld === 'after' || withheld === 'both' ? TAKEN_DOWN : cellText(after ?? null),
        ),
      )
      .join('')
  if (change.withheld === true)
    return lineOf([
      id,
      '',
      change.kind,
      '',
      '',
      ...(change.kind === 'added' ? ['', TAKEN_DOWN] : [TAKEN_DOWN, '']),
    ])
  return Object.entries(change.record)
    .flatMap(([field, value]) => {
      const text = cellText(value)
      if (text === '') return []
      return [change.kind === 'added' ? line(field, '', text) : line(field, text, '')]
    })
    .join('')
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}
