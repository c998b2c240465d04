/** `hiraku convert FILE --out DIR` */
import path from 'node:path'
import type { OutFormat } from '../export/index.ts'
import { convertFile, OUT_FORMATS } from '../run/file/convert.ts'
import { machineOf } from '../run/machine.ts'
import { type Arguments, badValue } from './args.ts'
import { optionsOf, refuseTogether, tellFile } from './check-file.ts'
import type { Session } from './session.ts'

export async function convertCommand(args: Arguments, session: Session): Promise<number> {
  const { command, positionals, values } = args
  const { effects, root, code } = session
  refuseTogether(values, command?.usage ?? '')
  if (typeof values.out !== 'string') throw badValue('--out', command)
  const { found, written } = await convertFile(effects, session.machine ?? machineOf(effects, code), root, {
    file: positionals[0] ?? '',
    ...optionsOf(values),
    out: values.out,
    ...formatsOf(args),
  })
  const exit = await tellFile(found, values, session)
  for (const one of written) effects.stderr(`${path.relative(root, one.path)}\n`)
  return exit
}

/** None where none is named: then it is all that fit the file. */
function formatsOf({ command, values }: Arguments): { readonly to?: readonly OutFormat[] } {
  if (typeof values.to !== 'string') return {}
  const named = values.to.split(',').map((name) => name.trim())
  const chosen = OUT_FORMATS.filter((format) => named.includes(format))
  if (chosen.length !== new Set(named).size || chosen.length === 0) throw badValue('--to', command)
  return { to: chosen }
}
