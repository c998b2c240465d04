/**
 * CKAN answers 500 `Search Index Error` after it has written: the dataset is as it should be, and the index, which the
 * plan is made of and visitors search, has the former one. So after an unclear answer the index is looked at.
 */
import { publishProblem } from '../problems.ts'
import { type Course, fail, type Outcome, refused, took } from './course.ts'
import { lookAtIndex } from './look.ts'
import { SAID } from './said.ts'
import { type Shown, shownOf } from './shown.ts'

/** Between looks: a portal may write its index some time later (`ckan.search.solr_commit`). */
const PAUSES = [0, 1000, 2000]

export async function indexed(course: Course, shown: Shown): Promise<Outcome> {
  const { api, pause } = course.given
  for (const milliseconds of PAUSES) {
    if (milliseconds > 0) await pause(milliseconds)
    const look = await lookAtIndex(api, shown.id)
    if (look.refusal !== undefined) return fail(course, look.refusal.problem)
    // another may have changed it since
    if (look.shown !== undefined && look.shown.modified >= shown.modified) {
      course.troubled = false
      return 'settled'
    }
  }
  const memory = shown.resources.find(({ fields }) => fields[SAID])
  if (course.touched || memory === undefined) {
    const where = { dataset: course.wanted.offer.id }
    course.problems.push(publishProblem('publish/index-behind', where, { actual: shown.name }))
    return 'settled'
  }
  course.touched = true
  // 2.12 takes an update that changes nothing for done and indexes nothing: so this says something, and the next step
  // says again what shall stand there
  const { result, refusal } = await api.call(
    'package_revise',
    {
      match: { id: shown.id, metadata_modified: shown.modified },
      [`update__resources__${memory.id}`]: { [SAID]: `${memory.fields[SAID] ?? ''}; indexed` },
    },
    { tries: 'once' },
  )
  if (refusal === undefined) return took(course, shownOf(result))
  // it stands in a group that the token may not manage
  if (refusal.kind === 'not-allowed' || refusal.kind === 'invalid') return 'on'
  return refused(course, refusal)
}
