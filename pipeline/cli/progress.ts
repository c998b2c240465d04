/** How far the work is, on stderr: one live line on a terminal, else a plain line now and then. */
import type { Effects } from '../effects.ts'
import { fitInto } from '../lib/width.ts'
import type { Progress } from '../run/options.ts'
import type { Lang } from './language.ts'

const STATES = {
  ja: { built: '作成', failed: 'エラー', unchanged: '変更なし', kept: 'そのまま', working: '処理中' },
  en: { built: 'built', failed: 'failed', unchanged: 'unchanged', kept: 'kept', working: 'working' },
} as const

/** Plain lines: every source where there are few, and every twentieth part where there are many. */
const PLAIN_ALL = 20

export function progressTo(effects: Effects, lang: Lang): { show(progress: Progress): void; clear(): void } {
  let live = false
  return {
    show(progress) {
      const { done, total, source, state } = progress
      if (effects.isTerminal) {
        // an unchanged source takes well under a millisecond: a line for each would cost more than the work
        if (state !== 'working' && state !== 'built' && done % 50 !== 0) return
        live = true
        effects.stderr(`\r\u001b[K${fitInto(`[${done}/${total}] ${STATES[lang][state]} ${source}`, 78)}`)
        return
      }
      if (state !== 'built' && state !== 'failed') return
      const step = Math.ceil(total / PLAIN_ALL)
      if (state === 'failed' || done % step === 0 || done === total) {
        effects.stderr(`[${done}/${total}] ${STATES[lang][state]} ${source}\n`)
      }
    },
    clear() {
      if (live) effects.stderr('\r\u001b[K')
      live = false
    },
  }
}
