/**
 * What lies in dist/ goes to a portal: first a plan, which changes nothing, then apply, which ends in the same state
 * wherever it was broken off. All that is remembered is what the portal itself has. Writes to the world, by effects.
 */
export { PUBLISH_PROBLEMS } from './problems.ts'
export type { Action, Applied, Change, PlanItem, Scope, Step, Target } from './target.ts'
