/** What a publish leaves in the ledger: which sources are at the portal as they are in dist/, and which could not go. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { isObject, listOf } from '../../lib/object.ts'
import type { Layout } from '../layout.ts'
import { safeAddress } from '../log/safe.ts'
import { readReport } from '../report-file.ts'
import { listNote } from './build-notes.ts'
import { openLedger } from './ledger.ts'

/** `settled`: dataset → the code of what kept it, undefined where it is as in dist/; what was not begun is not in it. */
export function notePublished(
  effects: Effects,
  layout: Pick<Layout, 'dist' | 'state'>,
  portal: string,
  settled: ReadonlyMap<string, string | undefined>,
): void {
  const file = path.join(layout.dist, 'report.json')
  if (settled.size === 0 || effects.stat(file) === undefined) return
  const ledger = openLedger(effects, layout.state)
  const now = effects.now().toISOString()
  const place = safeAddress(portal)
  for (const { publisher, source, datasets } of readReport(effects, file)) {
    const name = source === undefined ? listNote(String(publisher)) : `${publisher}/${source}`
    const ids = listOf(datasets).flatMap((one) => (isObject(one) ? [String(one.id)] : []))
    const codes = ids.flatMap((id) => settled.get(id) ?? [])
    const [code] = codes
    if (code !== undefined) ledger.fail(name, 'publish', { code, portal: place })
    else if (ids.length > 0 && ids.every((id) => settled.has(id))) {
      ledger.set(name, { published: { ...ledger.get(name).published, [place]: now } })
      ledger.mend(name, 'publish', place)
    }
  }
  ledger.save()
}
