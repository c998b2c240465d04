/**
 * The account of a source: whatever of the document is lost on the way is named, with its line. The real source first:
 * each of its parts in turn loses its citation, or the values that it stands in, and each time it must show.
 */
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { addressOf, type CutLine, type Part, type RawRow } from '../../pipeline/lib/document.ts'
import type { Dataset, Json } from '../../pipeline/lib/model.ts'
import { provenanceOf } from '../../pipeline/lib/provenance.ts'
import { squeeze } from '../../pipeline/lib/text.ts'
import type { Shaped } from '../../pipeline/shape/index.ts'
import { type Account, accountFor, type Unaccounted } from '../../pipeline/validate/account.ts'
import {
  authored,
  errorsOf,
  realFiles,
  realText,
  runAround,
  runFiles,
  withLine,
} from '../helpers/bad-input.ts'
import { filesOf, PACKAGE, runFolder, withDocument } from '../helpers/job.ts'

type Args = Parameters<typeof accountFor>

const hooks = vi.hoisted(() => ({
  captured: [] as unknown[],
  shaped: undefined as ((shaped: unknown) => unknown) | undefined,
}))

vi.mock('../../pipeline/validate/account.ts', async (original) => {
  const real = await original<{ accountFor: (...args: unknown[]) => unknown }>()
  const keep = (...args: unknown[]): unknown => {
    hooks.captured = args
    return real.accountFor(...args)
  }
  return { ...real, accountFor: keep }
})

vi.mock('../../pipeline/shape/index.ts', async (original) => {
  const real = await original<{ shapeDocument: (...args: unknown[]) => unknown }>()
  const change = (...args: unknown[]): unknown => {
    const shaped = real.shapeDocument(...args)
    return hooks.shaped ? hooks.shaped(shaped) : shaped
  }
  return { ...real, shapeDocument: change }
})

beforeEach(() => {
  hooks.shaped = undefined
})

/** What the account of a source was made from, so that each of it can be changed. */
interface Ground {
  readonly source: Args[0]
  readonly lines: readonly CutLine[]
  readonly datasets: readonly Dataset[]
  readonly reader: Args[3]
  readonly corrections: Args[4]
  readonly prose: string
}

function ground(): Ground {
  const [source, lines, datasets, reader, corrections, prose] = hooks.captured as unknown as Args
  return { source, lines, datasets: datasets as readonly Dataset[], reader, corrections, prose }
}

function account(from: Ground, changes: Partial<Ground> = {}): Account {
  const { source, lines, datasets, reader, corrections, prose } = { ...from, ...changes }
  return accountFor(source, lines, datasets, reader, corrections, prose)
}

function lost({ unaccounted }: Account): readonly string[] {
  return unaccounted.map(({ line, part, reason }) => `${line}#${part}: ${reason}`)
}

function partsOf(from: Ground): readonly Part[] {
  return from.lines.flatMap((line) => line.parts)
}

/** Every cell of every dataset that cites this part (or one of these), by another citation or value. */
function changed(
  from: Ground,
  addresses: string | ReadonlySet<string>,
  change: {
    cites?: (cites: readonly (readonly string[])[]) => readonly (readonly string[])[]
    value?: (value: Json) => Json
  },
  only: (slug: string, field: string) => boolean = () => true,
): readonly Dataset[] {
  const wanted = typeof addresses === 'string' ? new Set([addresses]) : addresses
  return from.datasets.map((dataset) => {
    const { slug, provenance } = dataset
    const records: Dataset['provenance']['records'][string][] = []
    const rows = dataset.records.map((record) => {
      const name = String(record.identifier)
      const values = { ...record }
      const cells = Object.keys(record).map((field) => {
        const own = provenance.records[name]?.[field]
        const cites = provenanceOf(provenance, name, field)?.cites ?? []
        const hit = only(slug, field) && cites.some((one) => one.some((address) => wanted.has(address)))
        // a record goes by its identifier: that is not changed, but left uncited
        const named = field === 'identifier' && change.value
        const left = !hit ? cites : named ? [] : (change.cites?.(cites) ?? cites)
        if (hit && change.value && !named) values[field] = change.value(record[field] ?? null)
        // said in full, so that no other cell that goes by this one changes with it
        return [field, { ...own, cites: left.length > 0 ? left : null }] as const
      })
      records.push(Object.fromEntries(cells))
      return values
    })
    const byName = dataset.records.map((record, i) => [String(record.identifier), records[i] ?? {}])
    return { ...dataset, records: rows, provenance: { ...provenance, records: Object.fromEntries(byName) } }
  })
}

