/** What was found in a file of tables, as a clerk reads it: what it is, which column is what, what became of the rows. */
import { clip } from '../problem.ts'
import { paint, type Style } from './paint.ts'
import { type FileFound, isUnread, rangeText, type TableFound, withoutByReason } from './tables.ts'
import { oneLine } from './text.ts'

const WORDS = {
  ja: {
    format: '形式',
    table: '表',
    worksheet: 'シート',
    sheet: '標準データセット',
    none: '標準のどのデータセットとも判断できません（独自のデータセットとして扱います）',
    given: '指定された形で読みました',
    header: '見出しの行',
    columns: '列',
    like: '先に挙げた表と同じです: 表',
    same: '名前の同じ列',
    renamed: '読み替える列',
    left: '使わない列',
    rows: '行',
    skipped: 'データでない行',
    held: '保留した行',
    questions: '確かめてほしいこと',
    without: '表のないシート',
    nothing: '表が見つかりません',
    sure: '確信度',
  },
  en: {
    format: 'format',
    table: 'table',
    worksheet: 'worksheet',
    sheet: 'sheet of the standard',
    none: 'none of the standard (a dataset of its own)',
    given: 'read as given',
    header: 'header in row',
    columns: 'columns',
    like: 'as in table',
    same: 'columns of the same name',
    renamed: 'columns renamed',
    left: 'columns not used',
    rows: 'rows',
    skipped: 'rows that are not data',
    held: 'rows held',
    questions: 'to be confirmed',
    without: 'worksheet without a table',
    nothing: 'no table was found',
    sure: 'confidence',
  },
} as const

const KINDS = {
  ja: {
    blank: '空行',
    preamble: '前書き',
    header: '見出し',
    note: '注記',
    example: '記入例',
    totals: '合計',
    in: 'データ',
    out: '出力',
    held: '保留',
  },
  en: {
    blank: 'blank',
    preamble: 'preamble',
    header: 'header',
    note: 'notes',
    example: 'examples',
    totals: 'totals',
    in: 'data',
    out: 'out',
    held: 'held',
  },
} as const

/** `titleOf`: the Japanese title of a sheet. */
export function tablesText(found: FileFound, titleOf: (sheet: string) => string, style: Style): string {
  const words = WORDS[style.lang]
  const lines = [paint(found.file, 'bold', style)]
  const { format } = found
  if (format !== null) {
    const names = [format.format.toUpperCase(), format.encoding, delimiterText(format.delimiter)]
    lines.push(item(words.format, names.filter((name) => name !== undefined).join(' / '), style))
  }
  if (found.tables.length === 0) lines.push(`  ${words.nothing}`)
  for (const [i, table] of isUnread(found) ? [] : found.tables.entries()) {
    if (found.tables.length > 1) lines.push('', `${words.table} ${i + 1} / ${found.tables.length}`)
    lines.push(...tableLines(table, likeOf(found.tables, i), titleOf, style))
  }
  const sep = style.lang === 'ja' ? '、' : ', '
  for (const { worksheets, reason } of withoutByReason(found)) {
    lines.push(item(words.without, `${worksheets.join(sep)}  ${reason[style.lang]}`.trim(), style))
  }
  return `${lines.join('\n')}\n`
}

/** An earlier table with the same columns, whose words need not be said again. */
interface Like {
  readonly number: number
  readonly table: TableFound
}

function tableLines(
  table: TableFound,
  like: Like | undefined,
  titleOf: (sheet: string) => string,
  style: Style,
): readonly string[] {
  const { lang } = style
  const words = WORDS[lang]
  const { worksheet, sheet, isOwn, reasons, headerRows, columns, counts, skipped, held, questions } = table
  const lines: string[] = []
  if (worksheet !== null) lines.push(item(words.worksheet, worksheet, style))
  if (sheet === null) {
    lines.push(item(words.sheet, isOwn ? words.none : words.given, style))
    for (const reason of reasons) lines.push(`    - ${reason[lang]}`)
  } else {
    const sure = `${words.sure} ${sheet.confidence.toFixed(2)}`
    lines.push(item(words.sheet, `${titleOf(sheet.id)} (${sheet.id})  ${sure}`, style))
    for (const reason of like === undefined ? sheet.reasons : []) lines.push(`    - ${reason[lang]}`)
  }
  lines.push(item(words.header, headerRows.length === 0 ? '—' : headerRows.join(', '), style))
  if (like === undefined) lines.push(...columnLines(columns, style))
  else lines.push(item(words.columns, `${words.like} ${like.number}`, style))
  lines.push(item(words.rows, countsText(counts, lang), style))
  lines.push(...skippedLines(skipped, style))
  for (const { from, to, codes } of held.slice(0, SHOWN)) {
    lines.push(
      item(
        words.held,
        `${rangeText(from, to)}  ${codes.map((code) => reasonOf(table, code, from, lang)).join(' ')}`,
        style,
      ),
    )
  }
  if (held.length > SHOWN) lines.push(`    … ${held.length - SHOWN}`)
  const known = new Set(like?.table.questions.map(({ ja }) => ja))
  const open = questions.filter(({ ja }) => !known.has(ja))
  if (open.length > 0) lines.push(`  ${paint(`${words.questions}:`, 'yellow', style)}`)
  for (const [i, question] of open.entries()) lines.push(`    ${i + 1}. ${clip(question[lang], QUESTION)}`)
  return lines
}

