/** `hiraku rebuild`: an earlier state out of git, made again, and held against what was published then. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { type Problem, UserError } from '../../problem.ts'
import { build } from '../../run.ts'
import { short } from '../about.ts'
import type { Tally } from '../context.ts'
import { diffProblem } from '../diff/problems.ts'
import { findVersion, versionName } from '../diff/versions.ts'
import { gitProblem } from '../git/problems.ts'
import { openRepository, type Repository } from '../git/repository.ts'
import { type Scratch, withScratch } from '../git/scratch.ts'
import type { Machine } from '../options.ts'
import { compareFolders, type FoldersCompared } from './compare.ts'
import { editedIn } from './edited.ts'
import { type Maker, makerOf } from './maker.ts'
import { freeName, guardEmpty } from './out.ts'
import { rebuildProblem } from './problems.ts'
import { takeOut } from './take-out.ts'

export interface RebuildOptions {
  readonly root: string
  /** a commit, or DATASET@VERSION */
  readonly name: string
  readonly out: string
  /** by the Hiraku that made it, which is installed for that: the network may be asked */
  readonly install?: boolean
}

export interface Rebuilt extends FoldersCompared {
  readonly commit: string
  /** every byte is as it was */
  readonly isSame: boolean
  readonly maker: Maker
  readonly problems: readonly Problem[]
}

/** Throws a UserError where there is nothing to rebuild, or the folder is none to write into. */
export async function rebuild(effects: Effects, machine: Machine, options: RebuildOptions): Promise<Rebuilt> {
  const root = path.resolve(options.root)
  const out = path.resolve(root, options.out)
  guardEmpty(effects, root, out)
  return withScratch(effects, root, (scratch) => work(effects, machine, { ...options, root, out }, scratch))
}

async function work(
  effects: Effects,
  machine: Machine,
  { root, out, name, install = false }: RebuildOptions,
  scratch: Scratch,
): Promise<Rebuilt> {
  const { repository, commit } = await commitOf(effects, root, name)
  const shown = commit.slice(0, 12)
  const folder = await takeOut(effects, repository, commit, scratch, install)
  const dist = path.join(folder, 'dist')
  if (effects.stat(path.join(dist, 'SHA256SUMS')) === undefined)
    throw new UserError(diffProblem('run/diff-no-dist', {}, { name }))
  const maker = makerOf(effects, folder)
  const problems: Problem[] = []
  if (install) await buildByOwn(effects, folder, out, shown, maker)
  else {
    const result = await build(effects, machine, { root: folder, out })
    for (const kind of result.problems.kinds())
      problems.push(...kind.problems.filter(({ severity }) => severity === 'error'))
  }
  const compared = compareFolders(effects, dist, out, editedIn(effects, dist))
  const { differing, missing, extra, edited } = compared
  const others = differing.count + missing.count + extra.count
  if (edited.count > 0) {
    const facts = { commit: shown, count: edited.count, files: namesOf(edited) }
    problems.push(rebuildProblem('run/rebuild-edited', {}, facts))
  }
  if (others > edited.count) {
    const facts = { commit: shown, differing: differing.count, missing: missing.count, extra: extra.count }
    const code = machine.code === undefined || install ? undefined : short(machine.code)
    const another = { name, out: path.relative(root, freeName(effects, out)) }
    problems.push(
      rebuildProblem(
        'run/rebuild-differs',
        {},
        {
          ...facts,
          files: namesOf(differing, missing, extra),
          ...codeWords(maker, code),
          ...howWords(maker, { isOwn: install || isMadeBy(maker, code), ...another }),
        },
      ),
    )
  }
  return { commit, isSame: others === 0, maker, problems, ...compared }
}

/** files that a message names */
const NAMED = 5

function namesOf(...tallies: readonly Tally[]): string {
  const all = tallies.reduce((sum, { count }) => sum + count, 0)
  const names = tallies.flatMap(({ first }) => first).slice(0, NAMED)
  return names.join(', ') + (all > names.length ? ', …' : '')
}

