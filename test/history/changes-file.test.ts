import fs from 'node:fs'
import { expect, test } from 'vitest'
import { changesText, readChanges } from '../../pipeline/history/changes-file.ts'
import { compare, type RecordValue } from '../../pipeline/history/index.ts'
import { createGates } from '../../pipeline/validate/index.ts'

const readSchema = (name: string): unknown => JSON.parse(fs.readFileSync(`schemas/${name}`, 'utf8'))
const hash = 'a'.repeat(64)
const before: readonly RecordValue[] = [
  { id: '1', tel: '090-1234-5678', at: { note: ['090-1234-5678', 3] } },
  { id: '090-1234-5678', tel: 'x', at: null },
  { id: '3', tel: '0463-1', at: null },
]
const after: readonly RecordValue[] = [
  { id: '1', tel: null, at: null },
  { id: '3', tel: '0463-1', at: null },
  { id: '4', tel: '\u2028\n"', at: null },
]
const side = (records: readonly RecordValue[]) => ({ records: () => records })
const hide = (text: string) => text.replace(/090-[\d-]+/, '0…(13)')

async function written(telling: Parameters<typeof changesText>[2], isKnown = true): Promise<string> {
  const comparison = await compare(side(before), side(after), ['id'])
  const head = {
    dataset: 'halls',
    from: { version: '1.0.0', date: '2024-04-01', hash },
    to: { version: '1.1.0', date: '2024-05-01', hash },
    key: ['id'],
    counts: isKnown ? comparison.counts : null,
    columns: null,
    withheld: telling.withhold ?? false,
  }
  let text = ''
  for await (const chunk of changesText(head, isKnown ? comparison : undefined, telling)) text += chunk
  return text
}
const bytes = (text: string) => () => [new TextEncoder().encode(text)]

test('a change a line; it is read back line by line, and passes its schema', async () => {
  const text = await written({ hide })
  const value: unknown = JSON.parse(text)
  expect(createGates(readSchema)('authored/changes.schema.json')?.(value)).toEqual([])
  const read = readChanges(bytes(text))
  expect(read?.head).toMatchObject({
    dataset: 'halls',
    counts: { added: 1, removed: 1, changed: 1, same: 1 },
  })
  expect([...(read?.lines() ?? [])].map((line) => JSON.parse(line))).toEqual([
    {
      kind: 'changed',
      key: '1',
      fields: [
        { field: 'tel', before: '0…(13)', after: null },
        { field: 'at', before: { note: ['0…(13)', 3] }, after: null },
      ],
    },
    { kind: 'removed', key: '0…(13)', record: { id: '0…(13)', tel: 'x', at: null } },
    { kind: 'added', key: '4', record: after[2] },
  ])
})

test('withheld: no value of what went is in it', async () => {
  const text = await written({ withhold: true })
  expect(text).not.toContain('090')
  expect(createGates(readSchema)('authored/changes.schema.json')?.(JSON.parse(text))).toEqual([])
  expect(readChanges(bytes(text))?.head.withheld).toBe(true)
})

test('where nobody could count there are no changes', async () => {
  const read = readChanges(bytes(await written({}, false)))
  expect([read?.head.counts, [...(read?.lines() ?? [])]]).toEqual([null, []])
})

test.each([
  ['a line less', (text: string) => text.replace(/\n {4}\{"kind":"added".*/, '')],
  ['another kind', (text: string) => text.replace('"kind":"added"', '"kind":"moved"')],
  ['no head', (text: string) => text.replace('"to"', '"too"')],
  ['pretty', (text: string) => JSON.stringify(JSON.parse(text), null, 2)],
  ['cut', (text: string) => text.slice(0, 150)],
  ['a stranger at the end', (text: string) => `${text}x\n`],
])('%s: not as it was written', async (_, spoil) => {
  const text = await written({ hide })
  expect(spoil(text)).not.toBe(text)
  expect(readChanges(bytes(spoil(text)))).toBeUndefined()
})
