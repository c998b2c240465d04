/**
 * What the public reads of a fact's provenance: formulas and fields by the names that are published. `{policy}-{number}`
 * of a measure becomes `policyNumber-number of the measure`; a field of another dataset is `<slug>.<key>`.
 */
import type { DatasetDeclaration } from '../lib/declaration.ts'
import type { CellProvenance } from '../lib/model.ts'
import { nameOf } from '../lib/names.ts'
import { own } from '../lib/own.ts'
import { literal } from '../lib/regex.ts'
import type { Fact, FactRow } from './facts.ts'
import type { Tables } from './tables.ts'

export interface Published {
  /** provenance of a fact of a row, as the dataset publishes it */
  of(fact: Fact, name: string, row: FactRow): CellProvenance
  /** of an identifier made of several facts */
  template(source: string, row: FactRow, found: readonly (Fact | undefined)[]): CellProvenance
}

interface Words {
  readonly text: string
  /** the published fields that are named in it */
  readonly fields: readonly string[]
}

/** `file` is the source.yaml, of everything declared that names no other. */
export function published(
  slug: string,
  datasets: Readonly<Record<string, DatasetDeclaration>>,
  tables: Tables,
  file: string,
): Published {
  const declaration = own(datasets, slug)

  /** The key that the dataset publishes a fact of an entity by, else `<slug>.<key>` of the first that does. */
  function keyOf(entity: string, name: string): string | undefined {
    const here = keyIn(declaration, entity === declaration?.rows ? name : `${entity}.${name}`)
    if (here !== undefined) return here
    for (const [other, one] of Object.entries(datasets)) {
      const there = one.rows === entity ? keyIn(one, name) : undefined
      if (there !== undefined && other !== slug) return `${other}.${there}`
    }
    return undefined
  }

  function field(entity: string, name: string): Words {
    const key = keyOf(entity, name)
    return key === undefined ? unpublished(entity, name) : { text: key, fields: [key] }
  }

  /** The key of a row above, by its name where it is published here, else by what it is made of. */
  function above(row: FactRow | undefined, entity: string): Words {
    const key = declaration && keyIn(declaration, `${entity}.@key`)
    if (key !== undefined) return { text: key, fields: [key] }
    return row?.keyFormula === undefined ? unpublished(entity, 'key') : keyWords(row, row.keyFormula)
  }

  function keyWords(row: FactRow, formula: string): Words {
    return inWords(formula, (name) => {
      if (name === 'ordinal') {
        const key = keyOf(row.entity, '@ordinal')
        return key === undefined
          ? { text: 'position in the row above', fields: [] }
          : { text: key, fields: [key] }
      }
      const [entity = '', member] = name.split('.')
      if (member !== undefined) return field(entity, member)
      const holder = name === 'row' ? Object.keys(row.parents).at(-1) : name
      if (
        holder !== undefined &&
        own(row.facts, name) === undefined &&
        own(row.parents, holder) !== undefined
      )
        return above(tables.parent(row, holder), holder)
      return field(row.entity, name)
    })
  }

  return {
    of(fact, name, row) {
      const { from } = fact
      if (from.method === 'declared') return from.file === undefined ? { ...from, file } : from
      if (from.method !== 'computed') return from
      if (name === '@key' && row.keyFormula !== undefined) {
        const { text, fields } = keyWords(row, row.keyFormula)
        return { ...from, formula: text, fields }
      }
      return from.fields === undefined ? from : renamed(from, from.fields, (one) => fieldNamed(one, row))
    },
    template(source, row, found) {
      const { text, fields } = inWords(source, (name) => {
        if (name === '@key')
          return row.keyFormula === undefined ? unpublished(row.entity, 'key') : keyWords(row, row.keyFormula)
        const [first = '', second] = name.split('.')
        return second === undefined ? field(row.entity, first) : field(first, second)
      })
      const cites = distinct(found.flatMap((fact) => fact?.from.cites ?? []))
      return { method: 'computed', formula: text, fields, ...(cites.length > 0 ? { cites } : {}) }
    },
  }

  /** `stated` of this row, `initiative.rating` of another. */
  function fieldNamed(name: string, row: FactRow): Words {
    const [first = '', second] = name.split('.')
    return second === undefined ? field(row.entity, first) : field(first, second)
  }
}

function keyIn(declaration: DatasetDeclaration | undefined, expression: string): string | undefined {
  return Object.entries(declaration?.fields ?? {}).find(([, where]) => where === expression)?.[0]
}

function unpublished(entity: string, name: string): Words {
  return { text: `${name} of the ${nameOf(entity).en}`, fields: [] }
}

const NAME = /\{([@\w.]+)\}/g

function inWords(template: string, wordsOf: (name: string) => Words): Words {
  const fields: string[] = []
  const text = template.replace(NAME, (_, name: string) => {
    const words = wordsOf(name)
    fields.push(...words.fields)
    return words.text
  })
  return { text, fields: [...new Set(fields)] }
}

/** The fields of a computed fact, and its formula where that speaks of them by another name. */
function renamed(
  from: CellProvenance,
  names: readonly string[],
  wordsOf: (name: string) => Words,
): CellProvenance {
  const fields = names.map((name) => wordsOf(name).text)
  const formula = names.reduce(
    (text, name, i) =>
      text?.replace(new RegExp(`(?<![\\w.])${literal(name)}(?![\\w.])`, 'gu'), () => fields[i] ?? name),
    from.formula,
  )
  return { ...from, ...(formula === undefined ? {} : { formula }), fields }
}

function distinct(cites: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(cites.map((place) => [place.join(' '), place])).values()]
}