/** Takes the citation of a part (or of these) away wherever it is cited. */
function uncited(from: Ground, addresses: string | ReadonlySet<string>): readonly Dataset[] {
  const wanted = typeof addresses === 'string' ? new Set([addresses]) : addresses
  return changed(from, wanted, {
    cites: (cites) => cites.filter((one) => !one.some((address) => wanted.has(address))),
  })
}

/** All of them, in so many heaps: each is tried, without as many runs. */
function heaps(addresses: readonly string[], many: number): readonly ReadonlySet<string>[] {
  return Array.from({ length: many }, (_, n) => new Set(addresses.filter((_one, i) => i % many === n)))
}

const OTHER = '〓'

let real: Ground

beforeAll(async () => {
  const result = await runFiles(realFiles)
  expect(errorsOf(result)).toEqual([])
  real = ground()
})

describe('the real source', () => {
  test('has 617 lines, each used or structure, and nothing is unaccounted', () => {
    const { lines, unaccounted } = account(real)
    expect(unaccounted).toEqual([])
    expect(lines.map((line) => line.line)).toEqual(Array.from({ length: 617 }, (_, i) => i + 1))
    expect(new Set(lines.map((line) => line.use))).toEqual(new Set(['used', 'structure']))
    expect(lines.filter((line) => line.use === 'used').length).toBe(243)
  })

  test('every part is what stands there, has an address of its own, and is found in some value', () => {
    const parts = partsOf(real)
    expect(new Set(parts.map(addressOf)).size).toBe(parts.length)
    for (const { parts, text } of real.lines)
      for (const part of parts) expect(text.slice(part.start, part.end)).toBe(part.text)
    for (const line of account(real).lines)
      for (const part of line.parts) expect(part.cites.length, `${line.line}#${part.name}`).toBeGreaterThan(0)
  })

  test('every citation is of a part that is there', () => {
    const known = new Set(partsOf(real).map(addressOf))
    for (const { slug, records, provenance } of real.datasets)
      for (const record of records)
        for (const field of Object.keys(record))
          for (const address of provenanceOf(provenance, String(record.identifier), field)?.cites?.flat() ??
            [])
            expect(known.has(address), `${slug}/${record.identifier}/${field}: ${address}`).toBe(true)
  })
})

describe('a citation taken away', () => {
  test.each([
    ['a row of the summary', 26, ['c1.number', 'c1.name', 'c2.number', 'c2.title', 'c3']],
    ['a row that is wrapped', 145, ['c1']],
    ['a heading', 75, ['code', 'title']],
    ['a line of totals', 23, ['statedInitiatives', 'totals.1.rating', 'totals.1.stated']],
    ['a paragraph', 79, ['text']],
  ])('from %s (line %i)', (_, line, names) => {
    const found = real.lines.find((one) => one.line === line)?.parts.map((part) => part.name) ?? []
    for (const name of names) expect(found).toContain(name)
    for (const name of found) {
      const { lines, unaccounted } = account(real, { datasets: uncited(real, `${line}#${name}`) })
      expect(unaccounted).toContainEqual(
        expect.objectContaining({ line, part: name, reason: 'not cited' } satisfies Partial<Unaccounted>),
      )
      expect(lines[line - 1]?.use).toBe('unaccounted')
    }
  })

  test('from any part of the document: that part shows, and of others only those it was put together with', () => {
    const all = real.datasets.flatMap(({ records, provenance }) =>
      records.flatMap((record) =>
        Object.keys(record).flatMap(
          (field) => provenanceOf(provenance, String(record.identifier), field)?.cites ?? [],
        ),
      ),
    )
    for (const heap of heaps(partsOf(real).map(addressOf), 10)) {
      const beside = new Set(all.filter((one) => one.some((address) => heap.has(address))).flat())
      const { unaccounted } = account(real, { datasets: uncited(real, heap) })
      const shown = new Map(unaccounted.map((one) => [`${one.line}#${one.part}`, one.reason]))
      for (const address of heap) expect(shown.get(address), address).toBe('not cited')
      for (const address of shown.keys()) expect(beside.has(address), address).toBe(true)
    }
  })
})