/** By the code on record, of the last versions that were accepted. */
function isMadeBy({ code: made }: Maker, code: string | undefined): boolean {
  return code !== undefined && made.length > 0 && made.every((one) => one === code)
}

async function commitOf(
  effects: Effects,
  root: string,
  name: string,
): Promise<{ readonly repository: Repository; readonly commit: string }> {
  const version = versionName(name)
  if (version !== undefined) {
    const place = await findVersion(effects, root, version, true)
    if (place.kind === 'commit') return place
  }
  const repository = await openRepository(effects, root)
  const commit = await repository.commit(name)
  if (commit === undefined)
    throw new UserError(gitProblem('run/no-commit', {}, { name, hintJa: '', hintEn: '' }))
  return { repository, commit }
}

/** Says of the code only what is known: what history.yaml has is of the last accepted versions. */
function codeWords(
  maker: Maker,
  code: string | undefined,
): { readonly codeJa: string; readonly codeEn: string } {
  const made = maker.code.join(', ')
  if (code === undefined || made === '' || maker.code.includes(code)) return { codeJa: '', codeEn: '' }
  return {
    codeJa: `作った Hiraku が違います（そのとき ${made}、今 ${code}）。`,
    codeEn: ` It was made by another Hiraku (${made} then, ${code} now).`,
  }
}

/** `isOwn`: it was made again by the Hiraku that made it. */
function howWords(
  { kind, version = '' }: Maker,
  { isOwn, name, out }: { readonly isOwn: boolean; readonly name: string; readonly out: string },
): { readonly howJa: string; readonly howEn: string } {
  if (isOwn) {
    return {
      howJa: `作った Hiraku は同じなので、そのコミットの dist/ は、手で書き換えられたか、sources/ を変えた後で作り直されていないようです。${HAND.ja}`,
      howEn: `It was made by the same Hiraku: dist/ of that commit may have been edited by hand, or never been built from its sources/. ${HAND.en}`,
    }
  }
  if (kind === 'none') {
    return {
      howJa: `そのときの Hiraku の版が違うか、そのコミットの dist/ が、手で書き換えられたか、作り直されていないかです。${HAND.ja}`,
      howEn: `Either another Hiraku made it, or dist/ of that commit was edited by hand or never built from its sources/. ${HAND.en}`,
    }
  }
  const command = `hiraku rebuild ${name} --out ${out} --install`
  return {
    howJa: `そのときの Hiraku（${version}、package-lock.json のとおり）で作り直してください：${command} それでも違えば、dist/ が手で書き換えられたか、作り直されていないようです。`,
    howEn: `Make it by the Hiraku of that time (${version}, as package-lock.json has it): ${command} Where that differs too, dist/ may have been edited by hand or never been built.`,
  }
}

const HAND = {
  ja: '違うファイルを出力先と見比べてください。',
  en: 'Compare the files that differ with those in the output folder.',
}

async function buildByOwn(
  effects: Effects,
  folder: string,
  out: string,
  commit: string,
  maker: Maker,
): Promise<void> {
  if (maker.kind === 'none') throw new UserError(rebuildProblem('run/rebuild-no-hiraku', {}, { commit }))
  const run = effects.program
  if (run === undefined) throw new UserError(rebuildProblem('run/rebuild-no-hiraku', {}, { commit }))
  const installed = await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], folder)
  if (installed?.exit !== 0) {
    const actual = lastWords(installed?.stderr ?? 'npm?')
    throw new UserError(rebuildProblem('run/rebuild-install', {}, { commit, actual }))
  }
  const made = await run('node', [path.join(folder, maker.program), 'build', '--out', out], folder)
  // 1: a source of that time has errors; what it gave is compared all the same
  if (made === undefined || made.exit > 1) {
    const facts = { commit, exit: made?.exit ?? '?', actual: lastWords(made?.stderr ?? '') }
    throw new UserError(rebuildProblem('run/rebuild-failed', {}, facts))
  }
}

function lastWords(text: string): string {
  return text.trim().split('\n').slice(-3).join(' ').slice(-180)
}
