/** The sheet that a person means by `--as`: its id, or (a part of) its Japanese title where only one has it. */
import { foldWord } from '../../lib/fold.ts'
import { isObject, textOf } from '../../lib/object.ts'
import { suggest } from '../../lib/suggest.ts'
import { UserError } from '../../problem.ts'
import { runProblem } from '../problems.ts'
import type { Schemas } from '../schemas.ts'

export function sheetNamed(schemas: Schemas, name: string): string {
  const sheets = schemas.within('records').flatMap((file) => {
    const schema = schemas.get(file)
    if (!isObject(schema) || schema['x-sheet'] === undefined) return []
    return [{ id: file.slice('records/'.length, -'.schema.json'.length), title: textOf(schema.title) ?? '' }]
  })
  const word = foldWord(name)
  const same = sheets.find(({ id, title }) => id === name || foldWord(title) === word)
  if (same !== undefined) return same.id
  const [only, other] = sheets.filter(({ title }) => word !== '' && foldWord(title).includes(word))
  if (only !== undefined && other === undefined) return only.id
  const near = suggest(
    name,
    sheets.map(({ id }) => id),
  )
  const hintJa = near === undefined ? '' : `「${near}」のことですか。`
  const hintEn = near === undefined ? '' : ` Did you mean "${near}"?`
  throw new UserError(runProblem('run/unknown-sheet', {}, { actual: name, expected: near, hintJa, hintEn }))
}