describe('a value that is not the one that stands there', () => {
  test('of any part: it is not found any more', () => {
    for (const heap of heaps(partsOf(real).map(addressOf), 10)) {
      const datasets = changed(real, heap, {
        value: (value) => (typeof value === 'number' ? value * 10 + 7 : OTHER),
      })
      const { unaccounted } = account(real, { datasets })
      const shown = new Map(unaccounted.map((one) => [`${one.line}#${one.part}`, one.reason]))
      // what only an identifier is made of is left without a citation
      for (const address of heap)
        expect(['not found in the value', 'not cited'], address).toContain(shown.get(address))
    }
  })

  test.each([
    ['a comment less a character', '79#text', (value: Json) => String(value).replace('に', '')],
    [
      'a comment with two words in each other\u2019s place',
      '79#text',
      (value: Json) => String(value).replace('子育て、保育', '保育、子育て'),
    ],
    ['a number with a digit more', '23#statedInitiatives', (value: Json) => Number(`${value}0`)],
    ['a number with a digit before it', '23#statedInitiatives', (value: Json) => Number(`1${value}`)],
    ['nothing', '75#title', () => null],
    ['a blank text', '75#title', () => ''],
    ['a text cut short', '75#title', (value: Json) => String(value).slice(0, -1)],
  ])('%s', (_, address, value) => {
    const found = lost(account(real, { datasets: changed(real, address, { value }) }))
    expect(found).toContain(`${address}: not found in the value`)
  })

  test('only white space is set aside', () => {
    const spaced = (value: Json): Json => (typeof value === 'string' ? [...value].join(' \n') : value)
    expect(account(real, { datasets: changed(real, '79#text', { value: spaced }) }).unaccounted).toEqual([])
  })
})

describe('parts that were put together', () => {
  const wrapped = ['144#c1', '145#c1'].map(String)
  const isPutTogether = (one: readonly string[]): boolean => one.length > 1 && one.includes('145#c1')

  test('the wrapped row is put together from its lines', () => {
    const cites = real.datasets.flatMap(({ records, provenance }) =>
      records.flatMap((record) => provenanceOf(provenance, String(record.identifier), 'name')?.cites ?? []),
    )
    expect(cites.filter(isPutTogether)).toEqual([wrapped])
  })
  test.each([
    ['in another order', (one: readonly string[]) => [...one].reverse(), ['144#c1', '145#c1']],
    ['with one less', (one: readonly string[]) => one.slice(0, -1), ['145#c1: not cited']],
    [
      'with one that is not there',
      (one: readonly string[]) => [...one, '146#c1'],
      ['144#c1: not found in the value', '145#c1: not found in the value'],
    ],
    [
      'with one twice',
      (one: readonly string[]) => [...one, '145#c1'],
      ['144#c1: not found in the value', '145#c1: not found in the value'],
    ],
  ])('%s', (_, change, expected) => {
    const datasets = changed(real, '145#c1', {
      cites: (cites) => cites.map((one) => (isPutTogether(one) ? change(one) : one)),
    })
    const found = lost(account(real, { datasets }))
    for (const part of expected) expect(found.join('\n')).toContain(part)
  })
  test('a paragraph that a page break split must be whole', () => {
    const split = partsOf(real).filter((part) => part.type === 'prose' && [455, 457].includes(part.line))
    const [first] = split
    if (!first) throw new Error('no such paragraph')
    const half = changed(real, addressOf(first), { value: () => first.text })
    expect(account(real, { datasets: half }).unaccounted).not.toEqual([])
  })
})

