/**
 * The account of a source: every line used or structure, every part that was captured found again in what comes out.
 * It works from the cut lines, the published records and their provenance alone, so that a value which shape or
 * reconcile lost on the way shows up here. Corrections on file and the declared readings are replayed on each part.
 */
import { addressOf, type CutLine, type Part, paragraphsOf, type SourceLine } from '../lib/document.ts'
import type { CellProvenance, Dataset, Json } from '../lib/model.ts'
import { provenanceOf } from '../lib/provenance.ts'
import type { Reader } from '../lib/readings.ts'
import { recordName } from '../lib/record-id.ts'
import { joinParagraphs, mendSpaces, squeeze } from '../lib/text.ts'

export interface AccountedPart {
  readonly name: string
  readonly start: number
  readonly end: number
  /** `<slug>/<record>/<field>` of the values that it is found in */
  readonly cites: readonly string[]
}

export interface AccountedLine {
  readonly line: number
  readonly kind: string
  readonly use: 'used' | 'structure' | 'unaccounted'
  readonly parts: readonly AccountedPart[]
  readonly correction?: string
}

export interface Unaccounted {
  readonly line: number
  readonly kind: string
  readonly part: string
  readonly text: string
  readonly reason: 'not cut' | 'not cited' | 'not found in the value' | 'cited by prose and by data'
}

export interface Account {
  readonly lines: readonly AccountedLine[]
  readonly unaccounted: readonly Unaccounted[]
}

export interface CorrectionOnFile {
  readonly before: string
  readonly after: string
}

type Accountable = Pick<Dataset, 'slug' | 'records' | 'primaryKey' | 'provenance'>

interface Citation {
  readonly where: string
  readonly slug: string
  readonly holds: boolean
}

/**
 * `source`: every line of the document, as mended; what was cut must be those, all of them, in their order.
 * `prose`: slug of the dataset that takes what is left over; it may not cite what another dataset uses.
 * `corrections`: key in corrections.yaml → what it says of a record; a place was mended before it was cut.
 */
export function accountFor(
  source: Iterable<SourceLine>,
  lines: readonly CutLine[],
  datasets: readonly Accountable[],
  reader: Reader,
  corrections: ReadonlyMap<string, CorrectionOnFile>,
  prose: string,
): Account {
  const parts = new Map<string, Part>()
  const doubled = new Set<string>()
  for (const part of lines.flatMap((line) => line.parts)) {
    const address = addressOf(part)
    if (parts.has(address)) doubled.add(address)
    parts.set(address, part)
  }
  const citations = collect(datasets, parts, reader, corrections)
  const unaccounted: Unaccounted[] = [...notCut(source, lines)]
  const accounted = lines.map((line): AccountedLine => {
    const out: AccountedPart[] = []
    let whole = true
    for (const part of line.parts) {
      const cited = citations.get(addressOf(part)) ?? []
      const held = cited.filter((citation) => citation.holds)
      out.push({
        name: part.name,
        start: part.start,
        end: part.end,
        cites: [...new Set(held.map((entry) => entry.where))],
      })
      // two parts of one address: whoever cites it may mean the other
      const named = !doubled.has(addressOf(part)) && part.text === line.text.slice(part.start, part.end)
      const reason = named ? reasonAgainst(cited, held, prose) : 'not cut'
      if (reason === undefined) continue
      whole = false
      unaccounted.push({ line: line.line, kind: line.kind, part: part.name, text: part.text, reason })
    }
    if (line.kind === 'unknown') {
      whole = false
      unaccounted.push({ line: line.line, kind: line.kind, part: '', text: line.text, reason: 'not cut' })
    }
    const use = !whole ? 'unaccounted' : line.parts.length > 0 ? 'used' : 'structure'
    const corrected = line.correction === undefined ? {} : { correction: line.correction }
    return { line: line.line, kind: line.kind, use, parts: out, ...corrected }
  })
  return { lines: accounted, unaccounted }
}

/** Lines of the document that were not cut, or not as they stand. */
function notCut(source: Iterable<SourceLine>, lines: readonly CutLine[]): readonly Unaccounted[] {
  const cut = new Map(lines.map((line) => [line.line, line]))
  const out: Unaccounted[] = []
  for (const { line, text } of source) {
    if (cut.get(line)?.text !== text) out.push({ line, kind: 'unknown', part: '', text, reason: 'not cut' })
  }
  return out
}

