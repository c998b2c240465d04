/** `--to s3:BUCKET/PREFIX`. */
import type { Hash } from '../../effects.ts'
import { createFilesTarget } from '../files/target.ts'
import type { Target } from '../target.ts'
import type { S3Place } from './place.ts'
import { createS3Store, type S3Effects } from './store.ts'

/** A bucket as a target; `s3PlaceOf` makes the place. */
export function createS3Target(effects: S3Effects & { readonly sha256: () => Hash }, place: S3Place): Target {
  return createFilesTarget(createS3Store(effects, place), effects.sha256)
}
