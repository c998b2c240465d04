/** `hiraku status` */
import path from 'node:path'
import { statusText } from '../report/status/text.ts'
import { machineOf } from '../run/machine.ts'
import { statusOf } from '../run/status/status.ts'
import type { Arguments } from './args.ts'
import { EXIT, type Session } from './session.ts'

/** Exit code: 0 all is well, 1 something failed, waits, is overdue or has stopped (`--strict`: or is not known). */
export async function statusCommand({ values }: Arguments, session: Session): Promise<number> {
  const { effects, root, code, lang } = session
  const status = await statusOf(effects, session.machine ?? machineOf(effects, code), {
    root,
    ...(typeof values.only === 'string' ? { only: values.only } : {}),
  })
  if (typeof values.html === 'string') {
    const { statusHtml } = await import('../report/status/html.ts')
    effects.writeFile(path.resolve(root, values.html), statusHtml(status, lang))
  }
  effects.stdout(
    values.json === undefined ? statusText(status, lang) : `${JSON.stringify(status, null, 2)}\n`,
  )
  const isStrict = values.strict !== undefined
  const isOpen = isStrict && (!status.isKnown || status.counts.unknown > 0)
  return status.isWell && !isOpen ? EXIT.fine : EXIT.data
}
