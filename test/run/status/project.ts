/** A project in which everything that `status` tells of has happened. */
import path from 'node:path'
import type { Effects } from '../../../pipeline/effects.ts'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { accept } from '../../../pipeline/run/accept.ts'
import { openLedger } from '../../../pipeline/run/ledger/ledger.ts'
import type { Machine } from '../../../pipeline/run/options.ts'
import { build } from '../../../pipeline/run.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { declare, machineOf, temporary, write } from '../fake.ts'

export const real = nodeEffects()
export const at = (time: string): Effects => ({ ...real, now: () => new Date(time) })
/** the fake rooms, with the schemas of the package */
export const machineIn = (root: string): Machine => ({ ...machineOf(root), packageFolder: PACKAGE })

const one = (id: string) => [{ identifier: id }]

export async function eventful(): Promise<string> {
  const root = temporary()
  write(root, {
    'sources/aaa/publisher.yaml': '{"code":"111111"}',
    'sources/aaa/well/source.yaml': declare({ wells: one('1') }),
    'sources/aaa/late/source.yaml': declare({ lates: one('1') }),
    'sources/aaa/broken/source.yaml': declare({ brokens: one('1') }),
    'sources/aaa/newer/source.yaml': declare({ newers: one('1') }),
    'sources/aaa/open/source.yaml': declare({ opens: one('1') }),
  })
  const machine = machineIn(root)
  await accept(at('2025-01-10T00:00:00Z'), machine, { root, date: '2025-01-10' })
  write(root, {
    'sources/aaa/broken/source.yaml': declare({ brokens: one('1') }, { fails: true }),
    'sources/aaa/open/source.yaml': declare({ opens: one('2') }),
    'sources/aaa/never/source.yaml': declare({ nevers: one('1') }, { fails: true }),
    '.hiraku/held/aaa/draft/snapshot.yaml': '',
  })
  await build(at('2025-04-01T00:00:00Z'), machine, { root })
  const ledger = openLedger(at('2025-04-02T00:00:00Z'), path.join(root, '.hiraku'))
  const origin = { url: 'https://www.city.example.jp/x.csv?token=SECRET' }
  for (const [name, frequency, ja, en] of [
    ['well', '随時', '公園一覧', 'Parks'],
    ['late', '毎月', '感染症の週報', 'Weekly report'],
    ['newer', '毎日', 'AED設置箇所一覧', 'AEDs'],
  ] as const) {
    const declared = { signature: '', origin, frequency, title: { ja, en } }
    ledger.set(`aaa/${name}`, { declared, checked: '2025-04-09T18:00:00.000Z' })
  }
  ledger.set('aaa/newer', {
    waiting: [{ kind: 'candidate', since: '2025-04-02T00:00:00.000Z', sha256: 'x' }],
  })
  ledger.set('aaa/well', { published: { bodik: '2025-04-09T18:01:00.000Z' } })
  ledger.fail('aaa/newer', 'acquire', { code: 'run/candidate-waits' })
  ledger.fail('aaa/late', 'publish', { code: 'publish/portal-busy' })
  ledger.mend('aaa/late', 'publish')
  ledger.save()
  return root
}
