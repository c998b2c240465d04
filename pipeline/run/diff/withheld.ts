/**
 * Values that were taken down (`accept --withhold`) are shown by no comparison of ours: a version says so in changes.json
 * and history.yaml, and what only earlier states say is left out. They still lie in the earlier commit.
 */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { Comparison } from '../../history/index.ts'
import { CHANGES_JSON, withheldIn } from '../../history/index.ts'
import type { Json } from '../../lib/model.ts'
import type { DatasetDiff, ShownChange, ShownField } from '../../report/diff/model.ts'
import { type Tree, treeOnDisk } from '../git/tree.ts'
import { historiesIn } from './histories.ts'
import type { TableState } from './side.ts'

/** The versions of a dataset in which values were taken down. */
export async function withheldOf(dist: Tree, id: string): Promise<readonly string[]> {
  const chunks = await dist.bytes(`datasets/${id}/${CHANGES_JSON}`)
  return chunks === undefined ? [] : withheldIn(chunks())
}

/**
 * Gives a state the takedowns that the project knows of now. Two earlier versions do not know of a later one, and the
 * commit of a version may be older than the mark that it got afterwards.
 */
export function knowingOf(effects: Effects, root: string): (state: TableState) => Promise<TableState> {
  const dist = treeOnDisk(effects, path.join(root, 'dist'), 'dist/')
  let marked: ReadonlyMap<string, readonly string[]> | undefined
  return async (state) => {
    // a file is no state of a dataset
    if (state.version === undefined && state.withheld === undefined) return state
    marked ??= markedIn(effects, root)
    const known = [
      ...(state.withheld ?? []),
      ...(marked.get(state.id) ?? []),
      ...(await withheldOf(dist, state.id)),
    ]
    return { ...state, withheld: [...new Set(known)].sort((a, b) => (isLater(a, b) ? -1 : 1)) }
  }
}

/** dataset → versions that history.yaml marks */
function markedIn(effects: Effects, root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { code, history } of historiesIn(effects, root, 'withheld'))
    for (const { dataset, version, withheld } of history) {
      if (withheld !== true) continue
      const id = `${code()}_${dataset}`
      found.set(id, [...(found.get(id) ?? []), version])
    }
  return found
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
        // what neither of both may show may be the name of a record that went
        key: before && after ? null : change.key,
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
    withheld: hidesWas && hidesIs ? 'both' : hidesWas ? 'before' : 'after',
  }
}
