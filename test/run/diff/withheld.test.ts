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
  put('1.10.0', [{ ...kept, tel: '0463-3' }], ['1.1.0'])
})

async function whole(parts: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const part of parts) text += part
  return text
}

const asked = <T>(
  names: readonly string[],
  body: (found: Diffed) => Promise<T>,
  project = root,
): Promise<T> => diff(nodeEffects(), machineOf(project), { root: project, names }, body)
const jsonIn = async (project: string, names: readonly string[]) =>
  JSON.parse(await asked(names, (one) => whole(diffJson(one)), project))
const jsonOf = (names: readonly string[]) => jsonIn(root, names)
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

test('what came after a takedown is told', async () => {
  const later = await jsonOf(['HEAD~2', 'HEAD~1'])
  expect(later.datasets[0].changes[0].fields).toEqual([{ field: 'tel', before: '0463-1', after: '0463-2' }])
  expect(codes(later)).toEqual([])
})

describe('versions that were both there before a takedown', () => {
  const own = temporary()
  afterAll(() => fs.rmSync(own, { recursive: true, force: true }))
  const version = (number: string, tel: string, withheld: readonly string[] = []): void => {
    const records = [{ identifier: 'SECRET-1', name: 'あ', tel }]
    writeDist(own, { '111111_a': { version: number, columns, records, withheld } })
    commit(own, number)
  }
  const history = (lines: readonly string[]): void => {
    fs.mkdirSync(path.join(own, 'sources/111111/a'), { recursive: true })
    fs.writeFileSync(path.join(own, 'sources/111111/a/history.yaml'), lines.join(''))
  }
  const entry = (number: string, more = ''): string =>
    `- {dataset: a, version: ${number}, date: "2026-01-01", records: 1, why: [snapshot], hash: "${number[2]}${'0'.repeat(63)}", columns: "0000000000000000"${more}, inputs: {snapshot: "0000000000000000", corrections: "0000000000000000", declaration: "0000000000000000", code: "0000000000000000"}}\n`
  const whatever = async (names: readonly string[]): Promise<readonly string[]> => {
    const texts: string[] = []
    for (const [, write] of FORMS)
      texts.push(await asked(names, async (found) => `${codes(found)}\n${await write(found)}`, own))
    return texts
  }

  beforeAll(() => {
    begin(own)
    fs.writeFileSync(path.join(own, '.gitignore'), '.hiraku/\n')
    version('1.0.0', 'SECRET-A')
    version('1.1.0', 'SECRET-B')
    version('1.2.0', 'SECRET-C')
  })

  test.each([
    ['of two versions', ['111111_a@1.0.0', '1.1.0']],
    ['of two commits', ['HEAD~2', 'HEAD~1']],
  ])('%s, where dist/ says it now', async (_, names) => {
    history([])
    writeDist(own, { '111111_a': { version: '1.3.0', columns, records: [], withheld: ['1.3.0'] } })
    for (const text of await whatever(names)) {
      expect(text).not.toContain('SECRET')
      expect(text).toContain('run/diff-withheld')
    }
  })

  test('where only history.yaml says it, and the commit of the version is older than the mark', async () => {
    writeDist(own, {
      '111111_a': { version: '1.2.0', columns, records: [{ identifier: 'SECRET-1', tel: 'SECRET-C' }] },
    })
    history([entry('1.0.0'), entry('1.1.0'), entry('1.2.0')])
    for (const text of await whatever(['111111_a@1.0.0', '1.2.0'])) expect(text).toContain('SECRET-A')
    history([entry('1.0.0'), entry('1.1.0'), entry('1.2.0', ', withheld: true')])
    for (const text of await whatever(['111111_a@1.0.0', '1.2.0'])) {
      expect(text).not.toContain('SECRET-A')
      expect(text).toContain('SECRET-C')
    }
    for (const text of await whatever(['111111_a@1.0.0', '1.1.0'])) expect(text).not.toContain('SECRET')
  })

  test('numbers are compared as numbers', async () => {
    history([])
    const records = [{ identifier: 'SECRET-1', name: 'あ', tel: '0463' }]
    writeDist(own, { '111111_a': { version: '1.10.0', columns, records, withheld: ['1.10.0'] } })
    const found = await jsonIn(own, ['HEAD'])
    expect(found.datasets[0].changes[0].fields).toEqual([{ field: 'tel', after: '0463', withheld: 'before' }])
    expect(codes(found)).toEqual(['run/diff-withheld'])
  })

  test('the shape passes the schema', async () => {
    const found = await jsonIn(own, ['HEAD~2', 'HEAD~1'])
    expect(createGates(schemasOf(PACKAGE))('published/diff.schema.json')?.(found)).toEqual([])
    expect(found.datasets[0].changes).toEqual([
      { kind: 'changed', key: null, fields: [{ field: 'tel', withheld: 'both' }] },
    ])
  })
})
