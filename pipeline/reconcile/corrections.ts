/** Corrections on file: by place before the document is cut, by record after it is read. Stale ones are errors. */
import type { Correction, DatasetDeclaration } from '../lib/declaration.ts'
import type { Occurrence, RawRow, Row, SourceLine } from '../lib/document.ts'
import { literal } from '../lib/regex.ts'
import { suggest } from '../lib/suggest.ts'
import { mendSpaces, squeeze } from '../lib/text.ts'
import type { Place, Problem } from '../problem.ts'
import type { CorrectedLine } from './facts.ts'
import { problem } from './problems.ts'

export function keyOfCorrection(index: number): string {
  return `corrections.${index + 1}`
}

/**
 * Text with `before` replaced, white space set aside: the whole text, or the one place where it stands.
 * Undefined where it does not stand there, or more than once.
 */
export function replaceOnce(text: string, before: string, after: string): string | undefined {
  if (squeeze(text) === squeeze(before)) return after
  if (squeeze(before) === '') return undefined
  const source = [...squeeze(before)].map(literal).join('\\s*')
  const places = [...text.matchAll(new RegExp(source, 'gu'))]
  const [only] = places
  if (!only || places.length > 1) return undefined
  return text.slice(0, only.index) + after + text.slice(only.index + only[0].length)
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
    correction.record === undefined
      ? [{ correction, key: keyOfCorrection(index), hits: [] as number[] }]
      : [],
  )
  const done = new Map<number, CorrectedLine>()
  if (open.length > 0) {
    for (const line of lines) {
      for (const entry of open) {
        if (replaceOnce(line.text, entry.correction.before, entry.correction.after) !== undefined)
          entry.hits.push(line.line)
      }
    }
  }
  const chosen = new Map<number, (typeof open)[number]>()
  const failed: (typeof open)[number][] = []
  for (const entry of open) {
    const hint = entry.correction.line
    const hit = entry.hits.length === 1 ? entry.hits[0] : entry.hits.find((line) => line === hint)
    if (hit === undefined) failed.push(entry)
    else {
      chosen.set(hit, entry)
      done.set(hit, { key: entry.key, reason: entry.correction.reason })
    }
  }
  function* mended(): Generator<SourceLine> {
    for (const line of lines) {
      const entry = chosen.get(line.line)
      const text = entry && replaceOnce(line.text, entry.correction.before, entry.correction.after)
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
    check: (place) =>
      failed.map(({ correction, key, hits }) => {
        const actual = hits.length > 1 ? `${hits.length} lines: ${hits.slice(0, 5).join(', ')}` : '—'
        return problem(
          'reconcile/stale-correction',
          { ...place, key },
          { key, expected: correction.before, actual },
        )
      }),
  }
}

/** A field of a dataset that is taken from a row as it stands can be corrected; one that is computed can not. */
const PLAIN = /^[a-zA-Z]\w*$/

/**
 * Corrections of records: gives the raw rows with the corrected text in them, for normalize to read anew.
 * `identifierOf` gives a row's identifier within a dataset.
 */
export function correctRecords(
  raws: readonly RawRow[],
  rows: readonly Row[],
  corrections: readonly Correction[],
  datasets: Readonly<Record<string, DatasetDeclaration>>,
  identifierOf: (declaration: DatasetDeclaration, row: Row) => string,
  place: Place,
): { raws: readonly RawRow[]; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const out = [...raws]
  for (const [index, correction] of corrections.entries()) {
    if (correction.record === undefined) continue
    const key = keyOfCorrection(index)
    const [slug = '', ...rest] = correction.record.split('/')
    const identifier = rest.join('/')
    const declaration = datasets[slug]
    const at = declaration
      ? rows.findIndex(
          (row) => row.entity === declaration.rows && identifierOf(declaration, row) === identifier,
        )
      : -1
    const expression = declaration?.fields[correction.field ?? '']
    const raw = out[at]
    const row = rows[at]
    if (!declaration || !raw || !row || expression === undefined || !PLAIN.test(expression)) {
      const hint = hintFor(slug, correction.field ?? '', datasets, declaration)
      const actual = `${correction.record} ${correction.field ?? ''}`.trim()
      problems.push(problem('reconcile/unknown-correction', { ...place, key }, { key, actual, ...hint }))
      continue
    }
    const corrected = correctField(raw, row, expression, correction, key)
    if (corrected) {
      out[at] = corrected
      continue
    }
    const now = row.fields[expression]?.map((cell) => cell.text).join('」「') ?? ''
    const line = row.line
    problems.push(
      problem(
        'reconcile/stale-correction',
        { ...place, line, key },
        { key, expected: correction.before, actual: now },
      ),
    )
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
  const cells = row.fields[field] ?? []
  const list = raw.fields[field] ?? []
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
  slug: string,
  field: string,
  datasets: Readonly<Record<string, DatasetDeclaration>>,
  declaration: DatasetDeclaration | undefined,
): { hintJa: string; hintEn: string } {
  const near = declaration
    ? suggest(field, Object.keys(declaration.fields))
    : suggest(slug, Object.keys(datasets))
  if (near !== undefined && near !== field)
    return { hintJa: `「${near}」のことですか。`, hintEn: `Did you mean ${near}?` }
  const expression = declaration?.fields[field]
  if (expression === undefined) return { hintJa: '', hintEn: '' }
  return {
    hintJa: `${field} は ${expression} から作られるので、元の項目を訂正してください。`,
    hintEn: `${field} is made from ${expression}; correct that instead.`,
  }
}
