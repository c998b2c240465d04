/** What the portal serves, held against what was offered: every file byte for byte, every row of the table. */
import type { Hash } from '../../effects.ts'
import type { Problem } from '../../problem.ts'
import { publishProblem } from '../problems.ts'
import type { Step } from '../target.ts'
import type { CkanApi } from './api.ts'
import { byteText, listText } from './change.ts'
import { verifyTable } from './datastore/verify.ts'
import { diffOf } from './diff.ts'
import { findDataset } from './find.ts'
import type { CkanGiven } from './given.ts'
import { isUnfinished } from './said.ts'
import type { ShownResource } from './shown.ts'
import { resourceId, TABLE_KEY, toldOf, type Wanted, type WantedResource } from './wanted.ts'

export async function verifyDataset(
  given: CkanGiven,
  wanted: Wanted,
  progress: Step,
): Promise<readonly Problem[]> {
  const { api, sha256 } = given
  const where = { dataset: wanted.offer.id }
  const { shown, problem } = await findDataset(given, wanted, undefined, { search: true })
  if (problem !== undefined) return [problem]
  if (shown === undefined || shown.state !== 'active' || isUnfinished(shown))
    return [publishProblem('publish/verify-missing', where, { actual: wanted.name })]
  const problems: Problem[] = shown.isPrivate
    ? [publishProblem('publish/private', where, { actual: shown.name })]
    : []
  const tableWhole = given.portal.datastore && wanted.marker !== null
  const { changes } = diffOf(shown, wanted, { ignored: new Set(), tableWhole })
  // files are told one by one below
  const said = changes.map(({ what }) => what).filter((what) => !what.startsWith('file '))
  if (said.length > 0)
    problems.push(
      publishProblem('publish/verify-differs', where, { actual: listText(said), name: wanted.name }),
    )
  const there = new Map(shown.resources.map((resource) => [resource.id, resource]))
  for (const one of wanted.resources) {
    const has = there.get(resourceId(shown.id, one.key))
    const found =
      has === undefined ? missing(wanted, one) : await verifyFile(api, sha256, wanted, one, has, progress)
    if (found !== undefined) problems.push(found)
  }
  const id = resourceId(shown.id, TABLE_KEY)
  const csv = there.get(id)
  if (wanted.marker !== null && wanted.offer.table !== null && csv !== undefined)
    problems.push(...(await verifyTable(api, id, wanted.offer.table, progress, toldOf(csv, wanted))))
  return problems.map((one) => ({ ...one, where: { ...one.where, ...where } }))
}

function missing({ offer }: Wanted, { file }: WantedResource): Problem {
  return publishProblem('publish/verify-missing', { dataset: offer.id }, { actual: file.path })
}

/** Read as it comes, so that memory does not grow with the file. */
async function verifyFile(
  api: CkanApi,
  sha256: () => Hash,
  { offer }: Wanted,
  { file }: WantedResource,
  { url }: ShownResource,
  progress: Step,
): Promise<Problem | undefined> {
  const where = { dataset: offer.id }
  const { chunks, problem } = await api.download(url)
  if (problem !== undefined) return problem
  const hash = sha256()
  let bytes = 0
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length
      hash.update(chunk)
      progress('verify', Math.min(bytes, file.bytes), file.bytes)
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return publishProblem('publish/verify-broken', where, { actual: file.path, detail })
  }
  const served = hash.hex()
  return bytes === file.bytes && served === file.sha256
    ? undefined
    : publishProblem('publish/verify-file', where, {
        actual: byteText(bytes, served),
        expected: byteText(file.bytes, file.sha256),
        name: file.path,
        url,
      })
}
