/** docs/declaring-a-table.md: what it shows works. Its files are taken out of the page and run as a project. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JobResult } from '../../pipeline/job.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { createGates } from '../../pipeline/validate/ajv.ts'
import { PACKAGE, runFolder, schemasOf, table } from '../helpers/job.ts'
import { blocksOf } from './blocks.ts'
import { keysOf, ofTables, sourceSchema } from './keys.ts'

const pages = ['declaring-a-table.md', 'declaring-a-table.ja.md']

describe.each(pages)('%s', (page) => {
  const blocks = blocksOf(page)
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-docs-'))
  let properties: JobResult
  let households: JobResult

  beforeAll(async () => {
    for (const { file, body } of blocks) {
      if (file === undefined) continue
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
      fs.writeFileSync(path.join(root, file), body)
    }
    properties = await runFolder(root, '249998', 'cultural_properties')
    households = await runFolder(root, '249998', 'households')
  })

  afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

  test('the worked example builds, with nothing to tell but what was mended', () => {
    expect(properties.problems.filter(({ severity }) => severity !== 'info')).toEqual([])
    const fields = [
      'identifier',
      'name',
      'classification',
      'designatedDate',
      'city',
      'streetAddress',
      'latitude',
    ]
    expect(table(properties, 'cultural_property', fields)).toEqual([
      ['1', 'みらい神社本殿', '町指定文化財', '1975-03-28', 'みらい市', '宮前', 34.510101],
      ['2', 'みらいの大クス', '町指定文化財', '1977-07-01', 'みらい市', '宮前', 34.510202],
      ['3', '木造地蔵菩薩立像', '町指定文化財', '1989-11-03', 'みらい市', '寺町', 34.511303],
      ['4', 'みらい城跡', '県指定文化財', '2020-04-01', 'みらい市', '城山', 34.512404],
    ])
  })

  test('the cross table', () => {
    expect(households.problems.filter(({ severity }) => severity !== 'info')).toEqual([])
    expect(table(households, 'households', ['district', 'year', 'households'])).toEqual([
      ['宮前', 2022, 1204],
      ['宮前', 2023, 1210],
      ['宮前', 2024, 1198],
      ['寺町', 2022, 876],
      ['寺町', 2023, 880],
      ['寺町', 2024, null],
    ])
  })

  test('every piece of YAML on the page is YAML, and the layout shown is one', () => {
    const values = blocks.filter(({ language }) => language === 'yaml').map(({ body }) => parseYaml(body))
    expect(values.flatMap(({ faults }) => faults)).toEqual([])
    const layout = values
      .map(({ value }) => value)
      .find((value) => JSON.stringify(value).includes('"layouts"'))
    expect(createGates(schemasOf(PACKAGE))('layouts.schema.json')?.(layout)).toEqual([])
  })

  test('names every key of source.yaml that is about tables, and every word that it may have', () => {
    const text = fs.readFileSync(path.join(PACKAGE, 'docs', page), 'utf8')
    const { keys, words } = keysOf(sourceSchema(), ofTables)
    expect(keys.length).toBeGreaterThan(30)
    const missing = [...keys, ...words].filter((word) => !text.includes(word.replace('|', '\\|')))
    expect(missing.filter((word) => word !== '\t')).toEqual([])
  })

  test('every file under schemas that the page names is there', () => {
    const text = fs.readFileSync(path.join(PACKAGE, 'docs', page), 'utf8')
    const named = [...text.matchAll(/schemas\/recognition\/\w+\.yaml/g)].map(([name]) => name)
    expect(named.length).toBeGreaterThan(4)
    for (const name of named) expect(fs.existsSync(path.join(PACKAGE, name)), name).toBe(true)
  })
})

test('both pages show the same files', () => {
  const [english, japanese] = pages.map((page) => blocksOf(page).filter((block) => block.file !== undefined))
  expect(japanese).toEqual(english)
})
