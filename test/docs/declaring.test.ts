/** docs/declaring-a-document.md: what it shows works. Its files are taken out of the page and run as a project. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JobResult } from '../../pipeline/job.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { PACKAGE, recordOf, runFolder, table } from '../helpers/job.ts'
import { blocksOf } from './blocks.ts'
import { keysOf, ofOrigins, ofTables, sourceSchema } from './keys.ts'

const pages = ['declaring-a-document.md', 'declaring-a-document.ja.md']

describe.each(pages)('%s', (page) => {
  const blocks = blocksOf(page)
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-docs-'))
  let plan: JobResult
  let meetings: JobResult

  beforeAll(async () => {
    for (const { file, body } of blocks) {
      if (file === undefined) continue
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
      fs.writeFileSync(path.join(root, file), body)
    }
    plan = await runFolder(root, '249998', 'plan_evaluation_r5')
    meetings = await runFolder(root, '249998', 'meetings_r5')
  })

  afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

  test('the worked example builds without a problem, every line accounted for', () => {
    expect(plan.problems).toEqual([])
    expect(plan.report).toMatchObject({ unaccounted: [], lines: { total: 25 } })
  })

  test('it gives what the page says', () => {
    const fields = ['code', 'title', 'department', 'rating', 'ratingMethod', 'comment', 'policyNumber']
    expect(table(plan, 'ict_plan_initiatives', fields)).toEqual([
      [
        '1-1',
        '防災訓練の充実',
        '総務課',
        '順調',
        'observed',
        '訓練には二つの自治会が初めて参加しました。',
        1,
      ],
      ['1-2', '見守りの推進', '福祉課', '遅れ', 'stated', '訪問が進まなかったため「遅れ」としました。', 1],
      ['1-3', '通学路の安全', '建設課', '順調', 'inferred', '危険箇所の改修は来年度に行います。', 1],
    ])
    expect(
      table(plan, 'ict_plan_indicators', ['identifier', 'name', 'targetValue', 'resultValue', 'rating']),
    ).toEqual([
      ['1-1-1', '訓練の参加者数', 500, 520, '順調'],
      ['1-1-2', '備蓄倉庫の数', 10, 10, '順調'],
      ['1-2-1', '協力店の数', 40, 25, '遅れ'],
      ['1-3-1', '一斉点検', null, null, '順調'],
    ])
    expect(table(plan, 'ict_plan_rating_totals', ['identifier', 'stated', 'counted', 'difference'])).toEqual([
      ['1-on-track', 2, 2, 0],
      ['1-delayed', 1, 1, 0],
    ])
    expect(recordOf(plan, 'ict_plan_observations', '1-1-1-result').period).toBe('2023-04-01/2024-03-31')
  })

  test('the dataset of its own', () => {
    expect(meetings.problems).toEqual([])
    expect(
      table(meetings, 'town_meetings', ['identifier', 'fiscalYear', 'number', 'date', 'attendance']),
    ).toEqual([
      ['2023-1', 2023, 1, '令和5年5月12日', 12],
      ['2023-2', 2023, 2, '令和5年11月2日', 10],
    ])
  })

  test('every piece of YAML on the page is YAML', () => {
    for (const { body } of blocks.filter((block) => block.language === 'yaml'))
      expect(parseYaml(body).faults).toEqual([])
  })

  test('every code that the page explains is one', () => {
    const known = fs.readFileSync(path.join(PACKAGE, 'docs/problems.md'), 'utf8')
    const text = fs.readFileSync(path.join(PACKAGE, 'docs', page), 'utf8')
    const codes = [...text.matchAll(/`((?:shape|reconcile|normalize|validate)\/[a-z-]+)`/g)].map(
      (match) => match[1],
    )
    expect(codes.length).toBeGreaterThan(20)
    for (const code of codes) expect(known).toContain(`### ${code}\n`)
  })
})

test('both pages show the same files', () => {
  const [english, japanese] = pages.map((page) => blocksOf(page).filter((block) => block.file !== undefined))
  expect(japanese).toEqual(english)
})

/** Every key that source.yaml may have is explained; those of tables in declaring-a-table.md, of `from` in acquiring.md. */
test.each(pages)('%s names every key of source.yaml', (page) => {
  const { keys } = keysOf(sourceSchema(), (name) => !ofTables(name) && !ofOrigins(name))
  expect(keys.length).toBeGreaterThan(40)
  const text = fs.readFileSync(path.join(PACKAGE, 'docs', page), 'utf8')
  expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(text))).toEqual([])
})

test.each(['acquiring.md', 'acquiring.ja.md'])('%s names every key and word of from', (page) => {
  const { keys, words } = keysOf(sourceSchema(), ofOrigins)
  expect(keys).toEqual(expect.arrayContaining(['url', 'page', 'ckan', 'folder', 'every']))
  const text = fs.readFileSync(path.join(PACKAGE, 'docs', page), 'utf8')
  expect([...keys, ...words].filter((key) => !new RegExp(`\\b${key}\\b`).test(text))).toEqual([])
})
