/**
 * What follows a newer file by itself, as `add` has it: the counts of `expect.records`, and cases that nobody has
 * confirmed. What a person has confirmed must come out of the newer file too.
 */
import { pathsOf, readAll } from '../../job/authored.ts'
import { openGrids } from '../../job/table/open.ts'
import { readGridSource } from '../../job/table/source.ts'
import { isGridSource } from '../../lib/declaration.ts'
import { isObject, listOf } from '../../lib/object.ts'
import { parseYaml, replaceInYaml } from '../../lib/yaml.ts'
import { hasError } from '../../problem.ts'
import { createGates } from '../../validate/index.ts'
import { casesOf } from '../add/cases.ts'
import { casesText } from '../add/texts.ts'
import { readPrivacy } from '../file/privacy.ts'
import { nameOf, type SourceFolder } from '../project.ts'
import { type Bench, type CandidateFile, sourcePlace } from './bench.ts'
import { type Trial, tryFile } from './trial.ts'

export type Texts = ReadonlyMap<string, string>

export interface Followed {
  readonly trial: Trial
  /** authored files that are others now */
  readonly texts: Texts
}

const CASE = 'validate/case'

/**
 * Tries the file; cases that nobody has confirmed and that do not fit it are made anew. Of a document nobody but a person
 * can say what must come out.
 */
export async function tryFollowed(
  bench: Bench,
  folder: SourceFolder,
  file: CandidateFile,
  texts: Texts,
): Promise<Followed> {
  const trial = await tryFile(bench, folder, file, texts)
  const own = `sources/${nameOf(folder)}/`
  const known = bench.effects.stat(`${bench.layout.root}/${own}cases.yaml`)
  const isOpen = trial.problems.some(({ code, severity }) => code === CASE && severity === 'error')
  const cases = textIn(trial, `${own}cases.yaml`)
  if (known !== undefined && !(isOpen && areUnconfirmed(cases))) return { trial, texts }
  const made = await newCases(bench, folder, trial)
  const rest = trial.problems.filter(({ code }) => code !== CASE)
  // the case that stands for those to come is nobody's: where nothing comes out, something else says why
  if (made === undefined) {
    const isNobodys = known === undefined && hasError(rest)
    return { trial: isNobodys ? { ...trial, problems: rest } : trial, texts }
  }
  return { trial: { ...trial, problems: rest }, texts: new Map([...texts, ['cases.yaml', made]]) }
}

/** With the counts that came out; only what is another than on disk. */
export function textsToWrite(bench: Bench, folder: SourceFolder, { trial, texts }: Followed): Texts {
  const own = `sources/${nameOf(folder)}/`
  const { effects, layout } = bench
  const onDisk = (name: string): string | undefined => {
    const file = `${layout.root}/${own}${name}`
    return effects.stat(file) === undefined ? undefined : new TextDecoder().decode(effects.readFile(file))
  }
  const source = texts.get('source.yaml') ?? onDisk('source.yaml') ?? ''
  const counted = trial.datasets.reduce(
    (now, { slug, recordCount }) =>
      replaceInYaml(now, ['expect', 'records', slug], String(recordCount)) ?? now,
    source,
  )
  const all = new Map([...texts, ['source.yaml', counted]])
  return new Map([...all].filter(([name, text]) => onDisk(name) !== text))
}

export function textIn({ input }: Trial, file: string): string {
  return new TextDecoder().decode(input.files.get(file))
}

function areUnconfirmed(text: string): boolean {
  const { value } = parseYaml(text)
  const cases = isObject(value) ? listOf(value.cases) : []
  return cases.every((one) => isObject(one) && one.confirmed === false)
}

async function newCases(bench: Bench, folder: SourceFolder, { input }: Trial): Promise<string | undefined> {
  const schemas = bench.schemas()
  const place = sourcePlace(folder)
  const paths = pathsOf(input)
  const authored = readAll(input, paths, createGates(schemas.get), place)
  if ('problems' in authored) return undefined
  const { declaration, snapshot } = authored
  const bytes = input.files.get(`sources/${place.source}/snapshot/${snapshot.file}`)
  if (!isGridSource(declaration) || bytes === undefined) return undefined
  const given = input.packageFile === undefined ? {} : { packageFile: input.packageFile }
  const { file } = await openGrids(bytes, declaration.grid, place, input.packageFile)
  if (file === undefined) return undefined
  const front = await readGridSource({
    bytes,
    authored: { ...authored, declaration },
    paths,
    schemas: schemas.get,
    place,
    privacy: readPrivacy(schemas),
    ...given,
  })
  const cases = casesOf(front, file)
  if (cases.length === 0) return undefined
  const lines = casesText(cases).split('\n')
  return (await Promise.all(lines.map(bench.mask))).join('\n')
}
