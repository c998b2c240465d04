/**
 * Values that were taken down (`accept --withhold`) are shown by no comparison of ours: a version says so in changes.json,
 * and what any earlier state said and the later one does not is left out. They still lie in the earlier commit.
 */
import type { Comparison } from '../../history/index.ts'
import { CHANGES_JSON, withheldIn } from '../../history/index.ts'
import type { Json } from '../../lib/model.ts'
import type { DatasetDiff, ShownChange, ShownField } from '../../report/diff/model.ts'
import type { Tree } from '../git/tree.ts'
import type { TableState } from './side.ts'

/** The versions of a dataset in which values were taken down. */
export async function withheldOf(dist: Tree, id: string): Promise<readonly string[]> {
  const chunks = await dist.bytes(`datasets/${id}/${CHANGES_JSON}`)
  return chunks === undefined ? [] : withheldIn(chunks())
}

/** The version that took something down since this state was published; undefined where none did. */
export function takenDownSince(
  { version }: Pick<TableState, 'version'>,
  other: Pick<TableState, 'withheld'>,
): string | undefined {
  return other.withheld?.find((one) => version === undefined || isLater(one, version))
}

function isLater(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number))
  const at = [0, 1, 2].find((place) => a?.[place] !== b?.[place])
  return at !== undefined && (a?.[at] ?? 0) > (b?.[at] ?? 0)
}

export interface Hidden {
  readonly before: boolean
  readonly after: boolean
}

export async function* withoutHidden(
  comparison: Comparison,
  { before, after }: Hidden,
): ReturnType<DatasetDiff['changes']> {
  for await (const change of comparison.changes()) {
    if (change.kind === 'changed') {
      yield {
        ...change,
        fields: change.fields.map((field) => hiddenField(field, { before, after })),
      } satisfies ShownChange
    } else if (change.kind === 'removed' ? before : after) {
      yield { kind: change.kind, key: null, record: {}, withheld: true }
    } else yield change
  }
}

/** That a cell was blank is no value. */
function hiddenField(shown: ShownField, { before, after }: Hidden): ShownField {
  const { before: was, after: is, ...field } = shown
  const isHidden = (value: Json | undefined, hides: boolean) =>
    hides && value !== undefined && value !== null && value !== ''
  const [hidesWas, hidesIs] = [isHidden(was, before), isHidden(is, after)]
  if (!hidesWas && !hidesIs) return shown
  return {
    ...field,
    ...(was === undefined || hidesWas ? {} : { before: was }),
    ...(is === undefined || hidesIs ? {} : { after: is }),
    withheld: hidesWas ? 'before' : 'after',
  }
}
