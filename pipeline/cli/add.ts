/** `hiraku add FILE…` */
import { UserError } from '../problem.ts'
import { type AddedJson, addedJson, addedText } from '../report/added.ts'
import { type Collector, collect } from '../report/collect.ts'
import { type Added, addFile } from '../run/add/add.ts'
import { heldNote } from '../run/held-list.ts'
import { machineOf } from '../run/machine.ts'
import type { Arguments } from './args.ts'
import { titleOf } from './check-file.ts'
import { countsText, exitOf, problemsJson, tellGrouped, tellProblems } from './output.ts'
import { EXIT, type Session } from './session.ts'

export async function addCommand({ positionals, values }: Arguments, session: Session): Promise<number> {
  const { effects, root, code, lang } = session
  const machine = session.machine ?? machineOf(effects, code)
  const quiet = values.yes !== undefined || values.json !== undefined
  const results: AddedJson[] = []
  let exit: number = EXIT.fine
  for (const file of positionals) {
    try {
      const added = await addFile(quiet ? { ...effects, ask: undefined } : effects, machine, root, {
        file,
        ...(typeof values.publisher === 'string' ? { publisher: values.publisher } : {}),
        ...(typeof values.as === 'string' ? { as: values.as } : {}),
        ...(values.yes === undefined ? {} : { yes: true }),
      })
      const problems = problemsOf(added)
      await tellGrouped(problems, added.found, session)
      for (const { stack } of values.debug === undefined ? [] : (added.check?.bugs ?? []))
        effects.stderr(`${stack}\n`)
      const { counts, kinds, problems: told } = problemsJson(problems)
      const result = addedJson(added, { counts, kinds, problems: told })
      results.push(result)
      if (values.json === undefined)
        effects.stdout(addedText(added, (sheet) => titleOf(sheet, session), session))
      effects.stderr(`${added.source}: ${countsText(problems.counts, lang)}\n`)
      exit = Math.max(exit, exitOf(problems, added.check?.bugs.length ?? 0))
      // a warning is enough to keep it out
      if (added.outcome === 'held') exit = Math.max(exit, EXIT.data)
    } catch (error) {
      // one file that can not be added does not keep the others from it
      if (!(error instanceof UserError) || positionals.length === 1) throw error
      const problems = collect()
      problems.add([error.problem])
      await tellProblems(problems, session, false)
      exit = Math.max(exit, EXIT.data)
    }
  }
  const held = heldNote(effects, root)
  if (held !== undefined) effects.stderr(`${held[lang]}\n`)
  if (values.json !== undefined) {
    const [only] = results
    const whole = positionals.length === 1 && only !== undefined ? only : { command: 'add', files: results }
    effects.stdout(`${JSON.stringify(whole, null, 2)}\n`)
  }
  return exit
}

/** Of a candidate why it can not be taken over; of what was written what its job says. */
function problemsOf({ candidate, check, stops }: Added): Collector {
  if (check !== undefined) return check.problems
  const problems = collect()
  problems.add(stops ?? candidate?.problems ?? [])
  return problems
}
