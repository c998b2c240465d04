/** `schemas/schedule.yaml` and the words of `schemas/vocabularies.yaml`: of the project first, then of the package. */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import type { Vocabularies } from '../../lib/vocabularies.ts'
import { UserError } from '../../problem.ts'
import { createGates, readAuthored } from '../../validate/index.ts'
import { type Schedule, type ScheduleTable, scheduleOf } from './schedule.ts'

/** Throws a UserError where a project's own table is not as the schema says. */
export function readSchedule(
  effects: Pick<Effects, 'stat' | 'readFile'>,
  root: string,
  packageFolder: string,
): Schedule {
  const text = (name: string): string => {
    const file = [root, packageFolder]
      .map((folder) => path.join(folder, 'schemas', name))
      .find((one) => effects.stat(one) !== undefined)
    if (file === undefined) throw new Error(`schemas/${name} is missing`)
    return readText(effects, file)
  }
  const gates = createGates((name): unknown => JSON.parse(text(name)))
  const table = <T>(name: string): T => {
    const gate = gates(`${name}.schema.json`)
    if (gate === undefined) throw new Error(`schemas/${name}.schema.json is missing`)
    const read = readAuthored<T>({ file: `schemas/${name}.yaml`, text: text(`${name}.yaml`) }, gate, {})
    if ('value' in read) return read.value
    const [problem] = read.problems
    throw problem === undefined ? new Error(`schemas/${name}.yaml can not be read`) : new UserError(problem)
  }
  return scheduleOf(
    table<ScheduleTable>('schedule'),
    table<Pick<Vocabularies, 'frequency'>>('vocabularies').frequency,
  )
}
