/** Whose file it is that is added: the publisher that a person names, the only one, the one in the file, or by asking. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { isLocalGovernmentCode, wrongCheckDigit } from '../../lib/check-digit.ts'
import { UserError } from '../../problem.ts'
import { type LookedFile, lookAtFile } from '../file/open.ts'
import type { Machine } from '../options.ts'
import { runProblem } from '../problems.ts'
import { codeIn, onlyPublisher } from './publisher.ts'

/** The look knows more where the publisher is known; where nobody names one, the file itself may. */
export async function lookFor(
  effects: Effects,
  machine: Machine,
  root: string,
  {
    file,
    publisher: named,
    as,
  }: { readonly file: string; readonly publisher?: string; readonly as?: string },
): Promise<{ readonly publisher: string; readonly looked: LookedFile }> {
  const base = { file, ...(as === undefined ? {} : { as }) }
  if (named !== undefined) checkPublisher(effects, root, named)
  const known = named ?? onlyPublisher(effects, root)
  if (known !== undefined) {
    return {
      publisher: known,
      looked: await lookAtFile(effects, machine, root, { ...base, publisher: known }),
    }
  }
  const looked = await lookAtFile(effects, machine, root, base)
  const [broken] = looked.file === undefined ? looked.problems : []
  if (broken !== undefined) throw new UserError(broken)
  const code = codeIn(looked, path.basename(file)) ?? (await askCode(effects))
  if (code === undefined) {
    const all = effects.list(path.join(root, 'sources')).join(', ')
    const hint = {
      hintJa: all === '' ? '' : `sources には ${all} があります。`,
      hintEn: all === '' ? '' : `There are ${all}.`,
    }
    throw new UserError(runProblem('run/no-publisher', { file }, { actual: file, ...hint }))
  }
  return { publisher: code, looked: await lookAtFile(effects, machine, root, { ...base, publisher: code }) }
}

async function askCode(effects: Effects): Promise<string | undefined> {
  const answer = await effects.ask?.(
    '団体の全国地方公共団体コード（六桁） / local government code, six digits: ',
  )
  const code = (answer ?? '').normalize('NFKC').trim()
  return isLocalGovernmentCode(code) ? code : undefined
}

function checkPublisher(effects: Effects, root: string, id: string): void {
  const isFolder =
    effects.stat(path.join(root, 'sources', id))?.isDirectory === true && !/[\\/]|^\.+$/.test(id)
  if (isFolder || isLocalGovernmentCode(id)) return
  const digit = wrongCheckDigit(id)
  const hint =
    digit === undefined
      ? { hintJa: '', hintEn: '' }
      : {
          hintJa: `前の五桁が正しければ ${id.slice(0, 5)}${digit} です。`,
          hintEn: `Where its first five digits are right, it is ${id.slice(0, 5)}${digit}.`,
        }
  throw new UserError(runProblem('run/bad-publisher', {}, { actual: id, ...hint }))
}
