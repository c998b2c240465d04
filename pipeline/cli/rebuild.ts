/** `hiraku rebuild COMMIT|DATASET@VERSION --out DIR` */
import path from 'node:path'
import { collect } from '../report/collect.ts'
import { machineOf } from '../run/machine.ts'
import { type Rebuilt, rebuild } from '../run/rebuild/rebuild.ts'
import { type Arguments, badValue } from './args.ts'
import type { Lang } from './language.ts'
import { exitOf, problemsJson, tellProblems } from './output.ts'
import type { Session } from './session.ts'

/** files that are not the same, as listed on the terminal */
const LISTED = 20

export async function rebuildCommand(
  { command, positionals, values }: Arguments,
  session: Session,
): Promise<number> {
  const { effects, root, code, lang } = session
  const [name = ''] = positionals
  if (typeof values.out !== 'string') throw badValue('--out', command)
  const result = await rebuild(effects, session.machine ?? machineOf(effects, code), {
    root,
    name,
    out: values.out,
    install: values.install !== undefined,
  })
  const problems = collect()
  problems.add(result.problems)
  await tellProblems(problems, session, false)
  const folder = path.relative(root, path.resolve(root, values.out)) || '.'
  if (values.json !== undefined) {
    const { commit, isSame, files, differing, missing, extra, edited, maker } = result
    const lists = { files, differing, missing, extra, edited }
    const made = { command: 'rebuild', commit, folder, isSame, ...lists, maker }
    effects.stdout(`${JSON.stringify({ ...made, ...problemsJson(problems) }, null, 2)}\n`)
  } else effects.stdout(resultText(result, folder, lang))
  return exitOf(problems, 0)
}

function resultText(result: Rebuilt, folder: string, lang: Lang): string {
  const { commit, isSame, files, differing, missing, extra } = result
  const shown = commit.slice(0, 12)
  if (isSame) {
    return lang === 'ja'
      ? `${shown} の dist/ と、${files} ファイルすべてが 1 バイトも違わず同じです：${folder}/\n`
      : `All ${files} files are, byte for byte, those of dist/ in ${shown}: ${folder}/\n`
  }
  return [...differing.first, ...missing.first, ...extra.first]
    .slice(0, LISTED)
    .map((file) => `${file}\n`)
    .join('')
}
