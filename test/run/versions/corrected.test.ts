/** A value that a correction changed is not taken down by `accept --withhold`: that is told. */
import fs from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { layoutOf } from '../../../pipeline/run/layout.ts'
import type { Accepted } from '../../../pipeline/run/versions/accepted.ts'
import { stillCorrected } from '../../../pipeline/run/versions/corrected.ts'
import { temporary, write } from '../fake.ts'

const CORRECTIONS = 'sources/aaa/halls/corrections.yaml'
const ref = (version: string) => ({ version, date: '2026-01-01', hash: '0'.repeat(64) })
const cell = (n: number, written = 'SECRET') => ({
  method: 'corrected',
  written,
  file: CORRECTIONS,
  key: `corrections[${n}]`,
  reason: '打ち間違い',
})
const ACCEPTED: Accepted = {
  id: '111111_halls',
  file: 'sources/aaa/halls/history.yaml',
  dataset: 'halls',
  version: '1.0.1',
  date: '2026-01-01',
  records: 4,
  why: ['correction'],
  hash: '0'.repeat(64),
  withheld: true,
}

let root = ''
beforeEach(() => {
  root = temporary()
})
afterEach(() => fs.rmSync(root, { recursive: true }))

const records: Readonly<Record<string, object>> = {
  '1': { name: cell(0), tel: { method: 'normalized', written: '0463' } },
  // changed by an earlier version
  '2': { name: cell(1) },
  // the source said nothing
  '3': { name: cell(2, '') },
  // one correction, two fields
  '4': { name: cell(3), nameKana: cell(3) },
}
function tell(accepted: Accepted, key: readonly string[], changes: readonly object[]) {
  const lines = Object.entries(records).map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`)
  const head = { dataset: 'halls', from: ref('1.0.0'), to: ref('1.0.1'), key }
  const counts = { added: 0, removed: 0, changed: changes.length, same: 0 }
  const columns = { added: [], removed: [], retyped: [], renamed: [] }
  const top = Object.entries({ ...head, counts, columns, withheld: true })
  write(root, {
    'dist/datasets/111111_halls/111111_halls.provenance.json': `{\n"methods":{\n"corrected":{"ja":"訂正"}\n},\n"records":{\n${lines.join(',\n')}\n}\n}\n`,
    'sources/aaa/halls/changes/halls.json': `{\n${top.map(([name, one]) => `  "${name}": ${JSON.stringify(one)},\n`).join('')}  "changes": [\n${changes.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]\n}\n`,
  })
  const effects = nodeEffects()
  return stillCorrected(effects, layoutOf(effects, root), [accepted])
}
const changed = (key: string, ...fields: readonly string[]) => ({
  kind: 'changed',
  key,
  fields: fields.map((field) => ({ field, withheld: true, after: 'x' })),
})
const keys = (problems: ReturnType<typeof tell>) => problems.map(({ where }) => where.key)

test('of what this version changed, each correction once, with its place and never its value', () => {
  const found = tell(
    ACCEPTED,
    ['identifier'],
    [changed('1', 'name', 'tel'), changed('3', 'name'), changed('4', 'name', 'nameKana')],
  )
  expect(keys(found)).toEqual(['corrections[0]', 'corrections[3]'])
  expect(found[0]).toMatchObject({
    code: 'history/withhold-corrected',
    severity: 'warning',
    where: { file: CORRECTIONS, dataset: '111111_halls', record: '1' },
  })
  expect(found[0]?.message.ja).toContain(`「1」の name は、訂正（${CORRECTIONS} の corrections[0]）`)
  expect(JSON.stringify(found)).not.toContain('SECRET')
})

test('where nothing identifies a record it may be any that a correction changed', () => {
  expect(keys(tell(ACCEPTED, [], []))).toEqual(['corrections[0]', 'corrections[1]', 'corrections[3]'])
})

test('nothing of a version that takes nothing down, or where no correction is at work', () => {
  const { withheld: _, ...plain } = ACCEPTED
  expect(tell(plain, ['identifier'], [changed('1', 'name')])).toEqual([])
  expect(tell(ACCEPTED, ['identifier'], [changed('1', 'tel')])).toEqual([])
})
