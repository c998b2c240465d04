/** A newer file is taken over whole or not at all, wherever the disk fails or the process is killed. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { withLock } from '../../../pipeline/run/around.ts'
import { temporary } from '../fake.ts'
import { faulty } from '../faults.ts'
import { addSource, csv, effects, ROWS, run, site, tree } from './fake.ts'

const URL = 'https://www.city.example.lg.jp/aed.csv'

test.each([true, false])(
  'a fault at any change leaves the old or the new source (killed: %s)',
  { timeout: 120_000 },
  async (killed) => {
    const template = temporary()
    await addSource(template, 'aed.csv', csv(ROWS), `{ url: "${URL}" }`)
    const web = site()
    web.files.set(URL, { name: 'new.csv', content: csv(ROWS.slice(0, 5)) })
    const before = tree(template, 'sources')
    const whole = temporary()
    fs.cpSync(template, whole, { recursive: true })
    expect((await run(whole, web)).sources.taken).toBe(1)
    const after = tree(whole, 'sources')
    expect(after).not.toEqual(before)
    const seen = new Set<string>()
    // each change where there is time for it, else some of them, other ones for each kind of end
    const step = process.env.HIRAKU_CASES === undefined ? 3 : 1
    for (let at = killed ? 1 : 2; ; at += step) {
      const root = temporary()
      fs.cpSync(template, root, { recursive: true })
      const { effects: broken, changes } = faulty(at, killed)
      const own = { ...broken, ask: undefined, now: effects.now }
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
