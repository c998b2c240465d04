import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFetcher } from '../../pipeline/acquire/index.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import type { FolderOrigin, Validators } from '../../pipeline/lib/origin.ts'

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-folder-'))
  fs.mkdirSync(path.join(root, 'inbox'))
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

const drop = (name: string, text = name): void => fs.writeFileSync(path.join(root, 'inbox', name), text)
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 15))

function seek(more: Partial<FolderOrigin> = {}, known: Validators = {}, effects = {}) {
  const fetcher = createFetcher(
    { ...nodeEffects(), pause: () => Promise.resolve(), ...effects },
    { version: '1', robots: path.join(root, 'robots') },
  )
  const origin = { folder: 'inbox', ...more }
  return fetcher.fetch({ origin, known, root, into: path.join(root, 'into'), where: {} })
}

test('the newest file that fits comes, and is known again', async () => {
  drop('old.csv')
  await tick()
  drop('new.csv')
  await tick()
  for (const name of ['~$new.xlsx', '.hidden', 'Thumbs.db', 'x.tmp', 'y.csv.crdownload', 'note.txt'])
    drop(name)
  const got = await seek({ pattern: '\\.csv$' })
  expect(got).toMatchObject({ state: 'fetched', name: 'new.csv', from: 'inbox/new.csv', bytes: 7 })
  if (got.state !== 'fetched') return
  expect(fs.readFileSync(got.path, 'utf8')).toBe('new.csv')
  expect(await seek({ pattern: '\\.csv$' }, got.validators)).toEqual({
    state: 'unchanged',
    validators: got.validators,
  })
  drop('new.csv', 'changed')
  expect(await seek({ pattern: '\\.csv$' }, got.validators)).toMatchObject({ state: 'fetched', bytes: 7 })
  await tick()
  drop('note.txt')
  expect(await seek()).toMatchObject({ name: 'note.txt' })
})

test('a name in parts (か and ゛) fits a pattern that is written whole', async () => {
  drop('か\u3099っこう.csv')
  expect(await seek({ pattern: '^がっこう' })).toMatchObject({ state: 'fetched', name: 'がっこう.csv' })
})

test.each([
  ['folder-missing', { folder: 'gone' }, {}],
  ['folder-missing', { folder: 'inbox/a.csv' }, {}],
  ['folder-empty', { pattern: 'xlsx$' }, {}],
  ['bad-pattern', { pattern: '(' }, {}],
  ['too-large', { maxBytes: 3 }, {}],
  [
    'folder-unreadable',
    {},
    {
      list: () => {
        throw Object.assign(new Error('no'), { code: 'EACCES' })
      },
    },
  ],
  [
    'folder-unreadable',
    {},
    {
      readChunks: () => {
        throw Object.assign(new Error('no'), { code: 'EBUSY' })
      },
    },
  ],
])('%s', async (code, more, effects) => {
  drop('a.csv')
  const got = await seek(more, {}, effects)
  expect(got).toMatchObject({ state: 'failed', problem: { code: `acquire/${code}` } })
  if (got.state === 'failed') expect(JSON.stringify(got.problem)).not.toMatch(/\{\w+\}/)
  expect(fs.existsSync(path.join(root, 'into', 'a.csv'))).toBe(false)
})

test('a file that grows while it is read is left for the next time', async () => {
  drop('a.csv')
  const growing = { pause: async () => drop('a.csv', 'a.csv and more') }
  expect(await seek({}, {}, growing)).toMatchObject({ problem: { code: 'acquire/being-written' } })
  expect(fs.readdirSync(path.join(root, 'into'))).toEqual([])
  expect(await seek()).toMatchObject({ state: 'fetched', bytes: 14 })
})

describe.skipIf(process.platform === 'win32')('what is no file of the folder', () => {
  const noHang = {
    readChunks: (file: string) => {
      if (!fs.statSync(file).isFile()) throw Object.assign(new Error('would hang'), { code: 'EHANG' })
      return nodeEffects().readChunks(file)
    },
  }

  test('links and pipes are passed over, and told of once', async () => {
    drop('a.csv')
    await tick()
    fs.writeFileSync(path.join(root, 'secret.csv'), 'secret')
    fs.symlinkSync('../secret.csv', path.join(root, 'inbox', 'b\u202e.csv'))
    execFileSync('mkfifo', [path.join(root, 'inbox', 'c.csv')])
    const got = await seek({}, {}, noHang)
    expect(got).toMatchObject({ state: 'fetched', name: 'a.csv' })
    if (got.state !== 'fetched') return
    expect(got.notes).toHaveLength(1)
    const [note] = got.notes ?? []
    expect(note).toMatchObject({ code: 'acquire/passed-over', severity: 'warning' })
    expect(note?.message.ja).toContain('b<U+202E>.csv, c.csv')
    expect(JSON.stringify(note)).not.toMatch(/\{\w+\}|secret/)
    const again = await seek({}, got.validators, noHang)
    expect(again).toEqual({ state: 'unchanged', validators: got.validators })
    // one more: told anew, the file is as it was
    fs.symlinkSync('../secret.csv', path.join(root, 'inbox', 'd.csv'))
    const more = await seek({}, got.validators, noHang)
    expect(more).toMatchObject({ state: 'unchanged', notes: [{ code: 'acquire/passed-over' }] })
    fs.rmSync(path.join(root, 'inbox', 'b\u202e.csv'))
    fs.rmSync(path.join(root, 'inbox', 'c.csv'))
    fs.rmSync(path.join(root, 'inbox', 'd.csv'))
    expect(await seek({}, got.validators, noHang)).toMatchObject({ state: 'unchanged' })
  })

  test('where there is nothing else, it is an error', async () => {
    fs.writeFileSync(path.join(root, 'secret.csv'), 'secret')
    fs.symlinkSync('../secret.csv', path.join(root, 'inbox', 'b.csv'))
    expect(await seek()).toMatchObject({
      state: 'failed',
      problem: { code: 'acquire/passed-over', severity: 'error' },
    })
  })

  test('the folder itself may be a link: the source names it', async () => {
    drop('a.csv')
    fs.symlinkSync('inbox', path.join(root, 'shared'))
    expect(await seek({ folder: 'shared' })).toMatchObject({ state: 'fetched', from: 'shared/a.csv' })
  })

  test('controls in a name stand neither in a text nor in what is recorded', async () => {
    drop('a\u202e\u0085.csv')
    expect(await seek()).toMatchObject({
      state: 'fetched',
      name: 'a.csv',
      from: 'inbox/a<U+202E><U+0085>.csv',
    })
  })
})

test('an empty file is told', async () => {
  drop('a.csv', '')
  expect(await seek()).toMatchObject({ problem: { code: 'acquire/empty' } })
})
