/**
 * What lies in dist/ goes to a portal: first a plan, which changes nothing, then apply, which ends in the same state
 * wherever it was broken off. All that is remembered is what the portal itself has. Writes to the world, by effects.
 */
export { createCkanApi } from './ckan/call.ts'
export { createCkanTarget } from './ckan/target.ts'
export { createFolderTarget } from './folder/target.ts'
export { PUBLISH_PROBLEMS } from './problems.ts'
export { type S3Place, s3PlaceOf } from './s3/place.ts'
export { createS3Target } from './s3/target.ts'
export type { Action, Applied, Change, PlanItem, Scope, Step, Target } from './target.ts'
