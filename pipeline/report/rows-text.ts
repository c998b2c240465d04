/** What became of the rows of a source's tables, as a clerk reads it: the account of `<source>.rows.json`. */
import { isObject, listOf, textOf } from '../lib/object.ts'
import { paint, type Style } from './paint.ts'
import { countsText } from './tables-text.ts'

const WORDS = {
  ja: {
    worksheet: 'シート',
    rows: '行',
    skipped: 'データでない行',
    held: '保留した行',
    as: { preamble: '前書き', note: '注記', example: '記入例', totals: '合計' },
  },
  en: {
    worksheet: 'worksheet',
    rows: 'rows',
    skipped: 'not data',
    held: 'held',
    as: { preamble: 'preamble', note: 'note', example: 'example', totals: 'totals' },
  },
} as const

const SHOWN = 10

export function rowsText(account: unknown, style: Style): string {
  const tables = isObject(account) ? listOf(account.tables).filter(isObject) : []
  return tables.map((table) => tableText(table, style)).join('')
}

function tableText(table: { readonly [key: string]: unknown }, style: Style): string {
  const words = WORDS[style.lang]
  const item = (name: string, text: string): string => `  ${paint(`${name}:`, 'dim', style)} ${text}`
  const worksheet = textOf(table.worksheet)
  const counts = isObject(table.rows)
    ? Object.fromEntries(Object.entries(table.rows).map(([kind, many]) => [kind, Number(many)]))
    : {}
  const lines = [
    `${textOf(table.dataset) ?? ''}${worksheet === undefined ? '' : `  ${words.worksheet} ${worksheet}`}`,
    item(words.rows, countsText(counts, style.lang)),
    ...shown(listOf(table.skipped), words.skipped, ({ rows, as, reason }) => {
      const kind = Object.entries(words.as).find(([name]) => name === as)?.[1]
      if (kind === undefined) return undefined
      return `${String(rows)}  ${kind}${textOf(reason) === '' ? '' : `: ${String(reason)}`}`
    }),
    ...shown(
      listOf(table.heldRows),
      words.held,
      ({ rows, codes }) => `${String(rows)}  ${listOf(codes).join(', ')}`,
    ),
  ]
  return `${lines.join('\n')}\n`

  function shown(
    all: readonly unknown[],
    name: string,
    textIn: (one: { readonly [key: string]: unknown }) => string | undefined,
  ): readonly string[] {
    const texts = all.filter(isObject).flatMap((one) => textIn(one) ?? [])
    const more = texts.length > SHOWN ? [`    … ${texts.length - SHOWN}`] : []
    return [...texts.slice(0, SHOWN).map((text) => item(name, text)), ...more]
  }
}
