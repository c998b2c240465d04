/** What a file carries besides its cells: hidden parts, comments, properties, and what its pictures tell. */
import type { FileProperties, GridFacts, LooseText, Picture, RowBatch } from '../../lib/grid.ts'
import { masked } from '../../lib/mask.ts'
import type { Place, Problem } from '../../problem.ts'
import { inspectProblem } from '../problems.ts'
import { pictureFacts } from './exif.ts'
import { hiddenParts } from './hidden.ts'
import { looseProblems, nameProblems } from './loose.ts'
import { noteProblems } from './notes.ts'
import { namesPerson, propertyProblems } from './properties.ts'
import type { PrivacySettings } from './settings.ts'

/** An opened file, as much of it as is asked here. */
export interface InspectedFile {
  readonly grids: readonly InspectedGrid[]
  /** of the file, so that it is said where its program removes what it carries */
  readonly format?: string
  readonly properties?: FileProperties
  readonly pictures?: readonly Picture[]
  readonly texts?: readonly LooseText[]
}

export interface InspectedGrid {
  /** null: a CSV */
  readonly worksheet: string | null
  readonly hidden: boolean
  readonly facts?: GridFacts
  readonly batches: () => Iterable<RowBatch>
}

export function inspectFile(
  file: InspectedFile,
  place: Place,
  settings: PrivacySettings,
): readonly Problem[] {
  return [
    ...nameProblems(file.grids, place, settings),
    ...file.grids.flatMap((grid) => {
      const where = grid.worksheet === null ? place : { ...place, worksheet: grid.worksheet }
      return [...hiddenParts(grid, where), ...noteProblems(grid, where, settings)]
    }),
    ...looseProblems(file.texts ?? [], file.properties ?? {}, place, settings),
    ...propertyProblems(file.properties ?? {}, place, settings, file.format),
    ...(file.pictures ?? []).flatMap((picture) => pictureProblems(picture, place, settings)),
  ]
}

function pictureProblems(
  { name, bytes }: Picture,
  place: Place,
  settings: PrivacySettings,
): readonly Problem[] {
  const { hasPlace, hasDate, persons } = pictureFacts(bytes)
  const problems: Problem[] = []
  if (hasPlace) problems.push(inspectProblem('inspect/picture-place', place, { name }))
  const told = persons.filter(
    ({ tag, value }) => tag.endsWith('SerialNumber') || namesPerson(value, settings),
  )
  if (told.length > 0) {
    const actual = told.map(({ tag, value }) => `${tag}: ${masked(value)}`).join(', ')
    problems.push(inspectProblem('inspect/picture-person', place, { name, actual }))
  }
  if (hasDate) problems.push(inspectProblem('inspect/picture-date', place, { name }))
  return problems
}
