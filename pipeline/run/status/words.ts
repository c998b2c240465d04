/** What a code means, without what was filled in: of a note only the code is kept. Loaded where something failed. */
import { isObject } from '../../lib/object.ts'
import type { Text } from '../../problem.ts'

/** Whatever a source or a portal may fail by. */
async function lists(): Promise<readonly object[]> {
  return Promise.all([
    import('../../acquire/problems.ts'),
    import('../../catalog/problems.ts'),
    import('../../export/problems.ts'),
    import('../../extract/problems.ts'),
    import('../../extract/pdf/problems.ts'),
    import('../../history/problems.ts'),
    import('../../inspect/problems.ts'),
    import('../../job/table/problems.ts'),
    import('../../lib/licences.ts'),
    import('../../normalize/problems.ts'),
    import('../../publish/problems.ts'),
    import('../../publish/ckan/problems.ts'),
    import('../../publish/ckan/datastore/problems.ts'),
    import('../../publish/files/problems.ts'),
    import('../../reconcile/problems.ts'),
    import('../../shape/problems.ts'),
    import('../../validate/problems.ts'),
    import('../candidate/problems.ts'),
    import('../portal/problems.ts'),
    import('../problems.ts'),
    import('../publish/problems.ts'),
  ])
}

export async function loadWords(): Promise<(code: string) => Text> {
  const found = new Map<string, Text>()
  for (const module of await lists()) for (const list of Object.values(module)) collect(found, list)
  return (code) => found.get(code) ?? { ja: code, en: code }
}

function collect(into: Map<string, Text>, list: unknown): void {
  if (!isObject(list)) return
  for (const [code, kind] of Object.entries(list)) {
    if (isObject(kind) && typeof kind.ja === 'string' && typeof kind.en === 'string' && code.includes('/'))
      into.set(code, { ja: plain(kind.ja), en: plain(kind.en) })
  }
}

/** A place that was filled in is shown as one that is open. */
function plain(template: string): string {
  return template
    .replace(/\s*\{hint\w*\}|\s*\{reason\w*\}/g, '')
    .replace(/[「"]?\{\w+\}[」"]?/g, '…')
    .replace(/([。.])\s*…$/, '$1')
}
