/** What the commands share. */
import type { Effects } from '../effects.ts'
import type { Machine } from '../run/options.ts'
import type { Lang } from './language.ts'

export interface Place {
  /** folder of the compiled code */
  readonly code: string
  /** the project */
  readonly root: string
  /** what works; the built one of `code` where none is given */
  readonly machine?: Machine
}

/** What a command needs beside its arguments. */
export interface Session extends Place {
  readonly effects: Effects
  readonly lang: Lang
  readonly color: boolean
}

export const EXIT = { fine: 0, data: 1, use: 2, bug: 3 } as const
