import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { withLock } from '../../pipeline/run/around.ts'
import { declare, dist, project, run, temporary, write } from './fake.ts'
import { faulty } from './faults.ts'

const CHANGE = {
  'sources/aaa/one/source.yaml': declare({
    roads: [{ identifier: 'r1' }, { identifier: 'r3' }],
    lakes: [{ identifier: 'l' }],
  }),
  'sources/bbb/three/source.yaml': declare({ roads: [{ identifier: 'y' }] }),
}

/** Whatever comes first after a crash settles it; dist/ must then be one whole state. */
async function recovered(root: string): Promise<Record<string, string>> {
  const effects = nodeEffects()
  await withLock(effects, path.join(root, '.hiraku'), 'test', () => Promise.resolve())
  return dist(root)
}

async function states(): Promise<{ before: Record<string, string>; after: Record<string, string> }> {
  const root = project()
  await run(root)
  const before = dist(root)
  write(root, CHANGE)
  await run(root)
  return { before, after: dist(root) }
}

test.each([true, false])(
  'a build that fails at any change leaves the old or the new state whole (killed: %s)',
  async (killed) => {
    const { before, after } = await states()
    const template = project()
    await run(template)
    write(template, CHANGE)
    const seen = new Set<string>()
    for (let at = 1; ; at += 1) {
      const root = temporary()
      fs.cpSync(template, root, { recursive: true, preserveTimestamps: true })
      const { effects, changes } = faulty(at, killed)
      const failed = await run(root, { effects }).then(
        () => false,
        () => true,
      )
      const found = await recovered(root)
      const state = JSON.stringify(found) === JSON.stringify(before) ? 'old' : 'new'
      expect(found, `fault at ${at}`).toEqual(state === 'old' ? before : after)
      seen.add(state)
      await run(root)
      expect(dist(root), `build after a fault at ${at}`).toEqual(after)
      expect((await run(root)).outcome, `no work after a fault at ${at}`).toBe('nothing')
      expect(
        fs.readdirSync(path.join(root, '.hiraku')).filter((name) => /stage|old|next|swap|lock/.test(name)),
      ).toEqual([])
      fs.rmSync(root, { recursive: true })
      if (!failed && changes() < at) break
    }
    expect([...seen].sort()).toEqual(['new', 'old'])
  },
)

test('a first build that is killed leaves nothing or everything', async () => {
  const whole = project()
  await run(whole)
  const after = dist(whole)
  for (let at = 1; ; at += 1) {
    const root = project()
    const { effects, changes } = faulty(at, true)
    await run(root, { effects }).catch(() => undefined)
    const found = await recovered(root)
    expect(Object.keys(found).length === 0 ? {} : found, `fault at ${at}`).toEqual(
      Object.keys(found).length === 0 ? {} : after,
    )
    fs.rmSync(root, { recursive: true })
    if (changes() < at) break
  }
})

test('a failing source keeps its last good files when the build before it was killed after the swap', async () => {
  const { after } = await states()
  const template = project()
  await run(template)
  write(template, CHANGE)
  for (let at = 1; ; at += 1) {
    const root = temporary()
    fs.cpSync(template, root, { recursive: true, preserveTimestamps: true })
    const { effects, changes } = faulty(at, true)
    await run(root, { effects }).catch(() => undefined)
    const isNew = dist(await settle(root))['datasets/222222_roads/222222_roads.csv'] === 'y\r\n'
    write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { fails: true }) })
    const result = await run(root)
    expect(
      result.problems.kinds().map((kind) => kind.code),
      `fault at ${at}`,
    ).toEqual(['fake/wrong'])
    const name = 'datasets/111111_roads/111111_roads.csv'
    expect(dist(root)[name], `fault at ${at}`).toBe(isNew ? after[name] : 'r1\r\nr2\r\n')
    fs.rmSync(root, { recursive: true })
    if (changes() < at) break
  }
})

async function settle(root: string): Promise<string> {
  await recovered(root)
  return root
}

test('a full disk ends the run with its message; it is neither the data nor a bug', async () => {
  const root = project()
  const effects = nodeEffects()
  const full = {
    ...effects,
    writeChunks: () =>
      Promise.reject(Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write' })),
  }
  await expect(run(root, { effects: full })).rejects.toThrow(/ENOSPC/)
  expect(fs.existsSync(path.join(root, 'dist'))).toBe(false)
})
