/** How far a publish is, on stderr: one live line on a terminal; elsewhere nothing but what is ended, which stdout has. */
import type { Effects } from '../effects.ts'
import type { Wait } from '../lib/http/client.ts'
import { fitInto } from '../lib/width.ts'
import type { PublishProgress } from '../run/publish/result.ts'
import type { Lang } from './language.ts'

const WORDS: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  ja: {
    plan: '公開先と比べています',
    begin: '始めています',
    end: '終わりました',
    dataset: '情報を送っています',
    files: 'ファイルを送っています',
    rows: '行を送っています',
    compare: '表を比べています',
    verify: '確かめています',
    finish: '仕上げています',
    retire: '取り下げています',
  },
  en: {
    plan: 'comparing',
    begin: 'beginning',
    end: 'done',
    dataset: 'sending the description',
    files: 'sending files',
    rows: 'sending rows',
    compare: 'comparing rows',
    verify: 'verifying',
    finish: 'finishing',
    retire: 'retiring',
  },
}

export function publishProgress(
  effects: Effects,
  lang: Lang,
): { show(progress: PublishProgress): void; waits(wait: Wait): void; clear(): void } {
  let live = false
  return {
    show({ done, total, dataset, what, part, parts }) {
      if (!effects.isTerminal) return
      live = true
      const word = WORDS[lang][what] ?? what
      const share = parts > 1 ? ` ${part}/${parts}` : ''
      effects.stderr(`\r\u001b[K${fitInto(`[${done}/${total}] ${dataset}: ${word}${share}`, 78)}`)
    },
    waits({ host, milliseconds, why }) {
      // a second is nothing that a person would ask about
      if (!effects.isTerminal || milliseconds < 1000) return
      live = true
      const seconds = Math.ceil(milliseconds / 1000)
      const text =
        lang === 'ja'
          ? `${host} の答え: ${why}。${seconds} 秒待って、もう一度試します`
          : `${host}: ${why}; trying again in ${seconds} s`
      effects.stderr(`\r\u001b[K${fitInto(text, 78)}`)
    },
    clear() {
      if (live) effects.stderr('\r\u001b[K')
      live = false
    },
  }
}
