/** What a record says, as one text: without regard to the order of its fields, and to those without value. */
import type { RecordValue } from './change.ts'

/** Records that follow each other mostly have the same fields: their order is found once. */
export function writerOf(): (record: RecordValue) => string {
  let names: readonly string[] = []
  let order: readonly (readonly [name: string, written: string])[] = []
  return (record) => {
    const own = Object.keys(record)
    if (own.length !== names.length || own.some((name, n) => name !== names[n])) {
      names = own
      order = [...own].sort().map((name) => [name, `${JSON.stringify(name)}:`])
    }
    let text = ''
    for (const [name, written] of order) {
      const value = record[name]
      if (value !== null && value !== undefined) text += `${written}${JSON.stringify(value)},`
    }
    return text
  }
}
