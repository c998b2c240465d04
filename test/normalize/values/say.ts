/** A value rule as tests use it: the value, and what was said of it. */
import type { Field, ValueContext } from '../../../pipeline/lib/field.ts'
import type { Kind } from '../../../pipeline/lib/kinds.ts'
import type { Scalar } from '../../../pipeline/lib/model.ts'
import { compileField } from '../../../pipeline/normalize/index.ts'

export interface Said {
  readonly verdict: string
  readonly code: string
  readonly expected: string | undefined
}

export function fieldOf(kind: Kind, more: Partial<Field> = {}): Field {
  return { key: 'key', header: '項目', kind, type: 'string', enforced: false, required: false, ...more }
}

export function reader(kind: Kind, more: Partial<Field> = {}, context: ValueContext = {}) {
  const read = compileField(fieldOf(kind, more), context)
  return (text: string): { readonly value: Scalar; readonly said: readonly Said[] } => {
    const said: Said[] = []
    const value = read(text, (verdict, code, expected) => said.push({ verdict, code, expected }))
    return { value, said }
  }
}

/** `mended lost-zero`, or nothing. */
export function words(said: readonly Said[]): string {
  return said.map(({ verdict, code }) => `${verdict} ${code.replace(/^normalize\//, '')}`).join(', ')
}