describe('records and fields that do not come out', () => {
  test.each(['policies', 'measures', 'initiatives', 'indicators', 'ratings', 'rating_changes', 'sections'])(
    'any record of ict_plan_%s',
    (name) => {
      const slug = `ict_plan_${name}`
      const { records } = real.datasets.find((dataset) => dataset.slug === slug) ?? { records: [] }
      expect(records.length).toBeGreaterThan(0)
      for (const record of records) {
        const datasets = real.datasets.map((one) =>
          one.slug === slug ? { ...one, records: one.records.filter((other) => other !== record) } : one,
        )
        expect(account(real, { datasets }).unaccounted, String(record.identifier)).not.toEqual([])
      }
    },
  )

  test.each([
    ['ict_plan_policies', 'name'],
    ['ict_plan_policies', 'statedInitiatives'],
    ['ict_plan_measures', 'name'],
    ['ict_plan_initiatives', 'title'],
    ['ict_plan_initiatives', 'description'],
    ['ict_plan_initiatives', 'comment'],
    ['ict_plan_initiatives', 'rating'],
    ['ict_plan_indicators', 'name'],
    ['ict_plan_ratings', 'meaning'],
    ['ict_plan_rating_totals', 'stated'],
    ['ict_plan_rating_changes', 'from'],
    ['ict_plan_rating_changes', 'reason'],
    ['ict_plan_sections', 'heading'],
    ['ict_plan_sections', 'text'],
  ])('the field %s/%s', (slug, field) => {
    const datasets = real.datasets.map((dataset) =>
      dataset.slug === slug
        ? {
            ...dataset,
            records: dataset.records.map((record) =>
              Object.fromEntries(Object.entries(record).filter(([key]) => key !== field)),
            ),
          }
        : dataset,
    )
    expect(account(real, { datasets }).unaccounted).not.toEqual([])
  })

  test('a dataset that nobody declares', () => {
    const datasets = real.datasets.filter((dataset) => dataset.slug !== 'ict_plan_sections')
    const found = account(real, { datasets }).unaccounted.map((one) => one.line)
    expect(found).toEqual(expect.arrayContaining([1, 3, 5, 9, 19, 617]))
  })

  test('texts, values and years of observations stand in two datasets: lost from both, they show', () => {
    const datasets = real.datasets.filter(
      ({ slug }) => !['ict_plan_observations', 'ict_plan_indicators'].includes(slug),
    )
    const found = new Set(account(real, { datasets }).unaccounted.map((one) => one.part))
    for (const part of ['c1', 'c2', 'c3', 'c4', 'c2.year', 'c3.year']) expect([...found]).toContain(part)
  })
})

test('prose may not cite what another dataset uses', () => {
  const [dataset] = real.datasets.filter((one) => one.slug === 'ict_plan_sections')
  const [record] = dataset?.records ?? []
  if (!dataset || !record) throw new Error('no sections')
  const name = String(record.identifier)
  const text = `${record.text}誰でもいつでも利用できるICTサービスの充実`
  const own = provenanceOf(dataset.provenance, name, 'text')?.cites ?? []
  const stolen = {
    ...dataset,
    records: dataset.records.map((one) => (one === record ? { ...one, text } : one)),
    provenance: {
      ...dataset.provenance,
      records: {
        ...dataset.provenance.records,
        [name]: {
          ...dataset.provenance.records[name],
          text: { ...dataset.provenance.records[name]?.text, cites: [...own, ['21#name']] },
        },
      },
    },
  }
  const datasets = real.datasets.map((one) => (one === dataset ? stolen : one))
  expect(lost(account(real, { datasets }))).toContain('21#name: cited by prose and by data')
})

