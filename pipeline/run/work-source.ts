/** Runs a source's job and stages what it gives. */
import { hashOf } from '../effects.ts'
import { readHistoryFile } from '../history/index.ts'
import type { JobResult } from '../job/result.ts'
import type { Json } from '../lib/model.ts'
import { isObject } from '../lib/object.ts'
import { parseYaml } from '../lib/yaml.ts'
import { hasError, type Problem } from '../problem.ts'
import { short } from './about.ts'
import type { Context } from './context.ts'
import type { Entry, InLine } from './entry.ts'
import { lookInputs } from './files.ts'
import { keepFormer } from './former.ts'
import { readJobInput } from './job-input.ts'
import { sourceKey } from './key.ts'
import { ownerOf } from './owners.ts'
import { runProblem } from './problems.ts'
import { inputPaths, nameOf, type SourceFolder } from './project.ts'
import { readStaged } from './stage.ts'
import { unitOfSource } from './store.ts'
import { acceptanceOf } from './versions/accepting.ts'
import { heldBack, notAccepted, stageDatasets, work } from './work.ts'

/** Undefined where the source failed; why was told. */
export function workSource(
  context: Context,
  folder: SourceFolder,
  remembered: Entry | undefined,
): Promise<Entry | undefined> {
  const { effects, layout, schemas, taken } = context
  return work(context, unitOfSource(folder), remembered, async (bench) => {
    const { input, lines: read } = readJobInput(effects, layout.root, folder, schemas, taken)
    const result = await bench.rooms.runJob(input)
    const problems = [...result.problems, ...duplicates(context, folder, result)]
    const file = `sources/${nameOf(folder)}/history.yaml`
    const where = { source: nameOf(folder), file }
    const text = input.files.get(file)
    const parsed = bench.rooms.parseYaml(textIn(text))
    const { history, problems: faults } = readHistoryFile(parsed, where)
    // the job reads the file too, and says the same of it
    if (!problems.some((problem) => problem.code.startsWith('history/'))) problems.push(...faults)
    if (hasError(problems)) return [...problems, ...stillPublished(context, folder, problems)]
    const own = `sources/${nameOf(folder)}`
    let staged = await stageDatasets(context, bench, result.datasets, { folder: own, history }, where)
    const inputs = inputHashes(context, folder, read, bench.asked(), input.files.get(`${own}/source.yaml`))
    const acceptance = hasError([...problems, ...staged.problems])
      ? undefined
      : await acceptanceOf(context, {
          unit: unitOfSource(folder),
          folder: own,
          history,
          text: textIn(text),
          facts: staged.facts,
          inputs,
          ...(bench.rooms.maskText === undefined ? {} : { hide: bench.rooms.maskText }),
        })
    if (acceptance !== undefined) {
      bench.again()
      const versions = { folder: own, ...acceptance }
      staged = await stageDatasets(context, bench, acceptance.released(result.datasets), versions, where)
    }
    const { kind, value } = result.account
    const account = `sources/${folder.publisher}/${folder.source}.${kind}.json`
    await bench.put({ path: account, chunks: linesChunks(value) })
    problems.push(...(bench.rooms.checkPublished?.(kind, readStaged(context.stage, account), account) ?? []))
    const asked = bench.asked()
    const accepted = acceptance?.history ?? history
    const holds = context.accepting?.holds === true && !hasError([...problems, ...staged.problems])
    const judged = holds ? heldBack : notAccepted
    problems.push(...staged.problems, ...judged(accepted, staged.facts, inputs, where))
    let lines = read
    if (acceptance !== undefined && !hasError(problems)) {
      await acceptance.put()
      lines = lookInputs(effects, layout.root, inputPaths(effects, layout.root, folder), read, taken).lines
    }
    if (!hasError(problems)) keepFormer(effects, layout, accepted, staged.facts)
    const about = { datasets: staged.facts, inputs, report: result.report }
    return { problems, key: sourceKey(context, lines, asked), ins: lines, asked, about }
  })
}

