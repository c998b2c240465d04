/** Every name in a declaration that should be a field of its record type is one: a typing error must not lose a column. */
import { foldWord } from '../../lib/fold.ts'
import type { GridTable } from '../../lib/grid-declaration.ts'
import { keyPath } from '../../lib/keys.ts'
import { isJson, isObject } from '../../lib/object.ts'
import { suggest } from '../../lib/suggest.ts'
import type { Place, Problem } from '../../problem.ts'
import { fieldsOf, validateProblem } from '../../validate/index.ts'
import { recordTypeOf } from './types.ts'

/** `place`: the source.yaml. */
export function checkTargets(
  tables: readonly GridTable[],
  schemas: (name: string) => unknown,
  place: Place,
): readonly Problem[] {
  return tables.flatMap((table, i) => {
    const name = `records/${recordTypeOf(table)}.schema.json`
    const schema = schemas(name)
    const key = keyPath('grid', 'tables', i)
    if (!isJson(schema) || !isObject(schema)) {
      const facts = { actual: recordTypeOf(table), expected: `schemas/${name}` }
      return [validateProblem('validate/schema-missing', { ...place, key }, facts)]
    }
    const headers = fieldsOf(schema).map(({ header }) => header)
    const known = new Set(headers.map(foldWord))
    return namesIn(table, i).flatMap(({ target, at }) => {
      if (known.has(foldWord(target))) return []
      const near = suggest(target, headers)
      const hintJa = near === undefined ? '' : `「${near}」のことですか。`
      const hintEn = near === undefined ? '' : ` Did you mean "${near}"?`
      const facts = { actual: target, expected: near, hintJa, hintEn, name: recordTypeOf(table), key: at }
      return [validateProblem('validate/unknown-field', { ...place, key: at }, facts)]
    })
  })
}

interface Named {
  readonly target: string
  readonly at: string
}

function namesIn(table: GridTable, i: number): readonly Named[] {
  const at = (...steps: readonly (string | number)[]): string => keyPath('grid', 'tables', i, ...steps)
  const columns = table.columns.flatMap(({ to }, c) =>
    (to === undefined ? [] : typeof to === 'string' ? [to] : to).map((target) => ({
      target,
      at: at('columns', c, 'to'),
    })),
  )
  const { melt, worksheetTo } = table
  return [
    ...columns,
    ...Object.keys(table.set ?? {}).map((target) => ({ target, at: at('set', target) })),
    ...table.key.map((target) => ({ target, at: at('key') })),
    ...(table.missing ?? []).map((target) => ({ target, at: at('missing') })),
    ...(worksheetTo === undefined ? [] : [{ target: worksheetTo, at: at('worksheetTo') }]),
    ...(melt === undefined
      ? []
      : [melt.name, ...(melt.second === undefined ? [] : [melt.second]), melt.value].map((target) => ({
          target,
          at: at('melt'),
        }))),
  ]
}
