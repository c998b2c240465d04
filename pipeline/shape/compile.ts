/** A document declaration, compiled once: patterns ready, parents known, faults of the declaration collected. */
import type {
  BlockDeclaration,
  ColumnDeclaration,
  DocumentDeclaration,
  LineDeclaration,
  TableDeclaration,
} from '../lib/declaration.ts'
import { keyPath, keyWithin } from '../lib/keys.ts'
import { compilePattern, isFault, type Pattern, type PatternFault, type Repeat } from '../lib/pattern.ts'
import type { Reader } from '../lib/readings.ts'
import type { Problem } from '../problem.ts'
import { problem } from './problems.ts'

export interface CompiledLine {
  readonly id: string
  /** its key in source.yaml */
  readonly at: string
  readonly declaration: LineDeclaration
  readonly patterns: readonly Pattern[]
}

export interface CompiledColumn {
  readonly id: string
  /** its key in source.yaml */
  readonly at: string
  readonly declaration: ColumnDeclaration
  readonly headers: readonly Pattern[]
  readonly cells: readonly Pattern[]
  /** where a cell, or the part of it that goes on in the next row, belongs */
  readonly field: string | undefined
}

export interface CompiledTable {
  readonly id: string
  /** its key in source.yaml */
  readonly at: string
  readonly declaration: TableDeclaration
  readonly columns: readonly CompiledColumn[]
  readonly sum: Pattern | undefined
}

export interface CompiledBlock {
  readonly id: string
  /** its key in source.yaml */
  readonly at: string
  readonly declaration: BlockDeclaration
  readonly parent: CompiledBlock | undefined
  readonly starts: readonly Pattern[]
  readonly lines: readonly CompiledLine[]
  readonly tables: readonly CompiledTable[]
  readonly children: CompiledBlock[]
}

export interface CompiledDocument {
  readonly roots: readonly CompiledBlock[]
  readonly problems: readonly Problem[]
}

const FAULTS: Readonly<Record<PatternFault['fault'], { ja: string; en: string }>> = {
  syntax: { ja: '{ } の中の書き方が違います', en: 'what stands in { } is not a placeholder' },
  mark: {
    ja: '段落の頭の印は公開されないので、決まりのない文字は読み取れません。int か、types に書いた種類を使ってください',
    en: 'a list mark is not published, so it may capture no free text: use int or a type of your own',
  },
  sum: {
    ja: '合計の行の言葉は公開されないので、読み取るところは書けません',
    en: 'the words of a sum row are not published, so they may capture nothing',
  },
  'unknown-type': { ja: '知らない種類です', en: 'no such type' },
  'unknown-repeat': { ja: 'repeat に宣言がありません', en: 'not declared in repeat' },
  twice: { ja: '同じ名前が二度あります', en: 'the name is used twice' },
  type: {
    ja: '正規表現として正しくないか、名前付きの括弧があります',
    en: 'no regular expression, or one with names in it',
  },
  taken: { ja: 'はじめからある種類の名前です', en: 'a built-in type has this name' },
  endless: {
    ja: '繰り返しの終わりの文字がどこで終わるかわかりません（between を書いてください）',
    en: 'nothing says where the text at the end of each repetition stops (write between)',
  },
}

export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return []
  return isList(value) ? value : [value]
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value)
}

/** `file` is the source.yaml, for the messages. */
export function compileDocument(
  document: DocumentDeclaration,
  reader: Reader,
  file: string,
): CompiledDocument {
  const problems: Problem[] = []

  const report = (source: string, key: string, fault: PatternFault['fault'], name: string): void => {
    const words = FAULTS[fault]
    const facts = { actual: source, name, key, faultJa: words.ja, faultEn: words.en }
    problems.push(problem('shape/pattern', { file, key }, facts))
  }
  for (const fault of reader.faults) report(fault.source, fault.key, fault.fault, fault.name)

  const patterns = (
    sources: string | readonly string[] | undefined,
    key: string,
    repeats?: Readonly<Record<string, Repeat>>,
  ): readonly Pattern[] =>
    listOf(sources).flatMap((source) => {
      const compiled = compilePattern(source, reader.types, repeats)
      if (!isFault(compiled)) return [compiled]
      report(source, key, compiled.fault, compiled.name)
      return []
    })

  function column(declaration: ColumnDeclaration, id: string, key: string): CompiledColumn {
    const cells = patterns(declaration.cell, keyWithin(key, 'cell'))
    const last = cells[0]?.names.at(-1)
    return {
      id,
      at: key,
      declaration,
      headers: patterns(declaration.header, keyWithin(key, 'header')),
      cells,
      field: declaration.field ?? last,
    }
  }

  function block(
    declaration: BlockDeclaration,
    parent: CompiledBlock | undefined,
    key: string,
    hasRow: boolean,
  ): CompiledBlock {
    const id = declaration.block
    const holds = hasRow || declaration.row !== undefined
    const starts = patterns(declaration.starts, keyWithin(key, 'starts'))
    const lines = (declaration.lines ?? []).map((line, i) => {
      const at = keyWithin(key, 'lines', i)
      const compiled = patterns(line.pattern, keyWithin(at, 'pattern'), line.repeat)
      needRow(compiled, holds || line.row !== undefined, at)
      return { id: `${id}/${line.line}`, at, declaration: line, patterns: compiled }
    })
    const tables = (declaration.tables ?? []).map((table, i) => {
      const at = keyWithin(key, 'tables', i)
      const [sum] = patterns(table.sum?.first, keyWithin(at, 'sum', 'first'))
      const captured = sum?.names[0]
      if (sum && captured !== undefined) report(sum.source, keyWithin(at, 'sum', 'first'), 'sum', captured)
      const columns = table.columns.map((entry, n) =>
        column(entry, `${id}/${table.table}/${n + 1}`, keyWithin(at, 'columns', n)),
      )
      return { id: `${id}/${table.table}`, at, declaration: table, columns, sum }
    })
    needRow(starts, holds, key)
    if (declaration.paragraphs !== undefined && !holds) {
      problems.push(
        problem('shape/no-row', { file, key }, { actual: `paragraphs: ${declaration.paragraphs}`, key }),
      )
    }
    const compiled: CompiledBlock = { id, at: key, declaration, parent, starts, lines, tables, children: [] }
    for (const [i, child] of (declaration.blocks ?? []).entries()) {
      compiled.children.push(block(child, compiled, keyWithin(key, 'blocks', i), holds))
    }
    return compiled
  }

  function needRow(list: readonly Pattern[], holds: boolean, key: string): void {
    const capturing = list.find((pattern) => pattern.names.length > 0)
    if (capturing && !holds)
      problems.push(problem('shape/no-row', { file, key }, { actual: capturing.source, key }))
  }

  const roots = document.blocks.map((entry, i) =>
    block(entry, undefined, keyPath('document', 'blocks', i), false),
  )
  return { roots, problems }
}
