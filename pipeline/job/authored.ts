/** The authored files of a source: found, gated by their schemas, given as strict types. */
import { extractText } from '../extract/index.ts'
import { wrongCheckDigit } from '../lib/check-digit.ts'
import type { CasesFile, CorrectionsFile, SourceDeclaration } from '../lib/declaration.ts'
import type { Contact, Publisher, Snapshot } from '../lib/model.ts'
import { isPlaceholder } from '../lib/placeholder.ts'
import type { Place, Problem, Text } from '../problem.ts'
import { type Gates, readAuthored, validateProblem } from '../validate/index.ts'
import type { JobInput } from './input.ts'

interface PublisherFile {
  readonly code: string
  readonly name: Text
  readonly licence: string
  readonly contact?: Contact
  readonly baseIri?: string
  readonly boundingBox?: readonly [number, number, number, number]
  readonly areaCode?: string
  readonly csvShiftJis?: boolean
}

export interface Authored {
  readonly publisher: Publisher
  readonly declaration: SourceDeclaration
  readonly snapshot: Snapshot
  readonly corrections: CorrectionsFile
  readonly cases: CasesFile
  readonly history: unknown
}

/** The authored files, as paths from the project root. */
export interface Paths {
  readonly publisher: string
  readonly source: string
  readonly snapshot: string
  readonly corrections: string
  readonly cases: string
  readonly history: string
}

export function pathsOf({ publisher, source }: Pick<JobInput, 'publisher' | 'source'>): Paths {
  const folder = `sources/${publisher}/${source}`
  return {
    publisher: `sources/${publisher}/publisher.yaml`,
    source: `${folder}/source.yaml`,
    snapshot: `${folder}/snapshot.yaml`,
    corrections: `${folder}/corrections.yaml`,
    cases: `${folder}/cases.yaml`,
    history: `${folder}/history.yaml`,
  }
}

/** All of them, or every problem that any of them has. */
export function readAll(
  input: JobInput,
  paths: Paths,
  gates: Gates,
  place: Place,
): Authored | { problems: readonly Problem[] } {
  const problems: Problem[] = []
  function read<T>(file: string, schema: string, otherwise?: T): T | undefined {
    const bytes = input.files.get(file)
    if (!bytes) {
      if (otherwise === undefined)
        problems.push(validateProblem('validate/missing-file', { ...place, file }, { file }))
      return otherwise
    }
    const gate = gates(`authored/${schema}.schema.json`)
    if (!gate) {
      const facts = { actual: file, expected: `authored/${schema}.schema.json` }
      problems.push(validateProblem('validate/schema-missing', { ...place, file }, facts))
      return undefined
    }
    const decoded = extractText(bytes, file)
    if ('problem' in decoded) {
      problems.push({ ...decoded.problem, where: { ...place, ...decoded.problem.where } })
      return undefined
    }
    const result = readAuthored<T>({ file, text: decoded.text }, gate, place)
    if ('value' in result) return result.value
    problems.push(...result.problems)
    return undefined
  }
  const publisher = read<PublisherFile>(paths.publisher, 'publisher')
  if (publisher) problems.push(...checkCode(publisher.code, { ...place, file: paths.publisher, key: 'code' }))
  const declaration = read<SourceDeclaration>(paths.source, 'source')
  // both come with the first file
  const isFetched = declaration?.from === undefined || input.files.has(paths.snapshot)
  if (!isFetched) {
    const where = { ...place, file: paths.source, key: 'from' }
    problems.push(validateProblem('validate/not-fetched', where, { source: place.source ?? '' }))
  }
  const snapshot = isFetched ? read<Snapshot>(paths.snapshot, 'snapshot') : undefined
  const corrections = read<CorrectionsFile>(paths.corrections, 'corrections', { corrections: [] })
  const cases = isFetched ? read<CasesFile>(paths.cases, 'cases') : undefined
  const history = read<unknown>(paths.history, 'history', [])
  if (!publisher || !declaration || !snapshot || !corrections || !cases || problems.length > 0)
    return { problems }
  return {
    publisher: publisherOf(input.publisher, publisher),
    declaration,
    snapshot: told(snapshot),
    corrections,
    cases,
    history,
  }
}

/** What a host says of its file to be asked again by is for `acquire` alone: it is not published. */
function told({ file, sha256, bytes, mediaType, acquired, from }: Snapshot): Snapshot {
  return {
    file,
    sha256,
    bytes,
    mediaType,
    ...(acquired === undefined ? {} : { acquired }),
    ...(from === undefined ? {} : { from }),
  }
}

/** What `add` could not know and nobody has written since; it is published as it stands. */
export function undecided(
  { licence, name }: Publisher,
  where: Place & { readonly file: string },
): readonly Problem[] {
  const open: readonly (readonly [string, string])[] = [
    ...(licence === 'NOASSERTION' ? [['licence', licence] as const] : []),
    ...(isPlaceholder(name.ja) ? [['name.ja', name.ja] as const] : []),
  ]
  return open.map(([key, actual]) =>
    validateProblem('validate/undecided', { ...where, key }, { file: where.file, key, actual }),
  )
}

/** A code that is mistyped would name another local government, or none, in every record. */
function checkCode(code: string, where: Place & { readonly file: string }): readonly Problem[] {
  const expected = wrongCheckDigit(code)
  if (expected === undefined) return []
  const facts = { file: where.file, actual: code, expected, code: code.slice(0, -1) + expected }
  return [validateProblem('validate/check-digit', where, facts)]
}

/** RFC 2606: a base IRI that can not be mistaken for a real one, until the publisher sets its own. */
function publisherOf(id: string, file: PublisherFile): Publisher {
  const { code, name, licence, contact, boundingBox, areaCode, csvShiftJis } = file
  return {
    id,
    code,
    name,
    licence,
    ...(contact ? { contact } : {}),
    ...(boundingBox ? { boundingBox } : {}),
    ...(areaCode ? { areaCode } : {}),
    ...(csvShiftJis === true ? { csvShiftJis } : {}),
    baseIri: file.baseIri ?? `https://${code}.opendata.invalid/`,
    baseIriDeclared: file.baseIri !== undefined,
  }
}
