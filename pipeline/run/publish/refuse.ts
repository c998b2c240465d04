/** What is not fit to be public: refused before anything is sent. One fault of a publisher's keeps all that is theirs. */

import { isObject, listOf, textOf } from '../../lib/object.ts'
import { isPlaceholder } from '../../lib/placeholder.ts'
import type { Problem } from '../../problem.ts'
import { publishRunProblem } from './problems.ts'

const RESERVED =
  /^https?:\/\/(?:[^/]*\.)?(?:invalid|test|example|localhost|example\.(?:com|net|org))(?:[:/]|$)/

/** What stands against publishing a dataset, from its datapackage.json. */
export function refusalsOf(descriptor: unknown): readonly Problem[] {
  const value = isObject(descriptor) ? descriptor : {}
  const hiraku = isObject(value.hiraku) ? value.hiraku : {}
  const publisher = isObject(hiraku.publisher) ? hiraku.publisher : {}
  const file = `sources/${textOf(publisher.id) ?? ''}/publisher.yaml`
  const name = isObject(publisher.name) ? publisher.name : {}
  const actual = textOf(name.ja) ?? textOf(publisher.id) ?? ''
  const found: Problem[] = []
  const baseIri = textOf(publisher.baseIri) ?? ''
  // RFC 2606, 2 and 3: names that are nobody's
  if (publisher.baseIriDeclared !== true || RESERVED.test(baseIri))
    found.push(publishRunProblem('run/publish-base-iri', { file, key: 'baseIri' }, { actual, file }))
  const [licence] = listOf(value.licenses)
  if (!isObject(licence) || licence.name === 'NOASSERTION')
    found.push(publishRunProblem('run/publish-licence', { file, key: 'licence' }, { actual, file }))
  const dataset = textOf(value.name) ?? ''
  const unnamed = (text: unknown): text is string => typeof text === 'string' && isPlaceholder(text)
  const ofPublisher = [name.ja, name.en].find(unnamed)
  if (ofPublisher !== undefined) {
    const facts = { actual: textOf(publisher.code) ?? actual, expected: ofPublisher, file }
    found.push(publishRunProblem('run/publish-placeholder', { file, key: 'name' }, facts))
  }
  const ofDataset = [value.title, hiraku.titleEn].find(unnamed)
  if (ofDataset !== undefined) {
    const facts = { actual: dataset, expected: ofDataset, file: 'source.yaml' }
    found.push(publishRunProblem('run/publish-placeholder', { dataset, key: 'title' }, facts))
  }
  return found
}
