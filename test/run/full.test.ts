/** Whatever the system refuses, at whatever change: it is told of by its file, dist/ is whole, nothing is left over. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Effects } from '../../pipeline/effects.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { declare, dist, project, run, temporary, write } from './fake.ts'
import { refusing } from './faults.ts'

const CHANGE = {
  'sources/aaa/one/source.yaml': declare({
    roads: [{ identifier: 'r1' }, { identifier: 'r3' }],
    lakes: [{ identifier: 'l' }],
  }),
}
const CODES = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES', 'EMFILE', 'EIO', 'EBUSY'] as const

/** Each change in the full trial (HIRAKU_CRASHES); 5 and 8 codes have no divisor in common, so every code is met. */
const STEP = process.env.HIRAKU_CRASHES === undefined ? 5 : 1

function leftIn(root: string): readonly string[] {
  const names = fs.readdirSync(path.join(root, '.hiraku'))
  const parts = fs
    .readdirSync(root, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.part'))
  return [
    ...names.filter(
      (name) => !['.gitignore', 'cache', 'last-run.json', 'ledger.jsonl', 'tick', 'accepted'].includes(name),
    ),
    ...parts,
  ]
}

async function changed(): Promise<{ root: string; before: object; after: object }> {
  const root = project()
  await run(root)
  const before = dist(root)
  const whole = temporary()
  fs.cpSync(root, whole, { recursive: true, preserveTimestamps: true })
  write(whole, CHANGE)
  await run(whole)
  write(root, CHANGE)
  return { root, before, after: dist(whole) }
}

test('once, at each change, syncs among them, by each of the codes in turn', async () => {
  const { root: template, before, after } = await changed()
  const seen = new Set<string>()
  for (let at = 1; ; at += STEP) {
    const root = temporary()
    fs.cpSync(template, root, { recursive: true, preserveTimestamps: true })
    const code = CODES[at % CODES.length] ?? 'ENOSPC'
    const { effects, changes } = refusing((n) => (n === at ? code : undefined))
    const error = await run(root, { effects }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (changes() < at) break
    const label = `${code} at ${at}`
    // it ended the run, or was one that may fail (a sign of life); never swallowed and called a fault of ours
    if (error !== undefined) expect(error, label).toMatchObject({ code, syscall: 'write' })
    const found = JSON.stringify(dist(root))
    expect([JSON.stringify(before), JSON.stringify(after)], label).toContain(found)
    seen.add(found === JSON.stringify(before) ? 'old' : 'new')
    await run(root)
    expect(dist(root), label).toEqual(after)
    expect(leftIn(root), label).toEqual([])
    fs.rmSync(root, { recursive: true })
  }
  expect([...seen].sort()).toEqual(['new', 'old'])
})

test('from some change on for good, as a full disk does: what was staged is gone, and dist/ as it was', async () => {
  const { root: template, before, after } = await changed()
  for (let at = 3; ; at += STEP * 3) {
    const root = temporary()
    fs.cpSync(template, root, { recursive: true, preserveTimestamps: true })
    const { effects, changes } = refusing((n, name) =>
      // on a full disk names can still be changed and files removed
      n >= at && !['remove', 'rename', 'syncFolder'].includes(name) ? 'ENOSPC' : undefined,
    )
    await run(root, { effects }).catch(() => undefined)
    if (changes() < at) break
    const found = JSON.stringify(dist(root))
    expect([JSON.stringify(before), JSON.stringify(after)], `from ${at}`).toContain(found)
    expect(fs.existsSync(path.join(root, '.hiraku', 'stage')), `from ${at}`).toBe(false)
    await run(root)
    expect(dist(root), `from ${at}`).toEqual(after)
    expect(leftIn(root), `from ${at}`).toEqual([])
    fs.rmSync(root, { recursive: true })
  }
})

test('a folder that can not be renamed (a mount, another disk) is there again before that is told', async () => {
  for (const [nth, code] of [
    [1, 'EBUSY'],
    [2, 'EXDEV'],
  ] as const) {
    const { root, before, after } = await changed()
    let renames = 0
    const real = nodeEffects()
    const effects: Effects = {
      ...real,
      rename(from, to) {
        const isSwap = path.basename(from) === 'dist' || path.basename(to) === 'dist'
        if (isSwap && path.basename(from) !== 'old') {
          renames += 1
          if (renames === nth)
            throw Object.assign(new Error(code), { code, syscall: 'rename', path: from, dest: to })
        }
        real.rename(from, to)
      },
    }
    await expect(run(root, { effects })).rejects.toMatchObject({ code })
    expect(dist(root)).toEqual(before)
    expect(leftIn(root)).toEqual([])
    await run(root)
    expect(dist(root)).toEqual(after)
  }
})

test('a swap that was killed between its renames and can not be finished is undone', async () => {
  const { root, before, after } = await changed()
  const real = nodeEffects()
  let renamed = false
  const dead: Effects = {
    ...real,
    pid: () => 999_999_998,
    processMark: (pid) => (pid === 999_999_998 ? 'mark' : real.processMark(pid)),
    rename(from, to) {
      if (renamed) throw Object.assign(new Error('killed'), { code: 'EIO', syscall: 'rename' })
      renamed = path.basename(from) === 'dist'
      real.rename(from, to)
    },
  }
  await run(root, { effects: dead }).catch(() => undefined)
  expect(dist(root)).toEqual({})
  const refused: Effects = {
    ...real,
    rename(from, to) {
      if (path.basename(from) === 'stage')
        throw Object.assign(new Error('EXDEV'), { code: 'EXDEV', syscall: 'rename' })
      real.rename(from, to)
    },
  }
  await expect(run(root, { effects: refused })).rejects.toMatchObject({ code: 'EXDEV' })
  expect(dist(root)).toEqual(before)
  await run(root)
  expect(dist(root)).toEqual(after)
})

test('a journal that can not be read: the former state is still put back', async () => {
  const { root, before, after } = await changed()
  fs.renameSync(path.join(root, 'dist'), path.join(root, '.hiraku', 'old'))
  fs.writeFileSync(path.join(root, '.hiraku', 'swap.json'), '{"dist":')
  write(root, { 'sources/aaa/one/source.yaml': declare({}, { fails: true }) })
  await run(root)
  // the failing source has its last good files, which were nowhere else
  expect(dist(root)['datasets/111111_roads/111111_roads.csv']).toBe('r1\r\nr2\r\n')
  expect(before).not.toEqual(after)
})

test('one source that may not be read fails alone', async () => {
  const { root, after } = await changed()
  const real = nodeEffects()
  const isThere = (file: string): boolean => file.startsWith(path.join(root, 'sources/bbb/three'))
  const no = (): never => {
    throw Object.assign(new Error("EACCES: permission denied, open '/x'"), {
      code: 'EACCES',
      syscall: 'open',
    })
  }
  fs.utimesSync(path.join(root, 'sources/bbb/three/source.yaml'), 1, 1)
  const result = await run(root, {
    effects: {
      ...real,
      readFile: (file) => (isThere(file) ? no() : real.readFile(file)),
      readChunks: (file) => (isThere(file) ? no() : real.readChunks(file)),
    },
  })
  const errors = result.problems.kinds().filter(({ severity }) => severity === 'error')
  expect(errors.map(({ code }) => code)).toEqual(['run/unreadable'])
  expect(dist(root)).toEqual(after)
})
