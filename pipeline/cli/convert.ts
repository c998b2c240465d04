/** `hiraku convert FILE --out DIR` */
import path from 'node:path'
import type { TableFormat } from '../export/index.ts'
import { convertFile } from '../run/file/convert.ts'
import { machineOf } from '../run/machine.ts'
import { type Arguments, badValue } from './args.ts'
import { optionsOf, refuseTogether, tellFile } from './check-file.ts'
import type { Session } from './session.ts'

const FORMATS: readonly TableFormat[] = ['csv', 'json', 'jsonld']

export async function convertCommand(args: Arguments, session: Session): Promise<number> {
  const { command, positionals, values } = args
  const { effects, root, code } = session
  refuseTogether(values, command?.usage ?? '')
  if (typeof values.out !== 'string') throw badValue('--out', command)
  const { found, written } = await convertFile(effects, session.machine ?? machineOf(effects, code), root, {
    file: positionals[0] ?? '',
    ...optionsOf(values),
    out: values.out,
    to: formatsOf(args),
  })
  const exit = await tellFile(found, values, session)
  for (const one of written) effects.stderr(`${path.relative(root, one.path)}\n`)
  return exit
}

function formatsOf({ command, values }: Arguments): readonly TableFormat[] {
  if (typeof values.to !== 'string') return FORMATS
  const named = values.to.split(',').map((name) => name.trim())
  const chosen = FORMATS.filter((format) => named.includes(format))
  if (chosen.length !== new Set(named).size || chosen.length === 0) throw badValue('--to', command)
  return chosen
}
