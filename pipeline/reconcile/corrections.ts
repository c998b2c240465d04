/** Corrections on file: by place before the document is cut, by record after it is read. Stale ones are errors. */
import type { Correction, DatasetDeclaration } from '../lib/declaration.ts'
import type { Occurrence, RawRow, Row, SourceLine } from '../lib/document.ts'
import { keyPath } from '../lib/keys.ts'
import { own } from '../lib/own.ts'
import { literal } from '../lib/regex.ts'
import { suggest } from '../lib/suggest.ts'
import { mendSpaces, squeeze } from '../lib/text.ts'
import { clip, type Place, type Problem } from '../problem.ts'
import type { CorrectedLine } from './facts.ts'
import { problem } from './problems.ts'

export function keyOfCorrection(index: number): string {
  return keyPath('corrections', index)
}

/**
 * Text with `before` replaced, white space set aside: the whole text, or the one place where it stands.
 * Undefined where it does not stand there, or more than once.
 */
export function replaceOnce(text: string, before: string, after: string): string | undefined {
  return replacer(before, after)(text)
}

function replacer(before: string, after: string): (text: string) => string | undefined {
  const wanted = squeeze(before)
  const anywhere = new RegExp([...wanted].map(literal).join('\\s*'), 'gu')
  return (text) => {
    if (squeeze(text) === wanted) return after
    if (wanted === '') return undefined
    const [only, ...others] = text.matchAll(anywhere)
    if (!only || others.length > 0) return undefined
    return text.slice(0, only.index) + after + text.slice(only.index + only[0].length)
  }
}

/** Where the mended line differs from the written one: what stands outside was not corrected. */
function changed(written: string, mended: string): { start: number; end: number } {
  const shorter = Math.min(written.length, mended.length)
  let start = 0
  while (start < shorter && written[start] === mended[start]) start += 1
  let tail = 0
  while (tail < shorter - start && written.at(-1 - tail) === mended.at(-1 - tail)) tail += 1
  return { start, end: mended.length - tail }
}

/** Corrections of places: lines are mended before they are cut; the line number is a hint, `before` decides. */
export function correctLines(
  lines: Iterable<SourceLine>,
  corrections: readonly Correction[],
  again: (line: number, text: string) => SourceLine,
): {
  lines: Iterable<SourceLine>
  done: ReadonlyMap<number, CorrectedLine>
  check: (place: Place) => readonly Problem[]
} {
  const open = corrections.flatMap((correction, index) =>
    correction.record === undefined ? [toPlaced(correction, keyOfCorrection(index))] : [],
  )
  const done = new Map<number, CorrectedLine>()
  if (open.length > 0) {
    for (const line of lines) {
      for (const entry of open) {
        if (line.line === entry.correction.line) entry.hinted = line.text
        if (entry.replace(line.text) !== undefined) entry.hits.push(line.line)
      }
    }
  }
  const chosen = new Map<number, Placed>()
  const failed: { readonly entry: Placed; readonly twice?: Placed }[] = []
  for (const entry of open) {
    const hint = entry.correction.line
    const hit = entry.hits.length === 1 ? entry.hits[0] : entry.hits.find((line) => line === hint)
    const earlier = hit === undefined ? undefined : chosen.get(hit)
    if (hit === undefined) failed.push({ entry })
    else if (earlier) failed.push({ entry, twice: earlier })
    else {
      chosen.set(hit, entry)
      done.set(hit, { key: entry.key, reason: entry.correction.reason })
    }
  }
  function* mended(): Generator<SourceLine> {
    for (const line of lines) {
      const entry = chosen.get(line.line)
      const text = entry?.replace(line.text)
      if (entry === undefined || text === undefined) yield line
      else {
        done.set(line.line, { key: entry.key, reason: entry.correction.reason, ...changed(line.text, text) })
        yield { ...again(line.line, text), correction: entry.key, written: line.text }
      }
    }
  }
  return {
    lines: { [Symbol.iterator]: mended },
    done,
    check: (place) => failed.map(({ entry, twice }) => misplaced(entry, twice, place)),
  }
}

/** A correction of a place, and where what it corrects was found. */
interface Placed {
  readonly correction: Correction
  readonly key: string
  readonly replace: (text: string) => string | undefined
  readonly hits: number[]
  /** text of the line that it names */
  hinted?: string
}

function toPlaced(correction: Correction, key: string): Placed {
  return { correction, key, replace: replacer(correction.before, correction.after), hits: [] }
}

function misplaced(
  { correction, key, hits, hinted }: Placed,
  twice: Placed | undefined,
  place: Place,
): Problem {
  const where = { ...place, key }
  const [first] = hits
  if (twice) {
    return problem('reconcile/corrected-twice', where, { key, other: twice.key, actual: `${first}` })
  }
  if (first !== undefined) {
    const lines = hits.slice(0, 5).join(', ') + (hits.length > 5 ? ' …' : '')
    return problem('reconcile/ambiguous-correction', where, {
      key,
      expected: correction.before,
      count: hits.length,
      lines,
    })
  }
  return problem('reconcile/stale-correction', where, { key, expected: correction.before, ...nowIs(hinted) })
}