function textIn(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : new TextDecoder().decode(bytes)
}

/** What the gate stops now may have come out before it did: the last good files stay, and that is said. */
function stillPublished(
  { effects, layout }: Context,
  folder: SourceFolder,
  problems: readonly Problem[],
): readonly Problem[] {
  const isStopped = problems.some(({ code, severity }) => code.startsWith('inspect/') && severity === 'error')
  const [file] = ['rows', 'lines']
    .map((kind) => `sources/${nameOf(folder)}.${kind}.json`)
    .filter((name) => effects.stat(`${layout.dist}/${name}`) !== undefined)
  if (!isStopped || file === undefined) return []
  return [runProblem('run/still-published', { source: nameOf(folder) }, { name: nameOf(folder) })]
}

/** Two sources can not both write one dataset: the one that has it, or comes first, keeps it. */
function duplicates(context: Context, folder: SourceFolder, result: JobResult): readonly Problem[] {
  const unit = unitOfSource(folder)
  return result.datasets.flatMap(({ id }) => {
    const other = ownerOf(context, id, unit)
    if (other === undefined) return []
    const where = { source: nameOf(folder), file: `sources/${nameOf(folder)}/source.yaml`, dataset: id }
    return [runProblem('run/duplicate-dataset', where, { id, other: other.slice(other.indexOf('/') + 1) })]
  })
}

/** The account of the source, a line of it on a line: it is long, and what changed should show in a diff. */
function* linesChunks(account: Json): Generator<string> {
  if (!isObject(account) || !Array.isArray(account.lines)) {
    yield `${JSON.stringify(account, null, 2)}\n`
    return
  }
  const { lines, ...head } = account
  const before = Object.entries(head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  )
  yield `{\n${before.join('')}  "lines": [`
  let first = true
  for (const line of lines) {
    yield `${first ? '\n' : ',\n'}    ${JSON.stringify(line)}`
    first = false
  }
  yield `${first ? '' : '\n  '}]\n}\n`
}

/**
 * Schemas that files are held against decide nothing of the records, and which are asked for depends on which files there
 * are: without history.yaml nobody asks for its schema.
 */
function declaringPart(asked: string): string {
  const names = asked.split(' ')
  return names.filter((_, at) => !CHECKING.test(names[at - (at % 2)] ?? '')).join(' ')
}

const CHECKING = /^(?:authored|published|stages)%2F/

/** How many records are expected, and where a newer file comes from, make no record another one; nor does a comment. */
function declaredPart(text: string): string {
  const { value } = parseYaml(text)
  if (!isObject(value)) return text
  const { expect: _expect, from: _from, ...rest } = value
  return JSON.stringify(rest)
}

/** What history.yaml keeps, so that the next version can say why it is another; a declaration is what it uses too. */
export function inputHashes(
  context: Pick<Context, 'effects' | 'code'>,
  folder: SourceFolder,
  lines: readonly InLine[],
  asked: string,
  /** source.yaml */
  source: Uint8Array | undefined,
): Record<string, string> {
  const own = `sources/${nameOf(folder)}/`
  const hash = (pick: (path: string) => boolean, more = '') => {
    const picked = lines.filter((line) => pick(line.path)).map((line) => `${line.path} ${line.sha256}\n`)
    return short(hashOf(context.effects, picked.join('') + more))
  }
  const corrections = lines.find((line) => line.path === `${own}corrections.yaml`)
  return {
    snapshot: hash((path) => path.startsWith(`${own}snapshot/`)),
    ...(corrections === undefined ? {} : { corrections: short(corrections.sha256) }),
    declaration: hash(
      (path) => path.endsWith('/publisher.yaml'),
      declaredPart(textIn(source)) + declaringPart(asked),
    ),
    code: short(context.code),
  }
}
