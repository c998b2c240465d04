/** One thing that broke, next to what it was. */
import type { Problem } from '../../problem.ts'
import type { Edit } from './edit.ts'

export interface Break {
  /** a warning alone keeps nothing back */
  readonly problem: Problem
  readonly edits: readonly Edit[]
  /** of the job's problems those that it takes the place of */
  readonly of?: readonly Problem[]
  /** fewer records: a person may say that this is meant */
  readonly drop?: boolean
  /** what stands in it may come out as it is, where a person says so; nothing is written for it */
  readonly passes?: boolean
  /** a column under another name: other files may name it too */
  readonly renamed?: { readonly from: string; readonly to: string }
}
