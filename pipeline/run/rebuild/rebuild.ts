/** `hiraku rebuild`: an earlier state out of git, made again, and held against what was published then. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { type Problem, UserError } from '../../problem.ts'
import { build } from '../../run.ts'
import { short } from '../about.ts'
import { guardOut } from '../around.ts'
import { diffProblem } from '../diff/problems.ts'
import { findVersion, versionName } from '../diff/versions.ts'
import { gitProblem } from '../git/problems.ts'
import { openRepository, type Repository } from '../git/repository.ts'
import { type Scratch, withScratch } from '../git/scratch.ts'
import { layoutOf } from '../layout.ts'
import type { Machine } from '../options.ts'
import { compareFolders, type FoldersCompared } from './compare.ts'
import { type Maker, makerOf } from './maker.ts'
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
  guardOut(effects, layoutOf(effects, root, out))
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
  const folder = await takeOut(repository, commit, scratch, install)
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
  const compared = compareFolders(effects, dist, out)
  const { differing, missing, extra } = compared
  const isSame = differing.count + missing.count + extra.count === 0
  if (!isSame) {
    const facts = { commit: shown, differing: differing.count, missing: missing.count, extra: extra.count }
    const code = machine.code === undefined ? '' : short(machine.code)
    problems.push(
      rebuildProblem(
        'run/rebuild-differs',
        {},
        {
          ...facts,
          ...codeWords(maker, install ? undefined : code),
          ...howWords(maker, install, { name, out: path.relative(root, out) || '.' }),
        },
      ),
    )
  }
  return { commit, isSame, maker, problems, ...compared }
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

function howWords(
  { kind, version = '' }: Maker,
  install: boolean,
  { name, out }: { readonly name: string; readonly out: string },
): { readonly howJa: string; readonly howEn: string } {
  if (install || kind === 'none') {
    return {
      howJa:
        'そのコミットの sources/ と dist/ が、同じ時点のものか確かめてください。違うファイルは出力先と見比べられます。',
      howEn:
        'See whether sources/ and dist/ of that commit belong together. The files that differ lie in the output folder.',
    }
  }
  const command = `hiraku rebuild ${name} --out ${out} --install`
  return {
    howJa: `そのときの Hiraku（${version}、package-lock.json のとおり）で作り直してください：${command}`,
    howEn: `Make it by the Hiraku of that time (${version}, as package-lock.json has it): ${command}`,
  }
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
