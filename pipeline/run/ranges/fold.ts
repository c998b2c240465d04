/** The parts of a table, in order, put together: one account, keys seen across all of them. */
import { createFaultLog } from '../../extract/index.ts'
import { mergeAccounts, type TableAccount } from '../../job/table/account.ts'
import { tableProblem } from '../../job/table/problems.ts'
import { placeOfSpot } from '../../job/table/run.ts'
import { createTally } from '../../job/table/tally.ts'
import type { KeySet } from '../../lib/key-set.ts'
import type { Problem, Severity } from '../../problem.ts'
import type { Part, PartKeys, PartPlan } from './part.ts'

/** Each part has the first problems of each kind: so many parts wait, then those that are too many go. */
const GATHERED = 16

export interface Fold {
  readonly add: (part: Pick<Part, 'account' | 'faults' | 'keys'>) => void
  readonly account: () => TableAccount
  /** of cells that could not be read, or were lost before */
  readonly problems: () => readonly Problem[]
}

type FoldPlan = Pick<PartPlan, 'place' | 'kept' | 'located' | 'table'> & {
  readonly fields: Parameters<typeof placeOfSpot>[2]
  /** for each field the columns of the file that give it */
  readonly sources: readonly (readonly number[])[]
}

export function createFold(plan: FoldPlan, keys: KeySet): Fold {
  const { place, kept, located, fields, table, sources } = plan
  const log = createFaultLog(place)
  const slot = fields.findIndex(({ header }) => header === table.key[0])
  const column = sources[slot]?.[0] ?? -1
  // the same as the run of all rows by one says (job/table/run.ts)
  const [code, severity]: readonly [string, Severity] =
    table.key.length > 0 ? ['validate/duplicate-key', 'error'] : ['validate/duplicate-row', 'warning']
  let accounts: TableAccount[] = []

  const duplicates = ({ hashes, rows, text }: PartKeys): TableAccount['problems'] => {
    const tally = createTally(kept)
    let names: unknown
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i] ?? 0
      const expected = keys.takeHash(hashes[i * 2] ?? 0, hashes[i * 2 + 1] ?? 0, row)
      if (expected === undefined) continue
      tally.add(code, severity, column, () => {
        names ??= JSON.parse(text)
        const actual = String(Array.isArray(names) ? names[i] : '').replaceAll('\u0000', ' / ')
        const where = placeOfSpot(place, located, fields, { row, column, field: slot })
        return tableProblem(code, where, { actual, expected }, severity)
      })
    }
    return tally.list()
  }

  return {
    add({ account, faults, keys: found }) {
      log.add(faults)
      if (found === undefined) accounts.push(account)
      else accounts.push({ ...account, problems: [...account.problems, ...duplicates(found)] })
      if (accounts.length === GATHERED) accounts = [mergeAccounts(accounts, kept)]
    },
    account: () => mergeAccounts(accounts, kept),
    problems: () => log.problems(),
  }
}
