/** What was taken down is shown by no comparison, in whatever form. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { diffHtml } from '../../../pipeline/report/diff/html.ts'
import { diffJson } from '../../../pipeline/report/diff/json.ts'
import { diffSummary } from '../../../pipeline/report/diff/summary.ts'
import { diffText } from '../../../pipeline/report/diff/text.ts'
import { diffCsv } from '../../../pipeline/run/diff/csv.ts'
import { type Diffed, diff } from '../../../pipeline/run/diff/diff.ts'
import { createGates } from '../../../pipeline/validate/index.ts'
import { PACKAGE, schemasOf } from '../../helpers/job.ts'
import { machineOf, temporary } from '../fake.ts'
import { begin, commit, writeDist } from './repository.ts'

const root = temporary()
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

const columns = { identifier: 'ID', name: '名称', tel: '電話番号' }
const kept = { identifier: '1', name: 'あ' }
const put = (version: string, records: readonly object[], withheld: readonly string[]): void => {
  writeDist(root, { '111111_a': { version, columns, records, withheld } })
  commit(root, version)
}

beforeAll(() => {
  begin(root)
  fs.writeFileSync(path.join(root, '.gitignore'), '.hiraku/\n')
  put(
    '1.0.0',
    [
      { ...kept, tel: '090-SECRET-1' },
      { identifier: 'SECRET-2', name: 'い', tel: null },
    ],
    [],
  )
  put('1.1.0', [{ ...kept, tel: '0463-1' }], ['1.1.0'])
  put('1.2.0', [{ ...kept, tel: '0463-2' }], ['1.1.0'])
  put('1.10.0', [{ ...kept, tel: '0463-3' }], ['1.10.0', '1.1.0'])
})

async function whole(parts: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const part of parts) text += part
  return text
}

const asked = <T>(names: readonly string[], body: (found: Diffed) => Promise<T>): Promise<T> =>
  diff(nodeEffects(), machineOf(root), { root, names }, body)
const jsonOf = async (names: readonly string[]) =>
  JSON.parse(await asked(names, (one) => whole(diffJson(one))))
const codes = (found: { readonly problems: readonly { readonly code: string }[] }) =>
  found.problems.map(({ code }) => code)

const FORMS: readonly (readonly [string, (found: Diffed) => Promise<string>])[] = [
  ['text', (found) => whole(diffText(found, { lang: 'ja', color: false, most: 20 }))],
  ['json', (found) => whole(diffJson(found))],
  ['csv', (found) => whole(diffCsv(found))],
  ['html', (found) => whole(diffHtml(found, { lang: 'ja', most: 20 }))],
  ['summary', (found) => diffSummary(found, 'ja')],
]

describe.each(FORMS)('%s', (name, write) => {
  test.each([[['HEAD~3', 'HEAD~2']], [['111111_a@1.0.0', '1.2.0']], [['HEAD', 'HEAD~3']]])(
    '%j',
    async (names) => {
      const text = await asked(names, write)
      expect(text).not.toContain('SECRET')
      expect(text).toContain(name === 'json' ? '"withheld"' : '（取り下げ）')
    },
  )
})

test('which of both is not told, and that it is so; it passes the schema', async () => {
  const found = await jsonOf(['HEAD~3', 'HEAD~2'])
  expect(createGates(schemasOf(PACKAGE))('published/diff.schema.json')?.(found)).toEqual([])
  expect(found.datasets[0].counts).toEqual({ added: 0, removed: 1, changed: 1, same: 0 })
  expect(found.datasets[0].changes).toEqual([
    { kind: 'changed', key: '1', fields: [{ field: 'tel', after: '0463-1', withheld: 'before' }] },
    { kind: 'removed', key: null, record: {}, withheld: true },
  ])
  expect(found.problems).toMatchObject([{ code: 'run/diff-withheld', severity: 'info' }])
  const back = await jsonOf(['HEAD~2', 'HEAD~3'])
  expect(back.datasets[0].changes).toEqual([
    { kind: 'changed', key: '1', fields: [{ field: 'tel', before: '0463-1', withheld: 'after' }] },
    { kind: 'added', key: null, record: {}, withheld: true },
  ])
})

test('what came after a takedown is told; numbers are compared as numbers', async () => {
  const later = await jsonOf(['HEAD~2', 'HEAD~1'])
  expect(later.datasets[0].changes[0].fields).toEqual([{ field: 'tel', before: '0463-1', after: '0463-2' }])
  expect(codes(later)).toEqual([])
  // 1.10.0 is later than 1.2.0
  const latest = await jsonOf(['HEAD~1', 'HEAD'])
  expect(latest.datasets[0].changes[0].fields).toEqual([
    { field: 'tel', after: '0463-3', withheld: 'before' },
  ])
  expect(codes(latest)).toEqual(['run/diff-withheld'])
})
