/** `--wait SECONDS`: what a command does where another run is at work. */
import { japanTime } from '../lib/japan.ts'
import type { Holder } from '../run/lock.ts'
import { type Arguments, badValue } from './args.ts'
import type { Session } from './session.ts'

export interface Wait {
  readonly wait?: number
  readonly onWait: (holder: Holder | undefined) => void
}

/** Throws a UserError where the value is no number of seconds. */
export function waitOf({ values, command }: Pick<Arguments, 'values' | 'command'>, session: Session): Wait {
  const { effects, lang } = session
  const { wait } = values
  if (wait !== undefined && (typeof wait !== 'string' || !/^\d{1,7}$/.test(wait)))
    throw badValue('--wait', command)
  return {
    ...(wait === undefined ? {} : { wait: Number(wait) }),
    onWait: (holder) => {
      const { command: other = '?', pid = '?' } = holder ?? {}
      const since = japanTime(holder?.since ?? '?')
      const text = {
        ja: `hiraku ${other}（プロセス ${pid}、日本時間 ${since} から）が終わるのを、${wait} 秒まで待ちます。`,
        en: `Waiting up to ${wait} s for hiraku ${other} (process ${pid}, since ${since}, time of Japan) to end.`,
      }
      effects.stderr(`${text[lang]}\n`)
    },
  }
}