describe('lines', () => {
  const edit =
    (number: number, change: (line: CutLine) => Partial<CutLine>) =>
    (lines: readonly CutLine[]): readonly CutLine[] =>
      lines.map((line) => (line.line === number ? { ...line, ...change(line) } : line))
  const parts = (change: (part: Part) => Partial<Part>) => (line: CutLine) => ({
    parts: line.parts.map((part) => ({ ...part, ...change(part) })),
  })
  test.each([
    ['one that was never cut', (lines: readonly CutLine[]) => lines.toSpliced(78, 1), ['79#: not cut']],
    ['the last ones', (lines: readonly CutLine[]) => lines.slice(0, -2), ['616#: not cut', '617#: not cut']],
    ['one that was cut as another', edit(2, () => ({ text: 'x' })), ['2#: not cut']],
    ['one that fits no pattern', edit(79, () => ({ kind: 'unknown', parts: [] })), ['79#: not cut']],
    [
      'a part that is not what stands there',
      edit(
        75,
        parts((part) => ({ end: part.end - 1 })),
      ),
      ['75#code: not cut', '75#title: not cut'],
    ],
    [
      'two parts of one address',
      edit(
        75,
        parts(() => ({ name: 'code' })),
      ),
      ['75#code: not cut', '75#code: not cut'],
    ],
  ])('%s', (_, change, expected) => {
    const found = lost(account(real, { lines: change(real.lines) }))
    for (const one of expected)
      expect(found.filter((other) => other === one).length).toBe(
        expected.filter((other) => other === one).length,
      )
  })

  test('structure captures nothing, and says the same wherever it stands', () => {
    const said = new Map<string, Set<string>>()
    for (const { line, kind, use } of account(real).lines) {
      if (use !== 'structure') continue
      const cut = real.lines[line - 1]
      expect(cut?.parts).toEqual([])
      said.set(kind, (said.get(kind) ?? new Set()).add(squeeze(cut?.text ?? '')))
    }
    expect(Object.fromEntries([...said].map(([kind, texts]) => [kind, [...texts]]))).toEqual({
      blank: [''],
      'policy/summary header': ['施策取組評価'],
      description: ['■取組内容'],
      indicators: ['■成果指標の達成状況'],
      comment: ['■評価等に対する見解'],
    })
  })

  test('outside the parts of a used line stands fixed text alone: of a kind, always the same', () => {
    const outside = new Map<string, Set<string>>()
    for (const { kind, text, parts } of real.lines) {
      if (parts.length === 0) continue
      let at = 0
      const rest: string[] = []
      for (const part of [...parts].sort((a, b) => a.start - b.start)) {
        expect(part.start).toBeGreaterThanOrEqual(at)
        rest.push(text.slice(at, part.start))
        at = part.end
      }
      rest.push(text.slice(at))
      // items of a repetition have the same text between them
      const fixed = rest
        .map(squeeze)
        .filter((piece) => piece !== '')
        .join('…')
        .replace(/(取組)(…取組)+/, '$1*')
      outside.set(kind, (outside.get(kind) ?? new Set()).add(fixed))
    }
    expect(Object.fromEntries([...outside].map(([kind, texts]) => [kind, [...texts].sort()]))).toEqual({
      preface: ['(詳細版)'],
      'preface paragraph': [''],
      criteria: [''],
      'criteria paragraph': [''],
      'criteria/legend': ['「…」='],
      policy: ['<基本方針…>'],
      'policy/totals': ['【取組数:…】…取組*'],
      // the measure spans rows: its number stands in the first
      'policy/summary row': ['.', '.….'],
      initiative: ['<….…>'],
      'description paragraph': [''],
      // one header does not name the year of the target
      'indicators/indicators header': [
        '成果指標計画策定時(…)目標(…)結果評価',
        '成果指標計画策定時(…)目標結果評価',
      ],
      'indicators/indicators row': [''],
      'comment paragraph': [''],
      review: ['【…】'],
      topic: ['.'],
      'topic/change': ['基本方針…「….…」について、'],
      'topic paragraph': [''],
    })
  })
})

