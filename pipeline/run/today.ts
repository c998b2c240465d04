/** The day in Japan, wherever the machine stands: a city's date is never another one. */
import type { Effects } from '../effects.ts'

export function today(effects: Pick<Effects, 'now'>): string {
  return new Date(effects.now().getTime() + 9 * 3_600_000).toISOString().slice(0, 10)
}
