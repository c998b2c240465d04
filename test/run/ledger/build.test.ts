import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { OPEN_DATA_LIST } from '../../../pipeline/catalog/index.ts'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { accept } from '../../../pipeline/run/accept.ts'
import { listNote } from '../../../pipeline/run/ledger/build-notes.ts'
import { openLedger } from '../../../pipeline/run/ledger/ledger.ts'
import type { Note } from '../../../pipeline/run/ledger/note.ts'
import { declare, machineOf, project, run, write } from '../fake.ts'

const real = nodeEffects()
const at = (day: number) => ({ ...real, now: () => new Date(Date.UTC(2026, 3, day)) })
const day = (number: number) => new Date(Date.UTC(2026, 3, number)).toISOString()

function notes(root: string): Record<string, Note> {
  return Object.fromEntries(
    [...openLedger(real, path.join(root, '.hiraku')).all()].map((one) => [one.source, one]),
  )
}

test('what was built, changed, failed and mended', async () => {
  const root = project()
  await run(root, { effects: at(1) })
  expect(notes(root)).toMatchObject({
    'aaa/one': { built: day(1), changed: day(1) },
    'aaa/open_data_list': { built: day(1) },
    'bbb/three': { built: day(1) },
  })
  const file = path.join(root, '.hiraku', 'ledger.jsonl')
  const before = fs.statSync(file).mtimeMs
  await run(root, { effects: at(2) })
  expect(fs.statSync(file).mtimeMs, 'nothing is written where nothing changed').toBe(before)

  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [] }, { fails: true }) })
  await run(root, { effects: at(3) })
  await run(root, { effects: at(4) })
  const [failure] = notes(root)['aaa/two']?.failures ?? []
  expect(failure).toEqual({ stage: 'build', code: 'fake/wrong', since: day(3), at: day(4) })
  expect(notes(root)['aaa/one']).toMatchObject({ built: day(1) })

  // back to what it was: nothing is made, and it is well
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w1' }] }) })
  await run(root, { effects: at(5) })
  expect(notes(root)['aaa/two']).toEqual({
    source: 'aaa/two',
    built: day(1),
    changed: day(1),
    waiting: undefined,
  })
})

test('the same records again are built, not changed; others wait until they are accepted', async () => {
  const root = project()
  await run(root, { effects: at(1) })
  await accept(at(1), machineOf(root), { root, date: '2026-04-01' })
  write(root, { 'sources/aaa/one/snapshot/in.txt': 'other bytes' })
  await run(root, { effects: at(6) })
  expect(notes(root)['aaa/one']).toMatchObject({ built: day(6), changed: day(1) })
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w2' }] }) })
  await run(root, { effects: at(7) })
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w3' }] }) })
  await run(root, { effects: at(8) })
  expect(notes(root)['aaa/two']).toMatchObject({
    changed: day(8),
    waiting: [{ kind: 'not-accepted', since: day(7) }],
  })
  await accept(at(9), machineOf(root), { root, date: '2026-04-09' })
  expect(notes(root)['aaa/two']?.waiting).toBeUndefined()
})

test('a check and another folder leave no notes', async () => {
  const root = project()
  await run(root, { check: true })
  await run(root, { out: 'elsewhere' })
  expect(fs.existsSync(path.join(root, '.hiraku', 'ledger.jsonl'))).toBe(false)
})

test('the list is noted by its name', () => {
  expect(listNote('x')).toBe(`x/${OPEN_DATA_LIST}`)
})
