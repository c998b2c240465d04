/**
 * Every schema has examples that it accepts and examples that it refuses, with the rule and the place it refuses
 * them by: schemas/examples/<path of the schema>.json. Schemas are found by reading the folder.
 */
import fs from 'node:fs'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { isObject, listOf } from '../../pipeline/lib/object.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { createGates, type Fault } from '../../pipeline/validate/ajv.ts'
import { PACKAGE } from '../helpers/job.ts'

const FOLDER = path.join(PACKAGE, 'schemas')

interface Refusal {
  readonly value: unknown
  readonly keyword: string
  /** JSON pointer of the object or value at fault; for a key that is missing or unknown, of the object it belongs to */
  readonly path: string
  /** the key that is missing or unknown */
  readonly key?: string
  readonly why: string
}

function walk(folder: string, inside = ''): readonly string[] {
  return fs
    .readdirSync(path.join(folder, inside), { withFileTypes: true })
    .flatMap((entry) => {
      const name = path.posix.join(inside, entry.name)
      return entry.isDirectory() ? walk(folder, name) : [name]
    })
    .sort()
}

function json(name: string): unknown {
  return JSON.parse(fs.readFileSync(path.join(FOLDER, name), 'utf8'))
}

function yaml(file: string): unknown {
  const { value, faults } = parseYaml(fs.readFileSync(path.join(PACKAGE, file), 'utf8'))
  expect(faults).toEqual([])
  return value
}

function isRefusal(value: unknown): value is Refusal {
  return isObject(value) && ['keyword', 'path', 'why'].every((key) => typeof value[key] === 'string')
}

const SCHEMAS = walk(FOLDER).filter((name) => name.endsWith('.schema.json'))
const gates = createGates(json)

function gate(name: string, value: unknown): readonly Fault[] {
  const check = gates(name)
  if (!check) throw new Error(`no schema ${name}`)
  return check(value)
}

function examplesOf(schema: string): { accept: readonly unknown[]; refuse: readonly Refusal[] } {
  const name = `examples/${schema.replace(/\.schema\.json$/, '.json')}`
  if (!fs.existsSync(path.join(FOLDER, name))) throw new Error(`schemas/${name} is missing`)
  const value = json(name)
  const { accept, refuse } = isObject(value) ? value : {}
  return { accept: listOf(accept), refuse: listOf(refuse).filter(isRefusal) }
}

/** What a rule says of the branches of an anyOf, or of the name of a key, comes as a second fault of the same place. */
const ECHOES = ['anyOf', 'propertyNames']

function told({ path: steps, keyword, unknownKey, missingKey }: Fault): Omit<Refusal, 'value' | 'why'> {
  const key = unknownKey ?? missingKey
  const at = steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return { keyword, path: at, ...(key === undefined ? {} : { key }) }
}

test('the folder of examples holds those of the schemas and nothing else', () => {
  const expected = SCHEMAS.map((name) => `examples/${name.replace(/\.schema\.json$/, '.json')}`)
  const found = walk(path.join(FOLDER, 'examples')).map((name) => `examples/${name}`)
  expect(found).toEqual(expected.sort())
})

describe.each(SCHEMAS)('%s', (name) => {
  const { accept, refuse } = examplesOf(name)

  test('is a schema by its meta-schema (2020-12), which no build looks at, and says its own name', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false })
    const schema = json(name)
    expect(ajv.validateSchema(isObject(schema) ? schema : false), ajv.errorsText()).toBe(true)
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `hiraku:${name.replace(/\.schema\.json$/, '')}`,
    })
  })

  test('has examples of both kinds, and every one says why', () => {
    expect(accept.length).toBeGreaterThan(0)
    expect(refuse.length).toBeGreaterThan(1)
    const { length } = listOf(examplesRaw(name))
    expect(refuse).toHaveLength(length)
    for (const { why } of refuse) expect(why.trim()).not.toBe('')
  })

  test.each(accept.map((value, i) => [i, value]))('accepts example %i', (_, value) => {
    expect(gate(name, value)).toEqual([])
  })

  test.each(refuse.map((entry) => [entry.why, entry] as const))('refuses: %s', (_, entry) => {
    const { value, keyword, path: at, key } = entry
    const faults = gate(name, value)
      .map(told)
      .filter((fault) => fault.keyword === keyword || !ECHOES.includes(fault.keyword))
    expect(faults).toContainEqual({ keyword, path: at, ...(key === undefined ? {} : { key }) })
    // and by nothing else: an example with two mistakes would pass for the wrong one
    const elsewhere = faults.filter((fault) => fault.path !== at)
    expect(elsewhere).toEqual([])
  })
})

