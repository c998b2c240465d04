/** Files to a folder of a real file system: never half-written, nothing of others' touched, refused where it must be. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import type { FolderEffects } from '../../../pipeline/publish/folder/place.ts'
import { createFolderTarget } from '../../../pipeline/publish/folder/target.ts'
import {
  actionsOf,
  CHANGED,
  codesOf,
  type Dist,
  FEWER,
  offeringOf,
  offersOf,
  PAGED,
  planned,
  published,
  TWO,
  withSums,
} from '../files/fixture.ts'

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-folder-'))
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }))

let base = ''
let count = 0
beforeEach(() => {
  count += 1
  base = path.join(scratch, String(count))
  fs.mkdirSync(path.join(base, 'project/dist/datasets'), { recursive: true })
  fs.mkdirSync(path.join(base, 'project/sources'), { recursive: true })
  fs.mkdirSync(path.join(base, 'www'))
})

const real = nodeEffects()

function targetOf(folder = path.join(base, 'www/data'), effects: FolderEffects = real) {
  const project = path.join(base, 'project')
  return createFolderTarget(effects, {
    folder,
    project,
    dist: path.join(project, 'dist'),
    sources: path.join(project, 'sources'),
  })
}

const publish = (dist: Dist, effects?: FolderEffects) =>
  published(targetOf(undefined, effects), offeringOf(dist))

function stateOf(folder = path.join(base, 'www/data')): Dist {
  return Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => fs.statSync(path.join(folder, name)).isFile())
      .map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]),
  )
}

const fault = (code: string): Error => Object.assign(new Error(`${code}: told by a test`), { code })

describe('a publish', () => {
  test('first, again, changed, fewer', async () => {
    expect(codesOf((await publish(TWO)).problems)).toEqual([])
    expect(stateOf()).toEqual(withSums(TWO))
    const before = fs.statSync(path.join(base, 'www/data/report.json')).ino
    expect((await publish(TWO)).applied).toEqual([])
    expect(actionsOf((await publish(CHANGED)).items)).toEqual([
      'change 142140_aed',
      'unchanged 142140_toilet',
      'change catalog',
    ])
    expect(stateOf()).toEqual(withSums(CHANGED))
    expect(fs.statSync(path.join(base, 'www/data/report.json')).ino, 'an equal file is not touched').toBe(
      before,
    )
    await publish(FEWER)
    expect(stateOf()).toEqual(withSums(FEWER))
    expect(fs.readdirSync(path.join(base, 'www/data/datasets')), 'no empty folder stays').toEqual([
      '142140_aed',
    ])
  })

  test('other bytes of the same size and time are found', async () => {
    await publish(TWO)
    const file = path.join(base, 'www/data/report.json')
    const { atime, mtime } = fs.statSync(file)
    fs.writeFileSync(file, '[]')
    fs.utimesSync(file, atime, mtime)
    await publish(TWO)
    expect(stateOf()).toEqual(withSums(TWO))
  })

  test('verify reads what is there', async () => {
    await publish(TWO)
    const [offer] = offersOf(withSums(TWO))
    if (offer === undefined) throw new Error('no offer')
    expect(await targetOf().verify(offer, () => undefined)).toEqual([])
    fs.rmSync(path.join(base, 'www/data/datasets/142140_aed/README.md'))
    expect(codesOf(await targetOf().verify(offer, () => undefined))).toEqual(['publish/file-absent'])
  })

  test('a web root’s own files stay', async () => {
    const www = path.join(base, 'www/data')
    fs.mkdirSync(path.join(www, 'datasets/old'), { recursive: true })
    for (const name of ['index.html', 'datasets/old/map.png']) fs.writeFileSync(path.join(www, name), 'x')
    await publish(TWO)
    await publish(FEWER)
    expect(stateOf()).toEqual({ ...withSums(FEWER), 'index.html': 'x', 'datasets/old/map.png': 'x' })
  })
})

describe('killed at every step of the file system, and run again', () => {
  const steps = ['writeChunks', 'rename', 'remove', 'syncFiles', 'syncFolder'] as const
  /** At the n-th step what it does is done, or half done, and then nothing more ever is. */
  function dying(at: number): FolderEffects {
    let n = 0
    const gate = <T>(work: () => T, half: () => void = () => undefined): T => {
      if (n > at) throw new Error('killed')
      n += 1
      if (n <= at) return work()
      half()
      n += 1
      throw new Error('killed')
    }
    return {
      ...real,
      writeChunks: (file, chunks) =>
        gate(
          () => real.writeChunks(file, chunks),
          () => {
            fs.mkdirSync(path.dirname(file), { recursive: true })
            fs.writeFileSync(file, 'half')
          },
        ),
      rename: (from, to) => gate(() => real.rename(from, to)),
      remove: (file) => gate(() => real.remove(file)),
      syncFiles: () => gate(async () => undefined),
      syncFolder: () => gate(() => undefined),
    }
  }
  test(steps.join(', '), async () => {
    for (let at = 0; ; at += 1) {
      fs.rmSync(path.join(base, 'www/data'), { recursive: true, force: true })
      await publish(PAGED)
      const next: Dist = { ...FEWER, 'datasets/142140_aed/142140_aed.csv': '名称\n消防署\n' }
      let wasKilled = false
      try {
        await publish(next, dying(at))
      } catch (error) {
        if (!(error instanceof Error) || error.message !== 'killed') throw error
        wasKilled = true
      }
      for (const [name, text] of Object.entries(stateOf()))
        if (!name.endsWith('.hiraku-part')) expect(text, name).not.toBe('half')
      await publish(next)
      expect(stateOf(), `after ${at}`).toEqual(withSums(next))
      if (!wasKilled) return
    }
  })
  test('half a file of a dataset that is offered no more goes too', async () => {
    await publish(TWO)
    fs.writeFileSync(
      path.join(base, 'www/data/datasets/142140_toilet/.142140_toilet.csv.hiraku-part'),
      'half',
    )
    await publish(FEWER)
    expect(stateOf()).toEqual(withSums(FEWER))
  })
})