describe('corrections', () => {
  const corrected = ['26#c1.name', '27#c1.name', '28#c1.name']

  test('corrected cells are accounted for only through their correction', () => {
    const none = lost(account(real, { corrections: new Map() }))
    expect(none.length).toBeGreaterThan(4)
    for (const address of corrected) expect(none).toContain(`${address}: not found in the value`)
    for (const [key, { before }] of real.corrections) {
      // of a blank cell there is no part to be found
      if (before === '') continue
      const corrections = new Map([...real.corrections].filter(([other]) => other !== key))
      expect(account(real, { corrections }).unaccounted, key).not.toEqual([])
    }
  })
  test('and only through what it says', () => {
    for (const [key, correction] of real.corrections) {
      const corrections = new Map([
        ...real.corrections,
        [key, { ...correction, after: `${correction.after}${OTHER}` }],
      ])
      // of a blank cell there is no part to be found
      const expected = correction.before === '' ? 0 : 1
      expect(account(real, { corrections }).unaccounted.length, key).toBeGreaterThanOrEqual(expected)
    }
  })
  test('a place is mended before it is cut: what its correction puts in may hold what it takes out', async () => {
    const more = authored(
      'corrections.yaml',
      (text) => `${text}  - line: 79\n    before: 利便性\n    after: 市民の利便性\n    reason: test\n`,
    )
    const result = await runAround(realText, more)
    expect(errorsOf(result)).toEqual([])
    expect(result.report).toMatchObject({ unaccounted: [] })
  })
})

describe('signs', () => {
  let city: Ground
  const address = '38#c4'
  beforeAll(async () => {
    await runFolder(`${PACKAGE}/test/fixtures/build/second-city`, '019992', 'digital_plan_evaluation_r4')
    city = ground()
  })

  /** The record whose rating overrules the sign in line 38. */
  function edit(change: {
    rating?: string
    evidence?: (text: string) => string
    overruled?: null
  }): readonly Dataset[] {
    return city.datasets.map((dataset) => {
      if (dataset.slug !== 'ict_plan_initiatives') return dataset
      const records = dataset.records.map((record) =>
        record.identifier === '1.4'
          ? {
              ...record,
              rating: change.rating ?? record.rating ?? null,
              ratingEvidence:
                change.evidence?.(String(record.ratingEvidence)) ?? record.ratingEvidence ?? null,
            }
          : record,
      )
      const { provenance } = dataset
      const own = provenance.records['1.4']
      const rating = change.overruled === null ? { ...own?.rating, overruled: null } : (own?.rating ?? null)
      return {
        ...dataset,
        records,
        provenance: { ...provenance, records: { ...provenance.records, '1.4': { ...own, rating } } },
      }
    })
  }
  const found = (datasets: readonly Dataset[]): readonly string[] => lost(account(city, { datasets }))

  test('one that the rating overrules is accounted for by the evidence that names it', () => {
    expect(found(city.datasets)).toEqual([])
    expect(found(edit({}))).toEqual([])
  })
  test.each([
    ['the evidence does not name it', { evidence: () => '134行目の文が「B」としている。' }],
    ['the evidence names another line', { evidence: (text: string) => text.replace('38行目', '138行目の3') }],
    [
      'the evidence names another sign',
      { evidence: (text: string) => text.replace('記号「0」', '記号「8」') },
    ],
    ['the evidence names it, but not as overruled', { evidence: () => '38行目の記号「0」では決まらない。' }],
    ['there is no evidence', { evidence: () => '' }],
    ['the provenance does not say that it was overruled', { overruled: null }],
  ])('not where %s', (_, change) => {
    expect(found(edit(change))).toContain(`${address}: not found in the value`)
  })
  test('one of whose readings the rating is needs no evidence', () => {
    expect(found(edit({ rating: 'C', evidence: () => '', overruled: null }))).not.toContain(
      `${address}: not found in the value`,
    )
  })

  test('in the real source: an ambiguous sign whose rating is none of its readings', () => {
    const signs = partsOf(real).filter(
      (part) => part.type === 'sign' && real.reader.readSign(part.text).readings.length > 1,
    )
    expect(signs.length).toBeGreaterThan(20)
    const heap = new Set(signs.map(addressOf))
    const found = lost(account(real, { datasets: changed(real, heap, { value: () => '●' }) }))
    for (const address of heap) expect(found).toContain(`${address}: not found in the value`)
  })
})

