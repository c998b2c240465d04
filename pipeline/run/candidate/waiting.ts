/**
 * What waits in `.hiraku/candidates/<publisher>/<source>/`: the file, as `add` keeps it too, and what was told of it, so
 * that it is not tried anew each night: only when the source, the schemas or the code are others.
 */
import path from 'node:path'
import type { Problem } from '../../problem.ts'
import { isStop } from '../add/held.ts'
import { copyFile } from '../add/write.ts'
import { readJobInput } from '../job-input.ts'
import { nameOf, type SourceFolder } from '../project.ts'
import type { Assessment } from './assess.ts'
import { type Bench, type CandidateFile, candidateFolder } from './bench.ts'
import { takeText } from './take-text.ts'
import { TOLD, type Told, toldOf } from './told.ts'
import { keyLines, trialKey } from './trial.ts'

/** Nothing that decides about it is another than when it was told of. */
export function isAsTold(bench: Bench, folder: SourceFolder, told: Told): boolean {
  if (told.key === null) return false
  const { effects, layout } = bench
  const { lines } = readJobInput(effects, layout.root, folder, bench.schemas(), 0)
  const now = keyLines(lines, folder)
  return trialKey(bench, told, now, bench.schemas().renew(told.asked)) === told.key
}

/** Keeps the file, what was told, and the proposed files whole. */
export function keepWaiting(
  bench: Bench,
  folder: SourceFolder,
  file: CandidateFile,
  assessed: Assessment,
  /** what keeps a sound file back: it is tried again the next time */
  passing?: Problem,
): Told {
  const { effects, layout } = bench
  const kept = path.join(layout.root, candidateFolder(folder))
  const former = toldOf(bench, folder)
  const { trial } = assessed.first
  const place = path.join(kept, 'snapshot', file.name)
  if (path.resolve(file.path) !== place) {
    effects.remove(path.join(kept, 'snapshot'))
    copyFile(effects, file.path, place)
  }
  effects.writeFile(path.join(kept, 'snapshot.yaml'), trial.snapshot)
  for (const name of ['source.yaml', 'corrections.yaml']) {
    const text = assessed.proposal?.texts.get(name)
    if (text === undefined) effects.remove(path.join(kept, name))
    else effects.writeFile(path.join(kept, name), text)
  }
  const first = passing ?? assessed.problems.find(({ severity }) => severity === 'error')
  const more = passing === undefined ? reasonsIn(assessed) - 1 : 0
  const take = passing === undefined ? takeText(nameOf(folder), file.sha256, assessed) : undefined
  const told: Told = {
    sha256: file.sha256,
    name: file.name,
    since: former?.sha256 === file.sha256 ? former.since : effects.now().toISOString(),
    key: passing === undefined ? (trialKey(bench, file, trial.lines, trial.asked) ?? null) : null,
    asked: trial.asked,
    code: first?.code ?? '',
    message: first?.message ?? { ja: '', en: '' },
    ...(more > 0 ? { more } : {}),
    builds: take !== undefined,
    held: assessed.held,
    ...(take === undefined ? {} : { take }),
  }
  effects.writeFile(path.join(kept, TOLD), `${JSON.stringify(told, null, 2)}\n`)
  return told
}

/** What the gate found is told in one, with how many they are. */
function reasonsIn({ problems, proposal }: Assessment): number {
  const told = new Set(problems.map(({ code, message }) => `${code} ${message.en}`))
  const left = proposal?.left.filter(({ code, message }) => !told.has(`${code} ${message.en}`)) ?? []
  const errors = [...problems, ...left].filter(({ severity }) => severity === 'error')
  return errors.filter((one) => !isStop(one)).reduce((sum, { more = 0 }) => sum + 1 + more, 0)
}

/** The proposed files that lie beside a candidate. */
export function proposedFiles(
  { effects, layout }: Pick<Bench, 'effects' | 'layout'>,
  folder: SourceFolder,
): readonly string[] {
  const inside = candidateFolder(folder)
  return ['source.yaml', 'corrections.yaml']
    .map((name) => `${inside}/${name}`)
    .filter((name) => effects.stat(path.join(layout.root, name)) !== undefined)
}
