/**
 * The account of a source: every line used or structure, every part that was captured found again in what comes out.
 * It works from the cut lines, the published records and their provenance alone, so that a value which shape or
 * reconcile lost on the way shows up here. Corrections on file and the declared readings are replayed on each part.
 */
import { addressOf, type CutLine, type Part, paragraphsOf } from '../lib/document.ts'
import type { CellProvenance, Dataset, Json } from '../lib/model.ts'
import type { Reader } from '../lib/readings.ts'
import { joinParagraphs, squeeze } from '../lib/text.ts'

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
 * `prose`: slug of the dataset that takes what is left over; it may not cite what another dataset uses.
 * `corrections`: key in corrections.yaml → what it says.
 */
export function accountFor(
  lines: readonly CutLine[],
  datasets: readonly Accountable[],
  reader: Reader,
  corrections: ReadonlyMap<string, CorrectionOnFile>,
  prose: string,
): Account {
  const parts = new Map<string, Part>()
  for (const line of lines) for (const part of line.parts) parts.set(addressOf(part), part)
  const citations = collect(datasets, parts, reader, corrections)
  const unaccounted: Unaccounted[] = []
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
      const reason = reasonAgainst(cited, held, prose)
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
      const name = primaryKey.map((key) => String(record[key] ?? '')).join('/')
      const evidence = String(record.ratingEvidence ?? '')
      for (const [field, from] of Object.entries(provenance.records[name] ?? {})) {
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
    return correct(squeeze(whole), from, corrections).includes(target)
  }
  const [part] = pieces
  if (!part) return false
  if (reader.isNone(part.text)) return value === null
  if (part.type === 'sign') return signHolds(part, target, from, evidence, reader)
  if (from.overruled?.includes(addressOf(part))) return evidence.includes(part.text)
  const readings = [squeeze(part.text), squeeze(plain(reader.read(part.type, part.text).value))]
  if (part.type === 'prose') readings.push(squeeze(reader.mendSentences(part.text)))
  const corrected = readings.flatMap((reading) => correct(reading, from, corrections))
  return corrected.some((reading) => reading !== '' && target.includes(reading))
}

/** A sign is accounted for when the rating is one of its readings, else when the evidence names it as overruled. */
function signHolds(
  part: Part,
  target: string,
  from: CellProvenance,
  evidence: string,
  reader: Reader,
): boolean {
  if (reader.readSign(part.text).readings.some((sign) => squeeze(sign) === target)) return true
  const named = evidence.includes(`${part.line}行目の記号「${part.text}」`)
  return (from.overruled?.includes(addressOf(part)) ?? false) && named
}

/** The text as read, and as the correction that the provenance names makes it. */
function correct(
  squeezed: string,
  from: CellProvenance,
  corrections: ReadonlyMap<string, CorrectionOnFile>,
): readonly string[] {
  const correction = from.key === undefined ? undefined : corrections.get(from.key)
  if (from.method !== 'corrected' || !correction) return [squeezed]
  const before = squeeze(correction.before)
  const after = squeeze(correction.after)
  if (before === '' || before === squeezed) return [after]
  return [squeezed.replace(before, () => after)]
}

function plain(value: Json): string {
  return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
}
