/** The run reads back what it staged beside the data: what is refused is not published. */
import fs from 'node:fs'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import type { Problem } from '../../pipeline/problem.ts'
import type { Machine } from '../../pipeline/run/options.ts'
import { wire } from '../../pipeline/run/wire.ts'
import { build } from '../../pipeline/run.ts'
import type { Published } from '../../pipeline/validate/index.ts'
import { PACKAGE } from '../helpers/job.ts'
import { dist, machineOf, project, run, temporary } from './fake.ts'

const text = { ja: 'だめです', en: 'no' }
const refused: Problem = {
  code: 'validate/staged',
  severity: 'error',
  scope: 'source',
  message: text,
  remedy: text,
  where: {},
}

/** The small project's machine, whose gates refuse one kind of file. */
function refusing(root: string, kind: Published, seen: unknown[]): Machine {
  const machine = machineOf(root)
  return {
    ...machine,
    code: 'refusing',
    rooms: async (schemas) => ({
      ...(await machine.rooms(schemas)),
      checkPublished: (one, value, file) => {
        if (one !== kind) return []
        seen.push([file, value])
        return [refused]
      },
    }),
  }
}

test('an account of lines that is refused fails its source; it was read from the stage', async () => {
  const root = project()
  const seen: unknown[] = []
  const result = await build(nodeEffects(), refusing(root, 'lines', seen), { root, only: 'aaa/one' })
  expect(result.failed.first).toEqual(['aaa/one'])
  const value = { source: 'sources/aaa/one', lines: [{ line: 1, kind: 'x' }] }
  expect(seen).toEqual([['sources/aaa/one.lines.json', value]])
  expect(Object.keys(dist(root)).some((name) => name.includes('aaa'))).toBe(false)
})

test('where a report is refused nothing is replaced', async () => {
  const root = project()
  await run(root)
  const before = dist(root)
  const result = await build(nodeEffects(), refusing(root, 'report', []), { root })
  expect(result.problems.counts.error).toBe(1)
  expect(dist(root)).toEqual(before)
})

test('the real rooms read the provenance of each dataset, and pass it', async () => {
  const root = temporary()
  fs.cpSync(`${PACKAGE}test/fixtures/build/second-city/sources`, `${root}/sources`, { recursive: true })
  const asked = new Set<string>()
  const machine: Machine = {
    code: 'test',
    packageFolder: PACKAGE,
    rooms: (schemas) => {
      const get = (name: string) => {
        asked.add(name)
        return schemas.get(name)
      }
      return Promise.resolve(wire({ ...schemas, get }))
    },
  }
  const result = await build(nodeEffects(), machine, { root })
  expect(result.problems.counts.error).toBe(0)
  for (const kind of ['lines', 'provenance', 'report'])
    expect(asked).toContain(`published/${kind}.schema.json`)
})
