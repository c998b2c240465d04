import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { acquire } from '../../../pipeline/run/acquire/acquire.ts'
import { temporary } from '../fake.ts'
import { addSource, csv, effects, machine, ROWS, yaml } from './fake.ts'

const root = temporary()
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

// a pipe that is read after all would hold this very process for ever: it is tried last
test.skipIf(process.platform === 'win32')(
  'links and pipes in a watched folder are told of once',
  async () => {
    await addSource(root, 'aed.csv', csv(ROWS), '{ folder: inbox }')
    fs.mkdirSync(path.join(root, 'inbox'))
    fs.writeFileSync(path.join(root, 'inbox/aed.csv'), csv(ROWS.slice(0, 5)))
    fs.writeFileSync(path.join(root, 'elsewhere.csv'), csv(ROWS.slice(0, 4)))
    const look = async () => {
      const { sources, problems } = await acquire(effects, machine, { root })
      return { sources, codes: problems.kinds().map(({ code, severity }) => `${severity} ${code}`) }
    }
    fs.symlinkSync('../elsewhere.csv', path.join(root, 'inbox/link.csv'))
    const first = await look()
    expect(first).toMatchObject({ sources: { taken: 1 }, codes: ['warning acquire/passed-over'] })
    expect(yaml(root, 'sources/129992/aed/snapshot.yaml')).toMatchObject({ from: 'inbox/aed.csv' })
    expect(await look()).toMatchObject({ sources: { unchanged: 1 }, codes: [] })
    execFileSync('mkfifo', [path.join(root, 'inbox/pipe.csv')])
    expect(await look()).toMatchObject({ sources: { unchanged: 1 }, codes: ['warning acquire/passed-over'] })
    expect(await look()).toMatchObject({ sources: { unchanged: 1 }, codes: [] })
  },
)