function likeOf(tables: readonly TableFound[], at: number): Like | undefined {
  const look = (table: TableFound | undefined): string => JSON.stringify([table?.sheet?.id, table?.columns])
  const own = look(tables[at])
  const first = tables.findIndex((table) => look(table) === own)
  const table = tables[first]
  return table === undefined || first >= at ? undefined : { number: first + 1, table }
}

function columnLines(columns: TableFound['columns'], style: Style): readonly string[] {
  const { lang } = style
  const words = WORDS[lang]
  const lines: string[] = []
  const used = columns
    .map(({ header, target, own }) => ({ header, target: target ?? own ?? null }))
    .filter(({ target }) => target !== null)
  const left = columns.filter(({ target, own }) => target === null && own === undefined)
  lines.push(
    item(words.columns, usedText(new Set(used.map(({ header }) => header)).size, left.length, lang), style),
  )
  const sep = lang === 'ja' ? '、' : ', '
  const same = used.filter(({ header, target }) => header === target)
  if (same.length > 0) lines.push(item(words.same, same.map(columnText).join(sep), style))
  const renamed = used.filter(({ header, target }) => header !== target)
  if (renamed.length > 0) lines.push(item(words.renamed, renamedText(renamed).join(sep), style))
  if (left.length > 0) lines.push(item(words.left, left.map(({ header }) => shown(header)).join(sep), style))
  return lines
}

/** Rows taken for the same thing, for the same reason, are one line. */
function skippedLines(skipped: TableFound['skipped'], style: Style): readonly string[] {
  const { lang } = style
  const kinds = new Map<string, string[]>()
  for (const { from, to, as, reason } of skipped) {
    if (as === 'blank' || as === 'header') continue
    const said = `${KINDS[lang][as]}${reason === '' ? '' : `: ${oneLine(reason)}`}`
    kinds.set(said, [...(kinds.get(said) ?? []), rangeText(from, to)])
  }
  return [...kinds].slice(0, SHOWN).map(([said, ranges]) => {
    const rest = ranges.length > SHOWN ? ` … (+${ranges.length - SHOWN})` : ''
    return item(WORDS[lang].skipped, `${ranges.slice(0, SHOWN).join(', ')}${rest}  ${said}`, style)
  })
}

const SHOWN = 10
/** characters of a header, and of a question; --json has the whole */
const HEADER = 40
const QUESTION = 300

/** What holds a row, in the words of its problem where that is listed. */
function reasonOf({ problems }: TableFound, code: string, row: number, lang: 'ja' | 'en'): string {
  const same = problems.filter((one) => one.code === code).flatMap(({ first }) => first)
  const told = same.find(({ where }) => where.row === row) ?? same[0]
  return told === undefined ? code : told.message[lang]
}

function columnText({ header, target }: Used): string {
  return header === target ? shown(header) : `${shown(header)} → ${target}`
}

/** A column that goes to several fields is named once. */
function renamedText(columns: readonly Used[]): readonly string[] {
  const targets = new Map<string, string>()
  for (const { header, target } of columns) {
    const before = targets.get(header)
    targets.set(header, before === undefined ? `${target}` : `${before}・${target}`)
  }
  return [...targets].map(([header, target]) => columnText({ header, target }))
}

interface Used {
  readonly header: string
  readonly target: string | null
}

function shown(header: string): string {
  return header === '' ? '（空）' : clip(oneLine(header), HEADER)
}

function usedText(used: number, left: number, lang: 'ja' | 'en'): string {
  const all = used + left
  return lang === 'ja' ? `${all} 列のうち ${used} 列を使います` : `${used} of ${all} are used`
}

export function countsText(counts: TableFound['counts'], lang: 'ja' | 'en'): string {
  const names = KINDS[lang]
  const parts = Object.entries(names).flatMap(([kind, name]) => {
    const many = counts[kind] ?? 0
    return many > 0 || kind === 'in' ? [`${name} ${many}`] : []
  })
  const total = lang === 'ja' ? `全 ${counts.total ?? 0} 行` : `${counts.total ?? 0} in all`
  return `${total}（${parts.join('、')}）`
}

function delimiterText(delimiter: string | undefined): string | undefined {
  return delimiter === '\t' ? 'TAB' : delimiter
}

function item(name: string, value: string, style: Style): string {
  return `  ${paint(`${name}:`, 'dim', style)} ${value}`
}
