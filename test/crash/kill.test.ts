/**
 * Kill -9 at any moment: what is published is the old or the new state, whole, the next run ends well, and nothing is
 * left over. `HIRAKU_CRASHES` of each row (100 in the full trial), moments by `HIRAKU_SEED`; a new command is a new row.
 */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CSV, changeInputs, makeProject, ownBuild, run } from './project.ts'
import { type Row, trial } from './trial.ts'

const KILLS = Number(process.env.HIRAKU_CRASHES ?? 0)
const FEW = { build: 6, others: 2 } as const

let own: ReturnType<typeof ownBuild>
beforeAll(() => {
  own = ownBuild()
})
afterAll(() => own.remove())

function built(cli: string, more: (root: string) => void, argv: readonly string[] = ['build']): string {
  const root = makeProject()
  const done = run(cli, root, argv)
  if (done.status !== 0) throw new Error(done.out)
  more(root)
  return root
}

/** The file as a clerk has it: another name than the snapshot's, a record more. */
function newerFile(root: string): void {
  const text = fs.readFileSync(path.join(root, CSV), 'utf8')
  const more =
    '小いちょう,市指定,天然記念物,S52.8.10,西小学校,あさひ野市西町5,35.6,140.1,１本,あさひ野市,\r\n'
  fs.writeFileSync(path.join(root, 'bunkazai.csv'), `${text}${more}`)
}

/** A source that comes from a folder, accepted; a newer file lies in the folder. */
function watched(cli: string): string {
  const root = built(cli, (one) => {
    fs.appendFileSync(
      path.join(one, 'sources/129992/cultural_property/source.yaml'),
      'from: { folder: inbox }\n',
    )
  })
  const accepted = run(cli, root, ['accept', '--date', '2026-04-01'])
  if (accepted.status !== 0) throw new Error(accepted.out)
  newerFile(root)
  fs.mkdirSync(path.join(root, 'inbox'))
  fs.renameSync(path.join(root, 'bunkazai.csv'), path.join(root, 'inbox/bunkazai.csv'))
  return root
}

const ROWS: readonly Row[] = [
  {
    name: 'build',
    argv: ['build'],
    prepare: (cli) => built(cli, changeInputs),
    published: 'dist',
    promise: 'whole',
    moments: ['.hiraku/swap.json', '.hiraku/old', '.hiraku/next', '.hiraku/stage/SHA256SUMS'],
  },
  {
    name: 'the first build',
    argv: ['build'],
    prepare: makeProject,
    published: 'dist',
    promise: 'whole',
    moments: ['.hiraku/swap.json', 'dist', '.hiraku/stage'],
  },
  {
    name: 'build --out',
    argv: ['build', '--out', 'public'],
    prepare: (cli) => built(cli, changeInputs, ['build', '--out', 'public']),
    published: 'public',
    promise: 'whole',
    moments: ['.hiraku/swap.json', '.hiraku-public-old', '.hiraku-public-stage'],
  },
  {
    name: 'accept',
    argv: ['accept', '--date', '2026-04-01'],
    prepare: (cli) => built(cli, changeInputs),
    published: 'dist',
    promise: 'chain',
    units: ['sources/129992/aed', 'sources/129992/cultural_property'],
    moments: ['.hiraku/swap.json', 'sources/129992/aed/history.yaml', 'sources/129992/history.yaml'],
  },
  {
    name: 'add of a new file',
    argv: ['add', '文化財.csv', '--publisher', '129992', '--yes'],
    prepare: (cli) => {
      const root = makeProject()
      const place = path.join(root, 'sources/129992/aed')
      fs.copyFileSync(path.join(root, CSV), path.join(root, '文化財.csv'))
      fs.rmSync(path.join(root, 'sources/129992/cultural_property'), { recursive: true })
      expect(fs.existsSync(place)).toBe(true)
      const done = run(cli, root, ['build'])
      if (done.status !== 0) throw new Error(done.out)
      return root
    },
    published: 'dist',
    promise: 'chain',
    units: ['sources/129992/cultural_property'],
    moments: ['.hiraku/adding', '.hiraku/adding/snapshot', 'sources/129992/cultural_property'],
    again: [['add', '文化財.csv', '--publisher', '129992', '--yes'], ['build']],
  },
  {
    name: 'add of a newer file',
    argv: ['add', 'bunkazai.csv', '--publisher', '129992', '--yes'],
    prepare: (cli) => built(cli, newerFile),
    published: 'dist',
    promise: 'chain',
    units: ['sources/129992/cultural_property'],
    moments: ['.hiraku/replacing', '.hiraku/replaced', '.hiraku/adding'],
    again: [['add', 'bunkazai.csv', '--publisher', '129992', '--yes'], ['build']],
  },
  {
    name: 'acquire',
    argv: ['acquire'],
    prepare: watched,
    published: 'dist',
    promise: 'chain',
    units: ['sources/129992/cultural_property'],
    moments: ['.hiraku/trial', '.hiraku/adding', '.hiraku/replacing', '.hiraku/replaced', '.hiraku/versions'],
    again: [['acquire'], ['build']],
  },
  {
    name: 'run',
    argv: ['run', '--all'],
    prepare: watched,
    published: 'dist',
    promise: 'chain',
    units: ['sources/129992/cultural_property'],
    moments: ['.hiraku/replacing', '.hiraku/accepting.json', '.hiraku/swap.json', '.hiraku/old'],
    again: [['run', '--all'], ['build']],
  },
  {
    name: 'publish to a folder',
    argv: ['publish', '--to', 'folder:web', '--apply'],
    prepare: (cli) => {
      const root = built(cli, (one) => {
        for (const publisher of ['129992', '389994'])
          fs.appendFileSync(
            path.join(one, 'sources', publisher, 'publisher.yaml'),
            'baseIri: https://opendata.city.example.jp/\n',
          )
      })
      run(cli, root, ['build'])
      const done = run(cli, root, ['publish', '--to', 'folder:web', '--apply'])
      if (done.status !== 0) throw new Error(done.out)
      changeInputs(root)
      run(cli, root, ['build'])
      return root
    },
    published: 'web',
    promise: 'converging',
    moments: ['.hiraku/lock'],
  },
]

test.each(ROWS)(
  '$name, killed at any moment',
  async (row) => {
    const kills = KILLS > 0 ? KILLS : row.name === 'build' ? FEW.build : FEW.others
    const tally = await trial(own.cli, row, kills)
    if (KILLS > 0) process.stderr.write(`${row.name}: ${JSON.stringify(tally)}\n`)
    expect(tally.atWork).toBeGreaterThan(0)
  },
  3_600_000,
)