describe('what can not be', () => {
  test.each<[string, () => string, string]>([
    ['dist/ itself', () => 'project/dist', 'publish/folder-inside'],
    ['in dist/', () => 'project/dist/datasets', 'publish/folder-inside'],
    ['in dist/, not there yet', () => 'project/dist/a/b', 'publish/folder-inside'],
    ['by another way', () => 'www/../project/dist', 'publish/folder-inside'],
    ['in sources/', () => 'project/sources/142140', 'publish/folder-inside'],
    ['the project', () => 'project', 'publish/folder-inside'],
    [
      'a link into dist/',
      () => {
        fs.symlinkSync(path.join(base, 'project/dist/datasets'), path.join(base, 'www/link'))
        return 'www/link'
      },
      'publish/folder-inside',
    ],
    [
      'a file',
      () => {
        fs.writeFileSync(path.join(base, 'www/file'), 'x')
        return 'www/file'
      },
      'publish/folder-none',
    ],
    [
      'under a file',
      () => {
        fs.writeFileSync(path.join(base, 'www/file'), 'x')
        return 'www/file/data'
      },
      'publish/folder-none',
    ],
  ])('%s', async (_, make, code) => {
    const folder = path.join(base, make())
    const { items, problems } = await published(targetOf(folder), offeringOf(TWO))
    expect([items.length, codesOf(problems)]).toEqual([1, [code]])
    expect(stateOf(path.join(base, 'project'))).toEqual({})
    expect(JSON.stringify(problems)).not.toMatch(/\{\w+\}/)
  })

  test('another folder of the project is fine', async () => {
    const folder = path.join(base, 'project/public')
    expect(codesOf((await published(targetOf(folder), offeringOf(TWO))).problems)).toEqual([])
  })

  test.each([
    ['EACCES', 'publish/folder-denied'],
    ['EROFS', 'publish/folder-denied'],
    ['ENOSPC', 'publish/folder-full'],
    ['EDQUOT', 'publish/folder-full'],
    ['EIO', 'publish/folder-failed'],
  ])(
    '%s while a file is written: told, nothing half-written stays, and it goes on later',
    async (code, problem) => {
      const full: FolderEffects = {
        ...real,
        writeChunks: (file, chunks) => {
          if (!file.includes('toilet')) return real.writeChunks(file, chunks)
          fs.mkdirSync(path.dirname(file), { recursive: true })
          fs.writeFileSync(file, 'half')
          throw fault(code)
        },
      }
      const { problems } = await publish(TWO, full)
      expect(codesOf(problems)).toEqual([problem, 'publish/files-incomplete'])
      expect(
        Object.keys(stateOf()).filter((name) => name.includes('toilet') || name.includes('SUMS')),
      ).toEqual([])
      await publish(TWO)
      expect(stateOf()).toEqual(withSums(TWO))
    },
  )

  test('a folder that can not be read', async () => {
    const denied: FolderEffects = {
      ...real,
      list: () => {
        throw fault('EACCES')
      },
    }
    await publish(TWO)
    expect(
      codesOf(
        await planned(targetOf(undefined, denied), offeringOf(TWO)).then((items) =>
          items.flatMap((item) => item.problems),
        ),
      ),
    ).toEqual(['publish/folder-denied'])
  })

  test('a name that is there in another case, where the file system takes both for one', async () => {
    await publish(FEWER)
    const www = path.join(base, 'www/data/datasets/142140_toilet')
    fs.mkdirSync(www)
    fs.writeFileSync(path.join(www, 'readme.MD'), 'another’s')
    const folding: FolderEffects = {
      ...real,
      stat: (file) => real.stat(file) ?? real.stat(file.replace(/README\.md$/, 'readme.MD')),
    }
    const { problems } = await publish(TWO, folding)
    expect(codesOf(problems)).toContain('publish/file-case-there')
    expect(fs.readFileSync(path.join(www, 'readme.MD'), 'utf8')).toBe('another’s')
  })

  test('dist/ that changed since it was offered', async () => {
    const offers = offersOf(withSums(TWO)).map((offer) => ({
      ...offer,
      files: offer.files.map((file) => ({ ...file, read: () => [new Uint8Array(3)] })),
    }))
    const offering = {
      ...offeringOf(TWO),
      datasets: async function* () {
        yield* offers
      },
    }
    const { problems } = await published(targetOf(), offering)
    expect(new Set(codesOf(problems))).toEqual(new Set(['publish/file-altered', 'publish/files-incomplete']))
    expect(Object.keys(stateOf())).toEqual(['.hiraku-files'])
  })
})
