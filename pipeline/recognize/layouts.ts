/** Former and foreign layouts of a sheet, as `schemas/layouts/` has them. */
import type { SplitName } from '../lib/grid-declaration.ts'
import { isObject, listOf, textOf } from '../lib/object.ts'
import type { Text } from '../problem.ts'
import { entriesOf, type Files, splitName, texts } from './files.ts'

export interface LayoutColumn {
  readonly header: string
  readonly to: readonly string[]
  readonly split?: SplitName
  readonly values?: Readonly<Record<string, string>>
  /** why the column has no place in the present sheet */
  readonly leave?: Text
}

export interface Layout {
  readonly title: Text
  /** it has all columns of the layout */
  readonly complete: boolean
  readonly columns: readonly LayoutColumn[]
}

/** By sheet; `any` holds for every sheet. */
export function readLayouts(files: Files): ReadonlyMap<string, readonly Layout[]> {
  const layouts = new Map<string, readonly Layout[]>()
  for (const [name, file] of Object.entries(files)) {
    const entries = entriesOf(file)
    const sheet = textOf(entries.get('sheet')) ?? name
    layouts.set(sheet, [...(layouts.get(sheet) ?? []), ...listOf(entries.get('layouts')).map(readLayout)])
  }
  return layouts
}

function readLayout(value: unknown): Layout {
  const entries = entriesOf(value)
  return {
    title: readText(entries.get('title')) ?? { ja: '別の様式', en: 'another layout' },
    complete: entries.get('complete') === true,
    columns: listOf(entries.get('columns')).flatMap((column) => {
      const read = readColumn(column)
      return read === undefined ? [] : [read]
    }),
  }
}

function readColumn(value: unknown): LayoutColumn | undefined {
  if (!isObject(value)) return undefined
  const header = textOf(value.header)
  if (header === undefined) return undefined
  const to = typeof value.to === 'string' ? [value.to] : texts(value.to)
  const split = splitName(value.split)
  const leave = readText(value.leave)
  const values = [...entriesOf(value.values)].flatMap(([word, means]) =>
    typeof means === 'string' ? [[word, means] as const] : [],
  )
  return {
    header,
    to,
    ...(split === undefined ? {} : { split }),
    ...(values.length === 0 ? {} : { values: Object.fromEntries(values) }),
    ...(leave === undefined ? {} : { leave }),
  }
}

export function readText(value: unknown): Text | undefined {
  if (!isObject(value)) return undefined
  const ja = textOf(value.ja)
  const en = textOf(value.en)
  return ja === undefined || en === undefined ? undefined : { ja, en }
}