describe('a part dropped between shape and normalize', () => {
  function without(address: string): (shaped: unknown) => unknown {
    return (value) => {
      const shaped = value as Shaped
      const rows = shaped.rows.map((row): RawRow => {
        const fields = Object.entries(row.fields).map(([field, list]) => [
          field,
          list
            .map((one) => ({ ...one, parts: one.parts.filter((part) => addressOf(part) !== address) }))
            .filter((one, i) => one.parts.length > 0 || (list[i]?.parts.length ?? 0) === 0),
        ])
        const keyParts = row.keyParts.filter((part) => addressOf(part) !== address)
        return { ...row, keyParts, fields: Object.fromEntries(fields) }
      })
      return { ...shaped, rows }
    }
  }

  test.each([
    ['the title of a row of the summary', '27#c2.title'],
    ['the end of a cell that is wrapped', '145#c1'],
    ['the end of a cell that spans rows', '35#c1.name'],
    ['a cell of an observation', '84#c3'],
    ['a year in a header', '83#c2.year'],
    ['a paragraph', '79#text'],
    ['the end of the document', '617#text'],
    ['a name that the totals go by', '21#name'],
  ])('%s', async (_, address) => {
    expect(partsOf(real).map(addressOf)).toContain(address)
    hooks.shaped = without(address)
    const result = await runFiles(realFiles)
    expect(lost(account(ground())), address).toContain(`${address}: not cited`)
    const told = errorsOf(result).filter((problem) => problem.code === 'validate/unaccounted')
    expect(told.map((problem) => problem.where.line)).toContain(Number(address.split('#')[0]))
  })

  test('whichever it is, the source fails', async () => {
    const addresses = partsOf(real).map(addressOf)
    for (let i = 0; i < addresses.length; i += 17) {
      const address = addresses[i] ?? ''
      hooks.shaped = without(address)
      expect(errorsOf(await runFiles(realFiles)).length, address).toBeGreaterThan(0)
    }
  })
})

describe('what looks like structure', () => {
  const ROOT = `${PACKAGE}/test/fixtures/build/second-city`
  const SOURCE = ['019992', 'digital_plan_evaluation_r4'] as const
  const files = filesOf(ROOT, ...SOURCE)

  test('below a header one row of dashes is drawn; a second one is a row, and is not passed over', async () => {
    const doubled = withDocument(files, (text) =>
      text.replace('|---|---:|---:|---:|---:|---:|\n', (row) => row + row),
    )
    const result = await runFolder(ROOT, ...SOURCE, doubled)
    const [found] = errorsOf(result)
    expect(found?.where).toMatchObject({ line: 26, text: expect.stringContaining('---') })
  })

  test('the words by which a row of sums is known are not published: they may capture nothing', async () => {
    const name = `sources/${SOURCE.join('/')}/source.yaml`
    const text = new TextDecoder().decode(files.get(name)).replace('first: 合計', 'first: "{words}"')
    const result = await runFolder(
      ROOT,
      ...SOURCE,
      new Map([...files, [name, new TextEncoder().encode(text)]]),
    )
    const [found, ...more] = errorsOf(result)
    expect(more).toEqual([])
    expect(found).toMatchObject({ code: 'shape/pattern', actual: '{words}' })
    expect(found?.where.key).toMatch(/\.sum\.first$/)
  })
})

test('an account that is not empty fails the source, and each line is told with its text, in both languages', async () => {
  // a line that a pattern takes whole, but whose capture no field of a dataset takes
  const more = authored('source.yaml', (text) =>
    text.replace(
      '        - line: legend\n',
      '        - line: remark\n          pattern: "※{remark:prose}"\n        - line: legend\n',
    ),
  )
  const result = await runAround(
    withLine('※目標を数値で', (line) => line),
    more,
  )
  const [found, ...others] = errorsOf(result)
  expect(others).toEqual([])
  expect(found).toMatchObject({ code: 'validate/unaccounted', scope: 'source', where: { line: 19 } })
  expect(found?.where.text).toContain('※目標を数値で')
  expect(result.datasets.length === 0 || found?.severity === 'error').toBe(true)
})
