/** `--to folder:PATH`. */
import { createFilesTarget } from '../files/target.ts'
import type { Target } from '../target.ts'
import type { FolderEffects, FolderPlace } from './place.ts'
import { createFolderStore } from './store.ts'

/** A folder as a target; whether it may be one is told by its plan. */
export function createFolderTarget(effects: FolderEffects, place: FolderPlace): Target {
  return createFilesTarget(createFolderStore(effects, place), effects.sha256)
}
