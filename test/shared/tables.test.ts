/**
 * Real municipal files, beside the checkout: what each was taken for, as a person who read them agrees. tables.json has
 * the sheet, the header and the counts of every table; UPDATE_FIXTURES=1 writes it anew, to be read before it is kept.
 */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { checkFile } from '../../pipeline/run/file/check.ts'
import { machineOf } from '../../pipeline/run/machine.ts'
import { PACKAGE } from '../helpers/job.ts'

const SHARED = path.join(PACKAGE, '..', 'shared')
const EXPECTED = path.join(PACKAGE, 'test', 'shared', 'tables.json')
const FOLDERS = ['samples', 'real']
const isHere = FOLDERS.every((folder) => fs.existsSync(path.join(SHARED, folder)))

if (!isHere) {
  if (process.env.CI === 'true') throw new Error('../shared is absent, and CI must not skip its files')
  console.warn('skipped: ../shared is absent, so real files are not read')
}

const files = isHere
  ? FOLDERS.flatMap((folder) =>
      fs
        .readdirSync(path.join(SHARED, folder))
        .filter((name) => /\.(?:csv|xlsx?)$/.test(name))
        .sort()
        .map((name) => `${folder}/${name}`),
    )
  : []

async function summaryOf(file: string): Promise<readonly object[]> {
  const effects = nodeEffects()
  const machine = machineOf(effects, path.join(PACKAGE, 'build'))
  const { found } = await checkFile(effects, machine, PACKAGE, { file: path.join(SHARED, file) })
  return found.tables.map(({ worksheet, sheet, headerRows, columns, counts }) => ({
    ...(worksheet === null ? {} : { worksheet }),
    sheet: sheet?.id ?? null,
    headerRows,
    mapped: columns.filter(({ target }) => target !== null).length,
    left: columns.filter(({ target, own }) => target === null && own === undefined).length,
    rows: Object.fromEntries(Object.entries(counts).filter(([, many]) => many > 0)),
  }))
}

describe.skipIf(!isHere)('real files', () => {
  if (process.env.UPDATE_FIXTURES === '1') {
    test('are written down', async () => {
      const all: [string, readonly object[]][] = []
      for (const file of files) all.push([file, await summaryOf(file)])
      const lines = all.map(([file, tables]) => {
        const own = tables.map((table) => `\n    ${JSON.stringify(table)}`).join(',')
        return `  ${JSON.stringify(file)}: [${own}\n  ]`
      })
      fs.writeFileSync(EXPECTED, `{\n${lines.join(',\n')}\n}\n`)
    }, 600_000)
    return
  }
  const expected: { readonly [file: string]: unknown } = JSON.parse(fs.readFileSync(EXPECTED, 'utf8'))
  test.each(files)(
    '%s',
    async (file) => {
      expect(await summaryOf(file)).toEqual(expected[file])
    },
    60_000,
  )
})
