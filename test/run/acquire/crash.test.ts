/** A newer file is taken over whole or not at all, wherever the disk fails or the process is killed. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Effects } from '../../../pipeline/effects.ts'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { withLock } from '../../../pipeline/run/around.ts'
import { temporary } from '../fake.ts'
import { refusing } from '../faults.ts'
import { addSource, csv, effects, ROWS, run, site, tree } from './fake.ts'

const URL = 'https://www.city.example.lg.jp/aed.csv'
const SOURCE = 'sources/129992/aed'

/** A dead process holds no lock: the next run has another number, and sees that this one is gone. */
const GONE = 999_999_999
const markOf =
  ({ processMark }: Effects): Effects['processMark'] =>
  (pid) =>
    pid === GONE ? 'mark' : processMark(pid)

test.each([true, false])(
  'a fault at any change leaves the old or the new source (killed: %s)',
  { timeout: 180_000 },
  async (killed) => {
    const template = temporary()
    await addSource(template, 'aed.csv', csv(ROWS), `{ url: "${URL}" }`)
    const web = site()
    // it has versions and changes already: the newer file's come in place of them
    for (const count of [5, 6]) {
      web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, count)) })
      expect((await run(template, web)).sources).toMatchObject({ failed: 0, waiting: 0 })
    }
    web.files.set(URL, { name: 'new.csv', content: csv(ROWS).replaceAll('図書館', '中央図書館') })
    const before = tree(template, 'sources')
    const whole = temporary()
    fs.cpSync(template, whole, { recursive: true })
    expect((await run(whole, web)).sources.taken).toBe(1)
    const after = tree(whole, 'sources')
    for (const name of ['snapshot.yaml', 'history.yaml', 'changes/aed.json'])
      expect(after[`${SOURCE}/${name}`], name).not.toBe(before[`${SOURCE}/${name}`])
    expect(Object.keys(after)).toContain(`${SOURCE}/snapshot/new.csv`)
    expect(Object.keys(after)).not.toContain(`${SOURCE}/snapshot/aed.csv`)
    const seen = new Set<string>()
    // each change where there is time for it, else some of them, other ones for each kind of end
    const step = process.env.HIRAKU_CASES === undefined ? 4 : 1
    for (let at = killed ? 1 : 3; ; at += step) {
      const root = temporary()
      fs.cpSync(template, root, { recursive: true })
      const isAt = (change: number): boolean => change === at || (killed && change > at)
      const { effects: broken, changes } = refusing((change) => (isAt(change) ? 'EIO' : undefined))
      const gone = killed ? { pid: () => GONE, processMark: markOf(broken) } : {}
      const own = { ...broken, ...gone, ask: undefined, now: effects.now }
      const failed = await run(root, web, { effects: own }).then(
        ({ sources }) => sources.taken !== 1,
        () => true,
      )
      // whatever comes next settles it
      await withLock(nodeEffects(), path.join(root, '.hiraku'), 'test', () => Promise.resolve())
      const now = tree(root, 'sources')
      const state = JSON.stringify(now) === JSON.stringify(before) ? 'old' : 'new'
      expect(now, `fault at ${at}`).toEqual(state === 'old' ? before : after)
      seen.add(state)
      // and the next acquire ends well: what is there is the site's file, or it is taken over now
      const next = await run(root, web)
      expect(next.problems.counts.error, `after a fault at ${at}`).toBe(0)
      expect(tree(root, 'sources'), `after a fault at ${at}`).toEqual(after)
      const left = fs
        .readdirSync(path.join(root, '.hiraku'))
        .filter((name) => /trial|adding|replac|versions|lock/.test(name))
      expect(
        left.filter((name) => name !== 'adding' && name !== 'replaced'),
        `after a fault at ${at}`,
      ).toEqual([])
      fs.rmSync(root, { recursive: true })
      if (!failed && changes() < at) break
    }
    expect([...seen].sort()).toEqual(['new', 'old'])
    for (const root of [template, whole]) fs.rmSync(root, { recursive: true })
  },
)
