/**
 * A plan quotes the file: words of its notes in rules, its title, its headers. What must not be printed is left out of
 * it: a rule goes by the words before it.
 */
import { foldWord } from '../../lib/fold.ts'
import type { GridTable, RowTest, SkipRule } from '../../lib/grid-declaration.ts'
import type { Json } from '../../lib/model.ts'
import type { Text } from '../../problem.ts'
import type { Plan } from './plan.ts'

type Mask = (text: string) => string
type JsonObject = { readonly [key: string]: Json }

/** Fewer signs at the head of a cell say too little. */
const FEWEST = 2

export function maskPlan(plan: Plan, mask: Mask): Plan {
  const tables = plan.tables.map((one) => ({
    ...one,
    table: maskTable(one.table, mask),
    title: inText(one.title, mask),
  }))
  const { leave } = plan.grid
  return {
    ...plan,
    tables,
    questions: plan.questions.map((one) => inText(one, mask)),
    schemas: new Map([...plan.schemas].map(([name, schema]) => [name, maskSchema(schema, mask)])),
    grid: {
      ...plan.grid,
      tables: tables.map(({ table }) => table),
      ...(leave === undefined ? {} : { leave: leave.map((one) => ({ ...one, reason: mask(one.reason) })) }),
    },
  }
}

/** Fields are named as the masked schema names them; headers stay as they are, or they would not be found. */
function maskTable(table: GridTable, mask: Mask): GridTable {
  const { skip, endsAt, columns, key, ...rest } = table
  const rules = skip?.flatMap((rule): readonly SkipRule[] => {
    const left = maskTest(rule, mask)
    return left === undefined ? [] : [left]
  })
  const end = endsAt === undefined ? undefined : maskTest(endsAt, mask)
  return {
    ...rest,
    columns: columns.map(({ to, ...column }) => {
      if (to === undefined) return column
      return { ...column, to: typeof to === 'string' ? mask(to) : to.map(mask) }
    }),
    ...(rules === undefined || rules.length === 0 ? {} : { skip: rules }),
    ...(end === undefined ? {} : { endsAt: end }),
    key: key.map(mask),
  }
}

/** The same test where it holds nothing; undefined where nothing is left of it. */
function maskTest<T extends RowTest>(test: T, mask: Mask): T | undefined {
  const { is, starts, contains } = test
  const isPlain = (word: string): boolean => mask(word) === word
  if ([is, starts, contains].every((words) => words === undefined || words.every(isPlain))) return test
  const heads = [...(is ?? []), ...(starts ?? [])].flatMap((word) =>
    isPlain(word) ? [] : headOf(word, mask),
  )
  const rest = { ...test }
  const put = (name: 'is' | 'starts' | 'contains', words: readonly string[]): void => {
    delete rest[name]
    if (words.length > 0) Object.assign(rest, { [name]: words })
  }
  put('is', (is ?? []).filter(isPlain))
  put('starts', [...new Set([...(starts ?? []).filter(isPlain), ...heads])])
  put('contains', (contains ?? []).filter(isPlain))
  return rest.is === undefined && rest.starts === undefined && rest.contains === undefined ? undefined : rest
}

/** The words before what is masked. */
function headOf(word: string, mask: Mask): readonly string[] {
  const shown = mask(word)
  let same = 0
  while (same < word.length && word[same] === shown[same]) same += 1
  // the first sign of what is masked stays in the mask
  const head = word.slice(0, Math.max(0, same - 1)).trimEnd()
  return foldWord(head).length < FEWEST ? [] : [head]
}

function maskSchema(schema: JsonObject, mask: Mask): JsonObject {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, maskJson(value, mask)]))
}

function maskJson(value: Json, mask: Mask): Json {
  if (typeof value === 'string') return mask(value)
  if (Array.isArray(value)) return value.map((one: Json) => maskJson(one, mask))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskJson(one, mask)]))
}

function inText({ ja, en }: Text, mask: Mask): Text {
  return { ja: mask(ja), en: mask(en) }
}
