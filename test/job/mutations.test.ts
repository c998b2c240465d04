/** The real document damaged at random: lines lost, doubled and moved, characters lost, doubled and misread. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { JobResult } from '../../pipeline/job.ts'
import { errorsOf, expectReadable, realLines, realText, runAround } from '../helpers/bad-input.ts'
import { datasetOf, provenanceOf } from '../helpers/job.ts'

/** Raise it to look harder: each takes about a tenth of a second. */
const RUNS = 200

interface Damaged {
  readonly text: string
  /** lines of the damaged document that are not as they were, counted from 1 */
  readonly lines: ReadonlySet<number>
}

type Damage = (lines: readonly string[]) => readonly string[]

/** What OCR takes for one another, and what a tired hand types. */
const MISREAD = [
  '0',
  '1',
  '◎',
  '○',
  '△',
  '●',
  '×',
  '\\circ',
  '\\triangle',
  '「',
  '」',
  '<',
  '>',
  '.',
  '-',
  '\t',
  ' ',
  '　',
  '',
  '件',
  '評',
  '\ufffd',
  '𠮷',
  '|',
]

const at = fc.nat({ max: 1_000_000 })
const place = (seed: number, length: number): number => (length === 0 ? 0 : seed % length)

const damages: fc.Arbitrary<Damage> = fc.oneof(
  at.map(
    (seed): Damage =>
      (lines) =>
        lines.toSpliced(place(seed, lines.length), 1),
  ),
  at.map(
    (seed): Damage =>
      (lines) =>
        lines.toSpliced(place(seed, lines.length), 0, lines[place(seed, lines.length)] ?? ''),
  ),
  fc.tuple(at, at).map(
    ([from, to]): Damage =>
      (lines) => {
        const line = lines[place(from, lines.length)] ?? ''
        return lines.toSpliced(place(from, lines.length), 1).toSpliced(place(to, lines.length), 0, line)
      },
  ),
  fc.tuple(at, at, fc.constantFrom(...MISREAD), fc.nat({ max: 1 })).map(
    ([seed, inLine, put, over]): Damage =>
      (lines) => {
        const number = place(seed, lines.length)
        const line = lines[number] ?? ''
        const column = place(inLine, line.length)
        return lines.with(number, line.slice(0, column) + put + line.slice(column + over))
      },
  ),
  // where it matters most: the signs, the totals, the codes and the numbers
  fc.tuple(at, at, fc.constantFrom(...MISREAD)).map(
    ([seed, which, put]): Damage =>
      (lines) => {
        const bearing = lines.flatMap((line, i) => (/\t|【取組数|としました|^<|^「/.test(line) ? [i] : []))
        const number = bearing[place(seed, bearing.length)] ?? 0
        const line = lines[number] ?? ''
        const spots = [...line.matchAll(/\\[a-z]+|[◎○〇△Δ●•©]|\d+|[<>「」.\t]/g)]
        const spot = spots[place(which, spots.length)]
        return spot
          ? lines.with(number, line.slice(0, spot.index) + put + line.slice(spot.index + spot[0].length))
          : lines
      },
  ),
)

/** Which lines of the damaged document do not stand in the real one in this order: the two ends that are alike are not. */
function damagedBy(list: readonly Damage[]): Damaged {
  const lines = list.reduce((now, damage) => damage(now), realLines)
  let head = 0
  while (head < lines.length && lines[head] === realLines[head]) head += 1
  let tail = 0
  while (tail < lines.length - head && lines.at(-1 - tail) === realLines.at(-1 - tail)) tail += 1
  const known = new Set(realLines)
  const touched = new Set<number>()
  for (let i = head; i < lines.length - tail; i += 1)
    if (list.length < 2 || !known.has(lines[i] ?? '')) touched.add(i + 1)
  return { text: lines.join('\n'), lines: touched }
}

let sound: JobResult
beforeAll(async () => {
  sound = await runAround(realText)
})

const ratingsOf = (result: JobResult): ReadonlyMap<string, Readonly<Record<string, unknown>>> =>
  new Map(
    datasetOf(result, 'ict_plan_initiatives').records.map((record) => [String(record.identifier), record]),
  )

/** Lines that a rating rests on: those it cites, those it overrules, and those that its evidence names. */
function groundsOf(result: JobResult, identifier: string): ReadonlySet<number> {
  const from = provenanceOf(result, 'ict_plan_initiatives', identifier, 'rating')
  const cited = [...(from.cites ?? []).flat(), ...(from.overruled ?? [])].map((address) =>
    Number(address.split('#')[0]),
  )
  const named = [...(from.evidence?.ja ?? '').matchAll(/(\d+)行目/g)].map((match) => Number(match[1]))
  return new Set([...cited, ...named])
}

function check(result: JobResult, damaged: Damaged): void {
  expectReadable(result.problems)
  expect(JSON.stringify(result.problems).length).toBeLessThan(200_000)
  const errors = errorsOf(result)
  for (const error of errors) {
    expect(error.code).toMatch(/^[a-z]+\/[a-z0-9-]+$/)
    // of what is missing as a whole there is no line, but there is a file or a dataset
    expect(error.where.line ?? error.where.dataset ?? error.where.key, error.code).toBeDefined()
  }
  if (errors.length > 0) return
  // it came out: then every rating that is another has its trace
  const before = ratingsOf(sound)
  for (const [identifier, record] of ratingsOf(result)) {
    expect(['◎', '○', '△', '●']).toContain(record.rating)
    expect(String(record.ratingEvidence)).not.toBe('')
    const known = before.get(identifier)
    if (known === undefined || known.rating === record.rating) continue
    const trace = [...groundsOf(result, identifier)].some((line) => damaged.lines.has(line))
    const told = record.ratingMethod === 'inferred' && /候補は|に決まる/.test(String(record.ratingEvidence))
    expect(trace || told, `${identifier} ${known.rating} → ${record.rating}: ${record.ratingEvidence}`).toBe(
      true,
    )
  }
}

test.each([
  ['one damage', 1, RUNS / 2],
  ['a few', 4, RUNS / 4],
  ['many', 40, RUNS / 4],
])('%s: never thrown, always readable, never a rating changed in silence', async (_, most, numRuns) => {
  let sane = 0
  await fc.assert(
    fc.asyncProperty(fc.array(damages, { minLength: 1, maxLength: most }), async (list) => {
      const damaged = damagedBy(list)
      const result = await runAround(damaged.text)
      if (errorsOf(result).length === 0) sane += 1
      check(result, damaged)
    }),
    { numRuns },
  )
  // a test whose every run ends in an error, or none, sees nothing
  if (most === 1) expect(sane).toBeGreaterThan(numRuns / 20)
  if (most === 1) expect(sane).toBeLessThan(numRuns)
})
