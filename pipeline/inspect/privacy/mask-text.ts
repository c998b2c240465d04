/** Running text that quotes cells, in a note, a title or a reason: what the gate would stop at is masked in it. */
import { masked } from '../../lib/mask.ts'
import { spansIn } from './cell.ts'
import { glance } from './glance.ts'
import type { PrivacySettings } from './settings.ts'

/** The same string where there is nothing to mask. */
export function maskText(text: string, settings: PrivacySettings): string {
  if (glance(text) === 0) return text
  let out = ''
  let at = 0
  for (const { start, end } of spansIn(text, settings)) {
    if (start < at) continue
    out += text.slice(at, start) + masked(text.slice(start, end))
    at = end
  }
  return at === 0 ? text : out + text.slice(at)
}
