/** The project's git repository, to be read: nothing here writes to it. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { ProgramAnswer, RunGit } from '../../effects-git.ts'
import { UserError } from '../../problem.ts'
import { gitProblem } from './problems.ts'

export interface Repository {
  /** what git answers, asked in the repository's own folder; throws a UserError where it fails */
  readonly git: (args: readonly string[], given?: Parameters<RunGit>[2]) => Promise<ProgramAnswer>
  /** as `git`, but a failure is an answer: the name may not be there */
  readonly ask: (args: readonly string[], given?: Parameters<RunGit>[2]) => Promise<ProgramAnswer>
  /** the whole hash of a commit; undefined where the name is none */
  readonly commit: (name: string) => Promise<string | undefined>
  /** of the project within the repository: blank, or `data/` */
  readonly prefix: string
  /** older commits are missing */
  readonly isShallow: boolean
}

/** Throws a UserError where there is no git, or no repository. */
export async function openRepository(effects: Effects, root: string): Promise<Repository> {
  const folder = path.resolve(root)
  const askIn = async (
    place: string,
    args: readonly string[],
    given?: Parameters<RunGit>[2],
  ): Promise<ProgramAnswer> => {
    const answer = await effects.git?.(args, place, given)
    if (answer === undefined) throw new UserError(gitProblem('run/git-absent', {}))
    return answer
  }
  const about = await askIn(folder, [
    'rev-parse',
    '--show-toplevel',
    '--show-prefix',
    '--is-shallow-repository',
  ])
  if (about.exit !== 0) {
    // "detected dubious ownership in repository at …" since git 2.35.2, "unsafe repository" in some before
    const code = /dubious ownership|unsafe repository/.test(about.stderr)
      ? 'run/git-unsafe'
      : 'run/git-no-repository'
    throw new UserError(gitProblem(code, { file: folder }, { folder }))
  }
  const [top = folder, prefix = '', shallow = ''] = textOf(about).split('\n')
  const ask: Repository['ask'] = (args, given) => askIn(top, args, given)
  return {
    ask,
    async git(args, given) {
      const answer = await ask(args, given)
      if (answer.exit === 0) return answer
      const actual = answer.stderr.trim().replace(/^fatal: /, '')
      throw new UserError(
        gitProblem('run/git-failed', {}, { command: args.find((one) => !one.startsWith('-')) ?? '', actual }),
      )
    },
    async commit(name) {
      // a name that could be an option of git is none of a commit (git-check-ref-format(1), rule 9 and 3)
      if (name.startsWith('-') || /[\u0000-\u0020\u007f]/.test(name)) return undefined
      const found = await ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
      const [hash] = /^[0-9a-f]{40,64}$/m.exec(textOf(found)) ?? []
      return found.exit === 0 ? hash : undefined
    },
    prefix,
    isShallow: shallow === 'true',
  }
}

export function textOf({ stdout }: ProgramAnswer): string {
  return new TextDecoder().decode(stdout)
}
