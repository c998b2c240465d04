/**
 * What is not fit to be public, told before anything is sent. What is wrong with a publisher keeps all that is theirs;
 * what is wrong with a dataset keeps that one.
 */
import { isObject, listOf, textOf } from '../../lib/object.ts'
import { isDraft, isPlaceholder } from '../../lib/placeholder.ts'
import type { Problem } from '../../problem.ts'
import { publishRunProblem } from './problems.ts'

export interface Refusals {
  readonly ofPublisher: readonly Problem[]
  readonly ofDataset: readonly Problem[]
  /** these do not keep it */
  readonly warnings: readonly Problem[]
}

// RFC 2606, 2 and 3: names that are nobody's
const RESERVED =
  /^https?:\/\/(?:[^/]*\.)?(?:invalid|test|example|localhost|example\.(?:com|net|org))(?:[:/]|$)/
const UNDECIDED = 'NOASSERTION'

/** `descriptor`: its datapackage.json; `authored`: its publisher.yaml as it stands now, undefined where there is none. */
export function refusalsOf(descriptor: unknown, authored: unknown): Refusals {
  const value = isObject(descriptor) ? descriptor : {}
  const hiraku = isObject(value.hiraku) ? value.hiraku : {}
  const publisher = isObject(hiraku.publisher) ? hiraku.publisher : {}
  return {
    ofPublisher: againstPublisher(value, publisher, authored),
    ofDataset: againstDataset(value, hiraku),
    warnings: warningsOf(value, hiraku),
  }
}

type Read = Readonly<Record<string, unknown>>

function againstPublisher(value: Read, publisher: Read, authored: unknown): readonly Problem[] {
  const file = `sources/${textOf(publisher.id) ?? ''}/publisher.yaml`
  const name = isObject(publisher.name) ? publisher.name : {}
  const who = textOf(name.ja) ?? textOf(publisher.id) ?? ''
  const now = isObject(authored) ? authored : undefined
  const [first] = listOf(value.licenses)
  const licence = isObject(first) ? textOf(first.name) : undefined
  const baseIri = textOf(publisher.baseIri) ?? ''
  const isDeclared = publisher.baseIriDeclared === true
  const found: Problem[] = []
  const old = (key: string, written: unknown): void => {
    const facts = { file, key, name: String(written), publisher: who }
    found.push(publishRunProblem('run/publish-not-built', { file, key }, facts))
  }
  const writtenIri = textOf(now?.baseIri)
  if (writtenIri !== undefined && writtenIri !== baseIri) old('baseIri', writtenIri)
  else if (!isDeclared)
    found.push(publishRunProblem('run/publish-base-iri', { file, key: 'baseIri' }, { publisher: who, file }))
  else if (RESERVED.test(baseIri)) {
    const facts = { publisher: who, file, actual: baseIri }
    found.push(publishRunProblem('run/publish-reserved-iri', { file, key: 'baseIri' }, facts))
  }
  const writtenLicence = now === undefined ? licence : (textOf(now.licence) ?? UNDECIDED)
  if (writtenLicence === undefined || writtenLicence === UNDECIDED)
    found.push(publishRunProblem('run/publish-licence', { file, key: 'licence' }, { publisher: who, file }))
  else if (writtenLicence !== licence) old('licence', writtenLicence)
  const missing = [name.ja, name.en].find(isUnnamed)
  if (missing !== undefined) {
    const facts = { name: textOf(publisher.code) ?? who, missing, file }
    found.push(publishRunProblem('run/publish-placeholder', { file, key: 'name' }, facts))
  }
  return found
}

function againstDataset(value: Read, hiraku: Read): readonly Problem[] {
  const dataset = textOf(value.name) ?? ''
  const missing = [value.title, hiraku.titleEn].find(isUnnamed)
  if (missing === undefined) return []
  const facts = { name: dataset, missing, file: 'source.yaml' }
  return [publishRunProblem('run/publish-placeholder', { dataset, key: 'title' }, facts)]
}

function warningsOf(value: Read, hiraku: Read): readonly Problem[] {
  const dataset = textOf(value.name) ?? ''
  const file = `schemas/records/${textOf(hiraku.slug) ?? ''}.schema.json`
  const name = textOf(value.title) ?? dataset
  return [
    ...(isDraft(textOf(value.description) ?? '')
      ? [publishRunProblem('run/publish-draft', { dataset, file }, { name, file })]
      : []),
  ]
}

function isUnnamed(text: unknown): text is string {
  return typeof text === 'string' && isPlaceholder(text)
}
