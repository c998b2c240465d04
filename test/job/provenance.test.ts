/** Where values come from, as the public reads it: the method is the true one, every key is in its file. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { JobResult } from '../../pipeline/job.ts'
import { pathOfKey } from '../../pipeline/lib/keys.ts'
import type { CellProvenance } from '../../pipeline/lib/model.ts'
import { provenanceOf as cellOf } from '../../pipeline/lib/provenance.ts'
import { recordName } from '../../pipeline/lib/record-id.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { filesOf, PACKAGE, provenanceOf, runFolder } from '../helpers/job.ts'

const PROJECTS = [
  [PACKAGE, '142140', 'ict_plan_evaluation_r4'],
  [`${PACKAGE}test/fixtures/build/second-city`, '019992', 'digital_plan_evaluation_r4'],
] as const

describe.each(PROJECTS)('%s', (root, publisher, source) => {
  let result: JobResult
  let cells: readonly (readonly [where: string, from: CellProvenance])[]

  beforeAll(async () => {
    result = await runFolder(root, publisher, source)
    cells = result.datasets.flatMap(({ slug, records, primaryKey, columns, provenance }) =>
      records.flatMap((record) => {
        const name = recordName(record, primaryKey)
        return columns.flatMap(({ key }) => {
          const from = cellOf(provenance, name, key)
          return from ? [[`${slug}/${name}/${key}`, from] as const] : []
        })
      }),
    )
    expect(cells.length).toBeGreaterThan(1_000)
  })

  test('every key is one of the file that it names', () => {
    const files = filesOf(root, publisher, source)
    const parsed = new Map<string, unknown>()
    for (const [where, { file, key }] of cells) {
      if (file === undefined || key === undefined) continue
      const value = parsed.get(file) ?? parseYaml(new TextDecoder().decode(files.get(file))).value
      parsed.set(file, value)
      expect(at(value, pathOfKey(key)), `${where}: ${file} ${key}`).toBeDefined()
    }
  })

  test('what is declared or corrected names its file and key', () => {
    for (const [where, { method, file, key }] of cells)
      if (method === 'declared' || method === 'corrected') expect([file, key], where).not.toContain(undefined)
  })

  test('formulas and fields are written with names that are published', () => {
    const columns = new Map(result.datasets.map(({ slug, columns }) => [slug, columns.map(({ key }) => key)]))
    for (const [where, { formula, fields = [] }] of cells) {
      expect(formula ?? '', where).not.toMatch(/[{}@]/)
      for (const field of fields) {
        const [first = '', second] = field.split('.')
        const known = second === undefined ? columns.get(where.split('/')[0] ?? '') : columns.get(first)
        expect(known, `${where}: ${field}`).toContain(second ?? first)
      }
    }
  })

  test('a value that stands nowhere is not said to be read', () => {
    for (const [where, { method, cites }] of cells)
      if (method === 'as-written' || method === 'normalized') expect(cites, where).toBeDefined()
  })
})

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? new Map(Object.entries(inner)).get(String(step))
        : undefined,
    value,
  )
}

describe('the real source', () => {
  let result: JobResult
  beforeAll(async () => {
    result = await runFolder(PACKAGE, '142140', 'ict_plan_evaluation_r4')
  })
  const SOURCE = 'sources/142140/ict_plan_evaluation_r4/source.yaml'

  test('an identifier comes from what its template names', () => {
    expect(provenanceOf(result, 'ict_plan_ratings', 'exceeded', 'identifier')).toEqual({
      method: 'declared',
      file: SOURCE,
      key: 'document.ratings.scale.1.id',
    })
    expect(provenanceOf(result, 'ict_plan_map_layers', 'hazard-map', 'identifier')).toEqual({
      method: 'declared',
      file: SOURCE,
      key: 'document.finds.2.ids.ハザードマップ',
    })
    expect(provenanceOf(result, 'ict_plan_sections', 'preface', 'identifier')).toEqual({
      method: 'declared',
      file: SOURCE,
      key: 'document.blocks.1.key',
    })
    expect(provenanceOf(result, 'ict_plan_rating_totals', '1-exceeded', 'identifier')).toEqual({
      method: 'computed',
      formula: 'policyNumber-id of the rating',
      fields: ['policyNumber'],
    })
    expect(provenanceOf(result, 'ict_plan_observations', '1-1-1-1-baseline', 'identifier')).toMatchObject({
      method: 'computed',
      formula: 'initiativeCode-number-baseline',
      fields: ['initiativeCode', 'number'],
    })
    expect(provenanceOf(result, 'ict_plan_initiatives', '1-1-1', 'measureCode')).toMatchObject({
      method: 'computed',
      formula: 'policyNumber-number of the measure',
    })
  })

  test('what is counted is computed; its formula says from what', () => {
    expect(provenanceOf(result, 'ict_plan_map_layers', 'aed', 'namedCount')).toEqual({
      method: 'computed',
      formula: 'how many names the comment lists there',
      fields: ['ict_plan_initiatives.comment'],
    })
    expect(provenanceOf(result, 'ict_plan_map_layers', 'aed', 'initiativeCodes')).toEqual({
      method: 'computed',
      formula: 'each initiative whose comment names it',
      fields: ['ict_plan_initiatives.code', 'ict_plan_initiatives.comment'],
    })
    expect(provenanceOf(result, 'ict_plan_map_layers', 'aed', 'statedCount').method).toBe('normalized')
  })

  test('a word that source.yaml gives a meaning is declared, and cited; a sign by its spelling is read', () => {
    expect(provenanceOf(result, 'ict_plan_rating_changes', '1-1-3', 'from')).toEqual({
      method: 'declared',
      file: SOURCE,
      key: 'document.types.before.進捗に遅れが出ていた',
      cites: [['607#from']],
    })
    expect(provenanceOf(result, 'ict_plan_rating_changes', '3-1-1', 'to')).toMatchObject({
      method: 'declared',
      key: 'document.types.after.計画どおりに進捗しました',
      cites: [['609#reason']],
    })
    for (const field of ['fromMethod', 'toMethod'])
      expect(provenanceOf(result, 'ict_plan_rating_changes', '1-1-3', field).method).toBe('computed')
    expect(provenanceOf(result, 'ict_plan_initiatives', '1-1-3', 'rating').method).toBe('normalized')
  })

  test('the formula of progress says when it is unknown, units and all', () => {
    const { formula, fields } = provenanceOf(result, 'ict_plan_indicators', '1-1-1-1', 'progress')
    expect(formula).toContain('where baselineUnit, targetUnit and resultUnit differ')
    expect(fields).toEqual(expect.arrayContaining(['baselineUnit', 'targetUnit', 'resultUnit']))
  })

  test('what all records share is not said again: no larger than thrice the data in CSV', () => {
    const indicators = result.datasets.find(({ slug }) => slug === 'ict_plan_indicators')
    expect(JSON.stringify(indicators?.provenance).length).toBeLessThan(20_000)
    expect(indicators?.provenance.fields.ratingMethod).toMatchObject({
      method: 'computed',
      fields: ['rating'],
    })
    expect(JSON.stringify(indicators?.provenance.records)).not.toContain('ratingMethod')
    const observations = result.datasets.find(({ slug }) => slug === 'ict_plan_observations')
    expect(JSON.stringify(observations?.provenance).length).toBeLessThan(30_000)
    expect(observations?.provenance.fields.value).toEqual({ method: 'normalized', sameAs: 'text' })
  })
})