/** What stands where a correction expected something else; undefined: it stands nowhere. */
function nowIs(text: string | undefined): { nowJa: string; nowEn: string; actual?: string } {
  if (text === undefined)
    return { nowJa: '文書のどこにもありません', nowEn: 'that is nowhere in the document' }
  return { nowJa: `今は「${clip(text)}」です`, nowEn: `the source has "${clip(text)}"`, actual: text }
}

/** A field of a dataset that is taken from a row as it stands can be corrected; one that is computed can not. */
const PLAIN = /^[a-zA-Z]\w*$/

/**
 * Corrections of records: gives the raw rows with the corrected text in them, for normalize to read anew.
 * `identifierOf` gives a row's identifier within a dataset; `file` is the corrections.yaml.
 */
export function correctRecords(
  raws: readonly RawRow[],
  rows: readonly Row[],
  corrections: readonly Correction[],
  datasets: Readonly<Record<string, DatasetDeclaration>>,
  identifierOf: (declaration: DatasetDeclaration, row: Row) => string,
  place: Place,
  file: string,
): { raws: readonly RawRow[]; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const done = new Map<string, string>()
  const out = [...raws]
  for (const [index, correction] of corrections.entries()) {
    if (correction.record === undefined) continue
    const key = keyOfCorrection(index)
    const onFile: Place = { source: place.source, file, key }
    const [slug = '', ...rest] = correction.record.split('/')
    const identifier = rest.join('/')
    const declaration = own(datasets, slug)
    const at = declaration
      ? rows.findIndex(
          (row) => row.entity === declaration.rows && identifierOf(declaration, row) === identifier,
        )
      : -1
    const expression = own(declaration?.fields, correction.field ?? '')
    const raw = out[at]
    const row = rows[at]
    // a field that no row has as read is made from others, whatever its name
    const isRead = (field: string): boolean =>
      rows.some((one) => one.entity === row?.entity && own(one.fields, field))
    if (
      !declaration ||
      !raw ||
      !row ||
      expression === undefined ||
      !PLAIN.test(expression) ||
      !isRead(expression)
    ) {
      const known = declaration
        ? rows.filter((one) => one.entity === declaration.rows).map((one) => identifierOf(declaration, one))
        : []
      const hint = row
        ? hintFor(correction.field ?? '', declaration)
        : didYouMean(declaration ? identifier : slug, declaration ? known : Object.keys(datasets))
      const actual = `${correction.record} ${correction.field ?? ''}`.trim()
      problems.push(problem('reconcile/unknown-correction', onFile, { key, actual, ...hint }))
      continue
    }
    const target = `${at} ${expression}`
    const earlier = done.get(target)
    if (earlier !== undefined) {
      const actual = `${correction.record} ${correction.field ?? ''}`
      problems.push(problem('reconcile/corrected-twice', onFile, { key, other: earlier, actual }))
      continue
    }
    done.set(target, key)
    const corrected = correctField(raw, row, expression, correction, key)
    if (corrected) {
      out[at] = corrected
      continue
    }
    const now =
      own(row.fields, expression)
        ?.map((cell) => cell.text)
        .join('」「') ?? ''
    const facts = { key, expected: correction.before, ...nowIs(now) }
    const where = { ...place, line: row.line, record: correction.record, field: correction.field }
    problems.push(problem('reconcile/stale-correction', where, facts, { also: [onFile] }))
  }
  return { raws: out, problems }
}

function correctField(
  raw: RawRow,
  row: Row,
  field: string,
  correction: Correction,
  key: string,
): RawRow | undefined {
  const cells = own(row.fields, field) ?? []
  const list = own(raw.fields, field) ?? []
  let hit = false
  const occurrences = list.map((occurrence, i): Occurrence => {
    const text = cells[i]?.text ?? ''
    const already = occurrence.corrected?.text ?? text
    const after = replaceOnce(already, correction.before, correction.after)
    if (after === undefined) return occurrence
    hit = true
    return { ...occurrence, corrected: { text: mendSpaces(after), key, reason: correction.reason } }
  })
  if (!hit && list.length === 0 && squeeze(correction.before) === '') {
    occurrences.push({
      parts: [],
      how: 'cell',
      corrected: { text: correction.after, key, reason: correction.reason },
    })
    hit = true
  }
  return hit ? { ...raw, fields: { ...raw.fields, [field]: occurrences } } : undefined
}

function hintFor(
  field: string,
  declaration: DatasetDeclaration | undefined,
): { hintJa: string; hintEn: string } {
  const expression = own(declaration?.fields, field)
  if (expression === undefined) return didYouMean(field, Object.keys(declaration?.fields ?? {}))
  const from = PLAIN.test(expression)
    ? { ja: 'ほかの項目', en: 'other fields' }
    : { ja: expression, en: expression }
  return {
    hintJa: `${field} は ${from.ja} から作られるので、元の項目を訂正してください。`,
    hintEn: `${field} is made from ${from.en}; correct that instead.`,
  }
}

function didYouMean(word: string, known: readonly string[]): { hintJa: string; hintEn: string } {
  const near = suggest(word, known)
  if (near === undefined) return { hintJa: '', hintEn: '' }
  return { hintJa: `「${near}」のことですか。`, hintEn: `Did you mean ${near}?` }
}