function reasonAgainst(
  cited: readonly Citation[],
  held: readonly Citation[],
  prose: string,
): Unaccounted['reason'] | undefined {
  if (cited.length === 0) return 'not cited'
  if (held.length === 0) return 'not found in the value'
  const slugs = new Set(cited.map((citation) => citation.slug))
  return slugs.has(prose) && slugs.size > 1 ? 'cited by prose and by data' : undefined
}

function collect(
  datasets: readonly Accountable[],
  parts: ReadonlyMap<string, Part>,
  reader: Reader,
  corrections: ReadonlyMap<string, CorrectionOnFile>,
): ReadonlyMap<string, readonly Citation[]> {
  const citations = new Map<string, Citation[]>()
  for (const { slug, records, primaryKey, provenance } of datasets) {
    for (const record of records) {
      const name = recordName(record, primaryKey)
      const evidence = String(record.ratingEvidence ?? '')
      for (const field of Object.keys(record)) {
        const from = provenanceOf(provenance, name, field)
        if (!from) continue
        for (const occurrence of from.cites ?? []) {
          const cited = occurrence.flatMap((address) => parts.get(address) ?? [])
          const complete = cited.length === occurrence.length
          const found = complete && holds(cited, record[field] ?? null, from, evidence, reader, corrections)
          for (const address of occurrence) {
            const list = citations.get(address) ?? []
            citations.set(address, list)
            list.push({ where: `${slug}/${name}/${field}`, slug, holds: found })
          }
        }
      }
    }
  }
  return citations
}

/** One place where the value is said to stand: what it reads as must be in the value; put together, be the value. */
function holds(
  cited: readonly Part[],
  value: Json,
  from: CellProvenance,
  evidence: string,
  reader: Reader,
  corrections: ReadonlyMap<string, CorrectionOnFile>,
): boolean {
  const [first] = cited
  const pieces = cited.filter((part) => part.type !== 'mark')
  if (!first) return false
  const target = squeeze(plain(value))
  if (pieces.length > 1) {
    const prose = pieces.some((part) => part.type === 'prose')
    const whole = prose
      ? reader.mendSentences(joinParagraphs(paragraphsOf(cited)))
      : pieces.map((part) => part.text).join('')
    return correct(squeeze(whole), from, corrections) === target
  }
  const [part] = pieces
  if (!part) return false
  if (reader.isNone(part.text)) return value === null
  const overruled =
    (from.overruled?.includes(addressOf(part)) ?? false) && saysOverruled(part, evidence, reader)
  if (part.type === 'sign') {
    const { readings } = reader.readSign(part.text)
    return overruled || readings.some((sign) => squeeze(sign) === target)
  }
  if (overruled) return true
  const readings = [squeeze(part.text), squeeze(plain(reader.read(part.type, part.text).value))]
  if (part.type === 'prose') readings.push(squeeze(reader.mendSentences(part.text)))
  const corrected = readings.map((reading) => correct(reading, from, corrections))
  // 1 stands in 10 and in 2011, but says neither
  const found =
    typeof value === 'number'
      ? (reading: string) => reading === target
      : (reading: string) => target.includes(reading)
  return corrected.some((reading) => reading !== '' && found(reading))
}

/** A sign that is none of the rating's spellings must be named by the evidence, as one that was not followed. */
function saysOverruled(part: Part, evidence: string, reader: Reader): boolean {
  const sign = mendSpaces(part.text)
  const readings = reader.readSign(sign).readings.join('・')
  return evidence.includes(`${part.line}行目の記号「${sign}」は${readings}と読めるが、採らなかった。`)
}

/** The text as read; where the provenance names a correction of its record, as that makes it. */
function correct(
  squeezed: string,
  from: CellProvenance,
  corrections: ReadonlyMap<string, CorrectionOnFile>,
): string {
  const correction = from.key === undefined ? undefined : corrections.get(from.key)
  if (from.method !== 'corrected' || correction === undefined) return squeezed
  const before = squeeze(correction.before)
  const after = squeeze(correction.after)
  if (before === squeezed) return after
  return before === '' ? squeezed : squeezed.replace(before, () => after)
}

function plain(value: Json): string {
  return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
}