function examplesRaw(schema: string): unknown {
  const value = json(`examples/${schema.replace(/\.schema\.json$/, '.json')}`)
  return isObject(value) ? value.refuse : undefined
}

describe('an empty object', () => {
  test.each(SCHEMAS)('is refused by %s', (name) => {
    expect(gate(name, {})).not.toEqual([])
    const refused = examplesOf(name).refuse.some(({ value }) => JSON.stringify(value) === '{}')
    expect(refused, 'and an example says so').toBe(true)
  })
})

/** Objects whose keys are not ours to name, and those that are envelopes: everything else names all of its keys. */
const OPEN: Readonly<Record<string, string>> = {
  'authored/cases.schema.json /properties/cases/items/properties/record':
    'fields of a record of any type: checkCases says which do not agree',
  'authored/cases.schema.json /properties/cases/items/else/properties/record': 'the same record',
  'authored/changes.schema.json /$defs/change/properties/record': 'a record of any type, as it was published',
  'published/changes.schema.json /$defs/change/properties/record': 'the same record',
}

function openObjects(schema: unknown, at = ''): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap((one, i) => openObjects(one, `${at}/${i}`))
  if (!isObject(schema)) return []
  const types = [schema.type].flat()
  const open = types.includes('object') && (schema.additionalProperties ?? true) === true
  const inside = Object.entries(schema).flatMap(([key, value]) => openObjects(value, `${at}/${key}`))
  return [...(open ? [at] : []), ...inside]
}

test('authored files, records and the tables of the house know all of their keys, in every object', () => {
  const closed = SCHEMAS.filter((name) => !name.startsWith('stages/'))
  const open = closed.flatMap((name) => openObjects(json(name)).map((at) => `${name} ${at}`))
  expect(open).toEqual(Object.keys(OPEN))
})

describe('an unknown key', () => {
  const authored = SCHEMAS.filter((name) => /^(authored|records)\//.test(name))
  test.each(authored)('is refused by %s, and an example says so', (name) => {
    const named = examplesOf(name).refuse.filter(({ keyword }) => keyword === 'additionalProperties')
    expect(named.length).toBeGreaterThan(0)
  })
})

describe('a record', () => {
  const records = SCHEMAS.filter((name) => name.startsWith('records/'))
  const cases = records.flatMap((name) => {
    const schema = json(name)
    const required = isObject(schema) ? listOf(schema.required).map(String) : []
    return required.map((key) => [name, key] as const)
  })
  test.each(cases)('of %s is refused without %s', (name, key) => {
    const [first] = examplesOf(name).accept
    const { [key]: _, ...rest } = isObject(first) ? first : {}
    expect(gate(name, rest).map(told)).toEqual([{ keyword: 'required', path: '', key }])
  })
})

describe('the files of the house pass their schemas', () => {
  const folders = fs.readdirSync(path.join(PACKAGE, 'sources'), { withFileTypes: true })
  const publishers = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const authored = publishers.flatMap((publisher) =>
    walk(path.join(PACKAGE, 'sources', publisher))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [
        `sources/${publisher}/${name}`,
        `authored/${path.basename(name, '.yaml')}.schema.json`,
      ]),
  )
  const profiles = walk(path.join(FOLDER, 'profiles')).map((name) => [
    `schemas/profiles/${name}`,
    'authored/profile.schema.json',
  ])
  const own = ['licences', 'prefectures', 'schedule', 'units'].map((name) => [
    `schemas/${name}.yaml`,
    `${name}.schema.json`,
  ])
  test.each([...authored, ...profiles, ...own])('%s', (file, schema) => {
    expect(gate(schema ?? '', yaml(file ?? ''))).toEqual([])
  })
})
